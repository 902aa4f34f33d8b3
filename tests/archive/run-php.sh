#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# php is found by that name, and its shared extensions are switched on.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

include_rootfs 'php-cli, php-mbstring, php-xml, php-curl' root
inside root /usr/bin/php -m >modules
for module in mbstring xml dom SimpleXML curl ctype iconv json tokenizer "Zend OPcache"; do
	grep -qxF "$module" modules || { cat modules; fail "no module $module"; }
done
# shellcheck disable=SC2016
inside root /usr/bin/php -r '
$xml = simplexml_load_string("<a><b>" . mb_strtoupper("größe") . "</b></a>");
echo $xml->b, " ", iconv("UTF-8", "ISO-8859-1", "ä") === "\xe4" ? "iconv" : "no iconv", "\n";
' >out
assert_content 'GRÖSSE iconv' out
