/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/assemble.h"

#include <stdlib.h>

#include "make/packages.h"
#include "make/skeleton.h"
#include "make/verdict.h"
#include "plan/profile_options.h"
#include "stage/reach.h"
#include "stage/compose.h"
#include "stage/effect/effect.h"
#include "stage/generate/generate.h"

/* The end of the year 9999, the last that fits into four digits. Files that claim to be
 * newer get the time of the others. */
#define EPOCH_MOST 253402300799

/* SOURCE_DATE_EPOCH, or the time of the newest file of any package; never the clock, so
 * that the image only changes if its content does. */
static int find_epoch(const struct build *b, int64_t *epoch, struct err *err)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	unsigned long long seconds;
	*epoch = 0;
	if (given && *given) {
		if (!str_number(str_from(given), 10, EPOCH_MOST, &seconds))
			return err_set(err, STATUS_FATAL, "SOURCE_DATE_EPOCH: '%s' is not a number of seconds "
				       "before the year 10000", given);
		*epoch = (int64_t)seconds;
		return 0;
	}
	for (size_t p = 0; p < b->packages; p++)
		for (size_t i = 0; i < b->package[p].member.n; i++)
			if (b->package[p].member.at[i].mtime > *epoch &&
			    b->package[p].member.at[i].mtime <= EPOCH_MOST)
				*epoch = b->package[p].member.at[i].mtime;
	return 0;
}

static int apply_effect(void *context, const struct effect *effect, struct fileset *files,
			struct err *err)
{
	return effect_apply(context, effect, files, err);
}

static bool has_user(void *context, const char *name)
{
	return effect_has_user(context, name);
}

static bool effects_have_group(void *context, const char *name)
{
	return effect_has_group(context, name);
}

static bool filter_drops(void *context, const char *path)
{
	size_t name;
	return filter_judge(context, "", path, MEMBER_FILE, &name) != VERDICT_KEEP;
}

static struct maintscript_input scripts_input(const struct build *b)
{
	const struct plan *p = &b->plan;
	return (struct maintscript_input){&p->universe, &p->rules, p->rules.suite, p->source->architecture,
					  b->package, b->packages};
}

/* Reads the maintainer scripts and carries out what they do; without a state it only reads them. */
static int follow_scripts(struct build *b, struct effect_state *state, struct err *err)
{
	const struct maintscript_input input = scripts_input(b);
	struct maintscript_image image = {.files = &b->files};
	if (state)
		image = (struct maintscript_image){&b->files, apply_effect, has_user,
						   effects_have_group, state};
	return maintscript_run(&input, &image, &b->scripts, err);
}

/* Adds what packages do not ship. */
static int make_missing_files(struct build *b, const struct generate_input *generating,
			      int64_t epoch, struct err *err)
{
	const struct plan *p = &b->plan;
	const struct effect_input effects = {&p->profile, &p->rules, &p->universe, b->package, b->packages,
					     epoch, filter_drops, &b->filter, plan_base(p)};
	struct effect_state *state = effect_begin(&effects, &b->files, err);
	struct generate_input asked = *generating;
	int status = !state || generate_before_scripts(&p->profile, &b->files, err) ||
				     follow_scripts(b, state, err)
			     ? -1
			     : 0;
	asked.pam = !status && effect_asked(state, "pam");
	status = status || generate(&asked, &b->files, err) || effect_finish(state, &b->files, err) ||
				 generate_given(&asked, true, &b->files, err) ||
				 skeleton_add_files(b, &b->files, err) ||
				 profile_check_user(&p->profile, &b->files, err)
			 ? -1
			 : 0;
	effect_end(state);
	return status;
}

static enum ca_layout ca_layout(const struct size_rules *rules)
{
	return size_rules_hold(rules, "ca=hashed") ? CA_HASHED
	       : size_rules_hold(rules, "ca=both") ? CA_BOTH
						   : CA_BUNDLE;
}

static int find_entries(const struct build *b, struct generate_input *generating, struct err *err)
{
	struct package_source *source = b->plan.source;
	if (!source->entries)
		return 0;
	return source->entries(source, &generating->entry, &generating->entries, err);
}

static int describe_generating(struct build *b, struct generate_input *out, struct err *err)
{
	bool raw = b->plan.options->raw;
	*out = (struct generate_input){.profile = &b->plan.profile,
				       .copied = b->copies.copied.at,
				       .copies = b->copies.copied.n,
				       .package = b->package,
				       .n = b->packages,
				       .ca = {.layout = ca_layout(&b->plan.rules.size),
					      .given = b->ca.given.at,
					      .n = b->ca.given.n,
					      .strict = b->plan.options->strict},
				       .filter = &b->filter,
				       .suite = b->plan.rules.suite,
				       .architecture = b->plan.source->architecture};
	return !raw && packages_have(b, "apt") ? find_entries(b, out, err) : 0;
}

static int settle_reach(struct build *b, const struct generate_input *generating, struct err *err)
{
	struct arena arena = {0};
	struct names configured = {0};
	const struct uses_input input = {.files = &b->files,
					 .reads = USES_CERTAIN | USES_DATA,
					 .configured = &configured,
					 .rules = &b->plan.rules};
	int status = generate_configured(generating, &b->files, &arena, &configured, err);
	if (!status)
		reach_settle(&b->files, &input, &b->left_out, &b->uses);
	vec_release(&configured);
	arena_release(&arena);
	return status;
}

int assemble(struct build *b, struct err *err)
{
	bool raw = b->plan.options->raw;
	struct skeleton skeleton CLEANUP(skeleton_release) = {0};
	struct generate_input generating;
	if (!raw)
		skeleton_list(b, &skeleton);
	const struct compose_input composing = {&b->plan.universe, b->package,	       b->packages, !raw,
						skeleton.member.at, skeleton.member.n};
	if (describe_generating(b, &generating, err) || find_epoch(b, &b->epoch, err) ||
	    compose(&composing, &b->files, err))
		return -1;
	if (raw ? follow_scripts(b, NULL, err) : make_missing_files(b, &generating, b->epoch, err))
		return -1;
	return compose_check(&composing, &b->files, err) || settle_reach(b, &generating, err) ? -1
		: 0;
}

void assemble_forget(struct build *b)
{
	uses_release(&b->uses);
	b->uses = (struct uses){0};
	fileset_release(&b->files);
	maintscript_release(&b->scripts);
	unmade_release(&b->unmade);
}

static int check_made(struct build *b, struct err *err)
{
	bool strict = b->plan.options->strict;
	unmade_sort(&b->unmade);
	left_out_sort(&b->left_out);
	return scripts_check(&b->scripts, strict, err) || unmade_check(&b->unmade, strict, err) ? -1 : 0;
}

int assemble_finish(struct build *b, struct err *err)
{
	bool raw = b->plan.options->raw;
	struct generate_input generating;
	const struct maintscript_input input = scripts_input(b);
	uses_release(&b->uses);
	b->uses = (struct uses){0};
	if (describe_generating(b, &generating, err) ||
	    (!raw && (generate_ldcache(&generating, &b->files, err) ||
		      generate_gconv(&b->files, &b->left_out, (uint32_t)filter_name(&b->filter, "gconv"), err) ||
		      generate_status(&generating, &b->files, err))) ||
	    compose_finish(&b->files, b->epoch, err))
		return -1;
	if (!raw)
		maintscript_tell(&input, &b->scripts, &b->files, filter_drops, &b->filter,
				 &b->unmade);
	b->members = fileset_sorted(&b->files, &b->member);
	for (size_t i = 0; i < b->members; i++)
		b->bytes += b->member[i]->type == MEMBER_FILE ? b->member[i]->body.n : 0;
	return check_made(b, err);
}
