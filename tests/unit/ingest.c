/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stage/ingest: whole .debs, through worker processes, good ones and hostile
 * ones. */
#include "stage/ingest.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "io/hash.h"
#include "tests/unit/support/archive.h"

static char folder[] = "/tmp/debslim-ingest-XXXXXX";
static const struct package demo = {.name = "demo", .version = "1.0-1", .architecture = "amd64"};
static const struct ingest_limits ample = {{128 << 20, 1 << 30}, 1000};

/* --- a .deb in a file, taken in ----------------------------------------- */

struct fixture {
	struct buf control, data, deb;
	struct filter filter;
	struct package package;
	struct ingest_limits limits;
	uint64_t memory;
	char *path;
	struct ingest_input input;
	struct ingested out;
	struct err err;
};

static struct fixture plain(void)
{
	struct fixture f = {.package = demo, .limits = ample, .memory = UINT64_MAX};
	return f;
}

static void add_rule(struct fixture *f, const char *glob, const char *name, bool hold)
{
	size_t index = filter_name(&f->filter, name);
	vec_push(&f->filter.rule, ((struct path_rule){.glob = glob, .name = index, .hold = hold}));
}

static char *write_deb(const char *name, const struct buf *deb)
{
	char *path = mem_printf("%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, deb->p, deb->n), deb->n);
	close(fd);
	return path;
}

/* Packs what the fixture holds and takes it in. */
static int take(struct fixture *f)
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

static void drop(struct fixture *f)
{
	buf_release(&f->control);
	buf_release(&f->data);
	buf_release(&f->deb);
	filter_release(&f->filter);
	ingested_release(&f->out);
	err_release(&f->err);
	free(f->path);
}

static void check_refused(struct fixture *f, const char *text)
{
	assert_int_equal(take(f), -1);
	check_error(&f->err, STATUS_UNTRUSTED, text);
	assert_null(f->out.map);
	assert_int_equal(f->out.member.n, 0);
	drop(f);
}

static void check_taken(struct fixture *f)
{
	take(f);
	check_no_error(&f->err);
}

static const struct member *member_at(const struct fixture *f, const char *path)
{
	for (size_t i = 0; i < f->out.member.n; i++)
		if (strcmp(f->out.member.at[i].path, path) == 0)
			return &f->out.member.at[i];
	return NULL;
}

static void check_file(const struct fixture *f, const char *path, const char *body, bool held)
{
	const struct member *m = member_at(f, path);
	assert_non_null(m);
	assert_int_equal(m->type, MEMBER_FILE);
	assert_true(str_is(m->body, body));
	assert_int_equal(m->held, held);
	assert_int_equal((uintptr_t)m->body.p % 16, 0);
}

static void check_hardlink(const struct fixture *f, const char *path, const char *target, bool held)
{
	const struct member *m = member_at(f, path);
	assert_non_null(m);
	assert_int_equal(m->type, MEMBER_HARDLINK);
	assert_string_equal(m->target, target);
	assert_int_equal(m->held, held);
}

static int setup(void **state)
{
	struct err err = {0};
	(void)state;
	return hash_setup(&err) || !mkdtemp(folder);
}

static int teardown(void **state)
{
	struct buf command = {0};
	(void)state;
	buf_printf(&command, "rm -rf %s", folder);
	int ret = system(command.p);
	buf_release(&command);
	return ret;
}

/* --- good ones ---------------------------------------------------------- */

static void test_members(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_dir(&f.data, "./");
	tar_dir(&f.data, "./usr/");
	size_t at = tar_file(&f.data, "./usr/su", "program");
	tar_patch(&f.data, at, TAR_AT_MODE, "0004755", 8);
	tar_patch(&f.data, at, TAR_AT_UID, "0001750", 8);
	tar_patch(&f.data, at, TAR_AT_GID, "0000052", 8);
	tar_symlink(&f.data, "./usr/link", "../etc//x");
	tar_hardlink(&f.data, "./usr/hard", "./usr/su");
	tar_file(&f.data, "./empty", "");
	tar_end(&f.data);
	check_taken(&f);
	assert_int_equal(f.out.member.n, 6);
	assert_ptr_equal(f.out.input, &f.input);
	assert_string_equal(f.out.member.at[0].path, "");
	assert_int_equal(f.out.member.at[0].type, MEMBER_DIR);
	assert_string_equal(f.out.member.at[1].path, "usr");
	assert_int_equal(f.out.member.at[1].mode, 0755);
	check_file(&f, "usr/su", "program", false);
	const struct member *su = member_at(&f, "usr/su");
	assert_int_equal(su->mode, 04755);
	assert_int_equal(su->uid, 1000);
	assert_int_equal(su->gid, 42);
	assert_int_equal(su->mtime, 1000000000);
	assert_int_equal(su->owner, 7);
	/* A symlink's text is kept to the letter. */
	assert_string_equal(member_at(&f, "usr/link")->target, "../etc//x");
	check_hardlink(&f, "usr/hard", "usr/su", false);
	assert_int_equal(member_at(&f, "usr/hard")->mode, 04755);
	check_file(&f, "empty", "", false);
	drop(&f);
}

static void test_compressions(void **state)
{
	(void)state;
	static const enum compression kinds[] = {COMPRESSION_NONE, COMPRESSION_GZIP,
						 COMPRESSION_XZ, COMPRESSION_ZSTD};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct fixture f = plain();
		control_tar(&f.control, CONTROL_PLAIN);
		tar_file(&f.data, "a", "body");
		make_deb(&f.deb, &f.control, &f.data, kinds[i]);
		check_taken(&f);
		check_file(&f, "a", "body", false);
		drop(&f);
	}
}

static void test_control_files(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_dir(&f.control, ".");
	tar_file(&f.control, "./md5sums", "abc");
	tar_file(&f.control, "control", CONTROL_PLAIN);
	tar_file(&f.control, "./postinst", "");
	tar_end(&f.control);
	check_taken(&f);
	assert_int_equal(f.out.control.n, 3);
	assert_string_equal(f.out.control.at[0].name, "md5sums");
	assert_true(str_is(f.out.control.at[0].body, "abc"));
	assert_string_equal(f.out.control.at[1].name, "control");
	assert_true(str_is(f.out.control.at[1].body, CONTROL_PLAIN));
	assert_string_equal(f.out.control.at[2].name, "postinst");
	assert_int_equal(f.out.control.at[2].body.n, 0);
	drop(&f);
}

/* What a rule leaves out is counted for it: files and bytes, no folders. */
static void test_filter(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/usr/share/doc/*", "docs", false);
	add_rule(&f, "/usr/share/man/*", "man", true);
	tar_dir(&f.data, "./usr/share/doc/a/");
	tar_file(&f.data, "./usr/share/doc/a/x", "12345");
	tar_file(&f.data, "./usr/share/doc/a/y", "123");
	tar_symlink(&f.data, "./usr/share/doc/a/z", "y");
	tar_file(&f.data, "./usr/share/man/m", "held");
	tar_file(&f.data, "./bin/x", "kept");
	check_taken(&f);
	assert_null(member_at(&f, "usr/share/doc/a/x"));
	check_file(&f, "usr/share/man/m", "held", true);
	assert_int_equal(member_at(&f, "usr/share/man/m")->rule, 1);
	check_file(&f, "bin/x", "kept", false);
	assert_int_equal(f.out.dropped[0].files, 3);
	assert_int_equal(f.out.dropped[0].bytes, 8);
	assert_int_equal(f.out.dropped[1].files, 0);
	drop(&f);
}

/* chisel needs a second pass for it: a body stays when any of its names does. */
static void test_hardlink_to_dropped(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/doc/*", "docs", false);
	tar_file(&f.data, "doc/other", "other");
	size_t at = tar_file(&f.data, "doc/a", "the body");
	tar_patch(&f.data, at, TAR_AT_MODE, "0000755", 8);
	tar_file(&f.data, "x", "x");
	tar_hardlink(&f.data, "doc/b", "doc/a");
	tar_hardlink(&f.data, "bin/c", "./doc/a");
	tar_hardlink(&f.data, "bin/d", "doc/a");
	tar_hardlink(&f.data, "bin/e", "bin/d");
	check_taken(&f);
	assert_int_equal(f.out.member.n, 4);
	check_file(&f, "bin/c", "the body", false);
	assert_int_equal(member_at(&f, "bin/c")->mode, 0755);
	check_hardlink(&f, "bin/d", "bin/c", false);
	check_hardlink(&f, "bin/e", "bin/c", false);
	check_file(&f, "x", "x", false);
	assert_int_equal(f.out.dropped[0].files, 3);
	assert_int_equal(f.out.dropped[0].bytes, 5);
	drop(&f);
}

/* A kept name carries the body before a held one, so that it does not depend
 * on what becomes of the held one. */
static void test_hardlink_to_held(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/held/*", "held", true);
	tar_file(&f.data, "held/a", "body");
	tar_hardlink(&f.data, "held/b", "held/a");
	tar_hardlink(&f.data, "bin/c", "held/a");
	tar_file(&f.data, "held/d", "alone");
	tar_hardlink(&f.data, "held/e", "held/d");
	check_taken(&f);
	check_file(&f, "bin/c", "body", false);
	check_hardlink(&f, "held/a", "bin/c", true);
	check_hardlink(&f, "held/b", "bin/c", true);
	check_file(&f, "held/d", "alone", true);
	check_hardlink(&f, "held/e", "held/d", true);
	drop(&f);
}

/* A folder may come again; what it says last counts, as in dpkg. */
static void test_folder_twice(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_dir(&f.data, "a/");
	tar_file(&f.data, "a/b", "");
	size_t at = tar_dir(&f.data, "./a");
	tar_patch(&f.data, at, TAR_AT_MODE, "0000700", 8);
	check_taken(&f);
	assert_int_equal(f.out.member.n, 2);
	assert_int_equal(f.out.member.at[0].mode, 0700);
	drop(&f);
}

static int entries_of(const char *path)
{
	DIR *dir = opendir(path);
	int count = 0;
	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

/* Results above --memory go to TMPDIR, without a name that could be left. */
static void test_memory(void **state)
{
	(void)state;
	struct fixture f = plain();
	char *dir = mem_printf("%s/tmp", folder);
	assert_int_equal(mkdir(dir, 0700), 0);
	setenv("TMPDIR", dir, 1);
	f.memory = 0;
	tar_file(&f.data, "a", "body");
	check_taken(&f);
	check_file(&f, "a", "body", false);
	assert_int_equal(entries_of(dir), 0);
	drop(&f);
	setenv("TMPDIR", "/nonexistent", 1);
	f = plain();
	f.memory = 0;
	tar_file(&f.data, "a", "body");
	assert_int_equal(take(&f), -1);
	check_error(&f.err, STATUS_FATAL, "cannot create a temporary file in /nonexistent");
	drop(&f);
	unsetenv("TMPDIR");
	free(dir);
}

/* --- several of them ---------------------------------------------------- */

enum { SEVERAL = 6 };

struct several {
	struct package package[SEVERAL];
	struct ingest_input input[SEVERAL];
	struct ingested out[SEVERAL];
	char *text[SEVERAL][2];
};

/* Package i is called "p<i>" and has a file that says so; later ones are
 * larger, so they are started first. */
static struct several several(void)
{
	struct several s = {0};
	for (size_t i = 0; i < SEVERAL; i++) {
		struct buf control = {0}, data = {0}, deb = {0};
		char *name = s.text[i][0] = mem_printf("p%zu", i);
		char *file = mem_printf("%s.deb", name);
		char *stanza = mem_printf("Package: %s\nVersion: 1\nArchitecture: all\n", name);
		control_tar(&control, stanza);
		tar_file(&data, "name", name);
		for (size_t j = 0; j < i; j++) {
			char *more = mem_printf("more%zu", j);
			tar_file(&data, more, more);
			free(more);
		}
		make_deb(&deb, &control, &data, COMPRESSION_NONE);
		s.text[i][1] = write_deb(file, &deb);
		s.package[i] = (struct package){.name = name, .version = "1", .architecture = "all"};
		buf_release(&control);
		buf_release(&data);
		buf_release(&deb);
		free(file);
		free(stanza);
	}
	return s;
}

static int take_several(struct several *s, unsigned jobs, struct err *err)
{
	struct filter filter = {0};
	for (size_t i = 0; i < SEVERAL; i++)
		s->input[i] = (struct ingest_input){&s->package[i], i, s->text[i][1]};
	struct ingest_request request = {.input = s->input,
					 .n = SEVERAL,
					 .filter = &filter,
					 .limits = ample,
					 .jobs = jobs,
					 .memory = UINT64_MAX};
	return ingest_run(&request, s->out, err);
}

static void drop_several(struct several *s)
{
	for (size_t i = 0; i < SEVERAL; i++) {
		ingested_release(&s->out[i]);
		free(s->text[i][0]);
		free(s->text[i][1]);
	}
}

/* Results come in the order of the input, whatever is done first. */
static void test_several(void **state)
{
	(void)state;
	struct several s = several();
	for (unsigned jobs = 1; jobs < 5; jobs += 3) {
		struct err err = {0};
		take_several(&s, jobs, &err);
		check_no_error(&err);
		for (size_t i = 0; i < SEVERAL; i++) {
			assert_int_equal(s.out[i].member.n, i + 1);
			assert_true(str_is(s.out[i].member.at[0].body, s.package[i].name));
			assert_int_equal(s.out[i].member.at[0].owner, i);
			ingested_release(&s.out[i]);
		}
	}
	drop_several(&s);
}

/* One bad .deb: no result of any is left. */
static void test_one_is_bad(void **state)
{
	(void)state;
	struct several s = several();
	struct err err = {0};
	s.package[2].version = "2";
	assert_int_equal(take_several(&s, 3, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "p2.deb: control.tar: Version is 1, expected 2");
	for (size_t i = 0; i < SEVERAL; i++)
		assert_null(s.out[i].map);
	drop_several(&s);
}

/* --- hostile ones: what a .deb must be ---------------------------------- */

static void test_hash(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_file(&f.data, "a", "body");
	f.package.sha256 = "0123456789012345678901234567890123456789012345678901234567890123";
	check_refused(&f, "demo.deb: SHA-256 is ");
	f = plain();
	tar_file(&f.data, "a", "body");
	control_tar(&f.control, CONTROL_PLAIN);
	make_deb(&f.deb, &f.control, &f.data, COMPRESSION_XZ);
	struct hash_hex hex = hash_bytes(HASH_SHA256, buf_str(&f.deb));
	f.package.sha256 = hex.text;
	check_taken(&f);
	drop(&f);
}

/* The index is signed, the stanza inside must agree with it. */
static void test_stanza(void **state)
{
	(void)state;
	static const struct {
		const char *stanza, *text;
	} cases[] = {
		{"Package: other\nVersion: 1.0-1\nArchitecture: amd64\n",
		 "demo.deb: control.tar.xz: Package is other, expected demo"},
		{"Package: demo\nVersion: 1.0-2\nArchitecture: amd64\n",
		 "Version is 1.0-2, expected 1.0-1"},
		{"Package: demo\nVersion: 1.0-1\nArchitecture: arm64\n",
		 "Architecture is arm64, expected amd64"},
		{"Package: demo\nVersion: 1.0-1\n", "no field Architecture"},
		{"Version: 1.0-1\nArchitecture: amd64\n", "no field Package"},
		{"Package: demo\npackage: other\nVersion: 1.0-1\nArchitecture: amd64\n",
		 "field given twice"},
		{"Package: demo\nVersion: 1.0-1\nArchitecture: amd64\nX: a\nx: b\n",
		 "field given twice"},
		{"Package: demo\nVersion: 1.0-1\nArchitecture: amd64\n\nPackage: other\n",
		 "more than one stanza"},
		{"Package: ../../x\nVersion: 1.0-1\nArchitecture: amd64\n",
		 "Package is not in the syntax of Debian Policy"},
		{"Package: Demo\nVersion: 1.0-1\nArchitecture: amd64\n",
		 "Package is not in the syntax"},
		{"Package: demo\n more\nVersion: 1.0-1\nArchitecture: amd64\n",
		 "Package is not in the syntax"},
		{"Package: demo\nVersion: 1/../0\nArchitecture: amd64\n",
		 "Version is not in the syntax"},
		{"Package: demo\nVersion: %s%n\nArchitecture: amd64\n",
		 "Version is not in the syntax"},
		{"Package: demo\nVersion: 1.0-1\nArchitecture: ../x\n",
		 "Architecture is not in the syntax"},
		{"", "no stanza"},
		{"\n\n", "no stanza"},
		{"nonsense\n", "line without a colon"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture f = plain();
		control_tar(&f.control, cases[i].stanza);
		check_refused(&f, cases[i].text);
	}
}

/* libapt-pkg 2.6 aborts on names of 64 KiB: nothing that long gets so far. */
static void test_long_words(void **state)
{
	(void)state;
	char *word = mem_alloc(70000 + 1);
	memset(word, 'a', 70000);
	struct fixture f = plain();
	char *stanza = mem_printf("Package: demo\nVersion: 1.0-1\nArchitecture: amd64\n"
				  "Depends: a, %s\n", word);
	control_tar(&f.control, stanza);
	check_refused(&f, "word longer than 4096 bytes");
	free(stanza);
	word[300] = 0;
	stanza = mem_printf("Package: %s\nVersion: 1.0-1\nArchitecture: amd64\n", word);
	f = plain();
	control_tar(&f.control, stanza);
	check_refused(&f, "Package is not in the syntax");
	free(stanza);
	free(word);
}

static void test_large_stanza(void **state)
{
	(void)state;
	struct buf text = {0};
	struct fixture f = plain();
	buf_puts(&text, CONTROL_PLAIN);
	while (text.n < 1100000)
		buf_puts(&text, " more and more\n");
	control_tar(&f.control, text.p);
	check_refused(&f, "control is larger than 1 MiB");
	text.n = 0;
	for (int i = 0; i < 1001; i++)
		buf_printf(&text, "F%d: x\n", i);
	f = plain();
	control_tar(&f.control, text.p);
	check_refused(&f, "more than 1000 fields");
	buf_release(&text);
}

/* deb(5): control.tar is a series of plain files. */
static void test_control_members(void **state)
{
	(void)state;
	static const struct {
		char type;
		const char *name, *text;
	} cases[] = {
		{'5', "./dir/", "only plain files are taken here"},
		{'0', "./dir/file", "only plain files are taken here"},
		{'2', "./postinst", "only plain files are taken here"},
		{'1', "./postinst", "only plain files are taken here"},
		{'3', "./postinst", "only plain files are taken here"},
		{'0', "./control", "a control file comes twice"},
		{'0', "control", "a control file comes twice"},
		{'0', "../control", "name climbs out of the root"},
		{'x', "./control", "PAX headers are not taken"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture f = plain();
		tar_dir(&f.control, "./");
		tar_file(&f.control, "./control", CONTROL_PLAIN);
		tar_header(&f.control, cases[i].type, cases[i].name, "control", 0);
		check_refused(&f, cases[i].text);
	}
	struct fixture f = plain();
	tar_file(&f.control, "./md5sums", "x");
	check_refused(&f, "demo.deb: control.tar.xz: there is no control file");
}

/* --- hostile ones: names and types -------------------------------------- */

/* A header of data.tar that is refused; `before` comes first, if it is set. */
static void test_names_and_types(void **state)
{
	(void)state;
	static const struct {
		const char *protects;
		char before_type, type;
		const char *before, *name, *link, *text;
	} cases[] = {
		{"dpkg CVE-2022-1664: a name must not leave the root", 0, '0', "", "../x", "",
		 "demo.deb: data.tar.xz: member 1: name climbs out of the root"},
		{"the same in the middle of a name", 0, '0', "", "a/../../x", "",
		 "name climbs out of the root"},
		{"a newline splits lists of files", 0, '0', "", "a\nb", "",
		 "name holds a NUL or a newline"},
		{"umoci CVE-2021-29136: a link must not replace the root", 0, '2', "", ".", "etc",
		 "the root is no folder"},
		{"the same, spelled as /", 0, '2', "", "/.", "etc", "the root is no folder"},
		{"the root as a file", 0, '0', "", ".", "", "the root is no folder"},
		{"no devices", 0, '3', "", "dev/x", "", "devices and FIFOs are not taken"},
		{"no block devices", 0, '4', "", "dev/x", "", "devices and FIFOs are not taken"},
		{"no FIFOs", 0, '6', "", "dev/x", "", "devices and FIFOs are not taken"},
		{"PAX: smuggled members", 0, 'x', "", "x", "", "PAX headers are not taken"},
		{"sparse files: sizes differ", 0, 'S', "", "x", "", "type 'S' is not taken"},
		{"containerd: a hard link to a file of the host", 0, '1', "", "x", "/etc/passwd",
		 "hard link to something that is no file before it"},
		{"a hard link out of the root", 0, '1', "", "x", "../../etc/passwd",
		 "target of a hard link: name climbs out of the root"},
		{"a hard link to itself", 0, '1', "", "x", "x", "no file before it"},
		{"a hard link to a folder", '5', '1', "d", "x", "d", "no file before it"},
		{"a hard link to a symlink: it leads elsewhere", '2', '1', "s", "x", "s",
		 "no file before it"},
		{"one path, two files: readers differ", '0', '0', "x", "./x", "",
		 "member 2: the path was there before"},
		{"a file, then a link of its name", '0', '2', "x", "x", "/etc", "there before"},
		{"a link, then a file written through it", '2', '0', "x", "x", "", "there before"},
		{"a link, then a folder in its place", '2', '5', "x", "x/", "", "there before"},
		{"a folder, then a link in its place", '5', '2', "x/", "x", "/etc", "there before"},
		{"a symlink's target is one line", 0, '2', "", "x", "a\nb",
		 "target of a symlink holds a NUL or a newline"},
		{"a symlink needs a target", 0, '2', "", "x", "", "link without a target"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture f = plain();
		if (cases[i].before_type)
			tar_header(&f.data, cases[i].before_type, cases[i].before, "target", 0);
		tar_header(&f.data, cases[i].type, cases[i].name, cases[i].link, 0);
		tar_end(&f.data);
		check_refused(&f, cases[i].text);
	}
}

/* Names of any length come by way of GNU's long names. */
static void test_long_names(void **state)
{
	(void)state;
	struct fixture f = plain();
	char *name = mem_alloc(5001);
	memset(name, 'n', 5000);
	tar_long(&f.data, 'L', name);
	tar_file(&f.data, "x", "");
	check_refused(&f, "part of a name longer than 255 bytes");
	for (size_t i = 100; i < 5000; i += 100)
		name[i] = '/';
	f = plain();
	tar_long(&f.data, 'L', name);
	tar_file(&f.data, "x", "");
	check_refused(&f, "name longer than 4095 bytes");
	f = plain();
	tar_long(&f.data, 'K', name);
	tar_symlink(&f.data, "x", "");
	check_refused(&f, "target of a symlink longer than 4095 bytes");
	f = plain();
	tar_add_bytes(&f.data, 'L', STR("././@LongLink"), "", STR("a\0/../b"));
	tar_file(&f.data, "x", "");
	check_refused(&f, "holds a NUL");
	free(name);
}

/* `./usr//bin/` and `/usr/bin` are the same place, also when it comes twice. */
static void test_spellings(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_file(&f.data, "/etc//passwd", "1");
	check_taken(&f);
	check_file(&f, "etc/passwd", "1", false);
	drop(&f);
	f = plain();
	tar_file(&f.data, "/etc//passwd", "1");
	tar_file(&f.data, "./etc/./passwd", "2");
	check_refused(&f, "the path was there before");
}

/* --- hostile ones: containers ------------------------------------------- */

/* umoci has no defences against it: a small file, a huge tree. */
static void test_limits(void **state)
{
	(void)state;
	struct buf body = {0};
	struct fixture f = plain();
	while (body.n < 3000000)
		buf_puts(&body, "0000000000000000000000000000");
	tar_file(&f.data, "x", body.p);
	f.limits.decoder.output = 1000000;
	assert_int_equal(take(&f), -1);
	assert_non_null(strstr(f.err.hint, "--limit output="));
	check_error(&f.err, STATUS_UNTRUSTED,
		    "data.tar.xz: member 1: unpacks to more than 1000000 bytes");
	drop(&f);
	f = plain();
	f.limits.decoder.memory = 1000;
	check_refused(&f, "needs more than 1000 bytes of memory");
	f = plain();
	f.limits.members = 2;
	for (int i = 0; i < 3; i++) {
		char *name = mem_printf("f%d", i);
		tar_file(&f.data, name, "");
		free(name);
	}
	assert_int_equal(take(&f), -1);
	assert_non_null(strstr(f.err.hint, "--limit members="));
	check_error(&f.err, STATUS_UNTRUSTED, "data.tar.xz: member 3: more members than the limit");
	drop(&f);
	buf_release(&body);
}

/* A wrong check at the very end, after the last member that anyone wants. */
static void test_wrong_check(void **state)
{
	(void)state;
	struct fixture f = plain();
	control_tar(&f.control, CONTROL_PLAIN);
	tar_file(&f.data, "x", "body");
	tar_end(&f.data);
	make_deb(&f.deb, &f.control, &f.data, COMPRESSION_GZIP);
	size_t last = f.deb.n - 1;
	while (f.deb.p[last] == '\n' || f.deb.p[last] == 0)
		last--;
	f.deb.p[last] ^= 1;
	check_refused(&f, "demo.deb: data.tar.gz: ");
}

/* One reader for all: what is dropped by a rule is checked like all else. */
static void test_hostile_though_dropped(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/*", "all", false);
	tar_header(&f.data, '3', "x", "", 0);
	check_refused(&f, "devices and FIFOs are not taken");
}

static void test_not_a_file(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	char *path = mem_printf("%s/fifo.deb", folder);
	assert_int_equal(ingest_control(folder, &ample, &out, &err), -1);
	check_error(&err, STATUS_FATAL, "not a regular file");
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(ingest_control(path, &ample, &out, &err), -1);
	check_error(&err, STATUS_FATAL, "fifo.deb: not a regular file");
	assert_int_equal(ingest_control("/nonexistent/x.deb", &ample, &out, &err), -1);
	check_error(&err, STATUS_FATAL, "x.deb: cannot open: No such file or directory");
	free(path);
}

/* --- the stanza alone --------------------------------------------------- */

static void test_ingest_control(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0}, deb = {0}, control = {0}, data = {0};
	tar_file(&control, "postinst", "x");
	tar_file(&control, "control", CONTROL_PLAIN);
	buf_puts(&data, "not looked at");
	make_deb(&deb, &control, &data, COMPRESSION_NONE);
	char *path = write_deb("c.deb", &deb);
	ingest_control(path, &ample, &out, &err);
	check_no_error(&err);
	assert_string_equal(out.p, CONTROL_PLAIN);
	free(path);
	out.n = control.n = deb.n = 0;
	tar_file(&control, "control", "Package: ../../x\nVersion: 1\nArchitecture: all\n");
	make_deb(&deb, &control, &data, COMPRESSION_NONE);
	path = write_deb("c.deb", &deb);
	assert_int_equal(ingest_control(path, &ample, &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED,
		    "c.deb: control.tar: Package is not in the syntax of Debian Policy");
	free(path);
	buf_release(&out);
	buf_release(&deb);
	buf_release(&control);
	buf_release(&data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_compressions),
		cmocka_unit_test(test_control_files),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_hardlink_to_dropped),
		cmocka_unit_test(test_hardlink_to_held),
		cmocka_unit_test(test_folder_twice),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_one_is_bad),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_stanza),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_large_stanza),
		cmocka_unit_test(test_control_members),
		cmocka_unit_test(test_names_and_types),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_wrong_check),
		cmocka_unit_test(test_hostile_though_dropped),
		cmocka_unit_test(test_not_a_file),
		cmocka_unit_test(test_ingest_control),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
