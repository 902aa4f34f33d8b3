/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The error object of the whole program.
 *
 * Every function that can fail takes a `struct err *err` as its last parameter and
 * returns 0 or -1 (or a pointer or NULL). The function that detects the problem sets the
 * error once. Callers add context with err_wrap() on the way up, so that the user reads
 * `libssl3_3.0.17-1_amd64.deb: data.tar.xz: member 12: name climbs out of the root`.
 * Only main.c prints it.
 *
 * `err` is never NULL. Functions set it only when they fail, so a caller may pass the
 * same object to several calls in a row. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>

/* The exit statuses of the program (debslim(1), EXIT STATUS). */
enum status {
	STATUS_DONE = 0,
	STATUS_CHECK = 1,      /* a check failed: the gate, --strict */
	STATUS_FATAL = 2,      /* wrong usage, unreadable file, no space left */
	STATUS_UNSOLVABLE = 3, /* the requirements conflict */
	STATUS_UNTRUSTED = 4,  /* bad signature, wrong hash, malformed package */
	STATUS_NETWORK = 5,    /* the network or the archive failed */
};

/* A place that an error was wrapped with on its way up. */
struct err_context {
	struct err_context *inner; /* the place within it, or NULL */
	char *text;
};

/* No error is all zero bytes, so `struct err err = {0};` initialises it. The caller owns
 * the object and frees it with err_release(). */
struct err {
	enum status status;
	char *text; /* what is wrong, where and why; one line without a newline, but that
	             * of STATUS_UNSOLVABLE may have several */
	char *hint; /* what the user can do about it, or NULL */
	struct err_context *context; /* the outermost place; `text` begins with all of them */
};

#define ERR_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Sets the error and frees an older one. Returns -1. */
int err_set(struct err *err, enum status status, const char *fmt, ...) ERR_PRINTF(3, 4);
/* Sets an error of STATUS_FATAL whose text ends in ": <strerror(errno)>". Returns -1. */
int err_sys(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);
/* Puts "<context>: " before the text, and keeps the context by itself, too; for an error that
 * is set. Returns -1. */
int err_wrap(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);
/* Sets or replaces the hint; status and text stay. Returns -1. */
int err_hint(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);
/* Moves the error of `from` to `to`. `to` is overwritten, so it must not hold an error. `from`
 * is all zero afterwards. */
void err_move(struct err *to, struct err *from);
/* Frees what the object holds and leaves it all zero; it need not hold an error. */
void err_release(struct err *err);

#endif
