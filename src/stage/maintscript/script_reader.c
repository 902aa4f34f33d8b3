/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/maintscript/script_reader.h"

#include "stage/maintscript/eval.h"

/* --- the walk ----------------------------------------------------------- */

static void set_variables(struct eval *e, const struct maintscript_input *input)
{
	const struct package *p = e->package->package;
	const struct {
		const char *name, *value;
	} all[] = {{"DPKG_MAINTSCRIPT_NAME", e->script},
		   {"DPKG_MAINTSCRIPT_PACKAGE", p->name},
		   {"DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT", "1"},
		   {"DPKG_MAINTSCRIPT_ARCH", strcmp(p->architecture, "all") == 0 ? input->architecture : p->architecture},
		   {"DPKG_ROOT", ""},
		   {"DPKG_ADMINDIR", "/var/lib/dpkg"},
		   {"DPKG_FORCE", UNKNOWN_TEXT},
		   {"DEBIAN_FRONTEND", "noninteractive"},
		   {"DEBIAN_HAS_FRONTEND", "1"},
		   {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
		   {"HOME", "/root"},
		   {"LC_ALL", "C"}};
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		variable_set(e, all[i].name, all[i].value);
	if (strcmp(e->script, "preinst") == 0) {
		vec_push(&e->now.positional, "install");
	} else {
		vec_push(&e->now.positional, "configure");
		vec_push(&e->now.positional, "");
	}
}

static bool shebang_has_e(struct str text)
{
	const char *end = memchr(text.p, '\n', text.n);
	struct str line = {text.p, end ? (size_t)(end - text.p) : text.n};
	return str_starts(line, "#!") && memmem(line.p, line.n, " -e", 3);
}

static void walk(struct eval *e, struct str text)
{
	const struct shell_node *tree;
	struct err err = {0};
	e->text = text;
	e->now.directory = "/";
	e->now.umask = 022;
	e->now.errexit = shebang_has_e(text);
	if (shell_parse(text, e->arena, &tree, &err)) {
		vec_push(&e->unhandled, ((struct maintscript_line){0, "", arena_strdup(e->arena, err.text)}));
		err_release(&err);
		return;
	}
	if (tree)
		eval_node(e, tree);
	if (e->now.flow == FLOW_EXIT && e->now.flow_status > 0)
		unhandled_add(e, "the script ends here with an error");
	if (e->at_exit) {
		e->now.flow = FLOW_ON;
		e->calls = 0;
		eval_text(e, e->at_exit, strlen(e->at_exit));
	}
	if (e->stopped)
		unhandled_add(e, "the script is too long to follow");
}

static void eval_release(struct eval *e)
{
	walk_state_release(&e->now);
	vec_release(&e->done);
	vec_release(&e->doubted);
	vec_release(&e->unhandled);
	vec_release(&e->reason);
	vec_release(&e->found.path);
	vec_release(&e->local);
	map_release(&e->function);
}

/* Walks the package's config script first, because it may answer questions. Nothing else
 * of it is used. */
static void ask_config(struct eval *e)
{
	const struct control_file *config = package_files_control(e->package, "config");
	struct str text = config ? config->body : (struct str){0};
	if (!text.n)
		return;
	struct eval c = {.input = e->input, .image = e->image, .arena = e->arena, .package = e->package,
			 .before = e->before, .script = "config", .owner = e->owner};
	set_variables(&c, e->input);
	walk(&c, text);
	/* It could not be read, or was not followed to its end. */
	e->answers_lost = (c.unhandled.n && !c.unhandled.at[0].line) || c.stopped;
	for (size_t i = 0; i < c.now.variable.n; i++)
		if (strncmp(c.now.variable.at[i].name, "debconf ", 8) == 0)
			variable_set(e, c.now.variable.at[i].name, c.now.variable.at[i].value);
	eval_release(&c);
}

/* --- the record --------------------------------------------------------- */

/* Lists of a record are malloc()ed, those within effects too. */
static struct done kept_done(const struct done *from)
{
	struct done done = *from;
	memset(&done.effect.slave, 0, sizeof(done.effect.slave));
	for (size_t i = 0; i < from->effect.slave.n; i++)
		vec_push(&done.effect.slave, from->effect.slave.at[i]);
	return done;
}

static void keep(const struct eval *e, struct script_record *out)
{
	for (size_t i = 0; i < e->done.n; i++)
		vec_push(&out->done, kept_done(&e->done.at[i]));
	for (size_t i = 0; i < e->doubted.n; i++)
		if (!has_unknown(&e->doubted.at[i]))
			vec_push(&out->doubted, kept_done(&(struct done){e->doubted.at[i], ""}));
	for (size_t i = 0; i < e->unhandled.n; i++)
		vec_push(&out->unhandled, e->unhandled.at[i]);
	for (size_t i = 0; i < e->reason.n; i++)
		vec_push(&out->reason, e->reason.at[i]);
	for (size_t i = 0; e->rule && i < e->rule->skip.n; i++)
		if (e->skipped[i])
			vec_push(&out->skipped, ((struct skipped){i}));
}

static int read_script(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	const struct script_question *q = question;
	struct eval e = {.input = q->input, .image = q->image, .arena = arena, .package = q->package,
			 .before = q->before, .script = q->script, .owner = q->package->id};
	(void)err;
	if (q->rule && q->rule->skip.n) {
		e.rule = q->rule;
		e.skipped = arena_alloc(arena, q->rule->skip.n);
	}
	set_variables(&e, q->input);
	ask_config(&e);
	walk(&e, body);
	keep(&e, record);
	eval_release(&e);
	return 0;
}

static bool is_absolute(const char *path)
{
	return path && *path == '/';
}

static bool has_path(const struct effect *e)
{
	bool may_lack = e->kind == EFFECT_USER || e->kind == EFFECT_GROUP || e->kind == EFFECT_MEMBER ||
			e->kind == EFFECT_GENERATE;
	return is_absolute(e->path) || (may_lack && !e->path);
}

static bool has_texts(const struct effect *e)
{
	switch (e->kind) {
	case EFFECT_ALTERNATIVE:
		return e->name && e->target;
	case EFFECT_USER:
	case EFFECT_GROUP:
	case EFFECT_GENERATE:
		return e->name != NULL;
	case EFFECT_MEMBER:
		return e->name && e->group;
	case EFFECT_STATOVERRIDE:
		return e->user && e->group;
	case EFFECT_DIVERSION:
	case EFFECT_LINK:
	case EFFECT_COPY:
	case EFFECT_MOVE:
		return e->target != NULL;
	default:
		return true;
	}
}

static bool effect_holds(const struct effect *e)
{
	bool good = e->kind <= EFFECT_GENERATE && e->tool <= ACCOUNT_SYSUSERS && has_path(e) && has_texts(e);
	for (size_t i = 0; good && i < e->slave.n; i++)
		good = e->slave.at[i].path && e->slave.at[i].name && e->slave.at[i].target;
	return good;
}

static bool record_holds(const void *record)
{
	const struct script_record *r = record;
	bool good = true;
	for (size_t i = 0; good && i < r->done.n; i++)
		good = r->done.at[i].source && effect_holds(&r->done.at[i].effect);
	for (size_t i = 0; good && i < r->doubted.n; i++)
		good = effect_holds(&r->doubted.at[i].effect);
	for (size_t i = 0; good && i < r->unhandled.n; i++)
		good = r->unhandled.at[i].text && r->unhandled.at[i].why;
	for (size_t i = 0; good && i < r->reason.n; i++)
		good = r->reason.at[i] != NULL;
	return good;
}

static const struct shape slave_shape =
	SHAPE(struct effect_slave, FIELD(struct effect_slave, NAME, path), FIELD(struct effect_slave, NAME, name),
	      FIELD(struct effect_slave, NAME, target));
/* All but owner and script, which the caller knows. */
static const struct shape done_shape =
	SHAPE(struct done, FIELD(struct done, NUMBER, effect.kind), FIELD(struct done, NUMBER, effect.line),
	      FIELD(struct done, NAME, effect.marker), FIELD(struct done, NAME, effect.path),
	      FIELD(struct done, NAME, effect.target), FIELD(struct done, NAME, effect.name),
	      FIELD(struct done, NUMBER, effect.priority), FIELD_ITEMS(struct done, effect.slave, &slave_shape),
	      FIELD(struct done, NAME, effect.user), FIELD(struct done, NAME, effect.group),
	      FIELD(struct done, BOOL, effect.login), FIELD(struct done, NAME, effect.for_package),
	      FIELD(struct done, NUMBER, effect.id), FIELD(struct done, NUMBER, effect.mode),
	      FIELD(struct done, NAME, effect.gecos), FIELD(struct done, NAME, effect.home),
	      FIELD(struct done, NAME, effect.shell), FIELD(struct done, BOOL, effect.make_home),
	      FIELD(struct done, BOOL, effect.locked), FIELD(struct done, NUMBER, effect.tool),
	      FIELD(struct done, BOOL, effect.keep), FIELD(struct done, BOOL, effect.deep),
	      FIELD(struct done, BOOL, effect.tolerated), FIELD(struct done, TEXT, effect.content),
	      FIELD(struct done, NAME, source));
static const struct shape line_shape =
	SHAPE(struct maintscript_line, FIELD(struct maintscript_line, NUMBER, line),
	      FIELD(struct maintscript_line, NAME, text), FIELD(struct maintscript_line, NAME, why));
static const struct shape reason_shape = {sizeof(const char *),
					  (const struct field[]){{FIELD_NAME, 0, sizeof(const char *), NULL}}, 1};
static const struct shape skipped_shape = SHAPE(struct skipped, FIELD(struct skipped, NUMBER, glob));
static const struct shape record_shape =
	SHAPE(struct script_record, FIELD_ITEMS(struct script_record, done, &done_shape),
	      FIELD_ITEMS(struct script_record, doubted, &done_shape),
	      FIELD_ITEMS(struct script_record, unhandled, &line_shape),
	      FIELD_ITEMS(struct script_record, reason, &reason_shape),
	      FIELD_ITEMS(struct script_record, skipped, &skipped_shape));

const struct reader script_reader = {"maintainer script", UINT64_MAX, &record_shape, read_script, record_holds};
