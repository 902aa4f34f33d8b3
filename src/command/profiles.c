/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/profiles.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "plan/profile_options.h"
#include "report/print.h"
#include "report/profile.h"
#include "report/profiles.h"

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

/* One that cannot be read does not hide the others. */
static json_t *read_listed(const struct setting *setting, const struct profile_found *found)
{
	const struct profile_request request = {.name = found->name, .tag = "latest"};
	struct profile profile;
	struct err err = {0};
	json_t *facts;
	if (profile_open_plain(setting, &request, &profile, &err)) {
		log_warn("%s%s%s%s", err.text, err.hint ? " (" : "", err.hint ? err.hint : "",
			 err.hint ? ")" : "");
		facts = profiles_entry_facts(found, NULL, err.text);
		err_release(&err);
		return facts;
	}
	facts = profiles_entry_facts(found, profile.description.text, NULL);
	profile_release(&profile);
	return facts;
}

static int list_profiles(const struct setting *setting, bool json, struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	struct profile_listing all;
	if (profile_list(&setting->profiles, &all, err))
		return -1;
	json_t *array = json_array();
	for (size_t i = 0; i < all.entry.n; i++)
		if (!all.entry.at[i].hidden)
			json_array_append_new(array, read_listed(setting, &all.entry.at[i]));
	profile_listing_release(&all);
	if (json)
		return report_json(array, err);
	profiles_text(array, &out);
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
		return list_profiles(setting, options->json, err);
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
	json_t *facts = profile_facts(&profile);
	profile_release(&profile);
	if (options->json)
		return report_json(facts, err);
	profile_text(facts, &out);
	json_decref(facts);
	return report_text(&out, err);
}
