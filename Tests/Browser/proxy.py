"""A network that holds pictures back: forwards connections to Martlet and delays what /stream answers."""

import re
import select
import socket
import threading
import time
from collections import deque


class DelayingProxy:
    """Listens on a free port of 127.0.0.1. Answers on connections that ask for /stream leave `delay` seconds late.

    `age_forwarded` is the age in milliseconds (time.time() minus X-Timestamp) of the picture whose head was passed on
    last: the truth for a viewer behind this proxy, its own drawing time apart.
    """

    def __init__(self, port, delay):
        self.target = ("127.0.0.1", port)
        self.delay = delay
        self.age_forwarded = None
        self.ending = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        self.threads = [threading.Thread(target=self._accept)]
        self.threads[0].start()

    def close(self):
        """Ends every connection."""
        self.ending.set()
        for thread in self.threads:
            thread.join()
        self.listener.close()

    def _accept(self):
        while not self.ending.is_set():
            if select.select([self.listener], [], [], 0.1)[0]:
                thread = threading.Thread(target=self._carry, args=(self.listener.accept()[0],))
                self.threads.append(thread)
                thread.start()

    def _carry(self, viewer):
        delay = 0
        waiting = deque()  # (when to pass it on, bytes)
        with viewer, socket.create_connection(self.target) as martlet:
            viewer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                while not self.ending.is_set():
                    pause = max(0, min(0.1, waiting[0][0] - time.monotonic())) if waiting else 0.1
                    for ready in select.select([viewer, martlet], [], [], pause)[0]:
                        data = ready.recv(1 << 16)
                        if not data:
                            return
                        if ready is martlet:
                            waiting.append((time.monotonic() + delay, data))
                        else:
                            delay = self.delay if data.startswith(b"GET /stream ") else 0
                            martlet.sendall(data)
                    while waiting and waiting[0][0] <= time.monotonic():
                        data = waiting.popleft()[1]
                        viewer.sendall(data)
                        self._note(data)
            except OSError:
                return

    def _note(self, data):
        found = re.findall(rb"\r\nX-Timestamp: ([0-9.]+)\r\n", data)
        if found:
            self.age_forwarded = (time.time() - float(found[-1])) * 1000
