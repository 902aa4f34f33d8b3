/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stage/generate/ca: what counts as a certificate of the image, and where it goes. */
#include "stage/generate/ca.h"

#include "tests/unit/support/certs.h"
#include "tests/unit/support/test.h"

static const char packaged[] = "usr/share/ca-certificates/";

static void put(struct fileset *files, const char *name, const char *text)
{
	char *path = mem_printf("%s%s", packaged, name);
	fileset_put(files, &(struct member){.path = path, .type = MEMBER_FILE, .mode = 0644,
					    .body = str_from(text)});
	free(path);
}

static void put_link(struct fileset *files, const char *path, enum member_type type, const char *target)
{
	fileset_put(files, &(struct member){.path = path, .type = type, .target = target});
}

static const char *text_of(struct fileset *files, const char *path)
{
	const struct member *m = fileset_get(files, path);
	return m ? arena_strndup(&files->arena, m->body.p, m->body.n) : "nothing";
}

static void test_bad(void **state)
{
	(void)state;
	struct err err = {0};
	struct fileset files = {0};
	put(&files, "a/Bad.crt", "hello\n");
	put(&files, "a/Good.crt", cert_utf8);
	put(&files, "a/Other.pem", cert_same_1);
	assert_int_equal(generate_ca(&(struct ca_input){.strict = true}, &files, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "/usr/share/ca-certificates/a/Bad.crt: no certificate in it");
	assert_int_equal(generate_ca(&(struct ca_input){0}, &files, &err), 0);
	check_no_error(&err);
	assert_string_equal(text_of(&files, "etc/ssl/certs/ca-certificates.crt"), cert_utf8);
	fileset_release(&files);
}

/* A hard link is a file; of links, only local ones are followed. */
static void test_links(void **state)
{
	(void)state;
	struct err err = {0};
	struct fileset files = {0};
	put(&files, "A.crt", cert_utf8);
	put_link(&files, "usr/share/ca-certificates/B.crt", MEMBER_HARDLINK, "usr/share/ca-certificates/A.crt");
	put_link(&files, "usr/share/ca-certificates/C.crt", MEMBER_SYMLINK, "A.crt");
	put_link(&files, "usr/local/share/ca-certificates/D.crt", MEMBER_SYMLINK, "/usr/share/ca-certificates/A.crt");
	put_link(&files, "usr/local/share/ca-certificates/E.crt", MEMBER_SYMLINK, "/nowhere");
	struct ca_list list = {0};
	assert_int_equal(ca_collect(&files, true, &list, &err), 0);
	check_no_error(&err);
	assert_int_equal(list.file.n, 3);
	assert_int_equal(list.packaged, 2);
	assert_string_equal(list.file.at[1].pem, "B.pem");
	assert_string_equal(list.file.at[2].path, "usr/local/share/ca-certificates/D.crt");
	ca_list_release(&list);
	fileset_release(&files);
}

static void test_configuration(void **state)
{
	(void)state;
	struct err err = {0};
	struct fileset files = {0};
	struct ca_list list = {0};
	put(&files, "A.crt", cert_utf8);
	put(&files, "B.crt", cert_same_1);
	put(&files, "C.crt", cert_same_2);
	put(&files, "D.crt", cert_same_2);
	fileset_put(&files, &(struct member){.path = "etc/ca-certificates.conf", .type = MEMBER_FILE,
					     .body = STR("#A.crt\n\n!B.crt\nD.crt\nD.crt\nGone.crt\nC.crt\n!C.crt\n!A.crtx")});
	assert_int_equal(ca_collect(&files, true, &list, &err), 0);
	check_no_error(&err);
	assert_int_equal(list.file.n, 3);
	assert_string_equal(list.file.at[0].pem, "D.pem");
	assert_string_equal(list.file.at[1].pem, "C.pem");
	assert_string_equal(list.file.at[2].pem, "A.pem");
	ca_list_release(&list);
	fileset_release(&files);
}

static void test_pem_name(void **state)
{
	(void)state;
	struct arena arena = {0};
	assert_string_equal(ca_pem_name(&arena, "a (b), c.crt"), "a_=b=__c.pem");
	assert_string_equal(ca_pem_name(&arena, "x.crt.crt"), "x.crt.pem");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_configuration),
		cmocka_unit_test(test_pem_name),
	};
	struct err err = {0};
	return hash_setup(&err) ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
