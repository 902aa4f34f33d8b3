/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that make, copy, move and remove files, directories and links; modes.c has those that
 * change modes and owners. Each names the options that it understands: any other, or a word that
 * is not known, makes the line unhandled, and what cp, mv or install would have written is
 * tainted then. Only mktemp(1) and tempfile(1) take whatever option they are given. */
#include "base/path.h"
#include "stage/maintscript/files.h"

/* --- directories -------------------------------------------------------- */

static void add_directory_effect(struct eval *e, const char *path, const char *mode)
{
	uint32_t bits = 0777 & ~e->now.umask;
	struct effect *f = effect_add(e, EFFECT_DIRECTORY, path);
	if (file_octal(mode, &bits) || e->now.umask != 022)
		f->mode = bits;
}

static int apply_mkdir(struct eval *e, const struct option_list *o)
{
	const char *mode = option_value(o, "-m", "--mode");
	uint32_t bits;
	int status = 0;
	if (mode && !file_octal(mode, &bits))
		return not_understood(e, "the mode is not octal");
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		enum there there = path ? image_look(e, path, true) : THERE_UNKNOWN;
		if (!path)
			status = file_no_path(e);
		else if (there == THERE_NOT || there == THERE_UNKNOWN)
			add_directory_effect(e, path, mode);
		else if (!option_has(o, "-p", "--parents") || there == THERE_FILE)
			status = 1;
	}
	return status;
}

static int run_mkdir(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"mode", NULL};
	return file_options(e, call, "m", longs, "-p -m -v -Z --parents --mode --verbose --context", apply_mkdir);
}

static int apply_rmdir(struct eval *e, const struct option_list *o)
{
	int status = 0;
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		struct names below = {0};
		enum there there = path ? image_look(e, path, false) : THERE_UNKNOWN;
		if (there == THERE_UNKNOWN) {
			status = not_understood(e, "whether the directory exists is not known");
		} else if (there != THERE_DIRECTORY) {
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
	return file_options(e, call, "", NULL, "--ignore-fail-on-non-empty -v -p --verbose --parents", apply_rmdir);
}

/* --- rm, touch, ln ------------------------------------------------------ */

static int apply_rm(struct eval *e, const struct option_list *o)
{
	bool deep = option_has(o, "-r", "-R") || option_has(o, "--recursive", NULL);
	int status = 0;
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (!path) {
			status = file_no_path(e);
		} else if (image_look(e, path, false) != THERE_NOT) {
			effect_add(e, EFFECT_REMOVE, path)->deep = deep;
		} else if (!option_has(o, "-f", "--force")) {
			status = 1;
		}
	}
	return status;
}

/* Unknown names do not matter if nothing can match. */
static int run_rm(struct eval *e, struct call *call)
{
	return file_options(e, call, "", NULL,
			    "-f -r -R -v -d -i -I --force --recursive --verbose --dir --interactive "
			    "--one-file-system --preserve-root --no-preserve-root", apply_rm);
}

static int apply_touch(struct eval *e, const struct option_list *o)
{
	int status = 0;
	for (size_t i = 0; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (!path)
			status = file_no_path(e);
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
	static const char *const longs[] = {"reference", "date", "time", NULL};
	/* Times of the image do not come from a reference file. */
	for (size_t i = 1; i < call->word.n; i++)
		if (strncmp(call->word.at[i], "--reference=", 12) == 0)
			call->word.at[i] = "--reference=";
	return file_options(e, call, "rdt", longs,
			    "-c -h -a -f -m -r -d -t --no-dereference --no-create --reference --date --time",
			    apply_touch);
}

/* The destination of a file: in the directory `to`, or at exactly that path. */
static const char *landing(struct eval *e, const char *from, const char *to, bool not_into)
{
	const char *path = absolute(e, to);
	size_t n = strlen(to);
	bool directory = n && to[n - 1] == '/';
	if (!path)
		return NULL;
	if (!directory && (not_into || image_look(e, path, true) != THERE_DIRECTORY))
		return path;
	char *name CLEANUP(mem_freep) = mem_strdup(from);
	while (*name && name[strlen(name) - 1] == '/')
		name[strlen(name) - 1] = 0;
	return arena_printf(e->arena, "%s/%s", path[1] ? path : "", path_base(name));
}

static bool is_target_option(const char *word)
{
	return strcmp(word, "-t") == 0 || strcmp(word, "--target-directory") == 0;
}

/* "-t DIR FILE..." is "FILE... DIR/". */
static void target_last(struct eval *e, struct call *call)
{
	static const char sign[] = "--target-directory=";
	const char *target = NULL;
	size_t kept = 1;
	for (size_t i = 1; i < call->word.n; i++) {
		const char *word = call->word.at[i];
		if (is_target_option(word) && i + 1 < call->word.n)
			target = call->word.at[++i];
		else if (strncmp(word, sign, sizeof(sign) - 1) == 0)
			target = word + sizeof(sign) - 1;
		else
			call->word.at[kept++] = word;
	}
	if (target)
		call->word.at[kept++] = arena_printf(e->arena, "%s/", target);
	call->word.n = kept;
}

/* What an option does with a file that is at the destination, which only running it would tell;
 * NULL: nothing. */
static const char *loses_old(const struct option_list *o, enum there there)
{
	if (there == THERE_NOT)
		return NULL;
	if (option_has(o, "-b", "--backup") || option_has(o, "-S", "--suffix"))
		return "a backup of the file at the destination";
	return option_has(o, "-u", "--update") ? "whether the file at the destination is older" : NULL;
}

/* A reader of the copy would find content that nobody knows. */
static int copy_unknown(struct eval *e, const char *to, const char *why)
{
	int status = not_understood(e, why);
	taint(e, to, false);
	return status;
}

/* The file was left out by a rule, or never existed: only a real system would tell. */
int file_copy_lost(struct eval *e, const char *from, const char *to)
{
	size_t done = e->done.n;
	int status = copy_unknown(e, to, "the file to copy is not in the image");
	if (e->done.n > done)
		e->done.at[done].effect.target = from;
	return status;
}

static int copy_file(struct eval *e, const char *from, const char *to)
{
	if (strcmp(from, "/dev/null") == 0) {
		effect_add(e, EFFECT_FILE, to);
		return 0;
	}
	if (image_look(e, from, true) != THERE_FILE)
		return file_copy_lost(e, from, to);
	if (image_tainted(e, from))
		return copy_unknown(e, to, "what is in the file to copy is not known");
	effect_add(e, EFFECT_COPY, to)->target = from;
	return 0;
}

static int link_one(struct eval *e, const struct option_list *o, const char *from, const char *to)
{
	bool not_into = option_has(o, "-n", "-T") || option_has(o, "--no-dereference", "--no-target-directory");
	const char *path = landing(e, from, to, not_into);
	if (!path)
		return file_no_path(e);
	enum there there = image_look(e, path, false);
	bool force = option_has(o, "-f", "--force");
	if (loses_old(o, there))
		return not_understood(e, loses_old(o, there));
	if (there == THERE_DIRECTORY && not_into)
		return not_understood(e, "a directory is where the link would be");
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
		return copy_file(e, source, path);
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
	static const char *const longs[] = {"suffix", NULL};
	target_last(e, call);
	return file_options(e, call, "S", longs,
			    "-s -f -n -T -v -r -b -i -d -F -L -P -S --symbolic --force --no-dereference "
			    "--no-target-directory --verbose --relative --backup --suffix --interactive --directory "
			    "--logical --physical", apply_ln);
}

/* --- copies ------------------------------------------------------------- */

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
		if (there == THERE_DIRECTORY) {
			struct effect *f = effect_add(e, EFFECT_DIRECTORY, path);
			if (image_mode(e, all.at[i], &mode))
				f->mode = mode;
		} else if (there == THERE_LINK) {
			status = not_understood(e, "a link in a directory that is copied");
		} else {
			status = copy_file(e, all.at[i], path);
		}
	}
	vec_release(&all);
	return status;
}

static int copy_word(struct eval *e, const struct option_list *o, const char *word, const char *to)
{
	bool deep = option_has(o, "-a", "-r") || option_has(o, "-R", "--recursive") || option_has(o, "--archive", NULL);
	const char *from = absolute(e, word);
	const char *path = landing(e, word, to, option_has(o, "-T", "--no-target-directory"));
	if (!from || !path)
		return file_no_path(e);
	enum there there = image_look(e, path, true);
	if (option_has(o, "-n", "--no-clobber") && there != THERE_NOT && there != THERE_UNKNOWN)
		return 0;
	if (loses_old(o, there) && there != THERE_UNKNOWN)
		return copy_unknown(e, path, loses_old(o, there));
	if (image_look(e, from, false) == THERE_NOT) {
		file_copy_lost(e, from, path);
		return 1;
	}
	if (image_look(e, from, true) == THERE_DIRECTORY)
		return deep ? copy_tree(e, from, path) : 1;
	return copy_file(e, from, path);
}

static int apply_cp(struct eval *e, const struct option_list *o)
{
	int status = 0;
	if (o->rest.n < 2)
		return not_understood(e, "no target");
	for (size_t i = 0; i + 1 < o->rest.n; i++) {
		int one = copy_word(e, o, o->rest.at[i], o->rest.at[o->rest.n - 1]);
		status = one ? one : status;
	}
	return status;
}

/* The destination is written even if the call is not understood. */
static int write_options(struct eval *e, struct call *call, const char *letters, const char *const *longs,
			 const char *allowed, apply_options *apply)
{
	size_t done = e->done.n, unhandled = e->unhandled.n, last = call->word.n - 1;
	int status = file_options(e, call, letters, longs, allowed, apply);
	bool lost = e->done.n == done && e->unhandled.n > unhandled && last > 1;
	const char *to = lost ? landing(e, call->word.at[last - 1], call->word.at[last], false) : NULL;
	if (to && image_look(e, to, true) != THERE_DIRECTORY)
		taint(e, to, false);
	return status;
}

static int run_cp(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"suffix", "no-preserve", "sparse", NULL};
	target_last(e, call);
	return write_options(e, call, "S", longs,
			    "-a -p -f -r -R -d -P -L -H -n -u -v -x -T -Z -b -i -S --archive --preserve --force "
			    "--recursive --no-clobber --update --verbose --no-target-directory --no-dereference "
			    "--dereference --no-preserve --sparse --reflink --remove-destination --one-file-system "
			    "--strip-trailing-slashes --context --backup --suffix --interactive",
			    apply_cp);
}

static int move_word(struct eval *e, const struct option_list *o, const char *word, const char *target)
{
	const char *from = absolute(e, word);
	const char *to = landing(e, word, target, option_has(o, "-T", "--no-target-directory"));
	if (!from || !to)
		return file_no_path(e);
	enum there there = image_look(e, from, false), old = image_look(e, to, false);
	if (option_has(o, "-n", "--no-clobber") && old != THERE_NOT && old != THERE_UNKNOWN)
		return 0;
	if (loses_old(o, old) && old != THERE_UNKNOWN)
		return copy_unknown(e, to, loses_old(o, old));
	if (there == THERE_NOT)
		return 1;
	if (there == THERE_DIRECTORY || there == THERE_UNKNOWN)
		return not_understood(e, "what is moved is no file of the image");
	if (image_tainted(e, from)) {
		effect_add(e, EFFECT_REMOVE, from);
		return copy_unknown(e, to, "what is in the file to move is not known");
	}
	effect_add(e, EFFECT_MOVE, to)->target = from;
	return 0;
}

static int apply_mv(struct eval *e, const struct option_list *o)
{
	int status = 0;
	if (o->rest.n < 2)
		return not_understood(e, "no target");
	for (size_t i = 0; i + 1 < o->rest.n; i++) {
		int one = move_word(e, o, o->rest.at[i], o->rest.at[o->rest.n - 1]);
		status = one ? one : status;
	}
	return status;
}

static int run_mv(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"suffix", NULL};
	target_last(e, call);
	return write_options(e, call, "S", longs,
			    "-f -n -T -v -Z -b -i -u -S --force --no-clobber --verbose --no-target-directory --backup "
			    "--interactive --update --suffix --strip-trailing-slashes --context", apply_mv);
}

/* --- install(1) --------------------------------------------------------- */

static void install_rights(struct eval *e, const struct option_list *o, const char *path)
{
	uint32_t mode = 0755;
	file_octal(option_value(o, "-m", "--mode"), &mode);
	effect_add(e, EFFECT_MODE, path)->mode = mode;
	file_rights(e, path, option_value(o, "-o", "--owner"), option_value(o, "-g", "--group"));
}

static int apply_install(struct eval *e, const struct option_list *o)
{
	const char *mode = option_value(o, "-m", "--mode"), *into = option_value(o, "-t", "--target-directory");
	bool directories = option_has(o, "-d", "--directory");
	uint32_t bits;
	int status = 0;
	size_t last = directories || into ? o->rest.n : o->rest.n - 1;
	if ((mode && !file_octal(mode, &bits)) || !o->rest.n || (!directories && !into && o->rest.n < 2))
		return not_understood(e, "the mode is not octal, or there is no target");
	for (size_t i = 0; i < last && !status; i++) {
		const char *from = absolute(e, o->rest.at[i]);
		const char *to = directories ? from
				 : landing(e, o->rest.at[i], into ? arena_printf(e->arena, "%s/", into)
								   : o->rest.at[o->rest.n - 1],
					   option_has(o, "-T", "--no-target-directory"));
		if (!from || !to)
			return file_no_path(e);
		if (directories && image_look(e, to, true) != THERE_DIRECTORY)
			effect_add(e, EFFECT_DIRECTORY, to);
		else if (!directories)
			status = copy_file(e, from, to);
		if (!status)
			install_rights(e, o, to);
	}
	return status;
}

static int run_install(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"mode", "owner", "group", "target-directory", "strip-program", NULL};
	return write_options(e, call, "mogt", longs,
			    "-d -m -o -g -D -p -v -T -t -c -C -s -Z --directory --mode --owner --group --verbose "
			    "--no-target-directory --target-directory --preserve-timestamps --compare --strip "
			    "--strip-program --preserve-context --context", apply_install);
}

/* Uses a fixed name, so that files which are written and read there are known. */
static int run_mktemp(struct eval *e, struct call *call)
{
	struct option_list o;
	options_take(e, call, "p", NULL, &o);
	bool directory = option_has(&o, "-d", "--directory");
	bool named = o.rest.n && *o.rest.at[0] && is_known(o.rest.at[0]);
	const char *top = option_value(&o, "-p", "--tmpdir");
	bool in_top = top || option_has(&o, "-t", NULL);
	const char *wish = named ? o.rest.at[0] : "tmp.X";
	if (!top || !*top || !is_known(top))
		top = "/tmp";
	const char *path = absolute(e, in_top || !named ? arena_printf(e->arena, "%s/%s", top, wish) : wish);
	path = path ? arena_printf(e->arena, "%.*s%d", (int)strcspn(path, "X"), path, e->steps)
		    : arena_printf(e->arena, "/tmp/tmp.%d", e->steps);
	effect_add(e, directory ? EFFECT_DIRECTORY : EFFECT_FILE, path)->mode = directory ? 0700 : 0600;
	say(e, arena_printf(e->arena, "%s\n", path));
	options_free(&o);
	return 0;
}

const struct command commands_files[] = {
	{"mkdir", run_mkdir, true},   {"rmdir", run_rmdir, true}, {"rm", run_rm, true},
	{"unlink", run_rm, true},     {"touch", run_touch, true}, {"ln", run_ln, true},
	{"cp", run_cp, true},	      {"mv", run_mv, true},	  {"install", run_install, true},
	{"mktemp", run_mktemp, true}, {"tempfile", run_mktemp, true}, {NULL, NULL, false},
};
