"""Whatever martlet.txt says: the page comes, and says what is wrong and where."""

import pictures
from emulated_camera import EmulatedCamera
from image_case import CHECKOUT, ImageCase
from viewer import Viewer

OPEN = "Everybody on this network can watch and pause: no password is set."
PATTERN = "device = pattern\n"
# What is in the file, and how each line begins that the page then has besides that everybody can watch.
ROWS = {
    "a key that is none": (PATTERN + "sise = 640x480\n", ["martlet.txt line 2: sise is no setting (is it size?)"]),
    "a port, which is no setting": (PATTERN + "port = 80\n", ["martlet.txt line 2: port is no setting"]),
    "WiFi without its passphrase": (PATTERN + "wifi-name = home\n", ["martlet.txt line 2: wifi-name"]),
    "a chip that is not there": (PATTERN + "led = gpiochip7:99\n", ["led gpiochip7:99: there is no such GPIO chip"]),
    "a pin that is not there": (PATTERN + "led = gpiochip0:99\n", ["led gpiochip0:99"]),
    "bytes that are not UTF-8": (PATTERN.encode() + b"name = K\xfcche\n", ["martlet.txt line 2: name"]),
    "line ends and mark of Windows": ("\ufeffdevice = pattern\r\nname = shed\r\n", []),
    "nothing at all": ("", ["martlet.txt: is empty"]),
    "ten megabytes": (PATTERN + "# and so on\n" * 900_000, ["martlet.txt: is too long: only its first 65536 bytes are used"]),
    "UTF-16": (PATTERN.encode("utf-16"), ["martlet.txt: is saved as UTF-16: save it as UTF-8"]),
}


class Settings(ImageCase):
    """Each with a card of its own."""

    def test_broken(self):
        """what is wrong in martlet.txt is told on the page, with its line, and nothing else is harmed"""
        for name, (content, beginnings) in ROWS.items():
            with self.subTest(name):
                guest = self.boot(self.new_card(content))
                notes = self.pages_notes(guest)
                self.assertTrue(notes[0].startswith(OPEN), notes)
                self.assertEqual(len(notes) - 1, len(beginnings), notes)
                for note, beginning in zip(notes[1:], beginnings):
                    self.assertTrue(note.startswith(beginning), notes)
                if isinstance(content, str) and "pattern" in content:
                    self.assertEqual(guest.state()["camera"]["name"], "Test pattern", "the other lines hold")
                    self.assertEqual(guest.state()["name"], "shed" if "shed" in content else "Martlet")
                guest.cut_power()
        self.note(f"{len(ROWS)} files")

    def test_size_that_no_camera_has(self):
        """a size that the camera lacks: it gives its nearest, and the page says so"""
        cache = CHECKOUT / ".cache/lab"
        cache.mkdir(parents=True, exist_ok=True)
        camera = EmulatedCamera(pictures.draw(cache), self.folder)
        self.addCleanup(camera.stop)
        guest = self.boot(self.new_card("size = 4321x1234\n"), cameras=[camera.usb_path])
        guest.wait_for_http()
        viewer = Viewer(guest.address)
        self.addCleanup(viewer.close)
        viewer.take(3)
        notes = self.wait_until(lambda: guest.state()["notes"][1:], 20, "the page says so")
        self.assertEqual(notes, ["asked for 4321x1234, 30 frames a second; the camera gives MJPG 1280x720, 30 frames a second"])

    def test_password(self):
        """a password in martlet.txt is asked for from the first start on, and is readable nowhere on the card after it"""
        card = self.new_card(PATTERN + "password = correct horse\n")
        before = card.read("martlet.txt")
        for start in ("first", "second"):
            guest = self.boot(card)
            guest.wait_for_http()
            self.assertEqual(guest.ask("/state")[0], 401, start)
            right = {"Authorization": "Basic OmNvcnJlY3QgaG9yc2U="}
            self.assertEqual(guest.ask("/state", headers=right)[0], 200, start)
            status, log = guest.ask("/log", headers=right)
            self.assertEqual((status, b"martlet" in log), (200, True), log)
            guest.cut_power()
        self.assertNotIn(b"correct horse", card.path.read_bytes())
        self.assertEqual(len(card.read("martlet.txt")), len(before))
        self.assertEqual(card.check(), "")

    def test_misspelt_password(self):
        """a slip in the password's line opens the box to nobody: whoever comes is told why, and what to write"""
        guest = self.boot(self.new_card(PATTERN + "pasword = correct horse\n"))
        guest.wait_for_http()
        for path in ("/", "/state", "/stream", "/log"):
            status, body = guest.ask(path, headers={"Authorization": "Basic OmNvcnJlY3QgaG9yc2U="})
            self.assertEqual(status, 403, path)
            self.assertTrue(body.startswith(b"nobody may watch: the password of this camera cannot be used"), body)
            self.assertIn(b"write the line `password = something long` into martlet.txt on it", body)

    def test_no_card(self):
        """a card that is none of its own: it starts all the same, opens to nobody, and says why"""
        card = self.new_card(PATTERN)
        card.remove("martlet.password")
        guest = self.boot(card)
        guest.wait_for_http()
        self.assertEqual(guest.ask("/healthz")[0], 503, "there is no camera")
        status, body = guest.ask("/")
        self.assertEqual((status, body.startswith(b"nobody may watch: ")), (403, True), body)

    def test_no_shell(self):
        """nobody can log in: the serial console has no shell"""
        guest = self.boot(self.new_card(PATTERN))
        guest.wait_for_http()
        # The line is there, it gives back what is typed, and nobody is at it: with `console = on` the same call answers (first_minutes).
        with self.assertRaises(TimeoutError):
            guest.shell("true", seconds=3)
        self.assertIn("true; echo", guest.console)
