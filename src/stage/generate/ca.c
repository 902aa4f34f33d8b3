/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/generate/ca.h"

static const char bundle[] = "etc/ssl/certs/ca-certificates.crt";

/* Concatenates the files, each ended by a newline, and makes the link at which libssl
 * looks without SSL_CERT_FILE. The link is shipped by the package openssl, not by the
 * library, and only since bookworm. */
static int make_bundle(struct fileset *files, const struct ca_list *list, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0}, path CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < list->file.n; i++) {
		struct str body = list->file.at[i].body;
		buf_add(&text, body.p, body.n);
		if (text.p[text.n - 1] != '\n')
			buf_puts(&text, "\n");
	}
	if (place_file(files, bundle, buf_str(&text), err) ||
	    place_find(files, "usr/lib/ssl/cert.pem", false, &path, err))
		return -1;
	if (fileset_get(files, path.p))
		return 0;
	return place_link(files, path.p, "/etc/ssl/certs/ca-certificates.crt", err);
}

int generate_ca(const struct ca_input *input, struct fileset *files, struct err *err)
{
	struct ca_list list = {0};
	int ret = ca_collect(files, input->strict, &list, err);
	if (!ret)
		ret = ca_place(input, files, &list, err);
	/* The bundle is made last, because openssl rehash has not seen it either. */
	if (!ret && list.file.n && input->layout != CA_BUNDLE)
		ret = ca_links(files, &list, err);
	if (!ret && list.file.n && input->layout != CA_HASHED)
		ret = make_bundle(files, &list, err);
	if (!ret)
		ret = ca_keystore(files, &list, err);
	ca_list_release(&list);
	return ret;
}
