// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a program of a root as a container's runtime would: enter ROOT DIR UID:GID GROUPS PROGRAM ARGUMENTS...
// GROUPS are numbers separated by commas, or empty. enter executes nothing else of the root,
// ignores the accounts of the host, and drops the capabilities that no runtime grants.
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const int never[] = {
	CAP_SYS_ADMIN, CAP_SYS_MODULE, CAP_SYS_BOOT, CAP_SYS_TIME, CAP_SYSLOG, CAP_MAC_ADMIN, CAP_MAC_OVERRIDE,
};

static void fail(const char *what)
{
	fprintf(stderr, "enter: %s: %s\n", what, strerror(errno));
	exit(125);
}

static int groups_parse(char *text, gid_t *list, int max)
{
	int n = 0;
	for (char *one = strtok(text, ","); one && n < max; one = strtok(NULL, ","))
		list[n++] = (gid_t) strtoul(one, NULL, 10);
	return n;
}

static void become(char *ids, char *groups)
{
	gid_t list[64];
	char *colon = strchr(ids, ':');
	if (!colon)
		fail(ids);
	gid_t gid = (gid_t) strtoul(colon + 1, NULL, 10);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (prctl(PR_CAPBSET_DROP, never[i], 0, 0, 0))
			fail("capabilities");
	if (setgroups((size_t) groups_parse(groups, list, 64), list) || setgid(gid) || setuid((uid_t) strtoul(ids, NULL, 10)))
		fail(ids);
}

int main(int argc, char **argv)
{
	if (argc < 6) {
		fprintf(stderr, "usage: enter ROOT DIR UID:GID GROUPS PROGRAM ARGUMENTS...\n");
		return 125;
	}
	if (chroot(argv[1]) || chdir(argv[2]))
		fail(argv[2]);
	become(argv[3], argv[4]);
	execvp(argv[5], argv + 5);
	int status = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "enter: %s: %s\n", argv[5], strerror(errno));
	return status;
}
