/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Acts as another user who attacks a tree while it is being removed: in TREE/tmp, which everybody
 * may write to, it swaps directories for links to VICTIM, which it does not own, adds files, and
 * moves directories out and in again, until it is killed.
 *
 *   attack TREE VICTIM OWN    OWN is a directory of its own on the same file system */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROUNDS = 300, MOST_SECONDS = 240, PAIRS = 20 };

/* Returns a descriptor, which stays valid when the tree is renamed. */
static int open_tmp(const char *tree)
{
	char path[4096];
	int fd;
	snprintf(path, sizeof(path), "%s/tmp", tree);
	while ((fd = open(path, O_RDONLY | O_DIRECTORY)) < 0)
		usleep(200);
	return fd;
}

/* Makes directories that must be changed before they can be listed, and swaps them for links. */
static void swap(int at, const char *victim)
{
	char dir[32], link[32], file[48];
	for (int i = 0; i < PAIRS; i++) {
		snprintf(dir, sizeof(dir), "d%d", i);
		snprintf(link, sizeof(link), "l%d", i);
		snprintf(file, sizeof(file), "%s/f", dir);
		if (mkdirat(at, dir, 0700) == 0) {
			close(openat(at, file, O_WRONLY | O_CREAT, 0600));
			while (fchmodat(at, dir, 0, 0) && errno == EINTR)
				;
		}
		while (symlinkat(victim, at, link) && errno == EINTR)
			;
	}
	for (int round = 0; round < ROUNDS * 10; round++) {
		snprintf(dir, sizeof(dir), "d%d", round % PAIRS);
		snprintf(link, sizeof(link), "l%d", round % PAIRS);
		renameat2(at, dir, at, link, RENAME_EXCHANGE);
	}
}

static void add(int at, const char *unused)
{
	(void)unused;
	for (int i = 0; i < ROUNDS; i++) {
		char name[64];
		snprintf(name, sizeof(name), "a%d-%d", getpid(), i % 100);
		if (i % 2)
			mkdirat(at, name, 0777);
		else
			close(openat(at, name, O_WRONLY | O_CREAT, 0600));
		if (i > 100)
			unlinkat(at, name, i % 2 ? AT_REMOVEDIR : 0);
	}
}

/* Moves directories out of the tree while it is being read, and back again. */
static void move(int at, const char *own)
{
	int outside = open(own, O_RDONLY | O_DIRECTORY);
	if (mkdirat(at, "m", 0777) == 0) {
		mkdirat(at, "m/m", 0777);
		mkdirat(at, "m/m/m", 0777);
		close(openat(at, "m/m/m/f", O_WRONLY | O_CREAT, 0600));
	}
	for (int i = 0; i < ROUNDS; i++) {
		renameat(at, "m/m", outside, "m");
		renameat(outside, "m", at, "m/m");
		renameat(at, "m", outside, "n");
		renameat(outside, "n", at, "m");
	}
	close(outside);
}

static void attack(const char *tree, void (*round)(int at, const char *path), const char *path)
{
	if (fork())
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(MOST_SECONDS);
	for (;;) {
		int at = open_tmp(tree);
		round(at, path);
		close(at);
	}
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	alarm(MOST_SECONDS);
	attack(argv[1], swap, argv[2]);
	attack(argv[1], swap, argv[2]);
	attack(argv[1], add, NULL);
	attack(argv[1], move, argv[3]);
	for (;;)
		pause();
}
