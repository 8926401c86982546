"""The servers that are measured, started and ended one at a time."""

import os
import platform
import re
import shlex
import socket
import subprocess
import time
from dataclasses import dataclass

import tools

_MARTLET = os.environ.get("MARTLET") or str(tools.CHECKOUT / "build" / platform.machine() / "martlet")
_READY_SECONDS = 10
_END_SECONDS = 3
# Martlet's default; both encode with libjpeg, where the same number means the same tables.
_JPEG_QUALITY = 80


@dataclass(frozen=True)
class Server:
    """A server's name, its command line with places to fill in, and where its stream is."""

    name: str
    command: str
    target: str = "/stream"
    # Where the camera's frames carry no stamp: a target whose parts tell when their picture was captured.
    dated_target: str = ""

    def refusal(self, scenario):
        """Why it cannot take part in a scenario; empty if it can."""
        if scenario.only_for not in {"", self.name}:
            return f"it is for {scenario.only_for} alone"
        return scenario.not_for.get(self.name, "")


def known():
    """Martlet, ustreamer and the yardstick, in the order of the tables."""
    return [
        Server("martlet", shlex.quote(_MARTLET) + " --device {device} --size {width}x{height} --rate {rate} "
               "--format {martlet_format} --listen 127.0.0.1:{port}"),
        Server("ustreamer", "ustreamer -d {device} -m {ustreamer_format} -r {width}x{height} -f {rate} -s 127.0.0.1 "
               "-p {port} {ustreamer_quality}", dated_target="/stream?extra_headers=1"),
        Server("floor", shlex.quote(str(tools.BUILT / "floor")) + " {device} {width}x{height} {rate} {port}", "/"),
    ]


def added(text):
    """A server of the command line: NAME=COMMAND, with the stream's path behind a # if it is not /stream."""
    name, _, command = text.partition("=")
    command, _, target = command.partition("#")
    if not re.fullmatch(r"[\w.-]+", name) or not command.strip():
        raise ValueError(f"--server takes NAME='COMMAND' or NAME='COMMAND#/PATH', not {text!r}")
    return Server(name, command, target or "/stream")


def versions():
    """The versions of Martlet and ustreamer, by name."""
    found = {}
    for name, program in (("martlet", _MARTLET), ("ustreamer", "ustreamer")):
        try:
            done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=10)
        except (OSError, subprocess.SubprocessError) as error:
            raise tools.NotReady(f"{name} does not start ({error}); make bench builds and installs what is "
                                 "needed") from error
        found[name] = re.search(r"[\d.]+\d", done.stdout)[0]
    return found


class Failed(Exception):
    """A server did not start, or ended before its time; the message holds the last of what it said."""


class Running:
    """A server at work on a camera; ends with the `with` block."""

    def __init__(self, server, scenario, device, environment):
        self._server = server
        self.port = free_port()
        words = shlex.split(server.command.format(
            device=device, width=scenario.width, height=scenario.height, rate=scenario.rate, port=self.port,
            format=scenario.format, martlet_format="mjpeg" if scenario.format == "MJPG" else "raw",
            ustreamer_format="MJPEG" if scenario.format == "MJPG" else scenario.format,
            # For a camera's own JPEG ustreamer would set the camera instead.
            ustreamer_quality="" if scenario.format == "MJPG" else f"-q {_JPEG_QUALITY}"))
        self._log_path = tools.BUILT / f"{server.name}.log"
        with self._log_path.open("w", encoding="utf-8") as log:
            try:
                self.process = subprocess.Popen(words, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                                stdout=log, stderr=log)
            except OSError as error:
                raise Failed(f"{words[0]} cannot be started: {error.strerror}") from error

    def __enter__(self):
        deadline = time.monotonic() + _READY_SECONDS
        try:
            while not self._answers():
                self.check()
                if time.monotonic() > deadline:
                    raise Failed(f"{self._server.name} does not listen after {_READY_SECONDS} s{self._last_words()}")
                time.sleep(0.02)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        end(self.process)

    def check(self):
        """Throws Failed if it runs no more."""
        if self.process.poll() is not None:
            raise Failed(f"{self._server.name} ended with status {self.process.returncode}{self._last_words()}")

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 0.2).close()
        except OSError:
            return False
        return True

    def _last_words(self):
        lines = self._log_path.read_text(encoding="utf-8", errors="replace").splitlines()
        return ": " + " | ".join(lines[-2:]) if lines else ""


def end(process):
    """Asks a program to end, and sees to it."""
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port():
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
