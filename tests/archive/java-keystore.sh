#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every JRE of Debian opens the keystore with and without password and no warning, and trusts what ca-certificates-java would have put there.
#each: JRE bullseye/openjdk-11-jre-headless bookworm/openjdk-17-jre-headless trixie/openjdk-21-jre-headless trixie/openjdk-25-jre-headless bookworm/default-jre-headless
. "$TOP/tests/lib/case.sh"

SUITE=${JRE%/*}
package=${JRE#*/}
cacerts=etc/ssl/certs/java/cacerts
printf 'Profile: linked\nDescription: x\nPackages: %s, ca-certificates, libc-bin\nSize-Rules: ca=both\n' "$package" >linked.profile
openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out own.pem -days 2 -subj '/CN=Own' 2>/dev/null
debslim build --suite "$SUITE" --profile ./linked.profile --ca own.pem -o root/
mkdir -p root/tmp root/proc && chmod 1777 root/tmp
# Its launcher finds its libraries by $ORIGIN, for which the loader needs /proc.
in_jre() { # PROGRAM ARGUMENTS...
	if [ "$(id -u)" -eq 0 ]; then
		unshare --mount true 2>/dev/null || skip "no mount namespaces here"
		env -i LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin unshare --mount sh -c \
			'mount -t proc proc root/proc && exec chroot --userspec=65532:65532 root "$@"' sh "$@"
	else
		need bwrap
		bwrap --ro-bind / / true 2>/dev/null || skip "bubblewrap does not work here"
		env -i LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin bwrap --bind root / --proc /proc --unshare-user \
			--uid 65532 --gid 65532 "$@"
	fi
}
java=$(cd root && find usr/lib/jvm -path '*/bin/java' -type f)
bin=/${java%/java}
count=$(grep -c '^-----BEGIN' root/etc/ssl/certs/ca-certificates.crt)
[ "$count" -ge 140 ] || fail "only $count certificates in the bundle"

# Aliases and fingerprints, without the lines about the store and without dates.
entries() { sed '1,/^Your keystore contains/d; /^$/d' list | paste -d ' ' - - | sed -n 's/^\([^ ]*\), .*trustedCertEntry,.*(SHA-256): /\1 /p' | LC_ALL=C sort; }
list() { # OPTIONS...; leaves the file `list`
	in_jre "$bin/keytool" -list -cacerts "$@" </dev/null >list 2>&1 || { head -n 20 list; fail "keytool"; }
}
for how in '-storepass changeit' '-storepass whatever' ''; do
	# shellcheck disable=SC2086
	list $how
	assert_match "^Your keystore contains $count entries" list
	assert_no_match '[Ww]arning|WARNING' list
done
entries >ours
assert_equal "$count" "$(wc -l <ours)" "entries"
assert_match '^debian:own.pem ' ours

# The program that ca-certificates-java runs, on the links that it reads.
cp root/$cacerts kept
rm root/$cacerts
chmod 777 root/${cacerts%/*}
find root/etc/ssl/certs -name '*.pem' -type l | sed 's,^root,+,' >pems
sort pems | in_jre "$bin/java" -Xmx64m \
	-jar /usr/share/ca-certificates-java/ca-certificates-java.jar -storepass changeit >log 2>&1 ||
	{ tail -n 5 log; fail "ca-certificates-java"; }
list -storepass changeit
assert_match '^Keystore type: JKS' list
entries >theirs
assert_same theirs ours
# Why ours is no JKS.
list
assert_match WARNING list
rm root/$cacerts
cp kept root/$cacerts

# What TLS takes by default.
need javac
javac --release 11 -d root/tmp "$TESTS/data/programs/Anchors.java"
chmod a+r root/tmp/Anchors.class
assert_equal "$count $count" "$(in_jre "$bin/java" -cp /tmp Anchors)" "authorities that TLS trusts and that the store holds"
