#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The package that make deb makes installs into a bare Debian and works there.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

need mmdebstrap dpkg-buildpackage
[ "$(id -u)" -eq 0 ] || skip "needs root"
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
	sort -u >sources.list
[ -s sources.list ] || skip "the host's apt has no lists of Debian"
"$TESTS/make-deb" >deb.log 2>&1 || { tail -n 40 deb.log; fail "make deb"; }
deb=$(echo "$TOP"/build/deb/debslim_*.deb)
assert_file "$deb"
dpkg-deb -c "$deb" >contents
for f in usr/bin/debslim usr/share/debslim/profiles/cc.profile usr/share/debslim/schemas/build.schema.json usr/share/man/man1/debslim.1.gz usr/share/bash-completion/completions/debslim usr/share/doc/debslim/copyright; do
	assert_match " \./$f\$" contents
done
options=()
while read -r line; do options+=("--aptopt=${line%;}"); done < <(apt-config dump |
	sed -n 's/^\(Acquire::\(https\?::Proxy\|Check-Valid-Until\|Check-Date\) ".\+"\);$/\1/p')
host=$(. /etc/os-release && echo "$VERSION_CODENAME")
cat >try.sh <<'END'
set -e
debslim --version
debslim plan --profile cc --json >/tmp/plan.json
debslim --profile cc -o /tmp/tree/ -o /tmp/cc.tar.gz
test -f /tmp/tree/usr/lib/os-release
test -s /tmp/cc.tar.gz
debslim profiles
END
mmdebstrap --mode=root --variant=apt --format=null "${options[@]}" \
	--customize-hook="upload $deb /tmp/debslim.deb" \
	--customize-hook="upload try.sh /tmp/try.sh" \
	--customize-hook='chroot "$1" apt-get install --yes --no-install-recommends /tmp/debslim.deb' \
	--customize-hook='chroot "$1" sh /tmp/try.sh' \
	"$host" /dev/null sources.list >mm.log 2>&1 || { tail -n 60 mm.log; fail "in the bare Debian"; }
assert_match '(^|[^a-z-])base-nossl' mm.log
