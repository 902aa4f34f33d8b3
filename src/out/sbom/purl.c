/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Package URLs as defined by the specification and its type deb; distro and upstream are
 * written as by syft and trivy, and read by scanners. */
#include <string.h>

#include "out/sbom/parts.h"

void sbom_add_encoded(struct buf *out, const char *text)
{
	static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:";
	for (; *text; text++) {
		if (strchr(kept, *text))
			buf_add(out, text, 1);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

/* "debian-12", or the codename if the release has no number yet. */
static void add_distro(struct buf *out, const struct sbom *sbom)
{
	const char *which = sbom->os_version ? sbom->os_version : sbom->os_codename;
	if (!which)
		return;
	buf_puts(out, "&distro=");
	sbom_add_encoded(out, sbom->os_id);
	buf_puts(out, "-");
	sbom_add_encoded(out, which);
}

/* The source package, with its version if that differs: "libselinux@3.4-1". */
static void add_upstream(struct buf *out, const struct sbom_package *p)
{
	bool other_version = strcmp(p->source_version, p->version) != 0;
	if (strcmp(p->source, p->name) == 0 && !other_version)
		return;
	buf_puts(out, "&upstream=");
	sbom_add_encoded(out, p->source);
	if (other_version) {
		buf_puts(out, "%40");
		sbom_add_encoded(out, p->source_version);
	}
}

const char *sbom_purl(struct arena *arena, const struct sbom *sbom, const struct sbom_package *p)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_puts(&out, "pkg:deb/");
	sbom_add_encoded(&out, sbom->os_id);
	buf_puts(&out, "/");
	sbom_add_encoded(&out, p->name);
	buf_puts(&out, "@");
	sbom_add_encoded(&out, p->version);
	buf_puts(&out, "?arch=");
	sbom_add_encoded(&out, p->architecture);
	add_distro(&out, sbom);
	add_upstream(&out, p);
	return arena_strdup(arena, out.p);
}
