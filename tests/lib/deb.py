# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes .debs byte by byte, valid and invalid ones.

As a program, deb.py DIRECTORY < DESCRIPTIONS builds one .deb for each stanza. A
stanza is the control file, with two additional fields:

  Compression: of data.tar: xz, gzip, zstd or none
  Files: one member per line, in the order of data.tar
    dir /var/lib/x 0750 [owner=UID:GID]
    file /usr/bin/x 0755 [owner=UID:GID] [text='...\\n' | size=N | from=PATH]
    link /usr/bin/y -> x
    hard /usr/bin/z -> /usr/bin/x
    script postinst '...'          (goes to control.tar)

Parent directories are added automatically, as dpkg-deb orders them. Words are quoted as
in a shell; from=PATH is a file below the directory in the environment variable TEST_DATA.
"""
import gzip
import hashlib
import io
import lzma
import os
import shlex
import subprocess
import sys
import tarfile

TIME = 1700000000


def ar_member(name, data, size=None):
    """Makes one member; `size` overrides the size in the header."""
    size = str(len(data) if size is None else size)
    head = f"{name:<16}{TIME:<12}{0:<6}{0:<6}{'100644':<8}{size:<10}`\n".encode()
    return head + data + (b"\n" if len(data) % 2 else b"")


def ar(members):
    return b"!<arch>\n" + b"".join(ar_member(n, d) for n, d in members)


def compress(data, kind):
    if kind == "xz":
        return lzma.compress(data, preset=1)
    if kind == "gzip":
        return gzip.compress(data, 6, mtime=0)
    if kind == "zstd":
        return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout
    return data


SUFFIX = {"xz": ".xz", "gzip": ".gz", "zstd": ".zst", "none": ""}


def entry(name, kind=tarfile.REGTYPE, mode=0o644, data=b"", link="", owner=(0, 0), device=(0, 0)):
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.linkname, info.mtime = kind, mode, link, TIME
    info.uid, info.gid = owner
    info.uname = info.gname = "root" if owner == (0, 0) else ""
    info.size = len(data)
    info.devmajor, info.devminor = device
    return info, data


def tar(entries, fmt=tarfile.GNU_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=fmt) as t:
        for info, data in entries:
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def with_parents(entries):
    """Puts every missing parent directory before its first child, `./` first."""
    seen, out = set(), []
    for info, data in entries:
        parts = info.name.strip("/").split("/")
        for n in range(1, len(parts)):
            parent = "/".join(parts[:n])
            if parent not in seen:
                seen.add(parent)
                out.append(entry(parent + "/", tarfile.DIRTYPE, 0o755))
        if info.type == tarfile.DIRTYPE:
            seen.add(info.name.strip("/"))
        out.append((info, data))
    return out


def control_tar(fields, entries=(), scripts=()):
    text = "".join(f"{k}: {v}\n" for k, v in fields.items())
    sums = {}
    for info, data in entries:
        if info.type == tarfile.REGTYPE:
            sums[info.name] = hashlib.md5(data).hexdigest()
        elif info.type == tarfile.LNKTYPE and info.linkname in sums:
            sums[info.name] = sums[info.linkname]
    md5 = "".join(f"{s}  {n[2:]}\n" for n, s in sorted(sums.items()))
    out = [entry("./", tarfile.DIRTYPE, 0o755), entry("./control", data=text.encode(errors="surrogateescape"))]
    if md5:
        out.append(entry("./md5sums", data=md5.encode(errors="surrogateescape")))
    out += [entry("./" + n, mode=0o755, data=d) for n, d in scripts]
    return tar(out)


def deb(fields, entries, compression="xz", scripts=(), fmt=tarfile.GNU_FORMAT):
    entries = with_parents(entries)
    return ar([
        ("debian-binary", b"2.0\n"),
        ("control.tar.xz", compress(control_tar(fields, entries, scripts), "xz")),
        ("data.tar" + SUFFIX[compression], compress(tar(entries, fmt), compression)),
    ])


def fields(name, **more):
    """The minimal content of a control file."""
    out = {"Package": name, "Version": "1.0-1", "Architecture": "all",
           "Maintainer": "Nobody <nobody@example.org>", "Description": "a test package"}
    out.update({k.replace("_", "-"): v for k, v in more.items()})
    return out


def stanzas(text):
    one, last = {}, None
    for line in text.splitlines() + [""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if one:
                yield one
            one, last = {}, None
        elif line[0] in " \t":
            one[last] += "\n" + line[1:]
        else:
            last, value = line.split(":", 1)
            one[last] = value.strip()


def member(line):
    words = shlex.split(line)
    kind, path = words[0], "." + words[1]
    if kind in ("link", "hard"):
        target = words[3]
        return entry(path, tarfile.SYMTYPE, 0o777, link=target) if kind == "link" else \
            entry(path, tarfile.LNKTYPE, 0o644, link="." + target)
    more = dict(w.split("=", 1) for w in words[3:])
    owner = tuple(int(n) for n in more.get("owner", "0:0").split(":"))
    if kind == "dir":
        return entry(path + "/", tarfile.DIRTYPE, int(words[2], 8), owner=owner)
    if kind != "file":
        raise ValueError(line)
    if "size" in more:
        data = hashlib.sha256(path.encode()).digest() * (int(more["size"]) // 32 + 1)
        data = data[:int(more["size"])]
    elif "from" in more:
        with open(os.path.join(os.environ["TEST_DATA"], more["from"]), "rb") as f:
            data = f.read()
    else:
        data = more.get("text", words[1] + "\\n").replace("\\n", "\n").encode()
    info, data = entry(path, mode=int(words[2], 8), data=data, owner=owner)
    info.mtime = int(more.get("mtime", TIME))
    return info, data


def main():
    directory = sys.argv[1]
    os.makedirs(directory, exist_ok=True)
    arch = subprocess.run(["dpkg", "--print-architecture"], stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    for stanza in stanzas(sys.stdin.read()):
        lines = [l for l in stanza.pop("Files", "").split("\n") if l.strip()]
        compression = stanza.pop("Compression", "xz")
        control = fields(stanza["Package"])
        control.update(stanza)
        if control["Architecture"] == "any":
            control["Architecture"] = arch
        scripts = [(w[1], w[2].replace("\\n", "\n").encode())
                   for w in (shlex.split(l) for l in lines) if w[0] == "script"]
        entries = [member(l) for l in lines if not l.startswith("script ")]
        if not entries:
            entries = [entry("./usr/share/doc/%s/copyright" % control["Package"], data=b"GPL-2+\n")]
        size = sum(len(d) // 1024 + 1 for _, d in entries)
        control.setdefault("Installed-Size", str(size))
        name = "%s_%s_%s.deb" % (control["Package"], control["Version"].split(":")[-1], control["Architecture"])
        with open(os.path.join(directory, name), "wb") as f:
            f.write(deb(control, entries, compression, scripts))


if __name__ == "__main__":
    main()
