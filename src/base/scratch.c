/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

int scratch_in_memory(struct err *err)
{
	int fd = memfd_create("debslim-result", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return fd >= 0 ? fd : scratch_on_disk(err);
}

int scratch_on_disk(struct err *err)
{
	const char *given = getenv("TMPDIR"), *dir = given && *given ? given : "/tmp";
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	if (fd >= 0)
		return fd;
	/* Not every file system supports O_TMPFILE. */
	char *name CLEANUP(mem_freep) = mem_printf("%s/debslim-XXXXXX", dir);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "cannot create a temporary file in %s", dir);
	unlink(name);
	return fd;
}
