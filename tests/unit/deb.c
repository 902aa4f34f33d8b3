/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/deb: the ar archive of deb(5), read strictly. */
#include "fmt/deb.h"

#include "tests/unit/support/archive.h"

static int layout_of(const struct buf *deb, struct deb_layout *layout, struct err *err)
{
	int fd = file_of(buf_str(deb));
	int ret = deb_read_layout(fd, deb->n, layout, err);
	close(fd);
	return ret;
}

/* Takes the archive. */
static void check_refused(struct buf *deb, const char *text)
{
	struct err err = {0};
	struct deb_layout layout;
	assert_int_equal(layout_of(deb, &layout, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, text);
	buf_release(deb);
}

static void check_good(struct buf *deb, const char *control, const char *data)
{
	struct err err = {0};
	struct deb_layout layout;
	layout_of(deb, &layout, &err);
	check_no_error(&err);
	assert_string_equal(layout.control.name, control);
	assert_string_equal(layout.data.name, data);
	buf_release(deb);
}

/* Members in this order, each with an odd body of its own; NULL ends. */
static struct buf archive(const char *const *names)
{
	struct buf deb = {0};
	ar_begin(&deb);
	for (size_t i = 0; names[i]; i++)
		ar_member(&deb, names[i],
			  strncmp(names[i], "debian-binary", 13) ? STR("odd") : STR("2.0\n"));
	return deb;
}

#define ARCHIVE(...) archive((const char *const[]){__VA_ARGS__, NULL})

static void test_plain(void **state)
{
	(void)state;
	struct err err = {0};
	struct deb_layout layout;
	struct buf deb = ARCHIVE("debian-binary", "control.tar.gz", "data.tar.zst");
	assert_int_equal(layout_of(&deb, &layout, &err), 0);
	assert_int_equal(layout.control.offset, 8 + 60 + 4 + 60);
	assert_int_equal(layout.control.size, 3);
	assert_int_equal(layout.control.compression, COMPRESSION_GZIP);
	assert_int_equal(layout.data.offset, 8 + 60 + 4 + 60 + 4 + 60);
	assert_int_equal(layout.data.size, 3);
	assert_int_equal(layout.data.compression, COMPRESSION_ZSTD);
	buf_release(&deb);
}

static void test_accepted(void **state)
{
	(void)state;
	struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	check_good(&deb, "control.tar", "data.tar");
	deb = ARCHIVE("debian-binary/", "control.tar.xz/", "data.tar.xz/");
	check_good(&deb, "control.tar.xz", "data.tar.xz");
	deb = ARCHIVE("debian-binary", "_x", "control.tar.xz", "_y", "data.tar.xz", "_gpgorigin",
		      "later");
	check_good(&deb, "control.tar.xz", "data.tar.xz");
}

/* dpkg takes the first of two data members, libapt-pkg's FindMember the last:
 * the order is exact, and nothing comes twice. */
static void test_order(void **state)
{
	(void)state;
	static const struct {
		const char *names[6];
		const char *text;
	} cases[] = {
		{{"control.tar", "debian-binary", "data.tar"}, "first member is not debian-binary"},
		{{"_x", "debian-binary", "control.tar", "data.tar"}, "is not debian-binary"},
		{{"debian-binary", "data.tar", "control.tar"},
		 "data.tar: unexpected member before control.tar"},
		{{"debian-binary", "control.tar", "control.tar.gz", "data.tar"},
		 "control.tar.gz: unexpected member before data.tar"},
		{{"debian-binary", "debian-binary", "control.tar", "data.tar"},
		 "debian-binary: unexpected member"},
		{{"debian-binary", "x", "control.tar", "data.tar"},
		 "x: unexpected member before control.tar"},
		{{"debian-binary", "control.tar", "x", "data.tar"},
		 "x: unexpected member before data.tar"},
		{{"debian-binary", "control.tar", "data.tar", "data.tar.xz"},
		 "data.tar.xz: a member of this name was there before"},
		{{"debian-binary", "control.tar", "data.tar", "control.tar"},
		 "control.tar: a member of this name was there before"},
		{{"debian-binary", "control.tar", "data.tar", "debian-binary"},
		 "debian-binary: a member of this name was there before"},
		{{"debian-binary", "control.tar"}, "there is no data.tar"},
		{{"debian-binary"}, "there is no control.tar"},
		{{"debian-binary", "control.tar.bz2", "data.tar"},
		 "control.tar.bz2: compression .bz2 is not taken"},
		{{"debian-binary", "control.tar", "data.tar.lzma"},
		 "compression .lzma is not taken"},
		{{"debian-binary", "control.tar", "data.tarx"}, "data.tarx: unknown compression"},
		{{"debian-binary", "control.tar", "data.tar.Z"}, "data.tar.Z: unknown compression"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf deb = archive(cases[i].names);
		check_refused(&deb, cases[i].text);
	}
}

/* apt CVE-2020-27350: names of BSD and GNU ar with lengths of their own. */
static void test_names(void **state)
{
	(void)state;
	static const struct {
		const char *name, *text;
	} cases[] = {
		{"#1/20", "long names of GNU or BSD ar"},
		{"/", "long names of GNU or BSD ar"},
		{"//", "long names of GNU or BSD ar"},
		{"/123", "long names of GNU or BSD ar"},
		{"", "ar member without a name"},
		{"_a/b", "ar member with an unsafe name"},
		{"_a//", "ar member with an unsafe name"},
		{"_a b", "ar member with an unsafe name"},
		{"_\033[2J", "ar member with an unsafe name"},
		{"_\xc3\xa4", "ar member with an unsafe name"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar", cases[i].name);
		check_refused(&deb, cases[i].text);
	}
}

/* apt CVE-2020-27350: a size of -60 made an endless loop. */
static void test_sizes(void **state)
{
	(void)state;
	static const struct {
		const char *size, *text;
	} cases[] = {
		{"-60", "size is no number"},	       {"", "size is no number"},
		{" 4", "size is no number"},	       {"4x", "size is no number"},
		{"4 4", "size is no number"},	       {"0x4", "size is no number"},
		{"5", "reaches past the end"},	       {"9999999999", "reaches past the end"},
		{"99999999999", "ar header without"},  {"3", "wrong padding"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
		ar_header(&deb, "x", cases[i].size);
		buf_puts(&deb, "1234");
		check_refused(&deb, cases[i].text);
	}
}

static void test_padding(void **state)
{
	(void)state;
	struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	deb.p[deb.n - 1] = 'x';
	check_refused(&deb, "wrong padding");
	deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	deb.n--;
	check_refused(&deb, "lacks its padding");
}

static void test_cut_anywhere(void **state)
{
	(void)state;
	struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	for (size_t n = 0; n < deb.n; n++) {
		struct buf cut = {0};
		buf_add(&cut, deb.p, n);
		check_refused(&cut, "");
	}
	buf_release(&deb);
}

static void test_magic(void **state)
{
	(void)state;
	struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	deb.p[2] = 'x';
	check_refused(&deb, "this is no ar archive");
	deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	deb.p[8 + 58] = '\'';
	check_refused(&deb, "ar header without its magic");
	ar_begin(&deb);
	check_refused(&deb, "the archive is empty");
}

/* dpkg CVE-2015-0860: the reader of deb-old wrote past its buffer; here is
 * none. */
static void test_deb_old(void **state)
{
	(void)state;
	struct buf deb = {0};
	buf_puts(&deb, "0.939000\n10\n0123456789");
	check_refused(&deb, "this is no ar archive");
}

static void test_version(void **state)
{
	(void)state;
	static const struct {
		const char *text, *error; /* NULL: good */
	} cases[] = {
		{"2.0\n", NULL},
		{"2.17\nmore\nlines\n", NULL},
		{"3.0\n", "format version 3.0, expected 2.0"},
		{"2.0", "holds no format version"},
		{"2\n", "holds no format version"},
		{"2.\n", "holds no format version"},
		{".0\n", "holds no format version"},
		{"-2.0\n", "holds no format version"},
		{" 2.0\n", "holds no format version"},
		{"2.0 \n", "holds no format version"},
		{"2.0.1\n", "holds no format version"},
		{"\n2.0\n", "holds no format version"},
		{"", "wrong size"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf deb = {0};
		ar_begin(&deb);
		ar_member(&deb, "debian-binary", str_from(cases[i].text));
		ar_member(&deb, "control.tar", STR("x"));
		ar_member(&deb, "data.tar", STR("x"));
		if (cases[i].error)
			check_refused(&deb, cases[i].error);
		else
			check_good(&deb, "control.tar", "data.tar");
	}
}

static void test_large_version(void **state)
{
	(void)state;
	struct buf deb = {0}, text = {0};
	buf_puts(&text, "2.0\n");
	while (text.n < 5000)
		buf_puts(&text, "more\n");
	ar_begin(&deb);
	ar_member(&deb, "debian-binary", buf_str(&text));
	check_refused(&deb, "debian-binary has a wrong size");
	buf_release(&text);
}

static void test_empty_part(void **state)
{
	(void)state;
	struct buf deb = ARCHIVE("debian-binary", "control.tar.xz");
	ar_member(&deb, "data.tar.xz", STR(""));
	check_refused(&deb, "data.tar.xz: empty");
}

/* Control is small: 64 MiB are enough for any, packed and unpacked. */
static void test_large_control(void **state)
{
	(void)state;
	struct err err = {0};
	struct deb_layout layout;
	struct buf deb = ARCHIVE("debian-binary");
	ar_header(&deb, "control.tar", "67108866");
	int fd = file_of(buf_str(&deb));
	assert_int_equal(ftruncate(fd, 70000000), 0);
	assert_int_equal(deb_read_layout(fd, 70000000, &layout, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "control.tar: larger than 64 MiB");
	close(fd);
	buf_release(&deb);
}

static void test_many_members(void **state)
{
	(void)state;
	struct buf deb = ARCHIVE("debian-binary", "control.tar", "data.tar");
	for (int i = 0; i < DEB_MEMBERS_MOST; i++)
		ar_member(&deb, "x", STR(""));
	check_refused(&deb, "more than 100 ar members");
}

static void test_open_part(void **state)
{
	(void)state;
	static const struct decompress_limits limits = {64 << 20, 100};
	struct err err = {0};
	struct buf deb = {0}, control = {0}, data = {0};
	struct deb_layout layout;
	char room[10];
	buf_puts(&control, "control");
	buf_puts(&data, "the data");
	make_deb(&deb, &control, &data, COMPRESSION_XZ);
	int fd = file_of(buf_str(&deb));
	assert_int_equal(deb_read_layout(fd, deb.n, &layout, &err), 0);
	struct source *source = deb_open_part(fd, &layout.data, &limits, &err);
	assert_int_equal(source_read_full(source, room, 8, &err), 0);
	assert_memory_equal(room, "the data", 8);
	assert_int_equal(source->read(source, room, 1, &err), 0);
	source_close(source);
	close(fd);
	buf_release(&deb);
	buf_release(&control);
	buf_release(&data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),	      cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_order),	      cmocka_unit_test(test_names),
		cmocka_unit_test(test_sizes),	      cmocka_unit_test(test_padding),
		cmocka_unit_test(test_cut_anywhere),  cmocka_unit_test(test_magic),
		cmocka_unit_test(test_deb_old),	      cmocka_unit_test(test_version),
		cmocka_unit_test(test_large_version), cmocka_unit_test(test_empty_part),
		cmocka_unit_test(test_large_control), cmocka_unit_test(test_many_members),
		cmocka_unit_test(test_open_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
