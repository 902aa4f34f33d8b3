/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/sbom/sbom.h"

#include <string.h>
#include <time.h>

#include "io/hash.h"
#include "out/sbom/parts.h"

const char *const sbom_format_names[SBOM_FORMATS] = {[SBOM_SPDX] = "spdx", [SBOM_CYCLONEDX] = "cyclonedx"};
const char *const sbom_media_types[SBOM_FORMATS] = {
	[SBOM_SPDX] = "application/spdx+json",
	[SBOM_CYCLONEDX] = "application/vnd.cyclonedx+json",
};

const char *sbom_time(struct arena *arena, int64_t seconds)
{
	/* The formats have years of four digits. */
	const int64_t first = 0, last = 253402300799;
	time_t t = (time_t)(seconds < first ? first : seconds > last ? last : seconds);
	struct tm parts;
	gmtime_r(&t, &parts);
	return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900, parts.tm_mon + 1,
			    parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

const char *sbom_uuid(struct arena *arena, struct str text)
{
	/* The namespace for URLs, RFC 9562, 6.6. */
	static const unsigned char space[] = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
					      0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
	static const char digits[] = "0123456789abcdef";
	struct buf named CLEANUP(buf_release) = {0};
	buf_add(&named, space, sizeof(space));
	buf_add(&named, text.p, text.n);
	struct hash_hex h = hash_bytes(HASH_SHA1, buf_str(&named));
	h.text[12] = '5'; /* the version; below, the variant: the highest bits are 10 */
	h.text[16] = "89ab"[(strchr(digits, h.text[16]) - digits) & 3];
	return arena_printf(arena, "%.8s-%.4s-%.4s-%.4s-%.12s", h.text, h.text + 8, h.text + 12, h.text + 16,
			    h.text + 20);
}

void sbom_split_person(const char *person, struct str *name, struct str *email)
{
	const char *open = strrchr(person, '<'), *close = open ? strchr(open, '>') : NULL;
	*name = str_trim(str_from(person));
	*email = (struct str){"", 0};
	if (!open || !close)
		return;
	*email = str_trim((struct str){open + 1, (size_t)(close - open) - 1});
	*name = str_trim((struct str){person, (size_t)(open - person)});
	if (!name->n)
		*name = *email;
}

void sbom_split_version(const char *version, struct str *epoch, struct str *upstream, struct str *revision)
{
	const char *colon = strchr(version, ':'), *dash;
	*epoch = *revision = (struct str){"", 0};
	if (colon)
		*epoch = (struct str){version, (size_t)(colon - version)};
	version = colon ? colon + 1 : version;
	dash = strrchr(version, '-');
	*upstream = (struct str){version, dash ? (size_t)(dash - version) : strlen(version)};
	if (dash)
		*revision = str_from(dash + 1);
}

static char *dump(const json_t *document)
{
	return json_dumps(document, JSON_INDENT(1));
}

int sbom_write(struct sbom *sbom, enum sbom_format format, struct buf *out, struct err *err)
{
	json_t *document = format == SBOM_SPDX ? sbom_spdx(sbom) : sbom_cyclonedx(sbom);
	char *text = document ? dump(document) : NULL;
	if (text) {
		struct hash_hex all = hash_bytes(HASH_SHA256, str_from(text));
		(format == SBOM_SPDX ? sbom_spdx_identify : sbom_cyclonedx_identify)(sbom, document,
										     str_from(all.text));
		free(text);
		text = dump(document);
	}
	json_decref(document);
	if (!text)
		return err_set(err, STATUS_FATAL, "--sbom: text that JSON cannot hold");
	buf_puts(out, text);
	buf_puts(out, "\n");
	free(text);
	return 0;
}

void sbom_release(struct sbom *sbom)
{
	for (size_t i = 0; i < sbom->package.n; i++) {
		vec_release(&sbom->package.at[i].ref);
		vec_release(&sbom->package.at[i].depends);
		vec_release(&sbom->package.at[i].note);
		vec_release(&sbom->package.at[i].left_out);
	}
	vec_release(&sbom->package);
	vec_release(&sbom->note);
	vec_release(&sbom->ref);
	vec_release(&sbom->file);
	arena_release(&sbom->arena);
}
