/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/uses/parts.h"

void uses_of_link(struct uses_run *run, const struct member *link)
{
	struct buf real CLEANUP(buf_release) = {0};
	struct use use = {.kind = USE_LINK, .by = link, .sure = true};
	run->out->links++;
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
