/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What C programs ask of their surroundings. Each argument is one question. */
#include <errno.h>
#include <execinfo.h>
#include <grp.h>
#include <iconv.h>
#include <locale.h>
#include <math.h>
#include <netdb.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

static int hello(void)
{
	puts("hello");
	return fflush(stdout) == 0;
}

/* A name, by nsswitch.conf and hosts, and a service, by services. */
static int lookup(void)
{
	struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
	int rc = getaddrinfo("localhost", "https", &hints, &found);
	if (rc) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rc));
		return 0;
	}
	freeaddrinfo(found);
	return 1;
}

static int user(void)
{
	struct passwd *pw = getpwuid(getuid());
	struct group *gr = getgrgid(getgid());
	return pw && gr && !strcmp(pw->pw_name, "nonroot") && !strcmp(gr->gr_name, "nonroot") &&
	       !strcmp(pw->pw_dir, "/home/nonroot") && access(pw->pw_dir, F_OK) == 0;
}

static int utf8(void)
{
	wchar_t wide[8];
	if (!setlocale(LC_ALL, "C.UTF-8"))
		return 0;
	return mbstowcs(wide, "gr\xc3\xbc\xc3\x9f", 8) == 4 && wide[2] == 0xfc;
}

static int charset(const char *name, size_t want)
{
	char in[] = "\xc3\xbc", out[16], *from = in, *to = out;
	size_t left = 2, room = sizeof out;
	iconv_t c = iconv_open(name, "UTF-8");
	if (c == (iconv_t)-1) {
		perror(name);
		return 0;
	}
	size_t rc = iconv(c, &from, &left, &to, &room);
	iconv_close(c);
	return rc != (size_t)-1 && sizeof out - room == want;
}

/* UTF-16 and UTF-32 begin with a byte order mark. What a name leads to is there,
 * or the name is not known. */
static int charsets(void)
{
	iconv_t c;
	errno = 0;
	c = iconv_open("EUC-JP", "UTF-8");
	if (c == (iconv_t)-1 ? errno != EINVAL : iconv_close(c) != 0)
		return 0;
	return charset("ISO-8859-1", 1) && charset("LATIN-9", 1) && charset("CP1252", 1) &&
	       charset("UTF-16LE", 2) && charset("UTF-32LE", 4) && charset("UTF-16", 4) &&
	       charset("UTF-32", 8) && charset("UCS-2", 2) && charset("WCHAR_T", sizeof(wchar_t));
}

static int zone(void)
{
	time_t summer = 1720000000;
	struct tm tm;
	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	return localtime_r(&summer, &tm) && tm.tm_gmtoff == 7200 && !strcmp(tm.tm_zone, "CEST");
}

static void *leave(void *arg)
{
	pthread_exit(arg);
}

static void *wait_for_ever(void *arg)
{
	for (;;)
		sleep(100);
	return arg;
}

/* pthread_exit, pthread_cancel and backtrace load libgcc_s. */
static int threads(void)
{
	pthread_t a, b;
	void *result, *frames[8];
	if (pthread_create(&a, NULL, leave, frames) || pthread_join(a, &result) || result != frames)
		return 0;
	if (pthread_create(&b, NULL, wait_for_ever, NULL) || pthread_cancel(b) || pthread_join(b, &result) ||
	    result != PTHREAD_CANCELED)
		return 0;
	return backtrace(frames, 8) > 0;
}

static int maths(void)
{
	volatile double two = 2;
	return fabs(pow(sqrt(two), two) - two) < 1e-9;
}

static int temporary(void)
{
	char name[] = "/tmp/basic.XXXXXX";
	int fd = mkstemp(name);
	return fd >= 0 && write(fd, "x", 1) == 1 && close(fd) == 0 && unlink(name) == 0;
}

static const struct {
	const char *name;
	int (*ask)(void);
} question[] = {
	{"hello", hello}, {"lookup", lookup}, {"user", user}, {"utf8", utf8}, {"charsets", charsets},
	{"zone", zone}, {"threads", threads}, {"maths", maths}, {"temporary", temporary},
};

int main(int argc, char **argv)
{
	int bad = argc < 2;
	for (int i = 1; i < argc; i++) {
		size_t q = 0, n = sizeof question / sizeof *question;
		while (q < n && strcmp(question[q].name, argv[i]))
			q++;
		if (q == n || !question[q].ask()) {
			fprintf(stderr, "%s: no\n", argv[i]);
			bad = 1;
		}
	}
	return bad;
}
