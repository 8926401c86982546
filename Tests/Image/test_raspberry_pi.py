"""The Raspberry Pi's image in QEMU's Raspberry Pi 3B."""

from image_case import ImageCase
from image_guest import RaspberryPi3
from viewer import Viewer


class RaspberryPi(ImageCase):
    """No more of the board is emulated than the processor, the card and USB."""

    board = "rpi"
    part = "boards"

    def test_page(self):
        """it starts in an emulated Raspberry Pi 3B, and serves the pattern"""
        # To open the watchdog resets that emulated board at once.
        guest = self.boot(self.new_card("watchdog = off\ndevice = pattern\nsize = 320x180\nrate = 5\n"), RaspberryPi3)
        http = guest.wait_for_http(120)
        viewer = Viewer(guest.address, timeout=60)
        self.addCleanup(viewer.close)
        parts = viewer.take(5)
        self.assertGreater(len({part.data for part in parts}), 1, "the picture stands still")
        self.note(f"HTTP after {http:.1f} s, the fifth picture after {guest.since_start():.1f} s")
