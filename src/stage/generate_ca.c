/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "stage/generate_parts.h"

static const char source_dir[] = "usr/share/ca-certificates";
static const char bundle[] = "etc/ssl/certs/ca-certificates.crt";

static bool is_certificate(const struct member *m)
{
	static const char begin[] = "-----BEGIN CERTIFICATE-----";
	if (m->type != MEMBER_FILE || !path_within(m->path, source_dir) ||
	    !str_ends(str_from(m->path), ".crt"))
		return false;
	if (memmem(m->body.p, m->body.n, begin, sizeof(begin) - 1))
		return true;
	log_warn("/%s: no certificate in it: left out of the CA bundle", m->path);
	return false;
}

/* As update-ca-certificates(8) with the default answer, trust all: one after
 * the other by name, each ended by a newline. */
int generate_ca_bundle(struct fileset *files, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0}, path CLEANUP(buf_release) = {0};
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	for (size_t i = 0; i < n; i++) {
		if (!is_certificate(all[i]))
			continue;
		buf_add(&text, all[i]->body.p, all[i]->body.n);
		if (text.p[text.n - 1] != '\n')
			buf_puts(&text, "\n");
	}
	free(all);
	if (!text.n)
		return 0;
	if (generate_file(files, bundle, buf_str(&text), err) ||
	    generate_place(files, "usr/lib/ssl/cert.pem", false, &path, err))
		return -1;
	if (!fileset_get(files, path.p)) {
		struct member link = {.path = path.p, .type = MEMBER_SYMLINK, .mode = 0777,
				      .target = "/etc/ssl/certs/ca-certificates.crt",
				      .owner = OWNER_GENERATED};
		fileset_put(files, &link);
	}
	return 0;
}
