/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads .note.dlopen ("ELF dlopen() metadata" of the UAPI group's package metadata
 * specifications), whose body is a JSON array. */
#include <jansson.h>

#include "fmt/elf_parts.h"

enum { NOTE_FDO_DLOPEN = 0x407c0c0a, TEXT_MOST = 1 << 20 /* bytes of all notes together */ };

/* In the order of the enum. */
static const char *const priorities[] = {"required", "recommended", "suggested"};

static void json_freep(json_t **json)
{
	json_decref(*json);
}

static int bad_note(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, ".note.dlopen: %s", text);
}

/* Reads an optional member, which must be a string. */
static int dlopen_text(const json_t *object, const char *key, struct arena *arena, const char **out,
		       struct err *err)
{
	const json_t *value = json_object_get(object, key);
	*out = NULL;
	if (!value)
		return 0;
	if (!json_is_string(value))
		return err_set(err, STATUS_UNTRUSTED, ".note.dlopen: '%s' is no text", key);
	*out = arena_strndup(arena, json_string_value(value), json_string_length(value));
	return 0;
}

static int read_priority(const char *text, struct elf_dlopen *out, struct err *err)
{
	out->priority = DLOPEN_RECOMMENDED;
	if (!text)
		return 0;
	for (unsigned i = 0; i < ARRAY_LEN(priorities); i++) {
		if (strcmp(text, priorities[i]) != 0)
			continue;
		out->priority = i;
		return 0;
	}
	return bad_note(err, "'priority' is none of required, recommended, suggested");
}

static int read_sonames(const json_t *sonames, struct arena *arena, struct elf_dlopen *out, struct err *err)
{
	size_t i;
	json_t *name;
	if (!json_array_size(sonames))
		return bad_note(err, "an element has no 'soname', or it is no array of names");
	json_array_foreach(sonames, i, name) {
		if (!json_is_string(name))
			return bad_note(err, "a 'soname' is no text");
		size_t n = json_string_length(name);
		vec_push(&out->soname, ((struct str){arena_strndup(arena, json_string_value(name), n), n}));
	}
	return 0;
}

static int read_element(const json_t *element, struct arena *arena, struct elf_dlopen *out, struct err *err)
{
	const char *priority;
	if (read_sonames(json_object_get(element, "soname"), arena, out, err) ||
	    dlopen_text(element, "feature", arena, &out->feature, err) ||
	    dlopen_text(element, "description", arena, &out->description, err) ||
	    dlopen_text(element, "priority", arena, &priority, err))
		return -1;
	return read_priority(priority, out, err);
}

static int read_dlopen_array(struct str text, struct arena *arena, struct elf *out, struct err *err)
{
	json_error_t error;
	size_t i;
	json_t *element;
	while (text.n && !text.p[text.n - 1])
		text.n--;
	json_t *array CLEANUP(json_freep) = json_loadb(text.p, text.n, 0, &error);
	if (!json_is_array(array))
		return bad_note(err, array ? "it is no array" : "it is no JSON");
	if (json_array_size(array) > ELF_DLOPEN_MOST - out->dlopen.n)
		return bad_note(err, "too many elements");
	json_array_foreach(array, i, element) {
		vec_push(&out->dlopen, (struct elf_dlopen){0});
		if (read_element(element, arena, &out->dlopen.at[out->dlopen.n - 1], err))
			return -1;
	}
	return 0;
}

static int read_dlopen_notes(const struct elf_file *elf, struct arena *arena, struct err *err)
{
	struct elf_notes notes = {.elf = elf};
	struct elf_note note;
	size_t text = 0;
	while (elf_next_note(&notes, &note)) {
		if (note.type != NOTE_FDO_DLOPEN || !str_is(note.name, "FDO"))
			continue;
		if (note.body.n > TEXT_MOST - text)
			return bad_note(err, "more than 1 MiB");
		text += note.body.n;
		if (read_dlopen_array(note.body, arena, elf->out, err))
			return -1;
	}
	return 0;
}

void elf_read_dlopen(const struct elf_file *elf, struct arena *arena)
{
	struct err err = {0};
	struct elf *out = elf->out;
	if (read_dlopen_notes(elf, arena, &err)) {
		out->dlopen_wrong = arena_strdup(arena, err.text);
		for (size_t i = 0; i < out->dlopen.n; i++)
			vec_release(&out->dlopen.at[i].soname);
		vec_release(&out->dlopen);
	}
	err_release(&err);
}
