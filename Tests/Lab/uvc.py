"""The emulated USB camera under a fault: how its frames are known, and what can be done to it."""

import time

from camera.pictures import stamp
from outage import PATIENCE_SECONDS, Fault, OutageCase

SILENT = r"sends no pictures"
GONE = r"was unplugged|is not there"
# The frame timeout of 2 s, a quarter until viewers are told, and what drawing takes.
SILENCE_SECONDS = 3
# So long without a transfer, and the driver will ask for none any more.
DEAD_SECONDS = 0.3


class UVCCase(OutageCase):
    """Each frame carries its number: what arrives is compared with what was sent."""

    size_and_rate = ("--size", "640x480", "--rate", "30")

    def arguments(self):
        return "--device", self.camera_identity(), *self.size_and_rate

    def is_drawn(self, picture):
        return stamp(picture) is None

    def check_frames(self, pictures):
        sent = self.camera.frames()
        numbers = [picture.number for picture in pictures]
        self.assertTrue(numbers, "no frame of the camera arrived")
        self.assertEqual(numbers, sorted(set(numbers)), "a frame came twice, or late")
        for picture in pictures:
            # Those of /video_feed have padding in front.
            if picture.sequence is not None:
                self.assertEqual(picture.digest, sent[picture.number].digest, f"frame {picture.number}")

    def command(self, *lines):
        """Gives the camera commands, one after the other."""
        for line in lines:
            self.camera.command(line)

    # MARK: Faults

    def silence(self, make, heal="clear"):
        """A camera that is there and sends nothing of use."""
        return Fault(lambda: self.command(make), lambda: self.command(heal), SILENT, ("silent",), told=SILENCE_SECONDS)

    def refusal(self, fault, reason):
        """A camera that refuses to stream; it is asked to because somebody pauses it for a moment."""
        def make():
            self.switch("off")
            self.wait_until(lambda: not self.camera.is_streaming(), PATIENCE_SECONDS, "the camera is closed")
            self.command(fault)
            self.switch("on")
        return Fault(make, lambda: self.command("clear"), reason, ("failed",))

    def unplugged(self):
        """The cable is pulled, and plugged in again."""
        return Fault(lambda: self.command("unplug"), lambda: self.command("plug"), GONE, ("unplugged", "missing"))

    def kill_transfers(self):
        """Lets transfers fail until the driver asks for no more, and the camera be well from then on; gives that moment.

        Each of uvcvideo's five requests that fails is the last of its kind.
        """
        began = time.time()
        self.command("stall -1")
        self.wait_until(lambda: self._is_dead(began), PATIENCE_SECONDS, "the driver asks for no transfer")
        self.command("clear")
        return time.time()

    def _is_dead(self, since):
        last = self.camera.last("transfer", "stall")
        return last is not None and last > since and time.time() - last > DEAD_SECONDS

    # MARK: The guest

    def hide_vivid(self):
        """Takes the virtual cameras away until the end of the test."""
        self.guest.check("rmmod vivid")
        self.addCleanup(self.guest.camera_path, "vivid-001")
        self.addCleanup(self.guest.check, "/lab/vivid")
