#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --allow-missing goes on without a source that is missing, and says so each time, in the JSON and in both SBOMs.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/pockets.sh"

export HTTP_ANSWERS=$PWD/answers
make_pockets site bookworm
http_serve site
pocket_lines "$HTTP_URL" bookworm >all.list
run() { local command=$1; shift; debslim "$command" --arch "$ARCH" --sources all.list --include moving "$@"; }
is_without() { # VERSION DIST
	assert_json ".packages == [.packages[0]] and .packages[0].version == \"$1\"" stdout
	assert_json "[.warnings[] | select(contains(\" $2 is left out\"))] | length == 1" stdout
	assert_match "^debslim: warning: .* $2 is left out \(--allow-missing\): " stderr
}

# A source that is there is used.
assert_exit 0 run plan --json --allow-missing bookworm-security
assert_json '.packages[0].version == "1.2-1"' stdout
assert_no_match 'left out' stderr
# By suite, by URI and by both; what is in the cache of a source that is missing is not used.
for kind in 403 503 truncated; do
	spoil site bookworm-security $kind
	# -q hides nothing of it.
	update=(--update)
	[ $kind != 503 ] || update=()
	assert_exit 0 run plan -q --json --allow-missing bookworm-security "${update[@]}"
	is_without 1.1-1 bookworm-security
	rm -f "$HTTP_ANSWERS"
done
spoil site bookworm-security 404
for name in "$HTTP_URL/security" "$HTTP_URL/security/" "$HTTP_URL/security bookworm-security"; do
	assert_exit 0 run plan --json --allow-missing "$name"
	is_without 1.1-1 bookworm-security
done
assert_exit 5 run plan --allow-missing bookworm-updates
spoil site bookworm-updates 404
assert_exit 0 run plan --json --allow-missing bookworm-security --allow-missing bookworm-updates
is_without 1.0-1 bookworm-security
is_without 1.0-1 bookworm-updates
# Not the release itself.
spoil site bookworm 503
assert_exit 5 run plan --allow-missing bookworm --allow-missing bookworm-security
spoil site bookworm 404
assert_exit 2 run plan --allow-missing bookworm --allow-missing bookworm-security
rm "$HTTP_ANSWERS"

# The documents about the image name what it was made without.
assert_exit 0 run build --json --cache-dir cold --allow-missing bookworm-security --sbom spdx=spdx.json --sbom cyclonedx=cdx.json -o x.tar
is_without 1.1-1 bookworm-security
assert_json "[.packages[].annotations[]?.comment] | index(\"debslim:source-left-out: $HTTP_URL/security bookworm-security\") != null" spdx.json
assert_json "[.metadata.component.properties[] | select(.name == \"debslim:source-left-out\").value] == [\"$HTTP_URL/security bookworm-security\"]" cdx.json

# Without a network: what the cache lacks is missing, too.
assert_exit 5 run plan --offline --cache-dir cold
assert_says bookworm-security --offline
assert_exit 0 run plan --json --offline --cache-dir cold --allow-missing bookworm-security
is_without 1.1-1 bookworm-security

# A name of no source.
for name in bookworm-securiti trixie-security "$HTTP_URL/secruity" nothing; do
	assert_exit 2 run plan --allow-missing "$name"
	assert_says "$name"
done
assert_exit 2 run plan --allow-missing bookworm-securiti
assert_says 'did you mean' "'bookworm-security'"
# It is there again.
pocket_version site/security bookworm-security 1.7-1
find site/security -exec touch -d '2 minutes' {} +
assert_exit 0 run plan --json --allow-missing bookworm-security
assert_json '.packages[0].version == "1.7-1"' stdout
assert_no_match 'left out' stderr
