/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/compose.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "stage/install_order.h"

/* A member can be moved once for each link above it. */
enum { ROUNDS_MOST = LINK_HOPS_MOST };

struct claim {
	const struct member *member;
	unsigned depth;
	size_t order; /* by package, then by position in the archive */
};

struct composer {
	const struct compose_input *input;
	struct fileset *files;
	VEC(struct claim) link, dir, file;
	const size_t *order; /* indexes of input->package in the order in which dpkg would
	                      * install them */
	struct err *err;
};

static const char *claimant_name(const struct composer *c, package_id owner)
{
	return owner == OWNER_GENERATED ? "debslim" : c->input->universe->package.at[owner].name;
}

static int clash(const struct composer *c, const char *path, package_id a, package_id b,
		 const char *what)
{
	const char *one = claimant_name(c, a), *two = claimant_name(c, b);
	bool swap = strcmp(one, two) > 0;
	err_set(c->err, STATUS_UNTRUSTED, "/%s: %s in both %s and %s", path, what, swap ? two : one,
		swap ? one : two);
	return err_hint(c->err, "leave one of the packages out, or the path with --path-exclude");
}

static bool replaces(const struct composer *c, package_id winner, package_id loser)
{
	if (winner == OWNER_GENERATED || loser == OWNER_GENERATED)
		return false;
	const struct package_ids *list = &c->input->universe->package.at[winner].replaces;
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i] == loser)
			return true;
	return false;
}

static unsigned depth_of(const char *path)
{
	unsigned n = 0;
	for (; *path; path++)
		n += *path == '/';
	return n;
}

/* Shallow first, so that a link is known before what is behind it. */
static int by_depth(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	if (x->depth != y->depth)
		return x->depth < y->depth ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void collect_claims(struct composer *c)
{
	size_t order = 0;
	for (size_t p = 0; p < c->input->n; p++) {
		const struct package_files *package = &c->input->package[p];
		for (size_t i = 0; i < package->member.n; i++) {
			const struct member *m = &package->member.at[i];
			struct claim claim = {m, depth_of(m->path), order++};
			if (m->type == MEMBER_SYMLINK)
				vec_push(&c->link, claim);
			else if (m->type == MEMBER_DIR)
				vec_push(&c->dir, claim);
			else
				vec_push(&c->file, claim);
		}
	}
}

static void add_aliases(struct composer *c)
{
	for (size_t i = 0; path_merged[i]; i++) {
		char target[32] = "usr/";
		struct member m = {.path = path_merged[i],
				   .type = MEMBER_SYMLINK,
				   .mode = 0777,
				   .target = strcat(target, path_merged[i]),
				   .owner = OWNER_GENERATED,
				   .held = true};
		if (!fileset_get(c->files, m.path))
			fileset_put(c->files, &m);
	}
}

static void add_skeleton(struct composer *c)
{
	for (size_t i = 0; i < c->input->skeletons; i++)
		if (!fileset_get(c->files, c->input->skeleton[i].path))
			fileset_put(c->files, &c->input->skeleton[i]);
}

/* The path of a member after the links above it are followed. */
static int claim_place(struct composer *c, const struct member *m, bool follow_last,
		       struct buf *out)
{
	if (fileset_resolve(c->files, m->path, follow_last, out))
		return 0;
	return err_set(c->err, STATUS_UNTRUSTED, "%s: /%s: too many levels of links",
		       claimant_name(c, m->owner), m->path);
}

static void put_claimed_at(struct composer *c, const struct member *m, const char *path)
{
	struct member copy = *m;
	copy.path = path;
	fileset_put(c->files, &copy);
}

static bool same_file(const struct member *a, const struct member *b)
{
	return a->mode == b->mode && a->uid == b->uid && a->gid == b->gid &&
	       str_equal(a->body, b->body);
}

/* Decides between two members, not directories, with one path: 1 if the new one wins, 0
 * if the old one does, -1 if neither may. */
static int contest(struct composer *c, const struct member *old, const struct member *m)
{
	/* dpkg keeps an existing directory where a package has a link. */
	if (old->owner == OWNER_GENERATED && old->type == MEMBER_DIR)
		return 0;
	if (old->owner == OWNER_GENERATED || replaces(c, m->owner, old->owner))
		return 1;
	if (replaces(c, old->owner, m->owner))
		return 0;
	if (old->type != m->type)
		return -1;
	bool same = old->type == MEMBER_SYMLINK ? strcmp(old->target, m->target) == 0
						: old->type == MEMBER_FILE && same_file(old, m);
	return same ? 0 : -1;
}

static const struct member *shipped_member(const struct composer *c, package_id owner,
					   const char *path)
{
	for (size_t p = 0; p < c->input->n; p++) {
		const struct package_files *package = &c->input->package[p];
		if (package->id != owner)
			continue;
		for (size_t i = 0; i < package->member.n; i++)
			if (strcmp(package->member.at[i].path, path) == 0)
				return &package->member.at[i];
	}
	return NULL;
}

/* Turns a hard link into a file, because another package's member may replace the file
 * that it links to. */
static struct member as_file(const struct composer *c, const struct member *m)
{
	struct member copy = *m;
	const struct member *file =
		m->type == MEMBER_HARDLINK ? shipped_member(c, m->owner, m->target) : NULL;
	if (file) {
		copy.type = MEMBER_FILE;
		copy.target = NULL;
		copy.body = file->body;
		copy.origin = file->origin;
	}
	return copy;
}

/* Puts a member that is not a directory in place, or records it as contested if another
 * package has one there. */
static void put_claim(struct composer *c, const struct member *m, const char *path)
{
	struct member *old = fileset_get(c->files, path);
	if (!old || old->owner == OWNER_GENERATED || old->owner == m->owner) {
		if (!old || contest(c, old, m) > 0)
			put_claimed_at(c, m, path);
		return;
	}
	int verdict = contest(c, old, m);
	*old = as_file(c, old);
	struct member one = as_file(c, m);
	one.path = path;
	if (verdict > 0) {
		fileset_contest(c->files, old, m->owner, true);
		put_claimed_at(c, &one, path);
	} else {
		fileset_contest(c->files, &one, old->owner, verdict == 0);
	}
}

static int put_claimed_link(struct composer *c, const struct member *m)
{
	struct buf path CLEANUP(buf_release) = {0};
	if (claim_place(c, m, false, &path))
		return -1;
	put_claim(c, m, path.p);
	return 0;
}

/* A link that was put late can be above one that was put early, so move members until
 * nothing moves. */
static int settle_links(struct composer *c)
{
	for (int round = 0; round < ROUNDS_MOST; round++) {
		struct member **all;
		size_t n = fileset_sorted(c->files, &all), moved = 0;
		int status = 0;
		for (size_t i = 0; i < n && !status; i++) {
			struct buf path CLEANUP(buf_release) = {0};
			status = claim_place(c, all[i], false, &path);
			if (status || strcmp(path.p, all[i]->path) == 0)
				continue;
			struct member copy = *all[i];
			fileset_remove(c->files, copy.path);
			status = put_claimed_link(c, &copy);
			moved++;
		}
		free(all);
		if (status || !moved)
			return status;
	}
	return err_set(c->err, STATUS_UNTRUSTED, "links lead into each other without end");
}

static size_t rank_of(const struct composer *c, package_id id)
{
	size_t i = 0;
	while (i < c->input->n && c->input->package[c->order[i]].id != id)
		i++;
	return i;
}

static bool same_mode(const struct member *a, const struct member *b)
{
	return a->mode == b->mode && a->uid == b->uid && a->gid == b->gid;
}

/* dpkg does not change the mode and owner of an existing directory, so the package that it unpacks
 * first determines them. base-files takes precedence over all others. */
static bool outranks(const struct composer *c, const struct member *a, const struct member *b)
{
	bool first = strcmp(claimant_name(c, a->owner), "base-files") == 0;
	bool second = strcmp(claimant_name(c, b->owner), "base-files") == 0;
	if (first != second || b->owner == OWNER_GENERATED)
		return first;
	return !same_mode(a, b) && rank_of(c, a->owner) < rank_of(c, b->owner);
}

static int put_dir(struct composer *c, const struct member *m)
{
	struct buf path CLEANUP(buf_release) = {0};
	if (claim_place(c, m, true, &path))
		return -1;
	struct member *old = fileset_get(c->files, path.p);
	if (!old) {
		put_claimed_at(c, m, path.p);
		return 0;
	}
	if (old->type != MEMBER_DIR)
		return clash(c, path.p, old->owner, m->owner, "a directory and something else");
	old->held = old->held && m->held;
	if (m->mtime > old->mtime)
		old->mtime = m->mtime;
	if (outranks(c, m, old)) {
		old->mode = m->mode;
		old->uid = m->uid;
		old->gid = m->gid;
		old->owner = m->owner;
	}
	return 0;
}

static int put_claimed_file(struct composer *c, const struct member *m)
{
	struct buf path CLEANUP(buf_release) = {0};
	if (claim_place(c, m, false, &path))
		return -1;
	const struct member *old = fileset_get(c->files, path.p);
	if (old && old->type == MEMBER_DIR)
		return clash(c, path.p, old->owner, m->owner, "a directory and something else");
	put_claim(c, m, path.p);
	return 0;
}

/* Runs when all files are in place: points a hard link to where its file is. */
static int aim_hardlink(struct composer *c, const struct member *m)
{
	struct buf path CLEANUP(buf_release) = {0}, target CLEANUP(buf_release) = {0};
	if (claim_place(c, m, false, &path))
		return -1;
	struct member *link = fileset_get(c->files, path.p);
	if (!link || link->owner != m->owner || link->type != MEMBER_HARDLINK)
		return 0;
	const struct member *file = shipped_member(c, m->owner, m->target);
	if (!file || file->type != MEMBER_FILE)
		return err_set(c->err, STATUS_UNTRUSTED, "%s: /%s: hard link without its file",
			       claimant_name(c, m->owner), m->path);
	if (claim_place(c, file, false, &target))
		return -1;
	const struct member *there = fileset_get(c->files, target.p);
	if (there && there->owner == m->owner && there->type == MEMBER_FILE) {
		link->target = arena_strdup(&c->files->arena, target.p);
	} else {
		link->type = MEMBER_FILE;
		link->target = NULL;
		link->body = file->body;
		link->origin = file->origin;
	}
	return 0;
}

static int put_all(struct composer *c)
{
	for (size_t i = 0; i < c->link.n; i++)
		if (put_claimed_link(c, c->link.at[i].member))
			return -1;
	if (settle_links(c))
		return -1;
	for (size_t i = 0; i < c->dir.n; i++)
		if (put_dir(c, c->dir.at[i].member))
			return -1;
	for (size_t i = 0; i < c->file.n; i++)
		if (put_claimed_file(c, c->file.at[i].member))
			return -1;
	for (size_t i = 0; i < c->file.n; i++)
		if (c->file.at[i].member->type == MEMBER_HARDLINK &&
		    aim_hardlink(c, c->file.at[i].member))
			return -1;
	return 0;
}

/* Checks that only directories are above other members. */
static int check_parents(struct composer *c)
{
	struct member **all;
	size_t n = fileset_sorted(c->files, &all);
	int status = 0;
	for (size_t i = 0; i < n && !status; i++) {
		char *parent CLEANUP(mem_freep) = path_parent(all[i]->path);
		const struct member *above = *parent ? fileset_get(c->files, parent) : NULL;
		if (above && above->type != MEMBER_DIR)
			status = clash(c, parent, above->owner, all[i]->owner,
				       "a directory and something else");
	}
	free(all);
	return status;
}

int compose(const struct compose_input *input, struct fileset *out, struct err *err)
{
	size_t *order CLEANUP(mem_freep) = mem_resize(NULL, input->n + 1, sizeof(*order));
	struct composer c = {.input = input, .files = out, .err = err, .order = order};
	install_order(input->package, input->n, order);
	add_skeleton(&c);
	if (input->merged_usr)
		add_aliases(&c);
	collect_claims(&c);
	if (c.link.n)
		qsort(c.link.at, c.link.n, sizeof(c.link.at[0]), by_depth);
	int status = put_all(&c) || check_parents(&c) ? -1 : 0;
	vec_release(&c.link);
	vec_release(&c.dir);
	vec_release(&c.file);
	return status;
}

int compose_check(const struct compose_input *input, const struct fileset *files, struct err *err)
{
	const struct composer c = {.input = input, .err = err};
	size_t i = 0;
	while (i < files->contested.n && files->contested.at[i].settled)
		i++;
	if (i == files->contested.n)
		return 0;
	const struct contested *first = &files->contested.at[i];
	const struct member *there = fileset_get(files, first->member.path);
	bool links = first->member.type == MEMBER_SYMLINK && there && there->type == MEMBER_SYMLINK;
	return clash(&c, first->member.path, first->other, first->member.owner,
		     links ? "different links" : "the same path");
}

static int add_parents(struct fileset *files, const char *path, bool generated, int64_t mtime,
		       struct err *err)
{
	char *parent CLEANUP(mem_freep) = path_parent(path);
	const struct member *there = fileset_get(files, parent);
	if (!*path)
		return 0;
	if (there && there->type != MEMBER_DIR && (generated || there->owner == OWNER_GENERATED)) {
		err_set(err, STATUS_FATAL, "/%s is not a directory, but /%s must be created in it", parent, path);
		return err_hint(err, "look at Path, Copy, Home and Workdir of the profile, --copy and --workdir");
	}
	if (there && there->type != MEMBER_DIR)
		return err_set(err, STATUS_UNTRUSTED, "/%s is not a directory, but /%s must be created in it", parent,
			       path);
	if (there)
		return 0;
	struct member dir = {.path = parent, .type = MEMBER_DIR, .mode = 0755, .mtime = mtime,
			     .owner = OWNER_GENERATED};
	fileset_put(files, &dir);
	return add_parents(files, parent, generated, mtime, err);
}

/* In the order of paths, the first name of a file must be the file, because it is written first. */
static void lead_hardlinks(struct fileset *files, struct member **all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct member *m = all[i];
		if (m->type != MEMBER_HARDLINK)
			continue;
		struct member *file = fileset_get(files, m->target);
		if (file->type == MEMBER_HARDLINK) {
			/* An earlier path has become the file. */
			m->target = file->target;
		} else if (strcmp(m->path, file->path) < 0) {
			m->type = MEMBER_FILE;
			m->body = file->body;
			m->origin = file->origin;
			m->target = NULL;
			file->type = MEMBER_HARDLINK;
			file->target = m->path;
		}
	}
}

int compose_finish(struct fileset *files, int64_t epoch, struct err *err)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int status = 0;
	struct member root = {.path = "", .type = MEMBER_DIR, .mode = 0755, .mtime = epoch,
			      .owner = OWNER_GENERATED};
	if (!fileset_get(files, ""))
		fileset_put(files, &root);
	for (size_t i = 0; i < n && !status; i++)
		status = add_parents(files, all[i]->path, all[i]->owner == OWNER_GENERATED, epoch, err);
	lead_hardlinks(files, all, n);
	free(all);
	n = fileset_sorted(files, &all);
	for (size_t i = 0; i < n; i++)
		if (all[i]->mtime > epoch || all[i]->owner == OWNER_GENERATED)
			all[i]->mtime = epoch;
	free(all);
	return status;
}
