/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A statically linked program: it brings its own code and needs only files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int has(const char *path, const char *text)
{
	char line[4096];
	int found = 0;
	FILE *f = fopen(path, "r");
	if (!f) {
		perror(path);
		return 0;
	}
	while (!found && fgets(line, sizeof line, f))
		found = strstr(line, text) != NULL;
	fclose(f);
	if (!found)
		fprintf(stderr, "%s: no \"%s\"\n", path, text);
	return found;
}

int main(int argc, char **argv)
{
	int ok = has("/etc/passwd", "nonroot:x:65532:65532:") && has("/etc/group", "nonroot:x:65532:");
	if (argc > 1 && !strcmp(argv[1], "files")) {
		time_t summer = 1720000000;
		struct tm tm;
		ok = ok && has("/etc/os-release", "ID=debian") && has("/etc/services", "https") &&
		     has("/etc/mime.types", "text/html") &&
		     has("/etc/ssl/certs/ca-certificates.crt", "-----BEGIN CERTIFICATE-----");
		setenv("TZ", "Europe/Berlin", 1);
		tzset();
		ok = ok && localtime_r(&summer, &tm) && tm.tm_gmtoff == 7200;
	}
	char name[] = "/tmp/static.XXXXXX";
	int fd = mkstemp(name);
	ok = ok && fd >= 0 && close(fd) == 0 && unlink(name) == 0;
	puts(ok ? "hello" : "no");
	return !ok;
}
