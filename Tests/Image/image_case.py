"""What the tests of images have in common: cards, boards that end with the test, and figures in the test's line."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from bench import CHECKOUT, LabCase
from card import Card
from image_guest import ImageGuest
from pins import SHORT_PRESS_SECONDS, Pins

LED, BUTTON = 0, 3  # the lines of board/virt/martlet.conf
UP, DOWN = 1, 0     # of a button to ground


class ImageCase(LabCase):
    """A test of the finished image of a board. `problem` is why no test can be run; `part` is explained in `run`."""

    board = "virt"
    part = "cards"

    def setUp(self):
        self.notes, self.daemons = [], []
        self.guests = []
        if self.problem:
            raise self.problem.with_traceback(None)
        # A folder with a short name: the path of a Unix socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="martlet-image-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def new_card(self, settings=None, image=None):
        """A card with the image as it is, or with a martlet.txt of its own."""
        card = Card(image or image_of(self.board), self.folder, f"card{len(list(self.folder.glob('card*')))}.img")
        if settings is not None:
            card.write("martlet.txt", settings if isinstance(settings, bytes) else settings.encode())
        return card

    def boot(self, card, kind=ImageGuest, **options):
        """An emulated board with that card, its button up; the end of the test cuts its power."""
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix="g"))
        guest = kind(card, folder, **options)
        self.guests.append(guest)
        self.addCleanup(guest.cut_power)
        if guest.has_pins:
            guest.pins = Pins(guest)
            self.addCleanup(guest.pins.close)
            guest.pins.drive(BUTTON, UP)
        return guest

    def pages_notes(self, guest):
        """What the page has to say, once it answers."""
        guest.wait_for_http()
        return guest.state()["notes"]

    def press(self, guest, seconds=SHORT_PRESS_SECONDS):
        """Presses the button and lets go."""
        guest.pins.drive(BUTTON, DOWN)
        time.sleep(seconds)
        guest.pins.drive(BUTTON, UP)

    def what_the_daemons_said(self):
        """The consoles of all boards, for the report of a failure."""
        return "".join(f"--- {line}\n" for guest in self.guests for line in guest.console.splitlines()[-60:])


def image_of(board):
    """The path of a board's finished image."""
    named = os.environ.get("MARTLET_IMAGES") or CHECKOUT / "build/image"
    found = sorted(Path(named).glob(f"martlet-{board}-arm64-*.img"))
    return found[-1] if found else Path(named) / f"martlet-{board}-arm64.img"
