"""Firefox without a window, driven through Marionette: JSON with its length before it, over TCP (no package needed)."""

import atexit
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from png import Image


class MarionetteError(Exception):
    """Firefox refused a command, or did not answer in time."""


class Firefox:
    """One running Firefox with a profile of its own, and one tab in it."""

    def __init__(self):
        program = shutil.which("firefox-esr")
        if program is None:
            raise MarionetteError("firefox-esr is not installed (see Tests/Browser/packages.txt)")
        self.profile = Path(tempfile.mkdtemp(prefix="martlet-firefox-"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        preferences = {
            "marionette.port": port,
            "app.update.enabled": False,
            "browser.shell.checkDefaultBrowser": False,
            "datareporting.policy.dataSubmissionEnabled": False,
            "toolkit.telemetry.enabled": False,
            "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False,
        }
        (self.profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()))
        self.process = subprocess.Popen(
            [program, "--headless", "--marionette", "--no-remote", "--profile", str(self.profile),
             "--width", "640", "--height", "560", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self.profile), "MOZ_CRASHREPORTER_DISABLE": "1"})
        # Whatever ends the tests, it does not stay behind.
        atexit.register(self.process.kill)
        self.next_identifier = 0
        self.socket = None
        try:
            self.socket = self._connect(port)
            self.reader = self.socket.makefile("rb")
            self._receive()  # Firefox introduces itself first.
            self.call("WebDriver:NewSession", capabilities={})
        except (MarionetteError, OSError):
            self.close()
            raise

    def _connect(self, port):
        deadline = time.monotonic() + 60
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=60)
            except ConnectionRefusedError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise MarionetteError("Firefox opened no Marionette port in 60 s") from None
                time.sleep(0.2)

    def close(self):
        """Ends Firefox and removes its profile."""
        if self.socket:
            try:
                self.call("Marionette:Quit", flags=["eForceQuit"])
            except (MarionetteError, OSError):
                pass
            self.socket.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, name, **parameters):
        """Sends one command and returns its result."""
        self.next_identifier += 1
        message = json.dumps([0, self.next_identifier, name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        while True:
            answer = self._receive()
            if isinstance(answer, list) and answer[:2] == [1, self.next_identifier]:
                break
        if answer[2]:
            raise MarionetteError(f"{name}: {answer[2].get('message')}")
        return answer[3]

    def _receive(self):
        length = b""
        while (letter := self.reader.read(1)) != b":":
            if not letter:
                raise MarionetteError("Firefox has ended")
            length += letter
        return json.loads(self.reader.read(int(length)))

    def open(self, address):
        """Goes to the address."""
        self.call("WebDriver:Navigate", url=address)

    def run(self, expression):
        """The value of a JavaScript expression."""
        return self.call("WebDriver:ExecuteScript", script=f"return ({expression})", args=[])["value"]

    def image(self, rectangle):
        """What a part of the window shows; x, y, width, height in CSS pixels."""
        answer = self.call("WebDriver:TakeScreenshot", full=False, hash=False)
        return Image(base64.b64decode(answer["value"])).part(*map(int, rectangle))
