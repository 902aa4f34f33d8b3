/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/profile.h"

#include "report/config.h"
#include "report/facts.h"

static json_t *mode_facts(uint32_t mode)
{
	return json_sprintf("%04o", mode);
}

static json_t *item_facts(const char *key, const char *value, const char *from)
{
	return json_pack("{s:o, s:o}", key, facts_text(value), "from", facts_text(from));
}

static json_t *sourced_facts(const char *key, const struct sourced_list *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, item_facts(key, list->at[i].text, list->at[i].from));
	return array;
}

static json_t *request_facts(const char *key, const struct request_item *request, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, item_facts(key, request[i].text, request[i].where));
	return array;
}

static json_t *path_rule_facts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->rule.n; i++) {
		char *rule CLEANUP(mem_freep) =
			mem_printf("%s %s", p->rule.at[i].include ? "include" : "exclude", p->rule.at[i].glob);
		json_array_append_new(array, item_facts("rule", rule, p->rule.at[i].from));
	}
	return array;
}

static json_t *part_facts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->part.n; i++) {
		json_t *object = item_facts("package", p->part.at[i].package, p->part.at[i].from);
		json_object_set_new(object, "keep", facts_words(&p->part.at[i].keep));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *match_facts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->match.n; i++) {
		json_t *object = item_facts("match", p->match.at[i].text, p->match.at[i].from);
		json_object_set_new(object, "applied", json_boolean(p->match.at[i].applied));
		json_array_append_new(array, object);
	}
	return array;
}

static const char *const primary_groups[] = {
	[ACCOUNT_GROUP_SAME] = "same", [ACCOUNT_GROUP_OWN] = "own", [ACCOUNT_GROUP_OTHER] = "other"};

/* Where a field was set, if not where the account is. */
static json_t *account_places_facts(const struct account *a)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "uid", facts_text(a->id_from), "gid",
			 facts_text(a->gid_from), "gecos", facts_text(a->gecos_from), "home",
			 facts_text(a->home_from), "home_mode", facts_text(a->home_mode_from), "shell",
			 facts_text(a->shell_from));
}

static json_t *account_facts(const struct account *a)
{
	json_t *object = item_facts(a->group_only ? "group" : "user", a->name, a->from);
	if (!a->group_only) {
		json_object_set_new(object, "uid", json_integer(a->id));
		json_object_set_new(object, "gecos", facts_text(a->gecos));
		json_object_set_new(object, "home", facts_text(a->home));
		json_object_set_new(object, "home_mode", a->home_mode ? mode_facts(a->home_mode) : json_null());
		json_object_set_new(object, "shell", facts_text(a->shell));
		json_object_set_new(object, "primary_group", json_string(primary_groups[a->group]));
		json_object_set_new(object, "places", account_places_facts(a));
	}
	json_object_set_new(object, "gid", json_integer(account_gid(a)));
	return object;
}

static json_t *account_list_facts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->account.n; i++)
		json_array_append_new(array, account_facts(&p->account.at[i]));
	return array;
}

static void add_owner_facts(json_t *object, uint32_t uid, uint32_t gid)
{
	json_object_set_new(object, "uid", json_integer(uid));
	json_object_set_new(object, "gid", json_integer(gid));
}

static json_t *absolute_path_facts(const char *path)
{
	return path ? json_sprintf("/%s", path) : json_null();
}

static json_t *path_facts(const struct profile *p)
{
	static const char *const kinds[] = {
		[PATH_DIRECTORY] = "directory", [PATH_FILE] = "file", [PATH_SYMLINK] = "symlink"};
	json_t *array = json_array();
	for (size_t i = 0; i < p->path.n; i++) {
		const struct path_item *path = &p->path.at[i];
		char *name CLEANUP(mem_freep) = mem_printf("/%s", path->path);
		json_t *object = item_facts("path", name, path->from);
		json_object_set_new(object, "type", json_string(kinds[path->kind]));
		json_object_set_new(object, "mode", mode_facts(path->mode));
		add_owner_facts(object, path->uid, path->gid);
		json_object_set_new(object, "target", facts_text(path->target));
		json_object_set_new(object, "needs", absolute_path_facts(path->needs));
		json_object_set_new(object, "unless", absolute_path_facts(path->unless));
		json_object_set_new(object, "before_scripts", json_boolean(path->before_scripts));
		json_object_set_new(object, "content", facts_str(path->content));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *copy_facts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->copy.n; i++) {
		const struct copy_item *copy = &p->copy.at[i];
		char *source CLEANUP(mem_freep) = mem_printf("%s%s%s", copy->beneath ? copy->beneath : "",
							     copy->beneath ? "/" : "", copy->source);
		char *target CLEANUP(mem_freep) = mem_printf("/%s%s", copy->target, copy->into && *copy->target ? "/" : "");
		json_t *object = item_facts("copy", source, copy->from);
		json_object_set_new(object, "to", facts_text(target));
		json_object_set_new(object, "mode", copy->has_mode ? mode_facts(copy->mode) : json_null());
		add_owner_facts(object, copy->uid, copy->gid);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *profile_places_facts(const struct profile *p)
{
	json_t *places = config_places_facts(&p->config);
	json_object_set_new(places, "description", facts_text(p->description.from));
	json_object_set_new(places, "suites", facts_text(p->suites.from));
	json_object_set_new(places, "architectures", facts_text(p->architectures.from));
	json_object_set_new(places, "drop_scripts", facts_text(p->drop_scripts_text.from));
	json_object_set_new(places, "cuts", facts_text(p->cuts_text.from));
	json_object_set_new(places, "base_accounts", facts_text(p->base_accounts_text.from));
	return places;
}

json_t *profile_facts(const struct profile *p)
{
	return facts_document(json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:s, s:o, s:o}",
		"profile", facts_text(p->name), "tag", facts_text(p->tag), "files", sourced_facts("profile", &p->file),
		"description", facts_text(p->description.text), "suites", facts_words(&p->suites.word),
		"architectures", facts_words(&p->architectures.word), "matches", match_facts(p), "packages",
		request_facts("relation", p->packages.at, p->packages.n), "size_rules",
		request_facts("rule", p->size_rule.at, p->size_rule.n), "rules", path_rule_facts(p), "parts",
		part_facts(p), "accounts", account_list_facts(p), "paths", path_facts(p), "copies", copy_facts(p),
		"generate", sourced_facts("generator", &p->generate), "drop_scripts", p->drop_scripts, "cuts",
		!p->no_cut, "base_accounts", p->base_accounts == BASE_ACCOUNTS_ALL ? "all" : "used", "config",
		config_facts(&p->config), "places", profile_places_facts(p)));
}
