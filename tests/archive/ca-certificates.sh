#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Bundle, NAME.pem, HASH.N and configuration are those that the scripts of ca-certificates leave in a Debian of the suite.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need openssl
real=$(real_root)
# Links with their targets, files with the digest of their content.
certs_list() { (cd "$1/etc/ssl/certs" && find . -type l -printf '%p -> %l\n' -o -type f -exec sha256sum {} +) | LC_ALL=C sort; }
version() { dpkg-query --admindir="$real/var/lib/dpkg" -W -f '${Version}' ca-certificates; }
cat >links.profile <<'END'
Profile: links
Description: the links, and what update-ca-certificates needs
Packages: ca-certificates
Size-Rules: ca=both
END
build() { # DIR OPTIONS...
	local dir=$1
	shift
	debslim build --suite "$SUITE" --include "ca-certificates (= $(version))" "$@" -o "$dir/"
}

build fresh --profile ./links.profile
certs_list "$real" >want
certs_list fresh >got
assert_same want got
[ "$(wc -l <got)" -ge 280 ] || fail "only $(wc -l <got) files in /etc/ssl/certs"
assert_same "$real/etc/ca-certificates.conf" fresh/etc/ca-certificates.conf
python3 "$TESTS/lib/links.py" fresh

# The default: the bundle alone.
build alone
assert_same "$real/etc/ssl/certs/ca-certificates.crt" alone/etc/ssl/certs/ca-certificates.crt
assert_equal ca-certificates.crt "$(ls alone/etc/ssl/certs)" "files in /etc/ssl/certs"
assert_absent alone/usr/share/ca-certificates/mozilla

# One's own, of them one of a known subject, and a configuration in another order with some deselected.
openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out 'own (1), CA.pem' -days 2 -subj '/CN=Own' 2>/dev/null
subject=$(openssl x509 -in "$real/usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt" -noout -subject -nameopt RFC2253 | sed 's/^subject=//')
openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out twin.pem -days 2 -utf8 \
	-subj "/$(echo "$subject" | tr ',' '\n' | tac | paste -s -d /)" 2>/dev/null
sed -e '/^#/d' -e '/[AE]/s/^/!/' "$real/etc/ca-certificates.conf" | tac >conf
sed 's/^/ /; s/^ $/ ./; 1i Path: /etc/ca-certificates.conf\nType: file\nContent:' conf >stanza
{ cat links.profile; echo; cat stanza; } >own.profile
build own --profile ./own.profile --ca 'own (1), CA.pem' --ca twin.pem

# Only what the script needs is copied: the tree is not ours to change.
cp -a "$real" copy
cp conf copy/etc/ca-certificates.conf
cp own/usr/local/share/ca-certificates/*.crt copy/usr/local/share/ca-certificates/
chroot copy /usr/bin/env -i LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin update-ca-certificates --fresh >log 2>&1 ||
	{ cat log; fail "update-ca-certificates"; }
# Which of two of one subject is .0 follows the order of the directory there.
certs_list copy | sed 's/^\(.*\.\)[01] ->/\1N ->/' | LC_ALL=C sort >want
certs_list own | sed 's/^\(.*\.\)[01] ->/\1N ->/' | LC_ALL=C sort >got
assert_same want got
hash=$(openssl x509 -in twin.pem -noout -subject_hash)
assert_match "^./$hash.N -> ISRG_Root_X1.pem" got
assert_match "^./$hash.N -> twin.pem" got
