/* SPDX-License-Identifier: GPL-2.0-or-later */
/* machine-id(5): an image must not contain the id of one machine, but its readers expect
 * the file. An empty one is filled at the first start. */
#include "stage/generate/parts.h"

int generate_machine_id(struct fileset *files, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (!fileset_keeps(files, "lib/systemd/systemd") && !fileset_keeps(files, "usr/lib/systemd/systemd") &&
	    !fileset_keeps(files, "usr/bin/dbus-daemon"))
		return 0;
	if (place_file(files, "etc/machine-id", (struct str){"", 0}, err) ||
	    place_find(files, "etc/machine-id", false, &place, err))
		return -1;
	fileset_get(files, place.p)->mode = 0444;
	return 0;
}
