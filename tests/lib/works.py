#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The clients and servers that a works case uses from outside the root (tests/lib/works.sh).

  ask ADDRESS            send standard input, print the answer; ADDRESS is PORT, udp:PORT or a socket's path
  tell ADDRESS           send standard input as one datagram; ADDRESS is udp:PORT or a socket's path
  dns PORT NAME TYPE     ask a name server, print the answers
  fcgi ADDRESS SCRIPT    ask a FastCGI server for SCRIPT
  http PORT DIR [CERT]   serve a directory over HTTP, or over HTTPS with CERT (key and certificate)
  postgres PORT          answer each query of a PostgreSQL client with one row, the query itself
  missing IMAGE REAL     print the paths in the trace on standard input that exist in REAL but not in IMAGE
  terminal ROOT STEPS... -- COMMAND...
                         run COMMAND on a terminal of ROOT/dev/pts; STEPS are pairs: a pattern to wait for,
                         and keys to send then
"""
import fcntl, functools, http.server, os, re, select, socket, socketserver, ssl, struct, sys, termios, time

LONG = 20  # seconds to wait for a peer
QUIET = 0.7  # seconds after which an answer is complete


def connect(address):
    if address.startswith("/"):
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(LONG)
        s.connect(address)
        return s
    return socket.create_connection(("127.0.0.1", int(address)), LONG)


def answer(s):
    data, wait = b"", LONG
    while select.select([s], [], [], wait)[0]:
        part = s.recv(65536)
        if not part:
            break
        data, wait = data + part, QUIET
    return data


def ask(address):
    data = sys.stdin.buffer.read()
    if address.startswith("udp:"):
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.connect(("127.0.0.1", int(address[4:])))
    else:
        s = connect(address)
    s.sendall(data)
    sys.stdout.buffer.write(answer(s))


def tell(address):
    data = sys.stdin.buffer.read().rstrip(b"\n")
    if address.startswith("udp:"):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(data, ("127.0.0.1", int(address[4:])))
    else:
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(data, address)


TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "TXT": 16, "AAAA": 28}
CODES = {0: "NOERROR", 2: "SERVFAIL", 3: "NXDOMAIN", 5: "REFUSED"}


def dns_name(data, at):
    labels, end = [], None
    while data[at]:
        if data[at] & 0xC0:
            end = end or at + 2
            at = struct.unpack_from(">H", data, at)[0] & 0x3FFF
        else:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
    return ".".join(labels) + ".", end or at + 1


def dns_value(data, kind, at, size):
    raw = data[at : at + size]
    if kind == 1:
        return socket.inet_ntoa(raw)
    if kind == 28:
        return socket.inet_ntop(socket.AF_INET6, raw)
    if kind == 16:
        return raw[1:].decode()
    return dns_name(data, at)[0]


def dns(port, name, kind):
    question = b"".join(bytes([len(x)]) + x.encode() for x in name.strip(".").split(".") if x) + b"\0"
    query = struct.pack(">6H", 0x6465, 0x0100, 1, 0, 0, 0) + question + struct.pack(">2H", TYPES[kind], 1)
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect(("127.0.0.1", int(port)))
    for _ in range(10):
        try:
            s.send(query)
            if select.select([s], [], [], 2)[0]:
                data = s.recv(4096)
                break
        except ConnectionRefusedError:
            time.sleep(0.5)
    else:
        return print("no answer")
    flags, _, count = struct.unpack_from(">3H", data, 2)
    print(CODES.get(flags & 15, flags & 15))
    at = 12 + len(question) + 4
    for _ in range(count):
        owner, at = dns_name(data, at)
        code, _, _, size = struct.unpack_from(">2HIH", data, at)
        name = next((k for k, v in TYPES.items() if v == code), code)
        print(owner, name, dns_value(data, code, at + 10, size))
        at += 10 + size


def fcgi(address, script, method="GET"):
    def record(kind, body):
        return struct.pack(">BBHHBB", 1, kind, 1, len(body), 0, 0) + body

    variables = {"SCRIPT_FILENAME": script, "SCRIPT_NAME": script, "REQUEST_METHOD": method, "REQUEST_URI": script,
                 "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1", "GATEWAY_INTERFACE": "CGI/1.1"}
    params = b"".join(bytes([len(k), len(v)]) + (k + v).encode() for k, v in variables.items())
    s = connect(address)
    s.sendall(record(1, struct.pack(">HB5x", 1, 0)) + record(4, params) + record(4, b"") + record(5, b""))
    data, at = answer(s), 0
    while at + 8 <= len(data):
        _, kind, _, size, padding, _ = struct.unpack_from(">BBHHBB", data, at)
        if kind in (6, 7):
            sys.stdout.buffer.write(data[at + 8 : at + 8 + size])
        at += 8 + size + padding
    print()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def http_server(port, directory, certificate=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), functools.partial(Quiet, directory=directory))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


class Postgres(socketserver.StreamRequestHandler):
    """Implements just enough of protocol 3.0 for a client to log in and send simple queries."""

    def put(self, kind, body=b""):
        self.wfile.write(kind + struct.pack(">I", len(body) + 4) + body)

    def startup(self):
        while True:
            size, code = struct.unpack(">II", self.rfile.read(8))
            self.rfile.read(size - 8)
            if code == 196608:
                return
            self.wfile.write(b"N")  # neither TLS nor GSSAPI

    def handle(self):
        self.startup()
        self.put(b"R", struct.pack(">I", 0))
        for name, value in (("server_version", "15.0"), ("client_encoding", "UTF8"), ("DateStyle", "ISO, MDY"),
                            ("server_encoding", "UTF8"), ("standard_conforming_strings", "on"), ("TimeZone", "UTC")):
            self.put(b"S", name.encode() + b"\0" + value.encode() + b"\0")
        self.put(b"K", struct.pack(">II", 1, 2))
        self.put(b"Z", b"I")
        while (kind := self.rfile.read(1)) and kind != b"X":
            body = self.rfile.read(struct.unpack(">I", self.rfile.read(4))[0] - 4)
            if kind == b"Q":
                self.query(body.rstrip(b"\0"))

    def query(self, text):
        if re.match(rb"(begin|set|commit|rollback)\b", text, re.I):
            self.put(b"C", text.split()[0].upper() + b"\0")
        else:
            self.put(b"T", struct.pack(">H", 1) + b"query\0" + struct.pack(">IHIhih", 0, 0, 25, -1, -1, 0))
            self.put(b"D", struct.pack(">HI", 1, len(text)) + text)
            self.put(b"C", b"SELECT 1\0")
        self.put(b"Z", b"T" if re.match(rb"begin\b", text, re.I) else b"I")


def postgres(port):
    socketserver.ThreadingTCPServer.daemon_threads = True
    socketserver.ThreadingTCPServer(("127.0.0.1", int(port)), Postgres).serve_forever()


def open_terminal(root):
    master = os.open(root + "/dev/pts/ptmx", os.O_RDWR | os.O_NOCTTY)
    fcntl.ioctl(master, 0x40045431, struct.pack("i", 0))  # TIOCSPTLCK: unlock
    number = struct.unpack("i", fcntl.ioctl(master, 0x80045430, b"\0\0\0\0"))[0]  # TIOCGPTN
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    return master, f"{root}/dev/pts/{number}"


def on_terminal(slave, command):
    os.setsid()
    fd = os.open(slave, os.O_RDWR)
    fcntl.ioctl(fd, termios.TIOCSCTTY, 0)
    os.chmod(slave, 0o666)
    for n in (0, 1, 2):
        os.dup2(fd, n)
    os.execvp(command[0], command)


def await_text(master, pattern, seen):
    end = time.monotonic() + LONG
    while not re.search(pattern, seen, re.S) and time.monotonic() < end:
        if select.select([master], [], [], 0.5)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:  # the other side has closed it
                break
            seen += re.sub(rb"\x1b(\[[0-9;?>!]*[ -/]*[@-~]|[()#].|\].*?(\x07|\x1b\\)|.)", b"", part)
    return re.search(pattern, seen, re.S), seen


def terminal(root, *rest):
    at = rest.index("--")
    steps, command = list(rest[:at]), list(rest[at + 1 :])
    master, slave = open_terminal(root)
    pid = os.fork()
    if pid == 0:
        on_terminal(slave, command)
    everything = seen = b""
    while steps:
        found, seen = await_text(master, steps[0].encode(), seen)
        everything, seen = everything + seen, seen[found.end() :] if found else seen
        print(("saw " if found else "did not see ") + steps[0])
        if not found:
            break
        if len(steps) > 1:
            os.write(master, steps[1].encode().decode("unicode_escape").encode())
        steps = steps[2:]
    sys.stderr.write(everything.decode("utf-8", "replace")[-2000:])
    for _ in range(50):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return
        if select.select([master], [], [], 0.1)[0]:
            try:
                os.read(master, 65536)
            except OSError:
                pass
    os.kill(pid, 9)


CALL = re.compile(r'^\d+ +\w+\((?:AT_FDCWD, |\d+, )?(?:\{sa_family=AF_UNIX, sun_path=)?"([^"]*)".* = (?:-1 (\w+)|\d+)')


def exists(layers, path, hops=0):
    """Tells whether a path exists in a root made of layers, the upper first; follows links."""
    at = ""
    parts = [x for x in path.split("/") if x not in ("", ".")]
    for i, part in enumerate(parts):
        if part == "..":
            at = os.path.dirname(at)
            continue
        at += "/" + part
        found = next((x + at for x in layers if os.path.lexists(x + at)), None)
        if not found:
            return False
        if os.path.islink(found) and hops < 20:
            target = os.readlink(found)
            base = "" if target.startswith("/") else os.path.dirname(at) + "/"
            return exists(layers, "/".join([base + target] + parts[i + 1 :]), hops + 1)
    return True


def missing(image, real):
    """Prints the paths in a trace that the program looked for and that exist only in the real root."""
    told = set()
    for line in sys.stdin:
        m = CALL.match(line)
        if not m:
            continue
        path, error = m.groups()
        if not error or not path.startswith("/") or path in told or path.startswith(("/proc", "/sys", "/dev")):
            continue
        told.add(path)
        if error in ("ENOENT", "ENOTDIR") and not exists([image], path) and exists(real.split(":"), path):
            print(path)
        elif error in ("EACCES", "EPERM", "EROFS"):
            print(path, error)


COMMANDS = {"missing": missing, "ask": ask, "tell": tell, "dns": dns, "fcgi": fcgi, "http": http_server, "postgres": postgres,
            "terminal": terminal}
if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
