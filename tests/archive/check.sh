#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# check finds no error in a debootstrapped system; with libraries taken out, those and only those that its own loader misses.
#each: SUITE bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"
need python3
need_chroot

mmdebstrap_quiet --variant=minbase --format=tar "$SUITE" root.tar "$(main_line)"
mkdir root
tar -C root --exclude './dev/*' -xf root.tar
ON_EXIT+=("umount '$PWD/root/proc' 2>/dev/null")
mount -t proc proc root/proc 2>/dev/null || skip "/proc cannot be mounted"

for target in root root.tar; do
	assert_exit 0 debslim check --json $target
	assert_json 'all(.findings[]; .check == "setuid")' stdout
	assert_json '[.findings[].path] | contains(["/usr/bin/su", "/usr/bin/passwd"])' stdout
	assert_json '.checked | .files > 4000 and .programs > 250 and .libraries > 300 and .scripts > 80' stdout
	jq -S 'del(.target)' stdout >$target.json
done
# The directory knows directories that are mounts now; else both say the same.
assert_same <(jq .findings root.json) <(jq .findings root.tar.json)

# What the loader of the system itself says to each program: PROGRAM SONAME.
cat >programs.py <<'P'
import os, subprocess
for top in ("usr/bin", "usr/sbin", "usr/lib", "usr/libexec"):
    for directory, _, names in os.walk(os.path.join("root", top)):
        for name in names:
            path = os.path.join(directory, name)
            if os.path.islink(path) or not os.access(path, os.X_OK):
                continue
            with open(path, "rb") as f:
                if f.read(4) != b"\x7fELF":
                    continue
            # Programs, not libraries: those have no loader of their own.
            if "interpreter" in subprocess.run(["readelf", "-lW", path], stdout=subprocess.PIPE, text=True,
                                               stderr=subprocess.DEVNULL, env={"LC_ALL": "C"}).stdout:
                print(path[4:])
P
python3 programs.py >programs
[ "$(wc -l <programs)" -gt 250 ] || fail "only $(wc -l <programs) programs"
cat >missing.py <<'P'
import os, subprocess
nothing = open("/dev/null", "r+")
os.chroot("root")
os.chdir("/")
for path in open(0).read().splitlines():
    if not os.path.exists(path):
        continue
    out = subprocess.run(["/lib64/ld-linux-x86-64.so.2", path], stdin=nothing, stdout=subprocess.PIPE, text=True,
                         stderr=nothing, env={"LD_TRACE_LOADED_OBJECTS": "1"})
    for line in out.stdout.splitlines():
        if "=> not found" in line:
            print(path, line.split()[0])
P
missing() { python3 missing.py <programs | LC_ALL=C sort -u; }
[ "$(uname -m)" = x86_64 ] || skip "the loader is asked on x86_64 alone"
assert_equal "" "$(missing)" "what is missing from the start"
for library in libtinfo.so.6 libpcre2-8.so.0 libaudit.so.1 liblz4.so.1 libcap.so.2; do
	rm -f root/usr/lib/x86_64-linux-gnu/"$library"*
	assert_exit 1 debslim check --json root
	cp stdout got.json
	missing >real
	[ -s real ] || fail "nobody misses $library"
	python3 - <<'P'
import json, subprocess
real = {}
for line in open("real"):
    program, soname = line.split()
    real.setdefault(program, set()).add(soname)
found = {}
for f in json.load(open("got.json"))["findings"]:
    if f["check"] == "library" and f["severity"] == "error":
        found.setdefault(f["path"], set()).add(f["missing"])
assert {s for v in real.values() for s in v} <= {s for v in found.values() for s in v}, (real, found)
def needs(path):
    out = subprocess.run(["readelf", "-dW", "root" + path], stdout=subprocess.PIPE, text=True).stdout
    return {l.split("[")[1].split("]")[0] for l in out.splitlines() if "(NEEDED)" in l}
direct = {(p, s) for p, v in real.items() for s in v if s in needs(p)}
ours = {(p, s) for p, v in found.items() for s in v if p in real}
assert direct == {(p, s) for p, s in ours if s in needs(p)}, (direct ^ ours)
# Whatever is found is in a program that the loader refuses, or in a library.
for path in found:
    assert path in real or ".so" in path, path
print(len(real), "programs,", len(found), "findings")
P
done
