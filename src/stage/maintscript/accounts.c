/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that make and change users and groups (adduser(8), useradd(8) and their kin) and
 * those that ask for them (getent(1), id(1)). A system account, or one with a fixed id, and a
 * membership become effects. An account for a person, any other change of an account that is
 * there, and its removal make the line unhandled. In contrast to files.c, an option that nothing
 * here asks for is passed over. */
#include "stage/maintscript/eval.h"

static const char *const longs[] = {
	"home", "shell", "uid", "gid", "ingroup", "gecos", "comment", "firstuid", "lastuid", "firstgid",
	"lastgid", "conf", "home-dir", "groups", "base-dir", "skel", "key", "expiredate", "inactive",
	"password", "add-extra-groups", "append", NULL};

static bool take_id(const struct option_list *o, const char *a, const char *b, uint32_t *id)
{
	const char *text = option_value(o, a, b);
	unsigned long long n;
	if (!text)
		return true;
	if (!str_number(str_from(text), 10, UINT32_MAX - 1, &n))
		return false;
	*id = (uint32_t)n;
	return true;
}

static int add_membership(struct eval *e, const char *user, const char *group)
{
	struct effect *f = effect_add(e, EFFECT_MEMBER, NULL);
	f->name = user;
	f->group = group;
	if (!is_known(user) || !is_known(group))
		return not_understood(e, "the account is not known");
	return 0;
}

static int add_made_group(struct eval *e, const char *name, enum account_tool tool, uint32_t id)
{
	struct effect *f = effect_add(e, EFFECT_GROUP, NULL);
	f->name = name;
	f->tool = tool;
	f->id = id;
	return 0;
}

/* Whether it is there already. Where that is not known, nothing speaks against making it. */
static bool is_account_taken(struct eval *e, bool group, const char *name)
{
	return image_has_account(e, group, name) == 1;
}

/* --- adduser(8) --------------------------------------------------------- */

static int adduser_group(struct eval *e, const struct option_list *o)
{
	uint32_t id = ID_ANY;
	if (!take_id(o, "--gid", NULL, &id) || o->rest.n != 1)
		return not_understood(e, "the id is not known");
	if (!option_has(o, "--system", NULL) && id == ID_ANY)
		return is_account_taken(e, true, o->rest.at[0]) ? 1 : not_understood(e, "makes a group for people");
	return is_account_taken(e, true, o->rest.at[0]) ? 0
		: add_made_group(e, o->rest.at[0], ACCOUNT_ADDUSER, id);
}

static int adduser_user(struct eval *e, const struct option_list *o)
{
	const char *name = o->rest.at[0], *gid = option_value(o, "--gid", NULL);
	uint32_t id = ID_ANY;
	if (!option_has(o, "--system", NULL))
		return is_account_taken(e, false, name) ? 1
			: not_understood(e, "makes a user for people");
	if (!take_id(o, "--uid", NULL, &id))
		return not_understood(e, "the id is not known");
	if (is_account_taken(e, false, name))
		return 0;
	struct effect *f = effect_add(e, EFFECT_USER, NULL);
	f->name = name;
	f->id = id;
	f->tool = ACCOUNT_ADDUSER;
	f->group = gid ? gid : option_value(o, "--ingroup", NULL);
	if (option_has(o, "--group", NULL) && !f->group)
		f->group = name;
	f->gecos = option_value(o, "--gecos", "--comment");
	f->home = option_value(o, "--home", NULL);
	f->shell = option_value(o, "--shell", NULL);
	f->make_home = !option_has(o, "--no-create-home", NULL);
	f->locked = option_has(o, "--disabled-login", NULL);
	return 0;
}

static int run_adduser(struct eval *e, struct call *call)
{
	struct option_list o;
	int status;
	options_take(e, call, "", longs, &o);
	bool group = strcmp(call->word.at[0], "addgroup") == 0 ||
		     (option_has(&o, "--group", NULL) && !option_has(&o, "--system", NULL));
	if (!all_known(&call->word) || o.rest.n < 1 || o.rest.n > 2)
		status = not_understood(e, "the account is not known");
	else if (o.rest.n == 2)
		status = add_membership(e, o.rest.at[0], o.rest.at[1]);
	else
		status = group ? adduser_group(e, &o) : adduser_user(e, &o);
	options_free(&o);
	return status;
}

/* --- useradd(8), groupadd(8) -------------------------------------------- */

static void add_groups(struct eval *e, const char *user, const char *list)
{
	struct str rest = str_from(list), one;
	while (str_split(&rest, ',', &one))
		if (one.n)
			add_membership(e, user, arena_strndup(e->arena, one.p, one.n));
}

static int useradd(struct eval *e, const struct option_list *o)
{
	const char *name = o->rest.at[0], *groups = option_value(o, "-G", "--groups");
	uint32_t id = ID_ANY;
	if (!take_id(o, "-u", "--uid", &id))
		return not_understood(e, "the id is not known");
	if (is_account_taken(e, false, name))
		return 9;
	if (!option_has(o, "-r", "--system") && id == ID_ANY)
		return not_understood(e, "makes a user for people");
	struct effect *f = effect_add(e, EFFECT_USER, NULL);
	f->name = name;
	f->id = id;
	f->tool = ACCOUNT_USERADD;
	f->group = option_value(o, "-g", "--gid");
	if (!f->group && option_has(o, "-N", "--no-user-group"))
		f->group = "users";
	f->gecos = option_value(o, "-c", "--comment");
	f->home = option_value(o, "-d", "--home-dir");
	if (!f->home)
		f->home = option_value(o, "--home", NULL);
	f->shell = option_value(o, "-s", "--shell");
	f->make_home = option_has(o, "-m", "--create-home");
	if (groups)
		add_groups(e, name, groups);
	return 0;
}

static int run_useradd(struct eval *e, struct call *call)
{
	struct option_list o;
	options_take(e, call, "bcdefgGkKpsu", longs, &o);
	int status = all_known(&call->word) && o.rest.n == 1 ? useradd(e, &o)
							      : not_understood(e, "the account is not known");
	options_free(&o);
	return status;
}

static int run_groupadd(struct eval *e, struct call *call)
{
	struct option_list o;
	uint32_t id = ID_ANY;
	int status;
	options_take(e, call, "gKp", longs, &o);
	if (!all_known(&call->word) || o.rest.n != 1 || !take_id(&o, "-g", "--gid", &id))
		status = not_understood(e, "the group is not known");
	else if (is_account_taken(e, true, o.rest.at[0]))
		status = option_has(&o, "-f", "--force") ? 0 : 9;
	else if (!option_has(&o, "-r", "--system") && id == ID_ANY)
		status = not_understood(e, "makes a group for people");
	else
		status = add_made_group(e, o.rest.at[0], ACCOUNT_USERADD, id);
	options_free(&o);
	return status;
}

static int run_usermod(struct eval *e, struct call *call)
{
	struct option_list o;
	int status = 0;
	options_take(e, call, "cdegGlpsu", longs, &o);
	const char *groups = option_value(&o, "-G", "--groups");
	bool append = option_has(&o, "-a", "--append") && o.flag.n == 2 && groups;
	if (o.rest.n == 1 && image_has_account(e, false, o.rest.at[0]) == 0)
		status = 6;
	else if (!all_known(&call->word) || o.rest.n != 1 || !append)
		status = not_understood(e, "changes an account");
	else
		add_groups(e, o.rest.at[0], groups);
	options_free(&o);
	return status;
}

static int run_gpasswd(struct eval *e, struct call *call)
{
	struct option_list o;
	options_take(e, call, "adAM", longs, &o);
	const char *user = option_value(&o, "-a", "--add");
	int status = user && *user && o.rest.n == 1 ? add_membership(e, user, o.rest.at[0])
						     : not_understood(e, "changes a group");
	options_free(&o);
	return status;
}

/* deluser, delgroup, userdel, groupdel: usually there is nothing to delete. */
static int run_delete(struct eval *e, struct call *call)
{
	struct option_list o;
	bool group = strstr(call->word.at[0], "group") != NULL;
	options_take(e, call, "", longs, &o);
	int there = o.rest.n == 1 ? image_has_account(e, group, o.rest.at[0]) : UNSURE;
	options_free(&o);
	return there == 0 ? 2 : not_understood(e, "takes an account away");
}

/* --- questions ---------------------------------------------------------- */

static int run_getent(struct eval *e, struct call *call)
{
	bool group = call->word.n > 1 && strcmp(call->word.at[1], "group") == 0;
	bool passwd = call->word.n > 1 && strcmp(call->word.at[1], "passwd") == 0;
	int there = (group || passwd) && call->word.n == 3 ? image_has_account(e, group, call->word.at[2]) : UNSURE;
	if (there != 0)
		say(e, UNKNOWN_TEXT);
	return there == UNSURE ? UNSURE : there ? 0 : 2;
}

static int run_id(struct eval *e, struct call *call)
{
	const char *last = call->word.n > 1 ? call->word.at[call->word.n - 1] : "-";
	if (*last == '-') {
		bool number = call->word.n == 2 && strcmp(last, "-u") == 0;
		say(e, number ? "0\n" : UNKNOWN_TEXT);
		return 0;
	}
	int there = image_has_account(e, false, last);
	if (there != 0)
		say(e, UNKNOWN_TEXT);
	return there == UNSURE ? UNSURE : !there;
}

/* su USER -c TEXT, where the text only looks; it fails for a user that does not exist. */
static int run_su(struct eval *e, struct call *call)
{
	static const char *const with_value[] = {"shell", "command", NULL};
	static const char *const allowed[] = {"-s", "-c", "-l", "-p", "-m", "--shell", "--command", "--login", NULL};
	struct option_list o;
	options_take(e, call, "sc", with_value, &o);
	size_t first = o.rest.n && strcmp(o.rest.at[0], "-") == 0;
	const char *text = option_value(&o, "-c", "--command"), *user = o.rest.n == first + 1 ? o.rest.at[first] : NULL;
	bool known = is_known(user) && is_known(text) && !strchr(text, '$') && !strchr(text, '`');
	for (size_t i = 0; i < o.flag.n; i++)
		known &= list_holds(allowed, o.flag.at[i]);
	options_free(&o);
	if (!known || strcmp(user, "root") == 0)
		return not_understood(e, "what another user runs is not known");
	int there = image_has_account(e, false, user);
	if (there != 1)
		return there == 0 ? 1 : not_understood(e, "whether the user exists is not known");
	return eval_as_user(e, user, arena_strdup(e->arena, text));
}

/* passwd -l and chage set what system accounts have by default. */
static int run_lock(struct eval *e, struct call *call)
{
	bool locks = call->word.n == 3 && strcmp(call->word.at[1], "-l") == 0;
	return locks ? 0 : not_understood(e, "changes an account");
}

const struct command commands_accounts[] = {
	{"adduser", run_adduser, true},   {"addgroup", run_adduser, true}, {"useradd", run_useradd, true},
	{"groupadd", run_groupadd, true}, {"usermod", run_usermod, true},  {"gpasswd", run_gpasswd, true},
	{"deluser", run_delete, true},    {"delgroup", run_delete, true},  {"userdel", run_delete, true},
	{"groupdel", run_delete, true},   {"getent", run_getent, true},    {"id", run_id, true},
	{"su", run_su, true},             {"passwd", run_lock, true},       {NULL, NULL, false},
};
