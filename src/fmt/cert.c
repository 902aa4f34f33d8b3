/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/cert.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include "fmt/pem.h"

/* A library context of our own, so that no openssl.cnf of the host (e.g. with a FIPS
 * provider) influences the output. */
static OSSL_LIB_CTX *context(void)
{
	static OSSL_LIB_CTX *own;
	if (!own) {
		OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
		own = OSSL_LIB_CTX_new();
	}
	return own;
}

/* Sets an error with libcrypto's reason for the last failure, e.g. "wrong tag". */
static int refuse_certificate(struct err *err)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());
	err_set(err, STATUS_UNTRUSTED, "not an X.509 certificate%s%s%s", reason ? " (" : "",
		reason ? reason : "", reason ? ")" : "");
	ERR_clear_error();
	return -1;
}

static int read_fields(X509 *x509, struct cert *out, struct err *err)
{
	int known = 0;
	out->subject_hash = (uint32_t)X509_NAME_hash_ex(X509_get_subject_name(x509), context(), NULL,
							&known);
	if (!known)
		return refuse_certificate(err);
	return 0;
}

static int read_der(struct str der, struct cert *out, struct err *err)
{
	const unsigned char *at = (const unsigned char *)der.p;
	if (der.n > CERT_LARGEST)
		return err_set(err, STATUS_UNTRUSTED, "larger than %d bytes", CERT_LARGEST);
	X509 *x509 = X509_new_ex(context(), NULL);
	if (!x509 || !d2i_X509(&x509, &at, (long)der.n)) {
		X509_free(x509);
		return refuse_certificate(err);
	}
	size_t used = (size_t)(at - (const unsigned char *)der.p);
	out->der = der;
	int ret = used == der.n ? read_fields(x509, out, err)
				: err_set(err, STATUS_UNTRUSTED, "%zu bytes too many at its end", der.n - used);
	X509_free(x509);
	return ret;
}

static int read_block(const struct pem_block *block, struct arena *arena, struct cert *out,
		      struct err *err)
{
	struct buf der CLEANUP(buf_release) = {0};
	if (!str_is(block->label, "CERTIFICATE") && !str_is(block->label, "X509 CERTIFICATE"))
		return err_set(err, STATUS_UNTRUSTED, "line %zu: %.*s, not a certificate", block->line,
			       STR_ARG(block->label));
	if (pem_decode(block, &der, err))
		return -1;
	struct str kept = {arena_strndup(arena, der.n ? der.p : "", der.n), der.n};
	return read_der(kept, out, err);
}

static int read_pem(struct str bytes, struct arena *arena, struct certs *out, struct err *err)
{
	struct pem_reader reader = {.rest = bytes};
	struct pem_block block;
	int more;
	while ((more = pem_next(&reader, &block, err)) > 0) {
		struct cert cert;
		if (out->n == CERT_FILE_MOST)
			return err_set(err, STATUS_UNTRUSTED, "more than %d certificates", CERT_FILE_MOST);
		if (read_block(&block, arena, &cert, err))
			return err_wrap(err, "certificate %zu", out->n + 1);
		vec_push(out, cert);
	}
	if (more < 0)
		return err_wrap(err, "certificate %zu", out->n + 1);
	if (!out->n)
		return err_set(err, STATUS_UNTRUSTED, "no certificate in it");
	return 0;
}

/* DER of a certificate starts with a SEQUENCE in the long form of lengths. */
bool cert_is_der(struct str bytes)
{
	return bytes.n > 2 && bytes.p[0] == 0x30 && ((unsigned char)bytes.p[1] & 0x80);
}

static int read_all(struct str bytes, struct arena *arena, struct certs *out, struct err *err)
{
	struct cert cert;
	if (!cert_is_der(bytes))
		return read_pem(bytes, arena, out, err);
	if (read_der(bytes, &cert, err))
		return err_wrap(err, "certificate 1");
	vec_push(out, cert);
	return 0;
}

static int read_certs(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct certs_record *out = record;
	(void)question;
	if (read_all(body, arena, &out->cert, err))
		out->wrong = arena_strdup(arena, err->text);
	err_release(err);
	return 0;
}

static bool certs_hold(const void *record)
{
	const struct certs_record *r = record;
	for (size_t i = 0; i < r->cert.n; i++)
		if (!r->cert.at[i].der.n || r->cert.at[i].der.n > CERT_LARGEST)
			return false;
	return r->cert.n <= CERT_FILE_MOST;
}

static const struct shape cert_shape =
	SHAPE(struct cert, FIELD(struct cert, TEXT, der), FIELD(struct cert, NUMBER, subject_hash));
static const struct shape certs_shape = SHAPE(struct certs_record,
	FIELD_ITEMS(struct certs_record, cert, &cert_shape), FIELD(struct certs_record, NAME, wrong));

const struct reader certs_reader = {"file of certificates", CERT_FILE_LARGEST, &certs_shape, read_certs, certs_hold};

int certs_read(struct str bytes, struct arena *arena, struct certs *out, struct err *err)
{
	struct certs_record found;
	if (bytes.n > CERT_FILE_LARGEST)
		return err_set(err, STATUS_UNTRUSTED, "larger than %d bytes", CERT_FILE_LARGEST);
	if (reader_run(&certs_reader, bytes, NULL, arena, &found, err))
		return -1;
	for (size_t i = 0; i < found.cert.n; i++) {
		found.cert.at[i].sha256 = hash_bytes(HASH_SHA256, found.cert.at[i].der);
		vec_push(out, found.cert.at[i]);
	}
	return found.wrong ? err_set(err, STATUS_UNTRUSTED, "%s", found.wrong) : 0;
}
