/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/image.h"

#include <string.h>

#include "fmt/os_release.h"
#include "stage/layers.h"

#define IMAGE_KEY "org.opencontainers.image."

static struct str file_text(const struct build *b, const char *path)
{
	const struct member *file = fileset_file(&b->files, path);
	return file ? file->body : (struct str){"", 0};
}

static struct str file_line(const struct build *b, const char *path)
{
	struct str rest = file_text(b, path), line = rest;
	str_split(&rest, '\n', &line);
	return str_trim(line);
}

static void annotate_image(struct image *image, const char *key, struct str value)
{
	char *text = arena_printf(&image->arena, IMAGE_KEY "%s=", key);
	struct names *list = &image->out.annotation;
	for (size_t i = 0; i < list->n; i++)
		if (strncmp(list->at[i], text, strlen(text)) == 0)
			return;
	if (value.n && text_is_utf8(value) && !memchr(value.p, 0, value.n))
		vec_push(list, arena_printf(&image->arena, "%s%.*s", text, STR_ARG(value)));
}

/* Labels that image-spec defines as annotations are added first, so that they take precedence. */
static void annotate_all(struct image *image, const struct build *b)
{
	const struct sourced_list *labels = &b->plan.profile.config.label;
	for (size_t i = 0; i < labels->n; i++)
		if (str_starts(str_from(labels->at[i].text), IMAGE_KEY))
			vec_push(&image->out.annotation, labels->at[i].text);
	struct str release = file_text(b, "etc/os-release"), version = file_line(b, "etc/debian_version");
	struct str home = os_release_value(release, "HOME_URL");
	if (b->plan.options->profile)
		annotate_image(image, "title", str_from(b->plan.profile.name));
	annotate_image(image, "version",
		       version.n ? version : os_release_value(release, "VERSION_ID"));
	annotate_image(image, "url", home);
	annotate_image(image, "source", home);
	annotate_image(image, "base.name", STR("scratch"));
}

static void split(struct image *image, const struct build *b)
{
	const struct layers_input input = {.package = b->package,
					   .n = b->packages,
					   .files = &b->files,
					   .member = b->member,
					   .members = b->members,
					   .epoch = b->epoch};
	layers_split(&input, b->plan.options->layers, &image->layers);
	image->out.layers = &image->layers;
}

static int attach_sboms(struct image *image, const struct build *b, struct err *err)
{
	for (enum sbom_format f = 0; f < SBOM_FORMATS; f++) {
		if (sbom_text(b, f, b->plan.options->sbom_files, &image->document[f], err))
			return -1;
		image->attachment[f] = (struct out_attachment){sbom_media_types[f],
							       buf_str(&image->document[f])};
	}
	image->out.attachment = image->attachment;
	image->out.attachments = SBOM_FORMATS;
	return 0;
}

int image_make(const struct build *b, bool layered, struct image *out, struct err *err)
{
	const struct plan *p = &b->plan;
	*out = (struct image){.out = {.architecture = p->source->architecture,
				      .name = p->options->profile ? p->profile.name : NULL,
				      .tag = p->options->tag,
				      .member = b->member,
				      .members = b->members,
				      .epoch = b->epoch,
				      .config = &p->profile.config}};
	if (!layered)
		return 0;
	split(out, b);
	annotate_all(out, b);
	return p->options->attach_sbom ? attach_sboms(out, b, err) : 0;
}

void image_release(struct image *image)
{
	layers_release(&image->layers);
	for (size_t i = 0; i < SBOM_FORMATS; i++)
		buf_release(&image->document[i]);
	vec_release(&image->out.annotation);
	arena_release(&image->arena);
}
