/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/check.h"

#include "base/log.h"
#include "in/in.h"
#include "make/verdict.h"
#include "plan/unmatched.h"
#include "report/check.h"
#include "report/print.h"

struct checked {
	const char *target;
	const struct options *options;
	const struct rules *rules;
	json_t *documents; /* one for each image */
	bool *allowed; /* [options->allow.n]: there is a finding for it in some image */
};

static void note_allowed(struct checked *c, const struct gate *gate)
{
	for (size_t i = 0; i < c->options->allow.n; i++)
		c->allowed[i] |= gate_concerns(gate, &c->options->allow.at[i]);
}

/* `err` becomes that of the first image that fails; each is in the document of its image. */
static void check_image(struct checked *c, const struct in_image *image, struct err *err)
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
	note_allowed(c, &gate);
	json_t *facts = check_facts(c->target, image, &gate);
	json_array_append_new(c->documents, facts);
	check_say(facts);
	if (image->unreadable || image->outside.n)
		log_info("%s: %zu files could not be read, %zu directories were not entered", name,
			 image->unreadable, image->outside.n);
	if (findings_verdict(&gate, name, &verdict)) {
		check_add_error(facts, &verdict);
		if (!err->text)
			err_move(err, &verdict);
	}
	err_release(&verdict);
	gate_release(&gate);
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

/* An --allow without any finding concerns all images. */
static void add_error_to_all(struct checked *c, const struct err *err)
{
	size_t i;
	json_t *facts;
	json_array_foreach(c->documents, i, facts)
		check_add_error(facts, err);
}

static int print_checked(const struct checked *c, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	size_t i;
	json_t *facts;
	if (c->options->json)
		return report_documents(json_incref(c->documents), json_array_size(c->documents) != 1, err);
	json_array_foreach(c->documents, i, facts)
		check_text(facts, c->options->verbose, &text);
	return report_text(&text, err);
}

static int check_all(struct checked *c, const struct in *in, struct err *err)
{
	struct err verdict = {0}, strict = {0}; /* printed when all is said */
	for (size_t i = 0; i < in->image.n; i++)
		check_image(c, &in->image.at[i], &verdict);
	if (say_unmatched(c, &strict) && !verdict.text) {
		add_error_to_all(c, &strict);
		err_move(&verdict, &strict);
	}
	err_release(&strict);
	int status = print_checked(c, err);
	if (!status && verdict.text) {
		err_move(err, &verdict);
		status = -1;
	}
	err_release(&verdict);
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
			    .documents = json_array(), .allowed = allowed};
	int status = in_open(c.target, &how, &in, err) || check_all(&c, &in, err) ? -1 : 0;
	json_decref(c.documents);
	in_release(&in);
	rules_release(&rules);
	return status;
}
