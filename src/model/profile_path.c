/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Path and Copy stanzas, which add files to the image that no package ships. */
#include "base/path.h"
#include "model/profile_object.h"

/* Reads the lines after "Content:" without their one leading blank; a single "." is an
 * empty line, as in a package's Description. */
static void read_content(struct profile_reader *r, struct path_item *item)
{
	const struct deb822_field *field = deb822_find(r->stanza, "Content");
	struct buf text CLEANUP(buf_release) = {0};
	struct str rest = field ? field->value : (struct str){0}, line;
	bool first = true;
	while (str_split(&rest, '\n', &line)) {
		if (!first) {
			line.p++;
			line.n--;
		}
		if (!first || line.n) {
			buf_add(&text, line.p, str_is(line, ".") ? 0 : line.n);
			buf_puts(&text, "\n");
		}
		first = false;
	}
	item->content = (struct str){arena_strndup(&r->profile->arena, text.p ? text.p : "", text.n),
				     text.n};
}

static int read_kind(struct profile_reader *r, struct path_item *item)
{
	static const char *const kinds[] = {
		[PATH_DIRECTORY] = "directory", [PATH_FILE] = "file", [PATH_SYMLINK] = "symlink"};
	static const uint32_t modes[] = {
		[PATH_DIRECTORY] = 0755, [PATH_FILE] = 0644, [PATH_SYMLINK] = 0777};
	const struct deb822_field *type = deb822_find(r->stanza, "Type");
	for (size_t i = 0; type && i < ARRAY_LEN(kinds); i++) {
		if (!str_is(type->value, kinds[i]))
			continue;
		item->kind = (enum path_kind)i;
		item->mode = modes[i];
		return 0;
	}
	return deb822_fail(r->file, type ? type : &r->stanza->field.at[0], r->err,
			   "Type is one of directory, file and symlink");
}

/* Reads the path in Needs or Unless; *out is unchanged if the field is absent. */
static int read_decider(struct profile_reader *r, const char *name, const char **out)
{
	const struct deb822_field *field = deb822_find(r->stanza, name);
	return field ? object_path(r, field, out) : 0;
}

static int read_before_scripts(struct profile_reader *r, struct path_item *item)
{
	const struct deb822_field *field = deb822_find(r->stanza, "Before-Scripts");
	item->before_scripts = field && str_is(field->value, "yes");
	if (field && !item->before_scripts && !str_is(field->value, "no"))
		return deb822_fail(r->file, field, r->err, "Before-Scripts is yes or no");
	if (item->before_scripts && (item->needs || item->unless))
		return deb822_fail(r->file, field, r->err,
				   "Before-Scripts goes without Needs and Unless: what the image has in the end is not known then");
	return 0;
}

/* Target is only allowed for symlinks, and Content only for files. */
static int check_kind(struct profile_reader *r, const struct path_item *item)
{
	const struct deb822_field *first = &r->stanza->field.at[0];
	const struct deb822_field *content = deb822_find(r->stanza, "Content");
	if ((item->kind == PATH_SYMLINK) != (item->target && *item->target))
		return deb822_fail(r->file, first, r->err, "Target goes with Type: symlink");
	if (content && item->kind != PATH_FILE)
		return deb822_fail(r->file, content, r->err, "Content goes with Type: file");
	return 0;
}

static void put_path(struct profile *p, const struct path_item *item)
{
	size_t at = 0;
	while (at < p->path.n && strcmp(p->path.at[at].path, item->path) != 0)
		at++;
	if (at == p->path.n)
		vec_push(&p->path, *item);
	p->path.at[at] = *item;
}

int read_path(struct profile_reader *r)
{
	static const char *const fields[] = {"Path",   "Type",    "Mode",  "Uid",    "Gid",
					     "Target", "Content", "Needs", "Unless", "Before-Scripts", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	struct path_item item = {.from = profile_from(r, first, NULL)};
	read_content(r, &item);
	if (object_check(r, fields) || read_kind(r, &item) ||
	    object_number(r, "Mode", 8, 07777, &item.mode) ||
	    object_number(r, "Uid", 10, UINT32_MAX - 1, &item.uid) ||
	    object_number(r, "Gid", 10, UINT32_MAX - 1, &item.gid) || object_path(r, first, &item.path) ||
	    read_decider(r, "Needs", &item.needs) || read_decider(r, "Unless", &item.unless) ||
	    read_before_scripts(r, &item))
		return -1;
	item.target = object_text(r, "Target");
	if (check_kind(r, &item))
		return -1;
	if (!r->dry)
		put_path(r->profile, &item);
	return 0;
}

/* The directory of the file that is read. */
static const char *directory_of(struct profile_reader *r)
{
	const char *file = r->file->file, *base = path_base(file);
	if (base == file)
		return ".";
	return base == file + 1 ? "/" : arena_strndup(&r->profile->arena, file, (size_t)(base - file - 1));
}

static int check_copy_source(struct profile_reader *r, const struct deb822_field *field)
{
	char normal[PATH_LONGEST + 1];
	struct err inner = {0};
	bool good = field->value.n && field->value.p[0] != '/' &&
		    path_normalise(field->value, normal, &inner) == 0;
	err_release(&inner);
	if (good)
		return 0;
	deb822_fail(r->file, field, r->err, "'%.*s' is not below the profile's own directory",
		    STR_ARG(field->value));
	return err_hint(r->err, "Copy takes a relative path without '..'; --copy takes any");
}

static void put_copy(struct profile *p, const struct copy_item *item)
{
	size_t at = 0;
	while (at < p->copy.n && (strcmp(p->copy.at[at].target, item->target) != 0 ||
				  p->copy.at[at].into || item->into))
		at++;
	if (at == p->copy.n)
		vec_push(&p->copy, *item);
	p->copy.at[at] = *item;
}

int read_copy(struct profile_reader *r)
{
	static const char *const fields[] = {"Copy", "To", "Mode", "Uid", "Gid", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0], *to = deb822_find(r->stanza, "To");
	struct copy_item item = {.source = profile_keep(r, first->value),
				 .beneath = directory_of(r),
				 .has_mode = deb822_find(r->stanza, "Mode") != NULL,
				 .from = profile_from(r, first, NULL)};
	if (object_check(r, fields) || check_copy_source(r, first))
		return -1;
	if (!to) {
		deb822_fail(r->file, first, r->err, "a Copy needs a To");
		return err_hint(r->err, "add a line 'To: /PATH/IN/THE/IMAGE'");
	}
	if (object_path(r, to, &item.target) || object_number(r, "Mode", 8, 07777, &item.mode) ||
	    object_number(r, "Uid", 10, UINT32_MAX - 1, &item.uid) ||
	    object_number(r, "Gid", 10, UINT32_MAX - 1, &item.gid))
		return -1;
	item.into = str_ends(to->value, "/");
	if (!r->dry)
		put_copy(r->profile, &item);
	return 0;
}
