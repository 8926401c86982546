"""Programs that do not read all the time: they get fresh pictures, and those who read as bytes come lose none."""

import time

from case import EndToEndCase

RATE = 30


class Readers(EndToEndCase):
    """Over the loopback, where the viewer's kernel has room for many pictures."""

    def test_works_between_pictures(self):
        """a program that works two seconds between pictures gets each time a fresh one, and is not closed"""
        daemon = self.start("--stall-time", "5")
        viewer = self.view(daemon)
        ages = []
        for _ in range(6):
            # A little at a time: what it had taken ahead itself would be its own affair.
            while not (parts := viewer.receive(1024)):
                pass
            ages.append(time.time() - parts[0].timestamp)
            time.sleep(2)
        self.note("ages " + ", ".join(f"{age:.2f}" for age in ages) + " s")
        self.assertLess(max(ages), 3)
        self.assertEqual(daemon.state()["counters"]["stalled"], 0)

    def test_begins_late(self):
        """a program that begins to read late, or stops for a while, has the full rate a second after it reads again"""
        daemon = self.start("--rate", RATE)
        viewer = self.view(daemon)
        for pause in (1, 1.5, 2):
            time.sleep(pause)
            viewer.take_for(1)
            pictures = len(viewer.take_for(2))
            self.note(f"{pictures / 2:.0f} a second after {pause} s")
            self.assertGreater(pictures, 2 * RATE * 0.8)
