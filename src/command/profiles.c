/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/profiles.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "command/profile_show.h"
#include "command/report.h"
#include "plan/profile_options.h"

void profiles_places(const char *data_dir, struct profile_places *out)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME"), *etc = getenv("DEBSLIM_CONFIG");
	*out = (struct profile_places){0};
	if (xdg && xdg[0] == '/')
		out->dir[PROFILE_USER] = mem_printf("%s/debslim", xdg);
	else if (home && home[0] == '/')
		out->dir[PROFILE_USER] = mem_printf("%s/.config/debslim", home);
	out->dir[PROFILE_SYSTEM] = mem_strdup(etc && *etc ? etc : "/etc/debslim");
	out->dir[PROFILE_SHIPPED] = mem_printf("%s/profiles", data_dir);
}

static json_t *text(const char *text)
{
	json_t *value = text ? json_string(text) : NULL;
	return value ? value : json_null();
}

/* One that cannot be read does not hide the others; `wrong` says why. */
static void list_one(const struct profile_found *found, const char *description, const char *wrong,
		     struct buf *out, json_t *array)
{
	buf_printf(out, "%-14s %-8s %s\n", found->name, profile_place_names[found->place],
		   description ? description : "");
	json_t *object = json_pack("{s:o, s:s, s:o, s:o}", "profile", text(found->name), "place",
				   profile_place_names[found->place], "file", text(found->file), "description",
				   text(description));
	if (wrong)
		json_object_set_new(object, "error", text(wrong));
	json_array_append_new(array, object);
}

static void read_one(const struct setting *setting, const struct profile_found *found, struct buf *out,
		     json_t *array)
{
	const struct profile_request request = {.name = found->name, .tag = "latest"};
	struct profile profile;
	struct err err = {0};
	if (profile_open_plain(setting, &request, &profile, &err)) {
		log_warn("%s%s%s%s", err.text, err.hint ? " (" : "", err.hint ? err.hint : "",
			 err.hint ? ")" : "");
		list_one(found, NULL, err.text, out, array);
		err_release(&err);
		return;
	}
	list_one(found, profile.description.text, NULL, out, array);
	profile_release(&profile);
}

static int list(const struct setting *setting, bool json, struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	struct profile_listing all;
	if (profile_list(&setting->profiles, &all, err))
		return -1;
	json_t *array = json_array();
	for (size_t i = 0; i < all.entry.n; i++)
		if (!all.entry.at[i].hidden)
			read_one(setting, &all.entry.at[i], &out, array);
	profile_listing_release(&all);
	if (json)
		return report_json(array, err);
	json_decref(array);
	return report_text(&out, err);
}

/* What stands on the command line beside the profile is shown as a part of it. */
static void add_options(const struct options *o, struct profile *p)
{
	for (size_t i = 0; i < o->include.n; i++)
		vec_push(&p->packages, ((struct request_item){o->include.at[i], "--include"}));
	for (size_t i = 0; i < o->rules.n; i++)
		vec_push(&p->size_rule, ((struct request_item){o->rules.at[i], "--rule"}));
	for (size_t i = 0; i < o->path_rule.n; i++) {
		struct path_line line = o->path_rule.at[i];
		line.from = line.include ? "--path-include" : "--path-exclude";
		vec_push(&p->rule, line);
	}
}

/* A slip of the pen is not taken for a later suite. */
static bool is_slip(const struct rules *rules, const char *suite)
{
	struct names known = {0};
	for (size_t i = 0; i < rules->suites.list.n; i++)
		vec_push(&known, rules->suites.list.at[i].name);
	bool slip = !suite_rules_find(&rules->suites, suite) && str_nearest(suite, known.at, known.n);
	vec_release(&known);
	return slip;
}

/* As a build would have it. */
static int find_suite(const struct options *options, const struct setting *setting, struct rules *rules,
		      struct profile_request *request, struct err *err)
{
	char *dir CLEANUP(mem_freep) = mem_printf("%s/rules", setting->data_dir);
	const char *suite = options->suite;
	if (!suite)
		return 0;
	if (rules_load(dir, rules, err) ||
	    (!is_slip(rules, suite) && profile_suite(options, setting, request, rules, suite, &suite, err)))
		return -1;
	request->suite = suite;
	return 0;
}

int profiles(const struct options *options, const struct setting *setting, struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	struct profile profile;
	if (!options->arguments.n)
		return list(setting, options->json, err);
	char *name CLEANUP(mem_freep) = mem_strdup(options->arguments.at[0]);
	char *colon = strrchr(name, ':');
	if (colon && !strchr(colon, '/'))
		*colon++ = 0;
	else
		colon = NULL;
	struct profile_request request = {.name = name,
					  .tag = colon ? colon : "latest",
					  .architecture = options->architecture};
	struct rules rules CLEANUP(rules_release) = {0};
	if (find_suite(options, setting, &rules, &request, err) ||
	    profile_open(options, setting, &request, &profile, err))
		return -1;
	add_options(options, &profile);
	if (!options->json)
		profile_show(&profile, &out);
	int status = options->json ? report_json(profile_json(&profile), err) : report_text(&out, err);
	profile_release(&profile);
	return status;
}
