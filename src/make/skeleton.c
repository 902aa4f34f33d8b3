/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/skeleton.h"

#include <string.h>

#include "base/path.h"
#include "make/packages.h"

static bool drops_skeleton_item(const struct build *b, const char *path, enum member_type type)
{
	size_t name;
	return filter_judge(&b->filter, "base-files", path, type, &name) != VERDICT_KEEP;
}

/* A link to something that is left out would dangle. */
static bool is_left_out(const struct build *b, const struct skeleton_item *item)
{
	char normal[PATH_LONGEST + 1];
	struct err inner = {0};
	if (item->type != MEMBER_SYMLINK || *item->target == '/')
		return drops_skeleton_item(b, item->path, item->type);
	char *directory CLEANUP(mem_freep) = path_parent(item->path);
	char *target CLEANUP(mem_freep) = mem_printf("/%s/%s", directory, item->target);
	bool lost = path_normalise(str_from(target), normal, &inner) == 0 &&
		    drops_skeleton_item(b, normal, MEMBER_DIR);
	err_release(&inner);
	return lost || drops_skeleton_item(b, item->path, item->type);
}

static struct member skeleton_member(const struct skeleton_item *item)
{
	return (struct member){.path = item->path, .type = item->type, .mode = item->mode, .uid = item->uid,
			       .gid = item->gid, .target = item->target, .owner = OWNER_GENERATED};
}

static bool is_due(const struct build *b, const struct skeleton_rule *rule)
{
	return rules_in_suite(&b->plan.rules, &rule->suites) &&
	       !(rule->without && packages_have(b, rule->without));
}

void skeleton_list(const struct build *b, struct skeleton *out)
{
	const struct rules *rules = &b->plan.rules;
	for (size_t i = 0; plan_base(&b->plan) != BASE_EXACT && i < rules->skeleton.n; i++) {
		const struct skeleton_rule *rule = &rules->skeleton.at[i];
		for (size_t k = 0; is_due(b, rule) && k < rule->item.n; k++)
			if (rule->item.at[k].type != MEMBER_FILE && !is_left_out(b, &rule->item.at[k]))
				vec_push(&out->member, skeleton_member(&rule->item.at[k]));
	}
}

void skeleton_release(struct skeleton *skeleton)
{
	vec_release(&skeleton->member);
}

static int add_skeleton_file(const struct build *b, const struct skeleton_item *item,
			     struct fileset *files, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (drops_skeleton_item(b, item->path, item->type))
		return 0;
	if (!fileset_resolve(files, item->path, false, &place))
		return err_set(err, STATUS_UNTRUSTED, "/%s: too many levels of links", item->path);
	const struct member *there = fileset_get(files, place.p);
	struct member member = skeleton_member(item);
	member.path = place.p;
	member.body = (struct str){"", 0};
	if (there && !there->held)
		return 0;
	if (there)
		fileset_remove(files, place.p);
	fileset_put(files, &member);
	return 0;
}

int skeleton_add_files(const struct build *b, struct fileset *files, struct err *err)
{
	const struct rules *rules = &b->plan.rules;
	for (size_t i = 0; plan_base(&b->plan) != BASE_EXACT && i < rules->skeleton.n; i++) {
		const struct skeleton_rule *rule = &rules->skeleton.at[i];
		for (size_t k = 0; is_due(b, rule) && k < rule->item.n; k++)
			if (rule->item.at[k].type == MEMBER_FILE &&
			    add_skeleton_file(b, &rule->item.at[k], files, err))
				return -1;
	}
	return 0;
}
