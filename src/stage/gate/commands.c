/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that shell scripts call by name: those of Essential packages,
 * which no dependency brings. */
#include "base/path.h"
#include "fmt/shebang.h"
#include "fmt/shell_calls.h"
#include "stage/gate/parts.h"

struct search {
	struct gate_run *run;
	struct map lacking; /* name → struct essential_rule, or `there` */
	struct map seen;    /* path of a script */
	VEC(const struct member *) script; /* to be looked at */
};

static const struct essential_rule there; /* or of no Essential package */

/* What one script lacks of one package. */
struct lack {
	const struct essential_rule *rule;
	struct names names;
};

static bool is_shell(struct str path)
{
	static const char *const names[] = {"/sh", "/dash", "/bash"};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_ends(path, names[i]) || str_is(path, names[i] + 1))
			return true;
	return false;
}

static void take(struct search *s, const struct member *m)
{
	struct shebang line;
	if (!m || m->type != MEMBER_FILE || !(m->mode & 0111) || !shebang_read(m->body, &line) ||
	    !is_shell(line.program.n ? line.program : line.interpreter))
		return;
	void **seen = map_at(&s->seen, str_from(m->path));
	if (!*seen)
		vec_push(&s->script, m);
	*seen = (void *)m;
}

/* The Essential package that would bring a command which is not there, or NULL. */
static const struct essential_rule *lacking(struct search *s, const char *name)
{
	const char *base = path_base(name);
	bool in_path = base == name;
	void **known = map_at(&s->lacking, str_from(name));
	if (!*known) {
		const struct essential_rule *rule = NULL;
		bool found = in_path ? gate_path_has(s->run->files, str_from(name))
				     : gate_file(s->run->files, name) != NULL;
		if (!found && (in_path || (*name == '/' && strstr(name, "bin/"))))
			rule = rules_command(s->run->input->rules, base);
		*known = (void *)(rule ? rule : &there);
	}
	return *known == &there ? NULL : *known;
}

static void report(struct search *s, const struct member *script, struct lack *lack)
{
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < lack->names.n; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", lack->names.at[i]);
	gate_add(s->run, FINDING_NOTE, "script-command", script, lack->names.at[0],
		 "calls %s, which %s not there", text.p, lack->names.n == 1 ? "is" : "are");
	struct finding *f = &s->run->out->finding.at[s->run->out->finding.n - 1];
	f->package = arena_printf(&s->run->out->arena, "--include %s brings %s", lack->rule->package,
				  lack->names.n == 1 ? "it" : "them");
	vec_release(&lack->names);
}

static void look_at(struct search *s, const struct member *script)
{
	VEC(struct lack) lacks = {0};
	struct names calls = {0};
	struct arena arena = {0};
	struct err err = {0};
	const struct shell_node *tree = NULL;
	/* What is no POSIX shell, Bash's arrays for one, is not known. */
	if (shell_parse(script->body, &arena, &tree, &err) == 0)
		shell_calls(tree, &arena, &calls);
	for (size_t i = 0; i < calls.n; i++) {
		const struct essential_rule *rule = lacking(s, calls.at[i]);
		size_t k = 0;
		if (calls.at[i][0] == '/')
			take(s, gate_file(s->run->files, calls.at[i]));
		while (rule && k < lacks.n && lacks.at[k].rule != rule)
			k++;
		if (rule && k == lacks.n)
			vec_push(&lacks, ((struct lack){.rule = rule}));
		if (rule)
			vec_push(&lacks.at[k].names, calls.at[i]);
	}
	for (size_t i = 0; i < lacks.n; i++)
		report(s, script, &lacks.at[i]);
	vec_release(&lacks);
	vec_release(&calls);
	arena_release(&arena);
	err_release(&err);
}

void gate_check_commands(struct gate_run *run)
{
	struct search s = {.run = run};
	if (!run->input->rules || gate_is_unknown(run, "usr/bin"))
		return;
	/* Not those in PATH alone: git runs its own from /usr/lib/git-core. */
	for (size_t i = 0; i < run->files->by_path.n; i++)
		take(&s, run->files->by_path.entry[i].value);
	for (size_t i = 0; i < s.script.n; i++)
		look_at(&s, s.script.at[i]);
	map_release(&s.lacking);
	map_release(&s.seen);
	vec_release(&s.script);
}
