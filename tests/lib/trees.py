#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares two trees: tests/lib/trees.py OURS THEIRS

Prints "KIND PATH DETAIL" for each difference, sorted by path. KIND is ours or theirs for a path
that only one tree has, and else the property that differs: type, mode, owner, target or content."""
import os
import stat
import sys

TYPES = {stat.S_IFREG: "file", stat.S_IFDIR: "dir", stat.S_IFLNK: "link",
         stat.S_IFCHR: "device", stat.S_IFBLK: "device", stat.S_IFIFO: "fifo", stat.S_IFSOCK: "socket"}


def members(root):
    found = {}
    for directory, dirs, files in os.walk(root):
        for name in dirs + files:
            path = os.path.join(directory, name)
            found[os.path.relpath(path, root)] = os.lstat(path)
    return found


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()


def compare(ours, theirs, path, a, b):
    kinds = [TYPES[stat.S_IFMT(st.st_mode)] for st in (a, b)]
    if kinds[0] != kinds[1]:
        yield "type", " ".join(kinds)
        return
    if kinds[0] != "link" and stat.S_IMODE(a.st_mode) != stat.S_IMODE(b.st_mode):
        yield "mode", "%o %o" % (stat.S_IMODE(a.st_mode), stat.S_IMODE(b.st_mode))
    if (a.st_uid, a.st_gid) != (b.st_uid, b.st_gid):
        yield "owner", "%d:%d %d:%d" % (a.st_uid, a.st_gid, b.st_uid, b.st_gid)
    if kinds[0] == "link":
        one, two = (os.readlink(os.path.join(root, path)) for root in (ours, theirs))
        if one != two:
            yield "target", one + " " + two
    if kinds[0] == "file" and read(ours, path) != read(theirs, path):
        yield "content", ""


def main():
    ours, theirs = sys.argv[1:]
    a, b = members(ours), members(theirs)
    for path in sorted(a.keys() | b.keys()):
        if path not in b:
            print("ours", path)
        elif path not in a:
            print("theirs", path)
        else:
            for kind, detail in compare(ours, theirs, path, a[path], b[path]):
                print(kind, path, detail)


main()
