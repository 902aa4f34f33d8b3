/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The archive through libapt-pkg: a package source (model/source.h) for the rest of the
 * program.
 *
 * Everything of apt stays behind this header: no exception and no apt type leaves it;
 * apt's error stack is drained into the error object, and its warnings go to the log.
 * apt's state (lists, its mapped cache) is kept in a directory of debslim's own. The
 * host's apt is read (configuration, sources, keyrings, lists), never written. */
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
	const char *const *at; /* may be NULL if n is 0 */
	size_t n;
};

struct apt_options {
	const char *cache_dir;       /* debslim's own; must exist */
	const char *suite;           /* NULL: the host's release */
	const char *architecture;    /* NULL: the host's */
	struct apt_strings mirrors;  /* URI or source line; replace the host's sources */
	struct apt_strings sources;  /* .sources or .list files; replace the host's sources */
	struct apt_strings keyrings; /* files; for the mirrors, and instead of the host's
	                              * keyrings */
	const char *packages;        /* a bare Packages index as the only source; or NULL */
	const char *packages_text;   /* its content, so that the file is not read; or NULL. Then
	                              * `packages` is its name for errors */
	const char *pool;            /* directory of its Filenames; NULL: cannot fetch */
	const char *debs_index;      /* a Packages index of local .debs with absolute Filenames;
	                              * or NULL */
	struct apt_strings options;  /* "Name=Value" for apt's configuration */
	struct apt_strings allow_missing; /* suites or URIs of sources that may be missing */
	const struct suite_rules *suites; /* known suites; must outlive the source */
	bool offline;                /* do not use the network */
	bool update;                 /* update the lists first, even if they are fresh; with
	                              * `offline` only if all are local */
	const volatile sig_atomic_t *interrupted; /* may be NULL; must outlive the source. Once it
	                                           * is set, functions end with STATUS_FATAL */
};

/* Opens a source; its close() frees it. Strings are copied. NULL on error: STATUS_FATAL for what
 * the user named and for a suite or architecture that the archive does not have, STATUS_NETWORK
 * or STATUS_UNTRUSTED if the lists cannot be had. Only one source may be open at a time, because
 * libapt-pkg's configuration is global. */
struct package_source *apt_source_open(const struct apt_options *options, struct err *err);

/* The relation_names_fn of model/profile.h by libapt-pkg, with which profiles are loaded. It needs
 * no open source; false if the text is not a relation. */
bool apt_relation_names(const char *relation, const char *package);

/* Writes apt's name of the machine's architecture ("amd64") to `out`. STATUS_FATAL if `size` bytes
 * are too few, or apt's configuration is wrong. Once a source was opened, it is that
 * source's architecture. */
int apt_host_architecture(char *out, size_t size, struct err *err);

#ifdef __cplusplus
}
#endif

#endif
