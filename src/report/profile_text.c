/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/profile.h"

#include "report/facts.h"

/* Places stand in one column, unless a line is longer than that. */
enum { WIDEST = 64 };

struct profile_line {
	char *text;
	const char *from; /* NULL: none */
};

struct profile_page {
	VEC(struct profile_line) line;
};

static void page_add(struct profile_page *page, const char *from, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void page_add(struct profile_page *page, const char *from, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vec_push(&page->line, ((struct profile_line){mem_vprintf(fmt, ap), from}));
	va_end(ap);
}

static const char *place_of_fact(const json_t *facts, const char *member)
{
	return fact_text(fact_of(facts, "places"), member);
}

static void page_add_words(struct profile_page *page, const char *label, const json_t *words, const char *from)
{
	struct buf text CLEANUP(buf_release) = {0};
	size_t i;
	json_t *word;
	json_array_foreach(words, i, word)
		buf_printf(&text, " %s", json_string_value(word));
	page_add(page, from, "%s:%s", label, text.p ? text.p : "");
}

/* "FIELD: VALUE"; nothing where it is not given. */
static void page_add_field(struct profile_page *page, const json_t *facts, const char *label, const char *member)
{
	const char *value = fact_text(facts, member);
	if (value)
		page_add(page, place_of_fact(facts, member), "%s: %s", label, value);
}

/* The same of something that always has a value: nothing where it is the default. */
static void page_add_choice(struct profile_page *page, const json_t *facts, const char *label, const char *member,
			    const char *value)
{
	const char *from = place_of_fact(facts, member);
	if (from)
		page_add(page, from, "%s: %s", label, value);
}

static void page_add_claim(struct profile_page *page, const json_t *facts, const char *label, const char *member)
{
	if (facts_count(facts, member))
		page_add_words(page, label, fact_of(facts, member), place_of_fact(facts, member));
}

/* Words with blanks in them show only as JSON what they are. */
static void page_add_command(struct profile_page *page, const json_t *facts, const char *label, const char *member)
{
	const json_t *words = fact_of(fact_of(facts, "config"), member);
	const char *from = place_of_fact(facts, member);
	bool plain = json_array_size(words) > 0;
	size_t i;
	json_t *word;
	json_array_foreach(words, i, word) {
		const char *text = json_string_value(word);
		plain = plain && *text && !strpbrk(text, " \t\n\"");
	}
	char *text CLEANUP(mem_freep) = json_dumps(words, JSON_COMPACT);
	if (from && plain)
		page_add_words(page, label, words, from);
	else if (from)
		page_add(page, from, "%s: %s", label, text ? text : "");
}

/* A list of objects of `member` and "from", below a label. */
static void page_add_list(struct profile_page *page, const json_t *facts, const char *label, const char *list,
			  const char *member)
{
	size_t i;
	json_t *object;
	if (facts_count(facts, list))
		page_add(page, NULL, "%s:", label);
	json_array_foreach(fact_of(facts, list), i, object)
		page_add(page, fact_text(object, "from"), " %s", fact_text(object, member));
}

static void page_add_head(struct profile_page *page, const json_t *facts)
{
	const json_t *files = fact_of(facts, "files");
	size_t n = json_array_size(files), k;
	json_t *match;
	for (size_t i = n; i-- > 0;) {
		const json_t *file = json_array_get(files, i);
		page_add(page, fact_text(file, "from"), "%s: %s", i + 1 == n ? "Profile" : "Inherit",
			 fact_text(file, "profile"));
	}
	page_add_field(page, facts, "Description", "description");
	page_add_claim(page, facts, "Suites", "suites");
	page_add_claim(page, facts, "Architectures", "architectures");
	json_array_foreach(fact_of(facts, "matches"), k, match)
		page_add(page, fact_text(match, "from"), "%s (%s)", fact_text(match, "match"),
			 fact_is(match, "applied") ? "applied" : "not applied");
}

static void page_add_account(struct profile_page *page, const json_t *account)
{
	unsigned long long gid = fact_number(account, "gid");
	const char *group = fact_text(account, "group");
	if (group) {
		page_add(page, fact_text(account, "from"), "Group: %s", group);
		page_add(page, NULL, " Gid: %llu", gid);
		return;
	}
	page_add(page, fact_text(account, "from"), "Account: %s", fact_text(account, "user"));
	page_add(page, place_of_fact(account, "uid"), " Uid: %llu", (unsigned long long)fact_number(account, "uid"));
	if (strcmp(fact_text(account, "primary_group"), "same") != 0)
		page_add(page, place_of_fact(account, "gid"), " Gid: %llu", gid);
	page_add_field(page, account, " Gecos", "gecos");
	page_add_field(page, account, " Home", "home");
	page_add_field(page, account, " Home-Mode", "home_mode");
	page_add_field(page, account, " Shell", "shell");
}

static void page_add_accounts(struct profile_page *page, const json_t *facts)
{
	size_t i;
	json_t *account;
	json_array_foreach(fact_of(facts, "accounts"), i, account)
		page_add_account(page, account);
}

static void page_add_owner(struct profile_page *page, const json_t *object)
{
	unsigned long long uid = fact_number(object, "uid"), gid = fact_number(object, "gid");
	if (uid || gid) {
		page_add(page, NULL, " Uid: %llu", uid);
		page_add(page, NULL, " Gid: %llu", gid);
	}
}

/* As a file has it: what is empty is a dot. */
static void page_add_content(struct profile_page *page, const json_t *path)
{
	const json_t *value = fact_of(path, "content");
	struct str content = {json_string_value(value), json_string_length(value)}, line;
	if (content.n)
		page_add(page, NULL, " Content:");
	while (content.n && str_split(&content, '\n', &line))
		page_add(page, NULL, "  %.*s", STR_ARG(line.n ? line : str_from(".")));
}

static void page_add_path(struct profile_page *page, const json_t *path)
{
	page_add(page, fact_text(path, "from"), "Path: %s", fact_text(path, "path"));
	page_add_field(page, path, " Type", "type");
	if (strcmp(fact_text(path, "type"), "symlink") != 0)
		page_add_field(page, path, " Mode", "mode");
	page_add_owner(page, path);
	page_add_field(page, path, " Target", "target");
	page_add_field(page, path, " Needs", "needs");
	page_add_field(page, path, " Unless", "unless");
	if (fact_is(path, "before_scripts"))
		page_add(page, NULL, " Before-Scripts: yes");
	page_add_content(page, path);
}

static void page_add_copy(struct profile_page *page, const json_t *copy)
{
	page_add(page, fact_text(copy, "from"), "Copy: %s", fact_text(copy, "copy"));
	page_add_field(page, copy, " To", "to");
	page_add_field(page, copy, " Mode", "mode");
	page_add_owner(page, copy);
}

static void page_add_paths(struct profile_page *page, const json_t *facts)
{
	size_t i;
	json_t *object;
	json_array_foreach(fact_of(facts, "paths"), i, object)
		page_add_path(page, object);
	json_array_foreach(fact_of(facts, "copies"), i, object)
		page_add_copy(page, object);
}

static void page_add_rules(struct profile_page *page, const json_t *facts)
{
	size_t i;
	json_t *part;
	page_add_list(page, facts, "Size-Rules", "size_rules", "rule");
	page_add_list(page, facts, "Rules", "rules", "rule");
	json_array_foreach(fact_of(facts, "parts"), i, part) {
		page_add(page, fact_text(part, "from"), "Part: %s", fact_text(part, "package"));
		page_add_words(page, " Keep", fact_of(part, "keep"), NULL);
	}
}

static void page_add_env(struct profile_page *page, const json_t *facts)
{
	const json_t *places = fact_of(fact_of(facts, "places"), "env");
	const json_t *env = fact_of(fact_of(facts, "config"), "env");
	size_t i;
	json_t *value;
	if (json_array_size(env))
		page_add(page, NULL, "Env:");
	json_array_foreach(env, i, value) {
		const char *text = json_string_value(value);
		char *name CLEANUP(mem_freep) = mem_strndup(text, strcspn(text, "="));
		page_add(page, fact_text(places, name), " %s", text);
	}
}

static void page_add_labels(struct profile_page *page, const json_t *facts)
{
	const json_t *places = fact_of(fact_of(facts, "places"), "labels");
	json_t *labels = json_object_get(fact_of(facts, "config"), "labels"), *value;
	const char *name;
	if (json_object_size(labels))
		page_add(page, NULL, "Label:");
	json_object_foreach(labels, name, value)
		page_add(page, fact_text(places, name), " %s=%s", name, json_string_value(value));
}

static void page_add_config(struct profile_page *page, const json_t *facts)
{
	const json_t *config = fact_of(facts, "config");
	page_add_env(page, facts);
	page_add_labels(page, facts);
	page_add_choice(page, facts, "User", "user", fact_text(config, "user"));
	page_add_choice(page, facts, "Workdir", "workdir", fact_text(config, "workdir"));
	page_add_command(page, facts, "Entrypoint", "entrypoint");
	page_add_command(page, facts, "Cmd", "cmd");
}

static void page_end(struct profile_page *page, struct buf *out)
{
	size_t width = 0;
	for (size_t i = 0; i < page->line.n; i++) {
		size_t n = strlen(page->line.at[i].text);
		if (page->line.at[i].from && n > width && n <= WIDEST)
			width = n;
	}
	for (size_t i = 0; i < page->line.n; i++) {
		struct profile_line *line = &page->line.at[i];
		if (line->from)
			buf_printf(out, "%-*s  # %s\n", (int)width, line->text, line->from);
		else
			buf_printf(out, "%s\n", line->text);
		free(line->text);
	}
	vec_release(&page->line);
}

void profile_text(const json_t *facts, struct buf *out)
{
	struct profile_page page = {0};
	page_add_head(&page, facts);
	page_add_list(&page, facts, "Packages", "packages", "relation");
	page_add_rules(&page, facts);
	page_add_accounts(&page, facts);
	page_add_paths(&page, facts);
	page_add_list(&page, facts, "Generate", "generate", "generator");
	page_add_choice(&page, facts, "Drop-Scripts", "drop_scripts", fact_is(facts, "drop_scripts") ? "yes" : "no");
	page_add_choice(&page, facts, "Cuts", "cuts", fact_is(facts, "cuts") ? "yes" : "no");
	page_add_choice(&page, facts, "Base-Accounts", "base_accounts", fact_text(facts, "base_accounts"));
	page_add_config(&page, facts);
	page_end(&page, out);
}
