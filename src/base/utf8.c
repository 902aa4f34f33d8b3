/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"

size_t utf8_length(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;
	if (!n)
		return 0;
	size_t more = p[0] < 0x80 ? 0 : p[0] >= 0xc2 && p[0] < 0xe0 ? 1 : (p[0] & 0xf0) == 0xe0 ? 2
				      : p[0] >= 0xf0 && p[0] < 0xf5		     ? 3 : n;
	if (more >= n)
		return 0;
	for (size_t i = 1; i <= more; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] >= 0xa0) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] >= 0x90))
		return 0;
	return more + 1;
}

static void add_byte(struct buf *out, unsigned char byte)
{
	char c = (char)byte;
	if (byte < 0x80) {
		buf_add(out, (byte < ' ' && !strchr("\t\n", c)) || byte == 0x7f || !byte ? " " : &c, 1);
	} else if (byte < 0xa0) { /* C1 control characters of ISO-8859-1 */
		buf_puts(out, " ");
	} else {
		const char two[] = {(char)(0xc0 | byte >> 6), (char)(0x80 | (byte & 0x3f))};
		buf_add(out, two, sizeof(two));
	}
}

void utf8_add(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n;) {
		size_t length = utf8_length(text.p + i, text.n - i);
		if (length > 1)
			buf_add(out, text.p + i, length);
		else
			add_byte(out, (unsigned char)text.p[i]);
		i += length ? length : 1;
	}
}
