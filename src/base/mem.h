/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory: checked allocation, arenas (memory that is freed all at once), typed growable
 * arrays, and cleanup at the end of a scope.
 *
 * When memory runs out, these functions end the process with STATUS_FATAL; they never
 * return NULL. That is safe because every output is written under a temporary name
 * first, so no incomplete output takes the place of a target. A reader of untrusted
 * input must cap sizes before it allocates. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

void *mem_alloc(size_t size);             /* zeroed; the caller frees it */
void *mem_resize(void *old, size_t count, size_t size); /* realloc of count * size bytes,
                                                         * overflow checked; new bytes are not
                                                         * zeroed; `old` may be NULL */
/* Copies end with a NUL. mem_strndup() and arena_strndup() copy exactly `n` bytes, also beyond a
 * NUL. */
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t n);
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *mem_vprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

/* Memory that is freed all at once. Initialise the arena with zeros. */
struct arena {
	struct arena_block *head;
};
void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned for any type; valid until
                                                      * arena_release() */
char *arena_strndup(struct arena *arena, const char *s, size_t n);
char *arena_strdup(struct arena *arena, const char *s);
char *arena_printf(struct arena *arena, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Moves all memory of `from` to `to`, another arena; pointers stay valid and `from` is empty
 * afterwards. */
void arena_merge(struct arena *to, struct arena *from);
/* Frees all; the arena is empty afterwards and can be used again. */
void arena_release(struct arena *arena);

/* A growable array of T: `VEC(int) v = {0}; vec_push(&v, 3); v.at[0]`. vec_push() may
 * move the array, and evaluates `v` more than once; vec_release() does not free what the
 * elements point to. Give the type a name in a struct to pass it to functions. */
#define VEC(T)                                                                                     \
	struct {                                                                                   \
		T *at;                                                                             \
		size_t n, cap;                                                                     \
	}
#define vec_push(v, x)                                                                             \
	do {                                                                                       \
		if ((v)->n == (v)->cap) {                                                          \
			(v)->cap = (v)->cap ? (v)->cap * 2 : 8;                                    \
			(v)->at = mem_resize((v)->at, (v)->cap, sizeof(*(v)->at));                 \
		}                                                                                  \
		(v)->at[(v)->n++] = (x);                                                           \
	} while (0)
#define vec_release(v)                                                                             \
	do {                                                                                       \
		free((v)->at);                                                                     \
		(v)->at = NULL;                                                                    \
		(v)->n = (v)->cap = 0;                                                             \
	} while (0)

/* A list of names for parameters and results; use vec_push() and vec_release(), which
 * does not free the names. Who owns them is said where a list is used. */
struct names {
	const char **at;
	size_t n, cap;
};
bool names_hold(const struct names *names, const char *name);
/* The same for an array that NULL ends. */
bool list_holds(const char *const *list, const char *name);

#define CLEANUP(fn) __attribute__((cleanup(fn)))
/* For `char *name CLEANUP(mem_freep) = ...;`, which frees `name` at the end of the scope. */
void mem_freep(void *pointer_to_pointer);

#define ARRAY_LEN(a) (sizeof(a) / sizeof(*(a)))

#endif
