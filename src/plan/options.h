/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: argv → struct options. One table drives the parser and --help; debslim(1)
 * says what each option means. data/completion.bash names the options and their values
 * itself: `make lint` fails where --help has an option that it lacks. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/rules.h"
#include "out/out.h"
#include "out/sbom/target.h"
#include "stage/layers.h"

/* WHEN_AUTO: main.c decides by the terminal. */
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* A `const char *` other than `tag` is NULL if the option was not given. Text is argv's or in the
 * arena. */
struct options {
	struct arena arena;
	/* What to do. */
	const char *command; /* NULL: none given, so "build" */
	struct names arguments; /* what follows the command */
	bool help, version, simulate;
	/* Selection. */
	const char *profile, *tag; /* profile: NULL if none; tag: "latest" by default */
	struct names include, exclude, avoid, prefer;
	VEC(struct path_line) path_rule; /* in the given order */
	struct names rules;              /* --rule, as given: "gconv=all,docs=keep" */
	VEC(struct allow_rule) allow;    /* findings of the gate to accept */
	bool no_cut, raw, any_provider, no_shell;
	struct names copy;       /* SRC:DEST */
	/* Image configuration, which takes precedence over that of the profile; NULL: not given. */
	const char *user, *workdir, *entrypoint, *cmd;
	struct names env, label; /* NAME=VALUE */
	uint32_t home_mode;      /* 0: not given */
	bool strict;     /* --strict: certain warnings are errors */
	struct names ca; /* files of additional certificates to trust */
	bool scripts;    /* plan: fetch the packages and read their maintainer scripts */
	double solver_timeout; /* seconds; 0: no limit */
	bool all;              /* plan: every package of the archive */
	bool negative;         /* why --not: what would bring the package in */
	const char *compare;   /* plan: "apt" */
	/* Where packages come from. */
	const char *suite, *packages, *pool;
	const char *status, *from;  /* a dpkg status file; an installed root */
	struct names architectures; /* --arch, each once; empty: the host's */
	const char *architecture;   /* the one of this build; NULL: the host's */
	struct names mirrors, sources, keyrings, debs, apt_options;
	struct names allow_missing; /* suites or URIs of sources */
	bool offline, update;
	/* Output. */
	VEC(struct out_target) outputs; /* empty: the default of a build (make/outputs.h) */
	const char *compress;         /* --compress as given, or NULL */
	enum compression compression; /* its codec, for targets whose name does not decide */
	int level;                    /* or COMPRESS_LEVEL_DEFAULT */
	struct layers_choice layers;  /* of container images */
	bool layers_given;
	bool force;
	VEC(struct sbom_target) sboms;
	bool sbom_files; /* list every file in the SBOM */
	bool attach_sbom; /* attach the SBOM to the container image */
	/* Limits and general. Sizes are bytes; limit_members is a number, and `jobs` is 1 or
	 * more. */
	uint64_t memory, limit_memory, limit_output, limit_members;
	unsigned jobs;
	const char *cache_dir; /* NULL: the default */
	bool json, quiet, verbose;
	enum when progress, color;
};

/* Fills `out`, which need not be initialised. Strings of argv are not copied and must outlive it.
 * Every error is STATUS_FATAL, most have a hint. The caller releases `out` also then, and may read
 * in it what precedes the error. */
int options_parse(int argc, char **argv, struct options *out, struct err *err);
/* The last step of options_parse(): checks which options go together, and applies --compress to the
 * outputs. Every error is STATUS_FATAL. */
int options_check(struct options *options, struct err *err);
void options_release(struct options *options);

/* Appends the table as text for --help. */
void options_describe(struct buf *out);

#endif
