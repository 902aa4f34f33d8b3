/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A TLS client.
 *   tls count              how many certificates OpenSSL trusts by default
 *   tls connect PORT [CA]  a verified connection to localhost, by the default
 *                          certificates or by those in a file; 0 when verified,
 *                          3 when the certificate is refused */
#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what)
{
	fprintf(stderr, "%s: ", what);
	ERR_print_errors_fp(stderr);
	exit(1);
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	if (!ctx)
		die("SSL_CTX_new");
	const char *ca = argc > 3 ? argv[3] : NULL;
	if (ca ? !SSL_CTX_load_verify_locations(ctx, ca, NULL) : !SSL_CTX_set_default_verify_paths(ctx))
		die("certificates");
	if (argc > 1 && !strcmp(argv[1], "count")) {
		printf("%d\n", sk_X509_OBJECT_num(X509_STORE_get0_objects(SSL_CTX_get_cert_store(ctx))));
		return 0;
	}
	if (argc < 3 || strcmp(argv[1], "connect"))
		die("usage");

	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2])),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to)) {
		perror("connect");
		return 1;
	}
	SSL *ssl = SSL_new(ctx);
	SSL_set_verify(ssl, SSL_VERIFY_PEER, NULL);
	if (!SSL_set1_host(ssl, "localhost") || !SSL_set_tlsext_host_name(ssl, "localhost") || !SSL_set_fd(ssl, fd))
		die("SSL_new");
	if (SSL_connect(ssl) != 1) {
		long why = SSL_get_verify_result(ssl);
		if (why == X509_V_OK)
			die("SSL_connect");
		fprintf(stderr, "refused: %s\n", X509_verify_cert_error_string(why));
		return 3;
	}
	printf("verified %s %s\n", SSL_get_version(ssl), SSL_get_cipher(ssl));
	SSL_shutdown(ssl);
	SSL_free(ssl);
	SSL_CTX_free(ctx);
	close(fd);
	return 0;
}
