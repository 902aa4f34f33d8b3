/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/oci/document.h"

#include <string.h>
#include <time.h>

#include "out/oci/platform.h"

#define OCI_CONFIG "application/vnd.oci.image.config.v1+json"
#define OCI_LAYER "application/vnd.oci.image.layer.v1.tar"
#define OCI_EMPTY "application/vnd.oci.empty.v1+json"

enum { TIME_TEXT = 32 };

char *oci_text(json_t *root, struct err *err)
{
	char *text = root ? json_dumps(root, JSON_COMPACT) : NULL;
	json_decref(root);
	if (!text)
		err_set(err, STATUS_FATAL, "JSON: out of memory, or text that is not UTF-8");
	return text;
}

/* RFC 3339, in UTC. */
static json_t *created_time(int64_t epoch)
{
	char text[TIME_TEXT] = "";
	struct tm tm;
	time_t t = (time_t)epoch;
	if (gmtime_r(&t, &tm))
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return json_string(text);
}

static json_t *digest_text(const struct hash_hex *digest)
{
	return json_sprintf("sha256:%s", digest->text);
}

static void set_config_text(json_t *object, const char *name, const struct sourced *value)
{
	if (value->text)
		json_object_set_new(object, name, json_string(value->text));
}

static void set_words(json_t *object, const char *name, const struct sourced_words *command)
{
	json_t *array = json_array();
	for (size_t i = 0; i < command->word.n; i++)
		json_array_append_new(array, json_string(command->word.at[i]));
	/* Clients treat a command without words as absent. */
	if (command->from && command->word.n)
		json_object_set_new(object, name, array);
	else
		json_decref(array);
}

/* Adds "NAME=VALUE" as a member of an object. */
static void set_assignment(json_t *object, const char *text)
{
	const char *sign = strchr(text, '=');
	char *name CLEANUP(mem_freep) = mem_strndup(text, (size_t)(sign - text));
	json_object_set_new(object, name, json_string(sign + 1));
}

static json_t *run_settings(const struct image_config *c)
{
	json_t *config = json_object(), *env = json_array(), *labels = json_object();
	set_config_text(config, "User", &c->user);
	for (size_t i = 0; i < c->env.n; i++)
		json_array_append_new(env, json_string(c->env.at[i].text));
	json_object_set_new(config, "Env", env);
	set_words(config, "Entrypoint", &c->entrypoint);
	set_words(config, "Cmd", &c->cmd);
	set_config_text(config, "WorkingDir", &c->workdir);
	for (size_t i = 0; i < c->label.n; i++)
		set_assignment(labels, c->label.at[i].text);
	if (json_object_size(labels))
		json_object_set(config, "Labels", labels);
	json_decref(labels);
	return config;
}

json_t *oci_config(const struct out_image *image, const struct oci_layer *layer)
{
	struct oci_platform platform = oci_platform(image->architecture);
	json_t *root = json_object(), *diff_ids = json_array(), *history = json_array();
	for (size_t i = 0; i < image->layers->layer.n; i++) {
		json_array_append_new(diff_ids, digest_text(&layer[i].diff_id));
		json_array_append_new(history,
				      json_pack("{s:o, s:s, s:s}", "created", created_time(image->epoch),
						"created_by", "debslim " DEBSLIM_VERSION, "comment",
						image->layers->layer.at[i].name));
	}
	json_object_set_new(root, "created", created_time(image->epoch));
	json_object_set_new(root, "architecture", json_string(platform.architecture));
	if (platform.variant)
		json_object_set_new(root, "variant", json_string(platform.variant));
	json_object_set_new(root, "os", json_string("linux"));
	json_object_set_new(root, "config", run_settings(image->config));
	json_object_set_new(root, "rootfs", json_pack("{s:s, s:o}", "type", "layers", "diff_ids", diff_ids));
	json_object_set_new(root, "history", history);
	return root;
}

static json_t *descriptor(const char *type, const struct hash_hex *digest, uint64_t size)
{
	return json_pack("{s:s, s:o, s:I}", "mediaType", type, "digest", digest_text(digest), "size",
			 (json_int_t)size);
}

json_t *oci_descriptor(const char *type, const struct blob *blob)
{
	return descriptor(type, &blob->digest, blob->bytes.n);
}

static const char *layer_type(enum compression compression)
{
	return compression == COMPRESSION_GZIP	 ? OCI_LAYER "+gzip"
	       : compression == COMPRESSION_ZSTD ? OCI_LAYER "+zstd"
						 : OCI_LAYER;
}

static json_t *annotations(const struct out_image *image)
{
	json_t *object = json_object();
	json_object_set_new(object, "org.opencontainers.image.created", created_time(image->epoch));
	for (size_t i = 0; i < image->annotation.n; i++)
		set_assignment(object, image->annotation.at[i]);
	return object;
}

json_t *oci_manifest(const struct out_image *image, const struct out_target *target,
		     const struct oci_layer *layer, const struct blob *config)
{
	json_t *layers = json_array();
	for (size_t i = 0; i < image->layers->layer.n; i++)
		json_array_append_new(layers, descriptor(layer_type(target->compression),
							 &layer[i].digest, layer[i].size));
	return json_pack("{s:i, s:s, s:o, s:o, s:o}", "schemaVersion", 2, "mediaType", OCI_MANIFEST,
			 "config", oci_descriptor(OCI_CONFIG, config), "layers", layers, "annotations",
			 annotations(image));
}

json_t *oci_artifact(const struct out_image *image, const struct out_attachment *attachment,
		     const struct blob *blob, const struct blob *empty, json_t *subject)
{
	return json_pack("{s:i, s:s, s:s, s:o, s:[o], s:O, s:{s:o}}", "schemaVersion", 2, "mediaType",
			 OCI_MANIFEST, "artifactType", attachment->type, "config",
			 oci_descriptor(OCI_EMPTY, empty), "layers",
			 oci_descriptor(attachment->type, blob), "subject", subject, "annotations",
			 "org.opencontainers.image.created", created_time(image->epoch));
}

void oci_set_platform(json_t *object, const char *debian_architecture)
{
	struct oci_platform platform = oci_platform(debian_architecture);
	json_t *value = json_pack("{s:s, s:s}", "architecture", platform.architecture, "os", "linux");
	if (platform.variant)
		json_object_set_new(value, "variant", json_string(platform.variant));
	json_object_set_new(object, "platform", value);
}

void oci_set_no_platform(json_t *object)
{
	json_object_set_new(object, "platform",
			    json_pack("{s:s, s:s}", "architecture", "unknown", "os", "unknown"));
}

void oci_set_names(json_t *object, const struct oci_names *names)
{
	json_object_set_new(object, "annotations",
			    json_pack("{s:s, s:s}", "io.containerd.image.name", names->full,
				      "org.opencontainers.image.ref.name", names->ref));
}

json_t *oci_index(json_t *manifests)
{
	return json_pack("{s:i, s:s, s:o}", "schemaVersion", 2, "mediaType", OCI_INDEX, "manifests",
			 manifests);
}

json_t *oci_docker_entry(const struct oci_names *names, const struct blob *config,
			 const struct oci_layer *layer, size_t layers)
{
	json_t *paths = json_array();
	for (size_t i = 0; i < layers; i++)
		json_array_append_new(paths, json_sprintf("blobs/sha256/%s", layer[i].digest.text));
	return json_pack("{s:o, s:[s], s:o}", "Config",
			 json_sprintf("blobs/sha256/%s", config->digest.text), "RepoTags",
			 names->familiar, "Layers", paths);
}
