/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/maintscript: an abstract evaluator of one maintainer script at a first
 * installation. It walks the tree with the values that are known, decides the tests that
 * can be decided, and walks both ways where one cannot be.
 *
 * Values are text in which the byte UNKNOWN stands for any text; statuses are numbers, or
 * UNSURE. The script of an installed package has succeeded, so a way that ends in an error
 * was not taken, and a command under `set -e` did not fail. What only one of two possible
 * ways does is reported as unhandled or doubted, never done.
 *
 * Text that a function here returns or appends to a list is in e->arena, or lives as long. What is
 * given to effect_add(), unhandled_add() and reason_add() is not copied and must live as long, too.
 * No function here fails. */
#ifndef STAGE_MAINTSCRIPT_EVAL_H
#define STAGE_MAINTSCRIPT_EVAL_H

#include "fmt/shell.h"
#include "stage/maintscript/script_reader.h"

#define UNKNOWN '\1'
#define UNKNOWN_TEXT "\1"

enum {
	UNSURE = -1,
	FAILED = 256, /* some status other than 0 */
	STEPS_MOST = 20000, /* nodes of its tree that one script visits */
	EFFECTS_MOST = 2000, /* of one script */
	SPENT_MOST = 256 << 20, /* work on one script, about a byte each: eval_spend() */
	CALLS_MOST = 50,    /* nesting of functions and sourced files */
};

enum flow { FLOW_ON, FLOW_CONTINUE, FLOW_BREAK, FLOW_RETURN, FLOW_EXIT };

struct variable {
	const char *name, *value; /* value NULL: not set */
};

/* The state in which two ways through a script can differ. */
struct state {
	VEC(struct variable) variable;
	struct names positional; /* "$1" first */
	const char *directory;      /* current directory, "/" at first; may be unknown */
	uint32_t umask;
	bool errexit;    /* set -e */
	int status;      /* of the last command; or UNSURE, FAILED */
	enum flow flow;  /* FLOW_ON unless a command is leaving something */
	int flow_status; /* of FLOW_RETURN and FLOW_EXIT */
	int loops; /* number of loops that break or continue still has to leave */
	/* Why the rest, up to the end of this scope, may not be reached; NULL if it is. */
	const char *doubt;
	enum flow doubt_scope;
	bool unread; /* text that could not be read was run, so unset variables may be set */
};

/* Text that is piped from command to command. */
struct input {
	bool known;
	struct str rest;
};

/* The result of find(1), for an xargs(1) as the next command. */
struct found {
	struct names path;
	const char *not_owner; /* only those that do not have this owner; NULL: all */
	int step;              /* the command that found it; 0: none */
};

struct eval {
	const struct maintscript_input *input;
	const struct maintscript_image *image;
	struct arena *arena;
	const struct effects *before; /* effects of earlier scripts */
	const struct package_files *package;
	const char *script; /* "postinst" */
	package_id owner;
	struct str text; /* text of the script */
	const struct script_rule *rule; /* rule with commands to skip, or NULL */
	bool *skipped;                  /* [rule->skip.n]: the glob matched something */
	struct state now;
	struct map function; /* name → struct shell_node * */
	VEC(struct done) done;
	VEC(struct effect) doubted; /* effects that are known, but not whether they happen */
	VEC(struct maintscript_line) unhandled;
	struct found found;
	struct names reason;  /* why something can be skipped, each once */
	struct buf *output;   /* standard output; NULL if nothing reads it */
	struct input *stdin_; /* standard input; NULL if not known */
	const char *at_exit;  /* action of trap */
	unsigned line;        /* of the current command */
	unsigned shift;       /* for sourced text: the line of the `.` command, which counts for
	                       * all its lines */
	struct str source; /* text of the current command */
	int guarded;  /* > 0: a status other than 0 does not end the script */
	int subshell; /* > 0: exit only leaves a subshell */
	const char *user; /* who runs the commands: su(1); NULL: root */
	bool stopped;      /* the script needs more work than is allowed */
	bool answers_lost; /* the config script could not be followed */
	int substitutions; /* number of $(…) that were run */
	VEC(struct variable) local; /* variables that functions have to restore */
	size_t spent; /* work done, see SPENT_MOST */
	int steps, calls; /* towards STEPS_MOST; nesting, up to CALLS_MOST */
	struct effect ignored; /* returned by effect_add() if no effect is to be added */
};

struct call {
	struct names word; /* word.at[0] is the name; an empty word is "" */
	const struct shell_node *node;
};

/* Runs a command with expanded words. Returns its exit status, or UNSURE or FAILED. */
typedef int command_run(struct eval *e, struct call *call);

/* --- values */
/* Whether no part of a text is unknown; false for NULL. */
static inline bool is_known(const char *text)
{
	return text && !strchr(text, UNKNOWN);
}
const char *variable_get(const struct eval *e, const char *name); /* NULL: not set */
/* Copies both texts; with NULL as value the variable is not set any more. */
void variable_set(struct eval *e, const char *name, const char *value);
/* Expands a word as in an assignment: to one text, without splitting. */
const char *expand_text(struct eval *e, const struct shell_word *word);
/* Expands word[n] as arguments of a command, and appends them to `out`. */
void expand_words(struct eval *e, const struct shell_word *word, size_t n, struct names *out);
/* The value of $((text)) in decimal, or UNKNOWN_TEXT. */
const char *eval_arithmetic(struct eval *e, struct str text);
/* Whether a text matches a shell pattern: 0, 1 or UNSURE. */
int pattern_match(struct eval *e, const struct shell_word *pattern, const char *text);
/* Appends the fields of an unquoted text, split at IFS, with globs expanded. */
void add_splits(struct eval *e, const char *text, struct names *out);

/* --- effects */
/* Those that a command finds done: of the scripts before this one, then its own, in their order. */
size_t effects_so_far(const struct eval *e); /* their number */
const struct effect *effect_so_far(const struct eval *e, size_t i);

/* --- the walk */
/* Counts work that a script causes. False if it exceeds the limit: then `stopped` is
 * set, and the walk ends at the next node. */
bool eval_spend(struct eval *e, size_t work);
/* Runs a node of the tree; its status is in now.status. Does nothing unless now.flow is FLOW_ON. */
void eval_node(struct eval *e, const struct shell_node *node);
/* Parses and runs text, as eval and `.` do; all its lines count as the current one. `text` must
 * live as long as the arena. Unhandled if it cannot be read. */
void eval_text(struct eval *e, const char *text, size_t n);
/* Runs text in a subshell as another user, who can only look: what that user would change is
 * unhandled and doubted. Returns its status. */
int eval_as_user(struct eval *e, const char *user, const char *text);
/* Runs a command as $(…) does and returns its standard output without trailing newlines; "" for
 * NULL. */
const char *eval_output(struct eval *e, const struct shell_node *command);
/* Runs the body of a function with the words of `call` after the first as "$1" and so on. Returns
 * its status. */
int eval_function(struct eval *e, const struct shell_node *function, const struct call *call);
/* Redirects input or output for one command: begin, run, end. redirect_begin() overwrites `r`, to
 * which e->output and e->stdin_ may point until redirect_end(), which also adds the effect on the
 * file. */
struct redirection {
	struct buf *output, captured;
	struct input *stdin_, input;
	const char *path; /* file that is written; NULL: none */
	bool append, swallow;
};
void redirect_begin(struct eval *e, const struct shell_node *node, struct redirection *r);
void redirect_end(struct eval *e, struct redirection *r);

/* Whether the rule of the script skips this command. If so, its output, its status and
 * the variables that it assigns become unknown. */
bool skip_command(struct eval *e, const struct shell_node *node);

/* --- two ways */
/* What one way did. */
struct way {
	struct state state;
	VEC(struct done) done;
	VEC(struct effect) doubted;
	VEC(struct maintscript_line) unhandled;
	struct buf output;
	size_t functions;
};
/* Order: fork_begin(), run the first way, fork_next(), run the second, fork_join(). `fork` need not
 * be initialised, and fork_join() releases it. If one way ends the script with an error, the other
 * was taken; else `condition` says for people what decides. */
struct fork {
	struct state before;
	size_t done, doubted, unhandled, output; /* lengths at the beginning */
	struct way first;
};
void fork_begin(struct eval *e, struct fork *fork);
void fork_next(struct eval *e, struct fork *fork);
void fork_join(struct eval *e, struct fork *fork, const char *condition);
/* The caller releases the copy, or moves it to e->now. */
struct state walk_state_copy(const struct state *from);
void walk_state_release(struct state *state);

/* --- what comes out */
bool has_unknown(const struct effect *effect); /* some text of it is not known */
/* Adds an effect of the current command and returns it, never NULL, so that the caller can set more
 * fields; it is valid until the next one is added. `path` is absolute, or NULL for a kind without
 * one. If the path is not known, or this point may not be reached, the line is unhandled, and the
 * result is an effect that is not carried out. */
struct effect *effect_add(struct eval *e, enum effect_kind kind, const char *path);
/* Records that the file at an absolute path gets unknown bytes: it is tainted, and so is what is
 * copied from it. With `maybe`, or if this point may not be reached, it may also be unchanged. A
 * path that is not known (NULL) is ignored. */
void taint(struct eval *e, const char *path, bool maybe);
/* The same for the files that scripts made and that a command which is not understood
 * names: it may change them. */
void taint_named(struct eval *e, const struct call *call);
/* Adds the current command as a line that is not understood, once. */
void unhandled_add(struct eval *e, const char *why);
/* Adds a reason why something can be skipped, once. */
void reason_add(struct eval *e, const char *reason);
void say(struct eval *e, const char *text); /* writes to standard output; may be UNKNOWN_TEXT */
void say_bytes(struct eval *e, struct str bytes); /* unknown if they contain a NUL */

/* --- the image */
enum there { THERE_NOT, THERE_FILE, THERE_DIRECTORY, THERE_LINK, THERE_UNKNOWN };
/* What exists at a path, as the effects so far leave it. No path may be NULL here, but it may be
 * relative or unknown, except for image_below(). The link at its end is followed if `follow`; one
 * that leads nowhere is THERE_NOT then. */
enum there image_look(struct eval *e, const char *path, bool follow);
/* The target of a link; NULL if it is not a link or its target is not known. */
const char *image_target(struct eval *e, const char *path);
/* The content of a file, a view; false if it is not known. Links are followed here and below. */
bool image_content(struct eval *e, const char *path, struct str *out);
/* Whether a script wrote the file with unknown content. */
bool image_tainted(struct eval *e, const char *path);
/* Whether a script, not a package, made the file or has written to it. */
bool image_made(struct eval *e, const char *path);
/* The mode of a file; false if it is not known. */
bool image_mode(struct eval *e, const char *path, uint32_t *mode);
/* Whether root is the owner of a file, or its group: 0 if it does not exist, 1 or UNSURE. */
int image_is_roots(struct eval *e, const char *path, bool group);
/* 0, 1 or UNSURE. A command is given as a name or path; *path is where it is or may be, or NULL. */
int image_has_account(struct eval *e, bool group, const char *name);
int image_has_command(struct eval *e, const char *name, const char **path);
/* Append the existing paths that match a glob, sorted, or that are below a directory at
 * any depth. A glob may be relative, and then the paths are, too. As in a shell, one that matches
 * nothing is appended itself; if files are not known, with an unknown end. */
void image_glob(struct eval *e, const char *glob, struct names *out);
void image_below(struct eval *e, const char *directory, struct names *out);
/* The path, which may be relative to the current directory, with a "/" before its normal form; no
 * link is followed. NULL if it is not known. */
const char *absolute(struct eval *e, const char *path);

/* --- commands */
/* What runs a command of this name, without a directory; NULL if it is not in the vocabulary. */
command_run *command_find(const char *name);
/* Whether it takes the place of the program: see struct command. */
bool command_is_emulated(const char *name);
/* Whether it is a tool for maintainer scripts, which exists on the systems that they are
 * written for. */
bool command_is_tool(const char *name);
/* test(1) and [(1). */
int test_run(struct eval *e, struct call *call);
/* The options of a command: "-f", "--force", "--mode=755"; with a value if
 * `letters_with_value` or `long_with_value` lists the option. */
struct option_list {
	struct names flag, value; /* value "" if there is none */
	struct names rest; /* the other words, and all after "--" */
};
/* Overwrites `out`, which the caller releases with options_free(), from the words after the first.
 * `letters_with_value` are the letters, long_with_value[] the long names without "--", ended by
 * NULL; the latter may be NULL. */
void options_take(struct eval *e, const struct call *call, const char *letters_with_value,
		  const char *const *long_with_value, struct option_list *out);
/* The value of the last option that is called `a` or `b` ("-m", "--mode"), of which one may be
 * NULL; "" if it has none, NULL if it was not given. */
const char *option_value(const struct option_list *list, const char *a, const char *b);
bool option_has(const struct option_list *list, const char *a, const char *b);
void options_free(struct option_list *list);
/* Whether each is_known(). */
bool all_known(const struct names *names);
int not_understood(struct eval *e, const char *why); /* adds an unhandled line; returns UNSURE */
/* Whether one of the words after the first is `word`. */
bool call_has(const struct call *call, const char *word);
/* Adds an EFFECT_GENERATE; returns 0. */
int effect_generate(struct eval *e, const char *name, const char *path);

/* Tables of the vocabulary; each ends with a NULL name. */
struct command {
	const char *name;
	command_run *run;
	bool emulated; /* replaces the real program, so `command -v` finds it */
};
extern const struct command commands_shell[], commands_files[], commands_accounts[], commands_dpkg[],
	commands_register[], commands_debconf[];
/* Why a program of this name can be skipped, or NULL; whether it only reads, so that nothing but
 * its output and status is unknown. */
const char *skip_reason(const char *name);
bool is_reader(const char *name);

#endif
