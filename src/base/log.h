/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said on standard error besides the one final error: warnings, notes
 * and a progress line. Set up once by main.c. Control bytes in text from
 * outside are shown escaped. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_QUIET = -1, LOG_NORMAL = 0, LOG_VERBOSE = 1 };

struct log_options {
	enum log_level level;
	bool progress; /* draw the progress line */
	bool color;
};

void log_setup(struct log_options options);
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* always shown */
void log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* not with -q */
/* The same, shown once however often it is said; JSON repeats it among the warnings. */
void log_standing_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* only with -v */
/* The final error and its hint; main.c alone calls it. */
void log_error(const char *text, const char *hint);

bool log_progress_wanted(void);
/* Redraws the one progress line: "<what>  <done>/<total>", in bytes when
 * `bytes`. */
void log_progress(const char *what, uint64_t done, uint64_t total, bool bytes);
void log_progress_end(void); /* wipes the line */

/* The different warnings so far, as they were shown, in their order: JSON repeats
 * them. Valid until the next warning. */
const char *const *log_warnings(size_t *n);
/* Forgets all but the first `keep`: those of one build do not belong to the next. */
void log_forget_warnings(size_t keep);

#endif
