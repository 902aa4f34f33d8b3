/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads images: finds the layers that index.json (image-spec, image-layout.md,
 * manifest.md) or manifest.json (`docker save`) names, and merges them into one fileset. */
#include "base/path.h"
#include "fmt/image_json.h"
#include "in/in_parts.h"
#include "io/hash.h"

enum { NESTED_MOST = 4, LAYERS_MOST = 1000, IMAGES_MOST = 64 };

struct reading {
	struct in_store *store;
	const char *tag;
	const struct in_options *options;
	struct in *out;
	struct err *err;
};

/* What it reads belongs to the target. */
static int read_document(struct reading *r, const struct reader *reader, const char *name, struct str text, void *out)
{
	return reader_run(reader, text, NULL, &r->out->arena, out, r->err) ? err_wrap(r->err, "%s", name) : 0;
}

/* Reads blobs/sha256/HEX for "sha256:HEX" and checks its digest. */
static int get_blob(struct reading *r, const char *digest, struct str *out)
{
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
	return in_add_tar(blob, true, r->options, r->out, image, r->err);
}

static int check_layers(struct reading *r, bool has, size_t n)
{
	if (!has || n > LAYERS_MOST)
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

static void add_words(const struct texts *from, struct sourced_words *out)
{
	for (size_t i = 0; i < from->n; i++)
		vec_push(&out->word, from->at[i].p);
}

/* Reads the part of a configuration that says how a container is started; `docker save` has
 * the same. */
static int read_config(struct reading *r, const char *name, struct str text, struct in_image *image)
{
	struct image_settings settings;
	if (read_document(r, &image_settings_reader, name, text, &settings))
		return -1;
	for (size_t i = 0; i < settings.env.n; i++)
		vec_push(&image->config.env, ((struct sourced){settings.env.at[i].p, NULL}));
	image->config.user.text = settings.user;
	image->config.workdir.text = settings.workdir;
	add_words(&settings.entrypoint, &image->config.entrypoint);
	add_words(&settings.cmd, &image->config.cmd);
	return 0;
}

static bool is_image_config(const char *type)
{
	return type && (strcmp(type, "application/vnd.oci.image.config.v1+json") == 0 ||
			strcmp(type, "application/vnd.docker.container.image.v1+json") == 0);
}

static int read_manifest_config(struct reading *r, const struct image_manifest *manifest, struct in_image *image)
{
	const struct image_descriptor *config = manifest->config.n ? &manifest->config.at[0] : NULL;
	struct str text;
	if (!config || !is_image_config(config->media_type))
		return 0;
	if (get_blob(r, config->digest, &text) || read_config(r, config->digest, text, image))
		return err_wrap(r->err, "configuration");
	return 0;
}

static int read_manifest(struct reading *r, const struct image_manifest *manifest, const char *name)
{
	bool bad = check_layers(r, manifest->has_layers, manifest->layer.n);
	struct in_image *image = bad ? NULL : new_image(r, name);
	if (!image || read_manifest_config(r, manifest, image))
		return -1;
	for (size_t i = 0; i < manifest->layer.n; i++) {
		struct str blob;
		if (get_blob(r, manifest->layer.at[i].digest, &blob) || add_layer(r, image, blob))
			return err_wrap(r->err, "layer %zu", i + 1);
	}
	return in_add_parents(image, r->err);
}

/* "linux/arm/v7"; NULL if there is no platform. */
static char *platform_name(const struct image_descriptor *d)
{
	if (!d->os || !d->architecture)
		return NULL;
	return mem_printf("%s/%s%s%s", d->os, d->architecture, d->variant ? "/" : "", d->variant ? d->variant : "");
}

/* Attestations are also manifests, with the platform "unknown". */
static bool is_image(const struct image_descriptor *d)
{
	return !d->os || strcmp(d->os, "unknown") != 0;
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

static bool is_wanted(const struct reading *r, const struct image_descriptor *d)
{
	return !r->tag || (d->tag && strcmp(d->tag, r->tag) == 0) || (d->name && is_short_for(d->name, r->tag));
}

static int read_index(struct reading *r, const struct image_manifest *index, unsigned depth);

static int read_described(struct reading *r, const struct image_descriptor *d, unsigned depth)
{
	struct image_manifest manifest;
	struct str text;
	if (get_blob(r, d->digest, &text) || read_document(r, &image_manifest_reader, d->digest, text, &manifest))
		return -1;
	char *name CLEANUP(mem_freep) = platform_name(d);
	return manifest.is_index ? read_index(r, &manifest, depth + 1)
				 : read_manifest(r, &manifest, name ? name : d->tag);
}

static int read_index(struct reading *r, const struct image_manifest *index, unsigned depth)
{
	if (depth > NESTED_MOST)
		return err_set(r->err, STATUS_UNTRUSTED, "an index within %d others", NESTED_MOST);
	for (size_t i = 0; i < index->manifest.n; i++) {
		const struct image_descriptor *d = &index->manifest.at[i];
		/* A tag names an index as a whole. */
		if (is_image(d) && (depth > 0 || is_wanted(r, d)) && read_described(r, d, depth))
			return -1;
	}
	return 0;
}

static bool has_tag(const struct docker_image *image, const char *tag)
{
	for (size_t i = 0; i < image->tag.n; i++)
		if (!tag || str_is(image->tag.at[i], tag))
			return true;
	return !tag;
}

/* manifest.json of `docker save` names layers by members of the archive. */
static int read_docker_image(struct reading *r, const struct docker_image *from)
{
	bool bad = check_layers(r, from->has_layers, from->layer.n);
	struct in_image *image = bad ? NULL : new_image(r, from->tag.n ? from->tag.at[0].p : NULL);
	struct str text;
	if (!image || (from->config && (r->store->get(r->store, from->config, &text, r->err) ||
					read_config(r, from->config, text, image))))
		return -1;
	for (size_t i = 0; i < from->layer.n; i++) {
		struct str blob;
		if (r->store->get(r->store, from->layer.at[i].p, &blob, r->err) || add_layer(r, image, blob))
			return err_wrap(r->err, "layer %zu", i + 1);
	}
	return in_add_parents(image, r->err);
}

static int read_docker(struct reading *r, const char *name, struct str text)
{
	struct docker_manifest manifest;
	if (read_document(r, &docker_manifest_reader, name, text, &manifest))
		return -1;
	for (size_t i = 0; i < manifest.image.n; i++)
		if (has_tag(&manifest.image.at[i], r->tag) && read_docker_image(r, &manifest.image.at[i]))
			return -1;
	return 0;
}

static int read_oci(struct reading *r, const char *name, struct str text)
{
	struct image_manifest index;
	return read_document(r, &image_manifest_reader, name, text, &index) || read_index(r, &index, 0) ? -1 : 0;
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
	int status = docker ? read_docker(&r, name, text) : read_oci(&r, name, text);
	if (!status && !out->image.n)
		status = tag ? err_set(err, STATUS_FATAL, "%s names no image '%s'", name, tag)
			     : err_set(err, STATUS_UNTRUSTED, "%s names no image", name);
	return status;
}
