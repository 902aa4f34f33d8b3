/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of coreutils that make and change files. Each understands the
 * options that it names; any other makes the line unhandled. */
#include "base/path.h"
#include "stage/maintscript_eval.h"

/* Whether only these options are there: "-f -r --force". */
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

typedef int apply_options(struct eval *e, const struct option_list *o);

/* Options and words must be understood and known before anything is done. */
static int with_options(struct eval *e, struct call *call, const char *letters,
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

static int no_path(struct eval *e)
{
	return not_understood(e, "what it acts on is not known");
}

static int not_there(struct eval *e)
{
	reason_add(e, "acts on files that are not in the image");
	return 0;
}

static struct effect *add_rights(struct eval *e, const char *path, const char *owner, const char *group)
{
	struct effect *f = NULL;
	if ((owner && *owner) || (group && *group)) {
		f = effect_add(e, EFFECT_OWNER, path);
		f->user = owner && *owner ? owner : NULL;
		f->group = group && *group ? group : NULL;
	}
	return f;
}

static bool octal(const char *text, uint32_t *mode)
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

static uint32_t bits_of(char c, uint32_t mode, bool folder)
{
	switch (c) {
	case 'r':
		return 0444;
	case 'w':
		return 0222;
	case 'x':
		return 0111;
	case 'X':
		return folder || (mode & 0111) ? 0111 : 0;
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

/* "u=rwX,g-w,+x" on a mode (chmod(1)); false where it is none. */
static bool symbolic(const struct eval *e, const char *text, bool folder, uint32_t *mode)
{
	while (*text) {
		uint32_t who = 0;
		for (; strchr("ugoa", *text) && *text; text++)
			who |= who_mask(*text);
		/* Without a letter the mask holds; t and s are of those named. */
		uint32_t mask = who ? who : 07777 & ~e->now.umask;
		if (!strchr("+-=", *text) || !*text)
			return false;
		while (*text && strchr("+-=", *text)) {
			char op = *text++;
			uint32_t bits = 0;
			for (; *text && !strchr("+-=,", *text); text++) {
				uint32_t one = bits_of(*text, *mode, folder);
				if (one == UINT32_MAX)
					return false;
				bits |= one;
			}
			if (bits & 01000 && who && !(who & 01000))
				mask |= 01000;
			bits &= mask;
			if (op == '=')
				*mode = (*mode & ~(mask & (folder ? 01777 : 07777))) | bits;
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

static int change_mode(struct eval *e, const char *path, const char *text, bool deep)
{
	enum there there = image_look(e, path, true);
	uint32_t mode;
	if (there == THERE_NOT)
		return not_there(e);
	if (octal(text, &mode)) {
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
		    !symbolic(e, text, image_look(e, all.at[i], true) == THERE_FOLDER, &mode))
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
		int one = path ? change_mode(e, path, o->rest.at[0], option_has(o, "-R", "--recursive"))
			       : no_path(e);
		status = one ? one : status;
	}
	return status;
}

static int run_chmod(struct eval *e, struct call *call)
{
	/* "chmod -x FILE" is a mode, not an option. */
	if (call->word.n > 2 && call->word.at[1][0] == '-' && call->word.at[1][1] &&
	    strspn(call->word.at[1] + 1, "rwxXst,ugo=+") == strlen(call->word.at[1] + 1)) {
		const char *path = absolute(e, call->word.at[2]);
		return path && call->word.n == 3 ? change_mode(e, path, call->word.at[1], false) : no_path(e);
	}
	return with_options(e, call, "", NULL, "-R -f -v -c -h --recursive --quiet --silent --changes --verbose",
			    apply_chmod);
}

/* --- chown(1), chgrp(1) ------------------------------------------------- */

static int change_owner(struct eval *e, const struct option_list *o, const char *user, const char *group)
{
	int status = 0;
	for (size_t i = 1; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (!path) {
			status = no_path(e);
		} else if (image_look(e, path, true) == THERE_NOT) {
			not_there(e);
		} else {
			struct effect *f = add_rights(e, path, user, group);
			if (f)
				f->deep = option_has(o, "-R", "--recursive") && image_look(e, path, true) != THERE_FILE;
		}
	}
	return status;
}

static int apply_chown(struct eval *e, const struct option_list *o)
{
	if (o->rest.n < 2)
		return not_understood(e, "no owner");
	const char *text = o->rest.at[0], *sign = strpbrk(text, ":.");
	const char *user = sign ? arena_strndup(e->arena, text, (size_t)(sign - text)) : text;
	const char *group = !sign ? NULL : sign[1] ? sign + 1 : user;
	return change_owner(e, o, user, group);
}

static int apply_chgrp(struct eval *e, const struct option_list *o)
{
	if (o->rest.n < 2)
		return not_understood(e, "no group");
	return change_owner(e, o, NULL, o->rest.at[0]);
}

static int run_chown(struct eval *e, struct call *call)
{
	return with_options(e, call, "", NULL,
			    "-R -f -v -c -h -P --recursive --quiet --silent --changes --verbose "
			    "--no-dereference --preserve-root",
			    strcmp(call->word.at[0], "chgrp") == 0 ? apply_chgrp : apply_chown);
}

/* --- folders ------------------------------------------------------------ */

static void make_folder(struct eval *e, const char *path, const char *mode)
{
	uint32_t bits = 0777 & ~e->now.umask;
	struct effect *f = effect_add(e, EFFECT_FOLDER, path);
	if (octal(mode, &bits) || e->now.umask != 022)
		f->mode = bits;
}

static int apply_mkdir(struct eval *e, const struct option_list *o)
{
	const char *mode = option_value(o, "-m", "--mode");
	uint32_t bits;
	int status = 0;
	if (mode && !octal(mode, &bits))
		return not_understood(e, "the mode is not octal");
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		enum there there = path ? image_look(e, path, true) : THERE_UNKNOWN;
		if (!path)
			status = no_path(e);
		else if (there == THERE_NOT || there == THERE_UNKNOWN)
			make_folder(e, path, mode);
		else if (!option_has(o, "-p", "--parents") || there == THERE_FILE)
			status = 1;
	}
	return status;
}

static int run_mkdir(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"mode", NULL};
	return with_options(e, call, "m", longs, "-p -m -v --parents --mode --verbose", apply_mkdir);
}

static int apply_rmdir(struct eval *e, const struct option_list *o)
{
	int status = 0;
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		struct names below = {0};
		enum there there = path ? image_look(e, path, false) : THERE_UNKNOWN;
		if (there == THERE_UNKNOWN) {
			status = not_understood(e, "whether the folder is there is not known");
		} else if (there != THERE_FOLDER) {
			status = 1;
		} else {
			image_below(e, path, &below);
			if (!below.n)
				effect_add(e, EFFECT_REMOVE, path);
			else if (!option_has(o, "--ignore-fail-on-non-empty", NULL))
				status = 1;
		}
		vec_release(&below);
	}
	return status;
}

static int run_rmdir(struct eval *e, struct call *call)
{
	return with_options(e, call, "", NULL, "--ignore-fail-on-non-empty -v -p --verbose", apply_rmdir);
}

/* --- rm, touch, ln ------------------------------------------------------ */

static int apply_rm(struct eval *e, const struct option_list *o)
{
	bool deep = option_has(o, "-r", "-R") || option_has(o, "--recursive", NULL);
	int status = 0;
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (!path) {
			status = no_path(e);
		} else if (image_look(e, path, false) != THERE_NOT) {
			effect_add(e, EFFECT_REMOVE, path)->deep = deep;
		} else if (!option_has(o, "-f", "--force")) {
			status = 1;
		}
	}
	return status;
}

/* Names that are not known are fine where nothing at all matches. */
static int run_rm(struct eval *e, struct call *call)
{
	return with_options(e, call, "", NULL,
			    "-f -r -R -v -d -i --force --recursive --verbose --one-file-system", apply_rm);
}

static int apply_touch(struct eval *e, const struct option_list *o)
{
	int status = 0;
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (!path)
			status = no_path(e);
		else if (image_look(e, path, true) == THERE_NOT || image_look(e, path, true) == THERE_UNKNOWN) {
			if (!option_has(o, "-c", "--no-dereference") && !option_has(o, "-h", "--no-create"))
				effect_add(e, EFFECT_FILE, path)->keep = true;
		} else {
			reason_add(e, "times of files are those of the image");
		}
	}
	return status;
}

static int run_touch(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"reference", "date", NULL};
	/* Times are those of the image, whatever they are taken from. */
	for (size_t i = 1; i < call->word.n; i++)
		if (strncmp(call->word.at[i], "--reference=", 12) == 0)
			call->word.at[i] = "--reference=";
	return with_options(e, call, "rdt", longs,
			    "-c -h -a -m -r -d -t --no-dereference --no-create --reference --date", apply_touch);
}

/* Where a file lands: in the folder, or at the very path. */
static const char *landing(struct eval *e, const char *from, const char *to, bool not_into)
{
	const char *path = absolute(e, to);
	size_t n = strlen(to);
	bool folder = n && to[n - 1] == '/';
	if (!path)
		return NULL;
	if (!folder && (not_into || image_look(e, path, true) != THERE_FOLDER))
		return path;
	char *name CLEANUP(mem_freep) = mem_strdup(from);
	while (*name && name[strlen(name) - 1] == '/')
		name[strlen(name) - 1] = 0;
	return arena_printf(e->arena, "%s/%s", path[1] ? path : "", path_base(name));
}

static int link_one(struct eval *e, const struct option_list *o, const char *from, const char *to)
{
	bool not_into = option_has(o, "-n", "-T") || option_has(o, "--no-dereference", "--no-target-directory");
	const char *path = landing(e, from, to, not_into);
	if (!path)
		return no_path(e);
	enum there there = image_look(e, path, false);
	bool force = option_has(o, "-f", "--force");
	if (there == THERE_FOLDER && not_into)
		return not_understood(e, "a folder is where the link would be");
	if (!force && there != THERE_NOT && there != THERE_UNKNOWN)
		return 1;
	if (option_has(o, "-s", "--symbolic")) {
		struct effect *f = effect_add(e, EFFECT_LINK, path);
		f->target = from;
		f->keep = !force;
	} else {
		const char *source = absolute(e, from);
		if (!source || image_look(e, source, true) != THERE_FILE)
			return not_understood(e, "the file to link to is not in the image");
		effect_add(e, EFFECT_COPY, path)->target = source;
	}
	return 0;
}

static int apply_ln(struct eval *e, const struct option_list *o)
{
	int status = 0;
	if (option_has(o, "-r", "--relative") || o->rest.n < 1)
		return not_understood(e, "an option is not known");
	if (o->rest.n == 1)
		return link_one(e, o, o->rest.at[0], path_base(o->rest.at[0]));
	for (size_t i = 0; i + 1 < o->rest.n; i++) {
		int one = link_one(e, o, o->rest.at[i], o->rest.at[o->rest.n - 1]);
		status = one ? one : status;
	}
	return status;
}

static int run_ln(struct eval *e, struct call *call)
{
	return with_options(e, call, "", NULL,
			    "-s -f -n -T -v -r --symbolic --force --no-dereference --no-target-directory "
			    "--verbose --relative", apply_ln);
}

/* --- copies ------------------------------------------------------------- */

/* One file; false where it is none of the image. */
static int copy_file(struct eval *e, const char *from, const char *to)
{
	struct str text;
	if (strcmp(from, "/dev/null") == 0) {
		effect_add(e, EFFECT_FILE, to);
		return 0;
	}
	enum there there = image_look(e, from, true);
	if (there != THERE_FILE)
		return not_understood(e, "the file to copy is not in the image");
	(void)text;
	effect_add(e, EFFECT_COPY, to)->target = from;
	return 0;
}

static int copy_tree(struct eval *e, const char *from, const char *to)
{
	struct names all = {0};
	size_t n = strlen(from);
	int status = 0;
	uint32_t mode;
	vec_push(&all, from);
	image_below(e, from, &all);
	for (size_t i = 0; i < all.n && !status; i++) {
		const char *path = arena_printf(e->arena, "%s%s", to, strlen(all.at[i]) >= n ? all.at[i] + n : "");
		enum there there = image_look(e, all.at[i], false);
		if (there == THERE_FOLDER) {
			struct effect *f = effect_add(e, EFFECT_FOLDER, path);
			if (image_mode(e, all.at[i], &mode))
				f->mode = mode;
		} else if (there == THERE_LINK) {
			status = not_understood(e, "a link in a folder that is copied");
		} else {
			status = copy_file(e, all.at[i], path);
		}
	}
	vec_release(&all);
	return status;
}

static int copy_one(struct eval *e, const struct option_list *o, const char *word, const char *to)
{
	bool deep = option_has(o, "-a", "-r") || option_has(o, "-R", "--recursive") || option_has(o, "--archive", NULL);
	const char *from = absolute(e, word);
	const char *path = landing(e, word, to, option_has(o, "-T", "--no-target-directory"));
	if (!from || !path)
		return no_path(e);
	enum there there = image_look(e, path, true);
	if (option_has(o, "-n", "--no-clobber") && there != THERE_NOT && there != THERE_UNKNOWN)
		return 0;
	if (image_look(e, from, false) == THERE_NOT) {
		/* Left out by a rule, or never there: only the real system would tell. */
		not_understood(e, "the file to copy is not in the image");
		return 1;
	}
	if (image_look(e, from, true) == THERE_FOLDER)
		return deep ? copy_tree(e, from, path) : 1;
	return copy_file(e, from, path);
}

static int apply_cp(struct eval *e, const struct option_list *o)
{
	int status = 0;
	if (o->rest.n < 2)
		return not_understood(e, "no target");
	for (size_t i = 0; i + 1 < o->rest.n; i++) {
		int one = copy_one(e, o, o->rest.at[i], o->rest.at[o->rest.n - 1]);
		status = one ? one : status;
	}
	return status;
}

static int run_cp(struct eval *e, struct call *call)
{
	return with_options(e, call, "", NULL,
			    "-a -p -f -r -R -d -P -L -n -u -v -T -Z --archive --preserve --force --recursive "
			    "--no-clobber --update --verbose --no-target-directory --no-dereference",
			    apply_cp);
}

static int apply_mv(struct eval *e, const struct option_list *o)
{
	if (o->rest.n != 2)
		return not_understood(e, "more than one file is moved");
	const char *from = absolute(e, o->rest.at[0]);
	const char *to = landing(e, o->rest.at[0], o->rest.at[1], option_has(o, "-T", NULL));
	if (!from || !to)
		return no_path(e);
	enum there there = image_look(e, from, false);
	if (there == THERE_NOT)
		return 1;
	if (there == THERE_FOLDER || there == THERE_UNKNOWN)
		return not_understood(e, "what is moved is no file of the image");
	effect_add(e, EFFECT_MOVE, to)->target = from;
	return 0;
}

static int run_mv(struct eval *e, struct call *call)
{
	return with_options(e, call, "", NULL, "-f -n -T -v -Z --force --no-clobber --verbose", apply_mv);
}

/* --- install(1) --------------------------------------------------------- */

static void install_rights(struct eval *e, const struct option_list *o, const char *path)
{
	uint32_t mode = 0755;
	octal(option_value(o, "-m", "--mode"), &mode);
	effect_add(e, EFFECT_MODE, path)->mode = mode;
	add_rights(e, path, option_value(o, "-o", "--owner"), option_value(o, "-g", "--group"));
}

static int apply_install(struct eval *e, const struct option_list *o)
{
	const char *mode = option_value(o, "-m", "--mode"), *into = option_value(o, "-t", "--target-directory");
	bool folders = option_has(o, "-d", "--directory");
	uint32_t bits;
	int status = 0;
	size_t last = folders || into ? o->rest.n : o->rest.n - 1;
	if ((mode && !octal(mode, &bits)) || !o->rest.n || (!folders && !into && o->rest.n < 2))
		return not_understood(e, "the mode is not octal, or there is no target");
	for (size_t i = 0; i < last && !status; i++) {
		const char *from = absolute(e, o->rest.at[i]);
		const char *to = folders ? from
				 : landing(e, o->rest.at[i], into ? arena_printf(e->arena, "%s/", into)
								   : o->rest.at[o->rest.n - 1],
					   option_has(o, "-T", "--no-target-directory"));
		if (!from || !to)
			return no_path(e);
		if (folders && image_look(e, to, true) != THERE_FOLDER)
			effect_add(e, EFFECT_FOLDER, to);
		else if (!folders)
			status = copy_file(e, from, to);
		if (!status)
			install_rights(e, o, to);
	}
	return status;
}

static int run_install(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"mode", "owner", "group", "target-directory", NULL};
	return with_options(e, call, "mogt", longs,
			    "-d -m -o -g -D -p -v -T -t -c --directory --mode --owner --group --verbose "
			    "--no-target-directory --target-directory --preserve-timestamps", apply_install);
}

/* A name of our own, so that what is put there and taken from there is known. */
static int run_mktemp(struct eval *e, struct call *call)
{
	struct option_list o;
	options_take(e, call, "pt", NULL, &o);
	const char *path = arena_printf(e->arena, "/tmp/%s.%d", e->script, e->steps);
	const char *wish = o.rest.n ? absolute(e, o.rest.at[0]) : NULL;
	if (wish)
		path = arena_printf(e->arena, "%.*s%d", (int)strcspn(wish, "X"), wish, e->steps);
	effect_add(e, option_has(&o, "-d", "--directory") ? EFFECT_FOLDER : EFFECT_FILE, path);
	say(e, arena_printf(e->arena, "%s\n", path));
	options_free(&o);
	return 0;
}

/* --- looking for files -------------------------------------------------- */

/* find(1) only looks, unless told to act on what is there. */
static int run_find(struct eval *e, struct call *call)
{
	static const char *const acts[] = {"-exec", "-execdir", "-delete", "-ok", "-okdir",
					   "-fprint", "-fprintf", "-fls", "-fprint0"};
	bool acting = false, nothing = true;
	for (size_t i = 1; i < call->word.n; i++)
		for (size_t k = 0; k < ARRAY_LEN(acts); k++)
			acting |= strcmp(call->word.at[i], acts[k]) == 0;
	size_t i = 1;
	while (i < call->word.n && (strcmp(call->word.at[i], "-L") == 0 || strcmp(call->word.at[i], "-P") == 0 ||
				    strcmp(call->word.at[i], "-H") == 0))
		i++;
	for (; i < call->word.n && !strchr("-(!", call->word.at[i][0]); i++) {
		const char *path = absolute(e, call->word.at[i]);
		nothing &= path && image_look(e, path, true) == THERE_NOT;
	}
	if (nothing)
		return 1;
	say(e, UNKNOWN_TEXT);
	return acting ? not_understood(e, "acts on what it finds") : UNSURE;
}

/* readlink, realpath: only where nothing has to be followed. */
static int run_readlink(struct eval *e, struct call *call)
{
	const char *path = call->word.n > 1 ? absolute(e, call->word.at[call->word.n - 1]) : NULL;
	if (path && image_look(e, path, false) == THERE_NOT && strcmp(call->word.at[0], "readlink") == 0 &&
	    call->word.n == 2)
		return 1;
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

/* grep of a file that is not there fails; what it finds is not known. */
static int run_grep(struct eval *e, struct call *call)
{
	struct option_list o;
	static const char *const longs[] = {"regexp", "file", "max-count", NULL};
	options_take(e, call, "efmABC", longs, &o);
	bool pattern_given = option_has(&o, "-e", "--regexp") || option_has(&o, "-f", "--file");
	size_t first = pattern_given ? 0 : 1, found = 0;
	int status = UNSURE;
	for (size_t i = first; i < o.rest.n; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		struct str text = {0};
		if (!path || image_look(e, path, true) != THERE_NOT)
			found += !(path && image_content(e, path, &text) && !text.n);
	}
	if (o.rest.n > first && !found)
		status = 1;
	if (o.rest.n <= first && e->stdin_ && e->stdin_->known && !e->stdin_->rest.n)
		status = 1;
	if (status == UNSURE)
		say(e, UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* sed only filters, unless in place. */
static int run_sed(struct eval *e, struct call *call)
{
	struct option_list o;
	static const char *const longs[] = {"expression", "file", NULL};
	options_take(e, call, "efl", longs, &o);
	bool in_place = option_has(&o, "-i", "--in-place"), missing = false;
	size_t first = option_has(&o, "-e", "--expression") || option_has(&o, "-f", "--file") ? 0 : 1;
	for (size_t i = first; i < o.rest.n; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		missing |= path && image_look(e, path, true) == THERE_NOT;
	}
	bool empty = o.rest.n <= first && e->stdin_ && e->stdin_->known && !e->stdin_->rest.n;
	options_free(&o);
	if (missing)
		return 2;
	if (in_place)
		return not_understood(e, "changes a file in place");
	if (!empty)
		say(e, UNKNOWN_TEXT);
	return UNSURE;
}

/* tee: a copy of its input goes to files. */
static int run_tee(struct eval *e, struct call *call)
{
	for (size_t i = 1; i < call->word.n; i++)
		if (strncmp(call->word.at[i], "/dev/", 5) != 0 && call->word.at[i][0] != '-')
			return not_understood(e, "writes a file");
	say(e, UNKNOWN_TEXT);
	return 0;
}

/* cmp FILE FILE; where a file is missing they differ. */
static int run_cmp(struct eval *e, struct call *call)
{
	struct option_list o;
	struct str text[2] = {{0}, {0}};
	int status = UNSURE, known = 0;
	options_take(e, call, "", NULL, &o);
	for (size_t i = 0; o.rest.n == 2 && i < 2; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		if (path && image_look(e, path, true) == THERE_NOT)
			status = 2;
		known += path && image_content(e, path, &text[i]);
	}
	if (known == 2)
		status = !str_equal(text[0], text[1]);
	options_free(&o);
	say(e, UNKNOWN_TEXT);
	return status;
}

/* ls of what is there, or is not; what it shows is not known. */
static int run_ls(struct eval *e, struct call *call)
{
	struct option_list o;
	options_take(e, call, "", NULL, &o);
	int status = o.rest.n ? 0 : UNSURE;
	for (size_t i = 0; i < o.rest.n; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		enum there there = path ? image_look(e, path, true) : THERE_UNKNOWN;
		if (there == THERE_NOT)
			status = 2;
		else if (there == THERE_UNKNOWN && !status)
			status = UNSURE;
	}
	if (status != 2 || o.rest.n > 1)
		say(e, UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* stat -c FORMAT FILE: modes and ids of the image. */
static int run_stat(struct eval *e, struct call *call)
{
	struct option_list o;
	static const char *const longs[] = {"format", "printf", NULL};
	struct buf out CLEANUP(buf_release) = {0};
	uint32_t mode = 0;
	options_take(e, call, "ct", longs, &o);
	const char *format = option_value(&o, "-c", "--format");
	const char *path = o.rest.n == 1 ? absolute(e, o.rest.at[0]) : NULL;
	int status = path && image_look(e, path, true) == THERE_NOT ? 1 : path && e->image->files ? 0 : UNSURE;
	bool known = path && image_mode(e, path, &mode);
	for (const char *p = format; status != 1 && p && *p; p++) {
		if (*p != '%')
			buf_add(&out, p, 1);
		else if (*++p == 'a' && known)
			buf_printf(&out, "%o", mode);
		else
			buf_puts(&out, UNKNOWN_TEXT);
		if (!*p)
			break;
	}
	say(e, status == 1 ? "" : out.n ? out.p : UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* Compilers of caches for a folder: nothing to do where there is nothing in it. */
static int run_compile(struct eval *e, struct call *call)
{
	struct names below = {0};
	const char *folder = call->word.n > 1 ? absolute(e, call->word.at[call->word.n - 1]) : NULL;
	bool nothing = folder && e->image->files;
	if (nothing)
		image_below(e, folder, &below);
	nothing &= !below.n;
	vec_release(&below);
	return nothing ? not_there(e) : not_understood(e, "makes a cache that programs need");
}

const struct command commands_files[] = {
	{"mkdir", run_mkdir, true},   {"rmdir", run_rmdir, true}, {"rm", run_rm, true},
	{"unlink", run_rm, true},     {"touch", run_touch, true}, {"ln", run_ln, true},
	{"cp", run_cp, true},         {"mv", run_mv, true},       {"install", run_install, true},
	{"chmod", run_chmod, true},   {"chown", run_chown, true}, {"chgrp", run_chown, true},
	{"ls", run_ls, true},         {"stat", run_stat, true},
	{"glib-compile-schemas", run_compile, false},
	{"mktemp", run_mktemp, true}, {"tempfile", run_mktemp, true},
	{"find", run_find, true},     {"readlink", run_readlink, true},
	{"grep", run_grep, true},     {"egrep", run_grep, true},  {"fgrep", run_grep, true},
	{"cmp", run_cmp, true},       {"diff", run_cmp, true},    {"sed", run_sed, true},       {"tee", run_tee, true},     {NULL, NULL, false},
};
