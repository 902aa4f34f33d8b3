/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "build/image.h"

#include <string.h>

#include "stage/layers.h"

#define IMAGE_KEY "org.opencontainers.image."

/* The value of a line NAME=VALUE or NAME="VALUE" of os-release(5); no text where
 * it is not there, or is more than a shell's word without escapes. */
static struct str os_release(const struct build *b, const char *name)
{
	struct buf path CLEANUP(buf_release) = {0};
	const struct member *file = fileset_resolve(&b->files, "etc/os-release", true, &path)
					    ? fileset_get(&b->files, path.p)
					    : NULL;
	struct str rest = file && file->type == MEMBER_FILE ? file->body : (struct str){"", 0}, line, key;
	while (str_split(&rest, '\n', &line)) {
		if (!str_split(&line, '=', &key) || !str_is(key, name))
			continue;
		if (line.n >= 2 && line.p[0] == '"' && line.p[line.n - 1] == '"')
			line = (struct str){line.p + 1, line.n - 2};
		if (text_is_utf8(line) && !memchr(line.p, '\\', line.n) && !memchr(line.p, 0, line.n))
			return line;
	}
	return (struct str){"", 0};
}

static struct str file_line(const struct build *b, const char *path)
{
	const struct member *file = fileset_get(&b->files, path);
	struct str rest = file && file->type == MEMBER_FILE ? file->body : (struct str){"", 0}, line = rest;
	str_split(&rest, '\n', &line);
	return text_is_utf8(line) && !memchr(line.p, 0, line.n) ? line : (struct str){"", 0};
}

static void annotate(struct image *image, const char *key, struct str value)
{
	char *text = arena_printf(&image->arena, IMAGE_KEY "%s=", key);
	struct names *list = &image->out.annotation;
	for (size_t i = 0; i < list->n; i++)
		if (strncmp(list->at[i], text, strlen(text)) == 0)
			return;
	if (value.n)
		vec_push(list, arena_printf(&image->arena, "%s%.*s", text, STR_ARG(value)));
}

/* Labels that image-spec knows as annotations go first, so they are what counts. */
static void annotate_all(struct image *image, const struct build *b)
{
	const struct sourced_list *labels = &b->plan.profile.config.label;
	for (size_t i = 0; i < labels->n; i++)
		if (str_starts(str_from(labels->at[i].text), IMAGE_KEY))
			vec_push(&image->out.annotation, labels->at[i].text);
	struct str version = file_line(b, "etc/debian_version"), home = os_release(b, "HOME_URL");
	if (b->plan.options->profile)
		annotate(image, "title", str_from(b->plan.profile.name));
	annotate(image, "version", version.n ? version : os_release(b, "VERSION_ID"));
	annotate(image, "url", home);
	annotate(image, "source", home);
	annotate(image, "base.name", STR("scratch"));
}

static void split(struct image *image, const struct build *b)
{
	const struct layers_input input = {.package = b->package,
					   .n = b->input.n,
					   .files = &b->files,
					   .member = b->member,
					   .members = b->members,
					   .epoch = b->epoch};
	layers_split(&input, b->plan.options->layers, &image->layers);
	image->out.layers = &image->layers;
}

static int attach(struct image *image, const struct build *b, struct err *err)
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
	return p->options->attach_sbom ? attach(out, b, err) : 0;
}

void image_release(struct image *image)
{
	layers_release(&image->layers);
	for (size_t i = 0; i < SBOM_FORMATS; i++)
		buf_release(&image->document[i]);
	vec_release(&image->out.annotation);
	arena_release(&image->arena);
}
