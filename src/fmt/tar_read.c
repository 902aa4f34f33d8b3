/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/tar_read.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

enum { BLOCK = 512, BUFFER_SIZE = 256 * 1024 };

/* tar(5), POSIX ustar and GNU tar archives. */
struct tar_header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8];
	char type;
	char link[100], magic[6], version[2], user[32], group[32], major[8], minor[8], prefix[155];
	char padding[12];
};
_Static_assert(sizeof(struct tar_header) == BLOCK, "a header is one block");

struct tar_reader {
	struct source *source;
	uint64_t index;
	uint64_t body;    /* unread bytes of the content */
	unsigned padding; /* bytes between the content and the next header */
	bool ended;
	struct buf name, link;     /* of the current member */
	bool long_name, long_link; /* an L or K member has set the name or link of the next
	                            * member */
	const char *at;            /* the unread part of `buffer` */
	size_t left;
	char buffer[BUFFER_SIZE];
};

static int refuse_tar(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "%s", text);
}

/* --- blocks ------------------------------------------------------------- */

/* Reads until at least `want` bytes are buffered, or the source ends. */
static int fill_buffer(struct tar_reader *tar, size_t want, struct err *err)
{
	if (tar->left)
		memmove(tar->buffer, tar->at, tar->left);
	tar->at = tar->buffer;
	while (tar->left < want) {
		ssize_t n = tar->source->read(tar->source, tar->buffer + tar->left,
					      BUFFER_SIZE - tar->left, err);
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		tar->left += (size_t)n;
	}
	return 0;
}

static void consume(struct tar_reader *tar, size_t n)
{
	tar->at += n;
	tar->left -= n;
}

/* Returns 1 and a block, 0 if the source ended before it, or -1. */
static int next_tar_block(struct tar_reader *tar, const char **block, struct err *err)
{
	if (tar->left < BLOCK && fill_buffer(tar, BLOCK, err) != 0)
		return -1;
	if (tar->left == 0)
		return 0;
	if (tar->left < BLOCK)
		return refuse_tar(err, "truncated: a block of the tar archive is cut");
	*block = tar->at;
	consume(tar, BLOCK);
	return 1;
}

static bool is_zero(const char *p, size_t n)
{
	return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

/* Checks that only zeros follow the end marker, up to the end of the source. */
static int check_tail(struct tar_reader *tar, struct err *err)
{
	do {
		if (!is_zero(tar->at, tar->left))
			return refuse_tar(err, "something follows the end of the tar archive");
		tar->left = 0;
		if (fill_buffer(tar, 1, err) != 0)
			return -1;
	} while (tar->left);
	return 0;
}

static void begin_body(struct tar_reader *tar, uint64_t size)
{
	tar->body = size;
	tar->padding = (unsigned)(-size % BLOCK);
}

int tar_body(struct tar_reader *tar, struct str *piece, struct err *err)
{
	if (tar->body == 0)
		return 0;
	if (tar->left == 0 && fill_buffer(tar, 1, err) != 0)
		return -1;
	if (tar->left == 0)
		return refuse_tar(err, "truncated: the tar archive ends within a member");
	size_t n = tar->left < tar->body ? tar->left : (size_t)tar->body;
	*piece = (struct str){tar->at, n};
	consume(tar, n);
	tar->body -= n;
	return 1;
}

static int skip_body(struct tar_reader *tar, struct err *err)
{
	struct str piece;
	int more;
	tar->body += tar->padding;
	tar->padding = 0;
	while ((more = tar_body(tar, &piece, err)) > 0)
		;
	return more;
}

/* --- numbers ------------------------------------------------------------ */

/* As in dpkg: spaces, octal digits, then NULs and spaces. */
static bool parse_octal(struct str field, uint64_t *value)
{
	size_t i = 0;
	uint64_t sum = 0;
	while (i < field.n && field.p[i] == ' ')
		i++;
	if (i == field.n)
		return false;
	for (; i < field.n && field.p[i] >= '0' && field.p[i] <= '7'; i++)
		sum = sum * 8 + (uint64_t)(field.p[i] - '0');
	for (; i < field.n; i++)
		if (field.p[i] != ' ' && field.p[i] != 0)
			return false;
	*value = sum;
	return true;
}

/* tar(5), GNU tar archives: a two's complement number in base 256, whose first byte is
 * 0x80 or 0xff. */
static bool parse_base256(struct str field, int64_t *value)
{
	const unsigned char *byte = (const unsigned char *)field.p;
	unsigned char fill_byte = byte[0] == 0xff ? 0xff : 0;
	size_t at = 1;
	for (; field.n - at > sizeof(uint64_t); at++)
		if (byte[at] != fill_byte)
			return false;
	uint64_t sum = fill_byte ? UINT64_MAX : 0;
	for (; at < field.n; at++)
		sum = sum << 8 | byte[at];
	*value = (int64_t)sum;
	return (*value < 0) == (fill_byte != 0);
}

static bool parse_number(struct str field, int64_t min, int64_t max, int64_t *value)
{
	unsigned char first = (unsigned char)field.p[0];
	uint64_t octal;
	if (first == 0x80 || first == 0xff) {
		if (!parse_base256(field, value))
			return false;
	} else {
		if (!parse_octal(field, &octal) || octal > INT64_MAX)
			return false;
		*value = (int64_t)octal;
	}
	return *value >= min && *value <= max;
}

#define FIELD(f) ((struct str){(f), sizeof(f)})

static bool parse_u32(struct str field, uint32_t *value)
{
	int64_t number;
	/* The largest number is not an id: (uid_t)-1 means "do not change". */
	if (!parse_number(field, 0, UINT32_MAX - 1, &number))
		return false;
	*value = (uint32_t)number;
	return true;
}

static int parse_numbers(const struct tar_header *header, struct tar_entry *entry, struct err *err)
{
	int64_t size;
	uint32_t mode;
	if (!parse_number(FIELD(header->size), 0, INT64_MAX, &size))
		return refuse_tar(err, "size is no number");
	if ((uint64_t)size > TAR_MEMBER_LARGEST)
		return refuse_tar(err, "larger than 128 GiB");
	if (!parse_u32(FIELD(header->mode), &mode))
		return refuse_tar(err, "mode is no number");
	if (!parse_u32(FIELD(header->uid), &entry->uid))
		return refuse_tar(err, "uid is no number");
	if (!parse_u32(FIELD(header->gid), &entry->gid))
		return refuse_tar(err, "gid is no number");
	if (!parse_number(FIELD(header->mtime), INT64_MIN, INT64_MAX, &entry->mtime))
		return refuse_tar(err, "mtime is no number");
	entry->size = (uint64_t)size;
	entry->mode = mode & 07777;
	return 0;
}

static int check_sum(const struct tar_header *header, struct err *err)
{
	const unsigned char *byte = (const unsigned char *)header;
	const size_t at = offsetof(struct tar_header, checksum), n = sizeof(header->checksum);
	uint64_t sum = ' ' * n, expected;
	for (size_t i = 0; i < BLOCK; i++)
		sum += byte[i];
	for (size_t i = at; i < at + n; i++)
		sum -= byte[i];
	if (!parse_octal(FIELD(header->checksum), &expected) || sum != expected)
		return refuse_tar(err, "wrong header checksum");
	return 0;
}

/* --- names -------------------------------------------------------------- */

/* A text field ends at its first NUL. Other readers could take bytes after it for a second name. */
static int add_name_field(struct buf *buf, struct str field, struct err *err)
{
	size_t n = strnlen(field.p, field.n);
	if (!is_zero(field.p + n, field.n - n))
		return refuse_tar(err, "name with a tail after its NUL");
	buf_add(buf, field.p, n);
	return 0;
}

static int read_member_name(struct tar_reader *tar, const struct tar_header *header,
			    struct err *err)
{
	tar->name.n = 0;
	if (memcmp(header->magic, "ustar", 6) == 0 && header->prefix[0]) {
		if (memcmp(header->version, "00", 2) != 0)
			return refuse_tar(err, "unknown version of the ustar format");
		if (add_name_field(&tar->name, FIELD(header->prefix), err) != 0)
			return -1;
		buf_puts(&tar->name, "/");
	}
	return add_name_field(&tar->name, FIELD(header->name), err);
}

/* Reads the content of an L or K member, which may end in a NUL. */
static int read_long(struct tar_reader *tar, uint64_t size, struct buf *out, struct err *err)
{
	struct str piece;
	int more;
	if (size == 0 || size > TAR_LONG_NAME_LARGEST)
		return refuse_tar(err, "long name of a wrong size");
	out->n = 0;
	begin_body(tar, size);
	while ((more = tar_body(tar, &piece, err)) > 0)
		buf_add(out, piece.p, piece.n);
	if (more < 0 || skip_body(tar, err) != 0)
		return -1;
	if (out->p[out->n - 1] == 0)
		out->n--;
	if (out->n == 0 || memchr(out->p, 0, out->n))
		return refuse_tar(err, "long name that is empty or holds a NUL");
	return 0;
}

static int take_long(struct tar_reader *tar, char type, uint64_t size, struct err *err)
{
	bool *have = type == 'L' ? &tar->long_name : &tar->long_link;
	if (*have)
		return refuse_tar(err, "two long names for one member");
	*have = true;
	return read_long(tar, size, type == 'L' ? &tar->name : &tar->link, err);
}

/* --- members ------------------------------------------------------------ */

static int unknown_type(char type, struct err *err)
{
	unsigned char shown = (unsigned char)type;
	if (type == 'x' || type == 'g')
		return refuse_tar(err, "PAX headers are not taken");
	if (shown > ' ' && shown <= '~')
		return err_set(err, STATUS_UNTRUSTED, "type '%c' is not taken", type);
	return err_set(err, STATUS_UNTRUSTED, "type 0x%02x is not taken", shown);
}

static int parse_type(char type, struct str name, enum tar_type *out, struct err *err)
{
	bool slash = str_ends(name, "/");
	switch (type) {
	case 0:
	case '0': /* before POSIX, a trailing slash marked a directory */
		*out = slash ? TAR_DIR : TAR_FILE;
		return 0;
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
		*out = (enum tar_type)(type - '0');
		break;
	default:
		return unknown_type(type, err);
	}
	if (slash && *out != TAR_DIR)
		return refuse_tar(err, "name ends in a slash, but this is not a directory");
	return 0;
}

static bool is_link(enum tar_type type)
{
	return type == TAR_HARDLINK || type == TAR_SYMLINK;
}

static int finish_entry(struct tar_reader *tar, const struct tar_header *header,
			struct tar_entry *entry, struct err *err)
{
	if (!tar->long_name && read_member_name(tar, header, err) != 0)
		return -1;
	entry->name = buf_str(&tar->name);
	if (entry->name.n == 0)
		return refuse_tar(err, "empty name");
	if (parse_type(header->type, entry->name, &entry->type, err) != 0)
		return -1;
	if (tar->long_link && !is_link(entry->type))
		return refuse_tar(err, "long link name for a member that is no link");
	if (!tar->long_link) {
		tar->link.n = 0;
		if (is_link(entry->type) &&
		    add_name_field(&tar->link, FIELD(header->link), err) != 0)
			return -1;
	}
	entry->link = buf_str(&tar->link);
	if (is_link(entry->type) && entry->link.n == 0)
		return refuse_tar(err, "link without a target");
	/* dpkg expects the next header right behind this one, others skip the size. */
	if (entry->type != TAR_FILE && entry->size)
		return refuse_tar(err, "a member that is no file has a size");
	tar->long_name = tar->long_link = false;
	begin_body(tar, entry->size);
	return 1;
}

static int end_archive(struct tar_reader *tar, bool marker, struct err *err)
{
	tar->ended = true;
	if (tar->long_name || tar->long_link)
		return refuse_tar(err, "truncated: no member follows a long name");
	return marker ? check_tail(tar, err) : 0;
}

static int next_entry(struct tar_reader *tar, struct tar_entry *entry, struct err *err)
{
	struct tar_header header;
	const char *block = NULL;
	for (;;) {
		int more = next_tar_block(tar, &block, err);
		if (more < 0)
			return -1;
		if (more == 0 || is_zero(block, BLOCK))
			return end_archive(tar, more, err);
		/* A copy, because reading a long name overwrites the buffer. */
		memcpy(&header, block, sizeof(header));
		if (check_sum(&header, err) != 0 || parse_numbers(&header, entry, err) != 0)
			return -1;
		if (header.type != 'L' && header.type != 'K')
			return finish_entry(tar, &header, entry, err);
		if (take_long(tar, header.type, entry->size, err) != 0)
			return -1;
	}
}

int tar_next(struct tar_reader *tar, struct tar_entry *entry, struct err *err)
{
	*entry = (struct tar_entry){0};
	if (tar->ended)
		return 0;
	int more = skip_body(tar, err);
	if (more == 0) {
		more = next_entry(tar, entry, err);
		tar->index += !tar->ended;
	}
	if (more < 0 && !tar->ended)
		err_wrap(err, "member %llu", (unsigned long long)tar->index);
	return more;
}

uint64_t tar_index(const struct tar_reader *tar)
{
	return tar->index;
}

struct tar_reader *tar_open(struct source *source)
{
	struct tar_reader *tar = mem_resize(NULL, 1, sizeof(*tar));
	memset(tar, 0, offsetof(struct tar_reader, buffer));
	tar->source = source;
	tar->at = tar->buffer;
	return tar;
}

void tar_close(struct tar_reader *tar)
{
	if (!tar)
		return;
	source_close(tar->source);
	buf_release(&tar->name);
	buf_release(&tar->link);
	free(tar);
}

void tar_closep(struct tar_reader **tar)
{
	tar_close(*tar);
	*tar = NULL;
}
