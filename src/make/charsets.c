/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/charsets.h"

#include <ctype.h>
#include <string.h>

#include "base/path.h"
#include "fmt/elf.h"
#include "fmt/gconv.h"

enum { NAME_SHORTEST = 3, NAME_LONGEST = 32, NAMES_SHOWN = 3 };

/* Names of character sets in upper case. */
struct charsets {
	struct build *build;
	struct map dropped; /* no module of the image converts them */
};

static struct str upper_case(struct str name, char out[NAME_LONGEST])
{
	for (size_t i = 0; i < name.n; i++)
		out[i] = (char)toupper((unsigned char)name.p[i]);
	return (struct str){out, name.n};
}

/* A number alone ("874") may mean anything. */
static bool is_name(struct str name)
{
	bool letter = false;
	for (size_t i = 0; i < name.n && i < NAME_LONGEST; i++)
		letter = letter || isalpha((unsigned char)name.p[i]);
	return letter && name.n >= NAME_SHORTEST && name.n <= NAME_LONGEST;
}

static bool is_dropped(const struct charsets *c, struct str name)
{
	char upper[NAME_LONGEST];
	return is_name(name) && map_get(&c->dropped, upper_case(name, upper));
}

static void drop_charset(struct charsets *c, struct str name)
{
	char upper[NAME_LONGEST];
	if (is_name(name) && !str_is(name, "INTERNAL"))
		*map_at(&c->dropped, upper_case(name, upper)) = c;
}

static bool has_module(const struct charsets *c, const char *directory, struct str file)
{
	char *path CLEANUP(mem_freep) = mem_printf("%s/%.*s%s", directory, STR_ARG(file), str_ends(file, ".so") ? "" : ".so");
	return fileset_file(&c->build->files, path) != NULL;
}

static void read_modules(struct charsets *c, const struct member *config, const char *directory)
{
	struct str rest = config->body;
	struct gconv_line line;
	while (gconv_next_line(&rest, &line))
		if (line.kind == GCONV_MODULE && !has_module(c, directory, line.file))
			drop_charset(c, line.from);
}

static void read_aliases(struct charsets *c, const struct member *config)
{
	struct str rest = config->body;
	struct gconv_line line;
	while (gconv_next_line(&rest, &line))
		if (line.kind == GCONV_ALIAS && is_dropped(c, line.to))
			drop_charset(c, line.from);
}

/* As the packages ship them: the image has only what is left. */
static void read_configurations(struct charsets *c, bool aliases)
{
	static const char *const globs[] = {"/usr/lib*/gconv/gconv-modules", "/usr/lib*/gconv/gconv-modules.d/*.conf"};
	const struct build *b = c->build;
	for (size_t p = 0; p < b->packages; p++)
		for (size_t i = 0; i < b->package[p].member.n; i++) {
			const struct member *m = &b->package[p].member.at[i];
			if (!strstr(m->path, "/gconv-modules"))
				continue;
			char *path CLEANUP(mem_freep) = mem_printf("/%s", m->path);
			if (m->type != MEMBER_FILE || !(path_glob(globs[0], path) || path_glob(globs[1], path)))
				continue;
			char *parent CLEANUP(mem_freep) = path_parent(m->path);
			char *above CLEANUP(mem_freep) = path_glob(globs[1], path) ? path_parent(parent) : mem_strdup(parent);
			if (aliases)
				read_aliases(c, m);
			else
				read_modules(c, m, above);
		}
}

/* "EUC-JP//TRANSLIT" */
static struct str without_suffix(struct str name)
{
	const char *slashes = memmem(name.p, name.n, "//", 2);
	return slashes ? (struct str){name.p, (size_t)(slashes - name.p)} : name;
}

/* The strings of a program that are names of dropped character sets, each once, in its order. */
static void find_names(const struct charsets *c, struct str file, struct arena *arena, struct names *out)
{
	struct map known = {0};
	for (size_t at = 0; at < file.n;) {
		const char *end = memchr(file.p + at, 0, file.n - at);
		size_t n = end ? (size_t)(end - file.p) - at : file.n - at;
		struct str name = without_suffix((struct str){file.p + at, n});
		if (is_dropped(c, name) && !map_get(&known, name)) {
			*map_at(&known, name) = &known;
			vec_push(out, arena_strndup(arena, name.p, name.n));
		}
		at += n + 1;
	}
	map_release(&known);
}

static bool converts(struct str file)
{
	struct arena arena CLEANUP(arena_release) = {0};
	struct elf elf;
	struct err err = {0};
	bool yes = elf_is(file) && elf_read(file, &arena, &elf, &err) == 0 && elf.interpreter.n &&
		   elf_imports(&elf, "iconv_open");
	err_release(&err);
	return yes;
}

static void add_charset_note(struct charsets *c, const struct member *program, const struct names *names)
{
	struct gate *gate = &c->build->gate;
	const char *value = size_rules_value(&c->build->plan.rules.size, "gconv");
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < names->n && i < NAMES_SHOWN; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", names->at[i]);
	if (names->n > NAMES_SHOWN)
		buf_printf(&text, " and %zu more", names->n - NAMES_SHOWN);
	struct finding *f = gate_add_note(gate, "charset", program, names->at[0]);
	f->reason = arena_printf(&gate->arena, "calls iconv_open and names %s, which gconv=%s leaves out", text.p, value);
	f->package = "--rule gconv=all keeps all character sets";
}

static void look_at_program(struct charsets *c, const struct member *m)
{
	struct names names = {0};
	if (converts(m->body))
		find_names(c, m->body, &c->build->gate.arena, &names);
	if (names.n)
		add_charset_note(c, m, &names);
	vec_release(&names);
}

void charsets_find(struct build *b)
{
	struct charsets c = {.build = b};
	const char *value = size_rules_value(&b->plan.rules.size, "gconv");
	if (!value || strcmp(value, "all") == 0)
		return;
	read_configurations(&c, false);
	read_configurations(&c, true);
	for (size_t i = 0; c.dropped.n && i < b->members; i++)
		if (b->member[i]->type == MEMBER_FILE && b->member[i]->mode & 0111)
			look_at_program(&c, b->member[i]);
	map_release(&c.dropped);
}
