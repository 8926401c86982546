"""A network between a server and its clients that can stop."""

import contextlib
import select
import socket
import threading


class Relay:
    """Hands on what comes, both ways, to a server; while it is stopped nothing, though connections stay and are made."""

    def __init__(self, server):
        self._server = server
        self._goes = threading.Event()
        self._goes.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        """Its address, without a slash at the end."""
        return "http://127.0.0.1:{}".format(self._listener.getsockname()[1])

    def stop(self):
        """Hands nothing on from now on."""
        self._goes.clear()

    def go_on(self):
        """Hands on what has come meanwhile, and what comes."""
        self._goes.set()

    def close(self):
        """Listens no more, and ends its connections."""
        self._goes.set()
        for each in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                self._ends += [client, server]
                threading.Thread(target=self._hand_on, args=[client, server], daemon=True).start()

    def _hand_on(self, client, server):
        other = {client: server, server: client}
        with contextlib.suppress(OSError, ValueError):
            while True:
                for end in select.select([client, server], [], [])[0]:
                    # Before it reads: what a network holds stays with who has sent it.
                    self._goes.wait()
                    received = end.recv(65536)
                    if not received:
                        other[end].shutdown(socket.SHUT_RDWR)
                        return
                    other[end].sendall(received)
