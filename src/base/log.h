/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Output on standard error: warnings, notes, a progress line, and the final error.
 * main.c calls log_setup() once; until then everything behaves as at LOG_NORMAL without
 * colour. Control bytes other than a newline are shown as \xNN, because text may come
 * from packages. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_QUIET = -1, LOG_NORMAL = 0, LOG_VERBOSE = 1 };

struct log_options {
	enum log_level level;
	bool progress; /* whether to draw the progress line */
	bool color;
};

void log_setup(struct log_options options);
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* at every level;
                                                                            * recorded for JSON */
void log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* not with -q; not
                                                                            * recorded */
/* A note that is shown once, even if several passes report it. It is recorded with the
 * warnings for JSON, also with -q. */
void log_standing_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* only with -v */
/* Shows the final error ("unknown error" if `text` is NULL) and, unless it is NULL, its hint.
 * Only main.c calls it. */
void log_error(const char *text, const char *hint);

bool log_progress_wanted(void); /* the `progress` of log_setup() */
/* Redraws the progress line as "<what> <done> / <total>", where `bytes` says that both
 * numbers are bytes. Does nothing unless progress is wanted. */
void log_progress(const char *what, uint64_t done, uint64_t total, bool bytes);
void log_progress_end(void); /* Erases the progress line, if there is one. */

/* The warnings and standing notes so far, for JSON: each text once, escaped as it was
 * shown, in the order of first appearance; *n is their number. The array is valid until the
 * next call of a function here. */
const char *const *log_warnings(size_t *n);
/* Forgets all but the first `keep` of them, because one run may build several
 * architectures, and the warnings of one do not belong to the next. */
void log_forget_warnings(size_t keep);

#endif
