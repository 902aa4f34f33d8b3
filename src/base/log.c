/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"

static struct log_options current;
static bool line_drawn;
static struct names warnings, standing_notes;

void log_setup(struct log_options options)
{
	current = options;
}

static void append_printable(struct buf *out, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		buf_printf(out, (*c < 0x20 && *c != '\n') || *c == 0x7f ? "\\x%02x" : "%c", *c);
}

static void put_escaped(const char *text)
{
	struct buf out CLEANUP(buf_release) = {0};
	append_printable(&out, text);
	fputs(out.p ? out.p : "", stderr);
}

/* Adds the text unless the list holds it; then returns false. */
static bool remember(struct names *list, const char *text)
{
	struct buf shown = {0};
	append_printable(&shown, text);
	for (size_t i = 0; i < list->n; i++)
		if (shown.p && strcmp(list->at[i], shown.p) == 0) {
			buf_release(&shown);
			return false;
		}
	vec_push(list, shown.p ? buf_steal(&shown) : mem_strdup(""));
	return true;
}

const char *const *log_warnings(size_t *n)
{
	*n = warnings.n;
	return warnings.at;
}

void log_forget_warnings(size_t keep)
{
	while (warnings.n > keep)
		free((char *)warnings.at[--warnings.n]);
}

static void print_labelled(const char *label, const char *color, const char *text)
{
	log_progress_end();
	fputs("debslim: ", stderr);
	if (*label)
		fprintf(stderr, current.color ? "\033[%sm%s:\033[0m " : "%.0s%s: ", color, label);
	put_escaped(text);
	fputc('\n', stderr);
}

__attribute__((format(printf, 3, 0))) static void say_va(const char *label, const char *color, const char *fmt, va_list ap)
{
	char *text = mem_vprintf(fmt, ap);
	print_labelled(label, color, text);
	free(text);
}

void log_warn(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text CLEANUP(mem_freep) = mem_vprintf(fmt, ap);
	va_end(ap);
	print_labelled("warning", "33", text);
	remember(&warnings, text);
}

void log_note(const char *fmt, ...)
{
	va_list ap;
	if (current.level < LOG_NORMAL)
		return;
	va_start(ap, fmt);
	say_va("note", "36", fmt, ap);
	va_end(ap);
}

void log_standing_note(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text CLEANUP(mem_freep) = mem_vprintf(fmt, ap);
	va_end(ap);
	if (remember(&standing_notes, text) && current.level >= LOG_NORMAL)
		print_labelled("note", "36", text);
	remember(&warnings, text);
}

void log_info(const char *fmt, ...)
{
	va_list ap;
	if (current.level < LOG_VERBOSE)
		return;
	va_start(ap, fmt);
	say_va("", "", fmt, ap);
	va_end(ap);
}

void log_error(const char *text, const char *hint)
{
	print_labelled("error", "31", text ? text : "unknown error");
	if (hint)
		print_labelled("hint", "32", hint);
}

bool log_progress_wanted(void)
{
	return current.progress;
}

void log_progress(const char *what, uint64_t done, uint64_t total, bool bytes)
{
	struct buf line = {0};
	if (!current.progress)
		return;
	buf_printf(&line, "%s  ", what);
	if (bytes) {
		buf_add_size(&line, done);
		buf_puts(&line, " / ");
		buf_add_size(&line, total);
	} else {
		buf_printf(&line, "%llu / %llu", (unsigned long long)done,
			   (unsigned long long)total);
	}
	fprintf(stderr, "\r\033[K%s", line.p);
	fflush(stderr);
	line_drawn = true;
	buf_release(&line);
}

void log_progress_end(void)
{
	if (line_drawn)
		fputs("\r\033[K", stderr);
	line_drawn = false;
}
