#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A profile of the user's goes before the system's, and that before the shipped one of its name, from which it may inherit.
. "$TOP/tests/lib/case.sh"

own=$HOME/.config/debslim
mkdir -p "$own" "$DEBSLIM_CONFIG"
printf 'Profile: scratch\nInherit: scratch\nEnv: FROM=system\n' >"$DEBSLIM_CONFIG/scratch.profile"
printf 'Profile: office\nInherit: static\nDescription: of this machine\n' >"$DEBSLIM_CONFIG/office.profile"
printf 'Profile: mine\nInherit: office\nDescription: of mine\nPackages: friend\n' >"$own/mine.profile"
assert_exit 0 debslim profiles
assert_match '^mine +user +of mine$' stdout
assert_match '^office +system +of this machine$' stdout
assert_match '^scratch +system +no packages' stdout
assert_match '^cc +shipped ' stdout
assert_equal 1 "$(grep -c '^scratch ' stdout)" "lines for scratch"
assert_exit 0 debslim profiles --json
assert_json "any(.[]; .profile == \"mine\" and .place == \"user\" and .file == \"$own/mine.profile\")" stdout

# What is inherited by name is looked up the same way: here the system's scratch, which has the shipped one below it.
assert_exit 0 debslim profiles mine --json
assert_json '[.files[].profile] == ["scratch", "scratch", "static", "office", "mine"]' stdout
assert_json ".places.env.FROM == \"$DEBSLIM_CONFIG/scratch.profile:3:6\"" stdout
assert_exit 0 slim plan --json --profile mine
assert_json '[.packages[].package] | contains(["friend", "tzdata"])' stdout

printf 'Profile: scratch\nInherit: scratch\nEnv: FROM=user\n' >"$own/scratch.profile"
assert_exit 0 debslim profiles scratch --json
assert_json '.files | length == 3' stdout
assert_json '.config.env | index("FROM=user") != null' stdout
assert_exit 0 debslim profiles
assert_match '^scratch +user ' stdout

# XDG_CONFIG_HOME is the other place of the user's; what is not a profile is passed over.
mkdir -p xdg/debslim
printf 'Profile: there\nDescription: x\n' >xdg/debslim/there.profile
echo nonsense >xdg/debslim/.there.profile
echo nonsense >xdg/debslim/there.profile~
assert_exit 0 env XDG_CONFIG_HOME="$PWD/xdg" "$DEBSLIM" profiles
assert_match '^there +user +x$' stdout
assert_no_match '^mine' stdout
assert_content '' stderr

# A broken one is named and does not hide the others.
printf 'Profile: mine\nPakages: x\n' >"$own/mine.profile"
assert_exit 0 debslim profiles
assert_says "warning: $own/mine.profile:2:1: unknown field 'Pakages'" "did you mean 'Packages'"
assert_match '^mine +user +$' stdout
assert_match '^cc +shipped' stdout
assert_exit 0 debslim profiles --json
assert_json 'any(.[]; .profile == "mine" and (.error | test("Pakages")))' stdout
assert_exit 2 debslim profiles mine

# The name of the file and that in it are the same.
printf 'Profile: other\n' >"$own/mine.profile"
assert_exit 2 debslim profiles mine
assert_says "mine.profile:1:10: the file is called mine.profile, not 'other'"

# The path has to be given as one.
printf 'Profile: here\n' >here.profile
assert_exit 2 debslim profiles here
assert_says "unknown profile 'here'" "'./here.profile'"
assert_exit 0 debslim profiles ./here.profile
