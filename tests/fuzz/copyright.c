/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns a copyright file into a licence expression in both SBOM formats. Every
 * LicenseRef of the expression must have a text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/hash.h"
#include "out/sbom/sbom.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_refs(const struct sbom *sbom)
{
	const struct sbom_package *p = &sbom->package.at[0];
	const char *at = p->licence;
	size_t named = 0;
	while (at && (at = strstr(at, "LicenseRef-"))) {
		size_t n = strcspn(at, " ()"), i = 0;
		while (i < p->ref.n && (strlen(p->ref.at[i]->id) != n || memcmp(p->ref.at[i]->id, at, n) != 0))
			i++;
		if (i == p->ref.n)
			abort();
		at += n;
		named++;
	}
	if (named < p->ref.n)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *gpl[] = {"GPL-2+"}, *mit[] = {"Expat"}, *bison[] = {"Bison"};
	struct licence_rule list[] = {{"GPL-2.0-or-later", {gpl, 1, 1}, false},
				      {"MIT", {mit, 1, 1}, false},
				      {"Bison-exception-2.2", {bison, 1, 1}, true}};
	struct licence_rules rules = {{list, 3, 3}};
	struct sbom sbom = {.name = "n", .tool = "1", .os_id = "debian", .suite = "", .architecture = "all"};
	struct err err = {0};
	hash_setup(&err);
	vec_push(&sbom.package, ((struct sbom_package){.name = "a", .version = "1", .architecture = "all", .source = "s",
						       .source_version = "1"}));
	sbom_read_licence(&sbom, &rules, (struct str){(const char *)data, size}, &sbom.package.at[0]);
	sbom_collect_refs(&sbom);
	check_refs(&sbom);
	for (enum sbom_format f = 0; f < SBOM_FORMATS; f++) {
		struct buf text = {0};
		if (sbom_write(&sbom, f, &text, &err))
			abort();
		buf_release(&text);
	}
	err_release(&err);
	sbom_release(&sbom);
	return 0;
}
