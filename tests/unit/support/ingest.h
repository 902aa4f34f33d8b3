/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A fixture that builds a .deb, writes it to a directory of its own and ingests it with
 * stage/ingest. */
#ifndef TESTS_UNIT_SUPPORT_INGEST_H
#define TESTS_UNIT_SUPPORT_INGEST_H

#include <fcntl.h>
#include <stdlib.h>

#include "io/hash.h"
#include "stage/ingest/ingest.h"
#include "tests/unit/support/archive.h"

static char directory[] = "/tmp/debslim-ingest-XXXXXX";
static const struct package demo = {.name = "demo", .version = "1.0-1", .architecture = "amd64"};
static const struct ingest_limits ample = {{128 << 20, 1 << 30}, 1000};

struct fixture {
	struct buf control, data, deb;
	struct filter filter;
	struct package package;
	struct ingest_limits limits;
	uint64_t memory;
	char *path;
	struct ingest_input input;
	struct package_files out;
	struct err err;
};

static inline struct fixture plain(void)
{
	struct fixture f = {.package = demo, .limits = ample, .memory = UINT64_MAX};
	return f;
}

static inline void add_rule(struct fixture *f, const char *glob, const char *name, bool hold)
{
	size_t index = filter_name(&f->filter, name);
	vec_push(&f->filter.rule, ((struct path_rule){.glob = glob, .name = index, .hold = hold}));
}

static inline char *write_deb(const char *name, const struct buf *deb)
{
	char *path = mem_printf("%s/%s", directory, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, deb->p, deb->n), deb->n);
	close(fd);
	return path;
}

/* Packs the fixture's .deb and ingests it. */
static inline int take(struct fixture *f)
{
	if (!f->control.n)
		control_tar(&f->control, CONTROL_PLAIN);
	if (!f->deb.n)
		make_deb(&f->deb, &f->control, &f->data, COMPRESSION_XZ);
	f->path = write_deb("demo.deb", &f->deb);
	f->input = (struct ingest_input){&f->package, 7, f->path};
	struct ingest_request request = {.input = &f->input,
					 .n = 1,
					 .filter = &f->filter,
					 .limits = f->limits,
					 .jobs = 1,
					 .memory = f->memory};
	return ingest_run(&request, &f->out, &f->err);
}

static inline void drop(struct fixture *f)
{
	buf_release(&f->control);
	buf_release(&f->data);
	buf_release(&f->deb);
	filter_release(&f->filter);
	package_files_release(&f->out);
	err_release(&f->err);
	free(f->path);
}

static inline void check_refused(struct fixture *f, const char *text)
{
	assert_int_equal(take(f), -1);
	check_error(&f->err, STATUS_UNTRUSTED, text);
	assert_null(f->out.origin);
	assert_int_equal(f->out.member.n, 0);
	drop(f);
}

static inline void check_taken(struct fixture *f)
{
	take(f);
	check_no_error(&f->err);
}

static inline const struct member *member_at(const struct fixture *f, const char *path)
{
	for (size_t i = 0; i < f->out.member.n; i++)
		if (strcmp(f->out.member.at[i].path, path) == 0)
			return &f->out.member.at[i];
	return NULL;
}

static inline void check_file(const struct fixture *f, const char *path, const char *body,
			      bool held)
{
	const struct member *m = member_at(f, path);
	assert_non_null(m);
	assert_int_equal(m->type, MEMBER_FILE);
	assert_true(str_is(m->body, body));
	assert_int_equal(m->held, held);
	assert_int_equal((uintptr_t)m->body.p % 16, 0);
}

static inline int make_directory(void **state)
{
	struct err err = {0};
	(void)state;
	return hash_setup(&err) || !mkdtemp(directory);
}

static inline int remove_directory(void **state)
{
	struct buf command = {0};
	(void)state;
	buf_printf(&command, "rm -rf %s", directory);
	int ret = system(command.p);
	buf_release(&command);
	return ret;
}

#endif
