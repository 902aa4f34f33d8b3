/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bills of materials: package URLs, licence expressions, identities, text of any bytes. */
#include "out/sbom/sbom.h"

#include <time.h>

#include "base/utf8.h"
#include "io/hash.h"
#include "model/rules.h"
#include "out/sbom/parts.h"
#include "tests/unit/support/test.h"

static void test_purl(void **state)
{
	static const struct {
		const char *name, *version, *source, *source_version, *os_version, *want;
	} cases[] = {
		{"libselinux1", "3.4-1+b6", "libselinux", "3.4-1", "12",
		 "pkg:deb/debian/libselinux1@3.4-1%2Bb6?arch=amd64&distro=debian-12&upstream=libselinux%403.4-1"},
		{"dash", "0.5.12-2", "dash", "0.5.12-2", "12", "pkg:deb/debian/dash@0.5.12-2?arch=amd64&distro=debian-12"},
		{"zlib1g", "1:1.2.13.dfsg-1", "zlib", "1:1.2.13.dfsg-1", "12",
		 "pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?arch=amd64&distro=debian-12&upstream=zlib"},
		{"bsdutils", "1:2.38.1-5", "util-linux", "2.38.1-5", "12",
		 "pkg:deb/debian/bsdutils@1:2.38.1-5?arch=amd64&distro=debian-12&upstream=util-linux%402.38.1-5"},
		{"libstdc++6", "12.2.0-14", "gcc-12", "12.2.0-14", NULL,
		 "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14?arch=amd64&distro=debian-sid&upstream=gcc-12"},
		{"x", "1~rc1-2+b1", "x", "1~rc1-2", "12",
		 "pkg:deb/debian/x@1~rc1-2%2Bb1?arch=amd64&distro=debian-12&upstream=x%401~rc1-2"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sbom sbom = {.os_id = "debian", .os_version = cases[i].os_version, .os_codename = "sid"};
		struct sbom_package p = {.name = cases[i].name, .version = cases[i].version, .architecture = "amd64",
					 .source = cases[i].source, .source_version = cases[i].source_version};
		assert_string_equal(sbom_purl(&sbom.arena, &sbom, &p), cases[i].want);
		sbom_release(&sbom);
	}
}

static void test_utf8(void **state)
{
	static const struct {
		struct str in;
		const char *want;
	} cases[] = {
		{{"", 0}, ""},
		{{"J\xc3\xb6rg", 5}, "J\xc3\xb6rg"},
		{{"J\xf6rg", 4}, "J\xc3\xb6rg"},
		{{"a\0b\f\r\x7f\tc\n", 9}, "a b   \tc\n"},
		{{"\xe2\x82", 2}, "\xc3\xa2 "},         /* cut off */
		{{"\xed\xa0\x80", 3}, "\xc3\xad\xc2\xa0 "}, /* a surrogate */
		{{"\xf0\x9f\x98\x80", 4}, "\xf0\x9f\x98\x80"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out CLEANUP(buf_release) = {0};
		utf8_add(&out, cases[i].in);
		assert_string_equal(out.p ? out.p : "", cases[i].want);
	}
}

static void test_identity(void **state)
{
	struct arena a = {0};
	(void)state;
	/* The example of RFC 9562, A.4, but in the space of URLs. */
	assert_string_equal(sbom_uuid(&a, STR("www.example.com")), "b63cdfa4-3df9-568e-97ae-006c5b8fd652");
	assert_string_equal(sbom_time(&a, 0), "1970-01-01T00:00:00Z");
	assert_string_equal(sbom_time(&a, 1700000000), "2023-11-14T22:13:20Z");
	assert_string_equal(sbom_time(&a, INT64_MAX), "9999-12-31T23:59:59Z");
	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	assert_string_equal(sbom_time(&a, 86399), "1970-01-01T23:59:59Z");
	arena_release(&a);
}

static void test_split(void **state)
{
	struct str a, b, c;
	(void)state;
	sbom_split_person("Debian GCC Maintainers <debian-gcc@lists.debian.org>", &a, &b);
	assert_true(str_is(a, "Debian GCC Maintainers") && str_is(b, "debian-gcc@lists.debian.org"));
	sbom_split_person("<x@example.org>", &a, &b);
	assert_true(str_is(a, "x@example.org") && str_is(b, "x@example.org"));
	sbom_split_person("nobody >x<", &a, &b);
	assert_true(str_is(a, "nobody >x<") && str_is(b, ""));
	sbom_split_version("1:2.38.1-5+deb12u1", &a, &b, &c);
	assert_true(str_is(a, "1") && str_is(b, "2.38.1") && str_is(c, "5+deb12u1"));
	sbom_split_version("1.2-3-4", &a, &b, &c);
	assert_true(str_is(a, "") && str_is(b, "1.2-3") && str_is(c, "4"));
	sbom_split_version("20250419~deb12u2", &a, &b, &c);
	assert_true(str_is(b, "20250419~deb12u2") && str_is(c, ""));
}

/* --- licences -------------------------------------------------------------------- */

#define FORMAT "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"

static struct rules rules;

static int load_rules(void **state)
{
	struct err err = {0};
	(void)state;
	if (rules_load("data/rules", &rules, &err) == 0)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int drop_rules(void **state)
{
	(void)state;
	rules_release(&rules);
	return 0;
}

/* "." stands for the hash at the end of a LicenseRef. */
static void check_licence(const char *text, const char *want)
{
	struct sbom sbom = {0};
	struct sbom_package p = {.name = "x", .source = "src"};
	struct buf got CLEANUP(buf_release) = {0};
	sbom_read_licence(&sbom, &rules.licences, str_from(text), &p);
	for (const char *c = p.licence ? p.licence : "NULL"; *c;) {
		size_t n = strcspn(c, " ()");
		bool ref = strncmp(c, "LicenseRef-", 11) == 0;
		buf_add(&got, c, ref ? n - 8 : n ? n : 1);
		buf_puts(&got, ref ? "." : "");
		c += n ? n : 1;
	}
	assert_string_equal(got.p, want);
	for (size_t i = 0; i < p.ref.n; i++) {
		assert_non_null(strstr(p.licence, p.ref.at[i]->id));
		assert_true(*p.ref.at[i]->text);
	}
	vec_release(&p.ref);
	sbom_release(&sbom);
}

static void test_licence(void **state)
{
	(void)state;
	check_licence("", "NULL");
	check_licence(" \n\n", "NULL");
	check_licence("GPL-2\n", "LicenseRef-copyright-src-.");
	check_licence(FORMAT, "LicenseRef-copyright-src-.");
	check_licence(FORMAT "Files: *\nLicense: GPL-2+\n", "GPL-2.0-or-later");
	check_licence(FORMAT "Files: *\nLicense: gpl-2+ OR EXPAT\n", "GPL-2.0-or-later OR MIT");
	check_licence(FORMAT "Files: *\nLicense: Expat\n\nFiles: b\nLicense: GPL-1+ or Artistic\n\nFiles: c\nLicense: MIT\n",
		      "(GPL-1.0-or-later OR Artistic-1.0-Perl) AND MIT");
	check_licence(FORMAT "Files: *\nLicense: Zlib and ISC\n\nFiles: b\nLicense: ISC\n", "ISC AND Zlib");
	check_licence(FORMAT "Files: *\nLicense: A or ISC and Zlib\n", "LicenseRef-A-. OR (ISC AND Zlib)");
	check_licence(FORMAT "Files: *\nLicense: GPL-3+ with Bison exception\n", "GPL-3.0-or-later WITH Bison-exception-2.2");
	check_licence(FORMAT "Files: *\nLicense: GPL-2+-with-bison-exception\n", "GPL-2.0-or-later WITH Bison-exception-2.2");
	check_licence(FORMAT "Files: *\nLicense: GPL-2+ with OpenSSL exception\n",
		      "LicenseRef-GPL-2-with-OpenSSL-exception-.");
	check_licence(FORMAT "Files: *\nLicense: LGPLv3+_or_GPLv2+\n", "LicenseRef-LGPLv3-or-GPLv2-.");
	check_licence(FORMAT "Files: *\nLicense:\n Do what you like.\n", "LicenseRef-unnamed-.");
	check_licence(FORMAT "License: ISC\n text\n", "ISC");
	check_licence("Format: copyright-format\nLicense: BSD-3-Clause\n", "BSD-3-Clause");
}

/* One name with two texts, and one text under two names. */
static void test_refs(void **state)
{
	static const char one[] = FORMAT "Files: *\nLicense: own\n one text\n";
	static const char two[] = FORMAT "Files: *\nLicense: own\n another\n";
	static const char bad[] = FORMAT "Files: *\nLicense: own\n J\xf6rg\n";
	struct sbom sbom = {0};
	(void)state;
	vec_push(&sbom.package, ((struct sbom_package){.name = "a", .source = "s"}));
	vec_push(&sbom.package, ((struct sbom_package){.name = "b", .source = "t"}));
	vec_push(&sbom.package, ((struct sbom_package){.name = "c", .source = "s"}));
	vec_push(&sbom.package, ((struct sbom_package){.name = "d", .source = "s"}));
	sbom_read_licence(&sbom, &rules.licences, STR(one), &sbom.package.at[0]);
	sbom_read_licence(&sbom, &rules.licences, STR(one), &sbom.package.at[1]);
	sbom_read_licence(&sbom, &rules.licences, STR(two), &sbom.package.at[2]);
	sbom_read_licence(&sbom, &rules.licences, STR(bad), &sbom.package.at[3]);
	sbom_collect_refs(&sbom);
	assert_string_equal(sbom.package.at[0].licence, sbom.package.at[1].licence);
	assert_string_not_equal(sbom.package.at[0].licence, sbom.package.at[2].licence);
	assert_int_equal(sbom.ref.n, 3);
	assert_true(strcmp(sbom.ref.at[0]->id, sbom.ref.at[1]->id) < 0);
	assert_string_equal(sbom.package.at[0].ref.at[0]->text, "one text\n");
	assert_string_equal(sbom.package.at[3].ref.at[0]->text, "J\xc3\xb6rg\n");
	sbom_release(&sbom);
}

/* Each format of the same twice, and one that differs in a word. */
static void test_documents(void **state)
{
	(void)state;
	for (enum sbom_format f = 0; f < SBOM_FORMATS; f++) {
		struct buf text[3] = {{0}};
		for (size_t i = 0; i < 3; i++) {
			struct sbom sbom = {.name = "n", .tool = "1", .os_id = "debian", .suite = "", .architecture = "all"};
			struct err err = {0};
			vec_push(&sbom.note, ((struct sbom_note){"cut", i < 2 ? "one" : "two"}));
			assert_int_equal(sbom_write(&sbom, f, &text[i], &err), 0);
			sbom_release(&sbom);
		}
		const char *key = f == SBOM_SPDX ? "documentNamespace" : "serialNumber";
		const char *first = strstr(text[0].p, key), *other = strstr(text[2].p, key);
		assert_string_equal(text[0].p, text[1].p);
		assert_string_not_equal(text[0].p, text[2].p);
		assert_true(first && other && strncmp(first, other, 90) != 0);
		assert_int_equal(text[0].p[text[0].n - 1], '\n');
		for (size_t i = 0; i < 3; i++)
			buf_release(&text[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_purl),	cmocka_unit_test(test_utf8), cmocka_unit_test(test_identity),
		cmocka_unit_test(test_split),	cmocka_unit_test(test_licence), cmocka_unit_test(test_refs),
		cmocka_unit_test(test_documents),
	};
	struct err err = {0};
	return hash_setup(&err) || cmocka_run_group_tests(tests, load_rules, drop_rules);
}
