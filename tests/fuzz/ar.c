/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the ar archive of a .deb: its layout must be within the file. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fmt/deb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_part(const struct deb_part *part, size_t size)
{
	if (part->size == 0 || part->offset > size || part->size > size - part->offset)
		abort();
	if (part->name[0] == 0 || strlen(part->name) > DEB_NAME_LONGEST)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct deb_layout layout;
	struct err err = {0};
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	if (deb_read_layout(fd, size, &layout, &err) == 0) {
		check_part(&layout.control, size);
		check_part(&layout.data, size);
		if (layout.control.offset + layout.control.size > layout.data.offset)
			abort();
	} else if (err.status != STATUS_UNTRUSTED) {
		abort();
	}
	err_release(&err);
	close(fd);
	return 0;
}
