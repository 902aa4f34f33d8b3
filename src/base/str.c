/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/str.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *b)
{
	return str_equal(a, str_from(b));
}

bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);
	return s.n >= n && memcmp(s.p + s.n - n, suffix, n) == 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_split(struct str *rest, char sep, struct str *piece)
{
	if (!rest->p)
		return false;
	const char *end = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!end) {
		*piece = *rest;
		*rest = (struct str){0};
		return true;
	}
	*piece = (struct str){rest->p, (size_t)(end - rest->p)};
	rest->n -= piece->n + 1;
	rest->p = end + 1;
	return true;
}

bool str_number(struct str s, int base, unsigned long long max, unsigned long long *value)
{
	unsigned long long sum = 0;
	if (!s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';
		if (digit >= (unsigned)base || digit > max || sum > (max - digit) / (unsigned)base)
			return false;
		sum = sum * (unsigned)base + digit;
	}
	*value = sum;
	return sum <= max;
}

bool str_size(const char *s, unsigned long long *bytes)
{
	static const char units[] = "kmgt";
	size_t digits = strspn(s, "0123456789");
	const char *suffix = s + digits;
	unsigned shift = 0;
	if (*suffix) {
		const char *unit = strchr(units, tolower((unsigned char)*suffix));
		if (unit) {
			shift = 10 * (unsigned)(unit - units + 1);
			suffix++;
		}
		if (shift && suffix[0] == 'i' && suffix[1] == 'B')
			suffix += 2;
		else if (suffix[0] == 'B')
			suffix++;
	}
	if (*suffix || !str_number((struct str){s, digits}, 10, UINT64_MAX >> shift, bytes))
		return false;
	*bytes <<= shift;
	return true;
}

void buf_reserve(struct buf *buf, size_t more)
{
	size_t need = buf->n + more + 1;
	if (need <= buf->cap)
		return;
	size_t cap = buf->cap ? buf->cap : 64;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	buf->p = mem_resize(buf->p, cap, 1);
	buf->cap = cap;
}

void buf_add(struct buf *buf, const void *data, size_t n)
{
	buf_reserve(buf, n);
	if (n)
		memcpy(buf->p + buf->n, data, n);
	buf->n += n;
	buf->p[buf->n] = 0;
}

void buf_puts(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = mem_vprintf(fmt, ap);
	va_end(ap);
	buf_puts(buf, text);
	free(text);
}

char *buf_steal(struct buf *buf)
{
	buf_reserve(buf, 0);
	buf->p[buf->n] = 0;
	char *p = buf->p;
	*buf = (struct buf){0};
	return p;
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->p ? buf->p : "", buf->n};
}

void buf_release(struct buf *buf)
{
	free(buf->p);
	*buf = (struct buf){0};
}

void buf_add_size(struct buf *buf, unsigned long long bytes)
{
	static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
	double value = (double)bytes;
	size_t unit = 0;
	while (value >= 1024 && unit + 1 < ARRAY_LEN(units)) {
		value /= 1024;
		unit++;
	}
	buf_printf(buf, unit ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

static size_t edit_distance(const char *a, const char *b)
{
	size_t rows = strlen(a), columns = strlen(b);
	size_t *line = mem_resize(NULL, columns + 1, sizeof(*line));
	for (size_t j = 0; j <= columns; j++)
		line[j] = j;
	for (size_t i = 1; i <= rows; i++) {
		size_t diagonal = line[0];
		line[0] = i;
		for (size_t j = 1; j <= columns; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);
			if (line[j] + 1 < best)
				best = line[j] + 1;
			if (line[j - 1] + 1 < best)
				best = line[j - 1] + 1;
			diagonal = line[j];
			line[j] = best;
		}
	}
	size_t distance = line[columns];
	free(line);
	return distance;
}

static size_t common_prefix(const char *a, const char *b)
{
	size_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

const char *str_nearest(const char *wrong, const char *const *names, size_t count)
{
	const char *best = NULL;
	size_t limit = strlen(wrong) / 3 + 1, best_distance = limit + 1;
	if (strlen(wrong) > 200)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(names[i]);
		if (length > strlen(wrong) + limit || length + limit < strlen(wrong))
			continue;
		size_t distance = edit_distance(wrong, names[i]);
		/* Of names at the same distance prefer the longest common prefix,
		 * because people rarely mistype the beginning. */
		if (distance < best_distance || (best && distance == best_distance &&
						 common_prefix(wrong, names[i]) > common_prefix(wrong, best))) {
			best_distance = distance;
			best = names[i];
		}
	}
	return best;
}
