"""What a service manager is told, by a socket of its own (sd_notify(3)), and what it may ask for."""

import os
import signal
import socket
import tempfile
import time
from pathlib import Path

from case import EndToEndCase


class Manager(EndToEndCase):
    """A datagram socket in the place of systemd's."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def listen(self, name):
        """The service manager's ear, and the environment that names it."""
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(ear.close)
        ear.bind("\0" + name[1:] if name.startswith("@") else name)
        ear.settimeout(10)
        return ear, {**os.environ, "NOTIFY_SOCKET": name}

    def hear(self, ear, beginning):
        """The next message that begins so; those before it are passed over."""
        while True:
            message = ear.recv(4096).decode()
            if message.startswith(beginning):
                return message

    def test_told(self):
        """READY, STATUS with the state in words, STOPPING"""
        ear, environment = self.listen(str(self.folder / "manager"))
        daemon = self.start(env=environment)
        self.assertEqual(self.hear(ear, "READY"), "READY=1")
        self.assertEqual(self.hear(ear, "STATUS"), "STATUS=ready; nobody watches")
        viewer = self.view(daemon)
        viewer.take(2)
        self.assertEqual(self.hear(ear, "STATUS"), "STATUS=watched by 1")
        self.pause(daemon)
        self.assertEqual(self.hear(ear, "STATUS"), "STATUS=paused: nobody is looking until it is resumed")
        viewer.close()
        daemon.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.hear(ear, "STOPPING"), "STOPPING=1")

    def test_camera_missed(self):
        """READY while a camera is waited for, and STATUS says why"""
        ear, environment = self.listen(f"@martlet-{os.getpid()}-{time.monotonic_ns()}")
        self.launch("--device", "camera", "--listen", "127.0.0.1:0", env=environment)
        self.assertEqual(self.hear(ear, "READY"), "READY=1")
        self.assertEqual(self.hear(ear, "STATUS"),
                         "STATUS=the camera is not there: plug it in, or see what `martlet probe` lists")

    def test_watchdog(self):
        """WATCHDOG at half of the time, though nothing happens; none while the process is stopped"""
        ear, environment = self.listen(str(self.folder / "manager"))
        daemon = self.start("--idle-close", "1", env={**environment, "WATCHDOG_USEC": "400000"})
        for _ in range(3):
            self.hear(ear, "WATCHDOG=1")
        daemon.process.send_signal(signal.SIGSTOP)
        ear.settimeout(0.6)
        with self.assertRaises(TimeoutError):
            # What was on its way comes first.
            for _ in range(5):
                self.hear(ear, "WATCHDOG=1")
        daemon.process.send_signal(signal.SIGCONT)
        self.hear(ear, "WATCHDOG=1")

    def test_no_manager(self):
        """a socket that is not there, or no address at all, keeps nothing from starting"""
        for name in ("/nowhere/at/all", "nonsense", "@", "/" + "x" * 200):
            daemon = self.start(env={**os.environ, "NOTIFY_SOCKET": name, "WATCHDOG_USEC": "100000"})
            self.assertEqual(daemon.get("/healthz").status, 200)
            self.assertEqual(daemon.stop()[0], 0)

    def test_reload(self):
        """SIGHUP: what can change does, the rest is named, what is wrong changes nothing; viewers stay"""
        ear, environment = self.listen(str(self.folder / "manager"))
        config = self.folder / "martlet.conf"
        config.write_text("size = 640x480\nviewers = 2\n", encoding="utf-8")
        daemon = self.start("--config", config, env=environment)
        self.hear(ear, "READY")
        viewer = self.view(daemon)
        self.assert_clean([part.data for part in viewer.take(2)], (640, 480))

        config.write_text("size = 320x240\nviewers = 1\nlisten = 127.0.0.1:1\nled = GPIO17\n", encoding="utf-8")
        before = time.monotonic_ns() // 1000
        daemon.process.send_signal(signal.SIGHUP)
        words = dict(line.split("=") for line in self.hear(ear, "RELOADING").splitlines())
        self.assertEqual(words["RELOADING"], "1")
        self.assertTrue(before <= int(words["MONOTONIC_USEC"]) <= time.monotonic_ns() // 1000, words)
        self.assertEqual(self.hear(ear, "READY"), "READY=1")
        self.assertIn("martlet: settings read again; changed: size, viewers; changed only by a restart: led\n",
                      daemon.errors)
        self.wait_until("the pictures are of the new size", lambda: self.is_of_size(viewer, (320, 240)))
        self.assertEqual(daemon.get("/stream").status, 503, "there may be one viewer now")

        config.write_text("size = huge\n", encoding="utf-8")
        daemon.process.send_signal(signal.SIGHUP)
        self.hear(ear, "READY")
        self.assertIn(f"martlet: settings stay as they are: {config}:1: size = 'huge': it takes a size", daemon.errors)
        config.unlink()
        daemon.process.send_signal(signal.SIGHUP)
        self.hear(ear, "READY")
        self.assertIn(f"martlet: settings stay as they are: {config}: cannot be read: No such file or directory", daemon.errors)
        self.assert_clean([part.data for part in viewer.take(2)], (320, 240))

    def is_of_size(self, viewer, size):
        """Whether the next picture has that size."""
        try:
            self.assert_clean([viewer.take(1)[0].data], size)
        except AssertionError:
            return False
        return True

    def test_terminal_closed(self):
        """SIGHUP to one that was started by hand in a terminal ends it"""
        leader, terminal = os.openpty()
        self.addCleanup(os.close, leader)
        daemon = self.start(before=["sh", "-c", 'exec "$@" <"$0"', os.ttyname(terminal)])
        os.close(terminal)
        self.assertEqual(daemon.stop(signal.SIGHUP)[0], 0)
