#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The schemas are valid and each command's JSON is valid by its schema, bytes that are not UTF-8 included; a document with an unknown member fails the case that printed it.
. "$TOP/tests/lib/case.sh"

python3 "$TESTS/lib/json_check.py" "$TOP/data/schemas" || fail "the schemas are not valid"
for file in "$TOP"/data/schemas/*.json; do
	assert_json '."$schema" == "https://json-schema.org/draft/2020-12/schema" and (."$id" | startswith("urn:debslim:schema:1:"))' "$file"
	assert_json '[.. | objects | select(has("properties") and has("description")) | select(.additionalProperties != false)] == []' "$file"
	assert_json '[.. | objects | select(has("properties") and has("description")) | .properties[] | objects | select(has("description") or has("$ref") | not)] == []' "$file"
done

# tests/run validates what these print when the case ends. The first member is the number of the format.
numbered() { # COMMAND...
	assert_exit 0 "$@"
	assert_json 'if type == "array" then length > 0 and all(.[]; keys_unsorted[0] == "schema" and .schema == 1)
		else keys_unsorted[0] == "schema" and .schema == 1 end' stdout
}
numbered slim plan --json --profile scratch:nonroot --include first-alternative,cut-debconf --compare apt
numbered slim plan --json --scripts --include friend
numbered slim plan --json --all --no-cut
numbered slim build --json --profile scratch --include docs-full -o r.tar -o tree/ -o oci:layout --layers package
numbered debslim check --json r.tar
numbered debslim check --json oci:layout
numbered slim why friend --json --include friend
numbered slim why choice-big --json --include wants-big-or-small
numbered slim why --not choice-small --json --include friend
numbered slim why /etc/passwd --json --include friend
numbered slim why /usr/share/man --json --include docs-full
numbered debslim profiles --json
numbered debslim profiles cc:nonroot --json --include friend --rule docs=keep --path-exclude '/x/*'
numbered debslim rules --json
numbered debslim cache --json

# Each byte that is not UTF-8 is replaced, and nothing else; people see the same.
mkdir -p "$(printf 'root\377')/usr"
ln -s "$(printf 'gone\374')" "$(printf 'root\377/usr/\303\244\344\377z')"
assert_exit 1 debslim check --json "$(printf 'root\377')"
assert_json '.target == "root\ufffd" and .findings[0].path == "/usr/ä\ufffd\ufffdz" and (.findings[0].missing | endswith("gone\ufffd"))' stdout
assert_json '.error.text | startswith("root\ufffd: ")' stdout
assert_exit 1 debslim check "$(printf 'root\377')"
iconv -f UTF-8 -t UTF-8 stdout >/dev/null || fail "the text is not UTF-8"
assert_exit 2 debslim check --json "$(printf '/no/such/\377')"
assert_json '.error.text | contains("/no/such/\ufffd")' stdout

# The validation itself: a member that no schema knows, a missing document, a second one.
mkdir -p tree/tests/e2e tree/data build
cp -r "$TOP/tests/run" "$TOP/tests/lib" tree/tests/
mkdir tree/tests/data
cp -r "$TOP/data/schemas" tree/data/
: >tree/tests/expected-skips
cat >build/debslim <<'P'
#!/bin/sh
case $3 in
unknown) echo '{"schema": 1, "directory": "/x", "lists": {"files": 1, "bytes": 2, "extra": 3}, "packages": {"files": 1, "bytes": 2}}' ;;
twice) echo '{}'; echo '{}' ;;
sound) echo '{"schema": 1, "directory": "/x", "lists": {"files": 1, "bytes": 2}, "packages": {"files": 1, "bytes": 2}}' ;;
esac
P
chmod +x build/debslim
for name in unknown twice nothing sound; do
	printf '%s\n' '. "$TOP/tests/lib/case.sh"' "debslim cache --json $name" >tree/tests/e2e/$name.sh
done
assert_exit 1 env -u CI -u SHARE -u V BUILD="$PWD/build" JOBS=2 tree/tests/run e2e
assert_match '^failed  e2e/unknown \(status 1: JSON: debslim cache --json unknown: [.]lists: .*extra' stdout
assert_match '^failed  e2e/twice \(status 1: JSON: .*not one JSON value' stdout
assert_match '^failed  e2e/nothing \(status 1: JSON: .*nothing was printed' stdout
assert_match '^passed  e2e/sound$' stdout
