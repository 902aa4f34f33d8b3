/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "command/config_json.h"
#include "command/profile_show.h"

/* Names of files may be no UTF-8, which JSON cannot hold: null then. */
static json_t *text(const char *text)
{
	json_t *value = text ? json_string(text) : NULL;
	return value ? value : json_null();
}

static json_t *mode(uint32_t mode)
{
	return json_sprintf("%04o", mode);
}

static json_t *names(const struct names *names)
{
	json_t *array = json_array();
	for (size_t i = 0; i < names->n; i++)
		json_array_append_new(array, text(names->at[i]));
	return array;
}

static json_t *item(const char *key, const char *value, const char *from)
{
	return json_pack("{s:o, s:o}", key, text(value), "from", text(from));
}

static json_t *sourced(const char *key, const struct sourced_list *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, item(key, list->at[i].text, list->at[i].from));
	return array;
}

static json_t *requests(const char *key, const struct request_item *request, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, item(key, request[i].text, request[i].where));
	return array;
}

static json_t *rules(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->rule.n; i++) {
		char *rule CLEANUP(mem_freep) =
			mem_printf("%s %s", p->rule.at[i].include ? "include" : "exclude", p->rule.at[i].glob);
		json_array_append_new(array, item("rule", rule, p->rule.at[i].from));
	}
	return array;
}

static json_t *parts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->part.n; i++) {
		json_t *object = item("package", p->part.at[i].package, p->part.at[i].from);
		json_object_set_new(object, "keep", names(&p->part.at[i].keep));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *matches(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->match.n; i++) {
		json_t *object = item("match", p->match.at[i].text, p->match.at[i].from);
		json_object_set_new(object, "applied", json_boolean(p->match.at[i].applied));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *accounts(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->account.n; i++) {
		const struct account *a = &p->account.at[i];
		json_t *object = item(a->group_only ? "group" : "user", a->name, a->from);
		if (!a->group_only) {
			json_object_set_new(object, "uid", json_integer(a->id));
			json_object_set_new(object, "gecos", text(a->gecos));
			json_object_set_new(object, "home", text(a->home));
			json_object_set_new(object, "home_mode", a->home_mode ? mode(a->home_mode) : json_null());
			json_object_set_new(object, "shell", text(a->shell));
		}
		json_object_set_new(object, "gid", json_integer(account_gid(a)));
		json_array_append_new(array, object);
	}
	return array;
}

static void add_owner(json_t *object, uint32_t uid, uint32_t gid)
{
	json_object_set_new(object, "uid", json_integer(uid));
	json_object_set_new(object, "gid", json_integer(gid));
}

static json_t *absolute(const char *path)
{
	return path ? json_sprintf("/%s", path) : json_null();
}

static json_t *paths(const struct profile *p)
{
	static const char *const kinds[] = {
		[PATH_DIRECTORY] = "directory", [PATH_FILE] = "file", [PATH_SYMLINK] = "symlink"};
	json_t *array = json_array();
	for (size_t i = 0; i < p->path.n; i++) {
		const struct path_item *path = &p->path.at[i];
		char *name CLEANUP(mem_freep) = mem_printf("/%s", path->path);
		json_t *object = item("path", name, path->from);
		json_object_set_new(object, "type", json_string(kinds[path->kind]));
		json_object_set_new(object, "mode", mode(path->mode));
		add_owner(object, path->uid, path->gid);
		json_object_set_new(object, "target", text(path->target));
		json_object_set_new(object, "needs", absolute(path->needs));
		json_object_set_new(object, "unless", absolute(path->unless));
		json_object_set_new(object, "before_scripts", json_boolean(path->before_scripts));
		json_object_set_new(object, "content", json_stringn(path->content.p, path->content.n));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *copies(const struct profile *p)
{
	json_t *array = json_array();
	for (size_t i = 0; i < p->copy.n; i++) {
		const struct copy_item *copy = &p->copy.at[i];
		char *source CLEANUP(mem_freep) = mem_printf("%s%s%s", copy->beneath ? copy->beneath : "",
							     copy->beneath ? "/" : "", copy->source);
		char *target CLEANUP(mem_freep) = mem_printf("/%s%s", copy->target, copy->into && *copy->target ? "/" : "");
		json_t *object = item("copy", source, copy->from);
		json_object_set_new(object, "to", text(target));
		json_object_set_new(object, "mode", copy->has_mode ? mode(copy->mode) : json_null());
		add_owner(object, copy->uid, copy->gid);
		json_array_append_new(array, object);
	}
	return array;
}

json_t *profile_json(const struct profile *p)
{
	json_t *places = config_places_json(&p->config);
	json_object_set_new(places, "description", text(p->description.from));
	json_object_set_new(places, "suites", text(p->suites.from));
	json_object_set_new(places, "architectures", text(p->architectures.from));
	json_object_set_new(places, "drop_scripts", text(p->drop_scripts_text.from));
	json_object_set_new(places, "cuts", text(p->cuts_text.from));
	json_object_set_new(places, "base_accounts", text(p->base_accounts_text.from));
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:s, s:o, s:o}",
			 "profile", text(p->name), "tag", text(p->tag), "files",
			 sourced("profile", &p->file), "description", text(p->description.text), "suites",
			 names(&p->suites.word), "architectures", names(&p->architectures.word), "matches",
			 matches(p), "packages", requests("relation", p->packages.at, p->packages.n),
			 "size_rules", requests("rule", p->size_rule.at, p->size_rule.n), "rules", rules(p),
			 "parts", parts(p), "accounts", accounts(p), "paths", paths(p), "copies", copies(p),
			 "generate", sourced("generator", &p->generate), "drop_scripts", p->drop_scripts, "cuts", !p->no_cut,
			 "base_accounts", p->base_accounts == BASE_ACCOUNTS_ALL ? "all" : "used",
			 "config", config_json(&p->config), "places", places);
}
