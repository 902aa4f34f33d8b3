/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One error object for the whole program.
 *
 * Every function that can fail takes `struct err *err` as its last parameter
 * and returns 0 or -1 (or a pointer or NULL). The place that finds the fault
 * sets it once; callers add context on the way up, so that the user reads
 * `libssl3_3.0.17-1_amd64.deb: data.tar.xz: member 12: name climbs out of the
 * root`. Only main.c prints it. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>

/* The exit statuses of the program (debslim(1), EXIT STATUS). */
enum status {
	STATUS_DONE = 0,
	STATUS_CHECK = 1,      /* a check came out false */
	STATUS_FATAL = 2,      /* usage, unreadable file, no space */
	STATUS_UNSOLVABLE = 3, /* the packages cannot be had together */
	STATUS_UNTRUSTED = 4,  /* a signature, a hash, a malformed package */
	STATUS_NETWORK = 5,    /* the network or the archive failed */
};

/* A place that an error was wrapped with on its way up. */
struct err_context {
	struct err_context *inner; /* the place within it, or NULL */
	char *text;
};

/* All zero means: no error. Owned by the caller, freed by err_release(). */
struct err {
	enum status status;
	char *text; /* what is wrong, where and why; one line, no newline */
	char *hint; /* what to try, or NULL */
	struct err_context *context; /* the outermost place; `text` begins with all of them */
};

#define ERR_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Sets the error, replacing an older one. Returns -1. */
int err_set(struct err *err, enum status status, const char *fmt, ...) ERR_PRINTF(3, 4);
/* The same with STATUS_FATAL and ": <text of errno>" at the end. Returns -1. */
int err_sys(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);
/* Puts "<context>: " before the text, and keeps the context by itself, too. Returns -1. */
int err_wrap(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);
/* Says what to try. Returns -1. */
int err_hint(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);
/* Moves an error from one object to another, which must hold none. */
void err_move(struct err *to, struct err *from);
void err_release(struct err *err);

#endif
