"""What the viewer gets when the camera sends bad frames: whole pictures, or nothing; and everything is counted."""

import strict_jpeg
from bench import LabCase
from camera.pictures import stamp
from camera.stream import digest

TIMES = 5
# A frame that comes while the viewer still takes the one before it is not looked at; a busy host makes this happen.
MISSED_AT_MOST = 2


class DamagedFrames(LabCase):
    """Each fault happens a few times in the middle of a good stream."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start("--device", self.camera_path, "--size", "640x480", "--rate", "30")

    def test_without_tables(self):
        """frames without Huffman tables get them"""
        parts, counted = self._watch("no-tables")
        self._assert_arrive_repaired(parts, counted, "no-tables")

    def test_junk_after_the_image(self):
        """bytes after the end of the image are cut off"""
        parts, counted = self._watch("junk")
        self._assert_arrive_repaired(parts, counted, "junk")

    def test_two_in_one_buffer(self):
        """of two images in one buffer one arrives, clean"""
        parts, counted = self._watch("run-together", times=1)
        self.assert_clean(parts)
        faulty = self._faulty("run-together")
        self.assertEqual(len(faulty), 1)
        pair = {faulty[0], faulty[0] + 1}
        arrived = {stamp(part.data) for part in parts}
        self.assertEqual(len(pair & arrived), 1, f"of frames {pair} there arrived {pair & arrived}")
        self.assertEqual((counted["repaired"], counted["dropped"]), (1, 0))

    def test_truncated(self):
        """truncated frames are dropped and counted"""
        self._assert_dropped("truncate")

    def test_cut_before_the_scan(self):
        """frames cut off inside their tables are dropped and counted"""
        self._assert_dropped("truncate", percent=0.5)

    def test_empty(self):
        """empty frames are dropped"""
        self._assert_dropped("empty", counts=False)

    def test_without_start(self):
        """frames without their start are dropped and counted"""
        self._assert_dropped("no-start")

    def test_garbage(self):
        """random bytes between a start and an end of image are dropped and counted"""
        self._assert_dropped("garbage")

    def test_noise(self):
        """random bytes are dropped and counted"""
        self._assert_dropped("noise")

    def test_error_bit(self):
        """frames that the camera itself calls bad never arrive"""
        self._assert_dropped("error-bit", counts=False)

    def test_oversize(self):
        """frames larger than the driver's buffer never arrive"""
        self._assert_dropped("oversize", counts=False)

    def test_corrupt_inside(self):
        """frames with wrong bits in the scan still decode, or are dropped"""
        parts, counted = self._watch("corrupt")
        faulty = self._faulty("corrupt")
        decoded = strict_jpeg.decode([part.data for part in parts])
        arrived = 0
        for part, each in zip(parts, decoded, strict=True):
            if stamp(part.data) in faulty:
                arrived += 1
                self.assertEqual((each.error, each.trailing), ("", 0), part.headers)
            else:
                self.assertTrue(each.is_clean, each)
        self.note(f"{arrived} of {TIMES} delivered")
        self.assertGreaterEqual(arrived + counted["dropped"], TIMES - MISSED_AT_MOST)

    def _watch(self, fault, times=TIMES, percent=None):
        """The parts of a stream in whose middle the fault happens, and what was counted meanwhile."""
        with self.daemon.view() as viewer:
            parts = viewer.take(5)
            before = self.daemon.state()["counters"]
            self.camera.command(f"{fault} {times}" if percent is None else f"{fault} {times} {percent}")
            parts += viewer.take(20)
            after = self.daemon.state()["counters"]
        self.watched = {stamp(part.data) for part in parts}
        self.assertNotIn(None, self.watched, "a picture that is not the camera's")
        return parts, {name: after[name] - before[name] for name in after if name != "faults"}

    def _faulty(self, fault):
        """The numbers of the frames with the fault among those that were watched."""
        numbers = [number for number, frame in self.camera.frames().items()
                   if fault in frame.faults and min(self.watched) <= number <= max(self.watched)]
        self.assertTrue(numbers, "the camera sent no faulty frame")
        return numbers

    def _assert_arrive_repaired(self, parts, counted, fault):
        self.assert_clean(parts)
        faulty, sent = self._faulty(fault), self.camera.frames()
        arrived = len(set(faulty) & self.watched)
        self.assertEqual(len(faulty), TIMES)
        self.assertGreaterEqual(arrived, TIMES - MISSED_AT_MOST, "faulty frames did not arrive")
        self.assertEqual((counted["repaired"], counted["dropped"]), (arrived, 0))
        for part in parts:
            number = stamp(part.data)
            changed = digest(part.data) != sent[number].digest
            self.assertEqual(changed, number in faulty, f"frame {number}")

    def _assert_dropped(self, fault, percent=None, counts=True):
        parts, counted = self._watch(fault, percent=percent)
        self.assert_clean(parts)
        faulty = self._faulty(fault)
        self.assertEqual(len(faulty), TIMES)
        self.assertEqual(set(faulty) & self.watched, set(), "a bad frame arrived")
        good = set(range(min(self.watched), max(self.watched) + 1)) - set(faulty)
        self.assertLessEqual(len(good - self.watched), MISSED_AT_MOST, "good frames were lost with the bad")
        if counts:
            self.assertIn(counted["dropped"], range(TIMES - MISSED_AT_MOST, TIMES + 1))
