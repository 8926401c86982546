"""Nothing to do: it does nothing."""

import os
import re
import tempfile
import time
from pathlib import Path

from case import EndToEndCase, require
from http1 import Connection

SECONDS = int(os.environ.get("MARTLET_IDLE_SECONDS", "3"))
# The connection of the last question is still being closed.
SETTLING_SECONDS = 0.5


class Idle(EndToEndCase):
    """What the program asks of the kernel, seen by a tracer."""
    longest_seconds = SECONDS + 60

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = Path(folder.name, "calls")
        # With -D the tracer stands aside, and the process is the program itself.
        self.daemon = self.start("--idle-close", "1", before=[
            require("strace"), "-D", "-f", "-qq", "-ttt", "-o", str(self.log)])

    def test_unwatched(self):
        """without a viewer it makes no system call, however long, and then a viewer wakes it"""
        viewer = self.view(self.daemon)
        viewer.take(3)
        viewer.close()
        self.wait_until("it is idle", lambda: self.daemon.state()["state"] == "idle", 20)
        self.assert_silent(SECONDS)
        self.note(f"none in {SECONDS} s")
        self.view(self.daemon).take(2)
        self.assert_traced()

    def test_paused(self):
        """paused and with nobody to be told so, it makes no system call either"""
        viewers = [self.view(self.daemon), self.view(self.daemon, "/stream?fps=1")]
        viewers[0].take(3)
        with Connection(self.daemon.address) as half:
            self.pause(self.daemon)
            viewers[0].take(2)
            for viewer in viewers:
                viewer.close()
            half.send(b"GET /half HTTP/1.1\r\n")
            self.assert_silent(1)
        self.daemon.put("/streaming", "on")
        self.view(self.daemon).take(2)
        self.assert_traced()

    def assert_silent(self, seconds):
        """No system call begins or ends for so long."""
        begins = time.time() + SETTLING_SECONDS
        time.sleep(SETTLING_SECONDS + seconds)
        self.assertEqual([line for line, moment in self.calls() if begins <= moment < begins + seconds], [])
        self.silence = begins, begins + seconds

    def assert_traced(self):
        """The tracer saw what came before the silence and what came after it."""
        begins, ends = self.silence
        self.wait_until("the tracer saw pictures before and after", lambda: {"before", "after"} <= {
            "before" if moment < begins else "after" if moment >= ends else "within"
            for line, moment in self.calls() if " sendmsg(" in line})

    def calls(self):
        """Each line of the log and its time, in seconds since 1970."""
        for line in self.log.read_text(encoding="utf-8").splitlines():
            if found := re.match(r"\d+ +(\d+\.\d+) ", line):
                yield line, float(found[1])
