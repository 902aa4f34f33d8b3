#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# No profile puts a program of its own into an image: images hold Debian's files, the user's, and plain data.
. "$TOP/tests/lib/case.sh"

own_programs() { # FILE...
	awk '
		FNR == 1 || /^$/ { path = "" }
		/^Path:/ { path = $2 }
		/^Mode:/ && path { mode[FILENAME " " path] = $2 }
		/^Type: file/ && path { file[FILENAME " " path] = 1 }
		/^ #!/ && path { print FILENAME ": " path ": a script" }
		END {
			for (p in file)
				if (mode[p] ~ /[1357]..?.?$/ || mode[p] ~ /[1357]$/)
					print p ": can be executed"
		}' "$@"
}
assert_equal "" "$(own_programs "$TOP"/data/profiles/*.profile)" "programs of profiles"
# The check itself sees both kinds.
printf 'Profile: p\n\nPath: /a\nType: file\nMode: 0755\n\nPath: /b\nType: file\nContent:\n #!/bin/sh\n' >p.profile
assert_equal 2 "$(own_programs p.profile | wc -l)" "programs found"
