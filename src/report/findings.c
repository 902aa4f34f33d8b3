/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/findings.h"

#include "make/verdict.h"
#include "report/facts.h"

static json_t *finding_facts(const struct finding *f)
{
	json_t *object = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "severity",
				   f->severity == FINDING_ERROR ? "error" : "note", "check", f->check, "path",
				   facts_text(f->path), "missing", facts_text(f->missing), "package",
				   facts_text(f->package), "reason", facts_text(f->reason));
	if (f->accepted)
		json_object_set_new(object, "accepted", facts_text(f->accepted));
	return object;
}

void findings_add_facts(const struct gate *gate, json_t *document)
{
	json_t *findings = json_array(), *accepted = json_array();
	for (size_t i = 0; i < gate->finding.n; i++) {
		const struct finding *f = &gate->finding.at[i];
		json_array_append_new(f->accepted ? accepted : findings, finding_facts(f));
	}
	json_object_set_new(document, "findings", findings);
	json_object_set_new(document, "accepted", accepted);
	json_object_set_new(document, "checked",
			    json_pack("{s:I, s:I, s:I, s:I, s:I}", "files", (json_int_t)gate->files, "links",
				      (json_int_t)gate->links, "scripts", (json_int_t)gate->scripts, "programs",
				      (json_int_t)gate->programs, "libraries", (json_int_t)gate->libraries));
}

static void add_finding_text(const json_t *object, struct buf *out)
{
	const struct finding f = {.path = fact_text(object, "path"),
				  .check = fact_text(object, "check"),
				  .reason = fact_text(object, "reason"),
				  .package = fact_text(object, "package")};
	const char *accepted = fact_text(object, "accepted");
	bool error = strcmp(fact_text(object, "severity"), "error") == 0;
	buf_puts(out, accepted ? "accepted: " : error ? "error: " : "note: ");
	finding_add_line(&f, out);
	if (accepted)
		buf_printf(out, "; accepted: %s", accepted);
	buf_puts(out, "\n");
}

/* In the order of the gate; false where b comes first. */
static bool finding_precedes(const json_t *a, const json_t *b)
{
	static const char *const keys[] = {"path", "check", "missing", "reason"};
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *x = fact_text(a, keys[i]), *y = fact_text(b, keys[i]);
		int order = strcmp(x ? x : "", y ? y : "");
		if (order)
			return order < 0;
	}
	return true;
}

void findings_text(const json_t *document, bool all, struct buf *out)
{
	const json_t *findings = fact_of(document, "findings"), *accepted = all ? fact_of(document, "accepted") : NULL;
	size_t i = 0, k = 0, n = json_array_size(findings), m = json_array_size(accepted);
	while (i < n || k < m) {
		const json_t *one = json_array_get(findings, i), *other = json_array_get(accepted, k);
		bool next = i < n && (k == m || finding_precedes(one, other));
		add_finding_text(next ? one : other, out);
		i += next;
		k += !next;
	}
}
