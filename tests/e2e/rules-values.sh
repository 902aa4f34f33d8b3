#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each value of each size rule leaves out what it says, keeps the rest, and stands in the report.
. "$TOP/tests/lib/case.sh"

list() { (cd tree && find . -type f -o -type l | grep -v var/lib/dpkg | LC_ALL=C sort); }
build() { # NAME [OPTIONS...]: what is there goes to the file NAME
	local name=$1
	shift
	assert_exit 0 slim build --json --force --include ruled "$@" -o tree/
	list >"$name"
}
# What a setting adds to the default, or ("-") takes from it.
differs() { # SETTING [LINE...]
	local setting=$1
	shift
	build changed --rule "$setting"
	{ comm -13 default changed; comm -23 default changed | sed 's/^/-/'; } >got
	for line; do echo "$line"; done >want
	assert_equal "$(cat want)" "$(cat got)" "what $setting changes"
	assert_json ".rules[\"${setting%%=*}\"] == \"${setting#*=}\"" stdout
	covered+=("$setting")
}
covered=()
lib=./usr/lib/x86_64-linux-gnu
zone=./usr/share/zoneinfo
jvm=./usr/lib/jvm/java-17
gem=./usr/lib/ruby/gems/3.1.0/gems/own-1.0

build default
cp stdout default.json
for file in $lib/libkept.so.1 $lib/libmvec.so.1 $lib/engines-3/pkcs11.so $zone/US/Pacific $zone/tzdata.zi $lib/libnss_dns.so.2 \
	./usr/share/doc/ruled/copyright ./usr/lib/python3.11/re.py $gem/lib/own/test/unit.rb \
	./usr/lib/python3/dist-packages/django/test/client.py; do
	grep -qxF "$file" default || fail "$file is not in the default image"
done
differs docs=keep ./usr/share/doc/ruled/README
differs man=keep $jvm/man/man1/java.1.gz ./usr/local/man ./usr/share/man/man1/ruled.1.gz
differs info=keep ./usr/share/info/ruled.info.gz
differs locale=keep ./usr/share/locale/de/LC_MESSAGES/ruled.mo
differs lintian=keep ./usr/share/lintian/overrides/ruled
differs bug=keep ./usr/share/bug/ruled/presubj
differs doc-base=keep ./usr/share/doc-base/ruled
differs apt-lists=keep ./var/lib/apt/lists/ruled
differs cache=keep ./var/cache/ruled/index
differs dev=keep ./usr/include/ruled.h
differs interpreters=keep ./usr/lib/python3.11/_osx_support.py ./usr/lib/python3.11/asyncio/windows_utils.py ./usr/lib/python3.11/lib-dynload/_testcapi.so ./usr/lib/python3.11/test/regrtest.py ./usr/lib/python3.11/venv/scripts/common/activate.fish \
	$gem/README.md $gem/test/own.rb
python=./usr/lib/python3.11
differs python-nis=drop -$python/lib-dynload/nis.cpython-311-x86_64-linux-gnu.so
differs python-dbm=drop -$python/dbm/ndbm.py -$python/lib-dynload/_dbm.cpython-311-x86_64-linux-gnu.so
differs python-readline=drop -$python/lib-dynload/readline.cpython-311-x86_64-linux-gnu.so
differs python-uuid=drop -$python/lib-dynload/_uuid.cpython-311-x86_64-linux-gnu.so
differs python-internals=drop -$python/lib-dynload/_xxsubinterpreters.cpython-311-x86_64-linux-gnu.so -./usr/lib/python3.13/_pydatetime.py
differs python-tk=drop -$python/turtle.py
differs extra-libraries=drop -$lib/libhistory.so.8 -$lib/libhistory.so.8.2
differs libc-extras=keep $lib/libmemusage.so $lib/libnss_files.so.2 $lib/libthread_db.so.1
differs nis=keep $lib/libnsl.so.1
differs libmvec=drop -$lib/libmvec.so.1
differs engines=keep $lib/engines-3/padlock.so
differs tz=legacy
differs tz=modern -$zone/Europe/Kiev -$zone/US/Pacific
differs tz=all $zone/right/UTC
differs tz=none -$zone/Etc/GMT -$zone/Europe/Kiev -$zone/Europe/Kyiv -$zone/US/Pacific -$zone/leapseconds -$zone/tzdata.zi -$zone/zone.tab
differs templates=drop -./usr/share/base-files/motd
differs tz-source=drop -$zone/leapseconds -$zone/tzdata.zi
differs java-cds=main -$jvm/lib/server/classes_nocoops.jsa
differs java-cds=none -$jvm/lib/server/classes.jsa -$jvm/lib/server/classes_nocoops.jsa
differs java-ctsym=drop -$jvm/lib/ct.sym
differs java-devices=drop
differs glib=core -$lib/libgio-2.0.so.0
differs brotli=drop -$lib/libbrotlienc.so.1
differs expat=drop -$lib/libexpatw.so.1

# Two that decide about dependencies, and a cut for several packages.
assert_equal "libcups2 openjdk-17-jre-headless" "$(planned openjdk-17-jre-headless)"
assert_equal "openjdk-17-jre-headless" "$(planned openjdk-17-jre-headless --rule java-devices=drop)"
assert_equal "openjdk-21-jre-headless" "$(planned openjdk-21-jre-headless --rule java-devices=drop)"
assert_equal "libdb5.3 libnsl2 libpython3.11-stdlib libreadline8 libtirpc3 libuuid1" "$(planned libpython3.11-stdlib)"
assert_equal "libnsl2 libpython3.11-stdlib libreadline8 libtirpc3 libuuid1" "$(planned libpython3.11-stdlib --rule python-dbm=drop)"
assert_equal "libdb5.3 libpython3.11-stdlib libreadline8 libuuid1" "$(planned libpython3.11-stdlib --rule python-nis=drop)"
assert_equal "libpython3.11-stdlib" "$(planned libpython3.11-stdlib --rule python-nis=drop,python-dbm=drop,python-readline=drop,python-uuid=drop)"
assert_equal "libffi8 libglib2.0-0" "$(planned libglib2.0-0)"
assert_equal "libglib2.0-0" "$(planned libglib2.0-0 --rule glib=core)"

# Every rule that took something says how much, with its value.
for rule in docs man info locale lintian bug doc-base apt-lists cache dev interpreters libc-extras nis engines; do
	assert_json "[.dropped[] | select(.rule == \"$rule\")] | length == 1 and .[0].files > 0 and .[0].bytes > 0 and .[0].value == \"drop\"" default.json
done
assert_json '.dropped[] | select(.rule == "tz") | .files == 1 and .value == "main"' default.json

# Several at once, of which none contradicts another; without the rules' files all are back.
assert_exit 2 slim plan --include ruled --rule docs=keep,man=keep --rule info=keep,docs=drop
assert_says "--rule: 'docs' is given two values, 'keep' and 'drop'"
build changed --rule docs=drop,man=keep --rule info=keep,docs=drop
assert_equal 4 "$(comm -13 default changed | wc -l)" "files that are back"
assert_json '.rules.docs == "drop" and .rules.man == "keep"' stdout

assert_exit 0 slim build -v --force --include ruled -o tree/
assert_match 'docs=drop left out 1 files, ' stderr

# ca, gconv and openssl have cases of their own.
debslim rules --json | jq -r '.[] | select(.rule != "ca" and .rule != "gconv" and .rule != "openssl" and (.default | not)) | .rule + "=" + .value' | LC_ALL=C sort >all
printf '%s\n' "${covered[@]}" | LC_ALL=C sort >seen
assert_same all seen
