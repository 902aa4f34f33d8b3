#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every example of a profile in debslim-profile(5) is one that debslim reads.
. "$TOP/tests/lib/case.sh"

python3 - "$TOP/man/debslim-profile.5" >counts <<'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
profiles = text[:text.index(".Sh RULES")] + text[text.index(".Sh EXAMPLES"):]
blocks = re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", profiles, re.S | re.M)
for i, block in enumerate(blocks):
    if not block.startswith("Profile:"):
        block = "Profile: example\nInherit: cc\n\n" + block
    open(f"{i}.profile", "w", encoding="utf-8").write(block)
stanzas = set(re.findall(r"^(Profile|Match-\w+|Account|Group|Path|Copy|Part):", "\n".join(blocks), re.M))
print(len(blocks), len(stanzas))
END
for example in ./*.profile; do assert_exit 0 debslim profiles "$example" --suite bookworm --arch amd64; done
assert_equal 8 "$(ls ./*.profile | wc -l)" "examples"
assert_match "^8 9\$" counts
