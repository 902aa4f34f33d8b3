/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/maintscript/maintscript: an abstract evaluator of one maintainer script at a
 * first installation. It walks the tree with the values that are known, decides
 * the tests that can be decided, and walks both ways where one cannot.
 *
 * Values are text in which the byte UNKNOWN stands for any text that is not
 * known; statuses are numbers, or UNSURE. A script that was installed ended
 * well, so that a way which ends in an error was not taken, and a command that
 * may fail under `set -e` did not. What only one of two possible ways does is
 * reported as unhandled, never done. */
#ifndef STAGE_MAINTSCRIPT_EVAL_H
#define STAGE_MAINTSCRIPT_EVAL_H

#include "fmt/shell.h"
#include "stage/maintscript/maintscript.h"

#define UNKNOWN '\1'
#define UNKNOWN_TEXT "\1"

enum {
	UNSURE = -1,
	FAILED = 256, /* some status that is not 0 */
	STEPS_MOST = 20000, /* commands that one script runs */
	EFFECTS_MOST = 2000, /* of one script */
	SPENT_MOST = 256 << 20, /* steps of work on one script, about a byte each: eval_spend() */
	CALLS_MOST = 50,    /* functions and sourced files within each other */
};

enum flow { FLOW_ON, FLOW_CONTINUE, FLOW_BREAK, FLOW_RETURN, FLOW_EXIT };

struct variable {
	const char *name, *value; /* value NULL: not set */
};

/* What two ways through a script can differ in. */
struct state {
	VEC(struct variable) variable;
	struct names positional; /* "$1" first */
	const char *folder;      /* "/" */
	uint32_t umask;
	bool errexit;
	int status;
	enum flow flow;
	int flow_status;
	int loops; /* how many loops break and continue still leave */
	/* The rest may not be reached, up to the end of this scope; NULL: it is. */
	const char *doubt;
	enum flow doubt_scope;
	bool unread; /* text that could not be read was run: what is not set may be */
};

struct done {
	struct effect effect;
	const char *source;
};

/* Text that flows from command to command. */
struct input {
	bool known;
	struct str rest;
};

/* What find(1) has found, for the xargs(1) of the next command. */
struct found {
	struct names path;
	const char *not_owner; /* those that have not this owner; NULL: all */
	int step;              /* which command found it; 0: none */
};

struct eval {
	const struct maintscript_input *input;
	const struct maintscript_image *image;
	struct arena *arena;
	struct effects *before; /* of the scripts before this one */
	const struct package_files *package;
	const char *script;
	package_id owner;
	struct str text; /* of the script */
	const struct script_rule *rule; /* with what is passed over, or NULL */
	bool *skipped;                  /* for each of its globs: something matched */
	struct state now;
	struct map function; /* name → struct shell_node * */
	VEC(struct done) done;
	VEC(struct effect) doubted; /* effects that are known, but not whether they come about */
	VEC(struct maintscript_line) unhandled;
	struct found found;
	struct names reason;  /* why something can be skipped, each once */
	struct buf *output;   /* standard output, NULL: nobody reads it */
	struct input *stdin_; /* NULL: not known */
	const char *at_exit;  /* of trap */
	unsigned line;        /* of the command that is run */
	unsigned shift;       /* where the lines of sourced text do not count: that of the `.` */
	struct str source;
	int guarded;  /* > 0: a status other than 0 does not end the script */
	int subshell; /* > 0: exit leaves a subshell only */
	bool stopped;      /* more than is followed */
	bool answers_lost; /* the config script could not be followed */
	int substitutions; /* how many $(…) were run */
	VEC(struct variable) local; /* what functions have to put back */
	size_t spent; /* of SPENT_MOST */
	int steps, calls;
	struct effect ignored; /* what a caller may fill in where nothing is to be added */
};

struct call {
	struct names word; /* word.at[0] is the name; "" where a word is empty */
	const struct shell_node *node;
};

typedef int command_run(struct eval *e, struct call *call);

/* --- values */
static inline bool is_known(const char *text)
{
	return text && !strchr(text, UNKNOWN);
}
const char *variable_get(const struct eval *e, const char *name); /* NULL: not set */
void variable_set(struct eval *e, const char *name, const char *value);
/* A word as it stands in an assignment: one text, no splitting. */
const char *expand_text(struct eval *e, const struct shell_word *word);
/* Words as the arguments of a command. */
void expand_words(struct eval *e, const struct shell_word *word, size_t n, struct names *out);
const char *eval_arithmetic(struct eval *e, struct str text);
/* Whether a text matches a shell pattern: 0, 1, UNSURE. */
int pattern_match(struct eval *e, const struct shell_word *pattern, const char *text);
void add_splits(struct eval *e, const char *text, struct names *out);

/* --- effects */
/* Those that a command finds done: of the scripts before this one, then its own, in their order. */
size_t effects_so_far(const struct eval *e);
const struct effect *effect_so_far(const struct eval *e, size_t i);

/* --- the walk */
/* Counts work that a script causes. False when it is more than is followed: then
 * `stopped` is set, and the walk ends at the next node. */
bool eval_spend(struct eval *e, size_t work);
void eval_node(struct eval *e, const struct shell_node *node);
void eval_text(struct eval *e, const char *text, size_t n);
/* The text of a command's standard output, without newlines at its end. */
const char *eval_output(struct eval *e, const struct shell_node *command);
int eval_function(struct eval *e, const struct shell_node *function, const struct call *call);
/* Where input or output goes elsewhere: for a command, then back. */
struct redirection {
	struct buf *output, captured;
	struct input *stdin_, input;
	const char *path; /* a file that is written; NULL: none */
	bool append, swallow;
};
void redirect_begin(struct eval *e, const struct shell_node *node, struct redirection *r);
void redirect_end(struct eval *e, struct redirection *r);

/* Whether the rule of the script passes this command over; says that its output,
 * its status and what it assigns are not known. */
bool skip_command(struct eval *e, const struct shell_node *node);

/* --- two ways */
struct way {
	struct state state;
	VEC(struct done) done;
	VEC(struct effect) doubted;
	VEC(struct maintscript_line) unhandled;
	struct buf output;
	size_t functions;
};
struct fork {
	struct state before;
	size_t done, doubted, unhandled, output;
	struct way first;
};
void fork_begin(struct eval *e, struct fork *fork);
void fork_next(struct eval *e, struct fork *fork);
void fork_join(struct eval *e, struct fork *fork, const char *condition);
struct state walk_state_copy(const struct state *from);
void walk_state_release(struct state *state);

/* --- what comes out */
bool has_unknown(const struct effect *effect); /* a text of it is not known */
struct effect *effect_add(struct eval *e, enum effect_kind kind, const char *path);
/* A file gets bytes that are not known: it is tainted, and so is what is copied from
 * it. With `maybe`, or where this may not be reached, it may be as it was, too. A path
 * that is not known (NULL) is ignored. */
void taint(struct eval *e, const char *path, bool maybe);
/* The same for the files that a command which is not understood names, and that
 * scripts made: they may not be any more what they were. */
void taint_named(struct eval *e, const struct call *call);
/* Whether an effect of this kind sets what is in the file at its path. */
bool effect_writes(enum effect_kind kind);
void unhandled_add(struct eval *e, const char *why);
void reason_add(struct eval *e, const char *reason);
void say(struct eval *e, const char *text); /* to standard output */
void say_bytes(struct eval *e, struct str bytes); /* not known where there is a NUL in them */

/* --- the image */
enum there { THERE_NOT, THERE_FILE, THERE_FOLDER, THERE_LINK, THERE_UNKNOWN };
/* What is at a path; links are followed when `follow`. */
enum there image_look(struct eval *e, const char *path, bool follow);
/* What a link has as its target; NULL where that is not known, or no link. */
const char *image_target(struct eval *e, const char *path);
/* False where the content is not known. */
bool image_content(struct eval *e, const char *path, struct str *out);
/* Whether a script wrote the file, and what is not known. */
bool image_tainted(struct eval *e, const char *path);
/* Whether the file is there because of a script, not of a package. */
bool image_made(struct eval *e, const char *path);
/* False where the mode is not known. */
bool image_mode(struct eval *e, const char *path, uint32_t *mode);
/* 0, 1, UNSURE. */
int image_has_account(struct eval *e, bool group, const char *name);
int image_has_command(struct eval *e, const char *name, const char **path);
/* Paths that match a glob, sorted, or that lie below a folder (deep). */
void image_glob(struct eval *e, const char *glob, struct names *out);
void image_below(struct eval *e, const char *folder, struct names *out);
/* An absolute path in normal form, from the current folder; NULL where not known. */
const char *absolute(struct eval *e, const char *path);

/* --- commands */
command_run *command_find(const char *name);
bool command_is_emulated(const char *name);
/* A tool for maintainer scripts, which the system that they are written for has. */
bool command_is_tool(const char *name);
int test_run(struct eval *e, struct call *call);
/* Options of a command taken off its words: "-f", "--force", "--mode=755" with
 * a value where `with_value` holds them. */
struct option_list {
	struct names flag, value; /* value "" where none */
	struct names rest;
};
void options_take(struct eval *e, const struct call *call, const char *letters_with_value,
		  const char *const *long_with_value, struct option_list *out);
const char *option_value(const struct option_list *list, const char *a, const char *b);
bool option_has(const struct option_list *list, const char *a, const char *b);
void options_free(struct option_list *list);
bool all_known(const struct names *names);
int not_understood(struct eval *e, const char *why); /* adds an unhandled line */
bool call_has(const struct call *call, const char *word);
/* Adds an EFFECT_GENERATE; 0. */
int effect_generate(struct eval *e, const char *name, const char *path);

/* Tables of the vocabulary, each ends with a NULL name. */
struct command {
	const char *name;
	command_run *run;
	bool emulated; /* stands in for the real program, so that `command -v` finds it */
};
extern const struct command commands_shell[], commands_files[], commands_accounts[], commands_dpkg[],
	commands_register[], commands_debconf[];
/* Programs that only look at things, or that can be skipped, and why. */
const char *skip_reason(const char *name);
bool is_reader(const char *name);

#endif
