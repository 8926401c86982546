"""The rate asked for is the rate given."""

from bench import LabCase

SECONDS = 8
DEVIATION = 0.3


class Rate(LabCase):
    """A rate that the camera does not have."""

    def test_25_of_30(self):
        """25 asked of a camera with 30, 15 and 5 gives 25.0"""
        daemon = self.start("--device", self.camera_path, "--size", "640x480", "--rate", "25")

        def watch():
            with daemon.view() as viewer:
                viewer.take(5)
                parts = viewer.take_for(SECONDS)
            rate = (len(parts) - 1) / (parts[-1].timestamp - parts[0].timestamp)
            self.note(f"{rate:.2f} fps")
            # Never more than was asked for; a busy host can only take frames away.
            self.assertLess(rate, 25 + DEVIATION)
            return [] if rate > 25 - DEVIATION else [f"{rate:.2f} fps instead of 25"]

        self.measure(watch)

    def test_seldom_passed_through(self):
        """a viewer who asks for a picture every three seconds gets them, and the camera is not taken for dead"""
        self._watch_seldom(self.camera_path)

    def test_seldom_encoded(self):
        """the same of a raw camera, of which nothing is encoded in between"""
        daemon = self._watch_seldom(self.guest.camera_path("vivid-000"), "--format", "raw")
        self.assertLessEqual(daemon.state()["counters"]["encoded"], 4)

    def _watch_seldom(self, *device):
        daemon = self.start("--device", *device, "--size", "640x480", "--frame-timeout", "1")
        with daemon.view("/stream?fps=0.333") as viewer:
            parts = viewer.take(3)
        self.assertAlmostEqual(parts[-1].timestamp - parts[0].timestamp, 6, delta=0.5)
        self.assertEqual(daemon.state()["state"], "streaming")
        self.assertEqual(daemon.errors.count(" at /dev/video"), 1, f"opened again:\n{daemon.errors}")
        self.assertNotIn("sends no pictures", daemon.errors)
        return daemon
