"""The first minutes with a board: from the plug to the picture in a browser, and the button."""

import re
import statistics

import pictures
from camera.pictures import stamp
from chromium_test import ChromiumTest, close_chromium
from emulated_camera import EmulatedCamera
from image_case import CHECKOUT, LED, ImageCase
from led import MISTAKEN, PAUSED, Led
from support import text
from viewer import Viewer

# Goals on the emulated board, in seconds since the emulator was started.
HTTP_GOAL, PICTURE_GOAL = 6, 8
# Used memory while 720p is served: the limit, and the goal.
MEMORY_LIMIT_MIB, MEMORY_GOAL_MIB = 96, 64


def tearDownModule():
    close_chromium()


class FirstMinutes(ImageCase, ChromiumTest):
    """The image of the emulated board, with a USB camera."""

    part = "timed"

    def setUp(self):
        super().setUp()
        cache = CHECKOUT / ".cache/lab"
        cache.mkdir(parents=True, exist_ok=True)
        self.camera = EmulatedCamera(pictures.draw(cache), self.folder)
        self.addCleanup(self.camera.stop)

    def test_plug_to_picture(self):
        """from the plug to the page in Chromium; the picture moves, the button pauses and resumes, the LED tells"""
        guest = self.boot(self.new_card(), cameras=[self.camera.usb_path])
        http = guest.wait_for_http()
        viewer = Viewer(guest.address)
        self.addCleanup(viewer.close)
        numbers = self._numbers(viewer, 1)
        self.note(f"HTTP after {http:.1f} s (goal {HTTP_GOAL}), the camera's first picture after "
                  f"{guest.since_start():.1f} s (goal {PICTURE_GOAL})")
        numbers += self._numbers(viewer, 20)
        self.assertEqual(numbers, sorted(set(numbers)), "pictures of the camera, each once, in order")

        page = self.open(guest.url)
        self.wait_for_words(page, "Live", 30)
        seen = {page.run("document.getElementById('picture').toDataURL()") for _ in range(5)}
        self.assertGreater(len(seen), 1, "the picture stands still")
        led = Led(guest.pins, LED)
        self.assertTrue(led.is_lit(), "watched, and the LED is not lit")

        self.press(guest)
        self.wait_for_words(page, "Paused", 30)
        self.assertEqual(guest.state()["state"], "paused")
        since = guest.pins.now()
        figures, complaints = led.measure(PAUSED, since)
        self.assertEqual(complaints, [], figures)
        self.assertFalse(self.camera.is_streaming(), "the camera still streams")

        self.press(guest)
        self.wait_for_words(page, "Live", 30)
        self.assertTrue(led.is_lit())
        self.assertTrue(text(page, "notes").startswith("Everybody on this network can watch and pause"))

    def test_memory(self):
        """memory used on a board of 512 MB while 720p is served"""
        card = self.new_card("console = on\n")
        guest = self.boot(card, cameras=[self.camera.usb_path])
        guest.wait_for_http()
        viewer = Viewer(guest.address)
        self.addCleanup(viewer.close)
        self._numbers(viewer, 10)
        # What is of no use with these settings is given back some seconds after the start (tidy).
        # The words of the answer are apart, so that the echo of the line is not taken for it.
        self.wait_until(lambda: "kept" not in guest.shell("[ ! -e /usr/share/zoneinfo ] || echo ke''pt"), 30, "it is tidy")
        told = []
        for _ in range(5):
            found = re.findall(r"^(\w+): +(\d+) kB", guest.shell("cat /proc/meminfo"), re.MULTILINE)
            told.append({name: int(kib) / 1024 for name, kib in found})
            self._numbers(viewer, 10)

        def median(*names):
            return statistics.median(sum(each[name] for name in names) for each in told)
        used = statistics.median(each["MemTotal"] - each["MemAvailable"] for each in told)
        self.note(f"{used:.0f} MiB, of which files {median('Shmem'):.0f}, programs {median('AnonPages'):.0f}, the kernel's "
                  f"{median('Slab', 'KernelStack', 'PageTables'):.0f}; the limit is {MEMORY_LIMIT_MIB}, the goal "
                  f"{MEMORY_GOAL_MIB}")
        self.assertLessEqual(used, MEMORY_LIMIT_MIB)

    def test_led(self):
        """the LED tells of a mistake: three blips, and a rest"""
        guest = self.boot(self.new_card("device = pattern\nsize = big\n"))
        self.assertEqual(len(self.pages_notes(guest)), 2)
        since = guest.pins.now()
        figures, complaints = Led(guest.pins, LED).measure(MISTAKEN, since)
        self.note(figures)
        self.assertEqual(complaints, [])

    def _numbers(self, viewer, count):
        """The numbers that the camera has put into its next pictures; drawn ones are passed over."""
        numbers = []
        for part in viewer:
            if (number := stamp(part.data)) is not None:
                numbers.append(number)
            if len(numbers) == count:
                return numbers
        return self.fail("the stream has ended")
