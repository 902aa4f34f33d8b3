/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/deb.h"

#include <stdbool.h>

#include "base/mem.h"

enum { MAGIC_SIZE = 8, BINARY_LARGEST = 4096 };

/* ar(5): all fields are text, padded with spaces. */
struct ar_header {
	char name[16], date[12], uid[6], gid[6], mode[8], size[10], magic[2];
};

struct ar_member {
	char name[DEB_NAME_LONGEST + 1];
	uint64_t offset, size;
};

struct ar {
	int fd;
	uint64_t size, at; /* size of the file; offset of the next header */
};

/* The member that is expected next. */
enum want { WANT_BINARY, WANT_CONTROL, WANT_DATA, WANT_NOTHING };

static int read_at(int fd, uint64_t offset, void *buf, size_t n, struct err *err)
{
	struct source *source CLEANUP(source_closep) = source_range(fd, offset, n);
	return source_read_full(source, buf, n, err);
}

static int refuse_ar(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "%s", text);
}

/* deb(5): there are no long names, and a name may end in a slash. */
static int parse_ar_name(const char field[16], char name[DEB_NAME_LONGEST + 1], struct err *err)
{
	size_t n = 16;
	while (n && field[n - 1] == ' ')
		n--;
	if (n && field[0] != '/' && field[n - 1] == '/')
		n--;
	if (n == 0)
		return refuse_ar(err, "ar member without a name");
	if (field[0] == '/' || (n >= 3 && memcmp(field, "#1/", 3) == 0))
		return refuse_ar(err, "long names of GNU or BSD ar are not taken");
	for (size_t i = 0; i < n; i++)
		if (field[i] <= ' ' || field[i] > '~' || field[i] == '/')
			return refuse_ar(err, "ar member with an unsafe name");
	memcpy(name, field, n);
	name[n] = 0;
	return 0;
}

static bool parse_size(const char field[10], uint64_t *size)
{
	struct str text = {field, 10};
	unsigned long long value;
	while (text.n && text.p[text.n - 1] == ' ')
		text.n--;
	if (!str_number(text, 10, 9999999999u, &value))
		return false;
	*size = value;
	return true;
}

static int check_padding(const struct ar *ar, uint64_t offset, struct err *err)
{
	char padding;
	if (offset >= ar->size)
		return refuse_ar(err, "truncated: an ar member lacks its padding");
	if (read_at(ar->fd, offset, &padding, 1, err) != 0)
		return -1;
	return padding == '\n' ? 0 : refuse_ar(err, "ar member with wrong padding");
}

/* Returns 1 and a member, 0 at the end of the file, or -1. */
static int next_member(struct ar *ar, struct ar_member *member, struct err *err)
{
	struct ar_header header;
	if (ar->at == ar->size)
		return 0;
	if (ar->size - ar->at < sizeof(header))
		return refuse_ar(err, "truncated: an ar header is cut");
	if (read_at(ar->fd, ar->at, &header, sizeof(header), err) != 0)
		return -1;
	if (memcmp(header.magic, "`\n", 2) != 0)
		return refuse_ar(err, "ar header without its magic");
	if (parse_ar_name(header.name, member->name, err) != 0)
		return -1;
	if (!parse_size(header.size, &member->size))
		return refuse_ar(err, "ar member whose size is no number");
	member->offset = ar->at + sizeof(header);
	if (member->size > ar->size - member->offset)
		return refuse_ar(err, "ar member reaches past the end of the file");
	ar->at = member->offset + member->size;
	if (member->size % 2 == 1 && check_padding(ar, ar->at++, err) != 0)
		return -1;
	return 1;
}

/* Checks the format version: major 2 with any minor number; more lines may follow. */
static int check_binary(int fd, const struct ar_member *member, struct err *err)
{
	char text[BINARY_LARGEST];
	unsigned long long major, minor;
	struct str rest = {text, (size_t)member->size}, line, number;
	if (strcmp(member->name, "debian-binary") != 0)
		return refuse_ar(err, "no Debian package: the first member is not debian-binary");
	if (member->size == 0 || member->size > BINARY_LARGEST)
		return refuse_ar(err, "debian-binary has a wrong size");
	if (read_at(fd, member->offset, text, (size_t)member->size, err) != 0)
		return -1;
	if (!memchr(text, '\n', (size_t)member->size) || !str_split(&rest, '\n', &line) ||
	    !str_split(&line, '.', &number) || !str_number(number, 10, 1000, &major) ||
	    !str_number(line, 10, 1000000, &minor))
		return refuse_ar(err, "debian-binary holds no format version");
	if (major != 2)
		return err_set(err, STATUS_UNTRUSTED, "format version %llu.%llu, expected 2.0",
			       major, minor);
	return 0;
}

static int take_part(struct deb_part *part, const struct ar_member *member, const char *stem,
		     struct err *err)
{
	struct str suffix = str_from(member->name + strlen(stem));
	memcpy(part->name, member->name, sizeof(part->name));
	part->offset = member->offset;
	part->size = member->size;
	if (member->size == 0)
		return refuse_ar(err, "empty");
	return compression_from_suffix(suffix, &part->compression, err);
}

static int refuse_ar_member(enum want want, struct err *err)
{
	static const char *const missing[] = {"debian-binary", "control.tar", "data.tar"};
	if (want == WANT_NOTHING)
		return refuse_ar(err, "a member of this name was there before");
	return err_set(err, STATUS_UNTRUSTED, "unexpected member before %s", missing[want]);
}

static int place_ar_member(const struct ar *ar, const struct ar_member *member, enum want *want,
			   struct deb_layout *out, struct err *err)
{
	struct str name = str_from(member->name);
	bool control = str_starts(name, "control.tar"), data = str_starts(name, "data.tar");
	if (*want == WANT_BINARY) {
		*want = WANT_CONTROL;
		return check_binary(ar->fd, member, err);
	}
	if (*want == WANT_CONTROL && control) {
		*want = WANT_DATA;
		if (member->size > DEB_CONTROL_LARGEST)
			return refuse_ar(err, "larger than 64 MiB");
		return take_part(&out->control, member, "control.tar", err);
	}
	if (*want == WANT_DATA && data) {
		*want = WANT_NOTHING;
		return take_part(&out->data, member, "data.tar", err);
	}
	bool ours = control || data || str_is(name, "debian-binary");
	if (ours || (*want != WANT_NOTHING && name.p[0] != '_'))
		return refuse_ar_member(*want, err);
	return 0;
}

static int read_members(struct ar *ar, struct deb_layout *out, struct err *err)
{
	struct ar_member member;
	enum want want = WANT_BINARY;
	for (unsigned count = 0;; count++) {
		int more = next_member(ar, &member, err);
		if (more < 0)
			return -1;
		if (more == 0)
			break;
		if (count == DEB_MEMBERS_MOST)
			return err_set(err, STATUS_UNTRUSTED, "more than %d ar members",
				       DEB_MEMBERS_MOST);
		if (place_ar_member(ar, &member, &want, out, err) != 0)
			return err_wrap(err, "%s", member.name);
	}
	if (want == WANT_BINARY)
		return refuse_ar(err, "no Debian package: the archive is empty");
	if (want != WANT_NOTHING)
		return err_set(err, STATUS_UNTRUSTED, "truncated: there is no %s",
			       want == WANT_CONTROL ? "control.tar" : "data.tar");
	return 0;
}

int deb_read_layout(int fd, uint64_t size, struct deb_layout *out, struct err *err)
{
	char magic[MAGIC_SIZE];
	struct ar ar = {.fd = fd, .size = size, .at = MAGIC_SIZE};
	*out = (struct deb_layout){0};
	if (size < MAGIC_SIZE)
		return refuse_ar(err, "no Debian package: the file is too short");
	if (read_at(fd, 0, magic, MAGIC_SIZE, err) != 0)
		return -1;
	if (memcmp(magic, "!<arch>\n", MAGIC_SIZE) != 0)
		return refuse_ar(err, "no Debian package: this is no ar archive");
	return read_members(&ar, out, err);
}

struct source *deb_open_part(int fd, const struct deb_part *part,
			     const struct decompress_limits *limits, struct err *err)
{
	return decompress_open(part->compression, source_range(fd, part->offset, part->size),
			       limits, err);
}
