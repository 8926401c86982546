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
