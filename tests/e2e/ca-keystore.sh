#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A JRE in the image gets a keystore of all that the bundle has, each under a name of its own, the same on every run.
. "$TOP/tests/lib/case.sh"
need openssl

build() { # DIR OPTIONS...
	local dir=$1
	shift
	assert_exit 0 slim build "$@" -o "$dir/"
}
cacerts=etc/ssl/certs/java/cacerts
build plain --profile static
assert_absent plain/$cacerts
build one --profile static --include 'ca-twice, jre'
build two --profile static --include 'jre, ca-twice' -j 1
assert_same one/$cacerts two/$cacerts
assert_mode 644 one/$cacerts
python3 "$TESTS/lib/links.py" one
openssl pkcs12 -in one/$cacerts -nokeys -nomacver -passin pass: >store
sed -n 's/.*friendlyName: //p' store >aliases
printf 'debian:%s\n' test_root_b.pem test_root_a.pem test_root_a.pem-2 test_root_b.pem-2 test_root_c.pem | LC_ALL=C sort >want
LC_ALL=C sort aliases >got
assert_same want got
assert_equal 5 "$(grep -c '^-----BEGIN' store)" "certificates"
assert_equal 5 "$(grep -c '2.16.840.1.113894.746875.1.1\|Trusted key usage' store)" "entries that Java trusts"
# No certificates, no keystore, but not in silence.
build none --include jre --allow 'dangling-link:*/cacerts'
assert_absent none/$cacerts
assert_says "$cacerts: not made"

# With a JDK at hand: it opens with the usual password, another one and none.
need keytool
for how in '-storepass changeit' '-storepass whatever' ''; do
	# shellcheck disable=SC2086
	assert_exit 0 keytool -J-Duser.language=en -list -keystore one/$cacerts $how </dev/null
	assert_match 'contains 5 entries' stdout
	assert_no_match "[Ww]arning|WARNING" stderr
	assert_no_match "[Ww]arning|WARNING" stdout
done
