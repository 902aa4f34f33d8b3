/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes passwd(5), group(5), shadow(5) and gshadow(5). The accounts of an
 * image are those of base-passwd, if it is in the image (its postinst copies
 * /usr/share/base-passwd/{passwd,group}.master), then those of the profile, then those
 * of the scripts. */
#include <string.h>

#include "stage/effect/parts.h"
#include "stage/place.h"

enum { FIELDS_MOST = 7, SECONDS_A_DAY = 86400 };

static size_t split_fields(struct str line, struct str field[FIELDS_MOST])
{
	size_t n = 0;
	while (n < FIELDS_MOST && str_split(&line, ':', &field[n]))
		n++;
	return line.p && line.n ? 0 : n;
}

static const char *keep_text(struct effect_state *state, struct str s)
{
	return arena_strndup(&state->arena, s.p, s.n);
}

static bool id_of(struct str s, uint32_t *id)
{
	unsigned long long value;
	if (!str_number(s, 10, UINT32_MAX - 1, &value))
		return false;
	*id = (uint32_t)value;
	return true;
}

static int take_passwd_line(struct effect_state *state, struct str line, struct err *err)
{
	struct str f[FIELDS_MOST];
	struct user user = {.secret = "*", .aged = true};
	if (split_fields(line, f) != 7 || !id_of(f[2], &user.uid) || !id_of(f[3], &user.gid))
		return err_set(err, STATUS_UNTRUSTED, "passwd.master: not a line of passwd(5): '%.*s'",
			       STR_ARG(line));
	user.name = keep_text(state, f[0]);
	user.gecos = keep_text(state, f[4]);
	user.home = keep_text(state, f[5]);
	user.shell = keep_text(state, f[6]);
	return effect_add_user(state, &user, err);
}

static int take_group_line(struct effect_state *state, struct str line, struct err *err)
{
	struct str f[FIELDS_MOST];
	struct group group = {.secret = "*"};
	if (split_fields(line, f) != 4 || !id_of(f[2], &group.gid))
		return err_set(err, STATUS_UNTRUSTED, "group.master: not a line of group(5): '%.*s'",
			       STR_ARG(line));
	group.name = keep_text(state, f[0]);
	return effect_add_group(state, &group, err);
}

static int read_master(struct effect_state *state, const struct fileset *files, const char *path,
		       int (*take)(struct effect_state *, struct str, struct err *), struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct str line;
	if (place_find(files, path, true, &place, err))
		return -1;
	const struct member *m = fileset_get(files, place.p);
	if (!m || m->type != MEMBER_FILE)
		return err_set(err, STATUS_FATAL, "base-passwd is in the image without its /%s", path);
	struct str rest = m->body;
	while (str_split(&rest, '\n', &line))
		if (line.n && take(state, line, err))
			return err_wrap(err, "base-passwd");
	return 0;
}

static void take_home(const struct account *a, struct fileset *files, const char *place)
{
	struct member dir = {.path = place, .type = MEMBER_DIR, .owner = OWNER_GENERATED};
	struct member *home = fileset_get(files, place);
	if (!home)
		home = fileset_put(files, &dir);
	home->mode = a->home_mode;
	home->uid = a->id;
	home->gid = account_gid(a);
	home->held = false;
}

static int make_profile_home(const struct account *a, struct fileset *files, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_place(files, a->home, true, &place, err))
		return -1;
	const struct member *there = fileset_get(files, place.p);
	if (there && there->type != MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "home of account %s: /%s is not a directory", a->name,
			       place.p);
	take_home(a, files, place.p);
	return 0;
}

/* True if Debian has a fixed account of this number. */
bool effect_takes_fixed(const struct effect_state *state, const struct account *a)
{
	return state->input->base != BASE_EXACT && a->id_from && strcmp(a->id_from, "--user") == 0 &&
	       effect_fixed_user(state, a->id) != NULL;
}

/* An account that base-passwd also has is base-passwd's: root with a shell, nobody in nogroup. */
static int take_account(struct effect_state *state, const struct account *a, struct fileset *files,
			struct err *err)
{
	const struct user *there = effect_find_user(state, a->name);
	bool known = state->all && (a->group_only ? effect_find_group(state, a->name) != NULL
						      : there && there->uid == a->id);
	/* A requested number may belong to a group that the profile does not know. */
	bool has_group = a->group == ACCOUNT_GROUP_SAME ||
			 (a->group == ACCOUNT_GROUP_OWN && !effect_gid_taken(state, account_gid(a)));
	struct group group = {.name = a->name, .gid = account_gid(a), .secret = "*"};
	struct user user = {.name = a->name, .uid = a->id, .gid = account_gid(a), .gecos = a->gecos,
			    .home = a->home, .shell = a->shell, .secret = "*", .aged = true};
	if (effect_takes_fixed(state, a)) {
		effect_mention(state, effect_fixed_user(state, a->id));
		return 0;
	}
	if (!known && ((has_group && effect_add_group(state, &group, err)) ||
		       (!a->group_only && effect_add_user(state, &user, err))))
		return err_wrap(err, "%s", a->from ? a->from : "profile");
	return !a->group_only && a->home_mode ? make_profile_home(a, files, err) : 0;
}

/* Adds the fixed account that the container runs as. */
static void take_runner(struct effect_state *state)
{
	const struct profile *profile = state->input->profile;
	struct str rest = str_from(profile && profile->config.user.text ? profile->config.user.text : ""), name;
	while (state->input->base != BASE_EXACT && str_split(&rest, ':', &name))
		effect_mention(state, keep_text(state, name));
}

int effect_read_accounts(struct effect_state *state, struct fileset *files, struct err *err)
{
	const struct profile *profile = state->input->profile;
	if (effect_package(state, "base-passwd")) {
		if (read_master(state, files, "usr/share/base-passwd/passwd.master", take_passwd_line, err) ||
		    read_master(state, files, "usr/share/base-passwd/group.master", take_group_line, err))
			return -1;
		state->masters = state->all = true;
	} else if (state->input->base == BASE_ALL) {
		effect_take_fixed(state);
		state->all = true;
	}
	for (size_t i = 0; profile && i < profile->account.n; i++)
		if (take_account(state, &profile->account.at[i], files, err))
			return -1;
	take_runner(state);
	return 0;
}

/* On every Debian system, the postinst of passwd runs shadowconfig. PAM, login and
 * servers that check passwords themselves look them up in shadow(5) if passwd(5) has an
 * "x". The files that base-passwd makes have none, and with dpkg in the image the script
 * can still run. */
static bool wants_shadow(const struct effect_state *state)
{
	static const char *const packages[] = {"passwd", "login", "libpam-modules"};
	const struct profile *profile = state->input->profile;
	if (state->input->base != BASE_EXACT && !state->masters)
		return true;
	size_t n = ARRAY_LEN(packages) - (state->masters && effect_package(state, "dpkg"));
	for (size_t i = 0; i < n; i++)
		if (effect_package(state, packages[i]))
			return true;
	for (size_t i = 0; profile && i < profile->generate.n; i++)
		if (strcmp(profile->generate.at[i].text, "shadow") == 0)
			return true;
	return false;
}

static void print_members(struct buf *out, const struct group *group)
{
	for (size_t i = 0; i < group->member.n; i++)
		buf_printf(out, "%s%s", i ? "," : "", group->member.at[i]);
	buf_puts(out, "\n");
}

static int write_secret(struct fileset *files, const char *path, const struct buf *text, struct err *err)
{
	enum { SHADOW_GID = 42 };
	struct buf place CLEANUP(buf_release) = {0};
	if (place_file(files, path, buf_str(text), err) ||
	    place_find(files, path, false, &place, err))
		return -1;
	struct member *m = fileset_get(files, place.p);
	m->mode = 0640;
	m->gid = SHADOW_GID;
	return 0;
}

static int write_users(struct effect_state *state, bool shadow, struct fileset *files, struct err *err)
{
	struct buf passwd CLEANUP(buf_release) = {0}, secret CLEANUP(buf_release) = {0};
	long long day = state->input->epoch / SECONDS_A_DAY;
	for (size_t i = 0; i < state->user.n; i++) {
		const struct user *u = &state->user.at[i];
		buf_printf(&passwd, "%s:%s:%u:%u:%s:%s:%s\n", u->name,
			   shadow || !state->masters ? "x" : "*", u->uid, u->gid, u->gecos, u->home,
			   u->shell);
		buf_printf(&secret, "%s:%s:%lld:%s\n", u->name, u->secret, day,
			   u->aged ? "0:99999:7:::" : u->locked ? "::::1:" : ":::::");
	}
	if (passwd.n && place_file(files, "etc/passwd", buf_str(&passwd), err))
		return -1;
	return shadow ? write_secret(files, "etc/shadow", &secret, err) : 0;
}

static int write_groups(struct effect_state *state, bool shadow, struct fileset *files, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0}, secret CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < state->group.n; i++) {
		const struct group *g = &state->group.at[i];
		buf_printf(&text, "%s:%s:%u:", g->name, shadow || !state->masters ? "x" : "*", g->gid);
		print_members(&text, g);
		buf_printf(&secret, "%s:%s::", g->name, g->secret);
		print_members(&secret, g);
	}
	if (text.n && place_file(files, "etc/group", buf_str(&text), err))
		return -1;
	return shadow ? write_secret(files, "etc/gshadow", &secret, err) : 0;
}

int effect_write_accounts(struct effect_state *state, struct fileset *files, struct err *err)
{
	bool shadow = wants_shadow(state);
	if (shadow)
		effect_need_group(state, "shadow");
	return write_users(state, shadow, files, err) || write_groups(state, shadow, files, err) ? -1 : 0;
}
