/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dpkg-divert(1) --rename and dpkg-statoverride(1) --update: changes the members and, if
 * dpkg is in the image, its records. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/place.h"

static bool brought_by(const struct effect_state *state, const struct member *m, const char *package)
{
	const struct package_files *found = package ? effect_package(state, package) : NULL;
	return found && m->owner == found->id;
}

static int check_diversion(const struct effect_state *state, const struct effect *e, bool *known,
			   struct err *err)
{
	*known = false;
	if (strcmp(e->path, e->target) == 0)
		return err_set(err, STATUS_FATAL, "cannot divert file '%s' to itself", e->path);
	for (size_t i = 0; i < state->diversion.n; i++) {
		const struct diversion *d = &state->diversion.at[i];
		bool same_owner = d->package && e->for_package ? strcmp(d->package, e->for_package) == 0
							       : d->package == e->for_package;
		if (strcmp(d->path, e->path) == 0 && strcmp(d->target, e->target) == 0 && same_owner)
			*known = true;
		else if (strcmp(d->path, e->path) == 0 || strcmp(d->target, e->target) == 0 ||
			 strcmp(d->path, e->target) == 0 || strcmp(d->target, e->path) == 0)
			return err_set(err, STATUS_FATAL,
				       "diversion of %s to %s clashes with that of %s to %s", e->path,
				       e->target, d->path, d->target);
	}
	return 0;
}

/* The diverting package's own file stays where it is. */
int effect_diversion(struct effect_state *state, const struct effect *e, struct fileset *files,
		     struct err *err)
{
	struct buf from CLEANUP(buf_release) = {0}, to CLEANUP(buf_release) = {0};
	bool known;
	if (effect_place(files, e->path, false, &from, err) ||
	    effect_place(files, e->target, false, &to, err) || check_diversion(state, e, &known, err))
		return -1;
	if (known)
		return 0;
	const struct member *m = effect_there(files, from.p);
	if (m && m->type == MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "%s: cannot divert directories", e->path);
	bool renamed = m && !e->keep && !brought_by(state, m, e->for_package);
	if (renamed && effect_there(files, to.p))
		return err_set(err, STATUS_FATAL, "%s: diverted to %s, which is there", e->path, e->target);
	struct diversion d = {arena_strdup(&state->arena, e->path),
			      arena_strdup(&state->arena, e->target),
			      e->for_package ? arena_strdup(&state->arena, e->for_package) : NULL};
	vec_push(&state->diversion, d);
	bool drops = renamed && m->type == MEMBER_SYMLINK && effect_drops(state, to.p);
	if (renamed && !drops)
		effect_rename(files, from.p, to.p);
	return 0;
}

int effect_statoverride(struct effect_state *state, const struct effect *e, struct fileset *files,
			struct err *err)
{
	struct override *o = NULL;
	struct effect one = *e;
	if (!e->path || !e->user || !e->group)
		return err_set(err, STATUS_FATAL, "statoverride: a path, a user and a group are needed");
	for (size_t i = 0; i < state->override.n; i++)
		if (strcmp(state->override.at[i].path, e->path) == 0)
			o = &state->override.at[i];
	if (!o) {
		vec_push(&state->override, ((struct override){.path = arena_strdup(&state->arena, e->path)}));
		o = &state->override.at[state->override.n - 1];
	}
	o->user = arena_strdup(&state->arena, e->user);
	o->group = arena_strdup(&state->arena, e->group);
	o->mode = e->mode & 07777;
	one.deep = false;
	return effect_owner(state, &one, files, err) || effect_mode(state, &one, files, err) ? -1 : 0;
}

/* dpkg writes its records in the order of its hash table: FNV-1a of the path without its
 * leading slash, in this number of bins. */
enum { DPKG_BINS = 262139 };

static uint32_t bin_of(const char *path)
{
	uint32_t h = 2166136261U;
	for (path += strspn(path, "/"); *path; path++)
		h = (h ^ (uint32_t)*path) * 16777619U;
	return h % DPKG_BINS;
}

static int by_bin(const void *a, const void *b)
{
	/* Both kinds of records start with the path. */
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	uint32_t p = bin_of(x), q = bin_of(y);
	return p != q ? (p < q ? -1 : 1) : strcmp(x, y);
}

static void print_id(struct buf *out, const char *name)
{
	buf_printf(out, "%s%s ", strspn(name, "0123456789") == strlen(name) ? "#" : "", name);
}

int effect_write_dpkg(struct effect_state *state, struct fileset *files, struct err *err)
{
	struct buf diversions CLEANUP(buf_release) = {0}, overrides CLEANUP(buf_release) = {0};
	if (!effect_package(state, "dpkg"))
		return 0;
	if (state->diversion.n)
		qsort(state->diversion.at, state->diversion.n, sizeof(*state->diversion.at), by_bin);
	if (state->override.n)
		qsort(state->override.at, state->override.n, sizeof(*state->override.at), by_bin);
	for (size_t i = 0; i < state->diversion.n; i++) {
		const struct diversion *d = &state->diversion.at[i];
		buf_printf(&diversions, "%s\n%s\n%s\n", d->path, d->target, d->package ? d->package : ":");
	}
	for (size_t i = 0; i < state->override.n; i++) {
		const struct override *o = &state->override.at[i];
		print_id(&overrides, o->user);
		print_id(&overrides, o->group);
		buf_printf(&overrides, "%o %s\n", o->mode, o->path);
	}
	if (diversions.n && place_file(files, "var/lib/dpkg/diversions", buf_str(&diversions), err))
		return -1;
	return overrides.n ? place_file(files, "var/lib/dpkg/statoverride", buf_str(&overrides), err) : 0;
}
