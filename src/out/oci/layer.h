/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Layers as blobs: compressed tars of the members. */
#ifndef OUT_OCI_LAYER_H
#define OUT_OCI_LAYER_H

#include "model/layer.h"
#include "out/oci/blob.h"
#include "out/out.h"

struct oci_layer {
	struct hash_hex digest;  /* of the blob */
	struct hash_hex diff_id; /* of the uncompressed tar */
	uint64_t size;           /* of the blob */
};

/* Writes all layers, several at once, adds them to `blobs`, and fills out[layers->layer.n].
 * STATUS_UNTRUSTED for a name that clients would take for the mark of a removed file (".wh.…").
 * After an error `blobs` may have some of them. */
int oci_layers_write(const struct layers *layers, const struct out_target *target,
		     const struct out_options *options, struct blobs *blobs, struct oci_layer *out,
		     struct err *err);

#endif
