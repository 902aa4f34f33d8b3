/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/effect/effect.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/place.h"

const struct package_files *effect_package(const struct effect_state *state, const char *name)
{
	return package_files_find(state->input->package, state->input->n, name);
}

/* bullseye has adduser 3.118, bookworm 3.134. Packages that add accounts depend on
 * adduser, so its version is known even if it is cut. */
int effect_debian_version(const struct effect_state *state)
{
	const struct universe *universe = state->input->universe;
	unsigned long long minor;
	for (size_t i = 0; universe && i < universe->package.n; i++) {
		const struct package *p = &universe->package.at[i];
		if (strcmp(p->name, "adduser") != 0 || !p->version || strncmp(p->version, "3.", 2) != 0)
			continue;
		struct str digits = {p->version + 2, strspn(p->version + 2, "0123456789")};
		if (!str_number(digits, 10, 100000, &minor))
			continue;
		return minor < 122 ? 11 : minor < 137 ? 12 : 13;
	}
	return 13;
}

int effect_spend(struct effect_state *state, size_t work, struct err *err)
{
	const size_t most = 1 << 28;
	state->work += work < most ? work : most;
	return state->work <= most ? 0
		: err_set(err, STATUS_UNTRUSTED, "maintainer scripts ask for too much");
}

int effect_place(const struct fileset *files, const char *path, bool last, struct buf *out,
		 struct err *err)
{
	char normal[PATH_LONGEST + 1];
	if (!path || path[0] != '/')
		return err_set(err, STATUS_UNTRUSTED, "'%s' is not an absolute path", path ? path : "");
	if (path_normalise(str_from(path), normal, err))
		return err_wrap(err, "%s", path);
	return place_find(files, normal, last, out, err);
}

bool effect_drops(const struct effect_state *state, const char *place)
{
	return state->input->drops && state->input->drops(state->input->context, place);
}

struct member *effect_there(const struct fileset *files, const char *place)
{
	struct member *m = fileset_get(files, place);
	return m && !m->held ? m : NULL;
}

bool effect_exists(const struct fileset *files, const char *path)
{
	struct buf place CLEANUP(buf_release) = {0};
	return fileset_resolve(files, path, true, &place) && effect_there(files, place.p);
}

bool effect_asked(const struct effect_state *state, const char *generator)
{
	return names_hold(&state->asked, generator);
}

static int make_shell(struct effect_state *state, const struct effect *e, struct fileset *files,
		      struct err *err)
{
	(void)files;
	(void)err;
	vec_push(&state->shell, arena_strdup(&state->arena, e->path));
	return 0;
}

static int make_generated(struct effect_state *state, const struct effect *e,
			  struct fileset *files, struct err *err)
{
	if (strcmp(e->name, "sysusers") == 0)
		return effect_sysusers(state, e->path, files, err);
	if (strcmp(e->name, "tmpfiles") == 0)
		return effect_tmpfiles(state, e->path, files, err);
	if (!effect_asked(state, e->name))
		vec_push(&state->asked, arena_strdup(&state->arena, e->name));
	return 0;
}

typedef int maker(struct effect_state *, const struct effect *, struct fileset *, struct err *);

static maker *const makers[] = {
	[EFFECT_ALTERNATIVE] = effect_alternative,
	[EFFECT_DIVERSION] = effect_diversion,
	[EFFECT_STATOVERRIDE] = effect_statoverride,
	[EFFECT_USER] = effect_user,
	[EFFECT_GROUP] = effect_group,
	[EFFECT_MEMBER] = effect_member,
	[EFFECT_DIRECTORY] = effect_directory,
	[EFFECT_FILE] = effect_file,
	[EFFECT_APPEND] = effect_file,
	[EFFECT_UNKNOWN] = effect_unknown,
	[EFFECT_LINK] = effect_link,
	[EFFECT_COPY] = effect_copy,
	[EFFECT_MOVE] = effect_move,
	[EFFECT_REMOVE] = effect_remove,
	[EFFECT_MODE] = effect_mode,
	[EFFECT_OWNER] = effect_owner,
	[EFFECT_CAPABILITY] = effect_capability,
	[EFFECT_SHELL] = make_shell,
	[EFFECT_GENERATE] = make_generated,
};

static const char *input_package_name(const struct effect_state *state, package_id id)
{
	for (size_t i = 0; i < state->input->n; i++)
		if (state->input->package[i].id == id)
			return state->input->package[i].package->name;
	return "debslim";
}

int effect_apply(struct effect_state *state, const struct effect *effect, struct fileset *files,
		 struct err *err)
{
	if (makers[effect->kind](state, effect, files, err) == 0)
		return 0;
	return err_wrap(err, "%s: %s line %u", input_package_name(state, effect->owner),
			effect->script ? effect->script : "script", effect->line);
}

struct effect_state *effect_begin(const struct effect_input *input, struct fileset *files,
				  struct err *err)
{
	struct effect_state *state = mem_alloc(sizeof(*state));
	state->input = input;
	if (effect_read_accounts(state, files, err) == 0)
		return state;
	effect_end(state);
	return NULL;
}

int effect_finish(struct effect_state *state, struct fileset *files, struct err *err)
{
	if (state->lost) {
		err_set(err, STATUS_FATAL, "%s", state->lost);
		return err_hint(err, "give the account of the profile, or of --user, another number");
	}
	if (effect_tmpfiles_later(state, files, err) || effect_write_alternatives(state, files, err) ||
	    effect_write_dpkg(state, files, err) || effect_write_shells(state, files, err))
		return -1;
	effect_name_owners(state, files);
	if (state->input->base == BASE_USED && effect_take_mentioned(state, files, err))
		return -1;
	return effect_write_accounts(state, files, err);
}

void effect_end(struct effect_state *state)
{
	if (!state)
		return;
	for (size_t i = 0; i < state->group.n; i++)
		vec_release(&state->group.at[i].member);
	for (size_t i = 0; i < state->alternative.n; i++) {
		vec_release(&state->alternative.at[i].slave);
		vec_release(&state->alternative.at[i].choice);
	}
	vec_release(&state->user);
	vec_release(&state->group);
	vec_release(&state->alternative);
	vec_release(&state->diversion);
	vec_release(&state->override);
	vec_release(&state->shell);
	vec_release(&state->asked);
	tmpfiles_release(&state->later);
	arena_release(&state->arena);
	free(state);
}
