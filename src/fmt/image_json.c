/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/image_json.h"

#include <jansson.h>

static json_t *load_document(struct str body, struct err *err)
{
	json_error_t fault;
	json_t *root = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &fault);
	if (!root)
		err_set(err, STATUS_UNTRUSTED, "line %d: %s", fault.line, fault.text);
	return root;
}

/* The text of a member, in the arena; NULL if it is absent or no text. */
static const char *text_of(const json_t *object, const char *name, struct arena *arena)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? arena_strdup(arena, text) : NULL;
}

/* The texts of an array; with `single`, a text stands for an array of one. */
static struct texts texts_of(const json_t *value, bool single, struct arena *arena)
{
	struct texts out = {0};
	const json_t *one;
	size_t i;
	if (single && json_is_string(value))
		vec_push(&out, str_from(arena_strdup(arena, json_string_value(value))));
	json_array_foreach(value, i, one)
		if (json_is_string(one))
			vec_push(&out, str_from(arena_strdup(arena, json_string_value(one))));
	return out;
}

/* --- indexes and manifests ---------------------------------------------------- */

static struct image_descriptor descriptor_of(const json_t *object, struct arena *arena)
{
	const json_t *platform = json_object_get(object, "platform");
	const json_t *annotations = json_object_get(object, "annotations");
	return (struct image_descriptor){
		.media_type = text_of(object, "mediaType", arena),
		.digest = text_of(object, "digest", arena),
		.os = text_of(platform, "os", arena),
		.architecture = text_of(platform, "architecture", arena),
		.variant = text_of(platform, "variant", arena),
		.tag = text_of(annotations, "org.opencontainers.image.ref.name", arena),
		.name = text_of(annotations, "io.containerd.image.name", arena),
	};
}

static int read_image_manifest(struct str body, const void *question, struct arena *arena, void *record,
			       struct err *err)
{
	struct image_manifest *out = record;
	const json_t *one, *config;
	size_t i;
	(void)question;
	json_t *root = load_document(body, err);
	if (!root)
		return -1;
	out->is_index = json_object_get(root, "manifests") != NULL;
	out->has_layers = json_is_array(json_object_get(root, "layers"));
	json_array_foreach(json_object_get(root, "manifests"), i, one)
		vec_push(&out->manifest, descriptor_of(one, arena));
	json_array_foreach(json_object_get(root, "layers"), i, one)
		vec_push(&out->layer, descriptor_of(one, arena));
	config = json_object_get(root, "config");
	if (config)
		vec_push(&out->config, descriptor_of(config, arena));
	json_decref(root);
	return 0;
}

static bool image_manifest_holds(const void *record)
{
	return ((const struct image_manifest *)record)->config.n <= 1;
}

static const struct shape descriptor_shape = SHAPE(struct image_descriptor,
	FIELD(struct image_descriptor, NAME, media_type), FIELD(struct image_descriptor, NAME, digest),
	FIELD(struct image_descriptor, NAME, os), FIELD(struct image_descriptor, NAME, architecture),
	FIELD(struct image_descriptor, NAME, variant), FIELD(struct image_descriptor, NAME, tag),
	FIELD(struct image_descriptor, NAME, name));
static const struct shape image_manifest_shape = SHAPE(struct image_manifest,
	FIELD(struct image_manifest, BOOL, is_index), FIELD(struct image_manifest, BOOL, has_layers),
	FIELD_ITEMS(struct image_manifest, manifest, &descriptor_shape),
	FIELD_ITEMS(struct image_manifest, config, &descriptor_shape),
	FIELD_ITEMS(struct image_manifest, layer, &descriptor_shape));

const struct reader image_manifest_reader = {"manifest", IMAGE_JSON_LARGEST, &image_manifest_shape,
					     read_image_manifest, image_manifest_holds};

/* --- configurations ------------------------------------------------------------- */

static const char *filled_text(const json_t *object, const char *name, struct arena *arena)
{
	const char *text = text_of(object, name, arena);
	return text && *text ? text : NULL;
}

static int read_image_settings(struct str body, const void *question, struct arena *arena, void *record,
			       struct err *err)
{
	struct image_settings *out = record;
	(void)question;
	json_t *root = load_document(body, err);
	if (!root)
		return -1;
	const json_t *config = json_object_get(root, "config");
	out->env = texts_of(json_object_get(config, "Env"), false, arena);
	out->entrypoint = texts_of(json_object_get(config, "Entrypoint"), true, arena);
	out->cmd = texts_of(json_object_get(config, "Cmd"), true, arena);
	out->user = filled_text(config, "User", arena);
	out->workdir = filled_text(config, "WorkingDir", arena);
	json_decref(root);
	return 0;
}

static const struct shape image_settings_shape = SHAPE(struct image_settings,
	FIELD_ITEMS(struct image_settings, env, &shape_text), FIELD(struct image_settings, NAME, user),
	FIELD(struct image_settings, NAME, workdir), FIELD_ITEMS(struct image_settings, entrypoint, &shape_text),
	FIELD_ITEMS(struct image_settings, cmd, &shape_text));

const struct reader image_settings_reader = {"configuration", IMAGE_JSON_LARGEST, &image_settings_shape,
					     read_image_settings, NULL};

/* --- docker save ------------------------------------------------------------------ */

static struct docker_image docker_image_of(const json_t *entry, struct arena *arena)
{
	const json_t *layers = json_object_get(entry, "Layers"), *layer;
	struct docker_image image = {.config = text_of(entry, "Config", arena),
				     .has_layers = json_is_array(layers),
				     .tag = texts_of(json_object_get(entry, "RepoTags"), false, arena)};
	size_t i;
	/* A layer without a name stays, to be refused by whoever looks for it. */
	json_array_foreach(layers, i, layer) {
		const char *name = json_string_value(layer);
		vec_push(&image.layer, str_from(arena_strdup(arena, name ? name : "")));
	}
	return image;
}

static int read_docker_manifest(struct str body, const void *question, struct arena *arena, void *record,
				struct err *err)
{
	struct docker_manifest *out = record;
	const json_t *entry;
	size_t i;
	(void)question;
	json_t *root = load_document(body, err);
	if (!root)
		return -1;
	json_array_foreach(root, i, entry)
		vec_push(&out->image, docker_image_of(entry, arena));
	json_decref(root);
	return 0;
}

static const struct shape docker_image_shape = SHAPE(struct docker_image,
	FIELD_ITEMS(struct docker_image, tag, &shape_text), FIELD(struct docker_image, NAME, config),
	FIELD(struct docker_image, BOOL, has_layers), FIELD_ITEMS(struct docker_image, layer, &shape_text));
static const struct shape docker_manifest_shape = SHAPE(struct docker_manifest,
	FIELD_ITEMS(struct docker_manifest, image, &docker_image_shape));

const struct reader docker_manifest_reader = {"manifest.json", IMAGE_JSON_LARGEST, &docker_manifest_shape,
					      read_docker_manifest, NULL};
