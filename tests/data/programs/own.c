/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Says whose home it is run with, and leaves a file there: own NAME|- DIRECTORY. */
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char path[4096];
	const struct passwd *user = getpwuid(getuid());
	if (argc != 3)
		return 2;
	if (user ? strcmp(user->pw_name, argv[1]) != 0 || strcmp(user->pw_dir, argv[2]) != 0
		 : strcmp(argv[1], "-") != 0) {
		fprintf(stderr, "user %d is %s\n", (int)getuid(), user ? user->pw_name : "unknown");
		return 1;
	}
	snprintf(path, sizeof(path), "%s/of-%d", argv[2], (int)getuid());
	FILE *file = fopen(path, "w");
	if (!file || fputs("mine\n", file) < 0 || fclose(file) != 0) {
		perror(path);
		return 1;
	}
	return 0;
}
