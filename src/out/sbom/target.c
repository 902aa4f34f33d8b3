/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/sbom/target.h"

static int unknown_format(const char *name, struct err *err)
{
	const char *near = str_nearest(name, sbom_format_names, SBOM_FORMATS);
	err_set(err, STATUS_FATAL, "unknown format '%s'", name);
	return near ? err_hint(err, "did you mean '%s'", near)
		    : err_hint(err, "the formats are spdx=FILE and cyclonedx=FILE");
}

int sbom_target_parse(const char *text, struct sbom_target *out, struct err *err)
{
	struct str rest = str_from(text), name;
	bool has_file = str_split(&rest, '=', &name) && rest.n;
	*out = (struct sbom_target){.path = rest.p};
	while (out->format < SBOM_FORMATS && !str_is(name, sbom_format_names[out->format]))
		out->format++;
	if (out->format == SBOM_FORMATS) {
		char *wrong CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
		return unknown_format(wrong, err);
	}
	if (has_file && !str_is(rest, "-") && !str_ends(rest, "/"))
		return 0;
	err_set(err, STATUS_FATAL, "'%s' names no file", text);
	return err_hint(err, "give it as %s=FILE", sbom_format_names[out->format]);
}
