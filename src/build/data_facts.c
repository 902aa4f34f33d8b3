/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "build/data_facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "build/additions.h"
#include "fmt/elf.h"

enum { LINES_MOST = 1 << 20 };

/* A file of the image, as the rules look at it. */
struct candidate {
	const struct member *member;
	const char *absolute;
	const struct elf *elf; /* NULL: not an ELF file */
};

static const char *first_match(const struct names *globs, const char *text)
{
	for (size_t i = 0; i < globs->n; i++)
		if (path_glob(globs->at[i], text))
			return globs->at[i];
	return NULL;
}

/* The caller frees. */
static char *library_of(const struct data_rule *rule, const struct elf *elf)
{
	for (size_t i = 0; i < elf->needed.n; i++) {
		char *name = mem_strndup(elf->needed.at[i].p, elf->needed.at[i].n);
		if (first_match(&rule->libraries, name))
			return name;
		free(name);
	}
	return NULL;
}

/* Strings say what a program may do; who asked for it wants it to. */
static bool has_strings(const struct build *b, const struct data_rule *rule, const struct candidate *c)
{
	if (rule->strings.n && c->member->owner != OWNER_GENERATED && !plan_asks_for(&b->plan, c->member->owner))
		return false;
	for (size_t i = 0; i < rule->strings.n; i++)
		if (!elf_has_string(c->elf, rule->strings.at[i]))
			return false;
	return true;
}

/* Only a program decides what it starts with; a library may have a function that nobody calls. */
static char *import_of(const struct build *b, const struct data_rule *rule, const struct candidate *c)
{
	const struct elf *elf = c->elf;
	for (size_t i = 0; elf->interpreter.n && i < rule->imports.n; i++)
		if (elf_imports(elf, rule->imports.at[i]) && has_strings(b, rule, c))
			return rule->strings.n ? mem_strdup(rule->strings.at[0])
					       : mem_printf("%s()", rule->imports.at[i]);
	return NULL;
}

/* A line of words with one blank between them. */
static char *plain_line(struct str line)
{
	struct buf out CLEANUP(buf_release) = {0};
	line = str_trim(line);
	for (size_t i = 0; i < line.n; i++) {
		bool blank = line.p[i] == ' ' || line.p[i] == '\t';
		if (!blank)
			buf_add(&out, &line.p[i], 1);
		else if (out.n && out.p[out.n - 1] != ' ')
			buf_puts(&out, " ");
	}
	return mem_strdup(out.p ? out.p : "");
}

static char *line_of(const struct data_rule *rule, const struct candidate *c)
{
	struct str rest = c->member->body, line;
	if (!rule->lines.n || rest.n > LINES_MOST || !first_match(&rule->files, c->absolute))
		return NULL;
	while (str_split(&rest, '\n', &line)) {
		char *plain = plain_line(line);
		if (first_match(&rule->lines, plain))
			return plain;
		free(plain);
	}
	return NULL;
}

static bool apply(struct build *b, const struct data_rule *rule, const struct candidate *c)
{
	char *use CLEANUP(mem_freep) = c->elf ? library_of(rule, c->elf) : line_of(rule, c);
	if (!use && c->elf)
		use = import_of(b, rule, c);
	if (!use)
		return false;
	char *text CLEANUP(mem_freep) = mem_printf("uses %s: %s", use, rule->reason);
	return addition_ask(b, rule->package, c->member, text, use);
}

/* Rules whose package is there already have nothing to add. */
static bool is_open(const struct build *b, const struct data_rule *rule)
{
	for (size_t i = 0; i < b->plan.added.n; i++)
		if (strcmp(b->plan.added.at[i].package, rule->package) == 0)
			return false;
	return !addition_is_chosen(&b->plan, rule->package);
}

static bool look_at(struct build *b, const struct member *m)
{
	char *absolute CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	struct elf elf = {0};
	struct err ignored = {0};
	struct candidate c = {m, absolute, NULL};
	bool added = false;
	if (elf_is(m->body)) {
		/* The gate says what is wrong with a broken one. */
		if (elf_read(m->body, &elf, &ignored) == 0)
			c.elf = &elf;
		err_release(&ignored);
	}
	for (size_t i = 0; i < b->plan.rules.data.n; i++) {
		const struct data_rule *rule = &b->plan.rules.data.at[i];
		if (!is_open(b, rule) || !apply(b, rule, &c))
			continue;
		filter_part(&b->filter, rule->package, &rule->keep);
		added = true;
	}
	elf_release(&elf);
	return added;
}

int data_facts_settle(struct build *b, bool *added, struct err *err)
{
	struct member **all;
	(void)err;
	*added = false;
	if (plan_base(&b->plan) == BASE_EXACT)
		return 0;
	size_t n = fileset_sorted(&b->files, &all);
	for (size_t i = 0; i < n; i++)
		if (all[i]->type == MEMBER_FILE && !all[i]->held && all[i]->body.n)
			*added = look_at(b, all[i]) || *added;
	free(all);
	return 0;
}
