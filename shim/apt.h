/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The archive through libapt-pkg: a package source for the rest of the program.
 *
 * Everything of apt's stays behind this header: no exception and no apt type
 * leaves it, apt's error stack is drained into the error object, its warnings
 * go to the log. apt's state (lists, its mapped cache) is kept in a folder of
 * debslim's own; the host's apt is read (configuration, sources, keyrings,
 * lists), never written. */
#ifndef SHIM_APT_H
#define SHIM_APT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "base/err.h"
#include "model/source.h"
#include "model/suites.h"

struct apt_strings {
	const char *const *at;
	size_t n;
};

struct apt_options {
	const char *cache_dir;       /* debslim's own; exists */
	const char *suite;           /* NULL: the host's own release */
	const char *architecture;    /* NULL: the host's */
	struct apt_strings mirrors;  /* URI or source line; replace the host's sources */
	struct apt_strings sources;  /* .sources or .list files; replace the host's sources */
	struct apt_strings keyrings; /* files; for the mirrors, and instead of the host's */
	const char *packages;        /* a bare Packages index: the only source; or NULL */
	const char *packages_text;   /* what counts as its content: the file is not read; or NULL */
	const char *pool;            /* folder of its Filenames; NULL: cannot fetch */
	const char *debs_index;      /* a Packages index of local .debs with absolute Filenames; or NULL */
	struct apt_strings options;  /* "Name=Value" for apt's configuration */
	struct apt_strings allow_missing; /* suites or URIs of sources to go on without */
	const struct suite_rules *suites; /* what is known of suites; outlives the source */
	bool offline;                /* touch no network */
	bool update;                 /* refresh the lists first */
	const volatile sig_atomic_t *interrupted;
};

/* NULL on error. One at a time: libapt-pkg's configuration is global. */
struct package_source *apt_source_open(const struct apt_options *options, struct err *err);

/* libapt-pkg's answer to relation_names_fn (model/profile.h), which profiles are loaded with. */
bool apt_relation_names(const char *relation, const char *package);

/* apt's own name for the machine's architecture ("amd64"), for defaults. */
int apt_host_architecture(char *out, size_t size, struct err *err);

#ifdef __cplusplus
}
#endif

#endif
