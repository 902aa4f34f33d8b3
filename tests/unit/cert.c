/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/cert: what is a certificate, and what it is known by. */
#include "fmt/cert.h"

#include "fmt/pem.h"
#include "tests/unit/support/certs.h"
#include "tests/unit/support/test.h"

struct read {
	struct arena arena;
	struct certs certs;
};

static int read_text(struct str bytes, struct read *out, struct err *err)
{
	*out = (struct read){0};
	return certs_read(bytes, &out->arena, &out->certs, err);
}

static void forget(struct read *r)
{
	vec_release(&r->certs);
	arena_release(&r->arena);
}

/* The numbers are those of `openssl x509 -subject_hash -fingerprint -sha256`. */
static void test_known(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t hash;
		const char *sha256;
	} known[] = {
		{cert_utf8, 0xe3789ec4, "b2d9f7f546aebf9936d0a18b30c399afc19542ba7355ca25c81a7b821750b09c"},
		{cert_same_1, 0x62df5143, "a287bdac409ca0505a5468c7782c1fc0a32de8e67c12f21bd16deba38ed2adb6"},
		{cert_same_2, 0x62df5143, "69e478998b6d8929a539053130199d9719d3260297cf8f1f9e8f849e3f4bd84d"},
	};
	struct err err = {0};
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		struct read r;
		assert_int_equal(read_text(str_from(known[i].text), &r, &err), 0);
		check_no_error(&err);
		assert_int_equal(r.certs.n, 1);
		assert_int_equal(r.certs.at[0].subject_hash, known[i].hash);
		assert_string_equal(r.certs.at[0].sha256.text, known[i].sha256);
		forget(&r);
	}
}

static void test_several(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf text = {0};
	struct read r;
	buf_printf(&text, "one\n%s two\n%s", cert_utf8, cert_same_1);
	assert_int_equal(read_text(buf_str(&text), &r, &err), 0);
	assert_int_equal(r.certs.n, 2);
	assert_int_equal(r.certs.at[0].subject_hash, 0xe3789ec4);
	assert_int_equal(r.certs.at[1].subject_hash, 0x62df5143);
	forget(&r);
	buf_release(&text);
}

/* PEM → DER → the same certificate, and the same PEM. */
static void test_der(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf text = {0};
	struct read pem, der;
	assert_int_equal(read_text(str_from(cert_utf8), &pem, &err), 0);
	assert_int_equal(read_text(pem.certs.at[0].der, &der, &err), 0);
	assert_int_equal(der.certs.n, 1);
	assert_string_equal(der.certs.at[0].sha256.text, pem.certs.at[0].sha256.text);
	pem_encode("CERTIFICATE", der.certs.at[0].der, &text);
	assert_string_equal(text.p, cert_utf8);
	assert_true(cert_is_der(pem.certs.at[0].der));
	assert_false(cert_is_der(str_from(cert_utf8)));
	forget(&pem);
	forget(&der);
	buf_release(&text);
}

static void refuse(struct str bytes, const char *why)
{
	struct err err = {0};
	struct read r;
	assert_int_equal(read_text(bytes, &r, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, why);
	forget(&r);
}

static void test_refused(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf text = {0};
	struct read r;
	refuse(STR(""), "no certificate in it");
	refuse(STR("hello\n"), "no certificate in it");
	refuse(STR("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"),
	       "certificate 1: not an X.509 certificate");
	refuse(STR("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"),
	       "certificate 1: not an X.509 certificate");
	refuse((struct str){cert_utf8, sizeof(cert_utf8) - 30}, "certificate 1: line 1: the block has no end");
	buf_printf(&text, "%s-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", cert_utf8);
	refuse(buf_str(&text), "certificate 2: line 13: PRIVATE KEY, not a certificate");

	assert_int_equal(read_text(str_from(cert_utf8), &r, &err), 0);
	struct str der = r.certs.at[0].der;
	refuse((struct str){der.p, der.n - 1}, "certificate 1: not an X.509 certificate");
	text.n = 0;
	buf_add(&text, der.p, der.n);
	buf_add(&text, der.p, 3);
	refuse(buf_str(&text), "certificate 1: 3 bytes too many at its end");
	forget(&r);
	buf_release(&text);
}

static void test_bounds(void **state)
{
	(void)state;
	struct buf text = {0};
	for (int i = 0; i <= CERT_FILE_MOST; i++)
		buf_puts(&text, cert_same_1);
	refuse(buf_str(&text), "more than 2000 certificates");
	text.n = 0;
	buf_puts(&text, "-----BEGIN CERTIFICATE-----\n");
	for (int i = 0; i < CERT_LARGEST / 48 + 1; i++)
		buf_puts(&text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
	buf_puts(&text, "-----END CERTIFICATE-----\n");
	refuse(buf_str(&text), "certificate 1: larger than 65536 bytes");
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),	cmocka_unit_test(test_several),
		cmocka_unit_test(test_der),	cmocka_unit_test(test_refused),
		cmocka_unit_test(test_bounds),
	};
	struct err err = {0};
	return hash_setup(&err) ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
