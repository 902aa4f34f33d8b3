/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a container of the image is started: the content of an image configuration (OCI
 * image-spec, config.md). Each setting records where it was given: "FILE:LINE:COLUMN" of
 * a profile, or an option. Text is copied to the caller's arena and is UTF-8, as JSON
 * requires; `from` is not copied. Arena and `from` must outlive the configuration, which is
 * initialised with zeros. */
#ifndef MODEL_IMAGE_CONFIG_H
#define MODEL_IMAGE_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

struct sourced {
	const char *text; /* NULL if not given */
	const char *from;
};

struct sourced_list {
	struct sourced *at;
	size_t n, cap;
};

struct sourced_words {
	struct names word;
	const char *from; /* NULL if not given */
};

struct image_config {
	struct sourced_list env, label; /* "NAME=value", in the order of first mention */
	struct sourced user;            /* "UID", "UID:GID", "NAME" or "NAME:GROUP" */
	struct sourced workdir;         /* an absolute path, normalised */
	struct sourced_words entrypoint, cmd;
};

/* Whether JSON can represent the text: UTF-8 without NUL. */
bool text_is_utf8(struct str text);

/* Adds "NAME=value"; an existing name gets the new value. False, and no change, if there is no
 * name, a blank or control byte in it, no "=", or the text is not UTF-8. */
bool image_config_assign(struct sourced_list *list, struct arena *arena, struct str text,
			 const char *from);
/* Replaces a command by words between blanks and newlines, or by a JSON array of
 * strings, which starts with "[". False if it is neither, or not UTF-8; then `command`
 * may be half set. An empty text is valid and means no words. */
bool image_config_command(struct sourced_words *command, struct arena *arena, struct str text,
			  const char *from);
/* Sets the user. False, and no change, if the text has none of the four forms above. */
bool image_config_user(struct sourced *user, struct arena *arena, struct str text, const char *from);
/* Sets the working directory. False, and no change, if the text is not an absolute path. */
bool image_config_workdir(struct sourced *workdir, struct arena *arena, struct str text,
			  const char *from);
/* Frees the lists, not their text. */
void image_config_release(struct image_config *config);

#endif
