/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/layers.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"

/* Packages that may have a layer of their own. */
struct group {
	const char *name, *version;
	uint64_t bytes;
	int64_t newest; /* time of the newest file that its packages ship */
};

struct splitter {
	const struct layers_input *input;
	struct layers *out;
	VEC(struct group) group;
	size_t *group_of;     /* [package_id] → index of its group + 1; 0 if it has none */
	size_t ids;
	struct map shipped;   /* "ID PATH", with the path resolved in the image → the package's
	                       * member */
	bool *apart;          /* [input->members]: whether it goes to the last layer */
	struct fileset files; /* members of the layer that is being made */
	struct map placed;    /* path of a directory → its member in the highest layer so far */
};

static const struct member *shipped(const struct splitter *s, package_id id, const char *path)
{
	char *key CLEANUP(mem_freep) = mem_printf("%zu %s", id, path);
	return map_get(&s->shipped, str_from(key));
}

static void note_shipped(struct splitter *s, const struct package_files *package)
{
	for (size_t i = 0; i < package->member.n; i++) {
		struct member *m = &package->member.at[i];
		struct buf path CLEANUP(buf_release) = {0};
		if (!fileset_resolve(s->input->files, m->path, m->type == MEMBER_DIR, &path))
			continue;
		char *key CLEANUP(mem_freep) = mem_printf("%zu %s", package->id, path.p);
		*map_at(&s->shipped, str_from(key)) = m;
	}
}

/* Whether something outside its package has changed the member: a diversion, another
 * package's script, a statoverride, the profile. */
static bool is_changed(const struct splitter *s, const struct member *m)
{
	const struct member *own = shipped(s, m->owner, m->path);
	if (!own)
		return !path_within(m->path, "var/lib/dpkg/status.d");
	if (m->type == MEMBER_SYMLINK || own->type == MEMBER_SYMLINK)
		return m->type != own->type || strcmp(m->target, own->target) != 0;
	/* Another of several hard links may have become the file. */
	bool other = m->type == MEMBER_FILE && own->type == MEMBER_FILE && m->body.p != own->body.p;
	return other || m->capability.n || m->mode != own->mode || m->uid != own->uid || m->gid != own->gid;
}

static size_t find_group(struct splitter *s, const char *name, const char *version)
{
	for (size_t i = 0; i < s->group.n; i++)
		if (strcmp(s->group.at[i].name, name) == 0 && strcmp(s->group.at[i].version, version) == 0)
			return i;
	vec_push(&s->group, ((struct group){.name = name, .version = version}));
	return s->group.n - 1;
}

static int64_t newest_file(const struct package_files *package)
{
	int64_t newest = 0;
	for (size_t i = 0; i < package->member.n; i++)
		if (package->member.at[i].type != MEMBER_DIR && package->member.at[i].mtime > newest)
			newest = package->member.at[i].mtime;
	return newest;
}

static void find_groups(struct splitter *s, bool by_source)
{
	for (size_t i = 0; i < s->input->n; i++)
		if (s->input->package[i].id >= s->ids)
			s->ids = s->input->package[i].id + 1;
	s->group_of = mem_alloc((s->ids + 1) * sizeof(*s->group_of));
	for (size_t i = 0; i < s->input->n; i++) {
		const struct package *p = s->input->package[i].package;
		size_t g = by_source ? find_group(s, p->source, p->source_version)
				     : find_group(s, p->name, p->version);
		int64_t newest = newest_file(&s->input->package[i]);
		if (newest > s->group.at[g].newest)
			s->group.at[g].newest = newest;
		s->group_of[s->input->package[i].id] = g + 1;
		note_shipped(s, &s->input->package[i]);
	}
	s->apart = mem_alloc(s->input->members + 1);
	for (size_t i = 0; i < s->input->members; i++) {
		const struct member *m = s->input->member[i];
		bool grouped = m->type != MEMBER_DIR && m->owner < s->ids && s->group_of[m->owner];
		s->apart[i] = grouped && is_changed(s, m);
		if (m->type == MEMBER_FILE && m->owner < s->ids && s->group_of[m->owner])
			s->group.at[s->group_of[m->owner] - 1].bytes += m->body.n;
	}
}

static int by_size(const void *a, const void *b)
{
	const struct group *x = *(struct group *const *)a, *y = *(struct group *const *)b;
	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int by_age(const void *a, const void *b)
{
	const struct group *x = *(struct group *const *)a, *y = *(struct group *const *)b;
	if (x->newest != y->newest)
		return x->newest < y->newest ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* Chooses the groups that get a layer, lowest first, and returns their number. The
 * caller frees *out. */
static size_t choose_groups(const struct splitter *s, size_t most, struct group ***out)
{
	size_t n = s->group.n;
	*out = mem_alloc((n + 1) * sizeof(**out));
	for (size_t i = 0; i < n; i++)
		(*out)[i] = &s->group.at[i];
	qsort(*out, n, sizeof(**out), by_size);
	n = n < most ? n : most;
	qsort(*out, n, sizeof(**out), by_age);
	return n;
}

/* A directory as a package of the group ships it or, if none does, with mode 0755 and
 * owner root. */
static struct member group_directory(const struct splitter *s, size_t group, const char *path)
{
	struct member dir = *fileset_get(s->input->files, path);
	const struct member *own = NULL;
	for (size_t i = 0; !own && i < s->input->n; i++) {
		package_id id = s->input->package[i].id;
		own = s->group_of[id] == group ? shipped(s, id, path) : NULL;
	}
	bool says = own && own->type == MEMBER_DIR;
	dir.mode = says ? own->mode : 0755;
	dir.uid = says ? own->uid : 0;
	dir.gid = says ? own->gid : 0;
	return dir;
}

/* With group 0, directories are as in the image. */
static void put_parents(struct splitter *s, const char *path, size_t group, int64_t mtime)
{
	while (*path) {
		char *parent CLEANUP(mem_freep) = path_parent(path);
		if (fileset_get(&s->files, parent))
			return;
		struct member dir = *fileset_get(s->input->files, parent);
		if (group) {
			dir = group_directory(s, group, dir.path);
			dir.mtime = mtime;
		}
		path = fileset_put(&s->files, &dir)->path;
	}
}

/* A hard link whose file is in another layer becomes a separate file. */
static void put_member(struct splitter *s, const struct member *m)
{
	struct member copy = *m;
	const struct member *target;
	if (m->type == MEMBER_HARDLINK && !fileset_get(&s->files, m->target) &&
	    (target = fileset_get(s->input->files, m->target))) {
		copy = *target;
		copy.path = m->path;
		copy.owner = m->owner;
	}
	fileset_put(&s->files, &copy);
}

/* Moves the members in s->files to a new topmost layer. */
static void end_layer(struct splitter *s, const char *name)
{
	struct layer layer = {.name = name};
	layer.n = fileset_sorted(&s->files, &layer.member);
	for (size_t i = 0; i < layer.n; i++)
		if (layer.member[i]->type == MEMBER_DIR)
			*map_at(&s->placed, str_from(layer.member[i]->path)) = layer.member[i];
	arena_merge(&s->out->arena, &s->files.arena);
	fileset_release(&s->files);
	if (layer.n)
		vec_push(&s->out->layer, layer);
	else
		free(layer.member);
}

/* Adds directories that a package ships without anything below them. */
static void put_directories(struct splitter *s, const struct package_files *package, size_t group, int64_t mtime)
{
	for (size_t i = 0; i < package->member.n; i++) {
		const struct member *m = &package->member.at[i];
		struct buf path CLEANUP(buf_release) = {0};
		if (m->type != MEMBER_DIR || m->held || !fileset_resolve(s->input->files, m->path, true, &path))
			continue;
		const struct member *there = fileset_get(s->input->files, path.p);
		if (!there || there->type != MEMBER_DIR || fileset_get(&s->files, path.p))
			continue;
		struct member dir = group_directory(s, group, there->path);
		dir.mtime = mtime;
		put_parents(s, fileset_put(&s->files, &dir)->path, group, mtime);
	}
}

static void make_layer(struct splitter *s, const struct group *group)
{
	size_t id = (size_t)(group - s->group.at) + 1;
	int64_t mtime = group->newest < s->input->epoch ? group->newest : s->input->epoch;
	for (size_t i = 0; i < s->input->members; i++) {
		const struct member *m = s->input->member[i];
		if (m->type == MEMBER_DIR || m->owner >= s->ids || s->group_of[m->owner] != id || s->apart[i])
			continue;
		put_member(s, m);
		put_parents(s, m->path, id, mtime);
	}
	/* Packages of which no file is left do not bring directories either. */
	for (size_t i = 0; s->files.by_path.n && i < s->input->n; i++)
		if (s->group_of[s->input->package[i].id] == id)
			put_directories(s, &s->input->package[i], id, mtime);
	end_layer(s, arena_printf(&s->out->arena, "%s %s", group->name, group->version));
}

static bool is_placed(const struct splitter *s, const struct member *directory)
{
	const struct member *below = map_get(&s->placed, str_from(directory->path));
	return below && below->mode == directory->mode && below->uid == directory->uid && below->gid == directory->gid;
}

/* Makes the last layer: members that have no layer yet, as they are in the image, and
 * directories that differ from those in the layers below. */
static void make_last(struct splitter *s, const bool *own)
{
	for (size_t i = 0; i < s->input->members; i++) {
		const struct member *m = s->input->member[i];
		size_t group = m->owner < s->ids ? s->group_of[m->owner] : 0;
		if (m->type == MEMBER_DIR ? is_placed(s, m) || fileset_get(&s->files, m->path)
					  : group && own[group - 1] && !s->apart[i])
			continue;
		put_member(s, m);
		put_parents(s, m->path, 0, 0);
	}
	end_layer(s, "the rest, and what belongs to the image as a whole");
}

static void make_one(const struct layers_input *input, struct layers *out)
{
	struct layer layer = {.name = "the whole image", .n = input->members};
	layer.member = mem_alloc((input->members + 1) * sizeof(*layer.member));
	memcpy(layer.member, input->member, input->members * sizeof(*layer.member));
	vec_push(&out->layer, layer);
}

void layers_split(const struct layers_input *input, struct layers_choice choice, struct layers *out)
{
	struct splitter s = {.input = input, .out = out};
	size_t most = choice.kind == LAYERS_COUNT ? choice.n : LAYERS_MOST;
	if (choice.kind == LAYERS_ONE || most < 2) {
		make_one(input, out);
		return;
	}
	struct group **chosen CLEANUP(mem_freep) = NULL;
	find_groups(&s, choice.kind == LAYERS_COUNT);
	size_t n = choose_groups(&s, most - 1, &chosen);
	bool *own CLEANUP(mem_freep) = mem_alloc(s.group.n + 1);
	for (size_t i = 0; i < n; i++) {
		own[chosen[i] - s.group.at] = true;
		make_layer(&s, chosen[i]);
	}
	make_last(&s, own);
	map_release(&s.placed);
	map_release(&s.shipped);
	free(s.apart);
	vec_release(&s.group);
	free(s.group_of);
}
