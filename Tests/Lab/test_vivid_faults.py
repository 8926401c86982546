"""Whatever the kernel's virtual camera can be made to do wrong: viewers are told, stay, and have its pictures again."""

import functools
import re
import struct
import time

import strict_jpeg
from outage import Fault, OutageCase

NAME = "vivid-000"
DRIVER = "/sys/bus/platform/drivers/vivid"
GONE = r"was unplugged|is not there"
SILENT = r"sends no pictures"
# Drawn pictures have a dark ground (30) and some writing; vivid's colour bars come to 65 in the middle.
DARK = 52
# The frame timeout of 2 s, a quarter until viewers are told, and what drawing takes.
SILENCE_SECONDS = 3
SHORT_SECONDS = 1


def _words(code):
    """Every text that a function or one within it names."""
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif hasattr(constant, "co_consts"):
            yield from _words(constant)


@functools.lru_cache(maxsize=64)
def decoded(picture):
    """What a decoder makes of a picture; all viewers get the same ones."""
    return strict_jpeg.decode([picture])[0]


class VividFaults(OutageCase):
    """A raw webcam, encoded here: its pictures are bright, drawn ones are dark."""

    size = (320, 180)

    def setUp(self):
        super().setUp()
        self.enter()

    def arguments(self):
        told = self.guest.check("martlet probe")
        identity = re.search(rf"platform-\S*{NAME}[^\s),;]*", told)
        self.assertIsNotNone(identity, told)
        return "--device", identity[0], "--size", "320x180", "--rate", "15", "--format", "raw"

    def is_drawn(self, picture):
        seen = decoded(_without_padding(picture))
        self.assertTrue(seen.is_clean, seen)
        self.assertEqual((seen.width, seen.height), self.size)
        return seen.brightness < DARK

    def check_frames(self, pictures):
        # Each was decoded when it came.
        self.assertTrue(pictures, "no picture of the camera arrived")

    def test_fatal_error(self):
        """vivid, a fatal streaming error"""
        restarts = self.daemon.state()["counters"]["restarts"]
        self.recover(lambda: self._inject("inject_fatal_streaming_error"), r"VIDIOC_DQBUF", ("failed",))
        self.assertGreater(self.daemon.state()["counters"]["restarts"], restarts, "it was not stopped and started")

    def test_fatal_errors_without_end(self):
        """vivid, forty fatal streaming errors, one after the other"""
        self.recover(self._inject_for_seconds, r"VIDIOC_", ("failed",), ("silent",))

    def test_disconnected(self):
        """vivid, disconnected: it is back when it is closed"""
        self.recover(lambda: self._inject("disconnect"), GONE, ("unplugged",), ("missing",))

    def test_disconnected_and_held(self):
        """vivid, disconnected, and held open by another program: its node stays and gives nothing"""
        self.endure(Fault(self._disconnect_held, self._let_go, GONE, ("unplugged", "missing")))

    def test_unbound(self):
        """vivid, unbound from its driver and bound again"""
        self.addCleanup(self.guest.run, f"[ -e {DRIVER}/vivid.0 ] || echo vivid.0 >{DRIVER}/bind")
        self.endure(Fault(lambda: self.guest.check(f"echo vivid.0 >{DRIVER}/unbind"),
                          lambda: self.guest.check(f"echo vivid.0 >{DRIVER}/bind") and None,
                          GONE, ("unplugged", "missing")))

    def test_all_buffers_dropped(self):
        """vivid, all buffers dropped"""
        self.addCleanup(self._drop, 0)
        self.endure(Fault(lambda: self._drop(100), lambda: self._drop(0), SILENT, ("silent",), told=SILENCE_SECONDS))

    def test_qbuf_error(self):
        """vivid, an error when a buffer is given back"""
        self.recover(lambda: self._inject("inject_vidioc_qbuf_error"), r"VIDIOC_QBUF", ("failed",))

    def test_reqbufs_error(self):
        """vivid, an error when buffers are asked for"""
        self.recover(lambda: self._inject_while_paused("inject_vidioc_reqbufs_error"), r"VIDIOC_REQBUFS", ("failed",))

    def test_streamon_error(self):
        """vivid, an error when the stream is started"""
        self.recover(lambda: self._inject_while_paused("inject_vidioc_streamon_error"), r"VIDIOC_STREAMON", ("failed",))

    def test_damaged_buffer(self):
        """vivid, a buffer marked as damaged: a frame less"""
        self.shrug_off(lambda: self._inject("inject_v4l2_buf_flag_error"), SHORT_SECONDS,
                       lambda grown, _: self.assertEqual(grown["damaged"], 1))

    def test_invalid_request(self):
        """vivid, an error for who uses the request API: nothing for who does not"""
        self.shrug_off(lambda: self._inject("inject_req_validate_error"), SHORT_SECONDS,
                       lambda grown, _: self.assertEqual(grown["damaged"], 0))

    def test_nothing_is_left_out(self):
        """vivid, every control that injects an error has its test"""
        listed = self.guest.check(f"v4l2-ctl -d {self._node} -l")
        tested = {word for name, test in vars(VividFaults).items() if name.startswith("test_")
                  for word in _words(test.__code__) if re.fullmatch(r"inject_\w+", word)}
        self.assertEqual(set(re.findall(r"\binject_\w+", listed)), tested)
        self.is_well = True

    @property
    def _node(self):
        return self.guest.camera_path(NAME)

    def _set(self, control, value):
        self.guest.check(f"v4l2-ctl -d {self._node} -c {control}={value}")

    def _drop(self, percentage):
        self._set("percentage_of_dropped_buffers", percentage)

    def _inject(self, control):
        returned = time.time()
        self._set(control, 1)
        return returned

    def _inject_while_paused(self, control):
        self.switch("off")
        self._set(control, 1)
        returned = time.time()
        self.switch("on")
        return returned

    def _inject_for_seconds(self):
        self.guest.check(f"for each in $(seq 40); do v4l2-ctl -d {self._node} -c inject_fatal_streaming_error=1; usleep 30000; done")
        return time.time()

    def _disconnect_held(self):
        self.let_go = self.hold_open(self._node)
        self._set("disconnect", 1)

    def _let_go(self):
        self.let_go()
        return time.time()


def _without_padding(picture):
    """The picture of /video_feed as it is in /stream: a comment of blanks stands in front of it."""
    if picture[2:4] == b"\xff\xfe":
        (length,) = struct.unpack(">H", picture[4:6])
        if not picture[6:4 + length].strip():
            return picture[:2] + picture[4 + length:]
    return picture

