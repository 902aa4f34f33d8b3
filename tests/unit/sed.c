/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compares the commands of sed that maintainer scripts use with sed(1) itself. A case of
 * tests/data/sed is a script; "#!n" or "#!E" in its first line are options. Each runs on each
 * input. A case whose name begins with "not-" must not be understood. */
#include "stage/maintscript/sed.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/unit/support/test.h"

static const char *const inputs[] = {
	"", "\n", "a", "a\nb",
	"hosts:          files dns\npasswd:         files\n",
	"hosts: files [NOTFOUND=return] dns # here\n#a=1\nb = 2\n\n  c\nfoo/bar\nbaaac abab\n",
};

static void slurp(FILE *from, struct buf *out)
{
	char piece[4096];
	size_t n;
	while ((n = fread(piece, 1, sizeof(piece), from)) > 0)
		buf_add(out, piece, n);
}

static void read_path(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	slurp(file, out);
	fclose(file);
}

/* What sed(1) prints. */
static void run_sed(const char *path, const char *options, struct str input, struct buf *out)
{
	char name[] = "/tmp/sed-XXXXXX";
	int fd = mkstemp(name);
	assert_true(fd >= 0 && write(fd, input.p, input.n) == (ssize_t)input.n);
	close(fd);
	char *line CLEANUP(mem_freep) = mem_printf("LC_ALL=C.UTF-8 sed %s -f %s %s", options, path, name);
	FILE *pipe = popen(line, "re");
	assert_non_null(pipe);
	slurp(pipe, out);
	assert_int_equal(pclose(pipe), 0);
	unlink(name);
}

static void compare(const char *path, const char *name)
{
	struct buf script CLEANUP(buf_release) = {0};
	read_path(path, &script);
	struct str text = buf_str(&script);
	bool quiet = str_starts(text, "#!n"), extended = str_starts(text, "#!E"), refused = str_starts(str_from(name), "not-");
	for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
		struct buf ours CLEANUP(buf_release) = {0}, theirs CLEANUP(buf_release) = {0};
		bool good = sed_edit(text, str_from(inputs[i]), quiet, extended, &ours);
		if (good == refused)
			fail_msg("%s: is %sunderstood", name, good ? "" : "not ");
		if (refused)
			continue;
		run_sed(path, quiet ? "-n" : extended ? "-E" : "", str_from(inputs[i]), &theirs);
		if (!str_equal(buf_str(&ours), buf_str(&theirs)))
			fail_msg("%s, input %zu: '%.*s' instead of '%.*s'", name, i, STR_ARG(buf_str(&ours)),
				 STR_ARG(buf_str(&theirs)));
	}
}

static void test_cases(void **state)
{
	struct dirent **list;
	int n = scandir("tests/data/sed", &list, NULL, alphasort), cases = 0;
	(void)state;
	for (int i = 0; i < n; i++) {
		char *path CLEANUP(mem_freep) = mem_printf("tests/data/sed/%s", list[i]->d_name);
		if (list[i]->d_name[0] != '.') {
			compare(path, list[i]->d_name);
			cases++;
		}
		free(list[i]);
	}
	free(list);
	assert_true(cases > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
