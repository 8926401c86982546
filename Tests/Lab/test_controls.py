"""The controls of real drivers: what `/controls` tells is what v4l2-ctl tells, and what is set comes back."""

import json
import re
import threading
import time

from bench import LabCase
from viewer import Viewer

KINDS = {"int": "integer", "bool": "boolean", "menu": "menu", "intmenu": "menu", "bitmask": "bitmask"}
LINE = re.compile(r"^ *(\w+) 0x[0-9a-f]+ \((\w+)\) *: (.*)$", re.MULTILINE)
# A request that is never answered is given up by the driver after 5 s.
HUNG_SECONDS = 4
# What an emulated guest on a busy host may make of the time between two frames, 33 ms.
GAP_SECONDS = 1.5


class ControlsCase(LabCase):
    """A camera whose controls are looked at from two sides."""

    def controls(self):
        """What `/controls` tells, by name."""
        status, headers, body = self.daemon.get("/controls")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"), body)
        listed = json.loads(body)
        by_name = {control["name"]: control for control in listed}
        self.assertEqual(len(by_name), len(listed), "two controls have one name")
        return by_name

    def put(self, name, value, status=200):
        """Sets a control; the answer's JSON, or the line that refuses it."""
        answered, _, body = self.daemon.put(f"/controls/{name}", value)
        self.assertEqual(answered, status, body)
        return json.loads(body) if status == 200 else body.decode()

    def value(self, name):
        """What v4l2-ctl says of a control's value."""
        return self.guest.check(f"v4l2-ctl -d {self.node()} -C {name}").split(": ")[1].split()[0]

    def node(self):
        """Where the camera is."""
        return self.daemon.state()["camera"]["path"]

    def check_list(self):
        """Everything is as v4l2-ctl tells it."""
        ours = self.controls()
        theirs = {}
        for name, kind, text in LINE.findall(self.guest.check(f"v4l2-ctl -d {self.node()} -l")):
            fields = dict(re.findall(r"(\w+)=([-\w,]+)", text))
            # Of more than one value v4l2-ctl knows in newer kernels.
            if kind in KINDS and not re.search(r"write-only|dims=|has-payload", text):
                theirs[name] = (kind, fields, text)
        self.assertEqual(list(ours), list(theirs))
        for name, (kind, fields, text) in theirs.items():
            told = ours[name]
            self.assertEqual(told["type"], KINDS[kind], name)
            self.assertEqual((told["read_only"], told["inactive"]), ("read-only" in text, "inactive" in text), name)
            for word, member in (("min", "minimum"), ("max", "maximum"), ("step", "step"), ("default", "default"),
                                 ("value", "value")):
                if word in fields and not (word == "value" and re.search("volatile|read-only", text)):
                    # v4l2-ctl tells a mask's highest bit as a sign.
                    value = int(fields[word], 0) % 2**32 if kind == "bitmask" else int(fields[word], 0)
                    self.assertEqual(told[member], value, f"{name}: {text}")
            if kind == "menu":
                chosen = {item["number"]: item["name"] for item in told["items"]}
                self.assertEqual(chosen[told["value"]], re.search(r"value=\d+ \((.*?)\)", text)[1], name)
        self.note(f"{len(ours)} controls")
        return ours


class USBControls(ControlsCase):
    """uvcvideo's."""

    def setUp(self):
        super().setUp()
        # Plugged in again, it may have another number.
        self.daemon = self.start("--device", self.camera_identity(), "--size", "640x480")
        # It keeps what the test before has set.
        self.daemon.delete("/controls")

    def test_list_and_set(self):
        """uvcvideo: /controls tells what v4l2-ctl tells; each is set and reset, and what is inactive is refused"""
        self.assertEqual(set(self.check_list()), {"brightness", "contrast", "power_line_frequency", "auto_exposure",
                                                  "exposure_time_absolute"})
        self.assertEqual(self.put("brightness", "-64")["value"], -64)
        self.assertEqual(self.value("brightness"), "-64")
        self.assertEqual(self.put("brightness", "65", 400), "brightness takes a whole number from -64 to 64\n")
        self.assertEqual(self.put("power_line_frequency", "60 Hz")["value"], 2)
        self.assertEqual(self.put("exposure_time_absolute", "300", 409),
                         "exposure_time_absolute has no effect just now: set auto_exposure to Manual Mode first\n")
        self.put("auto_exposure", "Manual Mode")
        self.assertFalse(self.controls()["exposure_time_absolute"]["inactive"])
        self.assertEqual(self.put("exposure_time_absolute", "300")["value"], 300)
        self.assertEqual(self.value("exposure_time_absolute"), "300")
        self.check_list()
        status, _, body = self.daemon.delete("/controls/brightness")
        self.assertEqual((status, json.loads(body)["value"]), (200, 0))
        self.assertEqual(self.daemon.delete("/controls")[0], 200)
        for control in self.check_list().values():
            self.assertEqual(control["value"], control["default"], control["name"])
        self.assertEqual(self.put("gain", "1", 404), "there is no such control: there are brightness, contrast, "
                                                     "power_line_frequency, auto_exposure, exposure_time_absolute\n")

    def test_wakes(self):
        """uvcvideo: a camera that nobody watches is woken to be set, and goes to sleep again"""
        self.daemon.stop()
        self.daemon = self.start("--device", self.camera_path, "--size", "640x480", "--idle-close", "1")
        self.wait_until(lambda: self.daemon.state()["state"] == "idle", 10, "nobody watches")
        self.assertEqual(self.put("contrast", "60")["value"], 60)
        self.wait_until(lambda: self.daemon.state()["state"] == "idle", 10, "nobody watches again")

    def test_comes_back(self):
        """uvcvideo: what was set is set again after the camera was unplugged, and what was reset is not"""
        self.put("contrast", "10")
        self.put("brightness", "20")
        self.put("auto_exposure", "Manual Mode")
        self.put("exposure_time_absolute", "300")
        self.assertEqual(self.daemon.delete("/controls/contrast")[0], 200)
        with self.daemon.view() as viewer:
            viewer.take(3)
            self.camera.command("unplug")
            self.wait_until(lambda: self.daemon.state()["reason"], 10, "it is missed")
            self.assertEqual(self.daemon.get("/controls")[0], 503)
            plugged = time.time()
            self.camera.command("plug")
            self.wait_until(lambda: self.daemon.state()["reason"] == "", 20, "it is back")
            viewer.take(3)
        set_again = [tuple(words[1:]) for moment, words in self.camera.events()
                     # Newer kernels try that one themselves, to learn what it takes.
                     if moment > plugged and words[0] == "control" and words[1] != "power-line-frequency"]
        self.assertEqual(set_again, [("exposure-mode", "1"), ("brightness", "20"), ("exposure-time", "300")])
        told = self.check_list()
        self.assertEqual([told[name]["value"] for name in ("brightness", "contrast", "auto_exposure",
                                                           "exposure_time_absolute")], [20, 50, 1, 300])

    def test_hung(self):
        """uvcvideo: while a control is never answered the viewers have every frame; then that is told, and all goes on"""
        self.put("brightness", "1")
        answers = []

        def ask():
            began = time.monotonic()
            status, _, body = self.daemon.put("/controls/brightness", "2")
            answers.append((status, body.decode(), time.monotonic() - began))

        with Viewer(self.daemon.address) as viewer:
            viewer.take(5)
            self.camera.command("hang-control 1")
            asking = threading.Thread(target=ask)
            asking.start()
            times = [part.arrived for part in viewer.take_for(7)]
            asking.join()
        status, line, seconds = answers[0]
        gap = max(after - before for before, after in zip(times, times[1:]))
        self.note(f"hung for {seconds:.1f} s, {len(times)} frames, at most {gap * 1000:.0f} ms apart")
        self.assertEqual((status, line.split(":")[0]), (503, "the camera does not answer"))
        self.assertGreater(seconds, HUNG_SECONDS)
        self.assertLess(gap, GAP_SECONDS)
        self.assertEqual(self.daemon.state()["counters"]["faults"]["silent"], 0)
        self.assertEqual(self.put("brightness", "2")["value"], 2)


class VividControls(ControlsCase):
    """vivid's: every kind there is."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start("--device", self.guest.camera_path("vivid-000"), "--size", "320x180", "--rate", "15")

    def test_every_kind(self):
        """vivid: /controls tells what v4l2-ctl tells; controls of every kind are set and reset, buttons are none"""
        before = self.check_list()
        self.assertEqual({control["type"] for control in before.values()}, set(KINDS.values()))
        self.assertNotIn("button", before)
        self.assertIn("button", self.guest.check(f"v4l2-ctl -d {self.node()} -l"))
        for name, value, expected in (("boolean", "off", 0), ("integer_32_bits", "-2147483648", -2**31), ("menu", "4", 4),
                                      ("integer_menu", "2", 2), ("bitmask", "2147483648", 2**31),
                                      ("brightness", "255", 255), ("horizontal_flip", "on", 1)):
            self.assertEqual(self.put(name, value)["value"], expected, name)
            self.assertEqual(int(self.value(name), 0) % 2**32, expected % 2**32, name)
        for name, value in (("bitmask", "1"), ("menu", "0"), ("boolean", "2"), ("integer_32_bits", "2147483648")):
            self.assertRegex(self.put(name, value, 400), f"\\A{name} takes ")
        self.check_list()
        self.assertEqual(self.daemon.delete("/controls")[0], 200)
        for name, control in self.check_list().items():
            if not control["inactive"] and not control["read_only"]:
                self.assertEqual(control["value"], control["default"], name)

    def test_turned_picture(self):
        """vivid: by --rotate 180 the camera turns its picture, and nobody can turn it back"""
        self.daemon.stop()
        self.daemon = self.start("--device", self.guest.camera_path("vivid-000"), "--size", "320x180", "--rotate", "180")
        self.assertEqual(self.put("vertical_flip", "off", 409), "vertical_flip can only be read\n")
        self.assertEqual(self.daemon.delete("/controls")[0], 200)
        self.assertEqual((self.value("vertical_flip"), self.value("horizontal_flip")), ("1", "1"))
