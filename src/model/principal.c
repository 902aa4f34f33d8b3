/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/principal.h"

enum { FIELDS = 4 };

static bool principal_id(struct str s, uint32_t *out)
{
	unsigned long long value;
	bool is = str_number(s, 10, UINT32_MAX - 1, &value);
	if (is)
		*out = (uint32_t)value;
	return is;
}

/* The first four fields of a line, which suffice for both files. */
static bool next_line(struct str *rest, struct str field[FIELDS])
{
	struct str line;
	for (size_t i = 0; i < FIELDS; i++)
		field[i] = (struct str){0};
	if (!str_split(rest, '\n', &line))
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		str_split(&line, ':', &field[i]);
	return true;
}

/* Finds the line whose first field is `name`, or whose third field is that number. */
static bool find_line(struct str text, struct str name, struct str field[FIELDS])
{
	uint32_t wanted, id;
	bool number = principal_id(name, &wanted);
	while (next_line(&text, field))
		if (str_equal(field[0], name) || (number && principal_id(field[2], &id) && id == wanted))
			return true;
	return false;
}

static bool lists_user(struct str members, struct str user)
{
	struct str one;
	while (str_split(&members, ',', &one))
		if (str_equal(one, user))
			return true;
	return false;
}

static void add_memberships(struct principal *out, struct str group, struct str user)
{
	struct str field[FIELDS];
	uint32_t gid;
	while (user.n && next_line(&group, field))
		if (lists_user(field[3], user) && principal_id(field[2], &gid))
			vec_push(&out->gid, gid);
}

void principal_find(const char *user, struct str passwd, struct str group, struct principal *out)
{
	struct str rest = str_from(user), name = {0}, of = {0}, field[FIELDS];
	uint32_t gid = 0;
	*out = (struct principal){0};
	str_split(&rest, ':', &name);
	if (rest.p)
		of = rest;
	bool there = find_line(passwd, name, field);
	struct str account = there ? field[0] : (struct str){0};
	out->known = there ? principal_id(field[2], &out->uid) && principal_id(field[3], &gid)
			   : principal_id(name, &out->uid);
	if (of.n)
		out->known =
			out->known && (find_line(group, of, field) ? principal_id(field[2], &gid)
				: principal_id(of, &gid));
	vec_push(&out->gid, gid);
	if (!of.n)
		add_memberships(out, group, account);
}

bool principal_has_group(const struct principal *principal, uint32_t gid)
{
	for (size_t i = 0; i < principal->gid.n; i++)
		if (principal->gid.at[i] == gid)
			return true;
	return false;
}

void principal_release(struct principal *principal)
{
	vec_release(&principal->gid);
}
