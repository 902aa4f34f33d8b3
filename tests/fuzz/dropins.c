/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses a file of sysusers.d and of tmpfiles.d, and applies its lines to an
 * image. */
#include <stdint.h>
#include <stdlib.h>

#include "base/log.h"
#include "stage/effect/effect.h"

static void run(struct fileset *files, const char *directory, const char *generator, struct str text)
{
	struct err err = {0};
	struct effect_input input = {0};
	struct effect e = {.kind = EFFECT_GENERATE, .name = generator, .owner = PACKAGE_NONE};
	char *path = mem_printf("%s/x.conf", directory);
	struct member m = {.path = path, .type = MEMBER_FILE, .mode = 0644, .body = text};
	struct effect_state *state = effect_begin(&input, files, &err);
	fileset_put(files, &m);
	if (effect_apply(state, &e, files, &err) == 0)
		effect_finish(state, files, &err);
	effect_end(state);
	err_release(&err);
	free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fileset files = {0};
	struct str text = {(const char *)data, size};
	struct member link = {.path = "var/link", .type = MEMBER_SYMLINK, .target = "../etc"};
	log_setup((struct log_options){.level = LOG_QUIET});
	fileset_put(&files, &link);
	run(&files, "usr/lib/sysusers.d", "sysusers", text);
	run(&files, "usr/lib/tmpfiles.d", "tmpfiles", text);
	fileset_release(&files);
	return 0;
}
