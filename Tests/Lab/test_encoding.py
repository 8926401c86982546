"""Raw frames are encoded in time: vivid as a capture card whose signal has 30 frames a second."""

import re

import encode_speed
import strict_jpeg
from bench import LabCase

SECONDS = 5
# Of what libjpeg alone encodes on the guest's processors, while the driver goes on drawing: what a machine that is slower
# than the bars were set for must give all the same.
LEAST_SHARE = 0.75
TIMINGS = r"Index: (\d+)\s+Active width: 1280\s+Active height: 720\s[^:]*:((?!Index).)*?\(30\.00 frames"


class Encoding(LabCase):
    """The kernel's virtual camera, raw."""

    def setUp(self):
        super().setUp()
        self.vivid = self.guest.camera_path("vivid-001")
        self._send_moving_bars_at_30()

    def test_640x480_at_25_or_more(self):
        """vivid, 640x480 YUYV at 30 fps: 25 fps or more at the viewer, or nearly what libjpeg can, all clean, all different"""
        self._watch("640x480", at_least=25)

    def test_1280x720_at_12_or_more(self):
        """vivid, 1280x720 YUYV at 30 fps: 12 fps or more at the viewer, or nearly what libjpeg can, all clean, all different"""
        self._watch("1280x720", at_least=12)

    def _send_moving_bars_at_30(self):
        listed = self.guest.check(f"v4l2-ctl -d {self.vivid} --list-dv-timings")
        index = re.search(TIMINGS, listed, re.DOTALL)[1]
        self.guest.check(f"v4l2-ctl -d {self.vivid} --set-dv-bt-timings index={index} "
                         "-c horizontal_movement=6 -c test_pattern=0")

    def _watch(self, size, at_least):
        self.daemon = self.start("--device", self.vivid, "--size", size, "--rate", "30", "--format", "raw")
        self.measure(lambda: self._watch_once(size, at_least))

    def _watch_once(self, size, at_least):
        width, height = size.split("x")
        with self.daemon.view() as viewer:
            viewer.take(10)
            parts = viewer.take_for(SECONDS)
            driver = self.guest.check(f"v4l2-ctl -d {self.vivid} --get-parm --get-fmt-video")
        self.assertRegex(driver, r"Frames per second: 30\.000", "the driver was not set to 30 fps")
        self.assertRegex(driver, rf"Width/Height\s*: {width}/{height}")
        self.assertIn("'YUYV'", driver)

        decoded = strict_jpeg.decode([part.data for part in parts])
        for each in decoded:
            self.assertTrue(each.is_clean, each)
            self.assertEqual((each.width, each.height), (int(width), int(height)))
        for before, after in zip(decoded, decoded[1:]):
            self.assertNotEqual(before.digest, after.digest, "two pictures with the same moving part")

        rate = (len(parts) - 1) / (parts[-1].arrived - parts[0].arrived)
        oldest = max(part.age for part in parts)
        # Of two looks the better: a stall of the host in one of them is none of Martlet's merit.
        alone = max(encode_speed.pictures_a_second(self.guest, int(width), int(height)) for _ in range(2))
        self.note(f"{rate:.1f} fps, oldest {oldest:.1f} ms; libjpeg alone {alone:.1f} fps")
        complaints = []
        at_least = min(at_least, max(LEAST_SHARE * alone, at_least / 3))
        if rate < at_least:
            complaints.append(f"{rate:.1f} fps, less than {at_least:.1f}")
        if oldest > 2000 / rate:
            complaints.append(f"a picture of {oldest:.0f} ms is older than two frame times")
        return complaints
