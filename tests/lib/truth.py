#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares an image with a real installation, path by path, and checks that debslim reports what is missing.

  truth.py REPORT IMAGE REAL BASE EXCEPTIONS

REPORT is the JSON of the build; IMAGE, REAL and BASE are directories: the image, the system
that apt-get and dpkg made with the same packages, and that system before the installation
(tests/truth). Prints a line for each difference, "ANSWER<tab>KIND<tab>PATH<tab>DETAIL". ANSWER is

  rule        a rule says, with a reason, that it is of no use: `left_out` and `unneeded` of the report
  told        the report names the path, or the directory that contains it
  closure     it belongs to a package that nothing in the request needs, or that apt did not choose
  NAME        an entry of EXCEPTIONS explains it
  unsaid:N    none of these; N tells where it comes from: "system" (what every Debian system
              has), "files" (a package's own files), "scripts" (the results of maintainer
              scripts and triggers)
"""
import fnmatch, json, os, re, stat, struct, sys

TYPES = {stat.S_IFREG: "file", stat.S_IFDIR: "directory", stat.S_IFLNK: "link", stat.S_IFIFO: "fifo",
         stat.S_IFCHR: "device", stat.S_IFBLK: "device", stat.S_IFSOCK: "socket"}
MOUNTED = {"/dev", "/proc", "/sys"}
ACCOUNTS = {"/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow"}


def usr(path):
    """The path in a merged /usr, even if the package ships it outside."""
    return "/usr" + path if re.match(r"/(s?bin|lib(32|64|x32)?)(/|$)", path) else path


class Root:
    def __init__(self, top):
        self.top = top
        self.members = {}
        for directory, dirs, files in os.walk(top):
            at = directory[len(top):] or ""
            dirs[:] = [d for d in dirs if at + "/" + d not in MOUNTED]
            for name in dirs + files:
                self.members[at + "/" + name] = os.lstat(directory + "/" + name)
        self.users, self.groups = self.ids("/etc/passwd"), self.ids("/etc/group")

    def read(self, path):
        with open(self.top + path, "rb") as file:
            return file.read()

    def records(self, path):
        """Reads lines "NAME:FIELD:…" as a dictionary from the name to the fields after it."""
        lines = self.read(path).decode("utf-8", "replace").splitlines() if path in self.members else []
        return {line.split(":")[0]: line.split(":")[1:] for line in lines if ":" in line}

    def ids(self, path):
        return {int(fields[1]): name for name, fields in self.records(path).items() if fields[1].isdigit()}

    def owner(self, path):
        st = self.members[path]
        return "%s:%s" % (self.users.get(st.st_uid, st.st_uid), self.groups.get(st.st_gid, st.st_gid))

    def capability(self, path):
        try:
            return os.getxattr(self.top + path, "security.capability", follow_symlinks=False).hex()
        except OSError:
            return ""

    def packages(self):
        """The names of the packages that dpkg has installed."""
        return set(re.findall(r"^Package: (.+)$", self.read("/var/lib/dpkg/status").decode("utf-8", "replace"), re.M))

    def packages_of_paths(self):
        """The packages that ship each path, according to dpkg's lists."""
        found = {}
        info = self.top + "/var/lib/dpkg/info/"
        for name in os.listdir(info) if os.path.isdir(info) else []:
            if name.endswith(".list"):
                with open(info + name, encoding="utf-8", errors="surrogateescape") as file:
                    for line in file:
                        found.setdefault(usr(line.rstrip("\n")), set()).add(name[:-5].split(":")[0])
        lines = (self.top + "/var/lib/dpkg/diversions")
        texts = open(lines, encoding="utf-8").read().splitlines() if os.path.exists(lines) else []
        for source, target in zip(texts[::3], texts[1::3]):
            found.setdefault(usr(target), set()).update(found.get(usr(source), set()))
        return found


def kind_of(st):
    return TYPES[stat.S_IFMT(st.st_mode)]


def loader_cache(data):
    """The pairs of soname and path in /etc/ld.so.cache."""
    if not data.startswith(b"glibc-ld.so.cache1.1"):
        return set()
    count = struct.unpack_from("<I", data, 20)[0]
    pairs = set()
    for i in range(count):
        _, key, value = struct.unpack_from("<III", data, 48 + 24 * i)
        pairs.add(tuple(data[at:data.index(b"\0", at)].decode() for at in (key, value)))
    return pairs


def same_body(image, real, path):
    """"" or what differs. A file that lists other files is compared entry by entry."""
    if image.members[path].st_size == real.members[path].st_size and image.read(path) == real.read(path):
        return ""
    if path == "/etc/ld.so.cache":
        ours, theirs = loader_cache(image.read(path)), loader_cache(real.read(path))
        lost = sorted(p for s, p in theirs - ours if os.path.lexists(image.top + p))
        return "lacks " + " ".join(lost) if lost else ""
    if path == "/etc/shells":
        wanted = [x for x in real.read(path).splitlines() if not x.startswith(b"#") and usr(x.decode()) in image.members]
        lost = set(wanted) - set(image.read(path).splitlines())
        return "lacks " + b" ".join(sorted(lost)).decode() if lost else ""
    return "%d bytes, %d in the real one" % (image.members[path].st_size, real.members[path].st_size)


def compare_both(image, real, path):
    """(kind, detail) for each difference at a path that both have."""
    ours, theirs = kind_of(image.members[path]), kind_of(real.members[path])
    if ours != theirs:
        yield "type", "%s, %s in the real one" % (ours, theirs)
        return
    modes = [stat.S_IMODE(r.members[path].st_mode) for r in (image, real)]
    if ours != "link" and modes[0] != modes[1]:
        yield "mode", "%o, %o in the real one" % tuple(modes)
    if image.owner(path) != real.owner(path):
        yield "owner", "%s, %s in the real one" % (image.owner(path), real.owner(path))
    if image.capability(path) != real.capability(path):
        yield "capability", "%s, %s in the real one" % (image.capability(path), real.capability(path))
    if ours == "link":
        targets = [os.readlink(r.top + path) for r in (image, real)]
        if targets[0] != targets[1]:
            yield "target", "%s, %s in the real one" % tuple(targets)
    if ours == "file" and path not in ACCOUNTS:
        what = same_body(image, real, path)
        if what:
            yield "content", what


# The date of the last password change is not compared: an image has no build date.
FIELDS = {"/etc/passwd": (0, 3, 4, 5), "/etc/group": (0, 2), "/etc/shadow": (0, 2, 3, 4, 5, 6), "/etc/gshadow": (0, 1, 2)}


def compare_accounts(image, real, path):
    """(name, detail) for each account or group that is missing or different."""
    ours, theirs = image.records(path), real.records(path)
    for name, fields in theirs.items():
        if name not in ours:
            yield name, "not there"
            continue
        for at in FIELDS[path]:
            values = [sorted(f[at].split(",")) if at < len(f) else [""] for f in (ours[name], fields)]
            if values[0] != values[1]:
                yield name, "field %d is %s, %s in the real one" % (at + 2, ",".join(values[0]), ",".join(values[1]))


class Answers:
    def __init__(self, report, image, real, base, exceptions):
        self.image, self.real, self.base = image, real, base
        self.packages = {p["package"] for p in report["packages"]}
        self.owners = real.packages_of_paths()
        self.rule = {usr(p) for entry in report["left_out"] for p in entry["paths"]}
        globs = [fnmatch.translate(g) for entry in report["unneeded"] for g in entry["paths"]]
        self.unneeded = re.compile("|".join(globs) or "$^")
        self.named = {usr(e["path"]) for e in report["not_made"] + report["findings"] if e.get("path")}
        self.trees = {usr(e["path"]) for e in report["not_made"] if e.get("count", 1) > 1}
        self.scripts, self.scripts_of_others = self.script_text(True), self.script_text(False)
        self.tmpfiles, self.sysusers = self.text_of("/usr/lib/tmpfiles.d/"), self.text_of("/usr/lib/sysusers.d/")
        self.others = self.files_of_others()
        self.not_made = report["not_made"]
        self.exceptions = exceptions

    def text_of(self, directory):
        return "\n".join(self.image.read(p).decode("utf-8", "replace") for p in sorted(self.image.members)
                         if p.startswith(directory) and kind_of(self.image.members[p]) == "file")

    def script_text(self, ours):
        """The install scripts of the image's packages, or of the others; they may make paths they name."""
        found = []
        info = self.real.top + "/var/lib/dpkg/info/"
        for name in os.listdir(info):
            package, _, kind = name.rpartition(".")
            if kind in ("preinst", "postinst") and (package.split(":")[0] in self.packages) == ours:
                with open(info + name, encoding="utf-8", errors="replace") as file:
                    found.append(file.read())
        return "\n".join(found)

    def files_of_others(self):
        """The files of packages that apt did not choose: debslim chose a cheaper alternative."""
        there, found = self.real.packages(), set()
        for package in self.packages - there:
            sums = "/var/lib/dpkg/status.d/%s.md5sums" % package
            if sums in self.image.members:
                found.update(usr("/" + line.split("  ", 1)[1]) for line in self.image.read(sums).decode().splitlines())
        links = {p for p in self.image.members.keys() - self.real.members.keys()
                 if kind_of(self.image.members[p]) == "link" and usr(os.path.normpath(
                     os.path.join(os.path.dirname(p), os.readlink(self.image.top + p)))) in found}
        return found | links

    def above(self, path, among):
        while path:
            if path in among:
                return True
            path = path.rpartition("/")[0]
        return False

    def account_said(self, path):
        file, _, name = path.partition("#")
        named = {"/etc/shadow": "/etc/passwd", "/etc/gshadow": "/etc/group"}.get(file, file)
        return any(e["kind"] == "account" and e["path"] == named and
                   re.search(r"\b%s\b" % re.escape(name), e["consequence"]) for e in self.not_made)

    def said(self, path):
        if path in self.rule or path + "/" in self.rule or self.unneeded.match(path):
            return "rule"
        if path in self.named or self.above(path, self.trees) or self.account_said(path):
            return "told"
        return None

    def answer(self, kind, path, detail):
        said = self.said(path) if kind != "extra" else None
        owners = self.owners.get(path)
        if said:
            return said
        if kind == "lacks" and owners and not owners & self.packages:
            return "closure"
        if kind == "extra" and path in self.others:
            return "closure"
        for exception in self.exceptions:
            if exception.explains(self, kind, path, detail):
                return exception.name
        if owners and owners & self.packages:
            return "unsaid:files"
        if path in self.base.members or path.split("#")[0] in ACCOUNTS:
            return "unsaid:system"
        return "unsaid:scripts"


class Exception_:
    """A line of tests/data/truth.exceptions: kinds of difference, a mechanism, a maximum per request, why."""

    def __init__(self, text):
        self.name, self.kinds, self.mechanism, most, self.reason = [x.strip() for x in text.split("|", 4)]
        self.left = int(most)

    def explains(self, answers, kind, path, detail):
        word, _, argument = self.mechanism.partition(" ")
        if kind not in self.kinds.split(",") or not MECHANISMS[word](answers, path, detail, argument.strip()):
            return False
        self.left -= 1
        return self.left >= 0


def by_name(_, path, detail, argument):
    return any(fnmatch.fnmatchcase(path, glob) for glob in argument.split())


def of_tmpfiles(answers, path, detail, _):
    """systemd-tmpfiles makes it or sets its mode; without systemd-tmpfiles, nothing does."""
    return path in answers.tmpfiles or path.replace("/run/", "/var/run/") in answers.tmpfiles


def of_other_package(answers, path, detail, _):
    """A missing account that a package outside the image makes, or that no package of the image names."""
    name = r"\b%s\b" % re.escape(path.partition("#")[2])
    return detail == "not there" and (
        re.search(r"(?m)^[^#\n]*(addgroup|groupadd|adduser|useradd)\b.*" + name, answers.scripts_of_others) is not None
        or not re.search(name, answers.scripts + answers.sysusers))


def of_base(answers, path, detail, _):
    """It exists, unchanged, before the installation: a package of the base, not of the image, made it."""
    name = path.split("#")
    if len(name) > 1:
        there = answers.base.records(name[0]).get(name[1])
        return there is not None and there == answers.real.records(name[0]).get(name[1])
    if path not in answers.base.members or path in answers.owners and answers.owners[path] & answers.packages:
        return False
    if path in answers.scripts:
        return False
    if path not in answers.image.members:
        return True
    return not any(compare_both(answers.base, answers.real, path))


def leads_nowhere(answers, path, detail, _):
    """A link whose target is left out by a rule, or belongs to a package that is not in the image."""
    if path not in answers.real.members or kind_of(answers.real.members[path]) != "link":
        return False
    seen, at = set(), path
    while at not in seen and at in answers.real.members and kind_of(answers.real.members[at]) == "link":
        seen.add(at)
        text = os.readlink(answers.real.top + at)
        at = usr(os.path.normpath(text if text.startswith("/") else os.path.dirname(at) + "/" + text))
        owners = answers.owners.get(at)
        if answers.said(at) == "rule" or owners and not owners & answers.packages:
            return True
    return False


MECHANISMS = {"name": by_name, "base": of_base, "leads-nowhere": leads_nowhere, "tmpfiles": of_tmpfiles,
              "other-package": of_other_package}


def differences(image, real):
    for path in sorted(image.members.keys() | real.members.keys()):
        if path not in image.members:
            yield "lacks", path, kind_of(real.members[path])
        elif path not in real.members:
            yield "extra", path, kind_of(image.members[path])
        else:
            for kind, detail in compare_both(image, real, path):
                yield kind, path, detail
            for name, detail in compare_accounts(image, real, path) if path in ACCOUNTS else ():
                yield "account", path + "#" + name, detail


def settle_directories(lines):
    """Gives a missing directory the answer for its content; an empty directory keeps its own answer."""
    answer_of = {path: answer for answer, kind, path, detail in lines if kind in ("lacks", "extra")}
    directories = {path for _, _, path, detail in lines if detail == "directory"}
    below = {}
    for path, answer in answer_of.items():
        parent = path.rpartition("/")[0]
        while parent in answer_of:
            below.setdefault(parent, set()).add(None if path in directories else answer)
            parent = parent.rpartition("/")[0]
    for answer, kind, path, detail in lines:
        if kind in ("lacks", "extra") and detail == "directory" and answer.startswith("unsaid"):
            inside = below.get(path, set()) - {None}
            unsaid = {a for a in inside if a.startswith("unsaid")}
            if inside:
                answer = sorted(unsaid or inside)[0]
        yield answer, kind, path, detail


def main():
    report_file, *roots, exceptions_file = sys.argv[1:]
    with open(report_file, encoding="utf-8") as file:
        report = json.load(file)
    image, real, base = [Root(x.rstrip("/")) for x in roots]
    with open(exceptions_file, encoding="utf-8") as file:
        exceptions = [Exception_(line) for line in file if line.strip() and not line.startswith("#")]
    answers = Answers(report, image, real, base, exceptions)
    lines = [(answers.answer(*d), *d) for d in differences(image, real)]
    print("compared\t%d" % len(image.members.keys() | real.members.keys()))
    for line in settle_directories(lines):
        print("\t".join(line).encode("utf-8", "backslashreplace").decode())


main()
