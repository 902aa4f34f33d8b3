/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a container of the image is started: what an image configuration holds
 * (OCI image-spec, config.md). Each setting knows where it was given:
 * "FILE:LINE:COLUMN" of a profile, or an option. Text is in the caller's arena and is UTF-8, as
 * the JSON of a configuration has to be. */
#ifndef MODEL_IMAGE_CONFIG_H
#define MODEL_IMAGE_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

struct sourced {
	const char *text; /* NULL: not given */
	const char *from;
};

struct sourced_list {
	struct sourced *at;
	size_t n, cap;
};

struct sourced_words {
	struct names word;
	const char *from; /* NULL: not given */
};

struct image_config {
	struct sourced_list env, label; /* "NAME=value", by order of first mention */
	struct sourced user;            /* "UID", "UID:GID", "NAME" or "NAME:GROUP" */
	struct sourced workdir;         /* an absolute path */
	struct sourced_words entrypoint, cmd;
};

/* What JSON can hold. */
bool text_is_utf8(struct str text);

/* "NAME=value": a name that is there already gets the new value. False where
 * there is no name, no "=", or text that is not UTF-8. */
bool image_config_assign(struct sourced_list *list, struct arena *arena, struct str text,
			 const char *from);
/* Words between blanks and line breaks, or a JSON array of strings (which starts
 * with "["). False where it is neither, or not UTF-8. No words are a command, too: none. */
bool image_config_command(struct sourced_words *command, struct arena *arena, struct str text,
			  const char *from);
/* False for what is not a user: see above. */
bool image_config_user(struct sourced *user, struct arena *arena, struct str text, const char *from);
/* False for what is not an absolute path. */
bool image_config_workdir(struct sourced *workdir, struct arena *arena, struct str text,
			  const char *from);
void image_config_release(struct image_config *config);

#endif
