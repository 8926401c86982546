"""The page of the real binary in Chromium: its buttons, its keys, its manners."""

import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from chromium_test import ChromiumTest, chromium, close_chromium
from support import SCREENSHOTS


def tearDownModule():
    close_chromium()


class Controls(ChromiumTest):
    """The buttons and the keys."""

    def test_pause_and_resume(self):
        """Chromium: the pause button pauses, by mouse and by key, and the page says so"""
        server = self.start_server("--size", "640x480")
        page = self.open_live(server.address)
        page.run("document.getElementById('pause').click()")
        self.wait_for_words(page, "Paused")
        self.assertEqual(server.state()["state"], "paused")
        self.assertTrue(self.pressed(page, "pause"))
        self.assertTrue(page.run("document.getElementById('snapshot').disabled"))
        page.run("document.getElementById('resume').click()")
        self.wait_for_words(page, "Live")
        self.assertFalse(self.pressed(page, "pause"))
        page.run("document.getElementById('stage').focus()")
        page.press(" ", "Space", 32)
        self.wait_for_words(page, "Paused")
        page.press(" ", "Space", 32)
        self.wait_for_words(page, "Live")

    def test_a_key_elsewhere_does_nothing(self):
        """Chromium: keys act only while the picture has the focus"""
        server = self.start_server("--size", "640x480")
        page = self.open_live(server.address)
        page.press(" ", "Space", 32)
        page.press("f", "KeyF", 70)
        page.run("document.getElementById('snapshot').focus()")
        page.press("f", "KeyF", 70)
        time.sleep(1)
        self.assertEqual(server.state()["state"], "streaming")
        self.assertFalse(self.pressed(page, "full"))

    def test_a_pause_from_elsewhere_is_shown(self):
        """Chromium: a pause that another asked for is shown, and its end too; meanwhile the page is at rest"""
        server = self.start_server("--size", "640x480")
        page = self.open_live(server.address)
        server.put("/streaming", "off")
        self.wait_for_words(page, "Paused")
        asked = len(page.events("Network.requestWillBeSent"))
        time.sleep(6)
        # One question each two seconds, and no stream opened over and over.
        self.assertLessEqual(len(page.events("Network.requestWillBeSent")) - asked, 5)
        server.put("/streaming", "on")
        self.wait_for_words(page, "Live")

    def test_what_is_to_be_known(self):
        """Chromium: the page says in plain sight that everybody can watch, and what is wrong with a setting; its name too"""
        with tempfile.TemporaryDirectory(prefix="martlet-problems-") as folder:
            problems = Path(folder, "problems")
            problems.write_text("martlet.txt line 3: <b>größe</b> is no setting\nmartlet.txt line 5: wrong\n", encoding="utf-8")
            server = self.start_server("--size", "640x480", "--listen", "0.0.0.0:0", "--open", "--name", "Küche",
                                       "--problems", str(problems))
            page = self.open_live(server.address)
        shown = page.run("document.getElementById('notes').innerText").split("\n")
        self.assertTrue(shown[0].startswith("Everybody on this network can watch and pause: no password is set."), shown)
        self.assertEqual(shown[1:], ["martlet.txt line 3: <b>größe</b> is no setting", "martlet.txt line 5: wrong"])
        self.assertTrue(page.run("document.getElementById('notes').getBoundingClientRect().height > 20"))
        self.assertEqual((page.run("document.title"), page.run("document.getElementById('name').textContent")),
                         ("Live · Küche", "Küche"))

    def test_nothing_to_note(self):
        """Chromium: with nothing to say the page has no room for it"""
        page = self.open_live(self.start_server("--size", "640x480").address)
        self.assertEqual(page.run("document.getElementById('notes').getBoundingClientRect().height"), 0)

    def test_password(self):
        """Chromium: with a password the whole page works: picture, state, pause"""
        with tempfile.TemporaryDirectory(prefix="martlet-password-") as folder:
            password = Path(folder, "password")
            password.write_text("sesame\n", encoding="utf-8")
            server = self.start_server("--size", "640x480", "--password-file", str(password))
            # As typed into the browser's own question.
            page = self.open_live(server.address.replace("http://", "http://any:sesame@"))
            page.run("document.getElementById('pause').click()")
            self.wait_for_words(page, "Paused")
            page.run("document.getElementById('resume').click()")
            self.wait_for_words(page, "Live")

    def test_snapshot_is_saved(self):
        """Chromium: the snapshot button saves a JPEG"""
        page = self.open_live(self.start_server("--size", "640x480").address)
        with tempfile.TemporaryDirectory(prefix="martlet-snapshot-") as folder:
            chromium().call("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder,
                            browserContextId=page.context)
            page.run("document.getElementById('snapshot').click()")
            name = self.wait_for("a file", lambda: next(Path(folder).glob("martlet-*.jpg"), None))
            self.assertRegex(name.name, r"^martlet-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d\.jpg$")
            data = name.read_bytes()
        self.assertEqual((data[:2], data[-2:]), (b"\xff\xd8", b"\xff\xd9"))

    def test_full_screen(self):
        """Chromium: the full screen button gives the picture the screen, and gives it back"""
        page = self.open_live(self.start_server("--size", "640x480").address)
        page.run("document.getElementById('full').click()")
        self.wait_for("full screen", lambda: page.run("document.fullscreenElement !== null"))
        self.assertTrue(self.pressed(page, "full"))
        self.assertTrue(page.run("document.getElementById('stage').clientHeight >= innerHeight - 1"))
        page.run("document.exitFullscreen()")
        self.wait_for("the window again", lambda: not self.pressed(page, "full"))


class Manners(ChromiumTest):
    """What a good page does unasked."""

    def test_is_clean(self):
        """Chromium: no violation of the policy, no error, no request to elsewhere"""
        server = self.start_server("--size", "640x480")
        page = self.open_live(server.address, early_script="""
            window.violations = [];
            document.addEventListener("securitypolicyviolation",
                (event) => violations.push(event.violatedDirective));""")
        for button in ("pause", "resume"):
            page.run(f"document.getElementById('{button}').click()")
            self.wait_for_words(page, {"pause": "Paused", "resume": "Live"}[button])
        time.sleep(2)
        self.assertEqual(page.run("violations"), [])
        self.assertEqual(page.events("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"), [])
        origins = {urlsplit(event["request"]["url"])[:2] for event in page.events("Network.requestWillBeSent")}
        self.assertEqual({origin for origin in origins if origin[0] not in ("data", "blob")},
                         {urlsplit(server.address)[:2]})
        # The policy is in force, and not only announced: what it forbids does not happen.
        page.run("document.body.append(Object.assign(document.createElement('script'), {text: 'window.foreign = 1'}))")
        self.assertIsNone(page.run("window.foreign ?? null"))
        self.assertEqual(page.run("violations"), ["script-src-elem"])

    def test_can_be_read_out(self):
        """Chromium: the accessibility tree has landmarks, named buttons, the picture and the state"""
        page = self.open_live(self.start_server("--size", "640x480").address)
        page.call("Accessibility.enable")
        nodes = [node for node in page.call("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]

        def names(role):
            return [node.get("name", {}).get("value", "") for node in nodes if node["role"]["value"] == role]

        self.assertEqual(names("button"), ["Snapshot", "Pause", "Full screen"])
        self.assertEqual(names("heading"), ["Martlet"])
        self.assertEqual(names("image"), ["Live picture"])
        for landmark in ("banner", "main", "contentinfo"):
            self.assertEqual(len(names(landmark)), 1, landmark)
        status = [node for node in nodes if node["role"]["value"] == "status"]
        self.assertEqual(len(status), 1)
        live = {item["name"]: item["value"]["value"] for item in status[0]["properties"]}
        self.assertEqual(live["live"], "polite")
        # Nothing that changes many times a minute is read out unasked.
        self.assertEqual(page.run("document.querySelectorAll('[role=status] #rate, [role=status] #age').length"), 0)
        pause = next(node for node in nodes if node.get("name", {}).get("value") == "Pause" and
                     node["role"]["value"] == "button")
        self.assertIn("pressed", [item["name"] for item in pause["properties"]])

    def test_can_be_walked_by_keyboard(self):
        """Chromium: Tab goes from the picture through the buttons in order, each with a visible mark"""
        page = self.open_live(self.start_server("--size", "640x480").address)
        for expected in ("stage", "snapshot", "pause", "full"):
            page.press("Tab", "Tab", 9)
            self.assertEqual(page.run("document.activeElement.id"), expected)
            self.assertEqual(page.run("getComputedStyle(document.activeElement).outlineStyle"), "solid")

    def test_fits_phone_and_desk(self):
        """Chromium: phone, phone on its side and desk show picture and large buttons without scrolling"""
        server = self.start_server()
        for width, height, phone in ((360, 640, True), (390, 844, True), (844, 390, True), (1280, 800, False)):
            with self.subTest(width=width, height=height):
                page = self.open_live(server.address, width=width, height=height, phone=phone)
                self.assertTrue(page.run("document.documentElement.scrollWidth <= innerWidth"
                                         " && document.documentElement.scrollHeight <= innerHeight"))
                picture = page.run("(r => [r.width, r.height])"
                                   "(document.getElementById('picture').getBoundingClientRect())")
                self.assertGreater(max(picture[0] / width, picture[1] / height), 0.65)
                for box in page.run("[...document.querySelectorAll('#controls button')].map((button) =>"
                                    " (r => [r.left, r.top, r.right, r.bottom])(button.getBoundingClientRect()))"):
                    self.assertGreaterEqual(min(box[2] - box[0], box[3] - box[1]), 44)
                    self.assertTrue(0 <= box[0] and 0 <= box[1] and box[2] <= width and box[3] <= height)

    def test_screenshots(self):
        """Chromium: screenshots of desk, dark desk, phone and pause are taken"""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        server = self.start_server()
        for name, options in {"desk-light": {}, "desk-dark": {"colours": "dark"},
                              "phone": {"width": 390, "height": 844, "phone": True}}.items():
            page = self.open_live(server.address, **options)
            time.sleep(1.5)
            (SCREENSHOTS / f"{name}.png").write_bytes(page.screenshot())
        server.put("/streaming", "off")
        self.wait_for_words(page, "Paused")
        time.sleep(1)
        (SCREENSHOTS / "phone-paused.png").write_bytes(page.screenshot())
        sizes = [path.stat().st_size for path in SCREENSHOTS.glob("*.png")]
        self.assertTrue(len(sizes) >= 4 and min(sizes) > 5000)
