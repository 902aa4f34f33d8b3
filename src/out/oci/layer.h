/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Layers as blobs: a tar of the members, compressed. */
#ifndef OUT_OCI_LAYER_H
#define OUT_OCI_LAYER_H

#include "model/layer.h"
#include "out/oci/blob.h"
#include "out/out.h"

struct oci_layer {
	struct hash_hex digest;  /* of the blob */
	struct hash_hex diff_id; /* of the tar in it */
	uint64_t size;           /* of the blob */
};

/* Writes every layer, many at once, and fills out[layers->layer.n]. A name that
 * clients would take for the mark of a removed file (".wh.…") is STATUS_UNTRUSTED. */
int oci_layers_write(const struct layers *layers, const struct out_target *target,
		     const struct out_options *options, struct blobs *blobs, struct oci_layer *out,
		     struct err *err);

#endif
