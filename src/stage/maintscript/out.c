/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The results of the walk: effects, lines that were not understood, reasons, and text
 * that goes to files. */
#include "base/path.h"
#include "stage/maintscript/eval.h"

static const char *kept_source(struct eval *e)
{
	return arena_strndup(e->arena, e->source.p ? e->source.p : "", e->source.n);
}

/* The debhelper tool that generated a line, by the marks around it; or NULL. */
static const char *marker_at(struct eval *e, unsigned line)
{
	static const char begin[] = "# Automatically added by ", end[] = "# End automatically added section";
	struct str rest = e->text, one, tool = {0};
	for (unsigned n = 1; n <= line && str_split(&rest, '\n', &one); n++) {
		one = str_trim(one);
		if (str_starts(one, begin)) {
			tool = (struct str){one.p + strlen(begin), one.n - strlen(begin)};
			const char *slash = memchr(tool.p, '/', tool.n);
			tool.n = slash ? (size_t)(slash - tool.p) : tool.n;
		} else if (str_starts(one, end)) {
			tool.n = 0;
		}
	}
	return tool.n ? arena_strndup(e->arena, tool.p, tool.n) : NULL;
}

bool has_unknown(const struct effect *f)
{
	const char *const text[] = {f->path, f->target, f->name, f->user, f->group, f->gecos, f->home, f->shell};
	for (size_t i = 0; i < ARRAY_LEN(text); i++)
		if (text[i] && !is_known(text[i]))
			return true;
	return memchr(f->content.p ? f->content.p : "", UNKNOWN, f->content.n) != NULL;
}

void taint(struct eval *e, const char *path, bool maybe)
{
	if (!path || !is_known(path) || *path != '/')
		return;
	bool unsure = maybe || e->now.doubt;
	struct done done = {{.kind = EFFECT_UNKNOWN, .owner = e->owner, .script = e->script, .line = e->line,
			     .path = path, .id = ID_ANY, .mode = MODE_KEEP, .keep = unsure,
			     .deep = unsure && image_look(e, path, true) == THERE_FILE}, kept_source(e)};
	vec_push(&e->done, done);
}

/* The path in a word: /path, KEY=/path, or relative to the current directory. */
static const char *named_path(struct eval *e, const char *word)
{
	const char *sign = strchr(word, '=');
	if (!is_known(word) || !*word)
		return NULL;
	if (*word == '-' && !sign)
		return NULL;
	return absolute(e, sign && sign[1] == '/' ? sign + 1 : word);
}

/* Directories of programs and their data, which are run, not written. */
static bool is_program_path(const char *path)
{
	static const char *const directories[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
	for (size_t i = 0; i < ARRAY_LEN(directories); i++)
		if (path_within(path, directories[i]))
			return true;
	return false;
}

void taint_named(struct eval *e, const struct call *call)
{
	/* These do not change the content of a file. */
	static const char *const harmless[] = {"restorecon", "chcon", "setfacl", "chattr", "setfattr"};
	for (size_t i = 0; i < ARRAY_LEN(harmless); i++)
		if (strcmp(path_base(call->word.at[0]), harmless[i]) == 0)
			return;
	for (size_t i = 1; i < call->word.n; i++) {
		const char *path = named_path(e, call->word.at[i]);
		if (path && !is_program_path(path) && image_look(e, path, true) == THERE_FILE && image_made(e, path))
			taint(e, path, false);
	}
}

struct effect *effect_add(struct eval *e, enum effect_kind kind, const char *path)
{
	struct done done = {{.kind = kind, .owner = e->owner, .script = e->script, .line = e->line,
			     .path = path, .id = ID_ANY, .mode = MODE_KEEP,
			     .tolerated = e->guarded > 0, .marker = marker_at(e, e->line)}, kept_source(e)};
	if (has_unknown(&done.effect) || e->now.doubt || (path && *path != '/')) {
		unhandled_add(e, e->now.doubt ? arena_printf(e->arena, "may not be reached, after: %s", e->now.doubt)
					      : "what it acts on is not known");
		if (effect_writes(kind))
			taint(e, path, true);
		e->ignored = done.effect;
		if (has_unknown(&done.effect) || (path && *path != '/'))
			return &e->ignored;
		vec_push(&e->doubted, done.effect);
		return &e->doubted.at[e->doubted.n - 1];
	}
	vec_push(&e->done, done);
	return &e->done.at[e->done.n - 1].effect;
}

void unhandled_add(struct eval *e, const char *why)
{
	const struct maintscript_line line = {e->line, kept_source(e), why};
	for (size_t i = 0; i < e->unhandled.n; i++)
		if (e->unhandled.at[i].line == line.line && strcmp(e->unhandled.at[i].text, line.text) == 0)
			return;
	vec_push(&e->unhandled, line);
}

int not_understood(struct eval *e, const char *why)
{
	unhandled_add(e, why);
	return UNSURE;
}

void reason_add(struct eval *e, const char *reason)
{
	if (!names_hold(&e->reason, reason))
		vec_push(&e->reason, reason);
}

void say(struct eval *e, const char *text)
{
	if (e->output && e->output->n < SHELL_LARGEST)
		buf_puts(e->output, text);
	else if (e->output && e->output->p[e->output->n - 1] != UNKNOWN)
		buf_puts(e->output, UNKNOWN_TEXT); /* the output is too long: the rest is unknown */
}

void say_bytes(struct eval *e, struct str bytes)
{
	bool text = bytes.n && !memchr(bytes.p, 0, bytes.n);
	say(e, text ? arena_strndup(e->arena, bytes.p, bytes.n) : bytes.n ? UNKNOWN_TEXT : "");
}

/* --- redirection -------------------------------------------------------- */

static void write_to(struct eval *e, const struct shell_redirect *r, struct redirection *out)
{
	const char *file = expand_text(e, r->word);
	out->swallow = true;
	e->output = &out->captured;
	if (strncmp(file, "/dev/", 5) == 0 || strncmp(file, "/proc/", 6) == 0)
		return;
	out->path = absolute(e, file);
	if (!out->path)
		unhandled_add(e, "writes to a file whose name is not known");
	out->append = r->kind == REDIRECT_APPEND;
}

static void read_from(struct eval *e, const struct shell_redirect *r, struct redirection *out)
{
	const char *text = expand_text(e, r->word), *file;
	if (r->kind == REDIRECT_TEXT)
		out->input = (struct input){is_known(text), str_from(text)};
	else if (r->kind == REDIRECT_READ && (file = absolute(e, text)))
		out->input.known = image_content(e, file, &out->input.rest);
	e->stdin_ = &out->input;
}

void redirect_begin(struct eval *e, const struct shell_node *node, struct redirection *r)
{
	*r = (struct redirection){.output = e->output, .stdin_ = e->stdin_};
	for (size_t i = 0; i < node->redirects; i++) {
		const struct shell_redirect *one = &node->redirect[i];
		bool writes = one->kind == REDIRECT_WRITE || one->kind == REDIRECT_APPEND;
		if (one->fd == 1 && writes) {
			write_to(e, one, r);
		} else if (one->fd == 1 && one->kind == REDIRECT_DUP) {
			r->swallow = true;
			e->output = &r->captured;
		} else if (one->fd == 0) {
			read_from(e, one, r);
		} else if (writes) {
			const char *file = expand_text(e, one->word);
			if (strncmp(file, "/dev/", 5) == 0)
				continue;
			unhandled_add(e, "messages go to a file");
			taint(e, absolute(e, file), false);
		}
	}
}

static void write_captured(struct eval *e, const struct redirection *r)
{
	struct str text = buf_str(&r->captured);
	if (memchr(text.n ? text.p : "", UNKNOWN, text.n) || (r->append && image_tainted(e, r->path))) {
		unhandled_add(e, "what it writes is not known");
		taint(e, r->path, false);
		return;
	}
	struct effect *f = effect_add(e, r->append ? EFFECT_APPEND : EFFECT_FILE, r->path);
	f->content = (struct str){arena_strndup(e->arena, text.n ? text.p : "", text.n), text.n};
}

void redirect_end(struct eval *e, struct redirection *r)
{
	e->output = r->output;
	e->stdin_ = r->stdin_;
	if (r->path)
		write_captured(e, r);
	buf_release(&r->captured);
}
