/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a script sees: the files of the image as the effects so far would leave them. */
#include <fnmatch.h>

#include "base/path.h"
#include "stage/maintscript/eval.h"

/* Provided by the kernel; their content is not known. */
static const char *const running[] = {"/proc", "/sys", "/dev"};

const char *absolute(struct eval *e, const char *path)
{
	struct fileset none = {0};
	struct buf out CLEANUP(buf_release) = {0};
	if (!is_known(path) || !*path || *path == '~' || (*path != '/' && !is_known(e->now.directory)))
		return NULL;
	const char *joined = *path == '/' ? path : arena_printf(e->arena, "%s/%s", e->now.directory, path);
	if (strlen(joined) > PATH_LONGEST || strchr(joined, '\n') || !fileset_resolve(&none, joined, false, &out))
		return NULL;
	return arena_printf(e->arena, "/%s", out.p);
}

/* The path with the links above it followed. */
static const char *follow_parents(struct eval *e, const char *path)
{
	struct buf out CLEANUP(buf_release) = {0};
	if (!e->image->files)
		return path;
	if (!fileset_resolve(e->image->files, path, false, &out) || strcmp(out.p, path + 1) == 0)
		return path;
	return arena_printf(e->arena, "/%s", out.p);
}

static bool is_in_directory(const char *path, const char *directory)
{
	return path_within(path + 1, directory + 1);
}

/* Whether a diversion renames something. Diversions of earlier scripts are already carried out. */
static bool moves(struct eval *e, const struct effect *f)
{
	for (size_t i = 0; i < e->done.n; i++)
		if (&e->done.at[i].effect == f)
			return !f->keep && (!e->image->files || fileset_get(e->image->files, follow_parents(e, f->path) + 1));
	return !e->image->apply;
}

/* What an effect leaves at a path; for a link also *target. */
static bool touches(struct eval *e, const struct effect *f, const char *path, enum there *there,
		    const char **target)
{
	bool here = f->path && strcmp(follow_parents(e, f->path), path) == 0;
	bool from = f->target && f->target[0] == '/' && strcmp(f->target, path) == 0;
	switch (f->kind) {
	case EFFECT_DIRECTORY:
		*there = THERE_DIRECTORY;
		return here || is_in_directory(follow_parents(e, f->path), path);
	case EFFECT_FILE:
	case EFFECT_APPEND:
	case EFFECT_COPY:
		*there = THERE_FILE;
		return here;
	case EFFECT_UNKNOWN:
		*there = f->keep && !f->deep ? THERE_UNKNOWN : THERE_FILE;
		return here;
	case EFFECT_LINK:
		*there = THERE_LINK;
		*target = f->target;
		return here;
	case EFFECT_MOVE:
		*there = here ? THERE_FILE : THERE_NOT;
		return here || from;
	case EFFECT_DIVERSION:
		*there = here ? THERE_NOT : THERE_FILE;
		return (here || from) && moves(e, f);
	case EFFECT_REMOVE:
		*there = THERE_NOT;
		return here || (f->deep && is_in_directory(path, follow_parents(e, f->path)));
	case EFFECT_ALTERNATIVE:
		*there = THERE_LINK;
		*target = f->target;
		for (size_t i = 0; i < f->slave.n && !here; i++)
			if ((here = strcmp(follow_parents(e, f->slave.at[i].path), path) == 0))
				*target = f->slave.at[i].target;
		return here || strcmp(arena_printf(e->arena, "/etc/alternatives/%s", f->name), path) == 0;
	default:
		return false;
	}
}

size_t effects_so_far(const struct eval *e)
{
	return e->before->list.n + e->done.n;
}

const struct effect *effect_so_far(const struct eval *e, size_t i)
{
	size_t before = e->before->list.n;
	return i < before ? &e->before->list.at[i] : &e->done.at[i - before].effect;
}

/* The last effect before `*n` that leaves something at the path or removes it; sets *n
 * to its index. */
static const struct effect *effect_until(struct eval *e, const char *path, size_t *n, enum there *there,
					 const char **target)
{
	if (!eval_spend(e, 64 * *n))
		return NULL;
	while (*n > 0)
		if (touches(e, effect_so_far(e, --*n), path, there, target))
			return effect_so_far(e, *n);
	return NULL;
}

static const struct effect *last_effect(struct eval *e, const char *path, enum there *there,
					const char **target)
{
	size_t n = effects_so_far(e);
	return effect_until(e, path, &n, there, target);
}

static bool has_below(struct eval *e, const char *path)
{
	const struct map *map = &e->image->files->by_path;
	if (!eval_spend(e, map->n))
		return false;
	for (size_t i = 0; i < map->n; i++)
		if (map->entry[i].value && path_within(map->entry[i].key, path + 1) &&
		    strcmp(map->entry[i].key, path + 1) != 0)
			return true;
	return false;
}

/* Whether a member is a held link for merged /usr that nothing needs so far. */
static bool is_unused_alias(struct eval *e, const struct member *m)
{
	return m->held && m->type == MEMBER_SYMLINK && m->owner == OWNER_GENERATED &&
	       !fileset_get(e->image->files, m->target) && !has_below(e, arena_printf(e->arena, "/%s", m->target));
}

static const struct member *member_at(struct eval *e, const char *path)
{
	const struct member *m = fileset_get(e->image->files, path + 1);
	if (m && is_unused_alias(e, m))
		return NULL;
	if (m && m->type == MEMBER_HARDLINK)
		m = fileset_get(e->image->files, m->target);
	return m;
}

static bool is_tool(const char *path)
{
	static const char *const directories[] = {"/usr/bin", "/usr/sbin", "/bin", "/sbin"};
	for (size_t i = 0; i < ARRAY_LEN(directories); i++)
		if (is_in_directory(path, directories[i]) && !strchr(path + strlen(directories[i]) + 1, '/') &&
		    path[strlen(directories[i])] == '/')
			return command_is_tool(path_base(path));
	return false;
}

static enum there look_once(struct eval *e, const char *path, const char **target)
{
	enum there there;
	if (last_effect(e, path, &there, target))
		return there;
	if (strcmp(path, "/usr/share/debconf/confmodule") == 0)
		return THERE_FILE; /* debconf.c answers with the defaults */
	if (is_in_directory(path, "/run/systemd/system"))
		return THERE_NOT; /* no system is running */
	for (size_t i = 0; i < ARRAY_LEN(running); i++)
		if (is_in_directory(path, running[i]))
			return strcmp(path, running[i]) == 0 ? THERE_DIRECTORY : THERE_UNKNOWN;
	if (is_tool(path))
		return THERE_FILE;
	if (!e->image->files)
		return THERE_UNKNOWN;
	const struct member *m = member_at(e, path);
	if (!m)
		return !path[1] || has_below(e, path) ? THERE_DIRECTORY : THERE_NOT;
	*target = m->target;
	return m->type == MEMBER_DIR ? THERE_DIRECTORY : m->type == MEMBER_SYMLINK ? THERE_LINK : THERE_FILE;
}

/* Follows links to their end; *end is the path there. */
static enum there look_through_links(struct eval *e, const char *path, bool follow,
				     const char **end)
{
	for (int hops = 0; hops < LINK_HOPS_MOST; hops++) {
		const char *target = NULL, *at = absolute(e, path);
		if (!at)
			return THERE_UNKNOWN;
		at = follow_parents(e, at);
		enum there there = look_once(e, at, &target);
		*end = at;
		if (there != THERE_LINK || !follow || !target)
			return there;
		char *parent CLEANUP(mem_freep) = path_parent(at + 1);
		path = target[0] == '/' ? target : arena_printf(e->arena, "/%s/%s", parent, target);
	}
	return THERE_NOT;
}

enum there image_look(struct eval *e, const char *path, bool follow)
{
	const char *end = path;
	return look_through_links(e, path, follow, &end);
}

const char *image_target(struct eval *e, const char *path)
{
	const char *end = path, *target = NULL;
	enum there there = look_through_links(e, path, false, &end);
	if (there != THERE_LINK)
		return NULL;
	const struct effect *f = last_effect(e, end, &there, &target);
	/* The choice of an alternative is only known at the end. */
	if (f && f->kind != EFFECT_LINK)
		return NULL;
	return look_once(e, end, &target) == THERE_LINK ? target : NULL;
}

static bool shipped_content(struct eval *e, const char *path, struct str *out)
{
	const struct member *m = e->image->files ? member_at(e, path) : NULL;
	if (!m || m->type != MEMBER_FILE)
		return false;
	*out = m->body;
	return true;
}

static bool content_until(struct eval *e, const char *path, size_t n, int hops, struct str *out);

static bool appended_content(struct eval *e, const struct effect *f, const char *path, size_t n, int hops,
			     struct str *out)
{
	struct str head = {0};
	if (!content_until(e, path, n, hops, &head) || !eval_spend(e, head.n + f->content.n))
		return false;
	char *both = arena_alloc(e->arena, head.n + f->content.n + 1);
	memcpy(both, head.n ? head.p : "", head.n);
	memcpy(both + head.n, f->content.n ? f->content.p : "", f->content.n);
	*out = (struct str){both, head.n + f->content.n};
	return true;
}

/* The content of the file at a place (links followed) before effect `n`. */
static bool content_until(struct eval *e, const char *path, size_t n, int hops, struct str *out)
{
	const char *target = NULL;
	enum there there;
	const struct effect *f = effect_until(e, path, &n, &there, &target);
	if (e->stopped || !hops || (f && !effect_writes(f->kind)) || (f && f->kind == EFFECT_UNKNOWN))
		return false;
	/* The image is as earlier scripts have left it. */
	if (!f || (e->image->apply && n < e->before->list.n))
		return shipped_content(e, path, out);
	if (f->kind == EFFECT_COPY || f->kind == EFFECT_MOVE)
		return !f->keep && !f->deep && is_known(f->target) &&
		       content_until(e, follow_parents(e, f->target), n, hops - 1, out);
	if (f->kind == EFFECT_APPEND)
		return appended_content(e, f, path, n, hops - 1, out);
	*out = f->content;
	return !f->keep;
}

bool image_content(struct eval *e, const char *path, struct str *out)
{
	const char *end = path;
	enum there there = look_through_links(e, path, true, &end);
	if (e->user)
		return false; /* another user may not be able to read it */
	if (strcmp(path, "/dev/null") == 0) {
		*out = (struct str){"", 0};
		return true;
	}
	return there == THERE_FILE && content_until(e, end, effects_so_far(e), LINK_HOPS_MOST, out);
}

static const struct effect *effect_on(struct eval *e, const char *path)
{
	const char *end = path, *target = NULL;
	enum there there = look_through_links(e, path, true, &end);
	return last_effect(e, end, &there, &target);
}

bool image_tainted(struct eval *e, const char *path)
{
	const struct effect *f = effect_on(e, path);
	return f && f->kind == EFFECT_UNKNOWN;
}

bool image_made(struct eval *e, const char *path)
{
	const struct effect *f = effect_on(e, path);
	return f && effect_writes(f->kind);
}

/* Whether the file may have another owner after the effect. */
static bool gives_away(struct eval *e, const struct effect *f, const char *path)
{
	if (f->kind == EFFECT_GENERATE)
		return true;
	if (!f->path || (!f->user && !f->group && f->kind != EFFECT_COPY && f->kind != EFFECT_MOVE &&
			 f->kind != EFFECT_UNKNOWN))
		return false;
	const char *at = follow_parents(e, f->path);
	return strcmp(at, path) == 0 || (f->deep && is_in_directory(path, at));
}

int image_is_roots(struct eval *e, const char *path, bool group)
{
	const char *end = path;
	enum there there = look_through_links(e, path, true, &end);
	const struct member *m = e->image->files && is_known(end) ? member_at(e, end) : NULL;
	bool given = false;
	if (there == THERE_NOT)
		return 0;
	if (!m || !eval_spend(e, 64 * (effects_so_far(e) + e->doubted.n)))
		return UNSURE;
	/* The image is as earlier scripts have left it. */
	for (size_t i = e->image->apply ? e->before->list.n : 0; i < effects_so_far(e) && !given; i++)
		given = gives_away(e, effect_so_far(e, i), end);
	for (size_t i = 0; i < e->doubted.n && !given; i++)
		given = gives_away(e, &e->doubted.at[i], end);
	return !given && (group ? m->gid : m->uid) == 0 ? 1 : UNSURE;
}

static bool mode_in(struct eval *e, const struct effect *f, const char *path, uint32_t *mode)
{
	if (!f->path || strcmp(follow_parents(e, f->path), path) != 0)
		return false;
	if (f->kind == EFFECT_MODE && !f->deep)
		*mode = f->mode;
	else if (f->kind == EFFECT_DIRECTORY && f->mode != MODE_KEEP)
		*mode = f->mode;
	else if (f->kind == EFFECT_FILE && f->mode != MODE_KEEP)
		*mode = f->mode;
	else if (f->kind == EFFECT_DIRECTORY || (f->kind == EFFECT_FILE && !f->keep))
		*mode = f->kind == EFFECT_FILE ? 0644 : 0755;
	else
		return false;
	return true;
}

bool image_mode(struct eval *e, const char *path, uint32_t *mode)
{
	const char *end = path;
	enum there there = look_through_links(e, path, true, &end);
	if (there == THERE_NOT || there == THERE_UNKNOWN)
		return false;
	for (size_t i = effects_so_far(e); i > 0; i--)
		if (mode_in(e, effect_so_far(e, i - 1), end, mode))
			return true;
	const struct member *m = e->image->files ? member_at(e, end) : NULL;
	if (m || is_tool(end))
		*mode = m ? m->mode : 0755;
	return m || is_tool(end);
}

/* --- accounts ----------------------------------------------------------- */

/* Accounts of base-passwd, which every Debian system has. */
static const char *const users[] = {"root", "daemon", "bin", "sys", "sync", "games", "man", "lp",
				    "mail", "news", "uucp", "proxy", "www-data", "backup", "list",
				    "irc", "gnats", "nobody", NULL};
static const char *const groups[] = {
	"root", "daemon", "bin", "sys", "adm", "tty", "disk", "lp", "mail", "news", "uucp", "man", "proxy",
	"kmem", "dialout", "fax", "voice", "cdrom", "floppy", "tape", "sudo", "audio", "dip", "www-data",
	"backup", "operator", "list", "irc", "src", "gnats", "shadow", "utmp", "video", "sasl", "plugdev",
	"staff", "games", "users", "nogroup", NULL};

/* Whether an effect makes the account: 0, 1, or UNSURE for a generator that reads
 * accounts from files. */
static int made(const struct effect *f, bool group, const char *name)
{
	if (f->kind == EFFECT_GENERATE && strcmp(f->name, "sysusers") == 0)
		return UNSURE;
	if (f->kind == (group ? EFFECT_GROUP : EFFECT_USER) && strcmp(f->name, name) == 0)
		return 1;
	return f->kind == EFFECT_USER && group && f->group && strcmp(f->group, name) == 0;
}

int image_has_account(struct eval *e, bool group, const char *name)
{
	const struct maintscript_image *image = e->image;
	bool (*has)(void *, const char *) = group ? image->has_group : image->has_user;
	int found = 0;
	if (!is_known(name))
		return UNSURE;
	if (list_holds(group ? groups : users, name))
		return 1;
	if (has && has(image->context, name))
		return 1;
	for (size_t i = 0; i < e->done.n && found < 1; i++)
		if (made(&e->done.at[i].effect, group, name))
			found = made(&e->done.at[i].effect, group, name);
	/* If the image can be asked, it already has the accounts of earlier scripts. */
	for (size_t i = 0; i < e->before->list.n && !has && found < 1; i++)
		if (made(&e->before->list.at[i], group, name))
			found = made(&e->before->list.at[i], group, name);
	return found;
}

/* --- commands, globs ---------------------------------------------------- */

int image_has_command(struct eval *e, const char *name, const char **path)
{
	static const char *const directories[] = {"/usr/sbin", "/usr/bin", "/sbin", "/bin"};
	int found = 0;
	*path = NULL;
	if (!is_known(name))
		return UNSURE;
	if (strchr(name, '/')) {
		enum there there = image_look(e, name, true);
		*path = name;
		return there == THERE_UNKNOWN ? UNSURE : there == THERE_FILE;
	}
	if (command_is_emulated(name)) {
		*path = arena_printf(e->arena, "/usr/bin/%s", name);
		return 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(directories) && found < 1; i++) {
		const char *full = arena_printf(e->arena, "%s/%s", directories[i], name);
		enum there there = image_look(e, full, true);
		if (there == THERE_FILE || there == THERE_UNKNOWN) {
			found = there == THERE_FILE ? 1 : UNSURE;
			*path = full;
		}
	}
	/* Commands of a running system, or of tools that are cut, are not there, even if
	 * the files are not known. */
	return found == UNSURE && skip_reason(name) ? 0 : found;
}

static int by_path_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_names(struct names *names, size_t from)
{
	size_t kept = from;
	if (names->n > from)
		qsort(names->at + from, names->n - from, sizeof(*names->at), by_path_bytes);
	for (size_t i = from; i < names->n; i++)
		if (kept == from || strcmp(names->at[kept - 1], names->at[i]) != 0)
			names->at[kept++] = names->at[i];
	names->n = kept;
}

/* Whether a path matches a glob or, without one, is below a directory. */
static bool glob_selects(const char *path, const char *glob, const char *directory)
{
	if (glob)
		return fnmatch(glob, path, FNM_PATHNAME | FNM_PERIOD) == 0;
	return is_in_directory(path, directory) && strcmp(path, directory) != 0;
}

static void find_paths(struct eval *e, const char *glob, const char *directory, struct names *out)
{
	const struct map *map = &e->image->files->by_path;
	char path[PATH_LONGEST + 2] = "/";
	if (!eval_spend(e, 8 * (map->n + e->done.n + e->before->list.n)))
		return;
	for (size_t i = 0; i < map->n; i++) {
		if (!map->entry[i].value || map->entry[i].key_n > PATH_LONGEST)
			continue;
		memcpy(path + 1, map->entry[i].key, map->entry[i].key_n + 1);
		if (glob_selects(path, glob, directory))
			vec_push(out, arena_strdup(e->arena, path));
	}
	for (size_t i = 0; i < e->done.n; i++)
		if (e->done.at[i].effect.path &&
		    glob_selects(e->done.at[i].effect.path, glob, directory))
			vec_push(out, e->done.at[i].effect.path);
	for (size_t i = 0; i < e->before->list.n; i++)
		if (e->before->list.at[i].path && glob_selects(e->before->list.at[i].path, glob, directory))
			vec_push(out, e->before->list.at[i].path);
}

/* Expands a relative glob from the current directory, whose name is removed again. */
static void glob_here(struct eval *e, const char *glob, struct names *out)
{
	struct names found = {0};
	const char *directory = e->now.directory[1] ? e->now.directory : "";
	image_glob(e, arena_printf(e->arena, "%s/%s", directory, glob), &found);
	for (size_t i = 0; i < found.n; i++)
		vec_push(out, found.at[i] + strlen(directory) + 1);
	vec_release(&found);
}

void image_glob(struct eval *e, const char *glob, struct names *out)
{
	struct names all = {0};
	size_t from = out->n;
	const char *slash = strrchr(glob, '/');
	/* The directory may be named through a link: /lib/x* is /usr/lib/x*. */
	const char *directory = slash && slash > glob ? arena_strndup(e->arena, glob, (size_t)(slash - glob)) : "/";
	bool magic_above = strpbrk(directory, "*?[") != NULL;
	if (*glob != '/' && is_known(e->now.directory)) {
		glob_here(e, glob, out);
		return;
	}
	if (!e->image->files || *glob != '/') {
		vec_push(out, arena_printf(e->arena, "%s%s", glob, UNKNOWN_TEXT));
		return;
	}
	const char *real =
		magic_above ? directory : follow_parents(e, arena_printf(e->arena, "%s/x", directory));
	if (!magic_above)
		real = arena_strndup(e->arena, real, strlen(real) - 2);
	const char *pattern = arena_printf(e->arena, "%s/%s", real, slash + 1);
	find_paths(e, magic_above ? glob : pattern, NULL, &all);
	for (size_t i = 0; i < all.n && eval_spend(e, 4 * strlen(all.at[i])); i++) {
		if (image_look(e, all.at[i], false) == THERE_NOT)
			continue;
		if (magic_above)
			vec_push(out, all.at[i]);
		else
			vec_push(out, arena_printf(e->arena, "%s/%s", *(directory + 1) ? directory : "", path_base(all.at[i])));
	}
	vec_release(&all);
	sort_names(out, from);
	if (out->n == from)
		vec_push(out, arena_strdup(e->arena, glob));
}

void image_below(struct eval *e, const char *directory, struct names *out)
{
	struct names all = {0};
	size_t from = out->n;
	const char *real = follow_parents(e, directory);
	if (e->image->files)
		find_paths(e, NULL, real, &all);
	for (size_t i = 0; i < all.n && eval_spend(e, 4 * strlen(all.at[i])); i++)
		if (image_look(e, all.at[i], false) != THERE_NOT)
			vec_push(out, all.at[i]);
	vec_release(&all);
	sort_names(out, from);
}
