# SPDX-License-Identifier: GPL-2.0-or-later
# What an image of Python has to do: python3 python3.py TEST...
import ctypes
import ctypes.util
import curses
import dbm
import http.server
import importlib
import io
import locale
import os
import pkgutil
import pty
import select
import shelve
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid

# Not on Linux, or not on Debian without a package of its own.
ELSEWHERE = {
    "_android_support", "_aix_support", "_apple_support", "_ios_support", "_msi", "_osx_support", "_overlapped", "_scproxy",
    "_winapi", "_wmi", "msilib", "msvcrt", "nt", "winreg", "winsound",
    "_pyrepl.windows_console", "asyncio.windows_events", "asyncio.windows_utils", "ctypes.wintypes",
    "encodings.mbcs", "encodings.oem", "multiprocessing.popen_spawn_win32", "_bootsubprocess",
}
if sys.version_info >= (3, 12):
    ELSEWHERE.add("_distutils_system_mod")  # only together with setuptools
# Not in the profile, but with --rule python-dbm=keep and so on.
OPTIONAL = {
    "_dbm", "dbm.ndbm", "nis", "_uuid",
    "_interpchannels", "_interpqueues", "_interpreters", "_pydatetime", "_xxsubinterpreters",
}
if sys.version_info >= (3, 13):
    OPTIONAL.add("readline")
PACKAGES = {"_gdbm", "dbm.gnu", "_tkinter", "tkinter", "turtle", "turtledemo", "idlelib", "ensurepip", "lib2to3"}
# They end the program, or are no modules by themselves.
NO = {"__main__", "_pyrepl._minimal_curses"}


def modules():
    stdlib = os.path.dirname(os.__file__)
    found = set(getattr(sys, "stdlib_module_names", sys.builtin_module_names))
    for module in pkgutil.walk_packages([stdlib, stdlib + "/lib-dynload"], onerror=lambda name: None):
        if not module.name.startswith(("dist-packages", "lib-dynload")):
            found.add(module.name)
    return sorted(name for name in found if not name.endswith(".__main__"))


def imports():
    lost, present = [], 0
    sys.stdout, out = io.StringIO(), sys.stdout  # "this" speaks
    for name in modules():
        if name in NO:
            continue
        try:
            importlib.import_module(name)
            present += 1
        except ImportError as error:
            if name not in ELSEWHERE | PACKAGES | OPTIONAL:
                lost.append("%s: %s" % (name, error))
    sys.stdout = out
    print("imports", present)
    assert not lost, lost


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write("grüße".encode())

    def log_message(self, *arguments):
        pass


def tls():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/tmp/server.pem", "/tmp/server.key")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "https://localhost:%d/" % server.server_port

    def get(**options):
        return urllib.request.urlopen(url, context=ssl.create_default_context(**options), timeout=20).read()

    assert get(cafile="/tmp/right.pem").decode() == "grüße"
    for options in ({"cafile": "/tmp/wrong.pem"}, {}):
        try:
            get(**options)
        except urllib.error.URLError as error:
            assert "CERTIFICATE_VERIFY_FAILED" in str(error), error
        else:
            raise AssertionError("a server of an unknown authority was taken")
    server.shutdown()
    anchors = len(ssl.create_default_context().get_ca_certs())
    print("tls", ssl.OPENSSL_VERSION.split()[0], anchors)
    assert anchors >= 100


def database():
    connection = sqlite3.connect("/tmp/test.db")
    connection.execute("create table t (a text)")
    connection.execute("insert into t values (?)", ("größe",))
    connection.commit()
    assert connection.execute("select upper(a), length(a) from t").fetchone() == ("GRößE", 5)
    print("database", sqlite3.sqlite_version)


def shelves():
    with shelve.open("/tmp/shelf") as shelf:
        shelf["größe"] = [1, 2]
    with shelve.open("/tmp/shelf", "r") as shelf:
        assert shelf["größe"] == [1, 2]
    print("shelves", dbm.whichdb("/tmp/shelf"))


def optional():
    ndbm = importlib.import_module("dbm.ndbm")
    with ndbm.open("/tmp/ndbm", "n") as db:
        db["größe"] = "1"
        assert db["größe"] == b"1"
    if sys.version_info < (3, 13):
        assert importlib.import_module("nis").error
        importlib.import_module("_xxsubinterpreters")
    else:
        for name in ("_interpchannels", "_interpqueues", "_interpreters", "_pydatetime"):
            importlib.import_module(name)
    assert importlib.import_module("readline").get_history_length
    assert importlib.import_module("_uuid").generate_time_safe()
    print("optional", ndbm.library)


def identifiers():
    made = {uuid.uuid1(), uuid.uuid1(), uuid.uuid4(), uuid.uuid5(uuid.NAMESPACE_DNS, "größe")}
    assert len(made) == 4 and {one.version for one in made} == {1, 4, 5}
    assert abs(uuid.uuid1().time / 1e7 - 12219292800 - time.time()) < 3600
    print("identifiers", len(made))


def terminal():
    """Where what is typed can be edited: Control-A leads to the start of the line."""
    for name in ("xterm", "xterm-256color", "linux", "screen-256color", "tmux-256color", "vt220"):
        curses.setupterm(name)
    child, fd = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm", HOME="/tmp")
        os.execv(sys.executable, [sys.executable, "-q"])
    shown = b""

    def expect(text):
        nonlocal shown
        end = time.time() + 60
        while text not in shown:
            assert time.time() < end and select.select([fd], [], [], 60)[0], shown
            shown += os.read(fd, 4096)

    expect(b">>> ")
    os.write(fd, b"40 + 2)\x01print('answer', \r")
    expect(b"answer 42")
    os.write(fd, b"import os; os._exit(7)\r")
    assert os.waitpid(child, 0)[1] == 7 << 8
    assert b"warning" not in shown, shown
    print("terminal", 42)


def libraries():
    for name in ("c", "m", "ssl", "stdc++", "z"):
        path = ctypes.util.find_library(name)
        assert path, "find_library does not find " + name
        ctypes.CDLL(path)
    assert ctypes.CDLL(ctypes.util.find_library("c")).getpid() == os.getpid()
    assert ctypes.util.find_library("nothing-of-this-name") is None
    print("libraries", ctypes.util.find_library("c"))


def names():
    assert sys.getfilesystemencoding() == "utf-8"
    if "LANG" in os.environ:
        assert locale.setlocale(locale.LC_ALL, "") == "C.UTF-8"
    path = "/tmp/größe-日本"
    with open(path, "w") as file:  # the encoding of the environment
        file.write("日本\n")
    assert "größe-日本" in os.listdir("/tmp")
    with open(path, "rb") as file:
        assert file.read() == "日本\n".encode()
    print("names", "größe")


def processes():
    assert not os.path.exists("/bin/sh")
    code = "import sys; print(sys.argv[1].upper(), file=sys.stderr); sys.exit(7)"
    result = subprocess.run([sys.executable, "-c", code, "größe"], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert (result.returncode, result.stderr.decode()) == (7, "GRÖSSE\n"), result
    assert os.getuid() == 65532
    try:
        open("/usr/lib/written", "w")
    except OSError:
        pass
    else:
        raise AssertionError("the root can be written")
    print("processes", result.returncode)


def venv():
    import venv as module
    module.create("/tmp/venv", with_pip=False)
    code = "import sys; print(sys.prefix, sys.base_prefix)"
    out = subprocess.check_output(["/tmp/venv/bin/python", "-c", code], stderr=subprocess.STDOUT).decode()
    assert out == "/tmp/venv /usr\n", out
    print("venv", out.split()[0])


for test in sys.argv[1:]:
    {"imports": imports, "tls": tls, "database": database, "libraries": libraries, "names": names,
     "shelves": shelves, "optional": optional, "identifiers": identifiers, "terminal": terminal,
     "processes": processes, "venv": venv}[test]()
