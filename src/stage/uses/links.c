/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/uses/parts.h"

/* The file that has its bytes. */
static void add_hard(struct uses_run *run, const struct member *link)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s", link->target);
	uses_add(run, &(struct use){.kind = USE_LINK, .by = link, .wants = path, .sure = true,
				    .to = fileset_get(run->files, link->target)});
}

void uses_of_link(struct uses_run *run, const struct member *link)
{
	struct buf real CLEANUP(buf_release) = {0};
	struct use use = {.kind = USE_LINK, .by = link, .sure = true};
	run->out->links += link->type == MEMBER_SYMLINK;
	if (link->type == MEMBER_HARDLINK) {
		add_hard(run, link);
		return;
	}
	if (!fileset_resolve(run->files, link->path, true, &real)) {
		use.wants = link->target;
		use.lack = LACK_CIRCULAR;
		uses_add(run, &use);
		return;
	}
	char *path CLEANUP(mem_freep) = mem_printf("/%s", real.p);
	use.wants = path;
	use.to = fileset_get(run->files, real.p);
	use.unknown = !use.to && uses_is_unknown(run, real.p);
	uses_add(run, &use);
}
