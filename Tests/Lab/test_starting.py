"""Who waits for a camera that takes its time is told so, in a picture and in figures."""

import re
import time

from bench import LabCase
from camera.pictures import stamp

# The driver gives a request up after 5 s by its own clock; until then the call that asked hangs.
HANG_SECONDS = 4
NOTICE_SECONDS = 2
RECOVERY_SECONDS = 15
FRAMES = 10


class Starting(LabCase):
    """A camera that does not answer one request of its opening."""

    def test_is_told_in_a_picture(self):
        """a viewer of an idle camera that hangs gets a drawn picture within a second or two, then the camera's"""
        daemon = self.start("--device", self.camera_path, "--size", "640x480", "--idle-close", "1")
        self.wait_until(lambda: daemon.state()["state"] == "idle", 10, "nobody watches")
        self.assertFalse(self.camera.is_streaming())
        self.camera.command("hang-control 1")
        asked = time.time()
        with daemon.view() as viewer:
            notice = next(viewer)
            waiting = daemon.state()
            first = next(part for part in viewer if stamp(part.data) is not None)
            parts = viewer.take(FRAMES)
            streaming = daemon.state()
        self._check_notice(notice, waiting, asked)
        self._check_frames(notice, [first, *parts])
        self._check_figures(daemon, streaming, first.arrived - asked)

    def _check_notice(self, notice, waiting, asked):
        self.assertIsNone(stamp(notice.data), "the camera's picture came: it did not hang")
        self.assert_clean([notice])
        self.assertLess(notice.arrived - asked, NOTICE_SECONDS)
        self.assertEqual((waiting["state"], waiting["first_frame_ms"]), ("opening", None))
        self.assertTrue(waiting["reason"], "no reason is told")
        self.note(f"told after {(notice.arrived - asked) * 1000:.0f} ms: {waiting['reason']}")

    def _check_frames(self, notice, frames):
        self.assert_clean(frames)
        self.assertNotIn(None, [stamp(part.data) for part in frames], "a notice among the camera's pictures")
        self.assertLess(notice.sequence, frames[0].sequence)

    def _check_figures(self, daemon, streaming, seconds):
        told = streaming["first_frame_ms"]
        self.note(f"first frame after {seconds * 1000:.0f} ms, told as {told:.0f}")
        # The first was when the program looked whether there is a camera at all.
        self.assertGreater(seconds, HANG_SECONDS)
        self.assertLess(seconds, RECOVERY_SECONDS)
        self.assertEqual((streaming["state"], streaming["reason"]), ("streaming", ""))
        # It counts from when it was asked for, however often it failed in between.
        self.assertAlmostEqual(told, seconds * 1000, delta=500)
        lines = re.findall(r"gives pictures again, after (\d+) ms", daemon.errors)
        self.assertTrue(lines, "not told in the log")
        self.assertAlmostEqual(int(lines[-1]), told, delta=2)
