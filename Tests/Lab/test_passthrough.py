"""MJPEG from the USB camera reaches the viewer as the camera sent it."""

from bench import LabCase
from camera.pictures import stamp
from camera.stream import digest

FRAMES = 300
GAPS_ALLOWED = FRAMES // 100


class Passthrough(LabCase):
    """Pictures that need no repair are not touched."""

    def test_pictures_are_identical_and_in_order(self):
        """300 pictures of 1280x720 at 30 fps are byte-identical to what the camera sent, and in order"""
        self.daemon = self.start("--device", self.camera_path, "--size", "1280x720", "--rate", "30")
        self.measure(self._watch)

    def _watch(self):
        with self.daemon.view() as viewer:
            parts = viewer.take(FRAMES)
        sent = self.camera.frames()
        numbers = [stamp(part.data) for part in parts]
        self.assertNotIn(None, numbers, "a picture that is not the camera's")
        for number, part in zip(numbers, parts, strict=True):
            self.assertEqual((sent[number].digest, sent[number].faults), (digest(part.data), ()), f"frame {number}")

        steps = [after - before for before, after in zip(numbers, numbers[1:])]
        self.assertGreater(min(steps), 0, "pictures out of order")
        sequences = [part.sequence for part in parts]
        told = [after - before for before, after in zip(sequences, sequences[1:])]
        self.assertEqual(told, steps, "X-Sequence does not tell what was left out")

        rate = (FRAMES - 1) / (parts[-1].arrived - parts[0].arrived)
        left_out = sum(steps) - len(steps)
        size = sum(len(part.data) for part in parts) // FRAMES // 1000
        self.note(f"{rate:.2f} fps, {left_out} left out, mean {size} KB, "
                  f"oldest {max(part.age for part in parts):.1f} ms")
        complaints = []
        if left_out > GAPS_ALLOWED:
            complaints.append(f"{left_out} frames of the camera never arrived, {GAPS_ALLOWED} may be missing")
        if abs(rate - 30) > 0.6:
            complaints.append(f"{rate:.2f} fps instead of 30")
        return complaints
