/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/rules.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "fmt/deb822.h"
#include "io/file.h"
#include "model/rules_read.h"

static int add_cut_rule(struct rules *rules, const struct deb822 *file,
			const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Cut", "Packages", "Companions", "Of",
					     "Files", "Reason", "Unless-Rule", NULL};
	struct cut_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Cut")),
				.reason = rules_text(rules, deb822_find(stanza, "Reason")),
				.unless_rule = rules_text(rules, deb822_find(stanza, "Unless-Rule"))};
	const struct deb822_field *names = deb822_find(stanza, "Packages");
	const struct deb822_field *companions = deb822_find(stanza, "Companions");
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	if (!names || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err,
				   "a Cut needs the fields Packages and Reason");
	rules_read_names(rules, names, &rule.names);
	rules_read_names(rules, companions, &rule.companions);
	rules_read_names(rules, deb822_find(stanza, "Of"), &rule.of);
	rules_read_names(rules, deb822_find(stanza, "Files"), &rule.files);
	vec_push(&rules->cut, rule);
	return 0;
}

static const char *const policies[] = {[SCRIPT_NONE] = "none",
				       [SCRIPT_EMULATED] = "emulated",
				       [SCRIPT_SAFE_TO_SKIP] = "safe-to-skip",
				       [SCRIPT_UNHANDLED] = "unhandled"};

const char *script_policy_name(enum script_policy policy)
{
	return policies[policy];
}

/* Joins the lines of a field without their indentation; NULL if there is no field. */
static const char *read_commands(struct rules *rules, const struct deb822_field *field)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct str rest = field ? field->value : (struct str){0}, line;
	while (field && deb822_next_line(&rest, &line)) {
		buf_add(&text, line.p, line.n);
		buf_puts(&text, "\n");
	}
	return field ? arena_strndup(&rules->arena, text.p ? text.p : "", text.n) : NULL;
}

/* A stanza has either a Policy for the whole script, or Skip for parts of it. */
static int read_policy(const struct deb822 *file, const struct deb822_stanza *stanza,
		       struct script_rule *rule, struct err *err)
{
	const struct deb822_field *policy = deb822_find(stanza, "Policy");
	const struct deb822_field *does = deb822_find(stanza, "Do"), *skip = deb822_find(stanza, "Skip");
	if (skip && (policy || does || deb822_find(stanza, "Effects")))
		return deb822_fail(file, skip, err, "Skip goes without Policy, Effects and Do");
	rule->policy = SCRIPT_NONE;
	while (policy && rule->policy < SCRIPT_UNHANDLED && !str_is(policy->value, policies[rule->policy]))
		rule->policy++;
	if ((!policy && !skip) || rule->policy == SCRIPT_UNHANDLED || !rule->reason)
		return deb822_fail(file, &stanza->field.at[0], err,
				   "a Script needs a Reason and a Policy (none, emulated, safe-to-skip) or Skip");
	if (does && rule->policy != SCRIPT_EMULATED)
		return deb822_fail(file, does, err, "Do goes with the policy emulated");
	return 0;
}

static int add_script_rule(struct rules *rules, const struct deb822 *file,
			   const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Script", "Names", "Policy", "Effects", "Reason",
					    "Do", "Suites", "Skip", "Without", "Exact", NULL};
	struct script_rule rule = {.package = rules_text(rules, deb822_find(stanza, "Script")),
				   .reason = rules_text(rules, deb822_find(stanza, "Reason")),
				   .effects = rules_text(rules, deb822_find(stanza, "Effects")),
				   .without = rules_text(rules, deb822_find(stanza, "Without"))};
	if (rules_check_fields(file, stanza, known, err) || read_policy(file, stanza, &rule, err) ||
	    rules_read_yes(file, stanza, "Exact", &rule.exact, err))
		return -1;
	rule.line = stanza->field.at[0].line;
	rules_read_lines(rules, deb822_find(stanza, "Skip"), &rule.skip);
	rule.does = read_commands(rules, deb822_find(stanza, "Do"));
	rules_read_names(rules, deb822_find(stanza, "Suites"), &rule.suites);
	rules_read_names(rules, deb822_find(stanza, "Names"), &rule.scripts);
	vec_push(&rules->script, rule);
	return 0;
}

static int read_id(const struct deb822 *file, const struct deb822_stanza *stanza, const char *name,
		   uint32_t *id, struct err *err)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	unsigned long long value;
	if (!field || !str_number(field->value, 10, UINT32_MAX - 1, &value))
		return deb822_fail(file, field ? field : &stanza->field.at[0], err,
				   "an account needs a number as %s", name);
	*id = (uint32_t)value;
	return 0;
}

static int add_group_rule(struct rules *rules, const struct deb822 *file,
			  const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Group", "Gid", "Suites", NULL};
	struct account_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Group")), .group = true};
	if (rules_check_fields(file, stanza, known, err) || read_id(file, stanza, "Gid", &rule.id, err))
		return -1;
	rules_read_names(rules, deb822_find(stanza, "Suites"), &rule.suites);
	vec_push(&rules->account, rule);
	return 0;
}

static int add_user_rule(struct rules *rules, const struct deb822 *file,
			 const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"User", "Uid", "Gid", "Gecos", "Home", "Shell", "Suites", NULL};
	struct account_rule rule = {.name = rules_text(rules, deb822_find(stanza, "User")),
				    .gecos = rules_text(rules, deb822_find(stanza, "Gecos")),
				    .home = rules_text(rules, deb822_find(stanza, "Home")),
				    .shell = rules_text(rules, deb822_find(stanza, "Shell"))};
	if (rules_check_fields(file, stanza, known, err) || read_id(file, stanza, "Uid", &rule.id, err) ||
	    read_id(file, stanza, "Gid", &rule.gid, err))
		return -1;
	if (!rule.home || !rule.shell)
		return deb822_fail(file, &stanza->field.at[0], err, "a User needs Home and Shell");
	rule.gecos = rule.gecos ? rule.gecos : "";
	rules_read_names(rules, deb822_find(stanza, "Suites"), &rule.suites);
	vec_push(&rules->account, rule);
	return 0;
}

static int add_allow_rule(struct rules *rules, const struct deb822 *file,
			  const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Allow", "Check", "Missing", "Packages", "Keep", "Reason", NULL};
	struct allow_rule rule = {.glob = rules_text(rules, deb822_find(stanza, "Allow")),
				  .check = rules_text(rules, deb822_find(stanza, "Check")),
				  .missing = rules_text(rules, deb822_find(stanza, "Missing")),
				  .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err) || rules_read_yes(file, stanza, "Keep", &rule.keep, err))
		return -1;
	if (!rule.reason || rule.glob[0] != '/')
		return deb822_fail(file, &stanza->field.at[0], err,
				   "an Allow needs a glob that starts with '/', and a Reason");
	rules_read_names(rules, deb822_find(stanza, "Packages"), &rule.packages);
	vec_push(&rules->allow, rule);
	return 0;
}

static int add_essential_rule(struct rules *rules, const struct deb822 *file,
			      const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Essential", "Files", "Commands", "Searched", "Reason", NULL};
	const struct deb822_field *files = deb822_find(stanza, "Files");
	const struct deb822_field *commands = deb822_find(stanza, "Commands");
	struct essential_rule rule = {.package = rules_text(rules, deb822_find(stanza, "Essential")),
				      .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	if ((!files && !commands) || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err,
				   "an Essential needs the fields Files or Commands, and Reason");
	rules_read_names(rules, files, &rule.files);
	rules_read_names(rules, commands, &rule.commands);
	rules_read_names(rules, deb822_find(stanza, "Searched"), &rule.searched);
	vec_push(&rules->essential, rule);
	return 0;
}

static int add_size_rule(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			 struct err *err)
{
	return size_rules_read(&rules->size, &rules->arena, file, stanza, err);
}

static int add_wish(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
		    struct err *err)
{
	return size_rules_read_wish(&rules->size, &rules->arena, file, stanza, err);
}

static int add_suite_rule(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			  struct err *err)
{
	return suite_rules_read(&rules->suites, &rules->arena, file, stanza, err);
}

static int add_licence_rule(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			    struct err *err)
{
	return licence_rules_read(&rules->licences, &rules->arena, file, stanza, err);
}

static const struct {
	const char *name;
	rules_reader *read;
} kinds[] = {
	{"Rule", add_size_rule},	  {"Wish", add_wish},
	{"Cut", add_cut_rule},
	{"Script", add_script_rule},	  {"User", add_user_rule},
	{"Group", add_group_rule},	  {"Allow", add_allow_rule},
	{"Essential", add_essential_rule}, {"Suite", add_suite_rule},
	{"Skeleton", rules_read_skeleton}, {"Data", rules_read_data},
	{"Mention", rules_read_mention},  {"Unneeded", rules_read_unneeded},
	{"Aside", rules_read_aside},	  {"Language", rules_read_language},
	{"Trigger", rules_read_trigger},
	{"Licence", add_licence_rule},
	{"Exception", add_licence_rule},
};

static int add_rules_stanza(struct rules *rules, const struct deb822 *file,
			    const struct deb822_stanza *stanza, struct err *err)
{
	struct buf all CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (str_is(stanza->field.at[0].name, kinds[i].name))
			return kinds[i].read(rules, file, stanza, err);
		buf_printf(&all, "%s%s", !i ? "" : i + 1 < ARRAY_LEN(kinds) ? ", " : " or ", kinds[i].name);
	}
	return deb822_fail(file, &stanza->field.at[0], err, "a stanza starts with %s", all.p);
}

static int load_file(struct rules *rules, const char *path, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct deb822 file;
	int status = 0;
	if (file_read(path, 1 << 20, &text, err) ||
	    deb822_parse(path, buf_str(&text), DEB822_COMMENTS, STATUS_FATAL, &file, err))
		return -1;
	for (size_t i = 0; i < file.stanza.n && !status; i++)
		status = add_rules_stanza(rules, &file, &file.stanza.at[i], err);
	deb822_release(&file);
	return status;
}

/* Checks references between stanzas, once all files are read. */
static int complete_rules(struct rules *rules, struct err *err)
{
	if (size_rules_complete(&rules->size, err))
		return -1;
	for (size_t i = 0; i < rules->cut.n; i++) {
		const struct cut_rule *cut = &rules->cut.at[i];
		if (cut->unless_rule && !size_rules_know(&rules->size, cut->unless_rule))
			return err_set(err, STATUS_FATAL, "Cut %s: Unless-Rule: no rule and value '%s'",
				       cut->name, cut->unless_rule);
	}
	for (size_t i = 0; i < rules->unneeded.n; i++) {
		const struct unneeded_rule *rule = &rules->unneeded.at[i];
		if (rule->setting && !size_rules_know(&rules->size, rule->setting))
			return err_set(err, STATUS_FATAL, "Unneeded %s: Rule: no rule and value '%s'", rule->name,
				       rule->setting);
	}
	return 0;
}

static int is_rules_file(const struct dirent *entry)
{
	return str_ends(str_from(entry->d_name), ".rules");
}

/* Byte order, independent of the locale. */
static int by_file_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int rules_load(const char *dir, struct rules *out, struct err *err)
{
	struct dirent **entry = NULL;
	int n = scandir(dir, &entry, is_rules_file, by_file_name), status = 0;
	*out = (struct rules){0};
	if (n < 0)
		return err_sys(err, "%s", dir);
	for (int i = 0; i < n; i++) {
		char *path = mem_printf("%s/%s", dir, entry[i]->d_name);
		if (!status)
			status = load_file(out, path, err);
		free(path);
		free(entry[i]);
	}
	free(entry);
	if (!status && complete_rules(out, err))
		status = err_wrap(err, "%s", dir);
	if (status)
		rules_release(out);
	return status;
}

static const struct cut_rule *rule_for(const struct rules *rules, const char *of, const char *name)
{
	for (size_t i = 0; i < rules->cut.n; i++) {
		const struct cut_rule *rule = &rules->cut.at[i];
		if (rule->unless_rule && size_rules_hold(&rules->size, rule->unless_rule))
			continue;
		if ((!rule->of.n || names_hold(&rule->of, of)) &&
		    names_hold(&rule->names, name))
			return rule;
	}
	return NULL;
}

static bool is_companion(const struct rules *rules, const char *of,
			 const struct relation *relation, const char *name)
{
	for (size_t i = 0; i < relation->n; i++) {
		const struct cut_rule *rule = rule_for(rules, of, relation->alternative[i].name);
		if (rule && names_hold(&rule->companions, name))
			return true;
	}
	return false;
}

const struct cut_rule *rules_cut(const struct rules *rules, const char *of,
				 const struct relation *relation)
{
	const struct cut_rule *first = NULL;
	for (size_t i = 0; i < relation->n; i++) {
		const char *name = relation->alternative[i].name;
		const struct cut_rule *rule = rule_for(rules, of, name);
		if (!rule && !is_companion(rules, of, relation, name))
			return NULL;
		if (!first)
			first = rule;
	}
	return first;
}

const char *rules_suite(const struct rules *rules, const char *suite)
{
	return suite_rules_facts(&rules->suites, suite);
}

bool rules_in_suite(const struct rules *rules, const struct names *suites)
{
	const char *suite = rules->suite && *rules->suite ? rules->suite : rules_suite(rules, "");
	return !suites->n || !suite || names_hold(suites, suite);
}

static bool script_rule_applies(const struct rules *rules, const struct script_rule *rule,
				const char *script, const char *suite, const struct names *image)
{
	bool in = !rule->suites.n || !suite || !*suite || names_hold(&rule->suites, suite);
	return in && names_hold(&rule->scripts, script) && (!rule->exact || rules->exact) &&
	       !(rule->without && names_hold(image, rule->without));
}

const struct script_rule *rules_script(const struct rules *rules, const char *package,
				       const char *script, const char *suite,
				       const struct names *image)
{
	for (size_t i = 0; i < rules->script.n; i++) {
		const struct script_rule *rule = &rules->script.at[i];
		if (strcmp(rule->package, package) == 0 &&
		    script_rule_applies(rules, rule, script, suite, image))
			return rule;
	}
	return NULL;
}

static void essential_release(struct essential_rule *rule)
{
	vec_release(&rule->files);
	vec_release(&rule->commands);
	vec_release(&rule->searched);
}

void rules_release(struct rules *rules)
{
	for (size_t i = 0; i < rules->cut.n; i++) {
		vec_release(&rules->cut.at[i].of);
		vec_release(&rules->cut.at[i].names);
		vec_release(&rules->cut.at[i].companions);
		vec_release(&rules->cut.at[i].files);
	}
	for (size_t i = 0; i < rules->script.n; i++) {
		vec_release(&rules->script.at[i].scripts);
		vec_release(&rules->script.at[i].suites);
		vec_release(&rules->script.at[i].skip);
	}
	size_rules_release(&rules->size);
	for (size_t i = 0; i < rules->account.n; i++)
		vec_release(&rules->account.at[i].suites);
	rules_release_system(rules);
	rules_release_unneeded(rules);
	rules_release_starts(rules);
	rules_release_triggers(rules);
	licence_rules_release(&rules->licences);
	suite_rules_release(&rules->suites);
	for (size_t i = 0; i < rules->allow.n; i++)
		vec_release(&rules->allow.at[i].packages);
	for (size_t i = 0; i < rules->essential.n; i++)
		essential_release(&rules->essential.at[i]);
	vec_release(&rules->essential);
	vec_release(&rules->allow);
	vec_release(&rules->cut);
	vec_release(&rules->script);
	vec_release(&rules->account);
	arena_release(&rules->arena);
}
