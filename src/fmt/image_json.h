/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the JSON documents of container images by the interface of fmt/reader.h: indexes and
 * manifests (image-spec: image-index.md, manifest.md, descriptor.md), configurations (config.md),
 * and the manifest.json of `docker save`. A member of the wrong type counts as absent, as it does
 * for clients. No reader takes a question. */
#ifndef FMT_IMAGE_JSON_H
#define FMT_IMAGE_JSON_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

enum { IMAGE_JSON_LARGEST = 4 << 20 }; /* bytes of a document */

/* What is absent is NULL. */
struct image_descriptor {
	const char *media_type;
	const char *digest; /* as written, not checked */
	const char *os, *architecture, *variant; /* platform */
	const char *tag;  /* org.opencontainers.image.ref.name */
	const char *name; /* io.containerd.image.name */
};

/* An index or a manifest: the record of image_manifest_reader. */
struct image_manifest {
	bool is_index;   /* it has "manifests" */
	bool has_layers; /* it has "layers", as an array */
	VEC(struct image_descriptor) manifest; /* of an index */
	VEC(struct image_descriptor) config;   /* of a manifest: at most one */
	VEC(struct image_descriptor) layer;    /* of a manifest: lowest first */
};
extern const struct reader image_manifest_reader;

/* How a container is started: the record of image_settings_reader. */
struct image_settings {
	struct texts env;               /* "NAME=VALUE" */
	const char *user, *workdir;     /* NULL if absent or empty */
	struct texts entrypoint, cmd;   /* their words */
};
extern const struct reader image_settings_reader;

struct docker_image {
	struct texts tag;      /* RepoTags: "NAME:TAG" */
	const char *config;    /* member of the archive; NULL if absent */
	bool has_layers;       /* it has "Layers", as an array */
	struct texts layer;    /* members of the archive, lowest first */
};

/* The record of docker_manifest_reader. */
struct docker_manifest {
	VEC(struct docker_image) image;
};
extern const struct reader docker_manifest_reader;

#endif
