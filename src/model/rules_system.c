/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Skeleton, Data and Mention stanzas: what every Debian system has. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "model/rules_read.h"

/* Takes the next word of a line; NULL at the end. */
static const char *next_item_word(struct rules *rules, struct str *rest)
{
	*rest = str_trim(*rest);
	size_t n = 0;
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	const char *word = n ? arena_strndup(&rules->arena, rest->p, n) : NULL;
	rest->p += n;
	rest->n -= n;
	return word;
}

static bool next_number(struct rules *rules, struct str *rest, int base, unsigned most, uint32_t *out)
{
	const char *word = next_item_word(rules, rest);
	unsigned long long value;
	if (word && !str_number(str_from(word), base, most, &value))
		return false;
	*out = word ? (uint32_t)value : 0;
	return true;
}

/* Reads "directory PATH MODE [UID [GID]]", the same with "file", or "link PATH TARGET". */
static bool read_item(struct rules *rules, struct str line, struct skeleton_item *out)
{
	static const char *const types[] = {
		[MEMBER_FILE] = "file", [MEMBER_DIR] = "directory", [MEMBER_SYMLINK] = "link"};
	const char *type = next_item_word(rules, &line), *path = next_item_word(rules, &line);
	size_t i = 0;
	while (type && i < ARRAY_LEN(types) && strcmp(type, types[i]) != 0)
		i++;
	if (!path || path[0] != '/' || i == ARRAY_LEN(types))
		return false;
	*out = (struct skeleton_item){.path = path + 1, .type = (enum member_type)i, .mode = 0777};
	if (out->type == MEMBER_SYMLINK)
		out->target = next_item_word(rules, &line);
	else if (!next_number(rules, &line, 8, 07777, &out->mode) ||
		 !next_number(rules, &line, 10, UINT32_MAX - 1, &out->uid) ||
		 !next_number(rules, &line, 10, UINT32_MAX - 1, &out->gid))
		return false;
	return !str_trim(line).n && (out->type == MEMBER_SYMLINK ? out->target != NULL : out->mode != 0);
}

int rules_read_skeleton(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			struct err *err)
{
	static const char *const known[] = {"Skeleton", "Suites", "Without", "Paths", "Reason", NULL};
	const struct deb822_field *paths = deb822_find(stanza, "Paths");
	struct skeleton_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Skeleton")),
				     .without = rules_text(rules, deb822_find(stanza, "Without"))};
	struct str rest = paths ? paths->value : (struct str){0}, line;
	int status = 0;
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	while (paths && !status && deb822_next_line(&rest, &line)) {
		struct skeleton_item item;
		if (!str_trim(line).n)
			continue;
		if (read_item(rules, line, &item))
			vec_push(&rule.item, item);
		else
			status = deb822_fail_at(file, paths, line.p, err,
						"not 'directory PATH MODE [UID [GID]]' or 'link PATH TARGET': '%.*s'",
						STR_ARG(line));
	}
	if (!status && (!rule.item.n || !deb822_find(stanza, "Reason")))
		status = deb822_fail(file, &stanza->field.at[0], err, "a Skeleton needs Paths and Reason");
	rules_read_names(rules, deb822_find(stanza, "Suites"), &rule.suites);
	vec_push(&rules->skeleton, rule);
	return status;
}

int rules_read_data(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
		    struct err *err)
{
	static const char *const known[] = {"Data",    "Package", "Keep",  "Libraries", "Imports",
					    "Strings", "Used-By", "Lines", "Reason",    NULL};
	struct data_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Data")),
				 .package = rules_text(rules, deb822_find(stanza, "Package")),
				 .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	rules_read_names(rules, deb822_find(stanza, "Libraries"), &rule.libraries);
	rules_read_names(rules, deb822_find(stanza, "Imports"), &rule.imports);
	rules_read_names(rules, deb822_find(stanza, "Strings"), &rule.strings);
	rules_read_lines(rules, deb822_find(stanza, "Keep"), &rule.keep);
	rules_read_lines(rules, deb822_find(stanza, "Used-By"), &rule.files);
	rules_read_lines(rules, deb822_find(stanza, "Lines"), &rule.lines);
	vec_push(&rules->data, rule);
	if (!rule.package || !rule.reason || !rule.keep.n || !rule.files.n != !rule.lines.n ||
	    (rule.strings.n && !rule.imports.n) || (!rule.libraries.n && !rule.imports.n && !rule.files.n))
		return deb822_fail(file, &stanza->field.at[0], err,
				   "Data needs Package, Keep, Reason, and Libraries, Imports (and Strings) or Used-By with Lines");
	return 0;
}

int rules_read_mention(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
		       struct err *err)
{
	static const char *const known[] = {"Mention", "Files", "Keys", "Reason", NULL};
	struct mention_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Mention")),
				    .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	rules_read_lines(rules, deb822_find(stanza, "Files"), &rule.files);
	rules_read_names(rules, deb822_find(stanza, "Keys"), &rule.keys);
	vec_push(&rules->mention, rule);
	if (!rule.files.n || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err, "a Mention needs Files and Reason");
	return 0;
}

void rules_release_system(struct rules *rules)
{
	for (size_t i = 0; i < rules->skeleton.n; i++) {
		vec_release(&rules->skeleton.at[i].suites);
		vec_release(&rules->skeleton.at[i].item);
	}
	for (size_t i = 0; i < rules->data.n; i++) {
		struct data_rule *rule = &rules->data.at[i];
		struct names *lists[] = {&rule->keep,    &rule->libraries, &rule->imports,
					 &rule->strings, &rule->files,     &rule->lines};
		for (size_t k = 0; k < ARRAY_LEN(lists); k++)
			vec_release(lists[k]);
	}
	for (size_t i = 0; i < rules->mention.n; i++) {
		vec_release(&rules->mention.at[i].files);
		vec_release(&rules->mention.at[i].keys);
	}
	vec_release(&rules->skeleton);
	vec_release(&rules->data);
	vec_release(&rules->mention);
}
