/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a reader of fmt, chosen by the first byte, on the other bytes. Also passes them to its
 * caller as the record of a compromised reader. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fmt/cert.h"
#include "fmt/copyright.h"
#include "fmt/elf.h"
#include "fmt/image_json.h"
#include "fmt/ldcache.h"
#include "fmt/pam_config.h"
#include "fmt/shell_calls.h"
#include "fmt/sysusers.h"
#include "fmt/tmpfiles.h"
#include "fmt/unit.h"
#include "in/tar_members.h"
#include "stage/maintscript/script_reader.h"
#include "io/hash.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile unsigned sink;

static void touch(struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		sink += (unsigned char)bytes.p[i];
}

/* Reads everything that a record points to, according to its shape. */
static void touch_record(const struct shape *shape, const char *record)
{
	for (size_t i = 0; i < shape->fields; i++) {
		const struct field *field = &shape->field[i];
		const char *at = record + field->at;
		const char *name = field->kind == FIELD_NAME ? *(const char *const *)(const void *)at : NULL;
		const struct names *list = field->kind == FIELD_LIST ? (const void *)at : NULL;
		if (name)
			touch(str_from(name));
		if (field->kind == FIELD_TEXT)
			touch(*(const struct str *)(const void *)at);
		for (size_t k = 0; list && k < list->n; k++)
			touch_record(field->items, (const char *)(const void *)list->at + k * field->items->size);
	}
}

static const struct reader *const readers[] = {&elf_reader, &certs_reader, &copyright_reader, &ldcache_reader,
					       &pam_config_reader, &script_calls_reader, &sysusers_reader,
					       &tmpfiles_reader, &unit_reader, &image_manifest_reader,
					       &image_settings_reader, &docker_manifest_reader,
					       &tar_members_reader, &script_reader};

static const void *tar_question(void)
{
	static struct tar_question tar = {.bodies = TAR_BODIES_ALL, .spool = -1,
					  .decoder = {1 << 20, 1 << 20}, .members = 1000};
	if (tar.spool < 0)
		tar.spool = open("/dev/null", O_WRONLY | O_CLOEXEC);
	return &tar;
}

static const void *script_question(void)
{
	static const struct package package = {.name = "pkg", .version = "1", .architecture = "amd64"};
	static const struct package_files files = {.package = &package};
	static const struct rules rules;
	static const struct maintscript_input input = {.rules = &rules, .architecture = "amd64", .package = &files, .n = 1};
	static const struct maintscript_image image;
	static const struct effects before;
	static const struct script_question question = {&input, &image, &before, &files, "postinst", NULL};
	return &question;
}

/* NULL for a reader that takes no question. */
static const void *question_for(const struct reader *reader)
{
	return reader == &tar_members_reader ? tar_question()
	       : reader == &script_reader    ? script_question()
					     : NULL;
}

static void take(const struct reader *reader, struct str bytes, bool as_record)
{
	struct arena arena = {0};
	struct err err = {0};
	void *record = mem_alloc(reader->shape->size);
	int status = as_record ? reader_accept(reader, bytes, &arena, record, &err)
			       : reader_run(reader, bytes, question_for(reader), &arena, record, &err);
	if (status == 0)
		touch_record(reader->shape, record);
	else if (err.status != STATUS_UNTRUSTED)
		abort();
	free(record);
	arena_release(&arena);
	err_release(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = {0};
	if (!size || hash_setup(&err))
		return 0;
	const struct reader *reader = readers[data[0] % ARRAY_LEN(readers)];
	char *copy = malloc(size); /* no slack, so that a sanitizer notices overruns */
	memcpy(copy, data + 1, size - 1);
	take(reader, (struct str){copy, size - 1}, false);
	take(reader, (struct str){copy, size - 1}, true);
	free(copy);
	return 0;
}
