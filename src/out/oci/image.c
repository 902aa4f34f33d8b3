/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes container images: oci:, oci-archive: and docker-archive:. The reference names a
 * manifest or, for several architectures or with attached documents, an index. */
#include <string.h>

#include "io/compress.h"
#include "out/oci/document.h"
#include "out/oci/store.h"
#include "out/out_kinds.h"

struct oci_out {
	struct out out;
	const struct out_target *target;
	const struct out_options *options;
	struct store *store;
	struct arena arena;
	struct blobs blobs;
	struct oci_names names;
	json_t *manifests; /* descriptors of the images and of attached documents */
	json_t *docker;
	json_t *top;       /* what the reference names */
	int64_t epoch;
	struct out_result result;
};

static void close_oci(struct out *out)
{
	struct oci_out *o = (struct oci_out *)out;
	if (o->store)
		o->store->close(o->store);
	json_decref(o->manifests);
	json_decref(o->docker);
	json_decref(o->top);
	blobs_release(&o->blobs);
	arena_release(&o->arena);
	free(o);
}

/* Adds a document as a blob; *descriptor describes it. */
static int add_document_blob(struct oci_out *o, json_t *root, const char *type, json_t **descriptor,
			     struct err *err)
{
	char *text CLEANUP(mem_freep) = oci_text(root, err);
	if (!text)
		return -1;
	*descriptor = oci_descriptor(type, blobs_add_text(&o->blobs, str_from(text)));
	return 0;
}

static int add_attachments(struct oci_out *o, const struct out_image *image, json_t *subject,
			   struct err *err)
{
	for (size_t i = 0; i < image->attachments; i++) {
		const struct out_attachment *a = &image->attachment[i];
		struct blob empty = *blobs_add_text(&o->blobs, STR("{}"));
		struct blob text = *blobs_add_text(&o->blobs, a->text);
		json_t *descriptor;
		if (add_document_blob(o, oci_artifact(image, a, &text, &empty, subject),
				      OCI_MANIFEST, &descriptor, err))
			return -1;
		/* The type is only in the manifest: skopeo 1.9 drops the field from an
		 * index that it copies, which would change the digest of the image. */
		oci_set_no_platform(descriptor);
		json_array_append_new(o->manifests, descriptor);
	}
	return 0;
}

static int add_manifest(struct oci_out *o, const struct out_image *image,
			const struct oci_layer *layer, struct err *err)
{
	char *text CLEANUP(mem_freep) = oci_text(oci_config(image, layer), err);
	json_t *descriptor;
	if (!text)
		return -1;
	struct blob config = *blobs_add_text(&o->blobs, str_from(text));
	if (add_document_blob(o, oci_manifest(image, o->target, layer, &config), OCI_MANIFEST,
			      &descriptor, err))
		return -1;
	json_t *subject = json_deep_copy(descriptor);
	oci_set_platform(descriptor, image->architecture);
	json_array_append_new(o->manifests, descriptor);
	/* docker's list has no architectures, so it names the first image. */
	if (!o->docker)
		o->docker = json_pack("[o]", oci_docker_entry(&o->names, &config, layer,
							      image->layers->layer.n));
	int status = add_attachments(o, image, subject, err);
	json_decref(subject);
	return status;
}

static int add_image(struct out *out, const struct out_image *image, struct err *err)
{
	struct oci_out *o = (struct oci_out *)out;
	struct oci_layer *layer CLEANUP(mem_freep) = mem_alloc((image->layers->layer.n + 1) * sizeof(*layer));
	if (!json_array_size(o->manifests)) {
		o->names = oci_names(o->target, image, &o->arena);
		o->epoch = image->epoch;
	}
	if (oci_layers_write(image->layers, o->target, o->options, &o->blobs, layer, err) ||
	    add_manifest(o, image, layer, err))
		return err_wrap(err, "%s", o->target->text);
	return 0;
}

static int make_top(struct oci_out *o, struct err *err)
{
	if (json_array_size(o->manifests) == 1)
		o->top = json_incref(json_array_get(o->manifests, 0));
	else if (add_document_blob(o, oci_index(json_incref(o->manifests)), OCI_INDEX, &o->top,
				   err))
		return -1;
	oci_set_names(o->top, &o->names);
	return 0;
}

static struct store_content content(const struct oci_out *o)
{
	return (struct store_content){&o->blobs, o->top, o->docker, o->epoch};
}

static int finish_oci(struct out *out, struct out_result *result, struct err *err)
{
	struct oci_out *o = (struct oci_out *)out;
	if (make_top(o, err))
		return err_wrap(err, "%s", o->target->text);
	const char *digest = json_string_value(json_object_get(o->top, "digest"));
	struct store_content all = content(o);
	strcpy(o->result.digest.text, digest + strlen("sha256:"));
	if (o->store->write(o->store, &all, err))
		return -1;
	for (size_t i = 0; o->target->format == OUT_OCI && i < o->blobs.blob.n; i++)
		o->result.size += o->blobs.blob.at[i].bytes.n;
	*result = o->result;
	return 0;
}

static int commit_oci(struct out *out, struct err *err)
{
	struct oci_out *o = (struct oci_out *)out;
	struct store_content all = content(o);
	return o->store->commit(o->store, &all, err);
}

struct out *out_open_oci(const struct out_target *target, const struct out_options *options,
			 struct err *err)
{
	struct oci_out *o = mem_alloc(sizeof(*o));
	o->out = (struct out){add_image, finish_oci, commit_oci, close_oci};
	o->target = target;
	o->options = options;
	o->manifests = json_array();
	bool level = target->compression == COMPRESSION_NONE ||
		     compress_level(target->compression, target->level, err) >= 0;
	if (level && target->format == OUT_OCI)
		o->store = store_open_dir(target, options, err);
	else if (level)
		o->store = store_open_archive(target, options, &o->result.sha256, &o->result.size, err);
	if (o->store)
		return &o->out;
	close_oci(&o->out);
	return NULL;
}
