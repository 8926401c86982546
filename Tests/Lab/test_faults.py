"""Whatever happens to a USB camera: viewers are told, stay, and have its pictures again a moment after it is well."""

import time

from outage import PATIENCE_SECONDS, ROUNDS, Fault
from uvc import GONE, SILENCE_SECONDS, SILENT, UVCCase

# Longer than a camera may give no good frame.
LONG_SECONDS = 2.8
SHORT_SECONDS = 1
# So many buffers the driver has, and two of each may be marked as damaged for one transfer.
DAMAGED_AT_MOST = 12


class Faults(UVCCase):
    """The same viewers live through all of it, as far as nothing goes wrong."""

    def setUp(self):
        super().setUp()
        self.enter()

    def test_unplugged(self):
        """uvcvideo, unplugged and plugged in again"""
        self.endure(self.unplugged())

    def test_another_node(self):
        """uvcvideo, back as another /dev/videoN"""
        self.nodes = {self._node}
        self.endure(Fault(self._unplug_held, self._plug_elsewhere, GONE, ("unplugged", "missing")))
        self.note(", ".join(sorted(self.nodes)))

    def test_freeze(self):
        """uvcvideo, frozen"""
        self.endure(self.silence("freeze", "thaw"))

    def test_error_bits(self):
        """uvcvideo, error bits in all frames"""
        self.endure(self.silence("error-bit -1"))

    def test_garbage(self):
        """uvcvideo, garbage only"""
        self.endure(self.silence("garbage -1"))

    def test_run_together(self):
        """uvcvideo, frames without end and beginning"""
        self.endure(self.silence("run-together -1"))

    def test_errors_without_end(self):
        """uvcvideo, nothing but USB errors"""
        self.endure(self.silence("stall -1"))

    def test_silence_after_errors(self):
        """uvcvideo, a camera that is well again behind a driver that five USB errors have silenced"""
        self.recover(self.kill_transfers, SILENT, ("silent",))

    def test_stalled_probe(self):
        """uvcvideo, stalled probe, for so long that its device is reset and its driver gives it up"""
        self.endure(self.refusal("stall-probe -1", r"VIDIOC_S_FMT|USBDEVFS_CONNECT"))

    def test_stalled_commit(self):
        """uvcvideo, stalled commit"""
        self.endure(self.refusal("stall-commit -1", r"VIDIOC_STREAMON"))

    def test_hung_control(self):
        """uvcvideo, a request that is never answered"""
        self.endure(Fault(self._freeze_and_hang, self._give_up, SILENT, ("silent",), ("failed",), SILENCE_SECONDS))

    def test_one_stall(self):
        """uvcvideo, one stalled transfer: some frames less, or, where it silences the driver, started again"""
        # As many transfers as are under way fail with it: if it is all five, uvcvideo asks for nothing more.
        self.shrug_off(lambda: self.command("stall 1"), SHORT_SECONDS, self._are_damaged, forgiven="silent")

    def test_few_error_bits(self):
        """uvcvideo, error bits in five frames: five frames less"""
        self.shrug_off(lambda: self.command("error-bit 5"), SHORT_SECONDS, self._lacks_five)

    def test_no_ends(self):
        """uvcvideo, no frame has an end: the next one's beginning does as well"""
        self.shrug_off(self._end_nothing, LONG_SECONDS, self._lacks_none)

    def test_busy(self):
        """uvcvideo, taken by another program"""
        self.endure(Fault(self._lend, self._take_back, r"in use by", ("busy",)))

    # MARK: Another program

    def _lend(self):
        self.switch("off")
        self.wait_until(lambda: not self.camera.is_streaming(), PATIENCE_SECONDS, "the camera is closed")
        self.borrower = self.guest.check(
            f"v4l2-ctl -d {self._node} --stream-mmap >/dev/null 2>&1 </dev/null & echo $!").strip()
        self.addCleanup(self.guest.run, f"kill {self.borrower}")
        self.wait_until(self.camera.is_streaming, PATIENCE_SECONDS, "v4l2-ctl streams")
        self.switch("on")

    def _take_back(self):
        self.guest.check(f"kill {self.borrower}; while [ -e /proc/{self.borrower} ]; do usleep 5000; done")

    # MARK: Another node

    @property
    def _node(self):
        return self.daemon.state()["camera"]["path"]

    def _unplug_held(self):
        # As long as somebody has the old node open its number is not given again.
        self.before = self._node
        self.let_go = self.hold_open(self.before)
        self.command("unplug")

    def _plug_elsewhere(self):
        returned = time.time()
        self.command("plug")
        self.audience.wait_for_frames(returned, PATIENCE_SECONDS, "the camera's pictures, from another node")
        self.assertNotEqual(self._node, self.before, "it came back as the same node: nothing is tested")
        self.nodes.add(self._node)
        self.let_go()
        return returned

    # MARK: A hung request

    def _freeze_and_hang(self):
        self.hung = time.time()
        self.command("hang-control 1", "freeze")

    def _give_up(self):
        """The driver asks nothing more until it has given the request up, after 5 s: before, nothing can be known."""
        self.command("thaw")
        return self.wait_until(self._given_up, PATIENCE_SECONDS, "the driver gives the request up")

    def _given_up(self):
        moment = self.camera.last("control", "given-up")
        return moment if moment and moment > self.hung else None

    # MARK: What is counted of frames

    def _are_damaged(self, grown, began):
        self.assertIn(grown["damaged"], range(1, DAMAGED_AT_MOST + 1))

    def _lacks_five(self, grown, began):
        faulty = {frame.number for frame in self._sent(began) if "error-bit" in frame.faults}
        self.assertEqual(len(faulty), 5)
        # The driver drops them, and says nothing of it.
        self.assertEqual((grown["damaged"], grown["dropped"]), (0, 0))
        for watcher in self.audience.watchers:
            self.assertFalse(faulty & {picture.number for picture in watcher.seen}, "a bad frame arrived")

    def _end_nothing(self):
        self.command("no-end -1")
        self.addCleanup(self.command, "clear")

    def _lacks_none(self, grown, began):
        frames = self._sent(began)
        self.assertGreater(len([frame for frame in frames if "no-end" in frame.faults]), LONG_SECONDS * 10)
        self.assertEqual((grown["damaged"], grown["dropped"], grown["repaired"]), (0, 0, 0))
        self.command("clear")

    def _sent(self, since):
        return [frame for frame in self.camera.frames().values() if frame.time >= since]


class Pace(UVCCase):
    """A rate that the camera does not have: frames are left out by time, and bad ones too."""

    size_and_rate = ("--size", "640x480", "--rate", "25")

    def test_garbage(self):
        """uvcvideo, garbage only, at 25 of its 30 frames a second"""
        self.enter()
        self.endure(self.silence("garbage -1"))


class Start(UVCCase):
    """There is no camera when it starts."""

    def arguments(self):
        return "--device", "camera", *self.size_and_rate

    def test_plugged_in(self):
        """uvcvideo, plugged in after the start"""
        self.hide_vivid()
        self.measure(lambda: self.judge([self._start() for _ in range(ROUNDS)]))

    def _start(self):
        self.command("unplug")
        self.wait_until(lambda: self.guest.run("ls /dev/video*").status != 0, PATIENCE_SECONDS, "there is no camera")
        self.begin()
        fault = Fault(lambda: None, lambda: self.command("plug"), GONE, ("missing",))
        done = self.live_through(fault, before={"faults": {}})
        self.finish()
        self.stage.close()
        self.stage = None
        return done
