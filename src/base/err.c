/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void replace(char **slot, char *value)
{
	free(*slot);
	*slot = value;
}

int err_set(struct err *err, enum status status, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = mem_vprintf(fmt, ap);
	va_end(ap);
	err_release(err);
	err->status = status;
	err->text = text;
	return -1;
}

int err_sys(struct err *err, const char *fmt, ...)
{
	int code = errno;
	va_list ap;
	va_start(ap, fmt);
	char *text = mem_vprintf(fmt, ap);
	va_end(ap);
	err_set(err, STATUS_FATAL, "%s: %s", text, strerror(code));
	free(text);
	return -1;
}

int err_wrap(struct err *err, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *context = mem_vprintf(fmt, ap);
	va_end(ap);
	replace(&err->text, mem_printf("%s: %s", context, err->text ? err->text : "unknown error"));
	struct err_context *outer = mem_alloc(sizeof(*outer));
	*outer = (struct err_context){err->context, context};
	err->context = outer;
	return -1;
}

int err_hint(struct err *err, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	replace(&err->hint, mem_vprintf(fmt, ap));
	va_end(ap);
	return -1;
}

void err_move(struct err *to, struct err *from)
{
	*to = *from;
	*from = (struct err){0};
}

void err_release(struct err *err)
{
	while (err->context) {
		struct err_context *outer = err->context;
		err->context = outer->inner;
		free(outer->text);
		free(outer);
	}
	free(err->text);
	free(err->hint);
	*err = (struct err){0};
}
