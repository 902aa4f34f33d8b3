# SPDX-License-Identifier: GPL-2.0-or-later
"""httpd.py DIRECTORY PORT-FILE LOG: a web server on loopback that exits by itself.

If a path contains the text in HTTP_STALL, the server sends half of the file and then
nothing more.

The server reads the file named by HTTP_ANSWERS for each request. Its lines are
"TEXT ANSWER": if a path contains TEXT, the server answers with that status (404,
503 ...), or does not answer at all ("hang")."""
import functools
import http.server
import os
import sys
import threading
import time

directory, port_file, log = sys.argv[1:4]
stall = os.environ.get("HTTP_STALL")
answers = os.environ.get("HTTP_ANSWERS")


def answer_for(path):
    if not answers or not os.path.exists(answers):
        return None
    with open(answers, encoding="ascii") as f:
        for text, answer in (line.split() for line in f):
            if text in path:
                return answer
    return None


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        with open(log, "a", encoding="utf-8") as f:
            f.write(format % args + "\n")

    def do_GET(self):
        answer = answer_for(self.path)
        if answer == "hang":
            time.sleep(280)
        elif answer:
            self.send_error(int(answer))
        else:
            super().do_GET()

    def copyfile(self, source, outputfile):
        if stall and stall in self.path:
            outputfile.write(source.read(os.fstat(source.fileno()).st_size // 2))
            outputfile.flush()
            time.sleep(280)
        super().copyfile(source, outputfile)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=directory))
server.daemon_threads = True
open(log, "a", encoding="utf-8").close()
with open(port_file + ".new", "w", encoding="ascii") as f:
    f.write(str(server.server_address[1]))
os.rename(port_file + ".new", port_file)
timer = threading.Timer(280, os._exit, [0])
timer.daemon = True
timer.start()
server.serve_forever()
