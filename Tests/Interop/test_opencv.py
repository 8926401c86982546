"""OpenCV, as `pip install` brings it."""

import sys
from pathlib import Path

import opencv
from interop_case import SIZE, InteropCase

READER = Path(__file__).with_name("opencv_reader.py")


class OpenCV(InteropCase):
    """cv2.VideoCapture."""

    def setUp(self):
        # Before the clock of the test runs.
        self.library = opencv.library()
        super().setUp()

    def test_reads(self):
        """cv2.VideoCapture opens /stream and reads pictures that differ, and /snapshot"""
        for site in self.sites():
            for path, count in (("/stream", 20), ("/video_feed", 10), ("/snapshot", 1)):
                with self.subTest(path, site=str(site)):
                    output, _ = self.run_client(sys.executable, READER, site.url_with_login + path, count,
                                                variables={"PYTHONPATH": str(self.library)})
                    lines = [line.split() for line in output.decode().splitlines()]
                    self.assertEqual({tuple(map(int, line[:3])) for line in lines}, {(*SIZE, 3)})
                    self.count(path, [line[3] for line in lines], count)
