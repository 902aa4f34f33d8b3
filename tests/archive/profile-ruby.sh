#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Ruby loads every module and gem that comes with it, checks certificates and starts programs, all without a shell.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/language.sh"

PROFILE=ruby
language_plan
language_rootfs ruby.rb
tls_serve
INSIDE_ENV=(LANG=C.UTF-8 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt "TLS_PORT=$TLS_PORT")
assert_exit 0 inside root /usr/bin/ruby /tmp/ruby.rb gems names processes libraries tls modules
cat stdout
assert_content '' stderr
[ "$(awk '$1 == "modules" { print $2 }' stdout)" -ge 900 ] || fail "few modules"
# Programs of Ruby start by their usual names.
for program in gem bundle rake erb irb; do
	assert_exit 0 inside root "/usr/bin/$program" --version
done
# A gem of one's own is built and installed where one can write.
cat >root/tmp/own.gemspec <<'END'
Gem::Specification.new('own', '1.0') { |s| s.summary = s.authors = 'own'; s.licenses = ['MIT']; s.files = ['lib/own.rb'] }
END
mkdir root/tmp/lib
echo 'OWN = 42' >root/tmp/lib/own.rb
chmod -R a+rwX root/tmp/lib root/tmp/own.gemspec
INSIDE_ENV=(LANG=C.UTF-8 GEM_HOME=/tmp/gems HOME=/tmp)
assert_exit 0 inside root /usr/bin/ruby -C /tmp /usr/bin/gem build own.gemspec
assert_exit 0 inside root /usr/bin/gem install --local /tmp/own-1.0.gem
assert_exit 0 inside root /usr/bin/ruby -rown -e 'p OWN'
assert_content 42 stdout
# What the profile leaves out is what it says.
for name in rbs typeprof; do
	echo "require '$name'" | assert_exit 1 inside root /usr/bin/ruby -
	assert_match "cannot load such file -- $name" stderr
done
