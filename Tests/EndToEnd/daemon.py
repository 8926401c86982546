"""The program under test, started and ended as a service manager would."""

import atexit
import json
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from http1 import ask

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("MARTLET") or str(CHECKOUT / "build/x86_64/martlet")
NOBODY = 65534
PROGRAM_AARCH64 = os.environ.get("MARTLET_AARCH64") or str(CHECKOUT / "build/aarch64/martlet")
_ADDRESS = re.compile(rb"martlet: http://(?:\[([0-9a-f:]+)\]|([0-9.]+)):(\d+)/")


class Daemon:
    """One run of the program.

    `before` stands in front of it on the command line (strace, an emulator, a shell that hands descriptors on), so
    that `process` may be another's. Its standard error goes to a file.
    """

    def __init__(self, *arguments, addresses=1, before=(), program=PROGRAM, **options):
        if not os.access(program, os.X_OK):
            raise unittest.SkipTest(f"there is no {program} (make firmware builds it)")
        self._errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [*before, program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self._errors, **options)
        # Whatever ends the tests, it does not stay behind.
        atexit.register(self.end)
        try:
            self.addresses = self._read_addresses(addresses)
        except BaseException:
            self.end()
            raise

    @property
    def address(self):
        """Host and port of its first address."""
        return self.addresses[0]

    @property
    def url(self):
        """Its first address as a program takes it, without a slash at the end."""
        return "http://{}:{}".format(*self.address)

    @property
    def errors(self):
        """What it has written to standard error."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")

    def get(self, target, method="GET", **fields):
        """The answer to one request."""
        return ask(self.address, method, target, **fields)

    def put(self, target, body, **fields):
        """The answer to one PUT of plain text."""
        return ask(self.address, "PUT", target, body.encode(), **fields)

    def state(self):
        """What `/state` says."""
        return json.loads(self.get("/state").body)

    def stop(self, number=signal.SIGTERM):
        """Tells it to end; gives its exit status and how long that took, in milliseconds."""
        # Popen.wait looks ever more seldom; the descriptor tells at once (pidfd_open(2)).
        process = os.pidfd_open(self.process.pid)
        try:
            started = time.monotonic()
            self.process.send_signal(number)
            select.select([process], [], [], 10)
            milliseconds = (time.monotonic() - started) * 1000
        finally:
            os.close(process)
        return self.process.wait(1), milliseconds

    def end(self):
        """Sees to it that it runs no more; gives its exit status, which is negative if it did until now."""
        atexit.unregister(self.end)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        return self.process.returncode

    def descriptors(self):
        """How many descriptors it has open (proc(5))."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def processor_seconds(self):
        """How long it has kept a processor busy (proc(5), stat)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self):
        """Rss of all its mappings but those of video devices, which are the driver's (proc(5), smaps)."""
        total, is_counted = 0, True
        for line in Path(f"/proc/{self.process.pid}/smaps").read_text(encoding="utf-8").splitlines():
            if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
                is_counted = "/dev/video" not in line
            elif is_counted and line.startswith("Rss:"):
                total += int(line.split()[1]) * 1024
        return total

    def _read_addresses(self, count, seconds=20):
        deadline = time.monotonic() + seconds
        output = b""
        while output.count(b"\n") < count:
            if not select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"no {count} addresses in {seconds} s, only {output}; {self.errors}")
            data = os.read(self.process.stdout.fileno(), 4096)
            if not data:
                status = self.process.wait(10)
                raise AssertionError(f"it ended with status {status} after {output}: {self.errors}")
            output += data
        return [_address(line) for line in output.splitlines()]


def _address(line):
    found = _ADDRESS.fullmatch(line)
    if not found:
        raise AssertionError(f"not a line with an address: {line}")
    return (found[1] or found[2]).decode(), int(found[3])


def run(*arguments, before=(), program=PROGRAM, seconds=10, given=""):
    """Runs the program to its end: exit status, standard output and standard error, as subprocess tells them.

    `given` is what standard input holds.
    """
    if not os.access(program, os.X_OK):
        raise unittest.SkipTest(f"there is no {program} (make firmware builds it)")
    return subprocess.run([*before, program, *map(str, arguments)], input=given, capture_output=True, text=True,
                          timeout=seconds)


def run_as_nobody(*arguments):
    """The same as a user who may do nothing special: this one, or nobody when this is the administrator."""
    if os.geteuid() != 0:
        return run(*arguments)
    with tempfile.TemporaryDirectory() as folder:
        # The checkout may lie where nobody may look.
        os.chmod(folder, 0o755)
        return run(*arguments, program=shutil.copy(PROGRAM, folder),
                   before=["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"])
