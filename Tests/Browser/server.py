"""The Martlet under test: started, read from, ended."""

import atexit
import http.client
import json
import os
import re
import select
import signal
import subprocess
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


class ServerError(Exception):
    """Martlet did not start or did not answer as it must."""


class Server:
    """A Martlet that shows the test pattern.

    The program is the environment's MARTLET, or build/x86_64/martlet of this checkout. `port` 0 takes a free one.
    """

    def __init__(self, *arguments, port=0):
        program = os.environ.get("MARTLET") or str(REPOSITORY / "build/x86_64/martlet")
        if not os.access(program, os.X_OK):
            raise ServerError(f"{program} is not there: make firmware builds it")
        self.process = subprocess.Popen(
            [program, "--device", "pattern", "--listen", f"127.0.0.1:{port}", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        # Whatever ends the tests, it does not stay behind.
        atexit.register(self.process.kill)
        try:
            self.address = self._address()
        except ServerError:
            self.stop()
            raise
        self.port = int(self.address.rsplit(":", 1)[1].strip("/"))

    def _address(self):
        deadline = time.monotonic() + 10
        output = b""
        while not (found := re.search(rb"^martlet: (http://\S+/)\s", output, re.MULTILINE)):
            if not select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                raise ServerError(f"Martlet printed no address in 10 s, only {output!r}")
            data = os.read(self.process.stdout.fileno(), 4096)
            if not data:
                raise ServerError("Martlet ended before it printed an address")
            output += data
        return found[1].decode()

    def stop(self):
        """Ends it as a service manager would."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def kill(self):
        """Ends it as a power cut would."""
        self.process.kill()
        self.stop()

    def freeze(self):
        """Stops it in the middle of whatever it does, connections open."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        """Lets it go on."""
        self.process.send_signal(signal.SIGCONT)

    def get(self, path):
        """Status, headers and body of one GET."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def put(self, path, body):
        """Status of one PUT of plain text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("PUT", path, body=body, headers={"Content-Type": "text/plain"})
            return connection.getresponse().status
        finally:
            connection.close()

    def state(self):
        """The object that /state answers."""
        return json.loads(self.get("/state")[2])
