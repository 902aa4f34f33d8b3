#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Commands of Essential packages that a script calls and that are not there are noted, with what would bring them; nothing is added for them.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build -v --json --include calls-commands -o tree/
assert_json '[.packages[].package] == ["calls-commands", "dash"]' stdout
assert_says note: "scripts, such as /usr/bin/calls-commands," "--include 'mawk, sed, coreutils, findutils' brings them"
assert_match '/usr/bin/calls-commands: script-command: calls sed, which is not there; --include sed brings it' stderr
assert_match '/usr/bin/calls-commands: script-command: calls .*sort.*, which are not there; --include coreutils brings them' stderr
# A program runs scripts of its own from elsewhere, though one in PATH is the better example; a rule accepts those of init systems.
assert_match '/usr/lib/calls-commands/step: script-command: calls .*find.*--include .*findutils' stderr
assert_match '/etc/init.d/calls-commands: .*start-stop-daemon.*accepted: run by an init system' stderr
assert_exit 0 slim build --include calls-commands --allow 'script-command:*' -o quiet/
assert_no_match 'scripts, such as' stderr
