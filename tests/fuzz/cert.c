/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a file of certificates: each must survive being written as PEM and read
 * again, and must fit into a trust store. */
#include <stdint.h>
#include <stdlib.h>

#include "fmt/cert.h"
#include "fmt/pem.h"
#include "fmt/pkcs12.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_one(const struct cert *cert)
{
	const struct trusted entry = {"alias", cert->der};
	struct arena arena = {0};
	struct certs again = {0};
	struct buf pem = {0}, store = {0};
	struct err err = {0};
	pem_encode("CERTIFICATE", cert->der, &pem);
	if (certs_read(buf_str(&pem), &arena, &again, &err) || again.n != 1 ||
	    !str_equal(again.at[0].der, cert->der) || again.at[0].subject_hash != cert->subject_hash)
		abort();
	if (pkcs12_trust_store(&entry, 1, &store, &err) || !store.n)
		abort();
	buf_release(&store);
	buf_release(&pem);
	vec_release(&again);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct certs certs = {0};
	struct err err = {0};
	int ret;
	if (hash_setup(&err))
		abort();
	ret = certs_read((struct str){(const char *)data, size}, &arena, &certs, &err);
	if (ret ? err.status != STATUS_UNTRUSTED : !certs.n)
		abort();
	for (size_t i = 0; i < certs.n && i < 3; i++)
		check_one(&certs.at[i]);
	err_release(&err);
	vec_release(&certs);
	arena_release(&arena);
	return 0;
}
