/* SPDX-License-Identifier: GPL-2.0-or-later */
/* chmod(1), chown(1), chgrp(1), setcap(8), and helpers of all commands for files. */
#include "fmt/capability.h"
#include "stage/maintscript/files.h"

/* Whether all options are in `allowed`: "-f -r --force". */
static bool only(const struct option_list *o, const char *allowed)
{
	for (size_t i = 0; i < o->flag.n; i++) {
		struct str rest = str_from(allowed), one;
		bool found = false;
		while (!found && str_split(&rest, ' ', &one))
			found = str_is(one, o->flag.at[i]);
		if (!found)
			return false;
	}
	return true;
}

/* All options must be understood and all words known before anything is done. */
int file_options(struct eval *e, struct call *call, const char *letters,
			const char *const *longs, const char *allowed, apply_options *apply)
{
	struct option_list o;
	int status;
	options_take(e, call, letters, longs, &o);
	if (!only(&o, allowed))
		status = not_understood(e, "an option is not known");
	else if (!all_known(&call->word))
		status = not_understood(e, "what it acts on is not known");
	else
		status = apply(e, &o);
	options_free(&o);
	return status;
}

int file_no_path(struct eval *e)
{
	return not_understood(e, "what it acts on is not known");
}

int file_not_there(struct eval *e)
{
	reason_add(e, "acts on files that are not in the image");
	return 0;
}

struct effect *file_rights(struct eval *e, const char *path, const char *owner, const char *group)
{
	struct effect *f = NULL;
	if ((owner && *owner) || (group && *group)) {
		f = effect_add(e, EFFECT_OWNER, path);
		f->user = owner && *owner ? owner : NULL;
		f->group = group && *group ? group : NULL;
	}
	return f;
}

bool file_octal(const char *text, uint32_t *mode)
{
	unsigned long long n;
	if (!text || !str_number(str_from(text), 8, 07777, &n))
		return false;
	*mode = (uint32_t)n;
	return true;
}

/* --- chmod(1) ----------------------------------------------------------- */

static uint32_t who_mask(char c)
{
	return c == 'u' ? 04700 : c == 'g' ? 02070 : c == 'o' ? 01007 : 07777;
}

static uint32_t bits_of(char c, uint32_t mode, bool directory)
{
	switch (c) {
	case 'r':
		return 0444;
	case 'w':
		return 0222;
	case 'x':
		return 0111;
	case 'X':
		return directory || (mode & 0111) ? 0111 : 0;
	case 's':
		return 06000;
	case 't':
		return 01000;
	case 'u':
		return (mode >> 6 & 7) * 0111;
	case 'g':
		return (mode >> 3 & 7) * 0111;
	case 'o':
		return (mode & 7) * 0111;
	}
	return UINT32_MAX;
}

/* Applies "u=rwX,g-w,+x" to a mode (chmod(1)); false if the text is not of that form. */
static bool symbolic(const struct eval *e, const char *text, bool directory, uint32_t *mode)
{
	while (*text) {
		uint32_t who = 0;
		for (; strchr("ugoa", *text) && *text; text++)
			who |= who_mask(*text);
		/* Without a letter the umask applies; t and s belong to the named classes. */
		uint32_t mask = who ? who : 07777 & ~e->now.umask;
		if (!strchr("+-=", *text) || !*text)
			return false;
		while (*text && strchr("+-=", *text)) {
			char op = *text++;
			uint32_t bits = 0;
			for (; *text && !strchr("+-=,", *text); text++) {
				uint32_t one = bits_of(*text, *mode, directory);
				if (one == UINT32_MAX)
					return false;
				bits |= one;
			}
			if (bits & 01000 && who && !(who & 01000))
				mask |= 01000;
			bits &= mask;
			if (op == '=')
				*mode = (*mode & ~(mask & (directory ? 01777 : 07777))) | bits;
			else
				*mode = op == '+' ? *mode | bits : *mode & ~bits;
		}
		if (*text == ',')
			text++;
		else if (*text)
			return false;
	}
	return true;
}

static int apply_mode_word(struct eval *e, const char *path, const char *text, bool deep)
{
	enum there there = image_look(e, path, true);
	uint32_t mode;
	if (there == THERE_NOT)
		return file_not_there(e);
	if (file_octal(text, &mode)) {
		struct effect *f = effect_add(e, EFFECT_MODE, path);
		f->mode = mode;
		f->deep = deep && there != THERE_FILE;
		return 0;
	}
	struct names all = {0};
	vec_push(&all, path);
	if (deep)
		image_below(e, path, &all);
	int status = 0;
	for (size_t i = 0; i < all.n; i++) {
		if (i && image_look(e, all.at[i], false) == THERE_LINK)
			continue;
		if (!image_mode(e, all.at[i], &mode) ||
		    !symbolic(e, text, image_look(e, all.at[i], true) == THERE_DIRECTORY, &mode))
			status = not_understood(e, "the mode before is not known");
		else
			effect_add(e, EFFECT_MODE, all.at[i])->mode = mode;
	}
	vec_release(&all);
	return status;
}

static int apply_chmod(struct eval *e, const struct option_list *o)
{
	int status = 0;
	if (o->rest.n < 2 || option_has(o, "--reference", NULL))
		return not_understood(e, "no mode");
	for (size_t i = 1; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		int one = path ? apply_mode_word(e, path, o->rest.at[0], option_has(o, "-R", "--recursive"))
			       : file_no_path(e);
		status = one ? one : status;
	}
	return status;
}

static int run_chmod(struct eval *e, struct call *call)
{
	/* In "chmod -x FILE", -x is a mode, not an option. */
	if (call->word.n > 2 && call->word.at[1][0] == '-' && call->word.at[1][1] &&
	    strspn(call->word.at[1] + 1, "rwxXst,ugo=+") == strlen(call->word.at[1] + 1)) {
		const char *path = absolute(e, call->word.at[2]);
		return path && call->word.n == 3 ? apply_mode_word(e, path, call->word.at[1], false) : file_no_path(e);
	}
	static const char *const longs[] = {"reference", NULL};
	return file_options(e, call, "", longs,
			    "-R -f -v -c -h -H -L -P --recursive --quiet --silent --changes --verbose --dereference "
			    "--no-dereference --preserve-root --no-preserve-root --reference", apply_chmod);
}

/* --- chown(1), chgrp(1) ------------------------------------------------- */

struct owner_spec {
	const char *user, *group; /* NULL: unchanged */
	bool login;               /* the group is the user's primary group */
};

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

/* Returns the separator between user and group. A "." counts as ":" if the whole text is
 * not the name of a user (coreutils, lib/userspec.c). */
static const char *separator(struct eval *e, const char *text)
{
	const char *colon = strchr(text, ':');
	return colon ? colon : image_has_account(e, false, text) == 1 ? NULL : strchr(text, '.');
}

/* Parses USER, USER:GROUP, :GROUP and USER:, which means the user's primary group and is
 * an error if USER is a number. */
static bool read_owner(struct eval *e, const char *text, struct owner_spec *out)
{
	const char *sign = separator(e, text);
	const char *user = sign ? arena_strndup(e->arena, text, (size_t)(sign - text)) : text;
	const char *group = sign ? sign + 1 : "";
	user += *user == '+' && is_number(user + 1);
	group += *group == '+' && is_number(group + 1);
	*out = (struct owner_spec){*user ? user : NULL, *group ? group : NULL, sign && *user && !*group};
	return !out->login || !is_number(user) || image_has_account(e, false, user) == 1;
}

static bool is_missing(struct eval *e, bool group, const char *name)
{
	return name && !is_number(name) && image_has_account(e, group, name) == 0;
}

/* Keeps as doubted that the files from word `first` on get this owner; one without names is any
 * owner. */
static void doubt_owner(struct eval *e, const struct option_list *o, size_t first, struct effect attempt)
{
	attempt.kind = EFFECT_OWNER;
	attempt.owner = e->owner;
	attempt.script = e->script;
	attempt.line = e->line;
	attempt.id = ID_ANY;
	attempt.mode = MODE_KEEP;
	attempt.deep = option_has(o, "-R", "--recursive");
	for (size_t i = first; i < o->rest.n; i++) {
		attempt.path = absolute(e, o->rest.at[i]);
		if (attempt.path)
			vec_push(&e->doubted, attempt);
	}
}

/* With -R alone, and with -h, a link itself changes its owner, not what it leads to. */
static bool stays_at_link(struct eval *e, const struct option_list *o, const char *path)
{
	bool deep = option_has(o, "-R", "--recursive");
	return (option_has(o, "-h", "--no-dereference") || (deep && !option_has(o, "-H", "-L"))) &&
	       image_look(e, path, false) == THERE_LINK;
}

/* -L goes on into the directories that links below it lead to. */
static bool leads_elsewhere(struct eval *e, const struct option_list *o, const char *path)
{
	struct names below = {0};
	bool leads = false;
	if (!option_has(o, "-R", "--recursive") || !option_has(o, "-L", NULL))
		return false;
	image_below(e, path, &below);
	for (size_t i = 0; i < below.n && !leads; i++)
		leads = image_look(e, below.at[i], false) == THERE_LINK &&
			image_look(e, below.at[i], true) != THERE_FILE;
	vec_release(&below);
	return leads;
}

static int change_owner(struct eval *e, const struct option_list *o, const struct owner_spec *to)
{
	int status = 0;
	bool missing = is_missing(e, false, to->user) || is_missing(e, true, to->group);
	if (option_has(o, "--from", NULL)) {
		doubt_owner(e, o, 1, (struct effect){.user = to->user, .group = to->group, .login = to->login});
		return not_understood(e, "whether the owner before is the one that --from names");
	}
	/* "chgrp GROUP FILE || addgroup GROUP" tests whether the group exists. If nothing in the
	 * image adds it afterwards, we may have missed what does, so the attempt is doubted. */
	if (e->guarded > 0 && missing) {
		doubt_owner(e, o, 1, (struct effect){.user = to->user, .group = to->group, .keep = true});
		return 1;
	}
	for (size_t i = 1; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (!path) {
			status = file_no_path(e);
		} else if (stays_at_link(e, o, path)) {
			reason_add(e, "changes the owner of a link, which nothing asks for");
		} else if (image_look(e, path, true) == THERE_NOT) {
			file_not_there(e);
		} else if (leads_elsewhere(e, o, path)) {
			doubt_owner(e, o, 1, (struct effect){.user = to->user, .group = to->group, .login = to->login});
			status = not_understood(e, "-L follows links to directories below");
		} else {
			struct effect *f = file_rights(e, path, to->user, to->group);
			if (!f)
				continue;
			f->login = to->login;
			f->deep = option_has(o, "-R", "--recursive") && image_look(e, path, true) != THERE_FILE;
		}
	}
	return status;
}

static int apply_chown(struct eval *e, const struct option_list *o)
{
	struct owner_spec to;
	if (option_has(o, "--reference", NULL))
		return not_understood(e, "the owner of another file");
	if (o->rest.n < 2)
		return not_understood(e, "no owner");
	return read_owner(e, o->rest.at[0], &to) ? change_owner(e, o, &to)
						 : not_understood(e, "chown takes no number without a group here");
}

static int apply_chgrp(struct eval *e, const struct option_list *o)
{
	if (option_has(o, "--reference", NULL))
		return not_understood(e, "the group of another file");
	if (o->rest.n < 2)
		return not_understood(e, "no group");
	return change_owner(e, o, &(struct owner_spec){.group = o->rest.at[0]});
}

static int run_chown(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"from", "reference", NULL};
	struct option_list o;
	options_take(e, call, "", longs, &o);
	/* That these files get an owner is known, though not which. */
	if (option_has(&o, "--reference", NULL))
		doubt_owner(e, &o, 0, (struct effect){0});
	else if (o.rest.n > 1 && !is_known(o.rest.at[0]))
		doubt_owner(e, &o, 1, (struct effect){0});
	options_free(&o);
	return file_options(e, call, "", longs,
			    "-R -f -v -c -h -H -L -P --recursive --quiet --silent --changes --verbose --dereference "
			    "--no-dereference --preserve-root --no-preserve-root --from --reference",
			    strcmp(call->word.at[0], "chgrp") == 0 ? apply_chgrp : apply_chown);
}

/* --- setcap(8) ---------------------------------------------------------- */

static int apply_setcap(struct eval *e, const char *text, const char *word)
{
	unsigned char bytes[CAPABILITY_BYTES];
	struct err err = {0};
	const char *path = absolute(e, word);
	bool removes = strcmp(text, "-r") == 0;
	int bad = removes ? 0 : capability_parse(text, bytes, &err);
	err_release(&err);
	if (!path || bad)
		return path ? not_understood(e, "capabilities that are not known") : file_no_path(e);
	if (image_look(e, path, false) == THERE_NOT)
		return 1;
	struct effect *f = effect_add(e, EFFECT_CAPABILITY, path);
	f->name = removes ? NULL : text;
	f->content = (struct str){arena_strndup(e->arena, (const char *)bytes, removes ? 0 : sizeof(bytes)),
				  removes ? 0 : sizeof(bytes)};
	return 0;
}

/* setcap [-q] CAPABILITIES|-r FILE ...: a package ships the command, so it may be missing. */
static int run_setcap(struct eval *e, struct call *call)
{
	const char *found;
	size_t i = 1;
	int status = 0, there = image_has_command(e, call->word.at[0], &found);
	if (there == 0)
		return 127;
	while (i < call->word.n && strcmp(call->word.at[i], "-q") == 0)
		i++;
	bool option = i < call->word.n && call->word.at[i][0] == '-' && strcmp(call->word.at[i], "-r") != 0;
	if (there == UNSURE || option || !all_known(&call->word) || (call->word.n - i) % 2 || i == call->word.n)
		return not_understood(e, there == UNSURE ? "whether it is there is not known"
							 : "an option is not known");
	for (; i + 1 < call->word.n; i += 2) {
		int one = apply_setcap(e, call->word.at[i], call->word.at[i + 1]);
		status = one ? one : status;
	}
	return status;
}

const struct command commands_modes[] = {
	{"setcap", run_setcap, false},
	{"chmod", run_chmod, true},
	{"chown", run_chown, true},
	{"chgrp", run_chown, true},
	{NULL, NULL, false},
};
