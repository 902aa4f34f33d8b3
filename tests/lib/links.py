# SPDX-License-Identifier: GPL-2.0-or-later
"""links.py TREE [PREFIX...]: prints the dangling symlinks in a tree, resolved as if
the tree were the root, and fails if there are any. It ignores symlinks to targets
below a PREFIX (proc/ and the like)."""
import os
import sys

top, skipped = sys.argv[1], tuple(sys.argv[2:])


def resolve(path, hops=40):
    """The path inside the tree with all links resolved, or None."""
    done = ""
    todo = path.split("/")
    while todo:
        part = todo.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            done = os.path.dirname(done)
            continue
        here = done + "/" + part if done else part
        if os.path.islink(os.path.join(top, here)):
            hops -= 1
            if hops < 0:
                return None
            target = os.readlink(os.path.join(top, here))
            if target.startswith("/"):
                done = ""
            todo = target.split("/") + todo
            continue
        if not os.path.lexists(os.path.join(top, here)):
            return None
        done = here
    return done


bad = 0
for base, dirs, files in os.walk(top):
    for name in dirs + files:
        path = os.path.relpath(os.path.join(base, name), top)
        if os.path.islink(os.path.join(top, path)) and resolve(path) is None:
            target = os.readlink(os.path.join(top, path))
            if not target.lstrip("/").startswith(skipped or ("\0",)):
                print(path, "->", target, "leads nowhere")
                bad = 1
sys.exit(bad)
