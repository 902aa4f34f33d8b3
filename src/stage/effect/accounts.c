/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The users and groups of an image while it is made. Debian's fixed accounts
 * (data/rules/accounts.rules) are either all present, or added when something names them
 * or owns a file. Their ids are never given to others, as on every Debian system. */
#include <string.h>

#include "stage/effect/parts.h"

struct user *effect_find_user(const struct effect_state *state, const char *name)
{
	for (size_t i = 0; i < state->user.n; i++)
		if (strcmp(state->user.at[i].name, name) == 0)
			return &state->user.at[i];
	return NULL;
}

struct group *effect_find_group(const struct effect_state *state, const char *name)
{
	for (size_t i = 0; i < state->group.n; i++)
		if (strcmp(state->group.at[i].name, name) == 0)
			return &state->group.at[i];
	return NULL;
}

static struct user *user_by_id(const struct effect_state *state, uint32_t uid)
{
	for (size_t i = 0; i < state->user.n; i++)
		if (state->user.at[i].uid == uid)
			return &state->user.at[i];
	return NULL;
}

static struct group *group_by_id(const struct effect_state *state, uint32_t gid)
{
	for (size_t i = 0; i < state->group.n; i++)
		if (state->group.at[i].gid == gid)
			return &state->group.at[i];
	return NULL;
}

/* Finds a fixed account by name or, if that is NULL, by id. Finds none if base-passwd is
 * in the image, because its list is complete. */
static const struct account_rule *fixed(const struct effect_state *state, bool group,
					const char *name, uint32_t id)
{
	const struct rules *rules = state->input->rules;
	for (size_t i = 0; rules && !state->masters && i < rules->account.n; i++) {
		const struct account_rule *a = &rules->account.at[i];
		if (a->group == group && (name ? strcmp(a->name, name) == 0 : a->id == id) &&
		    rules_in_suite(rules, &a->suites))
			return a;
	}
	return NULL;
}

const char *effect_fixed_user(const struct effect_state *state, uint32_t uid)
{
	const struct rules *rules = state->input->rules;
	for (size_t i = 0; rules && i < rules->account.n; i++) {
		const struct account_rule *a = &rules->account.at[i];
		if (!a->group && a->id == uid && rules_in_suite(rules, &a->suites))
			return a->name;
	}
	return NULL;
}

bool effect_uid_taken(const struct effect_state *state, uint32_t uid)
{
	return user_by_id(state, uid) || fixed(state, false, NULL, uid);
}

bool effect_gid_taken(const struct effect_state *state, uint32_t gid)
{
	return group_by_id(state, gid) || fixed(state, true, NULL, gid);
}

/* The overflow id: it belongs to nobody under any name, so two names may share it. */
enum { NOBODY = 65534 };

static void take_fixed_group(struct effect_state *state, const struct account_rule *a)
{
	struct group group = {.name = a->name, .gid = a->id, .secret = "*"};
	bool second = a->id == NOBODY && state->input->base != BASE_EXACT && !effect_find_group(state, a->name);
	if (second || (!group_by_id(state, a->id) && !effect_find_group(state, a->name)))
		vec_push(&state->group, group);
}

/* effect_finish() reports it, because a program that needs the account would act as the other. */
static void note_lost(struct effect_state *state, const char *what, const struct account_rule *a,
		      const char *other)
{
	char *text CLEANUP(mem_freep) =
		mem_printf("%s %s, which packages here need, has the number %u, which is that of %s", what,
			   a->name, a->id, other);
	if (!state->lost && strcmp(a->name, other) != 0 && a->id != NOBODY)
		state->lost = arena_strdup(&state->arena, text);
}

struct group *effect_need_group(struct effect_state *state, const char *name)
{
	const struct account_rule *a = fixed(state, true, name, 0);
	struct group *there = effect_find_group(state, name);
	if (there || !a)
		return there;
	take_fixed_group(state, a);
	there = effect_find_group(state, name);
	if (!there) {
		there = group_by_id(state, a->id);
		note_lost(state, "group", a, there->name);
	}
	return there;
}

static void take_fixed_user(struct effect_state *state, const struct account_rule *a)
{
	struct user user = {.name = a->name, .uid = a->id, .gid = a->gid, .gecos = a->gecos,
			    .home = a->home, .shell = a->shell, .secret = "*", .aged = true};
	const struct account_rule *group = fixed(state, true, NULL, a->gid);
	if (user_by_id(state, a->id) || effect_find_user(state, a->name))
		return;
	vec_push(&state->user, user);
	if (group && !group_by_id(state, group->id))
		take_fixed_group(state, group);
}

struct user *effect_need_user(struct effect_state *state, const char *name)
{
	const struct account_rule *a = fixed(state, false, name, 0);
	struct user *there = effect_find_user(state, name);
	if (there || !a)
		return there;
	take_fixed_user(state, a);
	there = user_by_id(state, a->id);
	note_lost(state, "user", a, there->name);
	return there;
}

void effect_mention(struct effect_state *state, const char *name)
{
	const struct account_rule *user = fixed(state, false, name, 0), *group = fixed(state, true, name, 0);
	if (user)
		take_fixed_user(state, user);
	if (group)
		take_fixed_group(state, group);
}

static bool numeric(const char *name, uint32_t *id)
{
	unsigned long long value;
	if (!str_number(str_from(name), 10, UINT32_MAX - 1, &value))
		return false;
	*id = (uint32_t)value;
	return true;
}

bool effect_has_user(const struct effect_state *state, const char *name)
{
	return effect_find_user(state, name) || fixed(state, false, name, 0);
}

bool effect_has_group(const struct effect_state *state, const char *name)
{
	return effect_find_group(state, name) || fixed(state, true, name, 0);
}

bool effect_user_id(const struct effect_state *state, const char *name, uint32_t *id)
{
	const struct user *user = effect_find_user(state, name);
	const struct account_rule *a = user ? NULL : fixed(state, false, name, 0);
	if (user)
		*id = user->uid;
	else if (a)
		*id = a->id;
	return user || a || numeric(name, id);
}

bool effect_group_id(const struct effect_state *state, const char *name, uint32_t *id)
{
	const struct group *group = effect_find_group(state, name);
	const struct account_rule *a = group ? NULL : fixed(state, true, name, 0);
	if (group)
		*id = group->gid;
	else if (a)
		*id = a->id;
	return group || a || numeric(name, id);
}

/* passwd(5) and group(5) have no way to quote. */
static int check_account_text(const char *name, const char *const *field, size_t n, struct err *err)
{
	bool good = *name && strspn(name, "-0123456789") != strlen(name) && name[0] != '-';
	for (const char *c = name; *c && good; c++)
		good = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
		       (*c >= '0' && *c <= '9') || strchr("_-.$", *c);
	for (size_t i = 0; i < n && good; i++)
		good = !strpbrk(field[i], ":\n");
	return good ? 0 : err_set(err, STATUS_FATAL, "account '%s': a bad name or field", name);
}

int effect_add_user(struct effect_state *state, const struct user *user, struct err *err)
{
	const char *const field[] = {user->gecos, user->home, user->shell};
	const struct user *same = effect_find_user(state, user->name);
	const struct user *other = user_by_id(state, user->uid);
	if (check_account_text(user->name, field, ARRAY_LEN(field), err))
		return -1;
	if (same)
		return err_set(err, STATUS_FATAL, "user %s has the id %u and would get %u, too", same->name,
			       same->uid, user->uid);
	if (other)
		return err_set(err, STATUS_FATAL, "user %s would get the id %u, which is that of %s",
			       user->name, user->uid, other->name);
	vec_push(&state->user, *user);
	struct user *copy = &state->user.at[state->user.n - 1];
	copy->name = arena_strdup(&state->arena, user->name);
	copy->gecos = arena_strdup(&state->arena, user->gecos);
	copy->home = arena_strdup(&state->arena, user->home);
	copy->shell = arena_strdup(&state->arena, user->shell);
	return 0;
}

int effect_add_group(struct effect_state *state, const struct group *group, struct err *err)
{
	const struct group *same = effect_find_group(state, group->name);
	const struct group *other = group_by_id(state, group->gid);
	if (check_account_text(group->name, NULL, 0, err))
		return -1;
	if (same)
		return err_set(err, STATUS_FATAL, "group %s has the id %u and would get %u, too",
			       same->name, same->gid, group->gid);
	if (other)
		return err_set(err, STATUS_FATAL, "group %s would get the id %u, which is that of %s",
			       group->name, group->gid, other->name);
	vec_push(&state->group, *group);
	state->group.at[state->group.n - 1].name = arena_strdup(&state->arena, group->name);
	return 0;
}

void effect_join(struct effect_state *state, struct group *group, const char *user)
{
	if (!names_hold(&group->member, user))
		vec_push(&group->member, arena_strdup(&state->arena, user));
}

static bool owns(const struct fileset *files, bool group, uint32_t id)
{
	for (size_t i = 0; i < files->by_path.n; i++) {
		const struct member *m = files->by_path.entry[i].value;
		if (m && !m->held && (group ? m->gid : m->uid) == id)
			return true;
	}
	return false;
}

void effect_name_owners(struct effect_state *state, const struct fileset *files)
{
	const struct rules *rules = state->input->rules;
	for (size_t i = 0; rules && !state->masters && i < rules->account.n; i++) {
		const struct account_rule *a = &rules->account.at[i];
		if (!a->id || !rules_in_suite(rules, &a->suites) || !owns(files, a->group, a->id))
			continue;
		if (!a->group)
			take_fixed_user(state, a);
		else if (!group_by_id(state, a->id))
			take_fixed_group(state, a);
	}
}

/* Whether an account of the profile has the name or number of a fixed account, which
 * then is not added. */
static bool gives_way(const struct effect_state *state, const struct account_rule *rule)
{
	const struct profile *profile = state->input->profile;
	for (size_t i = 0; profile && i < profile->account.n; i++) {
		const struct account *a = &profile->account.at[i];
		const struct account_rule *same = fixed(state, a->group_only, a->name, 0);
		uint32_t id = rule->group ? account_gid(a) : a->id;
		bool other = rule->group ? a->group == ACCOUNT_GROUP_OTHER : a->group_only;
		if (other || (same && same->id == a->id) || effect_takes_fixed(state, a))
			continue;
		if ((strcmp(a->name, rule->name) == 0) != (id == rule->id))
			return true;
	}
	return false;
}

void effect_take_fixed(struct effect_state *state)
{
	const struct rules *rules = state->input->rules;
	for (size_t i = 0; rules && i < rules->account.n; i++) {
		const struct account_rule *a = &rules->account.at[i];
		struct group group = {.name = a->name, .gid = a->id, .secret = "*"};
		struct user user = {.name = a->name, .uid = a->id, .gid = a->gid, .gecos = a->gecos,
				    .home = a->home, .shell = a->shell, .secret = "*", .aged = true};
		if (!rules_in_suite(rules, &a->suites) || gives_way(state, a))
			continue;
		if (a->group)
			vec_push(&state->group, group);
		else
			vec_push(&state->user, user);
	}
}
