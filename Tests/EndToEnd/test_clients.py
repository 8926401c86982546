"""Clients as people write them have each picture in hand before the next one is captured.

It does not depend on speed: while it is paused a picture comes each second, and in between the client must hold as many
as it was given; one that is a picture late never does.
"""

from case import EndToEndCase
from clients import Collector, read_length, read_length_or_search, search_for_mark

CLIENTS = [
    ("seed", search_for_mark, "/video_feed"),
    ("length", read_length, "/stream"),
    ("either", read_length_or_search, "/video_feed"),
    ("either", read_length_or_search, "/stream"),
]
ROUNDS = 3


class Clients(EndToEndCase):
    """All of them at once on one Martlet that takes two pictures a second."""

    def test_in_hand(self):
        """the client that searches for a mark, by requests in blocks of 1024, and two others hold what was given"""
        daemon = self.start("--rate", "2")
        collectors = []
        for name, client, path in CLIENTS:
            collectors.append(Collector(client, daemon.url + path))
            # One after the other, so that they are known by their place in /state.
            self.wait_until(f"{name} at {path} has a picture", lambda: collectors[-1].pictures)
        for _ in range(ROUNDS):
            daemon.put("/streaming", "on")
            held = [len(collector.pictures) for collector in collectors]
            self.wait_until("all have another picture", lambda: all(
                len(collector.pictures) > count for collector, count in zip(collectors, held)))
            viewers = self.pause(daemon)["viewers"]
            self.assertEqual([viewer["path"] for viewer in viewers], [path for _, _, path in CLIENTS])
            self.wait_until(f"all hold what they were given, and none has {[it.error for it in collectors]}",
                            lambda: self.given(daemon) == [len(collector.pictures) for collector in collectors], 5)
        for (name, _, path), collector in zip(CLIENTS, collectors):
            self.assert_clean(collector.pictures)
            self.note(f"{name} {path} {len(collector.pictures)}")
        self.assertEqual(daemon.stop()[0], 0)
        for collector in collectors:
            collector.join(10)
            self.assertIsNone(collector.error)

    @staticmethod
    def given(daemon):
        """How many pictures each has been given."""
        return [viewer["frames"] for viewer in daemon.state()["viewers"]]
