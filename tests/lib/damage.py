# SPDX-License-Identifier: GPL-2.0-or-later
"""damage.py [--every N] CACHE RESULT -- COMMAND...: damages the files below CACHE, one at a
time and each in several ways, and runs COMMAND after each change. Runs alternate between
--offline and online; a run with --offline that fails is repeated online. COMMAND must always
write the present content to RESULT; only an offline run may fail instead. Prints what went
wrong and a count of the runs.

--every N applies only every Nth damage to a file; --plain leaves out the text replacements."""
import argparse
import os
import shutil
import subprocess
import sys

# Changes that a reader of the file would accept: other field names, other values.
TEXTS = [
    (b"\nDepends:", b"\nEepends:"),
    (b"\nPackage: a", b"\nPackage: c"),
    (b"\nVersion: 1", b"\nVersion: 3"),
    (b"\nSize: ", b"\nSize: 1"),
    (b"\nFilename: pool", b"\nFilename: qool"),
    (b"\nSHA256: ", b"\nSHA256:  "),
    (b"\nCodename: b", b"\nCodename: c"),
    (b" bookworm ", b" cookworm "),
    (b"signed-by", b"sigfed-by"),
    (b"main", b"main "),
]


def flip(place):
    def change(content):
        at = max(min(int(len(content) * place), len(content) - 1), 0)
        return content[:at] + bytes(byte ^ 1 for byte in content[at:at + 1]) + content[at + 1:]
    return change


def exchange(old, new):
    return lambda content: content.replace(old, new)


def damages(path, other, plain):
    """Pairs of a name and a function that maps the old bytes to the new."""
    found = [("flip at %d%%" % (place * 100), flip(place)) for place in (0, 0.03, 0.5, 0.77, 1)]
    found += [("cut off", lambda content: content[:len(content) // 2]),
              ("empty", lambda content: b""),
              ("longer", lambda content: content + b"\n"),
              ("like " + os.path.basename(other), lambda content: read(other))]
    if not plain:
        found += [("to %r" % new, exchange(old, new)) for old, new in TEXTS]
    return found


def read(path):
    with open(path, "rb") as f:
        return f.read()


def files_below(top):
    return sorted(os.path.join(where, name) for where, _, names in os.walk(top) for name in names
                  if os.path.isfile(os.path.join(where, name)) and not os.path.islink(os.path.join(where, name))
                  and not name.startswith("lock"))


def restore(saved, cache):
    shutil.rmtree(cache)
    shutil.copytree(saved, cache, symlinks=True)


def apply(path, change, is_text):
    """False if the change has no effect. Keeps the file's time, as a disk that flips a bit does,
    except for text: the new time makes apt rebuild its package cache from the damaged list."""
    before = os.stat(path)
    old = read(path)
    new = change(old)
    if new == old:
        return False
    with open(path, "r+b") as f:
        f.truncate()
        f.write(new)
    later = 10 * 10**9 if is_text else 0
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + later))
    return True


class Attempt:
    def __init__(self, command, result):
        self.command, self.result, self.wanted = command, result, read(result)
        self.runs = self.same = self.refused = self.wrong = 0

    def run(self, label, *more):
        """Runs the command; returns whether it succeeded."""
        if os.path.exists(self.result):
            os.unlink(self.result)
        done = subprocess.run([*self.command, *more], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        self.runs += 1
        if done.returncode == 0 and read(self.result) == self.wanted:
            self.same += 1
        elif done.returncode in (4, 5) and more:
            self.refused += 1
        else:
            self.wrong += 1
            print("%s %s: status %d%s\n%s" % (label, " ".join(more), done.returncode,
                                              "" if done.returncode else ", another result",
                                              done.stdout.decode(errors="replace")[:800]))
        return done.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("cache")
    parser.add_argument("result")
    parser.add_argument("command", nargs="+")
    o = parser.parse_args()
    attempt, saved = Attempt(o.command, o.result), o.cache.rstrip("/") + ".saved"
    shutil.copytree(o.cache, saved, symlinks=True)
    names = [os.path.relpath(path, saved) for path in files_below(saved)]
    for number, name in enumerate(names):
        path, other = os.path.join(o.cache, name), os.path.join(saved, names[number - 1])
        for label, change in damages(path, other, o.plain)[number % o.every::o.every]:
            restore(saved, o.cache)
            if apply(path, change, label.startswith("to ")):
                label = "%s: %s" % (name, label)
                if attempt.runs % 2 or not attempt.run(label, "--offline"):
                    attempt.run(label)
    print("%d files, %d runs: %d the same, %d refused, %d wrong" %
          (len(names), attempt.runs, attempt.same, attempt.refused, attempt.wrong))
    shutil.rmtree(saved)
    sys.exit(1 if attempt.wrong or not attempt.runs else 0)


main()
