"""HTTP/1.1 as a client that looks closely: what it sends is up to the test, what it reads is read strictly."""

import re
import socket
from dataclasses import dataclass

_STATUS_LINE = re.compile(r"HTTP/1\.1 (\d{3}) [A-Z][A-Za-z ]*")
_FIELD = re.compile(r"([A-Za-z-]+): ([ -~]+)")


@dataclass(frozen=True)
class Answer:
    """Status, fields with their names in lower case, and content."""

    status: int
    fields: dict
    body: bytes

    @property
    def text(self):
        """The content as text."""
        return self.body.decode()


class Connection:
    """One connection to the program."""

    def __init__(self, address, timeout=15, receive_buffer=None):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.settimeout(timeout)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect(address)
        except OSError:
            self.socket.close()
            raise
        self._received = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Goes away."""
        self.socket.close()

    def send(self, data):
        """Sends bytes as they are."""
        self.socket.sendall(data)

    def answer(self, has_body=True):
        """The next answer; its head alone where it answers HEAD, or where its content ends with the connection."""
        head = self.read_until(b"\r\n\r\n").decode().split("\r\n")
        status = _STATUS_LINE.fullmatch(head[0])
        fields = [_FIELD.fullmatch(line) for line in head[1:-2]]
        if not status or not all(fields):
            raise AssertionError(f"not the head of an answer: {head}")
        named = {field[1].lower(): field[2] for field in fields}
        if len(named) != len(fields):
            raise AssertionError(f"a field stands twice: {head}")
        length = int(named.get("content-length", 0)) if has_body else 0
        return Answer(int(status[1]), named, self.read(length))

    def read(self, count):
        """Exactly so many bytes."""
        while len(self._received) < count:
            self._receive()
        data, self._received = self._received[:count], self._received[count:]
        return data

    def read_until(self, mark):
        """Everything up to and with the mark."""
        while mark not in self._received:
            self._receive()
        return self.read(self._received.index(mark) + len(mark))

    def has_some(self):
        """Whether bytes are here that nobody has taken."""
        return bool(self._received)

    def peek(self):
        """Waits until bytes are here, and leaves them."""
        if not self._received:
            self._receive()

    def read_some(self, most=1 << 18):
        """The bytes that are here or come next; none when the program has ended the connection."""
        data, self._received = self._received[:most], self._received[most:]
        return data or self.socket.recv(most)

    def read_to_end(self):
        """Everything until the program ends the connection."""
        data, self._received = self._received, b""
        while more := self.socket.recv(1 << 16):
            data += more
        return data

    def _receive(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise AssertionError(f"the connection ended after {self._received[-200:]}")
        self._received += data


def request(method, target, body=b"", version="1.1", **fields):
    """The bytes of a request; an underscore in a field's name stands for a hyphen, None leaves a field out."""
    fields = {"Host": "martlet.test", **fields}
    if body:
        fields["Content-Length"] = len(body)
    lines = [f"{method} {target} HTTP/{version}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(address, method, target, body=b"", **fields):
    """The answer to one request on a connection of its own."""
    with Connection(address) as connection:
        connection.send(request(method, target, body, Connection="close", **fields))
        answer = connection.answer(has_body=method != "HEAD")
        rest = connection.read_to_end()
        if rest:
            raise AssertionError(f"{len(rest)} bytes follow the answer: {rest[:80]}")
        return answer
