#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each profile of a JRE runs programs in a read-only root: charsets, names, zones, fonts, images, processes, class data sharing, and TLS that trusts Debian's and one's own authorities alone.
#each: ON bullseye/java11 bullseye/java17 bookworm/java17 trixie/java21 trixie/java25
. "$TOP/tests/lib/case.sh"
SUITE=${ON%/*} PROFILE=${ON#*/}
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/java.sh"

need javac openssl
for ca in right wrong; do
	openssl req -x509 -newkey rsa:2048 -nodes -keyout $ca.key -out $ca.pem -days 2 -subj "/CN=$ca test CA" 2>/dev/null
done
# Every maintainer script is understood, the checks pass.
build_anyway root --strict --profile "$PROFILE:nonroot" --ca right.pem -o root.tar
assert_equal "" "$(grep -E 'warning|error' root.log || :)" "messages of the build"
python3 "$TESTS/lib/tarlist.py" --strict root.tar
python3 "$TESTS/lib/links.py" root proc/ sys/ dev/ run/ || fail "dangling links"
limit=$(awk -v s="$SUITE" -v p="$PROFILE" '$1 == s && $2 == p { print $3 }' "$TESTS/data/sizes")
size=$(($(stat -c %s root.tar) / 1024))
[ "$size" -le "${limit:?}" ] || fail "$size KiB, more than $limit"
for path in usr/lib/jvm/*/man usr/lib/jvm/*/lib/ct.sym usr/lib/jvm/*/jmods usr/bin/mountpoint usr/lib/*/libmvec.so.1; do
	[ -z "$(compgen -G "root/$path")" ] || fail "$path is there"
done
debslim profiles "$PROFILE" --json >profile.json
assert_json '.config.entrypoint == ["/usr/bin/java", "-jar"]' profile.json
assert_json ".config.env | index(\"LANG=C.UTF-8\") != null and index(\"JAVA_VERSION=${PROFILE#java}\") != null" profile.json

mkdir -p root/srv
javac --release 11 -d root/srv "$TESTS/data/programs/RunTime.java" "$TESTS/data/programs/Anchors.java"
chmod -R a+rX root/srv
echo '127.0.0.1 localhost' >root/etc/hosts
in_container root /usr/bin/java -version 2>version || { cat version; fail "java does not run"; }
assert_match "^openjdk version \"${PROFILE#java}\." version
# The archive of 11 would be made by running java.
if [ "$PROFILE" = java11 ]; then
	assert_no_match sharing version
else
	assert_match ', sharing\)$' version
	in_container root /usr/bin/java -Xshare:on -version 2>version || { cat version; fail "no class data sharing"; }
fi
# Where there is no such archive, as with ZGC, java says nothing about it.
[ "$PROFILE" = java11 ] || quietly root /usr/bin/java -XX:+UseZGC -cp /srv RunTime hello >/dev/null
assert_equal "hello, world" "$(quietly root /usr/bin/java -cp /srv RunTime hello charsets zones lookup fonts process)"
WRITABLE=/tmp quietly root /usr/bin/java -cp /srv RunTime names images fonts
INSIDE_ENV=(TZ=Europe/Berlin)
quietly root /usr/bin/java -cp /srv RunTime zone Europe/Berlin
INSIDE_ENV=()
# As the entry point has it.
python3 - <<'END'
import zipfile
with zipfile.ZipFile("root/srv/app.jar", "w") as z:
    z.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: RunTime\n\n")
    z.write("root/srv/RunTime.class", "RunTime.class")
END
# shellcheck disable=SC2046 # words of the entry point
assert_equal "hello, world" "$(quietly root $(jq -r '.config.entrypoint[]' profile.json) /srv/app.jar hello)"

count=$(grep -c '^-----BEGIN' root/etc/ssl/certs/ca-certificates.crt)
[ "$count" -ge 140 ] || fail "only $count certificates in the bundle"
assert_equal "$count $count" "$(quietly root /usr/bin/java -cp /srv Anchors)" "authorities that TLS trusts and that the store holds"

serve() { # CA: sets port
	openssl req -newkey rsa:2048 -nodes -keyout "$1-server.key" -out "$1.csr" -subj "/CN=localhost" 2>/dev/null
	printf 'subjectAltName=DNS:localhost\n' >names
	openssl x509 -req -in "$1.csr" -CA "$1.pem" -CAkey "$1.key" -CAcreateserial -days 2 -extfile names -out "$1-server.pem" 2>/dev/null
	timeout 200 openssl s_server -accept 127.0.0.1:0 -cert "$1-server.pem" -key "$1-server.key" -www >"$1.log" 2>&1 </dev/null &
	ON_EXIT+=("kill $! 2>/dev/null")
	local n=0
	until grep -q '^ACCEPT ' "$1.log"; do
		n=$((n + 1))
		[ $n -lt 200 ] || { cat "$1.log"; fail "the server does not start"; }
		sleep 0.05
	done
	port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' "$1.log" | head -n 1)
}
serve right
assert_match '^verified TLS_' <(quietly root /usr/bin/java -cp /srv RunTime connect "https://localhost:$port/")
serve wrong
assert_exit 3 in_container root /usr/bin/java -cp /srv RunTime connect "https://localhost:$port/"
assert_match '^refused: ' stdout
