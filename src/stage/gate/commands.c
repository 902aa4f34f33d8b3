/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks commands of Essential packages, on which nothing depends explicitly. All
 * commands of one package that a script calls are one finding; each that a program names
 * is one. */
#include "base/path.h"
#include "stage/gate/parts.h"

/* The commands of one package that one script lacks. */
struct lack {
	const struct essential_rule *rule;
	struct names names;
};
struct lacks {
	VEC(struct lack) lack;
};

/* Whether a command could be where packages install commands. */
static bool may_be_installed(const struct use *u)
{
	return !strchr(u->wants, '/') || (*u->wants == '/' && strstr(u->wants, "bin/"));
}

static const struct essential_rule *package_of(const struct gate_run *run, const struct use *u)
{
	bool lacks = !u->to && !u->unknown && run->input->rules && may_be_installed(u);
	return lacks ? rules_command(run->input->rules, path_base(u->wants)) : NULL;
}

static void suggest(struct gate_run *run, struct finding *f, const struct essential_rule *rule, size_t n)
{
	f->package = arena_printf(&run->out->arena, "--include %s brings %s", rule->package, n == 1 ? "it" : "them");
}

static void report(struct gate_run *run, const struct member *script, struct lack *lack)
{
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < lack->names.n; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", lack->names.at[i]);
	suggest(run,
		gate_add(run, FINDING_NOTE, "script-command", script, lack->names.at[0],
			 "calls %s, which %s not there", text.p, lack->names.n == 1 ? "is" : "are"),
		lack->rule, lack->names.n);
	vec_release(&lack->names);
}

static void collect(struct lacks *lacks, const struct essential_rule *rule, const char *name)
{
	size_t k = 0;
	while (k < lacks->lack.n && lacks->lack.at[k].rule != rule)
		k++;
	if (k == lacks->lack.n)
		vec_push(&lacks->lack, ((struct lack){.rule = rule}));
	vec_push(&lacks->lack.at[k].names, name);
}

/* Checks all uses of a script, from the first on; returns the index after them. */
static size_t check_script(struct gate_run *run, size_t first)
{
	const struct member *script = run->uses.use.at[first].by;
	struct lacks lacks = {0};
	size_t i = first;
	for (; i < run->uses.use.n && run->uses.use.at[i].by == script; i++) {
		const struct use *u = &run->uses.use.at[i];
		const struct essential_rule *rule = u->kind == USE_COMMAND ? package_of(run, u) : NULL;
		if (rule)
			collect(&lacks, rule, u->wants);
	}
	for (size_t k = 0; k < lacks.lack.n; k++)
		report(run, script, &lacks.lack.at[k]);
	vec_release(&lacks.lack);
	return i;
}

static void check_program(struct gate_run *run, const struct use *u)
{
	const struct essential_rule *rule = package_of(run, u);
	if (rule)
		suggest(run,
			gate_add(run, FINDING_NOTE, "program-command", u->by, u->wants,
				 "names %s, which is not there, and runs programs", u->wants),
			rule, 1);
}

void gate_check_commands(struct gate_run *run)
{
	for (size_t i = 0; i < run->uses.use.n;) {
		if (run->uses.use.at[i].kind == USE_COMMAND) {
			i = check_script(run, i);
			continue;
		}
		if (run->uses.use.at[i].kind == USE_NAMED)
			check_program(run, &run->uses.use.at[i]);
		i++;
	}
}
