/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an image is called: the grammars of OCI's ref.name annotation, of docker's
 * names, and which of them each client looks for. */
#ifndef OUT_OCI_REFERENCE_H
#define OUT_OCI_REFERENCE_H

#include "base/err.h"
#include "base/mem.h"
#include "out/out.h"

struct oci_names {
	const char *ref;      /* org.opencontainers.image.ref.name: "nonroot" */
	const char *full;     /* io.containerd.image.name: "docker.io/library/cc:nonroot" */
	const char *familiar; /* RepoTags of docker: "cc:nonroot" */
};

/* A reference that no client would take is STATUS_FATAL. */
int oci_reference_check(const struct out_target *target, struct err *err);
/* Where the target has none: "localhost/PROFILE:TAG". */
struct oci_names oci_names(const struct out_target *target, const struct out_image *image,
			   struct arena *arena);

#endif
