/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sys/stat.h>

#include "stage/gate/parts.h"

void gate_check_modes(struct gate_run *run, const struct member *m)
{
	bool dir = m->type == MEMBER_DIR;
	if (!dir && m->mode & (S_ISUID | S_ISGID))
		gate_add(run, FINDING_NOTE, "setuid", m, NULL, "runs as its %s, %u",
			 m->mode & S_ISUID ? "owner" : "group", m->mode & S_ISUID ? m->uid : m->gid);
	if (m->mode & S_IWOTH && !(dir && m->mode & S_ISVTX))
		gate_add(run, FINDING_NOTE, "world-writable", m, NULL, "everybody may write to it: mode %04o",
			 m->mode);
}
