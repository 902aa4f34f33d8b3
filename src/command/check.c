/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/check.h"

#include "base/log.h"
#include "make/findings.h"
#include "command/report.h"
#include "in/in.h"
#include "plan/unmatched.h"

struct checked {
	const char *target;
	const struct options *options;
	const struct rules *rules;
	struct buf text;
	json_t *json; /* array: an object for each image */
	bool *allowed; /* [options->allow.n]: there is a finding for it in some image */
};

static int check_image(struct checked *c, const struct in_image *image, struct err *err)
{
	/* Of scripts there is only the first line. */
	const struct gate_input input = {.files = &image->files,
					 .outside = &image->outside,
					 .config = &image->config};
	char *name CLEANUP(mem_freep) = image->name ? mem_printf("%s (%s)", c->target, image->name)
						    : mem_strdup(c->target);
	struct gate gate;
	struct err verdict = {0};
	gate_run(&input, &gate);
	findings_accept(&gate, c->options, c->rules, NULL, NULL);
	for (size_t i = 0; i < c->options->allow.n; i++)
		c->allowed[i] |= gate_concerns(&gate, &c->options->allow.at[i]);
	findings_add_text(&gate, c->options->verbose, &c->text);
	if (c->options->json) {
		json_t *object = json_pack("{s:s}", "target", c->target);
		if (image->name)
			json_object_set_new(object, "image", json_string(image->name));
		findings_add_json(&gate, object);
		json_array_append_new(c->json, object);
	}
	size_t accepted = 0;
	for (size_t i = 0; i < gate.finding.n; i++)
		accepted += gate.finding.at[i].accepted != NULL;
	log_note("%s: %zu findings, %zu accepted; looked at %zu files, %zu links, %zu scripts, %zu programs, %zu libraries",
		 name, gate.finding.n - accepted, accepted, gate.files, gate.links, gate.scripts,
		 gate.programs, gate.libraries);
	if (image->unreadable || image->outside.n)
		log_info("%s: %zu files could not be read, %zu folders were not entered", name,
			 image->unreadable, image->outside.n);
	if (findings_verdict(&gate, name, &verdict) && !err->text)
		err_move(err, &verdict);
	err_release(&verdict);
	gate_release(&gate);
	return 0;
}

static int say_unmatched(const struct checked *c, struct err *err)
{
	struct unmatched unmatched CLEANUP(unmatched_release) = {0};
	for (size_t i = 0; i < c->options->allow.n; i++)
		if (!c->allowed[i])
			unmatched_add(&unmatched, "%s matches nothing: there is no such finding",
				      c->options->allow.at[i].reason);
	return unmatched_end(&unmatched, c->options->strict, err);
}

static int check_all(struct checked *c, const struct in *in, struct err *err)
{
	struct err verdict = {0}; /* printed when all is said */
	c->json = json_array();
	for (size_t i = 0; i < in->image.n; i++)
		check_image(c, &in->image.at[i], &verdict);
	struct err strict = {0};
	if (say_unmatched(c, &strict) && !verdict.text)
		err_move(&verdict, &strict);
	err_release(&strict);
	bool one = in->image.n == 1;
	int status = c->options->json
			     ? report_json(json_incref(one ? json_array_get(c->json, 0) : c->json), err)
			     : report_text(&c->text, err);
	if (!status && verdict.text) {
		err_move(err, &verdict);
		status = -1;
	}
	err_release(&verdict);
	json_decref(c->json);
	buf_release(&c->text);
	return status;
}

int check(const struct options *options, const struct setting *setting, struct err *err)
{
	const struct in_options how = {.decoder = {options->limit_memory, options->limit_output},
				       .members = options->limit_members,
				       .jobs = options->jobs,
				       .interrupted = setting->interrupted};
	char *dir CLEANUP(mem_freep) = mem_printf("%s/rules", setting->data_dir);
	struct rules rules;
	struct in in = {0};
	if (!options->arguments.n) {
		err_set(err, STATUS_FATAL, "check: what?");
		return err_hint(err, "debslim check DIR|FILE.tar|oci:DIR|oci-archive:FILE|docker-archive:FILE");
	}
	if (rules_load(dir, &rules, err))
		return -1;
	bool *allowed CLEANUP(mem_freep) = mem_alloc((options->allow.n + 1) * sizeof(*allowed));
	struct checked c = {.target = options->arguments.at[0], .options = options, .rules = &rules,
			    .allowed = allowed};
	int status = in_open(c.target, &how, &in, err) || check_all(&c, &in, err) ? -1 : 0;
	in_release(&in);
	rules_release(&rules);
	return status;
}
