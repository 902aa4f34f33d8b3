/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/pkcs12.h"

#include <stdbool.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

/* Oracle's attribute that makes a certificate bag a trusted entry for Java, and its
 * value anyExtendedKeyUsage (RFC 5280, 4.2.1.12), i.e. trusted for everything. */
static const char trusted_key_usage[] = "2.16.840.1.113894.746875.1.1";
static const char any_usage[] = "2.5.29.37.0";

static bool add_usage(PKCS12_SAFEBAG *bag)
{
	ASN1_OBJECT *usage = OBJ_txt2obj(any_usage, 1);
	/* With a length of -1, the argument is an ASN1_OBJECT, which is copied. */
	bool added = usage && PKCS12_add1_attr_by_txt(bag, trusted_key_usage, V_ASN1_OBJECT,
						      (const unsigned char *)usage, -1);
	ASN1_OBJECT_free(usage);
	return added;
}

static PKCS12_SAFEBAG *make_bag(const struct trusted *entry)
{
	const unsigned char *at = (const unsigned char *)entry->der.p;
	X509 *x509 = d2i_X509(NULL, &at, (long)entry->der.n);
	PKCS12_SAFEBAG *bag = x509 ? PKCS12_SAFEBAG_create_cert(x509) : NULL;
	X509_free(x509);
	if (bag && PKCS12_add_friendlyname_utf8(bag, entry->alias, -1) && add_usage(bag))
		return bag;
	PKCS12_SAFEBAG_free(bag);
	return NULL;
}

static STACK_OF(PKCS12_SAFEBAG) *make_bags(const struct trusted *entry, size_t n)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = sk_PKCS12_SAFEBAG_new_null();
	for (size_t i = 0; bags && i < n; i++) {
		PKCS12_SAFEBAG *bag = make_bag(&entry[i]);
		if (bag && sk_PKCS12_SAFEBAG_push(bags, bag))
			continue;
		PKCS12_SAFEBAG_free(bag);
		sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
		return NULL;
	}
	return bags;
}

/* One unencrypted content of type "data" with all bags. */
static PKCS12 *make_store(STACK_OF(PKCS12_SAFEBAG) *bags)
{
	STACK_OF(PKCS7) *safes = sk_PKCS7_new_null();
	PKCS7 *content = PKCS12_pack_p7data(bags);
	PKCS12 *store = PKCS12_init(NID_pkcs7_data);
	if (safes && content && sk_PKCS7_push(safes, content)) {
		content = NULL;
		if (store && !PKCS12_pack_authsafes(store, safes)) {
			PKCS12_free(store);
			store = NULL;
		}
	} else {
		PKCS12_free(store);
		store = NULL;
	}
	PKCS7_free(content);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	return store;
}

static bool append(PKCS12 *store, struct buf *out)
{
	unsigned char *bytes = NULL;
	int n = i2d_PKCS12(store, &bytes);
	if (n > 0)
		buf_add(out, bytes, (size_t)n);
	OPENSSL_free(bytes);
	return n > 0;
}

int pkcs12_trust_store(const struct trusted *entry, size_t n, struct buf *out, struct err *err)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = make_bags(entry, n);
	PKCS12 *store = bags ? make_store(bags) : NULL;
	bool done = store && append(store, out);
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	PKCS12_free(store);
	if (done)
		return 0;
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());
	err_set(err, STATUS_FATAL, "cannot make a PKCS #12 store: %s", reason ? reason : "no reason given");
	ERR_clear_error();
	return -1;
}
