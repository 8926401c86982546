"""Viewers who stop reading cost little memory and nobody's pictures; when all are gone, hardly any is left."""

import threading

from bench import LabCase
from guest_viewers import GuestViewers

STUCK = 64
APART_MILLISECONDS = 50
TAKEN_BYTES = 10_000
STAY_SECONDS = 4
QUICK_SECONDS = 10
RATE = 30
LIMIT = 3 * 1024 * 1024
IDLE_LIMIT = 2 * 1024 * 1024


class StuckViewers(LabCase):
    """Resident memory, from the kernel's own account of it, looked at as often as the guest can tell."""

    def test_memory_with_stuck_viewers(self):
        """memory with 64 viewers stuck in 1280x720 from uvcvideo and one who reads is 3 MB at most, idle 2 MB"""
        self.daemon = self.start("--device", self.camera_path, "--size", "1280x720", "--rate", RATE,
                                 "--idle-close", "1")
        self.measure(self._watch)

    def _watch(self):
        with GuestViewers(self.guest) as viewers:
            quick = viewers.watch(QUICK_SECONDS)
            self.wait_until(lambda: self.daemon.state()["state"] == "streaming", 5, "the camera streams")
            before = self.daemon.state()["counters"]
            stuck = viewers.stick(STUCK, APART_MILLISECONDS, TAKEN_BYTES, STAY_SECONDS)
            samples = self._sample_until(stuck)
            after = self.daemon.state()["counters"]
            (pictures,), _ = quick.result(), stuck.result()
        self.wait_until(lambda: self.daemon.state()["state"] == "idle", 5, "the camera is closed")
        idle, none = self.daemon.resident_bytes()
        own, driver = max(samples)
        given_up = after["stalled"] - before["stalled"]
        missed = pictures[-1].sequence - pictures[0].sequence + 1 - len(pictures)
        self.note(f"own {own // 1024} KiB at the most of {len(samples)} samples, the driver's buffers "
                  f"{driver // 1024} KiB; idle {idle // 1024} KiB; {given_up} of {STUCK} stuck viewers given up; "
                  f"{len(pictures)} pictures beside them, {missed} left out")
        self.assertGreater(driver, 0, "no mapping of the camera: the measurement is wrong")
        self.assertEqual(none, 0, "the camera's buffers are kept while it is closed")
        self.assertGreaterEqual(after["connections"] - before["connections"], STUCK, "they did not come")
        self.assertLessEqual(own, LIMIT)
        self.assertLessEqual(idle, IDLE_LIMIT)
        enough = QUICK_SECONDS * RATE * 3 // 4
        return [] if len(pictures) >= enough else [f"{len(pictures)} pictures beside them, less than {enough}"]

    def _sample_until(self, stuck):
        """The memory of its own and of the driver's buffers, until the stuck viewers have gone."""
        gone, samples = threading.Event(), []
        stuck.add_done_callback(lambda _: gone.set())
        while not gone.wait(0.05):
            samples.append(self.daemon.resident_bytes())
        return samples
