# SPDX-License-Identifier: GPL-2.0-or-later
"""tarlist.py [--strict] TAR | --tree DIRECTORY: prints one line for each entry.

  PATH TYPE MODE [TARGET or SHA-256 of the content]

Lines are sorted by path; a hard link appears as the file that it refers to. --strict
prints nothing, and fails on anything that may confuse a reader: unsorted or duplicate
entries, missing parents, names of owners, links to later entries.
"""
import hashlib
import os
import stat
import sys
import tarfile


def digest(data):
    return hashlib.sha256(data).hexdigest()


def open_tar(path):
    if path.endswith(".zst"):
        import io
        import subprocess
        data = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout
        return tarfile.open(fileobj=io.BytesIO(data), mode="r:")
    return tarfile.open(path, "r:*")


def from_tar(path):
    with open_tar(path) as t:
        for m in t:
            name = m.name.strip("/").removeprefix("./") or "."
            mode = "%04o" % m.mode
            if m.isdir():
                yield name, "dir", mode, ""
            elif m.issym():
                yield name, "link", "", m.linkname
            elif m.isreg() or m.islnk():
                source = t.getmember(m.linkname) if m.islnk() else m
                yield name, "file", "%04o" % source.mode, digest(t.extractfile(source).read())
            else:
                yield name, "other", mode, ""


def from_tree(top):
    def one(path, name):
        s = os.lstat(path)
        mode = "%04o" % stat.S_IMODE(s.st_mode)
        if stat.S_ISLNK(s.st_mode):
            return name, "link", "", os.readlink(path)
        if stat.S_ISDIR(s.st_mode):
            return name, "dir", mode, ""
        if stat.S_ISREG(s.st_mode):
            with open(path, "rb") as f:
                return name, "file", mode, digest(f.read())
        return name, "other", mode, ""
    yield one(top, ".")
    for base, dirs, files in os.walk(top):
        for n in dirs + files:
            path = os.path.join(base, n)
            yield one(path, os.path.relpath(path, top))


def strict(path):
    seen, bodies, last = set(), set(), None
    with open_tar(path) as t:
        for m in t:
            name = m.name.strip("/").removeprefix("./")
            if name in (".", ""):
                name = ""
            raw = name.encode("utf-8", "surrogateescape")
            faults = []
            if name in seen:
                faults.append("stands twice")
            if last is not None and raw < last:
                faults.append("not in byte order")
            parent = os.path.dirname(name)
            if name and parent and parent not in seen:
                faults.append("parent is missing or comes later")
            if m.uname or m.gname:
                faults.append("owner has a name")
            if ".." in name.split("/") or m.name.startswith("/"):
                faults.append("name leads out")
            if m.islnk() and m.linkname.strip("/").removeprefix("./") not in bodies:
                faults.append("hard link to " + m.linkname + ", which is not before it")
            if not (m.isreg() or m.isdir() or m.issym() or m.islnk()):
                faults.append("no file, directory or link")
            if m.isreg():
                bodies.add(name)
            if faults:
                sys.exit("%s: %s: %s" % (path, m.name, ", ".join(faults)))
            seen.add(name)
            last = raw
    if not seen:
        sys.exit(path + ": empty")


def main():
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    if sys.argv[1] == "--strict":
        strict(sys.argv[2])
        return
    rows = from_tree(sys.argv[2]) if sys.argv[1] == "--tree" else from_tar(sys.argv[1])
    for row in sorted(rows):
        print(*row)


main()
