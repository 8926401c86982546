"""`martlet probe` tells what there is."""

from bench import LabCase


class Probe(LabCase):
    """One USB camera and the virtual ones."""

    def test_lists_the_camera(self):
        """probe lists the USB camera: identity, formats, sizes, rates, controls, and what would be chosen"""
        daemon = self.launch("probe", listens=False)
        self.assertEqual(daemon.wait_for_exit(), 0, daemon.errors)
        text = daemon.output
        for words in ("Lab UVC Camera", self.camera_path, "LAB0001", "MJPG", "YUYV", "640x480", "1280x720", "30", "15",
                      "Brightness", "Contrast", "Power Line Frequency", "vivid"):
            self.assertIn(words.lower(), text.lower())
        self.assertRegex(text, r"\* MJPG 1280x720 .*chosen")
        identity = self._identity(text)
        self.note(identity)
        running = self.start("--device", identity, "--size", "640x480")
        with running.view() as viewer:
            viewer.take(3)
            self.assertEqual(running.state()["camera"]["path"], self.camera_path)
            self.assertEqual(running.state()["camera"]["identity"], identity)

    def _identity(self, text):
        found = [word.strip("(),;:") for word in text.split() if "LAB0001" in word]
        self.assertTrue(found, "no identity with the serial number of the camera")
        return found[0]
