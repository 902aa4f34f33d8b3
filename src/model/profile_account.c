/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Account and Group stanzas, and what an option can change about accounts. */
#include "model/profile_object.h"

uint32_t account_gid(const struct account *a)
{
	return a->group == ACCOUNT_GROUP_SAME ? a->id : a->gid;
}

static bool has_own_group(const struct account *a)
{
	return a->group != ACCOUNT_GROUP_OTHER;
}

static struct account *find_profile_account(struct profile *p, const char *name, bool group_only)
{
	for (size_t i = 0; i < p->account.n; i++)
		if (p->account.at[i].group_only == group_only && strcmp(p->account.at[i].name, name) == 0)
			return &p->account.at[i];
	return NULL;
}

struct account *profile_user(struct profile *p, const char *name)
{
	return find_profile_account(p, name, false);
}

struct account *profile_user_by_id(struct profile *p, uint32_t uid)
{
	for (size_t i = 0; i < p->account.n; i++)
		if (!p->account.at[i].group_only && p->account.at[i].id == uid)
			return &p->account.at[i];
	return NULL;
}

const struct account *profile_group_by_id(const struct profile *p, uint32_t gid, const struct account *but)
{
	for (size_t i = 0; i < p->account.n; i++)
		if (&p->account.at[i] != but && has_own_group(&p->account.at[i]) &&
		    account_gid(&p->account.at[i]) == gid)
			return &p->account.at[i];
	return NULL;
}

void account_set_gid(struct profile *p, struct account *a, uint32_t gid)
{
	a->gid = gid;
	a->group = profile_group_by_id(p, gid, a) ? ACCOUNT_GROUP_OTHER : ACCOUNT_GROUP_OWN;
}

static int check_account_name(struct profile_reader *r, const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");
	if (name[n] || n == 0 || n > 32 || name[0] == '-' || (name[0] >= '0' && name[0] <= '9'))
		return deb822_fail(r->file, &r->stanza->field.at[0], r->err,
				   "'%s' is not a name for an account", name);
	return 0;
}

static int taken(struct profile_reader *r, const char *what, uint32_t id, const struct account *other)
{
	const struct deb822_field *field = deb822_find(r->stanza, what);
	deb822_fail(r->file, field ? field : &r->stanza->field.at[0], r->err,
		    "id %u belongs to '%s' already, at %s", id, other->name,
		    other->id_from ? other->id_from : other->from);
	return err_hint(r->err, "choose another number%s", strcmp(what, "Uid") != 0 ? "" :
			", or give the same name to change that account");
}

/* Ids must be unique among users and among groups; only a Gid that was given explicitly
 * may be that of another account. */
static int check_ids(struct profile_reader *r, const struct account *a, const struct account *same)
{
	struct profile *p = r->profile;
	for (size_t i = 0; i < p->account.n; i++) {
		const struct account *other = &p->account.at[i];
		if (other == same)
			continue;
		if (has_own_group(other) && strcmp(other->name, a->name) == 0 && has_own_group(a))
			return deb822_fail(r->file, &r->stanza->field.at[0], r->err,
					   "there is a group '%s' already, at %s", a->name, other->from);
		if (!a->group_only && !other->group_only && other->id == a->id)
			return taken(r, "Uid", a->id, other);
		if (has_own_group(a) && a->group != ACCOUNT_GROUP_OWN && has_own_group(other) &&
		    account_gid(other) == account_gid(a))
			return taken(r, a->group_only ? "Gid" : "Uid", a->id, other);
	}
	return 0;
}

static int put_account(struct profile_reader *r, struct account *a, struct account *same)
{
	if (check_ids(r, a, same))
		return -1;
	if (r->dry)
		return 0;
	if (same)
		*same = *a;
	else
		vec_push(&r->profile->account, *a);
	return 0;
}

static void read_texts(struct profile_reader *r, struct account *a)
{
	struct {
		const char *field;
		const char **slot, *otherwise;
	} texts[] = {{"Gecos", &a->gecos, a->name},
		     {"Home", &a->home, "/nonexistent"},
		     {"Shell", &a->shell, "/sbin/nologin"}};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		const char *text = object_text(r, texts[i].field);
		if (text)
			*texts[i].slot = text;
		else if (!*texts[i].slot)
			*texts[i].slot = texts[i].otherwise;
	}
}

/* passwd(5) has no way to quote. */
static int check_texts(struct profile_reader *r)
{
	static const char *const fields[] = {"Gecos", "Home", "Shell"};
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const struct deb822_field *field = deb822_find(r->stanza, fields[i]);
		const char *bad = NULL;
		for (size_t k = 0; field && k < field->value.n && !bad; k++)
			if (strchr(":\n", field->value.p[k]))
				bad = field->value.p + k;
		if (bad)
			return deb822_fail_at(r->file, field, bad, r->err,
					      "a field of passwd(5) cannot hold a colon or a line break");
	}
	const struct deb822_field *home = deb822_find(r->stanza, "Home");
	const struct deb822_field *shell = deb822_find(r->stanza, "Shell");
	const char *ignored;
	return (home && object_path(r, home, &ignored)) || (shell && object_path(r, shell, &ignored)) ? -1 : 0;
}

/* Records where this stanza changes fields of an existing account. */
static void note_changes(struct profile_reader *r, struct account *a)
{
	struct {
		const char *field;
		const char **slot;
	} places[] = {{"Uid", &a->id_from},	{"Gid", &a->gid_from},
		      {"Gecos", &a->gecos_from}, {"Home", &a->home_from},
		      {"Home-Mode", &a->home_mode_from}, {"Shell", &a->shell_from}};
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		const struct deb822_field *field = deb822_find(r->stanza, places[i].field);
		if (field)
			*places[i].slot = profile_from(r, field, NULL);
	}
}

/* Fields that a stanza does not have keep their inherited values. */
int read_account(struct profile_reader *r)
{
	static const char *const fields[] = {"Account", "Uid", "Gid", "Gecos", "Home",
					     "Home-Mode", "Shell", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	const char *name = profile_keep(r, first->value);
	struct account *same = profile_user(r->profile, name);
	struct account a = same ? *same : (struct account){.name = name, .id = UINT32_MAX};
	uint32_t gid = UINT32_MAX;
	if (!same)
		a.from = profile_from(r, first, NULL);
	else
		note_changes(r, &a);
	if (object_check(r, fields) || check_account_name(r, name) || check_texts(r) ||
	    object_number(r, "Uid", 10, UINT32_MAX - 1, &a.id) ||
	    object_number(r, "Gid", 10, UINT32_MAX - 1, &gid) ||
	    object_number(r, "Home-Mode", 8, 07777, &a.home_mode))
		return -1;
	if (a.id == UINT32_MAX) {
		deb822_fail(r->file, first, r->err, "account without an id");
		return err_hint(r->err, "add a line 'Uid: NUMBER'");
	}
	if (gid != UINT32_MAX) {
		a.gid = gid;
		a.group = profile_group_by_id(r->profile, gid, same) ? ACCOUNT_GROUP_OTHER
								      : ACCOUNT_GROUP_OWN;
	}
	read_texts(r, &a);
	if (deb822_find(r->stanza, "Home-Mode") && strcmp(a.home, "/nonexistent") == 0)
		return deb822_fail(r->file, deb822_find(r->stanza, "Home-Mode"), r->err,
				   "Home-Mode goes with a Home");
	return put_account(r, &a, same);
}

int read_group(struct profile_reader *r)
{
	static const char *const fields[] = {"Group", "Gid", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	const char *name = profile_keep(r, first->value);
	struct account *same = find_profile_account(r->profile, name, true);
	struct account a = same ? *same : (struct account){.name = name, .group_only = true, .id = UINT32_MAX};
	a.from = profile_from(r, first, NULL);
	if (object_check(r, fields) || check_account_name(r, name) ||
	    object_number(r, "Gid", 10, UINT32_MAX - 1, &a.id))
		return -1;
	if (a.id == UINT32_MAX) {
		deb822_fail(r->file, first, r->err, "group without an id");
		return err_hint(r->err, "add a line 'Gid: NUMBER'");
	}
	return put_account(r, &a, same);
}
