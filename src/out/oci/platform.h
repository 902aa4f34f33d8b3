/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translates Debian's architectures to the names in container images: those of Go, with
 * the variants of image-spec's image-index.md. */
#ifndef OUT_OCI_PLATFORM_H
#define OUT_OCI_PLATFORM_H

struct oci_platform {
	const char *architecture; /* "arm" */
	const char *variant;      /* "v7", or NULL */
};

/* An unknown architecture keeps its name, which must outlive the result. */
struct oci_platform oci_platform(const char *debian);

#endif
