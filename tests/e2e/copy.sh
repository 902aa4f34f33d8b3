#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --copy takes files and directories as they are, links as links, with modes and owners that do not depend on the host, and the same bytes every time.
. "$TOP/tests/lib/case.sh"

# A real program: the checks find what it lacks.
cp "$(readlink -f /bin/true)" program
assert_exit 1 slim build --profile scratch --copy ./program:/app/program -o tree/
assert_says /app/program program-interpreter
assert_absent tree

mkdir -p dir/sub outside
echo text >dir/text
printf 'script\n' >dir/tool
head -c 3000000 /dev/zero | tr '\0' x >dir/sub/large
printf secret >outside/secret
ln -s ../outside/secret dir/out
ln -s text dir/in
ln dir/text dir/hard
: >dir/empty
chmod 6775 dir/tool
chmod 600 dir/text
chmod 777 dir/sub
ln -s dir link-to-dir
ln -s dir/text 'with: colon'
slim build --profile scratch --copy ./dir:/opt/app --copy dir/text:/srv/ --copy 'with: colon:/srv/named' \
	--copy link-to-dir:/opt/linked/ --allow 'dangling-link:*' -o one.tar
tar_list one.tar | grep -E ' \.?/?(opt|srv)' >list || :
python3 - one.tar >got <<'END'
import sys, tarfile
for m in tarfile.open(sys.argv[1]):
    n = m.name.strip("/").removeprefix("./")
    if n.startswith(("opt/app", "srv")):
        print(n, m.type.decode(), "%04o" % m.mode, m.uid, m.gid, m.linkname or m.size)
END
cat >want <<'END'
opt/app 5 0755 0 0 0
opt/app/empty 0 0644 0 0 0
opt/app/hard 0 0644 0 0 5
opt/app/in 2 0777 0 0 text
opt/app/out 2 0777 0 0 ../outside/secret
opt/app/sub 5 0755 0 0 0
opt/app/sub/large 0 0644 0 0 3000000
opt/app/text 0 0644 0 0 5
opt/app/tool 0 0755 0 0 7
srv 5 0755 0 0 0
srv/named 0 0644 0 0 5
srv/text 0 0644 0 0 5
END
assert_same want got
tar tf one.tar >list
grep -v out list >inside
assert_no_match secret inside
mkdir root
tar xf one.tar -C root
assert_same dir/sub/large root/opt/app/sub/large
# The source itself is followed; a directory takes the place of DEST, with a slash or without.
assert_content text root/opt/linked/text

# Modes, times and the order of directories do not matter.
cp -r dir other
rm other/hard
cp other/text other/hard
chmod -R go-rwx other
touch -d '2001-01-01' other/*
(umask 077 && slim build --profile scratch --copy ./other:/opt/app --copy dir/text:/srv/ --copy 'with: colon:/srv/named' \
	--copy link-to-dir:/opt/linked/ --allow 'dangling-link:*' -o two.tar)
cmp one.tar two.tar || fail "the bytes differ"

# What is given goes before what packages ship and what is made.
printf 'root:x:0:0::/:/bin/false\n' >passwd
slim build --include ships-passwd --copy passwd:/etc/passwd --copy passwd:/usr/lib/os-release -o over/
assert_same passwd over/etc/passwd
assert_content old over/etc/old-one
assert_same passwd over/usr/lib/os-release
# The image's links are followed inside of it, a link in the place of a file is replaced.
# A profile that asks for no skeleton: a package's link does not replace a directory.
printf 'Profile: linked\nInherit: scratch\nBase-Accounts: used\nPackages: links-etc\n' >linked.profile
slim build --profile ./linked.profile --copy passwd:/etc/sub/file -o linked/
assert_same passwd linked/data/sub/file
assert_link data linked/etc

# A certificate among them is trusted like others.
mkdir ca
cp "$TESTS/data/certs/Utf8.crt" ca/own.crt
slim build --profile static --copy ca:/usr/local/share/ca-certificates -o trusting/
tail -n 5 trusting/etc/ssl/certs/ca-certificates.crt >got
tail -n 5 ca/own.crt >want
assert_same want got
