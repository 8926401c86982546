"""Martlet is small while it serves."""

from bench import LabCase

LIMIT = 3 * 1024 * 1024


class Memory(LabCase):
    """Resident memory, from the kernel's own account of it."""

    def test_one_viewer(self):
        """memory while serving one viewer 1280x720 from uvcvideo is under 3 MB, the driver's buffers apart"""
        daemon = self.start("--device", self.camera_path, "--size", "1280x720", "--rate", "30")
        with daemon.view() as viewer:
            viewer.take(60)
            own, driver = daemon.resident_bytes()
            viewer.take(30)
        self.note(f"own {own // 1024} KiB, the driver's buffers {driver // 1024} KiB")
        self.assertGreater(own, 100 * 1024, "smaller than any program is: the measurement is wrong")
        self.assertGreater(driver, 0, "no mapping of the camera: the measurement is wrong")
        self.assertLess(own, LIMIT)
