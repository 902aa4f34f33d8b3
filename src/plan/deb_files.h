/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of packages from their .debs, which a package source locates or downloads, and which
 * stage/ingest reads in worker processes. */
#ifndef DEB_FILES_H
#define DEB_FILES_H

#include "model/files_source.h"
#include "model/source.h"
#include "plan/options.h"

/* `debs`, `options`, of which limits, jobs and memory count, and `interrupted`, which may be NULL,
 * must outlive the result. Never returns NULL; the result's close() frees it, not `debs`. */
struct files_source *deb_files_open(struct package_source *debs, const struct options *options,
				    const volatile sig_atomic_t *interrupted);

#endif
