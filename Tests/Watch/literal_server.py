"""A server that sends what a test gives it, and no more."""

import contextlib
import socket
import threading
import time


class LiteralServer:
    """Answers each request with these pieces, each sent so many seconds after the one before; then closes, or waits."""

    def __init__(self, *pieces, closes=True):
        self._pieces = pieces
        self._closes = closes
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections = []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self):
        """Its address."""
        return "http://127.0.0.1:{}/".format(self._listener.getsockname()[1])

    def stop(self):
        """Listens no more, and ends its connections."""
        for each in (self._listener, *self._connections):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._connections.append(connection)
                threading.Thread(target=self._answer, args=[connection], daemon=True).start()

    def _answer(self, connection):
        with contextlib.suppress(OSError):
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(4096)
            for seconds, piece in self._pieces:
                time.sleep(seconds)
                connection.sendall(piece)
            if self._closes:
                connection.shutdown(socket.SHUT_RDWR)


STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n"


def part(jpeg, *fields):
    """One picture of a stream, with these header fields."""
    head = ["--b", "Content-Type: image/jpeg", f"Content-Length: {len(jpeg)}", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + jpeg + b"\r\n"
