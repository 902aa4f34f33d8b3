/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/pkcs12: a trust store as Java reads it, the same on every run. */
#include "fmt/pkcs12.h"

#include <openssl/pkcs12.h>

#include "fmt/cert.h"
#include "tests/unit/support/certs.h"
#include "tests/unit/support/test.h"

static struct certs certs;
static struct arena arena;

static int read_certs(void **state)
{
	(void)state;
	struct err err = {0};
	return hash_setup(&err) || certs_read(str_from(cert_utf8), &arena, &certs, &err) ||
	       certs_read(str_from(cert_same_1), &arena, &certs, &err);
}

static int forget_certs(void **state)
{
	(void)state;
	vec_release(&certs);
	arena_release(&arena);
	return 0;
}

static void make(struct buf *out)
{
	const struct trusted entries[] = {{"debian:főtanúsítvány.pem", certs.at[0].der},
					  {"debian:same.pem", certs.at[1].der}};
	struct err err = {0};
	assert_int_equal(pkcs12_trust_store(entries, 2, out, &err), 0);
	check_no_error(&err);
}

/* DER is canonical: another version of libcrypto, the same bytes. */
static void test_bytes(void **state)
{
	(void)state;
	struct buf store = {0}, again = {0};
	make(&store);
	make(&again);
	assert_int_equal(store.n, again.n);
	assert_memory_equal(store.p, again.p, store.n);
	assert_string_equal(hash_bytes(HASH_SHA256, buf_str(&store)).text,
			    "111ced96a8cfd53515d013cc5eae5bb20292ac53355b0920ee2a8f193a345a20");
	buf_release(&store);
	buf_release(&again);
}

static void check_bag(PKCS12_SAFEBAG *bag, const char *alias, struct str der)
{
	static const char usage[] = {0x06, 0x04, 0x55, 0x1d, 0x25, 0x00}; /* 2.5.29.37.0 */
	char *name = PKCS12_get_friendlyname(bag);
	assert_string_equal(name, alias);
	OPENSSL_free(name);

	X509 *x509 = PKCS12_SAFEBAG_get1_cert(bag);
	unsigned char *bytes = NULL;
	assert_int_equal(i2d_X509(x509, &bytes), der.n);
	assert_memory_equal(bytes, der.p, der.n);
	OPENSSL_free(bytes);
	X509_free(x509);

	const STACK_OF(X509_ATTRIBUTE) *attributes = PKCS12_SAFEBAG_get0_attrs(bag);
	ASN1_OBJECT *trusted = OBJ_txt2obj("2.16.840.1.113894.746875.1.1", 1);
	int at = X509at_get_attr_by_OBJ(attributes, trusted, -1);
	ASN1_OBJECT_free(trusted);
	assert_true(at >= 0);
	ASN1_TYPE *value = X509_ATTRIBUTE_get0_type(X509at_get_attr(attributes, at), 0);
	bytes = NULL;
	assert_int_equal(i2d_ASN1_TYPE(value, &bytes), sizeof(usage));
	assert_memory_equal(bytes, usage, sizeof(usage));
	OPENSSL_free(bytes);
}

static void test_content(void **state)
{
	(void)state;
	struct buf text = {0};
	make(&text);
	const unsigned char *at = (const unsigned char *)text.p;
	PKCS12 *store = d2i_PKCS12(NULL, &at, (long)text.n);
	assert_non_null(store);
	assert_false(PKCS12_mac_present(store));
	STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(store);
	assert_int_equal(sk_PKCS7_num(safes), 1);
	STACK_OF(PKCS12_SAFEBAG) *bags = PKCS12_unpack_p7data(sk_PKCS7_value(safes, 0));
	assert_int_equal(sk_PKCS12_SAFEBAG_num(bags), 2);
	check_bag(sk_PKCS12_SAFEBAG_value(bags, 0), "debian:főtanúsítvány.pem", certs.at[0].der);
	check_bag(sk_PKCS12_SAFEBAG_value(bags, 1), "debian:same.pem", certs.at[1].der);
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	PKCS12_free(store);
	buf_release(&text);
}

static void test_refused(void **state)
{
	(void)state;
	const struct trusted no_utf8 = {"\xff", certs.at[0].der}, no_cert = {"a", STR("x")};
	struct err err = {0};
	struct buf store = {0};
	assert_int_equal(pkcs12_trust_store(&no_utf8, 1, &store, &err), -1);
	check_error(&err, STATUS_FATAL, "cannot make a PKCS #12 store: ");
	assert_int_equal(pkcs12_trust_store(&no_cert, 1, &store, &err), -1);
	check_error(&err, STATUS_FATAL, "cannot make a PKCS #12 store: ");
	assert_int_equal(store.n, 0);
	buf_release(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, read_certs, forget_certs);
}
