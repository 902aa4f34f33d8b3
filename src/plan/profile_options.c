/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/profile_options.h"

#include <string.h>

#include "plan/copy_files.h"
#include "shim/apt.h"

static int bad_option_value(struct err *err, const char *option, const char *value,
			    const char *wanted)
{
	return err_set(err, STATUS_FATAL, "%s: '%s' is not %s", option, value, wanted);
}

static bool option_id(struct str s, uint32_t *out)
{
	unsigned long long value;
	bool is = str_number(s, 10, UINT32_MAX - 1, &value);
	if (is)
		*out = (uint32_t)value;
	return is;
}

/* Splits "1000:0" into "1000" and "0"; group.p is NULL if there is no group. */
static void split_user(const char *text, struct str *user, struct str *group)
{
	struct str rest = str_from(text);
	*group = (struct str){0};
	str_split(&rest, ':', user);
	if (user->n != strlen(text))
		*group = rest;
}

static struct account *default_user(struct profile *p)
{
	struct account *account = profile_user(p, "nonroot");
	if (account)
		return account;
	vec_push(&p->account, ((struct account){.name = "nonroot", .gecos = "nonroot", .home = "/home/nonroot",
						.shell = "/sbin/nologin", .home_mode = 0700, .from = "--user"}));
	return &p->account.at[p->account.n - 1];
}

/* --user with a number that no account has: the image's one user who is not root gets it. */
static int renumber(struct profile *p, uint32_t uid, bool has_group, struct account **out, struct err *err)
{
	struct account *account = default_user(p);
	const struct account *other = profile_group_by_id(p, uid, account);
	account->id = uid;
	account->id_from = "--user";
	account->group = other ? ACCOUNT_GROUP_OTHER : ACCOUNT_GROUP_SAME;
	account->gid = uid;
	*out = account;
	if (!other || has_group)
		return 0;
	err_set(err, STATUS_FATAL, "--user %u: the group %s has this number", uid, other->name);
	return err_hint(err, "name a group: --user %u:%u", uid, uid);
}

static void set_group(struct profile *p, struct account *account, struct str name)
{
	char *text CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
	uint32_t gid;
	bool known = option_id(name, &gid);
	for (size_t i = 0; i < p->account.n && !known; i++) {
		const struct account *a = &p->account.at[i];
		known = strcmp(a->name, text) == 0 && a->group != ACCOUNT_GROUP_OTHER;
		gid = known ? account_gid(a) : 0;
	}
	if (!known || gid == account_gid(account))
		return;
	account_set_gid(p, account, gid);
	account->gid_from = "--user";
}

static int apply_user(struct profile *p, const struct options *o, struct err *err)
{
	struct account *account;
	struct str user, group;
	uint32_t uid;
	if (!o->user)
		return 0;
	if (!image_config_user(&p->config.user, &p->arena, str_from(o->user), "--user"))
		return bad_option_value(err, "--user", o->user, "UID[:GID] or NAME[:GROUP]");
	split_user(p->config.user.text, &user, &group);
	if (option_id(user, &uid)) {
		account = profile_user_by_id(p, uid);
		if (!account && renumber(p, uid, group.p, &account, err))
			return -1;
	} else {
		char *name CLEANUP(mem_freep) = mem_strndup(user.p, user.n);
		account = profile_user(p, name);
	}
	/* The group of root is fixed; for an account of a package see profile_check_user(). */
	if (account && account->id && group.p)
		set_group(p, account, group);
	return 0;
}

/* The account that the image runs as, or nonroot if that is root. */
static struct account *home_owner(struct profile *p)
{
	struct str user = str_from("0"), group;
	struct account *account;
	uint32_t uid;
	if (p->config.user.text)
		split_user(p->config.user.text, &user, &group);
	char *name CLEANUP(mem_freep) = mem_strndup(user.p, user.n);
	account = option_id(user, &uid) ? profile_user_by_id(p, uid) : profile_user(p, name);
	if (!account && !option_id(user, &uid))
		return NULL;
	return account && account->id ? account : profile_user(p, "nonroot");
}

static int apply_home_mode(struct profile *p, const struct options *o, struct err *err)
{
	struct account *account = o->home_mode ? home_owner(p) : NULL;
	if (!o->home_mode)
		return 0;
	if (!account)
		return err_set(err, STATUS_FATAL, "--home-mode: the profile has no account for %s",
			       p->config.user.text ? p->config.user.text : "nonroot");
	if (strcmp(account->home, "/nonexistent") == 0)
		return err_set(err, STATUS_FATAL, "--home-mode: the user %s has no home directory",
			       account->name);
	account->home_mode = o->home_mode;
	account->home_mode_from = "--home-mode";
	return 0;
}

static int apply_command(struct profile *p, const struct options *o, struct err *err)
{
	static const char wanted[] = "words, or a JSON array of strings";
	struct image_config *config = &p->config;
	if (o->entrypoint) {
		/* An inherited Cmd was meant as arguments of the inherited Entrypoint. */
		config->cmd.word.n = 0;
		config->cmd.from = NULL;
		if (!image_config_command(&config->entrypoint, &p->arena, str_from(o->entrypoint), "--entrypoint"))
			return bad_option_value(err, "--entrypoint", o->entrypoint, wanted);
	}
	if (o->cmd && !image_config_command(&config->cmd, &p->arena, str_from(o->cmd), "--cmd"))
		return bad_option_value(err, "--cmd", o->cmd, wanted);
	return 0;
}

static int apply_config(struct profile *p, const struct options *o, struct err *err)
{
	for (size_t i = 0; i < o->env.n; i++)
		if (!image_config_assign(&p->config.env, &p->arena, str_from(o->env.at[i]), "--env"))
			return bad_option_value(err, "--env", o->env.at[i], "NAME=VALUE");
	for (size_t i = 0; i < o->label.n; i++)
		if (!image_config_assign(&p->config.label, &p->arena, str_from(o->label.at[i]), "--label"))
			return bad_option_value(err, "--label", o->label.at[i], "NAME=VALUE");
	if (o->workdir &&
	    !image_config_workdir(&p->config.workdir, &p->arena, str_from(o->workdir), "--workdir"))
		return bad_option_value(err, "--workdir", o->workdir,
					"an absolute path inside the image");
	return apply_command(p, o, err);
}

static int apply_copies(struct profile *p, const struct options *o, struct err *err)
{
	for (size_t i = 0; i < o->copy.n; i++) {
		struct copy_item item;
		if (copy_item_parse(o->copy.at[i], &p->arena, &item, err))
			return -1;
		vec_push(&p->copy, item);
	}
	return 0;
}

int profile_open_plain(const struct setting *setting, const struct profile_request *request,
		       struct profile *out, struct err *err)
{
	struct profile_request asked = *request;
	asked.places = &setting->profiles;
	asked.relation_names = apt_relation_names;
	return profile_load(&asked, out, err);
}

int profile_open(const struct options *options, const struct setting *setting,
		 const struct profile_request *request, struct profile *out, struct err *err)
{
	if (profile_open_plain(setting, request, out, err))
		return -1;
	if (apply_user(out, options, err) || apply_home_mode(out, options, err) ||
	    apply_config(out, options, err) || apply_copies(out, options, err)) {
		profile_release(out);
		return -1;
	}
	return 0;
}

int profile_suite(const struct options *options, const struct setting *setting,
		  const struct profile_request *request, const struct rules *rules, const char *suite,
		  const char **out, struct err *err)
{
	const struct profile_request any = {.name = request->name, .tag = request->tag};
	const char *facts = rules_suite(rules, suite);
	struct profile probe;
	*out = suite;
	if (!facts || strcmp(suite, facts) == 0)
		return 0;
	if (profile_open(options, setting, &any, &probe, err))
		return -1;
	bool claims = !probe.suites.word.n;
	for (size_t i = 0; i < probe.suites.word.n; i++)
		claims = claims || strcmp(probe.suites.word.at[i], suite) == 0;
	profile_release(&probe);
	if (!claims)
		*out = facts;
	return 0;
}

/* Collects the first field of each line. */
static void names_in(const struct fileset *files, const char *path, struct arena *arena, struct names *out)
{
	struct buf place CLEANUP(buf_release) = {0};
	const struct member *m = fileset_resolve(files, path, true, &place) ? fileset_get(files, place.p) : NULL;
	struct str rest = m && m->type == MEMBER_FILE ? m->body : (struct str){0}, line, name;
	while (str_split(&rest, '\n', &line))
		if (str_split(&line, ':', &name))
			vec_push(out, arena_strndup(arena, name.p, name.n));
}

static int check_principal(const struct profile *p, const struct fileset *files, const char *path,
			   const char *what, struct str name, struct err *err)
{
	struct arena arena = {0};
	struct names known = {0};
	uint32_t id;
	if (!name.n || option_id(name, &id))
		return 0;
	char *text CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
	names_in(files, path, &arena, &known);
	size_t i = 0;
	while (i < known.n && strcmp(known.at[i], text) != 0)
		i++;
	int status = i < known.n ? 0 : -1;
	if (status) {
		const char *near = str_nearest(text, known.at, known.n);
		err_set(err, STATUS_FATAL, "%s: no %s '%s' is in the image", p->config.user.from, what, text);
		if (near)
			err_hint(err, "did you mean '%s'", near);
		else
			err_hint(err, "give a number, or add an Account to a profile");
	}
	vec_release(&known);
	arena_release(&arena);
	return status;
}

int profile_check_user(const struct profile *p, const struct fileset *files, struct err *err)
{
	struct str user, group;
	if (!p->config.user.text)
		return 0;
	split_user(p->config.user.text, &user, &group);
	return check_principal(p, files, "etc/passwd", "user", user, err) ||
			       check_principal(p, files, "etc/group", "group", group, err)
		       ? -1
		       : 0;
}
