#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Malformed and hostile targets end with an error that says why, and never with a crash or a loop.
. "$TOP/tests/lib/case.sh"

export PYTHONDONTWRITEBYTECODE=1
python3 - <<'E2'
import io, tarfile
def tar(name, *entries):
    with tarfile.open(name, "w") as t:
        for n, kind, link, data in entries:
            i = tarfile.TarInfo(n)
            i.type, i.linkname, i.size, i.mode = kind, link, len(data), 0o755
            t.addfile(i, io.BytesIO(data))
R, D, L, H = tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE
tar("up.tar", ("usr/../../x", R, "", b"x"))
tar("hard-up.tar", ("usr/x", R, "", b"x"), ("usr/y", H, "../../etc/passwd", b""))
tar("hard-missing.tar", ("usr/y", H, "usr/x", b""))
tar("root-link.tar", ("./", L, "/etc", b""))
tar("below-file.tar", ("usr/x", R, "", b"x"), ("usr/x/y", R, "", b"y"))
tar("whiteout.tar", ("usr/.wh...", R, "", b""))
tar("loops.tar", *[("usr/l%d" % n, L, "l%d" % ((n + 1) % 100), b"") for n in range(100)])
tar("long.tar", ("usr/" + "x" * 300, R, "", b""))
tar("binary.tar", ("usr/bin/a", R, "", b"#!" + bytes(range(1, 256)) * 20), ("usr/bin/b", R, "", b"#!"),
    ("usr/bin/c", R, "", b"#! \n"), ("usr/bin/d", R, "", b"#!" + b"/" * 300), ("usr/bin/e", R, "", b"#!/usr/bin/e\n"),
    ("usr/bin/f", R, "", b"#!/usr/bin/env -S\n"), ("usr/bin/g\xff", R, "", b"#!/x\xff\n"))
tar("fine.tar", ("usr/x", R, "", b"x"))
data = bytearray(open("fine.tar", "rb").read())
data[100] ^= 1
open("checksum.tar", "wb").write(data)
# ELF files that lie
import struct
head = b"\x7fELF\x02\x01\x01" + bytes(9)
def elf(phoff, phentsize, phnum, rest=b""):
    return head + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, phoff, 0, 0, 64, phentsize, phnum, 0, 0, 0) + rest
ph = lambda kind, off, size: struct.pack("<IIQQQQQQ", kind, 4, off, off, off, size, size, 8)
tar("elf.tar", ("usr/bin/cut", R, "", head), ("usr/bin/far", R, "", elf(1 << 60, 56, 3)),
    ("usr/bin/many", R, "", elf(64, 56, 65535)), ("usr/bin/dyn", R, "", elf(64, 56, 1, ph(2, 1 << 40, 1 << 40))),
    ("usr/bin/interp", R, "", elf(64, 56, 1, ph(3, 64, 56))), ("usr/lib/x.so", R, "", elf(64, 0, 7)))
E2
for name in up hard-up hard-missing root-link below-file long checksum; do
	assert_exit 4 debslim check $name.tar
	assert_says $name.tar
done
assert_exit 2 debslim check /dev/null
printf 'no tar' >text
assert_exit 4 debslim check text
gzip -c fine.tar | head -c 60 >cut.tar.gz
assert_exit 4 debslim check cut.tar.gz
{ gzip -c fine.tar; printf x; } >more.tar.gz
assert_exit 4 debslim check more.tar.gz
assert_exit 0 debslim check fine.tar
assert_exit 1 debslim check --json loops.tar
assert_json '[.findings[] | select(.check == "dangling-link")] | length == 100' stdout
assert_exit 1 debslim check --json binary.tar
assert_json '[.findings[] | select(.check == "script-interpreter")] | length >= 3' stdout
assert_exit 1 debslim check --json elf.tar
assert_json 'all(.findings[]; .check == "elf" or .check == "program-interpreter") and (.findings | length) >= 4' stdout
assert_exit 4 debslim check fine.tar --limit members=0

# Images
mkdir layer
printf x >layer/x
pack() { rm -rf image && python3 "$TESTS/lib/rootfs.py" oci image "$@"; }
pack whiteout.tar
assert_exit 4 debslim check image
pack up.tar
assert_exit 4 debslim check image
assert_says climbs
pack layer
assert_exit 0 debslim check image
for blob in image/blobs/sha256/*; do
	cp "$blob" kept
	printf ' ' >>"$blob"
	case $(head -c 4 kept | tr -d '\0') in '{}' | '{"os') ;; *) assert_exit 4 debslim check image ;; esac
	cp kept "$blob"
done
sed -i 's/sha256:/sha256:..\/..\//' image/index.json
assert_exit 4 debslim check image
printf '[' >image/index.json
assert_exit 4 debslim check image
printf '{"manifests":[]}' >image/index.json
assert_exit 4 debslim check image
pack layer
assert_exit 2 debslim check oci:image:no-such-tag

# A directory: links that lead out are looked up inside.
mkdir -p root/usr/bin
ln -s /etc/passwd root/link
ln -s ../../../../../../../../etc/passwd root/climbs
assert_exit 1 debslim check --json root
assert_json '[.findings[].path] == ["/climbs", "/link"]' stdout
# Names of any bytes: escaped for people, replaced in JSON.
ln -s "$(printf 'gone\033[31m')" "$(printf 'root/new\nline\377')"
assert_exit 1 debslim check root
assert_equal 3 "$(grep -c '' stdout)" "lines"
assert_match '/new.x0aline' stdout
assert_no_match "$(printf '\033')" stdout
assert_exit 1 debslim check --json root
assert_json '[.findings[].missing] | length == 3' stdout
ln -sfn "$PWD/root" way
assert_exit 1 debslim check way
