"""A program that takes a picture, works, and takes the next gets a fresh one, and nobody else has less for it."""

import statistics
import time

from bench import LabCase
from guest_viewers import GuestViewers

SECONDS = 20
WORK_MILLISECONDS = 1000
# So much its kernel's buffer holds before the program can be seen to be slow.
OLDEST_MILLISECONDS = 5000
RATE = 30


class Naive(LabCase):
    """In the guest, on loopback: what lies unread lies in the kernel that Martlet can ask."""

    def test_gets_fresh_pictures(self):
        """a viewer who works a second between pictures of uvcvideo gets none older than 5 s; one beside him gets all"""
        self.daemon = self.start("--device", self.camera_path, "--size", "640x480", "--rate", RATE)
        self.measure(self._watch)

    def _watch(self):
        with GuestViewers(self.guest) as viewers:
            quick = viewers.watch(SECONDS + 1)
            naive = viewers.watch(SECONDS, work=WORK_MILLISECONDS)
            time.sleep(SECONDS - 1)
            state = self.daemon.state()
            (quick,), (naive,) = quick.result(), naive.result()
        slow, quickest = sorted(state["viewers"], key=lambda viewer: viewer["frames"])
        ages = [picture.age for picture in naive]
        skipped = quickest["skipped"]
        self.note(f"{len(naive)} pictures, p50 {statistics.median(ages):.0f} ms, oldest {max(ages):.0f} ms, "
                  f"last {ages[-1]:.0f} ms; beside him {len(quick)} pictures, {skipped} left out, "
                  f"p50 {statistics.median(picture.age for picture in quick):.0f} ms")
        self.assertLessEqual(len(naive), SECONDS * 1000 // WORK_MILLISECONDS + 1, "he did not work")
        self.assertGreater(slow["skipped"], 0, "he got every picture: he was not slow")
        complaints = []
        # How much lies in his kernel before it shows depends on when that kernel first tells how much room it has.
        if max(ages) > OLDEST_MILLISECONDS:
            complaints.append(f"a picture of {max(ages):.0f} ms")
        if len(naive) < SECONDS / 2:
            complaints.append(f"only {len(naive)} pictures in {SECONDS} s")
        if skipped:
            complaints.append(f"{skipped} pictures were left out for the viewer beside him")
        return complaints
