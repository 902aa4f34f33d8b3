/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/compress.h"
#include "stage/gate/gate.h"

enum { OPTIONS_MOST = 128 };

struct parser {
	struct options *out;
	struct err *err;
	const char *given[OPTIONS_MOST]; /* the value given so far for each option of the table */
};

struct option {
	const char *name;     /* long name, without dashes */
	char letter;          /* short name, or 0 */
	const char *argument; /* name of its value; NULL for a switch */
	const char *help;     /* NULL for an alias, which is not listed */
	int (*set)(struct parser *p, const struct option *option, const char *value);
	size_t offset; /* where the simple setters store the value */
};

#define FIELD(name) offsetof(struct options, name)

static void *field_of_option(struct parser *p, const struct option *option)
{
	return (char *)p->out + option->offset;
}

static int set_true(struct parser *p, const struct option *option, const char *value)
{
	(void)value;
	*(bool *)field_of_option(p, option) = true;
	return 0;
}

static int set_option_text(struct parser *p, const struct option *option, const char *value)
{
	*(const char **)field_of_option(p, option) = value;
	return 0;
}

static int add_option_text(struct parser *p, const struct option *option, const char *value)
{
	struct names *names = field_of_option(p, option);
	vec_push(names, value);
	return 0;
}

static int add_relations(struct parser *p, const struct option *option, const char *value)
{
	if (str_trim(str_from(value)).n == 0)
		return err_set(p->err, STATUS_FATAL, "--%s: nothing in it", option->name);
	return add_option_text(p, option, value);
}

/* Adds "a,b", for options that name packages. */
static int add_words(struct parser *p, const struct option *option, const char *value)
{
	struct str rest = str_from(value), word;
	if (str_trim(rest).n == 0)
		return err_set(p->err, STATUS_FATAL, "--%s: nothing in it", option->name);
	while (str_split(&rest, ',', &word)) {
		word = str_trim(word);
		if (word.n)
			add_option_text(p, option, arena_strndup(&p->out->arena, word.p, word.n));
	}
	return 0;
}

static int bad_value(struct parser *p, const struct option *option, const char *value,
		     const char *wanted)
{
	return err_set(p->err, STATUS_FATAL, "--%s: '%s' is not %s", option->name, value, wanted);
}

static int set_size(struct parser *p, const struct option *option, const char *value)
{
	unsigned long long bytes;
	if (!str_size(value, &bytes))
		return bad_value(p, option, value, "a size such as 512MiB");
	*(uint64_t *)field_of_option(p, option) = bytes;
	return 0;
}

static int set_mode(struct parser *p, const struct option *option, const char *value)
{
	unsigned long long mode;
	if (!str_number(str_from(value), 8, 07777, &mode) || mode == 0)
		return bad_value(p, option, value, "a mode in octal, such as 0770");
	*(uint32_t *)field_of_option(p, option) = (uint32_t)mode;
	return 0;
}

static int set_jobs(struct parser *p, const struct option *option, const char *value)
{
	unsigned long long jobs;
	if (!str_number(str_from(value), 10, 1024, &jobs) || jobs == 0)
		return bad_value(p, option, value, "a number from 1 to 1024");
	p->out->jobs = (unsigned)jobs;
	return 0;
}

static int set_when(struct parser *p, const struct option *option, const char *value)
{
	static const char *const words[] = {"auto", "always", "never"};
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(value, words[i]) == 0) {
			*(enum when *)field_of_option(p, option) = (enum when)i;
			return 0;
		}
	}
	return bad_value(p, option, value, "auto, always or never");
}

static int set_profile(struct parser *p, const struct option *option, const char *value)
{
	const char *colon = strrchr(value, ':');
	(void)option;
	p->out->tag = "latest";
	p->out->profile = value;
	/* The name of a file may contain a colon. */
	if (colon && !strchr(colon, '/') && !str_ends(str_from(colon), ".profile")) {
		p->out->tag = colon + 1;
		p->out->profile = arena_strndup(&p->out->arena, value, (size_t)(colon - value));
	}
	if (!*p->out->profile)
		return err_set(p->err, STATUS_FATAL, "--profile: a name is missing");
	return 0;
}

static int add_path_rule(struct parser *p, bool include, const struct option *option,
			 const char *value)
{
	if (!*value)
		return bad_value(p, option, value, "a glob");
	vec_push(&p->out->path_rule, ((struct path_line){include, value}));
	return 0;
}

static int add_path_exclude(struct parser *p, const struct option *option, const char *value)
{
	return add_path_rule(p, false, option, value);
}

static int add_path_include(struct parser *p, const struct option *option, const char *value)
{
	return add_path_rule(p, true, option, value);
}

/* "GLOB" or "CHECK:GLOB". */
static int add_allow(struct parser *p, const struct option *option, const char *value)
{
	struct allow_rule rule = {.glob = value,
				  .reason = arena_printf(&p->out->arena, "--allow %s", value)};
	const char *colon = strchr(value, ':'), *slash = strchr(value, '/');
	size_t n = 0;
	if (colon && (!slash || colon < slash)) {
		rule.check = arena_strndup(&p->out->arena, value, (size_t)(colon - value));
		rule.glob = colon + 1;
		while (gate_checks[n] && strcmp(gate_checks[n], rule.check) != 0)
			n++;
		if (!gate_checks[n]) {
			const char *near = str_nearest(rule.check, gate_checks, n);
			err_set(p->err, STATUS_FATAL, "--%s: unknown check '%s'", option->name, rule.check);
			return near ? err_hint(p->err, "did you mean '%s'", near) : -1;
		}
	}
	if (*rule.glob != '/' && *rule.glob != '*')
		return bad_value(p, option, value, "a glob of absolute paths, or CHECK:GLOB");
	vec_push(&p->out->allow, rule);
	return 0;
}

static int add_output(struct parser *p, const struct option *option, const char *value)
{
	struct out_target target;
	(void)option;
	if (out_target_parse(value, &p->out->arena, &target, p->err))
		return err_wrap(p->err, "--output");
	vec_push(&p->out->outputs, target);
	return 0;
}

static int add_sbom(struct parser *p, const struct option *option, const char *value)
{
	struct sbom_target target;
	if (sbom_target_parse(value, &target, p->err))
		return err_wrap(p->err, "--%s", option->name);
	vec_push(&p->out->sboms, target);
	return 0;
}

static int set_layers(struct parser *p, const struct option *option, const char *value)
{
	struct layers_choice *layers = &p->out->layers;
	unsigned long long n;
	p->out->layers_given = true;
	if (strcmp(value, "one") == 0)
		*layers = (struct layers_choice){LAYERS_ONE, 1};
	else if (strcmp(value, "package") == 0)
		*layers = (struct layers_choice){LAYERS_PACKAGE, LAYERS_MOST};
	else if (str_number(str_from(value), 10, LAYERS_MOST, &n) && n)
		*layers = (struct layers_choice){LAYERS_COUNT, (size_t)n};
	else
		return bad_value(p, option, value, "one, package or a number from 1 to 120");
	return 0;
}

static bool is_architecture(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!name.p[i] || !strchr("abcdefghijklmnopqrstuvwxyz0123456789-", name.p[i]))
			return false;
	return name.n >= 2;
}

/* "amd64,arm64"; commands for a single architecture use the first. */
static int add_architectures(struct parser *p, const struct option *option, const char *value)
{
	struct options *o = p->out;
	struct str rest = str_from(value), word;
	size_t words = 0;
	for (; str_split(&rest, ',', &word); words++) {
		word = str_trim(word);
		if (!is_architecture(word))
			return bad_value(p, option, value, "the name of an architecture, such as arm64");
		const char *name = arena_strndup(&o->arena, word.p, word.n);
		if (!names_hold(&o->architectures, name))
			vec_push(&o->architectures, name);
	}
	if (!words)
		return bad_value(p, option, value, "the name of an architecture, such as arm64");
	o->architecture = o->architectures.at[0];
	return 0;
}

static int set_limit(struct parser *p, const struct option *option, const char *value)
{
	const struct {
		const char *name;
		uint64_t *slot;
	} limits[] = {{"memory", &p->out->limit_memory},
		      {"output", &p->out->limit_output},
		      {"members", &p->out->limit_members}};
	const char *sign = strchr(value, '=');
	unsigned long long number;
	for (size_t i = 0; sign && i < ARRAY_LEN(limits); i++) {
		if (strlen(limits[i].name) != (size_t)(sign - value) ||
		    strncmp(value, limits[i].name, (size_t)(sign - value)) != 0)
			continue;
		if (!str_size(sign + 1, &number))
			return bad_value(p, option, value, "NAME=SIZE");
		*limits[i].slot = number;
		return 0;
	}
	return bad_value(p, option, value, "memory=SIZE, output=SIZE or members=NUMBER");
}

static int set_providers(struct parser *p, const struct option *option, const char *value)
{
	p->out->any_provider = strcmp(value, "any") == 0;
	if (!p->out->any_provider && strcmp(value, "needed") != 0)
		return bad_value(p, option, value, "needed or any");
	return 0;
}

static int set_timeout(struct parser *p, const struct option *option, const char *value)
{
	unsigned long long seconds;
	if (!str_number(str_from(value), 10, 86400, &seconds))
		return bad_value(p, option, value, "a number of seconds; 0 is no limit");
	p->out->solver_timeout = (double)seconds;
	return 0;
}

static int set_compare(struct parser *p, const struct option *option, const char *value)
{
	if (strcmp(value, "apt") != 0)
		return bad_value(p, option, value, "apt");
	p->out->compare = value;
	return 0;
}

static const struct option table[] = {
	{"profile", 'p', "NAME[:TAG]", "what to build; see 'debslim profiles'", set_profile, 0},
	{"include", 0, "DEPENDS", "packages to add, as in Depends: 'libpq5, curl | wget'",
	 add_relations, FIELD(include)},
	{"exclude", 0, "PKG", "leave it out though something depends on it", add_words,
	 FIELD(exclude)},
	{"avoid", 0, "PKG", "never choose it", add_words, FIELD(avoid)},
	{"prefer", 0, "PKG", "choose it where there is a choice", add_words, FIELD(prefer)},
	{"path-exclude", 0, "GLOB", "leave these paths out, as dpkg does", add_path_exclude, 0},
	{"path-include", 0, "GLOB", "keep these paths; the last match wins", add_path_include, 0},
	{"rule", 0, "NAME=VALUE[,...]", "set size rules; see 'debslim rules'", add_option_text,
	 FIELD(rules)},
	{"allow", 0, "[CHECK:]GLOB", "accept what the checks find at these paths", add_allow, 0},
	{"no-cut", 0, NULL, "take every dependency literally", set_true, FIELD(no_cut)},
	{"no-shell", 0, NULL, "fail if something brings a shell in", set_true, FIELD(no_shell)},
	{"providers", 0, "WHICH", "needed (default) or any: when a Provides may stand in",
	 set_providers, 0},
	{"solver-timeout", 0, "SECONDS", "take the best found so far after this (default: 10)",
	 set_timeout, 0},
	{"all", 0, NULL, "plan: every package of the archive, one line each", set_true, FIELD(all)},
	{"compare", 0, "apt", "plan: beside what apt would install", set_compare, 0},
	{"not", 0, NULL, "why: what would bring the package in", set_true, FIELD(negative)},
	{"ca", 0, "FILE", "certificates to trust besides, PEM or DER (repeatable)", add_option_text,
	 FIELD(ca)},
	{"copy", 0, "SRC:DEST", "a file or directory of one's own, to this path (repeatable)",
	 add_option_text, FIELD(copy)},
	{"user", 0, "USER[:GROUP]", "whom the image runs as, numbers or names", set_option_text,
	 FIELD(user)},
	{"home-mode", 0, "MODE", "of that user's home, such as 0770", set_mode, FIELD(home_mode)},
	{"workdir", 0, "DIR", "where the image starts", set_option_text, FIELD(workdir)},
	{"env", 0, "NAME=VALUE", "set in the image's environment (repeatable)", add_option_text,
	 FIELD(env)},
	{"entrypoint", 0, "COMMAND", "what the image runs: words, or a JSON array", set_option_text,
	 FIELD(entrypoint)},
	{"cmd", 0, "COMMAND", "its arguments, which a run may replace", set_option_text,
	 FIELD(cmd)},
	{"label", 0, "NAME=VALUE", "of the image (repeatable)", add_option_text, FIELD(label)},
	{"raw", 0, NULL, "keep every file, generate nothing", set_true, FIELD(raw)},
	{"strict", 0, NULL,
	 "fail where a maintainer script is not understood or an option matches nothing", set_true,
	 FIELD(strict)},
	{"scripts", 0, NULL, "plan: fetch the packages and read their maintainer scripts", set_true,
	 FIELD(scripts)},
	{"suite", 0, "NAME", "the release, such as trixie (default: the host's)", set_option_text,
	 FIELD(suite)},
	{"arch", 0, "ARCH[,ARCH...]", "the architecture, or several (default: the host's)",
	 add_architectures, 0},
	{"mirror", 0, "URI|LINE", "an archive instead of the host's sources", add_option_text,
	 FIELD(mirrors)},
	{"keyring", 0, "FILE", "keys to trust", add_option_text, FIELD(keyrings)},
	{"sources", 0, "FILE", "a .sources or .list file instead of the host's", add_option_text,
	 FIELD(sources)},
	{"allow-missing", 0, "SOURCE",
	 "go on without this source, a suite or URI, if it is missing (repeatable)",
	 add_option_text, FIELD(allow_missing)},
	{"debs", 0, "DIR|FILE", "local .debs that join the archive", add_option_text, FIELD(debs)},
	{"packages", 0, "FILE", "a bare Packages index instead of an archive", set_option_text,
	 FIELD(packages)},
	{"status", 0, "FILE", "a dpkg status file instead of an archive (plan only)",
	 set_option_text, FIELD(status)},
	{"from", 0, "DIR", "what is installed in this root, instead (plan only)", set_option_text,
	 FIELD(from)},
	{"pool", 0, "DIR", "where the files of --packages are", set_option_text, FIELD(pool)},
	{"offline", 0, NULL, "touch no network", set_true, FIELD(offline)},
	{"update", 0, NULL, "fetch the lists anew, even if they are fresh", set_true,
	 FIELD(update)},
	{"apt-option", 0, "NAME=VALUE", "for apt's configuration", add_option_text,
	 FIELD(apt_options)},
	{"output", 'o', "TARGET",
	 "DIR/, FILE.tar[.gz|.xz|.zst], -, oci:DIR[:TAG], oci-archive:FILE[:TAG], "
	 "docker-archive:FILE[:NAME:TAG] (repeatable)",
	 add_output, 0},
	{"compress", 0, "KIND[:LEVEL]",
	 "gzip, xz, zstd or none, for -, for layers, or to set the level", set_option_text,
	 FIELD(compress)},
	{"layers", 0, "HOW", "one (default), a number, or package: layers of an image", set_layers,
	 0},
	{"sbom", 0, "FORMAT=FILE", "a bill of materials, spdx or cyclonedx (repeatable)", add_sbom,
	 0},
	{"attach-sbom", 0, NULL, "put both kinds beside the manifest of a container image",
	 set_true, FIELD(attach_sbom)},
	{"sbom-files", 0, NULL, "with every file in it", set_true, FIELD(sbom_files)},
	{"force", 0, NULL, "replace a directory that debslim did not make", set_true, FIELD(force)},
	{"memory", 0, "SIZE", "keep more than this in TMPDIR (default: 512MiB)", set_size,
	 FIELD(memory)},
	{"limit", 0, "NAME=VALUE", "bounds on a package: memory, output, members", set_limit, 0},
	{"simulate", 's', NULL, "the same as the command plan", set_true, FIELD(simulate)},
	{"json", 0, NULL, "machine-readable on standard output", set_true, FIELD(json)},
	{"jobs", 'j', "N", "worker processes (default: the number of cores)", set_jobs, 0},
	{"cache-dir", 0, "DIR", "where lists and packages are kept", set_option_text,
	 FIELD(cache_dir)},
	{"quiet", 'q', NULL, "no notes", set_true, FIELD(quiet)},
	{"verbose", 'v', NULL, "say more", set_true, FIELD(verbose)},
	{"progress", 0, "WHEN", "auto, always or never", set_when, FIELD(progress)},
	{"color", 0, "WHEN", "auto, always or never", set_when, FIELD(color)},
	{"help", 'h', NULL, "this text", set_true, FIELD(help)},
	{"version", 0, NULL, "the version", set_true, FIELD(version)},
};

_Static_assert(ARRAY_LEN(table) <= OPTIONS_MOST, "more options than the parser counts");

static const struct option *find_long(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (str_is(name, table[i].name))
			return &table[i];
	return NULL;
}

static const struct option *find_short(char letter)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].letter == letter)
			return &table[i];
	return NULL;
}

static int unknown_option(struct parser *p, struct str name)
{
	const char *names[ARRAY_LEN(table)];
	char *wrong CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		names[i] = table[i].name;
	const char *near = str_nearest(wrong, names, ARRAY_LEN(names));
	err_set(p->err, STATUS_FATAL, "unknown option '--%s'", wrong);
	return near ? err_hint(p->err, "did you mean '--%s'", near)
		    : err_hint(p->err, "'debslim --help' lists the options");
}

/* Options that take one value and affect the result may be given only once. For those
 * that only affect how debslim works (--jobs, --memory, --color) the last one wins, so
 * that a script can set a default before the arguments of its user. */
static bool has_one_value(const struct option *option)
{
	static int (*const setters[])(struct parser *, const struct option *, const char *) = {
		set_option_text, set_mode, set_profile, set_layers, set_providers, set_compare};
	for (size_t i = 0; i < ARRAY_LEN(setters); i++)
		if (option->set == setters[i])
			return true;
	return false;
}

static int check_once(struct parser *p, const struct option *option, const char *value)
{
	const char **given = &p->given[option - table];
	if (*given && has_one_value(option) && strcmp(*given, value) != 0) {
		err_set(p->err, STATUS_FATAL, "--%s: given twice, as '%s' and as '%s'", option->name, *given,
			value);
		return err_hint(p->err, "give --%s once", option->name);
	}
	*given = value;
	return 0;
}

static int apply(struct parser *p, const struct option *option, const char *value, char **argv,
		 int argc, int *at)
{
	if (!option->argument && value)
		return err_set(p->err, STATUS_FATAL, "--%s takes no value", option->name);
	if (option->argument && !value) {
		if (*at + 1 >= argc)
			return err_set(p->err, STATUS_FATAL, "--%s needs a value: %s", option->name,
				       option->argument);
		value = argv[++*at];
	}
	if (option->argument && check_once(p, option, value))
		return -1;
	return option->set(p, option, value);
}

static int parse_long(struct parser *p, char **argv, int argc, int *at)
{
	const char *text = argv[*at] + 2, *sign = strchr(text, '=');
	struct str name = {text, sign ? (size_t)(sign - text) : strlen(text)};
	const struct option *option = find_long(name);
	if (!option)
		return unknown_option(p, name);
	return apply(p, option, sign ? sign + 1 : NULL, argv, argc, at);
}

static int parse_short(struct parser *p, char **argv, int argc, int *at)
{
	for (const char *c = argv[*at] + 1; *c; c++) {
		const struct option *option = find_short(*c);
		if (!option) {
			err_set(p->err, STATUS_FATAL, "unknown option '-%c'", *c);
			return err_hint(p->err, "'debslim --help' lists the options");
		}
		if (option->argument)
			return apply(p, option, c[1] ? c + 1 : NULL, argv, argc, at);
		if (apply(p, option, NULL, argv, argc, at))
			return -1;
	}
	return 0;
}

int options_parse(int argc, char **argv, struct options *out, struct err *err)
{
	struct parser p = {.out = out, .err = err};
	bool only_arguments = false;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	*out = (struct options){.tag = "latest",
				.memory = 512ull << 20,
				.limit_memory = 128ull << 20,
				.limit_output = 16ull << 30,
				.limit_members = 1000000,
				.solver_timeout = 10,
				.level = COMPRESS_LEVEL_DEFAULT,
				.jobs = cores > 0 ? (unsigned)cores : 1};
	for (int i = 1; i < argc; i++) {
		bool option = !only_arguments && argv[i][0] == '-' && argv[i][1];
		if (option && strcmp(argv[i], "--") == 0)
			only_arguments = true;
		else if (option && argv[i][1] == '-' ? parse_long(&p, argv, argc, &i)
						     : option && parse_short(&p, argv, argc, &i))
			return -1;
		else if (!option && !out->command)
			out->command = argv[i];
		else if (!option)
			vec_push(&out->arguments, argv[i]);
	}
	return options_check(out, err);
}

void options_release(struct options *o)
{
	struct names *lists[] = {&o->arguments, &o->include,  &o->exclude, &o->avoid, &o->prefer,
				 &o->mirrors,   &o->sources,  &o->keyrings, &o->debs, &o->apt_options,
				 &o->architectures, &o->ca, &o->rules, &o->copy, &o->env, &o->label,
				 &o->allow_missing};
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		vec_release(lists[i]);
	vec_release(&o->path_rule);
	vec_release(&o->allow);
	vec_release(&o->outputs);
	vec_release(&o->sboms);
	arena_release(&o->arena);
}

void options_describe(struct buf *out)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		char *left = mem_printf("--%s%s%s", table[i].name, table[i].argument ? " " : "",
					table[i].argument ? table[i].argument : "");
		if (table[i].letter)
			buf_printf(out, "  -%c, %-26s %s\n", table[i].letter, left, table[i].help);
		else
			buf_printf(out, "      %-26s %s\n", left, table[i].help);
		free(left);
	}
}
