"""Every errno that a camera can give, and what is said of it: on the page, in /healthz, in the log, in the counters."""

import errno
import os
import socket
import subprocess
import tempfile
from pathlib import Path

import refusing_camera
from case import EndToEndCase

MISSING = "is not there: plug it in, or see what `martlet probe` lists"
UNPLUGGED = "was unplugged: plug it in again"
NO_PERMISSION = "may not be opened by this user: add it to group video, then log in again"
NO_BANDWIDTH = "needs more USB bandwidth than there is: lower the size or the rate"
NOT_A_CAMERA = "is not a video capture device: see what `martlet probe` lists"
RECEIVER = "is a ribbon-cable camera's receiver: start Martlet under `libcamerify`"
BUSY = "is in use by another program: close that one (`fuser -v {camera}` names it)"
FAILED = "does not answer as it should: it is tried again; if that lasts, plug it in anew ({call} gave error {code})"

# The call that is refused, with what, what is said and what is counted.
ROWS = (
    ("open", errno.ENOENT, MISSING, "missing"),
    ("open", errno.ENODEV, UNPLUGGED, "unplugged"),
    ("open", errno.ENXIO, UNPLUGGED, "unplugged"),
    ("open", errno.EACCES, NO_PERMISSION, "no_permission"),
    ("open", errno.EPERM, NO_PERMISSION, "no_permission"),
    ("open", errno.EBUSY, BUSY, "busy"),
    ("open", errno.EIO, FAILED, "failed"),
    ("VIDIOC_QUERYCAP", errno.ENOTTY, NOT_A_CAMERA, "not_a_camera"),
    ("VIDIOC_S_FMT", errno.EBUSY, BUSY, "busy"),
    ("VIDIOC_S_FMT", errno.EIO, FAILED, "failed"),
    ("VIDIOC_S_FMT", errno.EINVAL, FAILED, "failed"),
    ("VIDIOC_S_FMT", errno.ENODEV, UNPLUGGED, "unplugged"),
    ("VIDIOC_REQBUFS", errno.EBUSY, BUSY, "busy"),
    ("VIDIOC_REQBUFS", errno.ENOMEM, FAILED, "failed"),
    ("VIDIOC_QBUF", errno.EIO, FAILED, "failed"),
    ("VIDIOC_STREAMON", errno.ENOSPC, NO_BANDWIDTH, "no_bandwidth"),
    ("VIDIOC_STREAMON", errno.EIO, FAILED, "failed"),
    ("VIDIOC_STREAMON", errno.EPROTO, FAILED, "failed"),
    ("VIDIOC_STREAMON", errno.EPIPE, FAILED, "failed"),
    ("VIDIOC_DQBUF", errno.EIO, FAILED, "failed"),
    ("VIDIOC_DQBUF", errno.ENODEV, UNPLUGGED, "unplugged"),
)
RECEIVER_ROWS = (
    ("VIDIOC_STREAMON", errno.EPIPE), ("VIDIOC_STREAMON", errno.ENOLINK), ("VIDIOC_STREAMON", errno.EINVAL),
    ("VIDIOC_S_FMT", errno.EINVAL),
)
# By then a fault has been met often enough to be told, and to show that it is told once.
TRIES = 5


class Words(EndToEndCase):
    """A camera that refuses one call of the real program."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.camera = Path(folder.name, "camera")
        self.camera.touch()
        # Named by hand, a camera that cannot be had ends the program; under a service manager it is waited for.
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        self.manager.bind(str(Path(folder.name, "manager")))

    def begin(self, call, code, is_receiver=False):
        """The program, with a camera that refuses the call."""
        environment = refusing_camera.environment(self.camera, call, code, is_receiver)
        environment["NOTIFY_SOCKET"] = self.manager.getsockname()
        return self.launch("--device", self.camera, "--listen", "127.0.0.1:0", "--idle-close", "0", env=environment)

    def check(self, daemon, words, counter):
        """What is said is the sentence, everywhere and once; nothing else is counted."""
        sentence = f"{self.camera} {words}"
        state = self.wait_until(f"{counter} is counted {TRIES} times", lambda: (
            found if (found := daemon.state())["counters"]["faults"][counter] >= TRIES else None), 20)
        self.assertEqual(state["reason"], sentence)
        self.assertEqual({name for name, count in state["counters"]["faults"].items() if count}, {counter})
        answer = daemon.get("/healthz")
        self.assertEqual((answer.status, answer.text), (503, sentence + "\n"))
        told = [line for line in daemon.errors.splitlines() if sentence in line]
        self.assertEqual(told, [f"martlet: {sentence}"])
        self.assertEqual(daemon.stop()[0], 0)

    def test_table(self):
        """each errno of each call has its sentence"""
        # All at once: each waits most of the time.
        daemons = [self.begin(call, code) for call, code, _, _ in ROWS]
        for daemon, (call, code, words, counter) in zip(daemons, ROWS):
            with self.subTest(call=call, code=errno.errorcode[code]):
                self.check(daemon, words.format(camera=self.camera, call=call, code=code), counter)
        self.note(f"{len(ROWS)} of them")

    def test_receiver(self):
        """a ribbon-cable camera's receiver is sent to libcamerify"""
        daemons = [self.begin(call, code, is_receiver=True) for call, code in RECEIVER_ROWS]
        for daemon, (call, code) in zip(daemons, RECEIVER_ROWS):
            with self.subTest(call=call, code=errno.errorcode[code]):
                self.check(daemon, RECEIVER, "receiver")
        # What else it may refuse is as with any camera.
        self.check(self.begin("VIDIOC_STREAMON", errno.EIO, is_receiver=True),
                   FAILED.format(call="VIDIOC_STREAMON", code=errno.EIO), "failed")

    def test_holder(self):
        """EBUSY names the program that has the camera, and its process"""
        with open(self.camera, "rb") as opened, subprocess.Popen(["sleep", "60"], pass_fds=[opened.fileno()]) as holder:
            self.addCleanup(holder.kill)
            os.set_inheritable(opened.fileno(), False)
            opened.close()
            self.check(self.begin("VIDIOC_S_FMT", errno.EBUSY),
                       f"is in use by sleep (process {holder.pid}): close that one", "busy")
            holder.kill()
