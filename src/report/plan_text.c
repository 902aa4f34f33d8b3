/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/plan.h"

#include "report/compare.h"
#include "report/facts.h"
#include "report/scripts.h"
#include "report/unmade.h"

/* The longest text that a member has in a list of objects; at least that of "package". */
static int column_width(const json_t *list, const char *member)
{
	size_t width = strlen("package"), i;
	json_t *object;
	json_array_foreach(list, i, object) {
		size_t n = strlen(fact_text(object, member));
		width = n > width ? n : width;
	}
	return (int)width;
}

static void add_reason_text(struct buf *out, const json_t *reason)
{
	if (strcmp(fact_text(reason, "kind"), "depends") == 0)
		buf_printf(out, "%s: %s", fact_text(reason, "by"), fact_text(reason, "relation"));
	else
		buf_puts(out, "asked for");
}

/* "~": the index does not say; the size of the .deb stands for it. */
static void add_package_size(struct buf *out, const json_t *package)
{
	const json_t *installed = fact_of(package, "installed_size");
	struct buf size CLEANUP(buf_release) = {0};
	buf_puts(&size, installed ? "" : "~");
	buf_add_size(&size, fact_number(package, installed ? "installed_size" : "download_size"));
	buf_printf(out, "%10s  ", size.p);
}

static void add_package_lines(struct buf *out, const json_t *packages)
{
	int name = column_width(packages, "package"), version = column_width(packages, "version");
	size_t i;
	json_t *p;
	json_array_foreach(packages, i, p) {
		buf_printf(out, "%-*s  %-*s  ", name, fact_text(p, "package"), version, fact_text(p, "version"));
		add_package_size(out, p);
		add_reason_text(out, fact_of(p, "reason"));
		buf_puts(out, "\n");
	}
}

static const char *package_or_request(const json_t *object)
{
	const char *name = fact_text(object, "package");
	return name ? name : "the request";
}

static void add_cut_lines(struct buf *out, const json_t *cuts)
{
	size_t i;
	json_t *cut;
	if (json_array_size(cuts))
		buf_puts(out, "\nCut dependencies (--no-cut takes them):\n");
	json_array_foreach(cuts, i, cut)
		buf_printf(out, "%s: %s: %s\n", package_or_request(cut), fact_text(cut, "relation"),
			   fact_text(cut, "reason"));
}

static void add_substitution_lines(struct buf *out, const json_t *substitutions)
{
	size_t i;
	json_t *s;
	if (json_array_size(substitutions))
		buf_puts(out, "\nNot what apt takes first:\n");
	json_array_foreach(substitutions, i, s)
		buf_printf(out, "%s: %s: %s instead of %s%s\n", package_or_request(s), fact_text(s, "relation"),
			   fact_text(s, "chosen"), fact_text(s, "instead_of"),
			   fact_is(s, "stand_in") ? ", for which it stands in" : "");
}

static void add_sums(struct buf *out, const json_t *facts)
{
	const json_t *totals = fact_of(facts, "totals");
	const char *profile = fact_text(facts, "profile"), *suite = fact_text(facts, "suite");
	buf_printf(out, "\n%s%s%s for %s%s%s: %llu packages, ", profile ? profile : "custom", profile ? ":" : "",
		   profile ? fact_text(facts, "tag") : "", suite, *suite ? " " : "",
		   fact_text(facts, "architecture"), (unsigned long long)fact_number(totals, "packages"));
	buf_add_size(out, fact_number(totals, "installed_size"));
	buf_puts(out, " installed, ");
	buf_add_size(out, fact_number(totals, "download_size"));
	buf_puts(out, " to download\n");
}

void plan_text(const json_t *facts, struct buf *out)
{
	add_package_lines(out, fact_of(facts, "packages"));
	add_cut_lines(out, fact_of(facts, "cuts"));
	add_substitution_lines(out, fact_of(facts, "substitutions"));
	scripts_text(facts, out);
	unmade_text(facts, out);
	comparison_text(facts, out);
	add_sums(out, facts);
}
