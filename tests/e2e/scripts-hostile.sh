#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What scripts, sysusers.d and tmpfiles.d of a hostile package ask for is bounded, and stays in the image.
. "$TOP/tests/lib/case.sh"

export PYTHONDONTWRITEBYTECODE=1
mkdir debs
PYTHONPATH=$TESTS/lib python3 - <<'E2'
from deb import deb, entry, fields
import tarfile

def make(name, script, *files):
    files = [entry("./usr/share/x/x", data=b"x\n"), *files]
    text = ("#!/bin/sh\nset -e\n" + script).encode()
    with open(f"debs/{name}.deb", "wb") as out:
        out.write(deb(fields(name), files, "gzip", [("postinst", text)]))

def conf(kind, *lines):
    return entry(f"./usr/lib/{kind}.d/x.conf", data="".join(lines).encode())

numbers = " ".join(map(str, range(1900)))
sysusers, tmpfiles = "systemd-sysusers x.conf\n", "systemd-tmpfiles --create x.conf\n"
names = [f"{i:04}" for i in range(2000)]

# Work that grows faster than the script.
make("way-case", "case $(frob) in\n" + "".join(f"a{n}) mkdir /x{n};;\n" for n in names) + "esac\n")
make("way-strip", f"x={'a' * 20000}\ny=${{x%%{'*a' * 200}b}}\n")
make("way-double", "x=aaaaaaaaaaaaaaaa\n" + "x=$x$x\n" * 16 + "for i in 1 2 3 4 5 6 7 8 9; do y=$x$x$x$x$x$x$x$x; done\n" * 40)
make("way-glob", "for i in 1 2 3 4 5 6 7 8 9; do for f in /m/*; do :; done; done\n" * 50,
     *[entry("./m/" + n, data=b"") for n in names])
make("much-append", f"for i in {numbers}; do echo more >> /log; done\n", entry("./log", data=b"z" * 1000000))
make("way-copies", "".join(f"cp -a /d{i % 2} /d{(i + 1) % 2}/s{i}\n" for i in range(60)),
     entry("./d0/a", data=b""), entry("./d1/b", data=b""))
make("much-copies", tmpfiles, entry("./e00/a", data=b""),
     conf("tmpfiles", *[f"d /e{i:02}\nC /e{i:02}/x - - - - /e{i - 1:02}\nC /e{i:02}/y - - - - /e{i - 1:02}\n"
                        for i in range(1, 40)]))
make("much-ids", sysusers, conf("sysusers", "r - 4294967294\n", "u a -\n", "u b -\n"))
make("long-names", f"mkdir -p /{'y' * 200}/{'z' * 200}\ncp -a /m /{'y' * 200}/{'z' * 200}/m\n",
     entry("./m/" + "/".join(["x" * 200] * 19) + "/x", data=b""))
# Names that lead out.
make("out-alternative", "update-alternatives --install /../../out x /usr/share/x/x 1\n")
make("out-divert", "dpkg-divert --local --rename --divert /../../out --add /usr/share/x/x\n")
make("out-home", "adduser --system --home /../.. evil\n")
# What would be another line of passwd(5).
make("bad-gecos", "adduser --system --gecos 'a\nroot2::0:0::/:/bin/sh' evil\n")
make("bad-name", "update-alternatives --install /usr/bin/x ../../x /usr/share/x/x 1\n")
make("bad-divert", "dpkg-divert --local --rename --divert /usr/share/x/y --add /usr/share/x/x\n",
     entry("./usr/share/x/y", data=b"y\n"))
make("bad-root", tmpfiles, conf("tmpfiles", "L+ / - - - - /tmp\n"))
# Links of the image that would lead out on the host.
make("links", "echo new >/usr/share/x/up\nadduser --system evil\n",
     entry("./usr/share/x/up", tarfile.SYMTYPE, 0o777, link="../../../../../../../out"),
     entry("./etc/passwd", tarfile.SYMTYPE, 0o777, link="../../../../../../../out-passwd"))
# A directory of many files, all with other names.
make("many", "chown -R 7:7 /m\n", *[entry("./m/" + n, data=b"x") for n in names],
     *[entry("./m/l" + n, tarfile.LNKTYPE, link="./m/" + n) for n in names])
E2

hostile() { slim build --json --debs "debs/$1.deb" --include "$1" -o "$1.tar"; }
for name in way-case way-strip way-double way-glob way-copies; do
	assert_exit 0 hostile $name
	assert_json '.maintainer_scripts[0].policy == "unhandled" and any(.maintainer_scripts[0].unhandled[]; .why == "the script is too long to follow")' stdout
done
for name in much-append much-copies much-ids; do
	assert_exit 4 hostile $name
	assert_says "$name: postinst line" 'maintainer scripts ask for too much'
	assert_absent $name.tar
done
assert_exit 4 hostile long-names
assert_says 'long-names: postinst line' 'longer than'
for name in out-alternative out-divert out-home; do
	assert_exit 4 hostile $name
	assert_says "$name: postinst line 3" 'climbs out'
done
# What the tools refuse is a line that is not understood, not the end of the run.
for name in bad-gecos bad-name bad-divert bad-root; do
	assert_exit 0 hostile $name
	assert_json ".maintainer_scripts[0] | .policy == \"unhandled\" and (.unhandled[0] | .line == 3 and (.why | startswith(\"$name: postinst line 3\")))" stdout
done
tar -xOf bad-gecos.tar ./etc/passwd >passwd 2>/dev/null || : >passwd
assert_no_match root2 passwd
assert_exit 0 hostile links
tar -xOf links.tar ./out 2>/dev/null >content || tar -xOf links.tar out >content
assert_content new content
assert_absent /out /out-passwd
assert_exit 0 hostile many
tar -tvf many.tar --numeric-owner >list
assert_equal 4001 "$(grep -c ' 7/7 .*m/' list)"
