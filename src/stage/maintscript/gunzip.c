/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zcat(1), gunzip(1), gzip -d: packages ship compressed templates in /usr/share/doc. */
#include "io/decompress.h"
#include "stage/maintscript/files.h"

/* The same limit as for other text that scripts read; the decoder's window needs less memory. */
static const struct decompress_limits limits = {.memory = 1 << 22, .output = SHELL_LARGEST};

static bool unpack_gzip(struct eval *e, struct str packed, struct str *out)
{
	struct err err = {0};
	struct buf text CLEANUP(buf_release) = {0};
	char piece[4096];
	ssize_t n = -1;
	struct source *source CLEANUP(source_closep) =
		decompress_open(COMPRESSION_GZIP, source_memory(packed), &limits, &err);
	while (source && (n = source->read(source, piece, sizeof(piece), &err)) > 0 && eval_spend(e, (size_t)n))
		buf_add(&text, piece, (size_t)n);
	err_release(&err);
	*out = (struct str){arena_strndup(e->arena, text.n ? text.p : "", text.n), text.n};
	return n == 0;
}

/* The unpacked content of a file; false if it is not known. */
static bool unpacked(struct eval *e, const char *path, struct str *out)
{
	struct str packed;
	return path && image_content(e, path, &packed) && unpack_gzip(e, packed, out);
}

static int say_unpacked(struct eval *e, const char *path)
{
	struct str text;
	if (path && image_look(e, path, true) == THERE_NOT)
		return 1;
	if (unpacked(e, path, &text)) {
		say_bytes(e, text);
		return 0;
	}
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

/* Replaces x.gz by x. */
static int unpack_in_place(struct eval *e, const char *path, bool keep)
{
	struct str text, name = str_from(path ? path : "");
	if (!path || !str_ends(name, ".gz"))
		return not_understood(e, "the file is not known");
	if (image_look(e, path, true) == THERE_NOT)
		return 1;
	const char *to = arena_strndup(e->arena, path, name.n - strlen(".gz"));
	bool known = unpacked(e, path, &text);
	if (!keep)
		effect_add(e, EFFECT_REMOVE, path);
	if (known && !memchr(text.p, UNKNOWN, text.n)) {
		effect_add(e, EFFECT_FILE, to)->content = text;
		return 0;
	}
	taint(e, to, false);
	return not_understood(e, "what is in the packed file is not known");
}

int file_gunzip(struct eval *e, struct call *call)
{
	struct option_list o;
	int status = 0;
	const char *name = call->word.at[0], *slash = strrchr(name, '/');
	options_take(e, call, "S", NULL, &o);
	name = slash ? slash + 1 : name;
	bool packs = strcmp(name, "gzip") == 0 && !option_has(&o, "-d", "--decompress");
	bool out = strcmp(name, "zcat") == 0 || option_has(&o, "-c", "--stdout") || !o.rest.n;
	for (size_t i = 0; i < o.rest.n && !packs; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		int one = out ? say_unpacked(e, path)
			      : unpack_in_place(e, path, option_has(&o, "-k", "--keep"));
		status = one ? one : status;
	}
	if (packs || !o.rest.n) {
		say(e, UNKNOWN_TEXT);
		status = out ? UNSURE : not_understood(e, "packs a file");
		for (size_t i = 0; i < o.rest.n && !out; i++)
			taint(e, absolute(e, arena_printf(e->arena, "%s.gz", o.rest.at[i])), false);
	}
	options_free(&o);
	return status;
}
