/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "stage/generate_parts.h"

static void put_home(struct fileset *files, const struct account *a, const char *path)
{
	struct member dir = {.path = path, .type = MEMBER_DIR, .owner = OWNER_GENERATED};
	struct member *home = fileset_get(files, path);
	if (!home)
		home = fileset_put(files, &dir);
	home->mode = a->home_mode;
	home->uid = home->gid = a->id;
	home->held = false;
}

static int make_home(struct fileset *files, const struct account *a, struct err *err)
{
	struct buf path CLEANUP(buf_release) = {0};
	if (generate_place(files, a->home + strspn(a->home, "/"), true, &path, err))
		return -1;
	const struct member *there = fileset_get(files, path.p);
	if (there && there->type != MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "home of account %s: /%s is not a folder", a->name,
			       path.p);
	put_home(files, a, path.p);
	return 0;
}

int generate_accounts(const struct profile *profile, struct fileset *files, struct err *err)
{
	struct buf passwd CLEANUP(buf_release) = {0}, group CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < profile->account.n; i++) {
		const struct account *a = &profile->account.at[i];
		buf_printf(&group, "%s:x:%u:\n", a->name, a->id);
		if (a->group_only)
			continue;
		buf_printf(&passwd, "%s:x:%u:%u:%s:%s:%s\n", a->name, a->id, a->id, a->gecos, a->home,
			   a->shell);
		if (a->home_mode && make_home(files, a, err))
			return -1;
	}
	if (passwd.n && generate_file(files, "etc/passwd", buf_str(&passwd), err))
		return -1;
	return group.n ? generate_file(files, "etc/group", buf_str(&group), err) : 0;
}
