/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data of Essential packages that a file uses without a dependency on them (Data in the
 * rules): by a library, by a function, or by a line of a configuration file. */
#include "base/path.h"
#include "stage/uses/parts.h"

enum { LINES_MOST = 1 << 20 };

/* The caller frees. */
static char *library_of(const struct data_rule *rule, const struct elf *elf)
{
	for (size_t i = 0; i < elf->needed.n; i++) {
		char *name = mem_strndup(elf->needed.at[i].p, elf->needed.at[i].n);
		if (path_first_glob(&rule->libraries, name))
			return name;
		free(name);
	}
	return NULL;
}

static bool has_strings(const struct data_rule *rule, struct str file)
{
	for (size_t i = 0; i < rule->strings.n; i++)
		if (!elf_has_string(file, rule->strings.at[i]))
			return false;
	return true;
}

/* Only a program decides what it starts with; a library may have a function that nobody calls. */
static char *import_of(const struct data_rule *rule, const struct object *o)
{
	const struct elf *elf = &o->elf;
	for (size_t i = 0; elf->interpreter.n && i < rule->imports.n; i++)
		if (elf_imports(elf, rule->imports.at[i]) && has_strings(rule, o->member->body))
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

static char *line_of(const struct data_rule *rule, const struct member *m, const char *absolute)
{
	struct str rest = m->body, line;
	if (!rule->lines.n || rest.n > LINES_MOST || !path_first_glob(&rule->files, absolute))
		return NULL;
	while (str_split(&rest, '\n', &line)) {
		char *plain = plain_line(line);
		if (path_first_glob(&rule->lines, plain))
			return plain;
		free(plain);
	}
	return NULL;
}

static char *use_of(const struct data_rule *rule, const struct object *o, const struct member *m,
		    const char *absolute)
{
	if (!o)
		return line_of(rule, m, absolute);
	char *library = library_of(rule, &o->elf);
	return library ? library : import_of(rule, o);
}

void uses_of_data(struct uses_run *run, const struct member *m)
{
	char *absolute CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	const struct object *o = uses_object(run, m);
	for (size_t i = 0; i < run->input->rules->data.n; i++) {
		const struct data_rule *rule = &run->input->rules->data.at[i];
		char *use CLEANUP(mem_freep) = use_of(rule, o, m, absolute);
		if (use)
			uses_add(run, &(struct use){.kind = USE_DATA, .by = m, .wants = rule->name, .detail = use,
						    .unknown = true, .sure = !rule->strings.n});
	}
}
