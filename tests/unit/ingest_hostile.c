/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stage/ingest/ingest: packages that mean harm. Each case says what it protects. */
#include <sys/stat.h>

#include "tests/unit/support/ingest.h"

/* --- what a .deb must be ------------------------------------------------ */

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

/* --- names and types ---------------------------------------------------- */

/* One member of data.tar that is refused, after another one where there is a
 * `before`. */
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
		 "the root is not a directory"},
		{"the same, spelled as /", 0, '2', "", "/.", "etc", "the root is not a directory"},
		{"the root as a file", 0, '0', "", ".", "", "the root is not a directory"},
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
		{"a hard link to a directory", '5', '1', "d", "x", "d", "no file before it"},
		{"a hard link to a symlink: it leads elsewhere", '2', '1', "s", "x", "s",
		 "no file before it"},
		{"one path, two files: readers differ", '0', '0', "x", "./x", "",
		 "member 2: the path was there before"},
		{"a file, then a link of its name", '0', '2', "x", "x", "/etc", "there before"},
		{"a link, then a file written through it", '2', '0', "x", "x", "", "there before"},
		{"a link, then a directory in its place", '2', '5', "x", "x/", "", "there before"},
		{"a directory, then a link in its place", '5', '2', "x/", "x", "/etc", "there before"},
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

/* --- containers --------------------------------------------------------- */

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
	char *path = mem_printf("%s/fifo.deb", directory);
	assert_int_equal(ingest_control(directory, &ample, &out, &err), -1);
	check_error(&err, STATUS_FATAL, "not a regular file");
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(ingest_control(path, &ample, &out, &err), -1);
	check_error(&err, STATUS_FATAL, "fifo.deb: not a regular file");
	assert_int_equal(ingest_control("/nonexistent/x.deb", &ample, &out, &err), -1);
	check_error(&err, STATUS_FATAL, "x.deb: cannot open: No such file or directory");
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
