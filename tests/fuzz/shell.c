/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses and interprets any bytes as a maintainer script, once without a known image
 * and once with an empty one. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stage/maintscript/maintscript.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_on(struct str text, struct fileset *files)
{
	const struct package p = {.name = "pkg", .version = "1", .architecture = "amd64"};
	struct package_files package = {.package = &p};
	const struct rules rules = {0};
	const struct maintscript_input input = {.rules = &rules, .architecture = "amd64",
						.package = &package, .n = 1};
	const struct maintscript_image image = {.files = files};
	struct maintscript_report report;
	struct err err = {0};
	vec_push(&package.control, ((struct control_file){"postinst", text}));
	if (maintscript_run(&input, &image, &report, &err))
		abort();
	const struct maintscript *one = &report.script.at[0];
	if (report.script.n != 1 || !one->reason || (one->policy == SCRIPT_UNHANDLED) != (one->unhandled.n > 0))
		abort();
	for (size_t i = 0; i < report.effects.list.n; i++) {
		const struct effect *effect = &report.effects.list.at[i];
		if (effect->path && (effect->path[0] != '/' || strchr(effect->path, '\1')))
			abort();
	}
	maintscript_release(&report);
	vec_release(&package.control);
	err_release(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fileset files = {0};
	char *copy = malloc(size + 1);
	memcpy(copy, data, size);
	read_on((struct str){copy, size}, NULL);
	read_on((struct str){copy, size}, &files);
	fileset_release(&files);
	free(copy);
	return 0;
}
