/* SPDX-License-Identifier: GPL-2.0-or-later */
/* iconv(3) finds its modules through gconv-modules.cache or, without that, through
 * gconv-modules and gconv-modules.d/NAME.conf. The cache that libc6 ships names every
 * module, so it is removed if one of them is not in the image, and the text files keep
 * only lines that still work. So all that "iconv -l" lists is available. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/path.h"
#include "fmt/gconv.h"
#include "stage/generate/parts.h"

/* Conversions take a few steps at most. */
enum { STEPS_MOST = 4 };

struct config {
	const char *path;
	struct str text;
	VEC(struct gconv_line) line;
	bool *keep; /* [line.n] */
};

struct gconv {
	const char *dir;
	VEC(struct config) config;
	struct map defined;   /* names that a line defines, in upper case */
	struct map reachable; /* those that can be converted to and from */
	struct left_out_list *left_out;
	uint32_t rule; /* rule that left the modules out */
	bool complete;        /* every module is in the image */
};

static void **name_at(struct map *map, struct str name)
{
	char *upper CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
	for (size_t i = 0; i < name.n; i++)
		upper[i] = (char)toupper((unsigned char)upper[i]);
	return map_at(map, (struct str){upper, name.n});
}

static bool is_marked_charset(struct map *map, struct str name)
{
	return *name_at(map, name) != NULL;
}

static void mark_charset(struct map *map, struct str name)
{
	*name_at(map, name) = map;
}

static bool has_gconv_module(const struct fileset *files, const char *dir, struct str module)
{
	char *spelled CLEANUP(mem_freep) =
		mem_printf("%s%s%.*s%s", module.p[0] == '/' ? "" : dir, module.p[0] == '/' ? "" : "/",
			   STR_ARG(module), str_ends(module, ".so") ? "" : ".so");
	return fileset_file(files, spelled) != NULL;
}

static void read_gconv_config(struct gconv *g, const struct fileset *files,
			      const struct member *member)
{
	struct config config = {.path = member->path, .text = member->body};
	struct str rest = member->body;
	struct gconv_line line;
	while (gconv_next_line(&rest, &line))
		vec_push(&config.line, line);
	config.keep = mem_alloc(config.line.n + 1);
	for (size_t i = 0; i < config.line.n; i++) {
		const struct gconv_line *l = &config.line.at[i];
		if (l->kind == GCONV_OTHER)
			continue;
		mark_charset(&g->defined, l->from);
		if (l->kind == GCONV_ALIAS)
			continue;
		mark_charset(&g->defined, l->to);
		config.keep[i] = has_gconv_module(files, g->dir, l->file);
		g->complete = g->complete && config.keep[i];
	}
	vec_push(&g->config, config);
}

/* Starts from INTERNAL, the intermediate form of every conversion. */
static void find_reachable(struct gconv *g)
{
	bool changed = true;
	mark_charset(&g->reachable, STR("INTERNAL"));
	for (int step = 0; step < STEPS_MOST && changed; step++) {
		changed = false;
		for (size_t c = 0; c < g->config.n; c++) {
			const struct config *config = &g->config.at[c];
			for (size_t i = 0; i < config->line.n; i++) {
				const struct gconv_line *l = &config->line.at[i];
				if (l->kind != GCONV_MODULE || !config->keep[i] ||
				    is_marked_charset(&g->reachable, l->from) ==
					    is_marked_charset(&g->reachable, l->to))
					continue;
				mark_charset(&g->reachable, l->from);
				mark_charset(&g->reachable, l->to);
				changed = true;
			}
		}
	}
}

/* A name that no line defines is built into the C library. */
static bool leads_somewhere(struct gconv *g, const struct gconv_line *line)
{
	if (line->kind == GCONV_MODULE)
		return is_marked_charset(&g->reachable, line->from) &&
		       is_marked_charset(&g->reachable, line->to);
	return is_marked_charset(&g->reachable, line->to) ||
	       !is_marked_charset(&g->defined, line->to);
}

static void leave_out_gconv(struct gconv *g, struct fileset *files, const char *path)
{
	left_out_add(g->left_out, fileset_get(files, path), g->rule);
	fileset_bequeath(files, path);
	fileset_remove(files, path);
}

/* Keeps the leading comment and the lines that still work. */
static int trim_gconv_config(struct gconv *g, struct config *config, struct fileset *files,
			     struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	bool head = true;
	size_t lines = 0;
	for (size_t i = 0; i < config->line.n; i++) {
		const struct gconv_line *l = &config->line.at[i];
		bool keep = (l->kind == GCONV_ALIAS || config->keep[i]) && leads_somewhere(g, l);
		head = head && l->kind == GCONV_OTHER;
		if (!head && (l->kind == GCONV_OTHER || !keep))
			continue;
		buf_add(&text, l->text.p, l->text.n);
		buf_puts(&text, "\n");
		lines += !head;
	}
	if (lines)
		return place_file(files, config->path, buf_str(&text), err);
	leave_out_gconv(g, files, config->path);
	return 0;
}

static int settle_gconv(struct gconv *g, struct fileset *files, struct err *err)
{
	char *cache CLEANUP(mem_freep) = mem_printf("%s/gconv-modules.cache", g->dir);
	if (g->complete)
		return 0;
	find_reachable(g);
	for (size_t i = 0; i < g->config.n; i++)
		if (trim_gconv_config(g, &g->config.at[i], files, err))
			return -1;
	if (fileset_get(files, cache))
		leave_out_gconv(g, files, cache);
	return 0;
}

static void release(struct gconv *g)
{
	for (size_t i = 0; i < g->config.n; i++) {
		vec_release(&g->config.at[i].line);
		free(g->config.at[i].keep);
	}
	vec_release(&g->config);
	map_release(&g->defined);
	map_release(&g->reachable);
}

static bool is_config(const char *dir, const struct member *m)
{
	const char *name = path_base(m->path);
	char *below CLEANUP(mem_freep) = mem_printf("%s/gconv-modules.d", dir);
	char *parent CLEANUP(mem_freep) = path_parent(m->path);
	if (m->type != MEMBER_FILE)
		return false;
	return strcmp(parent, dir) == 0 ? strcmp(name, "gconv-modules") == 0
					: strcmp(parent, below) == 0 && str_ends(str_from(name), ".conf");
}

/* The rule that left out a module of the directory; `other` if none did (its package is
 * not in the image). */
static uint32_t rule_of(const struct left_out_list *left_out, const char *dir, uint32_t other)
{
	for (size_t i = 0; i < left_out->list.n; i++)
		if (path_within(left_out->list.at[i].path, dir))
			return left_out->list.at[i].rule;
	return other;
}

/* Processes a directory named gconv, the first of all[n], and its content. */
static int settle_directory(struct fileset *files, struct member **all, size_t n, struct left_out_list *left_out,
			 uint32_t rule, struct err *err)
{
	struct gconv g = {.dir = all[0]->path, .complete = true, .left_out = left_out};
	g.rule = rule_of(left_out, g.dir, rule);
	/* "gconv-x" sorts before "gconv/x". */
	for (size_t i = 1; i < n && str_starts(str_from(all[i]->path), g.dir); i++)
		if (is_config(g.dir, all[i]))
			read_gconv_config(&g, files, all[i]);
	int status = settle_gconv(&g, files, err);
	release(&g);
	return status;
}

int generate_gconv(struct fileset *files, struct left_out_list *left_out, uint32_t rule, struct err *err)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int status = 0;
	for (size_t i = 0; i < n && !status; i++)
		if (all[i]->type == MEMBER_DIR && strcmp(path_base(all[i]->path), "gconv") == 0)
			status = settle_directory(files, &all[i], n - i, left_out, rule, err);
	free(all);
	return status;
}
