/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON documents of an image (image-spec 1.1: config.md, manifest.md,
 * image-index.md, descriptor.md, image-layout.md), and docker's manifest.json. Functions
 * that return json_t return a new reference. Text is copied and must be UTF-8; a function that
 * meets other text returns NULL, which the others accept and oci_text() reports, but the settings
 * and labels of an image, its annotations and the names of its layers are left out then. */
#ifndef OUT_OCI_DOCUMENT_H
#define OUT_OCI_DOCUMENT_H

#include <jansson.h>

#include "out/oci/blob.h"
#include "out/oci/layer.h"
#include "out/oci/reference.h"
#include "out/out.h"

#define OCI_MANIFEST "application/vnd.oci.image.manifest.v1+json"
#define OCI_INDEX "application/vnd.oci.image.index.v1+json"

/* The text of a document without white space, members in the order in which they were
 * set. Releases `root`, also on error. The caller frees the text; NULL with STATUS_FATAL if
 * `root` is NULL or cannot be written. */
char *oci_text(json_t *root, struct err *err);

/* The configuration: config.md. `layer` has an element for each of image->layers, in its order, as
 * oci_layers_write() filled it. */
json_t *oci_config(const struct out_image *image, const struct oci_layer *layer);
/* The manifest of layers that are compressed as the target says. */
json_t *oci_manifest(const struct out_image *image, const struct out_target *target,
		     const struct oci_layer *layer, const struct blob *config);
/* The manifest of an artifact, whose text is `blob`, about the image that `subject` describes; that
 * stays the caller's. `empty` is the blob "{}". */
json_t *oci_artifact(const struct out_image *image, const struct out_attachment *attachment,
		     const struct blob *blob, const struct blob *empty, json_t *subject);
/* The descriptor of a blob of this media type. */
json_t *oci_descriptor(const char *type, const struct blob *blob);
/* These set a member of a descriptor, and replace it if it is there. */
void oci_set_platform(json_t *descriptor, const char *debian_architecture);
/* Sets the platform of a document that is not to be run. */
void oci_set_no_platform(json_t *descriptor);
void oci_set_names(json_t *descriptor, const struct oci_names *names);
/* An index of these descriptors, an array, which it takes over. */
json_t *oci_index(json_t *manifests);
/* An entry of manifest.json. */
json_t *oci_docker_entry(const struct oci_names *names, const struct blob *config,
			 const struct oci_layer *layer, size_t layers);

#endif
