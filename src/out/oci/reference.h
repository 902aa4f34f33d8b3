/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of an image: the grammars of OCI's ref.name annotation and of docker's
 * names, and which of them each client looks up. */
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

/* STATUS_FATAL with a hint for a reference that no client would accept; target->reference is not
 * NULL. */
int oci_reference_check(const struct out_target *target, struct err *err);
/* The names for a target; "localhost/PROFILE:TAG" if it has no reference. Text is in the
 * arena, of the target, or of the image. */
struct oci_names oci_names(const struct out_target *target, const struct out_image *image,
			   struct arena *arena);

#endif
