# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Certificates for servers on loopback.

# Makes two authorities in the current directory, right.pem and wrong.pem, and a certificate of
# the first for the server "localhost", server.pem and server.key. All pass strict checks.
tls_authorities() {
	local ca
	need openssl
	for ca in right wrong; do
		openssl req -x509 -newkey rsa:2048 -nodes -keyout $ca.key -out $ca.pem -days 2 -subj "/CN=$ca test CA" \
			-addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
	done
	openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj "/CN=localhost" 2>/dev/null
	printf '%s\n' subjectAltName=DNS:localhost subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >names
	openssl x509 -req -in server.csr -CA right.pem -CAkey right.key -CAcreateserial -days 2 -extfile names -out server.pem 2>/dev/null
	chmod a+r ./*.pem server.key
}

# Starts a web server that uses them and answers "grüße" while the case runs; sets TLS_PORT.
tls_serve() {
	timeout 280 python3 "$TESTS/lib/tlsd.py" "$PWD/tls.port" >server.log 2>&1 </dev/null &
	ON_EXIT+=("kill $! 2>/dev/null")
	local n=0
	until [ -s tls.port ]; do
		n=$((n + 1))
		[ $n -lt 400 ] || { cat server.log; fail "the server does not start"; }
		sleep 0.05
	done
	TLS_PORT=$(cat tls.port)
}
