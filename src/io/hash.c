/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/hash.h"

#include <errno.h>
#include <gcrypt.h>
#include <unistd.h>

#include "base/mem.h"

enum { READ_SIZE = 256 * 1024 };

/* libgcrypt's algorithm and the length of its digest, by enum hash_kind. */
static const struct {
	int algorithm;
	unsigned size;
} kinds[] = {
	[HASH_MD5] = {GCRY_MD_MD5, 16},
	[HASH_SHA1] = {GCRY_MD_SHA1, 20},
	[HASH_SHA256] = {GCRY_MD_SHA256, 32},
};

int hash_setup(struct err *err)
{
	if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
		return 0; /* libapt-pkg, which also uses it, was first */
	if (!gcry_check_version(GCRYPT_VERSION))
		return err_set(err, STATUS_FATAL, "libgcrypt is older than %s", GCRYPT_VERSION);
	/* There are no secrets to protect, so no locked memory is needed. */
	gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
	return 0;
}

static struct hash_hex to_hex(enum hash_kind kind, const unsigned char *digest)
{
	static const char digits[] = "0123456789abcdef";
	struct hash_hex hex = {{0}};
	for (unsigned i = 0; i < kinds[kind].size; i++) {
		hex.text[2 * i] = digits[digest[i] >> 4];
		hex.text[2 * i + 1] = digits[digest[i] & 15];
	}
	return hex;
}

struct hash_hex hash_bytes(enum hash_kind kind, struct str bytes)
{
	unsigned char digest[HASH_HEX_LONGEST / 2];
	gcry_md_hash_buffer(kinds[kind].algorithm, digest, bytes.n ? bytes.p : "", bytes.n);
	return to_hex(kind, digest);
}

static int refused_by_gcrypt(gcry_error_t code, struct err *err)
{
	return err_set(err, STATUS_FATAL, "libgcrypt: %s", gcry_strerror(code));
}

static int feed_file(gcry_md_hd_t state, int fd, struct err *err)
{
	char *buffer CLEANUP(mem_freep) = mem_resize(NULL, READ_SIZE, 1);
	off_t offset = 0;
	for (;;) {
		ssize_t n = pread(fd, buffer, READ_SIZE, offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(err, "cannot read");
		if (n == 0)
			return 0;
		gcry_md_write(state, buffer, (size_t)n);
		offset += n;
	}
}

int hash_fd(enum hash_kind kind, int fd, struct hash_hex *out, struct err *err)
{
	gcry_md_hd_t state;
	gcry_error_t code = gcry_md_open(&state, kinds[kind].algorithm, 0);
	if (code)
		return refused_by_gcrypt(code, err);
	int ret = feed_file(state, fd, err);
	if (ret == 0)
		*out = to_hex(kind, gcry_md_read(state, 0));
	gcry_md_close(state);
	return ret;
}

struct hashing_sink {
	struct sink base;
	struct sink *output;
	enum hash_kind kind;
	gcry_error_t code; /* why `state` could not be opened; reported by write and finish */
	gcry_md_hd_t state;
	struct hash_hex *digest;
	uint64_t *size, count;
};

static int hashing_write(struct sink *base, const void *data, size_t n, struct err *err)
{
	struct hashing_sink *sink = (struct hashing_sink *)base;
	if (sink->code)
		return refused_by_gcrypt(sink->code, err);
	gcry_md_write(sink->state, data, n);
	sink->count += n;
	return sink_write(sink->output, data, n, err);
}

static int hashing_finish(struct sink *base, struct err *err)
{
	struct hashing_sink *sink = (struct hashing_sink *)base;
	if (sink->code)
		return refused_by_gcrypt(sink->code, err);
	*sink->digest = to_hex(sink->kind, gcry_md_read(sink->state, 0));
	*sink->size = sink->count;
	return sink_finish(sink->output, err);
}

static void hashing_close(struct sink *base)
{
	struct hashing_sink *sink = (struct hashing_sink *)base;
	if (!sink->code)
		gcry_md_close(sink->state);
	sink_close(sink->output);
	free(sink);
}

struct sink *hash_sink(enum hash_kind kind, struct sink *output, struct hash_hex *digest,
		       uint64_t *size)
{
	struct hashing_sink *sink = mem_alloc(sizeof(*sink));
	sink->base = (struct sink){hashing_write, hashing_finish, hashing_close};
	sink->output = output;
	sink->kind = kind;
	sink->digest = digest;
	sink->size = size;
	sink->code = gcry_md_open(&sink->state, kinds[kind].algorithm, 0);
	return &sink->base;
}
