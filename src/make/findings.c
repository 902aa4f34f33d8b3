/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/findings.h"

void findings_accept(struct gate *gate, const struct options *options, const struct rules *rules,
		     const char *(*package)(void *context, package_id owner), void *context)
{
	gate_accept(gate, options->allow.at, options->allow.n, NULL, NULL);
	gate_accept(gate, rules->allow.at, rules->allow.n, package, context);
}

/* Names may hold anything, a line of a terminal should not. */
static void add_escaped(struct buf *out, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		buf_printf(out, *c < 0x20 || *c == 0x7f ? "\\x%02x" : "%c", *c);
}

void findings_add_line(const struct finding *f, struct buf *out)
{
	add_escaped(out, f->path);
	buf_printf(out, ": %s: ", f->check);
	add_escaped(out, f->reason);
	if (f->package) {
		buf_puts(out, "; ");
		add_escaped(out, f->package);
	}
}

void findings_add_text(const struct gate *gate, bool all, struct buf *out)
{
	for (size_t i = 0; i < gate->finding.n; i++) {
		const struct finding *f = &gate->finding.at[i];
		if (f->accepted && !all)
			continue;
		buf_puts(out, f->accepted ? "accepted: " : f->severity == FINDING_ERROR ? "error: " : "note: ");
		findings_add_line(f, out);
		if (f->accepted)
			buf_printf(out, "; accepted: %s", f->accepted);
		buf_puts(out, "\n");
	}
}

/* Names in an image may be no UTF-8: bytes that are none become U+FFFD. */
static json_t *text_json(const char *text)
{
	json_t *value = text ? json_string(text) : json_null();
	if (value)
		return value;
	struct buf clean CLEANUP(buf_release) = {0};
	for (const char *c = text; *c; c++)
		buf_puts(&clean, (unsigned char)*c < 0x80 ? (char[]){*c, 0} : "\xef\xbf\xbd");
	return json_string(clean.p);
}

static json_t *finding_json(const struct finding *f)
{
	json_t *object = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "severity",
				   f->severity == FINDING_ERROR ? "error" : "note", "check", f->check,
				   "path", text_json(f->path), "missing", text_json(f->missing),
				   "package", text_json(f->package), "reason", text_json(f->reason));
	if (f->accepted)
		json_object_set_new(object, "accepted", text_json(f->accepted));
	return object;
}

void findings_add_json(const struct gate *gate, json_t *object)
{
	json_t *findings = json_array(), *accepted = json_array();
	for (size_t i = 0; i < gate->finding.n; i++) {
		const struct finding *f = &gate->finding.at[i];
		json_array_append_new(f->accepted ? accepted : findings, finding_json(f));
	}
	json_object_set_new(object, "findings", findings);
	json_object_set_new(object, "accepted", accepted);
	json_object_set_new(object, "checked",
			    json_pack("{s:I, s:I, s:I, s:I, s:I}", "files", (json_int_t)gate->files,
				      "links", (json_int_t)gate->links, "scripts",
				      (json_int_t)gate->scripts, "programs", (json_int_t)gate->programs,
				      "libraries", (json_int_t)gate->libraries));
}

int findings_verdict(const struct gate *gate, const char *target, struct err *err)
{
	size_t n = gate_errors(gate);
	if (!n)
		return 0;
	for (size_t i = 0; i < gate->finding.n; i++) {
		const struct finding *f = &gate->finding.at[i];
		struct buf line CLEANUP(buf_release) = {0};
		if (f->severity != FINDING_ERROR || f->accepted)
			continue;
		findings_add_line(f, &line);
		err_set(err, STATUS_CHECK, "%s: %zu %s, the first: %s", target, n,
			n == 1 ? "error" : "errors", line.p);
		break;
	}
	return err_hint(err, "--allow GLOB or --allow CHECK:GLOB accepts what is meant to be so");
}
