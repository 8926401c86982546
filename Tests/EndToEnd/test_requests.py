"""Requests: connections that go on, those that do not, and the limits at their edges."""

import time

from case import EndToEndCase, require
from http1 import Connection, request

REFUSED = [
    (b"\x00\xff\x13\x37 garbage\r\n\r\n", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),  # how a TLS client begins
    (b"GET /\r\n\r\n", 400),
    (b"GET / HTTP/1.1\nHost: a\n\n", 400),
    (b"GET / HTTP/1.1\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
    (b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    (b"GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
    (b"POST /streaming HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405),
    (b"PUT /streaming HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
    (b"PUT /streaming HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", 413),
    (b"PUT /streaming HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", 417),
    (b"GET /" + b"a" * 4096, 414),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 4096, 431),
]


class Connections(EndToEndCase):
    """One connection and several requests."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start()

    def test_keep_alive(self):
        """a connection goes on after each answer, until it is asked to end"""
        with Connection(self.daemon.address) as connection:
            for path in ("/", "/state", "/nothing", "/healthz", "/snapshot", "/"):
                connection.send(request("GET", path))
                answer = connection.answer()
                self.assertEqual(answer.fields["connection"], "keep-alive")
                self.assertEqual(answer.status, 404 if path == "/nothing" else 200)
            connection.send(request("GET", "/healthz", Connection="close"))
            self.assertEqual(connection.answer().fields["connection"], "close")
            self.assertEqual(connection.read_to_end(), b"")
        self.assertEqual(self.daemon.state()["counters"]["connections"], 2)

    def test_old_version(self):
        """HTTP/1.0 ends the connection, unless it asks to keep it, and needs no Host"""
        with Connection(self.daemon.address) as connection:
            connection.send(request("GET", "/healthz", version="1.0", Host=None, Connection="keep-alive"))
            self.assertEqual(connection.answer().text, "ok\n")
            connection.send(request("GET", "/healthz", version="1.0", Host=None))
            self.assertEqual(connection.answer().text, "ok\n")
            self.assertEqual(connection.read_to_end(), b"")

    def test_pipelined(self):
        """a hundred requests at once, and then a byte at a time, are answered in their order"""
        kinds = [("GET", "/healthz"), ("HEAD", "/"), ("GET", "/nothing"), ("PUT", "/streaming"), ("GET", "/snapshot")]
        bodies = {"PUT": b"on"}
        expected = {"/healthz": "text/plain; charset=utf-8", "/": "text/html; charset=utf-8",
                    "/streaming": "text/plain; charset=utf-8", "/snapshot": "image/jpeg"}
        sent = b"".join(request(method, path, bodies.get(method, b"")) for method, path in kinds)
        with Connection(self.daemon.address) as connection:
            connection.send(sent * 20)
            for _ in range(20):
                for method, path in kinds:
                    answer = connection.answer(has_body=method != "HEAD")
                    self.assertEqual(answer.status, 404 if path == "/nothing" else 200, path)
                    if path != "/nothing":
                        self.assertEqual(answer.fields["content-type"], expected[path])
            for byte in sent:
                connection.send(bytes([byte]))
            self.assertEqual([connection.answer(has_body=method != "HEAD").status for method, _ in kinds],
                             [200, 200, 404, 200, 200])

    def test_head(self):
        """HEAD answers with the fields of GET and no content"""
        for path in ("/", "/healthz", "/snapshot"):
            get, head = self.daemon.get(path), self.daemon.get(path, "HEAD")
            self.assertEqual((head.status, head.body), (200, b""), path)
            self.assertEqual(head.fields.keys(), get.fields.keys(), path)
            if path != "/snapshot":
                self.assertEqual(head.fields["content-length"], str(len(get.body)))

    def test_refused(self):
        """what is no good request is refused with its status and one plain line, and the next one is served"""
        for sent, status in REFUSED:
            with self.subTest(sent[:40]), Connection(self.daemon.address) as connection:
                connection.send(sent)
                answer = connection.answer()
                self.assertEqual((answer.status, answer.fields["content-type"]), (status, "text/plain; charset=utf-8"))
                self.assertRegex(answer.text, r"\A[ -~]+\n\Z")
                self.assertEqual(answer.fields["connection"], "close")
                self.assertEqual("allow" in answer.fields, status == 405)
                self.assertEqual(connection.read_to_end(), b"")
        self.assertEqual(self.daemon.get("/healthz").status, 200)
        self.assertEqual(self.daemon.state()["counters"]["rejected"], len(REFUSED))

    def test_nothing_by_get(self):
        """nothing changes by GET: only PUT is taken where something would"""
        for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS"):
            answer = self.daemon.get("/streaming", method)
            self.assertEqual((answer.status, answer.fields["allow"]), (405, "PUT"), method)
        self.assertEqual(self.daemon.state()["state"], "streaming")


class Patience(EndToEndCase):
    """How long it waits for a peer."""

    def test_slow_head(self):
        """a head that comes a byte at a time gets 408 when its time is over, however busy its sender"""
        daemon = self.start("--head-time", "1")
        with Connection(daemon.address) as connection:
            started = time.monotonic()
            for byte in b"GET / HTTP/1.1\r\nHost: martlet.test\r\nX-Slow: ":
                connection.send(bytes([byte]))
                time.sleep(0.01)
            while not self.has_answer(connection):
                connection.send(b"a")
            answer = connection.answer()
            self.assertEqual((answer.status, answer.fields["connection"]), (408, "close"))
            self.assertGreaterEqual(time.monotonic() - started, 0.95)
        self.assertEqual(daemon.get("/healthz").status, 200)

    def test_idle_connection(self):
        """a connection without a request is closed without a word when its time is over"""
        daemon = self.start("--head-time", "2", "--keep-alive-time", "1")
        with Connection(daemon.address) as silent, Connection(daemon.address) as served:
            served.send(request("GET", "/healthz"))
            served.answer()
            started = time.monotonic()
            self.assertEqual(served.read_to_end(), b"")
            self.assertGreaterEqual(time.monotonic() - started, 0.95)
            self.assertEqual(silent.read_to_end(), b"")
        self.assertEqual(daemon.state()["counters"]["rejected"], 0)

    def has_answer(self, connection):
        """Whether an answer comes within a hundredth of a second."""
        connection.socket.settimeout(0.01)
        try:
            connection.peek()
        except TimeoutError:
            return False
        finally:
            connection.socket.settimeout(15)
        return True


class Limits(EndToEndCase):
    """The limits, at their edges."""

    def test_head_bytes(self):
        """a head of as many bytes as may be is taken, one of a byte more gets 431"""
        for limit in (256, 4096, 65536):
            daemon = self.start("--head-bytes", limit)
            for length, status in ((limit, 200), (limit + 1, 431)):
                plain = request("GET", "/healthz", X_Long="")
                sent = request("GET", "/healthz", X_Long="a" * (length - len(plain)))
                self.assertEqual(len(sent), length)
                with Connection(daemon.address) as connection:
                    connection.send(sent)
                    self.assertEqual(connection.answer().status, status, length)

    def test_viewers(self):
        """one viewer more than may be gets 503, HEAD does not, and a place that is left is taken"""
        daemon = self.start("--viewers", "2")
        viewers = [self.view(daemon), self.view(daemon, "/stream?fps=1")]
        answer = daemon.get("/stream")
        self.assertEqual((answer.status, answer.text), (503, "too many viewers: try again later\n"))
        self.assertEqual(daemon.get("/stream", "HEAD").status, 200)
        self.assertEqual(daemon.get("/snapshot").status, 200)
        viewers[1].close()
        self.wait_until("the viewer is forgotten", lambda: len(daemon.state()["viewers"]) == 1)
        self.view(daemon).take(2)
        viewers[0].take(2)

    def test_connections(self):
        """one connection more than may be gets 503 and a plain line; a place that is left is taken"""
        daemon = self.start("--connections", "3")
        held = [Connection(daemon.address) for _ in range(3)]
        for connection in held:
            self.addCleanup(connection.close)
            connection.send(request("GET", "/healthz"))
            self.assertEqual(connection.answer().status, 200)
        with Connection(daemon.address) as refused:
            answer = refused.answer()
            self.assertEqual((answer.status, answer.text), (503, "too many connections: try again later\n"))
            self.assertEqual(refused.read_to_end(), b"")
        held[0].send(request("GET", "/state"))
        self.assertIn(b'"rejected":1', held[0].answer().body)
        held[1].close()
        self.wait_until("there is room again", lambda: self.is_taken_in(daemon))

    def test_descriptors(self):
        """when the kernel has no descriptor left, who is in is served, nothing spins, and room is used again"""
        daemon = self.start(before=[require("prlimit"), "--nofile=24"])
        viewer = self.view(daemon)
        viewer.take(2)
        waiting = [Connection(daemon.address) for _ in range(30)]
        for connection in waiting:
            self.addCleanup(connection.close)
        self.wait_until("no descriptor is left", lambda: daemon.descriptors() == 24)
        self.assertEqual(len({part.sequence for part in viewer.take(10)}), 10)
        viewer.close()
        before = daemon.processor_seconds()
        time.sleep(1)
        self.assertLess(daemon.processor_seconds() - before, 0.2)
        for connection in waiting:
            connection.close()
        self.wait_until("there is room again", lambda: self.is_taken_in(daemon))

    def is_taken_in(self, daemon):
        """Whether a new connection gets an answer other than that there is no room."""
        with Connection(daemon.address) as connection:
            connection.send(request("GET", "/healthz"))
            return connection.answer().status == 200
