"""Who watches from far away, over a link that loses packets, loses nothing by the wait for slow programs."""

import os
import time

import hidden_window
from bench import LabCase
from guest_viewers import GuestViewers
from lossy_link import LossyLink

DELAY_MILLISECONDS = 50
LOSS_PERCENT = 1
# Each has a connection with losses of its own: the more there are, the less the sum is a matter of chance.
VIEWERS = 12
SECONDS = 8
ROUNDS = int(os.environ.get("MARTLET_LAB_ROUNDS", "2"))
# Chance alone moves the quotient of two rounds against two by 0.03, one standard deviation; to wait for each picture's
# acknowledgement, which is what must not come about, brings it to 0.8.
LEAST_SHARE = 0.9


class Distance(LabCase):
    """Round trip 100 ms, one packet in a hundred lost: of 30 small pictures a second TCP carries some 23."""

    def test_loses_nothing_by_the_wait(self):
        """readers behind 100 ms and 1 % loss get as many pictures as from a program that waits for nobody"""
        link = LossyLink(self.guest, DELAY_MILLISECONDS, LOSS_PERCENT)
        self.addCleanup(link.remove)
        round_trip = link.round_trip()
        self.assertGreater(round_trip, 2 * DELAY_MILLISECONDS - 1, "the link is not that long")
        self.measure(lambda: self._compare(link, round_trip))
        self.assertGreater(link.lost(), 0, "the link loses nothing")

    def _compare(self, link, round_trip):
        # Taken in turns: what else the machine does meets both.
        waiting, hidden = zip(*(
            (self._watch(link), self._watch(link, hides_window=True)) for _ in range(ROUNDS)))
        share = sum(waiting) / sum(hidden)
        self.note(f"round trip {round_trip:.0f} ms, {sum(waiting)} pictures against {sum(hidden)} without waiting, "
                  f"{share:.2f}; by rounds {_listed(waiting)} against {_listed(hidden)}")
        # Pictures so small that TCP carries most of them: a wait of one round trip for each would show.
        self.assertGreater(sum(hidden), ROUNDS * VIEWERS * SECONDS * 10, "less than ten a second: nothing is compared")
        return [] if share >= LEAST_SHARE else [f"{share:.2f} of the pictures, less than {LEAST_SHARE}"]

    def _watch(self, link, hides_window=False):
        """How many pictures all viewers get."""
        environment = {"LD_PRELOAD": f"/usr/lib/{hidden_window.library().name}"} if hides_window else {}
        with self.start("--device", self.camera_path, "--size", "160x120", "--rate", "30",
                        environment=environment) as daemon, GuestViewers(self.guest) as viewers:
            seen = viewers.watch(SECONDS, count=VIEWERS, address=link.address, through=link.through)
            time.sleep(SECONDS / 2)
            state = daemon.state()
            # What is on its way to somebody so far away is never nothing, unless it cannot be seen.
            can_see = any(viewer["queue"] for viewer in state["viewers"])
            counts = [len(pictures) for pictures in seen.result()]
        self.assertEqual((len(state["viewers"]), state["counters"]["stalled"]), (VIEWERS, 0))
        self.assertEqual(can_see, not hides_window, "the window is hidden in the wrong half of the comparison")
        self.assertGreater(min(counts), 0, "a viewer got nothing")
        return sum(counts)


def _listed(numbers):
    return ", ".join(map(str, numbers))
