"""How Martlet starts when the camera cannot be had, and how it ends."""

import threading

from bench import LabCase
from camera.pictures import stamp


class Start(LabCase):
    """One line that says what is wrong and what to do."""

    def test_camera_busy(self):
        """a camera that another program holds: one line that names it and what to do, exit status 1"""
        holder = self.guest.check(
            f"v4l2-ctl -d {self.camera_path} --stream-mmap >/dev/null 2>&1 </dev/null & echo $!").strip()
        self.addCleanup(self.guest.run, f"kill {holder}")
        self.wait_until(self.camera.is_streaming, 5, "v4l2-ctl streams")
        line = self._line_of_refusal("--device", self.camera_path)
        self.assertRegex(line, rf"{self.camera_path} is in use by .*: \w+")

    def test_camera_missing(self):
        """a path where there is no camera: one line that names it, exit status 1"""
        line = self._line_of_refusal("--device", "/dev/video99")
        self.assertIn("/dev/video99", line)

    def test_no_camera(self):
        """a path that is no camera: one line that names it, exit status 1"""
        line = self._line_of_refusal("--device", "/dev/null")
        self.assertIn("/dev/null", line)

    def test_camera_comes_later(self):
        """`--device camera` without a camera waits, says so, and shows the camera when it is plugged in"""
        self._hide_vivid()
        self.camera.command("unplug")
        self.wait_until(lambda: self.guest.run("ls /dev/video*").status != 0, 5, "the guest has no camera")
        daemon = self.start("--device", "camera", "--size", "640x480")
        with daemon.view() as viewer:
            state = daemon.state()
            self.assertNotEqual((state["state"], state["reason"]), ("streaming", ""))
            self.assertIsNone(state["camera"])
            self.assertIsNone(daemon.status())
            self.camera.command("plug")
            first = next(part for part in viewer if stamp(part.data) is not None)
            parts = [first, *viewer.take(10)]
        self.assert_clean(parts)
        self.assertEqual(daemon.state()["reason"], "")

    def test_path_is_followed(self):
        """a camera that was named by its path comes back under another number, and is followed there"""
        daemon = self.start("--device", self.camera_path, "--size", "640x480")
        with daemon.view() as viewer:
            viewer.take(5)
            # As long as somebody has the old node open its number is not given again.
            let_go = self.hold_open(self.camera_path)
            self.camera.command("unplug")
            self.wait_until(lambda: daemon.state()["reason"], 5, "it is missed")
            self.camera.command("plug")
            self.wait_until(lambda: daemon.state()["reason"] == "", 20, "it is back")
            path = daemon.state()["camera"]["path"]
            self.assertNotEqual(path, self.camera_path, "it came back as the same node: nothing is tested")
        let_go()
        self.note(f"{self.camera_path}, then {path}")
        # One who comes now: the first may still have pictures of before.
        with daemon.view() as viewer:
            parts = viewer.take(10)
        self.assertNotIn(None, [stamp(part.data) for part in parts], "a picture that is not the camera's")
        self.assert_clean(parts)

    def _line_of_refusal(self, *arguments):
        daemon = self.launch(*arguments)
        status = daemon.wait_for_exit()
        lines = daemon.errors.splitlines()
        self.assertEqual((status, len(lines)), (1, 1), lines)
        self.assertRegex(lines[0], r"^martlet: .+")
        self.note(lines[0].removeprefix("martlet: "))
        return lines[0]

    def _hide_vivid(self):
        self.guest.check("rmmod vivid")
        self.addCleanup(self.guest.camera_path, "vivid-001")
        self.addCleanup(self.guest.check, "/lab/vivid")


class Stop(LabCase):
    """SIGTERM."""

    def test_terminate_while_streaming(self):
        """SIGTERM while streaming: the stream is ended, the camera stopped, exit status 0"""
        daemon = self.start("--device", self.camera_path, "--size", "1280x720")
        with daemon.view() as viewer:
            viewer.take(10)
            reader = threading.Thread(target=lambda: [None for _ in viewer])
            reader.start()
            self.assertTrue(self.camera.is_streaming())
            status = daemon.stop("TERM")
            reader.join(5)
            self.assertFalse(reader.is_alive(), "the stream is still open")
        self.assertEqual(status, 0, daemon.errors)
        self.assertTrue(viewer.closed_cleanly, "the stream did not end with its last boundary")
        self.assertFalse(self.camera.is_streaming(), "the camera was left on")
        self.assertEqual([words for _, words in self.camera.events() if words[0] == "stream"][-1], ["stream", "off"])
