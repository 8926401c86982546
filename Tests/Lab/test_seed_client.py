"""The first client of this project is never one frame late."""

from bench import LabCase
from camera.pictures import stamp

FRAMES = 20
ENOUGH_MILLISECONDS = 500


class SeedClient(LabCase):
    """It has a frame in hand when it finds the mark that follows the frame."""

    def test_has_the_last_frame(self):
        """a client that searches for the mark has frame N in hand when the camera stops after N"""
        daemon = self.start("--device", self.camera_path, "--size", "1280x720", "--rate", "30")
        with daemon.view_as_seed() as viewer:
            viewer.next_part()
            self.camera.command(f"freeze-after {FRAMES}")
            last = self._read_until_frozen(viewer)
        sent = self.camera.frames()
        newest = max(sent)
        self.assertEqual(stamp(last.data), newest, "the client was a frame late")
        late = (last.arrived - sent[newest].time) * 1000
        self.note(f"in hand {late:.1f} ms after the camera sent it")
        self.assertLess(late, ENOUGH_MILLISECONDS)

    def _read_until_frozen(self, viewer):
        part = viewer.next_part()
        while "frozen=True" not in self.camera.command("status") or stamp(part.data) < max(self.camera.frames()):
            part = viewer.next_part()
            self.assertIsNotNone(stamp(part.data), "the client got the picture of a lost camera first")
        return part
