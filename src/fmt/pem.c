/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/pem.h"

#include <stdint.h>

#include "base/mem.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { LINE_CHARS = 64, QUAD = 4, TRIPLE = 3 };

/* Blanks and carriage returns at the end of a line are ignored. */
static struct str without_blanks(struct str line)
{
	while (line.n && strchr(" \t\r", line.p[line.n - 1]))
		line.n--;
	return line;
}

/* "-----BEGIN CERTIFICATE-----" → "CERTIFICATE". */
static bool is_boundary(struct str line, const char *kind, struct str *label)
{
	size_t n = strlen(kind);
	line = without_blanks(line);
	if (line.n < n + 5 || !str_starts(line, kind) || !str_ends(line, "-----"))
		return false;
	*label = (struct str){line.p + n, line.n - n - 5};
	return true;
}

static int read_pem_body(struct pem_reader *reader, struct pem_block *out, struct err *err)
{
	struct str line, label;
	const char *start = reader->rest.p;
	while (str_split(&reader->rest, '\n', &line)) {
		reader->line++;
		if (!str_starts(line, "-----"))
			continue;
		if (!is_boundary(line, "-----END ", &label) || !str_equal(label, out->label))
			return err_set(err, STATUS_UNTRUSTED, "line %zu: not the end of the block of line %zu",
				       reader->line, out->line);
		out->body = (struct str){start, (size_t)(line.p - start)};
		return 1;
	}
	return err_set(err, STATUS_UNTRUSTED, "line %zu: the block has no end", out->line);
}

int pem_next(struct pem_reader *reader, struct pem_block *out, struct err *err)
{
	struct str line;
	while (reader->rest.n && str_split(&reader->rest, '\n', &line)) {
		reader->line++;
		if (!is_boundary(line, "-----BEGIN ", &out->label))
			continue;
		out->line = reader->line;
		return read_pem_body(reader, out, err);
	}
	return 0;
}

/* Decodes groups of four characters to three bytes. */
struct decoder {
	struct buf *out;
	uint32_t bits;
	unsigned digits, padding; /* of the current group */
	bool ended;               /* padding has ended the data */
};

static bool end_group(struct decoder *d)
{
	const char bytes[] = {(char)(d->bits >> 16), (char)(d->bits >> 8), (char)d->bits};
	size_t n = TRIPLE - d->padding;
	uint32_t unused = d->padding == 2 ? 0xffff : d->padding == 1 ? 0xff : 0;
	if (d->bits & unused)
		return false;
	buf_add(d->out, bytes, n);
	d->ended = d->padding > 0;
	d->bits = 0;
	d->digits = d->padding = 0;
	return true;
}

static bool take_digit(struct decoder *d, char c)
{
	const char *digit = c ? strchr(digits, c) : NULL;
	if (d->ended || (d->padding && c != '=') || (!digit && c != '='))
		return false;
	if (c == '=' && (d->digits < 2 || ++d->padding > 2))
		return false;
	d->bits = d->bits << 6 | (digit ? (uint32_t)(digit - digits) : 0);
	return ++d->digits < QUAD || end_group(d);
}

int pem_decode(const struct pem_block *block, struct buf *out, struct err *err)
{
	struct decoder d = {.out = out};
	struct str rest = block->body, line;
	size_t number = block->line;
	while (rest.n && str_split(&rest, '\n', &line)) {
		number++;
		line = without_blanks(line);
		for (size_t i = 0; i < line.n; i++)
			if (!take_digit(&d, line.p[i]))
				return err_set(err, STATUS_UNTRUSTED, "line %zu: not base64", number);
	}
	if (d.digits)
		return err_set(err, STATUS_UNTRUSTED, "line %zu: the base64 ends too early", number);
	return 0;
}

static void encode_group(const char *bytes, size_t n, char out[QUAD])
{
	uint32_t bits = 0;
	for (size_t i = 0; i < TRIPLE; i++)
		bits = bits << 8 | (i < n ? (unsigned char)bytes[i] : 0);
	for (size_t i = 0; i < QUAD; i++)
		out[i] = i <= n ? digits[bits >> (18 - 6 * i) & 63] : '=';
}

void pem_encode(const char *label, struct str bytes, struct buf *out)
{
	char group[QUAD];
	buf_printf(out, "-----BEGIN %s-----\n", label);
	for (size_t at = 0, column = 0; at < bytes.n; at += TRIPLE) {
		encode_group(bytes.p + at, bytes.n - at < TRIPLE ? bytes.n - at : TRIPLE, group);
		buf_add(out, group, QUAD);
		column += QUAD;
		if (column == LINE_CHARS || at + TRIPLE >= bytes.n) {
			buf_puts(out, "\n");
			column = 0;
		}
	}
	buf_printf(out, "-----END %s-----\n", label);
}
