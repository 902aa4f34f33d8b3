/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads images: finds the layers that index.json (image-spec, image-layout.md,
 * manifest.md) or manifest.json (`docker save`) names, and merges them into one fileset. */
#include <jansson.h>

#include "base/path.h"
#include "in/in_parts.h"
#include "io/hash.h"

enum { JSON_LARGEST = 4 << 20, NESTED_MOST = 4, LAYERS_MOST = 1000, IMAGES_MOST = 64 };

struct reading {
	struct in_store *store;
	const char *tag;
	const struct in_options *options;
	struct in *out;
	struct err *err;
};

static json_t *parse(struct reading *r, const char *name, struct str text)
{
	json_error_t fault;
	if (text.n > JSON_LARGEST) {
		err_set(r->err, STATUS_UNTRUSTED, "%s: larger than %d bytes", name, JSON_LARGEST);
		return NULL;
	}
	json_t *root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &fault);
	if (!root)
		err_set(r->err, STATUS_UNTRUSTED, "%s:%d: %s", name, fault.line, fault.text);
	return root;
}

static const char *member_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* Reads blobs/sha256/HEX for "sha256:HEX" and checks its digest. */
static int get_blob(struct reading *r, const json_t *descriptor, struct str *out)
{
	const char *digest = member_text(descriptor, "digest");
	struct str hex = digest ? str_from(digest) : (struct str){0};
	if (!str_starts(hex, "sha256:") || hex.n != 7 + HASH_HEX_LONGEST ||
	    strspn(digest + 7, "0123456789abcdef") != HASH_HEX_LONGEST)
		return err_set(r->err, STATUS_UNTRUSTED, "'%s' is no sha256 digest", digest ? digest : "");
	char *name CLEANUP(mem_freep) = mem_printf("blobs/sha256/%s", digest + 7);
	if (r->store->get(r->store, name, out, r->err))
		return -1;
	if (strcmp(hash_bytes(HASH_SHA256, *out).text, digest + 7) != 0)
		return err_set(r->err, STATUS_UNTRUSTED, "%s: its bytes have another digest", name);
	return 0;
}

static int add_layer(struct reading *r, struct in_image *image, struct str blob)
{
	struct source *source = in_decode(source_memory(blob), blob, r->options, r->err);
	return source ? in_add_tar(source, true, r->options, r->out, image, r->err) : -1;
}

static int check_layers(struct reading *r, const json_t *layers)
{
	if (!json_is_array(layers) || json_array_size(layers) > LAYERS_MOST)
		return err_set(r->err, STATUS_UNTRUSTED, "a manifest without layers, or with more than %d",
			       LAYERS_MOST);
	return 0;
}

static struct in_image *new_image(struct reading *r, const char *name)
{
	if (r->out->image.n >= IMAGES_MOST) {
		err_set(r->err, STATUS_UNTRUSTED, "more than %d images", IMAGES_MOST);
		return NULL;
	}
	vec_push(&r->out->image, ((struct in_image){.name = name ? mem_strdup(name) : NULL}));
	return &r->out->image.at[r->out->image.n - 1];
}

static void read_config_words(struct in *in, const json_t *value, struct sourced_words *out)
{
	const json_t *word;
	size_t i;
	if (json_is_string(value))
		vec_push(&out->word, arena_strdup(&in->arena, json_string_value(value)));
	json_array_foreach(value, i, word)
		if (json_is_string(word))
			vec_push(&out->word, arena_strdup(&in->arena, json_string_value(word)));
}

static void read_config_text(struct in *in, const json_t *value, struct sourced *out)
{
	const char *text = json_string_value(value);
	if (text && *text)
		out->text = arena_strdup(&in->arena, text);
}

/* Reads the part of a configuration that says how a container is started (image-spec,
 * config.md); `docker save` has the same. */
static int read_config(struct reading *r, const char *name, struct str text, struct in_image *image)
{
	json_t *root = parse(r, name, text);
	const json_t *config = json_object_get(root, "config"), *setting;
	size_t i;
	if (!root)
		return -1;
	json_array_foreach(json_object_get(config, "Env"), i, setting)
		if (json_is_string(setting))
			vec_push(&image->config.env,
				 ((struct sourced){arena_strdup(&r->out->arena, json_string_value(setting)), NULL}));
	read_config_text(r->out, json_object_get(config, "User"), &image->config.user);
	read_config_text(r->out, json_object_get(config, "WorkingDir"), &image->config.workdir);
	read_config_words(r->out, json_object_get(config, "Entrypoint"), &image->config.entrypoint);
	read_config_words(r->out, json_object_get(config, "Cmd"), &image->config.cmd);
	json_decref(root);
	return 0;
}

static bool is_image_config(const char *type)
{
	return type && (strcmp(type, "application/vnd.oci.image.config.v1+json") == 0 ||
			strcmp(type, "application/vnd.docker.container.image.v1+json") == 0);
}

static int read_manifest_config(struct reading *r, const json_t *manifest, struct in_image *image)
{
	const json_t *descriptor = json_object_get(manifest, "config");
	struct str text;
	if (!is_image_config(member_text(descriptor, "mediaType")))
		return 0;
	if (get_blob(r, descriptor, &text) ||
	    read_config(r, member_text(descriptor, "digest"), text, image))
		return err_wrap(r->err, "configuration");
	return 0;
}

static int read_manifest(struct reading *r, const json_t *manifest, const char *name)
{
	const json_t *layers = json_object_get(manifest, "layers"), *layer;
	size_t i;
	struct in_image *image = check_layers(r, layers) ? NULL : new_image(r, name);
	if (!image || read_manifest_config(r, manifest, image))
		return -1;
	json_array_foreach(layers, i, layer) {
		struct str blob;
		if (get_blob(r, layer, &blob) || add_layer(r, image, blob))
			return err_wrap(r->err, "layer %zu", i + 1);
	}
	return in_add_parents(image, r->err);
}

/* "linux/arm/v7"; NULL if there is no platform. */
static char *platform_name(const json_t *descriptor)
{
	const json_t *platform = json_object_get(descriptor, "platform");
	const char *os = member_text(platform, "os"),
		   *architecture = member_text(platform, "architecture");
	const char *variant = member_text(platform, "variant");
	if (!os || !architecture)
		return NULL;
	return mem_printf("%s/%s%s%s", os, architecture, variant ? "/" : "", variant ? variant : "");
}

/* Attestations are also manifests, with the platform "unknown". */
static bool is_image(const json_t *descriptor)
{
	const char *os = member_text(json_object_get(descriptor, "platform"), "os");
	return !os || strcmp(os, "unknown") != 0;
}

/* Clients complete a short name in different ways. */
static bool is_short_for(const char *full, const char *name)
{
	static const char *const before[] = {"", "docker.io/", "docker.io/library/", "localhost/"};
	for (size_t i = 0; i < ARRAY_LEN(before); i++)
		if (strncmp(full, before[i], strlen(before[i])) == 0 &&
		    strcmp(full + strlen(before[i]), name) == 0)
			return true;
	return false;
}

static bool is_wanted(const struct reading *r, const json_t *descriptor)
{
	const json_t *annotations = json_object_get(descriptor, "annotations");
	const char *tag = member_text(annotations, "org.opencontainers.image.ref.name");
	const char *name = member_text(annotations, "io.containerd.image.name");
	return !r->tag || (tag && strcmp(tag, r->tag) == 0) || (name && is_short_for(name, r->tag));
}

static int read_index(struct reading *r, const json_t *index, unsigned depth);

static int read_described(struct reading *r, const json_t *descriptor, unsigned depth)
{
	struct str text;
	if (get_blob(r, descriptor, &text))
		return -1;
	json_t *object = parse(r, member_text(descriptor, "digest"), text);
	if (!object)
		return -1;
	char *name CLEANUP(mem_freep) = platform_name(descriptor);
	const char *tag = member_text(json_object_get(descriptor, "annotations"),
				      "org.opencontainers.image.ref.name");
	int status = json_object_get(object, "manifests") ? read_index(r, object, depth + 1)
							 : read_manifest(r, object, name ? name : tag);
	json_decref(object);
	return status;
}

static int read_index(struct reading *r, const json_t *index, unsigned depth)
{
	const json_t *descriptor;
	size_t i;
	if (depth > NESTED_MOST)
		return err_set(r->err, STATUS_UNTRUSTED, "an index within %d others", NESTED_MOST);
	json_array_foreach(json_object_get(index, "manifests"), i, descriptor) {
		/* A tag names an index as a whole. */
		if (is_image(descriptor) && (depth > 0 || is_wanted(r, descriptor)) &&
		    read_described(r, descriptor, depth))
			return -1;
	}
	return 0;
}

static bool has_tag(const json_t *entry, const char *tag)
{
	const json_t *one;
	size_t i;
	json_array_foreach(json_object_get(entry, "RepoTags"), i, one)
		if (!tag || strcmp(json_string_value(one) ? json_string_value(one) : "", tag) == 0)
			return true;
	return !tag;
}

/* manifest.json of `docker save` names layers by members of the archive. */
static int read_docker(struct reading *r, const json_t *list)
{
	const json_t *entry, *layer;
	size_t i, k;
	json_array_foreach(list, i, entry) {
		const json_t *layers = json_object_get(entry, "Layers");
		const char *name = json_string_value(json_array_get(json_object_get(entry, "RepoTags"), 0));
		if (!has_tag(entry, r->tag))
			continue;
		const char *config = member_text(entry, "Config");
		struct in_image *image = check_layers(r, layers) ? NULL : new_image(r, name);
		struct str text;
		if (!image || (config && (r->store->get(r->store, config, &text, r->err) ||
					  read_config(r, config, text, image))))
			return -1;
		json_array_foreach(layers, k, layer) {
			const char *member = json_string_value(layer);
			struct str blob;
			if (r->store->get(r->store, member ? member : "", &blob, r->err) ||
			    add_layer(r, image, blob))
				return err_wrap(r->err, "layer %zu", k + 1);
		}
		if (in_add_parents(image, r->err))
			return -1;
	}
	return 0;
}

int in_read_images(struct in_store *store, const char *tag, const struct in_options *options,
		   struct in *out, struct err *err)
{
	struct reading r = {store, tag, options, out, err};
	bool docker = !store->has(store, "index.json");
	const char *name = docker ? "manifest.json" : "index.json";
	struct str text;
	if (store->get(store, name, &text, err))
		return -1;
	json_t *root = parse(&r, name, text);
	int status = !root ? -1 : docker ? read_docker(&r, root) : read_index(&r, root, 0);
	json_decref(root);
	if (!status && !out->image.n)
		status = tag ? err_set(err, STATUS_FATAL, "%s names no image '%s'", name, tag)
			     : err_set(err, STATUS_UNTRUSTED, "%s names no image", name);
	return status;
}
