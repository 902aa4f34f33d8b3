/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a libFuzzer target on the files, or on all files in the directories, named
 * on the command line: for builds without libFuzzer, and for the corpus in
 * `make check`. */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long count;

static int run_file(int fd, const char *path, size_t size)
{
	/* Exactly as large as the input, so that a sanitizer sees one byte too far. */
	uint8_t *data = malloc(size ? size : 1);
	size_t n = 0;
	ssize_t got = 1;
	while (data && n < size && (got = read(fd, data + n, size - n)) > 0)
		n += (size_t)got;
	if (!data || n < size) {
		fprintf(stderr, "cannot read %s\n", path);
		free(data);
		return 1;
	}
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	count++;
	return 0;
}

static int run_path(const char *path);

static int run_directory(const char *path)
{
	struct dirent **entry;
	int ret = 0, n = scandir(path, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		if (entry[i]->d_name[0] != '.') {
			char *inner = mem_printf("%s/%s", path, entry[i]->d_name);
			ret |= run_path(inner);
			free(inner);
		}
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	return ret | (n < 0);
}

static int run_path(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = 1;
	if (fd < 0 || fstat(fd, &st) != 0)
		fprintf(stderr, "cannot open %s\n", path);
	else
		ret = S_ISDIR(st.st_mode) ? run_directory(path)
					  : run_file(fd, path, (size_t)st.st_size);
	if (fd >= 0)
		close(fd);
	return ret;
}

int main(int argc, char **argv)
{
	int ret = 0;
	for (int i = 1; i < argc; i++)
		ret |= run_path(argv[i]);
	printf("%lu inputs\n", count);
	return ret;
}
