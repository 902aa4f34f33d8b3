/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian's architectures by the names that container images use: Go's, with the
 * variants that image-spec's image-index.md lists. */
#ifndef OUT_OCI_PLATFORM_H
#define OUT_OCI_PLATFORM_H

struct oci_platform {
	const char *architecture; /* "arm" */
	const char *variant;      /* "v7", or NULL */
};

/* One that is not known keeps its name, which must outlive the result. */
struct oci_platform oci_platform(const char *debian);

#endif
