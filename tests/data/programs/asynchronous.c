/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks up a name in another thread, as libanl did before glibc 2.34. */
#include <netdb.h>
#include <stdio.h>

int main(void)
{
	struct gaicb request = {.ar_name = "localhost", .ar_service = "http"}, *list[] = {&request};
	if (getaddrinfo_a(GAI_WAIT, list, 1, NULL) || gai_error(&request) || !request.ar_result)
		return 1;
	freeaddrinfo(request.ar_result);
	puts("found");
	return 0;
}
