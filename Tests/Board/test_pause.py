"""Paused by the button: the camera is free for others, those who watch are told, and a restart changes nothing."""

import time

from board import PICTURES, BoardCase

BUTTON = 3
BUTTON_ARGUMENTS = ("--button", f"!gpiochip0:{BUTTON}")


class Pause(BoardCase):
    """The camera while looking is paused."""

    def test_frees_the_camera(self):
        """paused: no descriptor on the camera, another program sets a format and streams; one viewer sees it all"""
        daemon = self.start(*PICTURES, *BUTTON_ARGUMENTS)
        watcher = self.watch(daemon)
        camera = self.guest.camera_path("vivid-000")
        self.assertEqual(self.video_descriptors(daemon), [camera], "the measurement is wrong")
        self.press(BUTTON)
        self.wait_for_state(daemon, "paused")
        self.wait_until(lambda: not self.video_descriptors(daemon), 2, "no video device is open")
        self.assertEqual(watcher.wait_for_drawn(5), (320, 180))
        self.guest.check(f"v4l2-ctl -d {camera} --set-fmt-video=width=640,height=360,pixelformat=YUYV "
                         "--stream-mmap --stream-count=3")
        self.assertEqual(self.video_descriptors(daemon), [])
        self.assertEqual(watcher.wait_for_drawn(5), (320, 180))
        self.press(BUTTON)
        self.wait_for_state(daemon, "streaming")
        self.assertEqual(watcher.wait_for_camera(10), (320, 180))
        self.assertEqual(self.video_descriptors(daemon), [camera])

    def test_is_remembered(self):
        """paused with --remember, killed and started again: it is paused, and never opens the camera"""
        arguments = (*PICTURES, *BUTTON_ARGUMENTS, "--remember", "/tmp/remembered")
        self.guest.check("rm -f /tmp/remembered")
        daemon = self.start(*arguments)
        self.watch(daemon)
        self.press(BUTTON)
        self.wait_for_state(daemon, "paused")
        self.assertEqual(self.guest.check("cat /tmp/remembered").strip(), "paused")
        daemon.stop("KILL")

        daemon = self.start(*arguments)
        with daemon.view() as viewer:
            time.sleep(1)
            state = daemon.state()
            self.assertEqual((state["state"], state["counters"]["opens"], len(state["viewers"])), ("paused", 0, 1))
            self.assertEqual(self.video_descriptors(daemon), [])
            viewer.take(2)
        self.press(BUTTON)
        self.wait_until(lambda: daemon.state()["state"] != "paused", 2, "it goes on")
        self.wait_until(lambda: self.guest.check("cat /tmp/remembered").strip() == "on", 2, "that is remembered")
        self.assertEqual(self.guest.check("ls /tmp/remembered*").split(), ["/tmp/remembered"], "something was left")
