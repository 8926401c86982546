"""Recordings, single pictures and pipes: what is in them, and that they are whole however they end."""

import datetime
import os
import pty
import resource
import signal
import subprocess
import time

import strict_jpeg
from case import require
from literal_server import STREAM, LiteralServer, part
from watch_case import CANNOT_WRITE, ENDED, PROGRAM, WatchCase, environment


class RecordingTest(WatchCase):
    """What is written."""

    def stream(self, query=""):
        """The URL of a Martlet's stream."""
        return self.start("--size", "320x240").url + "/stream" + query

    def test_matroska(self):
        """--record FILE.mkv: as many pictures as were asked for, at the rate that they had, all decoded"""
        done = self.watch(self.stream(), "--record", "a.mkv", "--frames", 90)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr.decode(), r"^martlet-watch: recorded 90 pictures, [\d.]+ s, [\d.]+ MB; \d+ skipped\n$")
        video, file = self.probe("a.mkv")
        self.assertEqual((video["codec_name"], video["nb_read_frames"], video["width"], video["height"]),
                         ("mjpeg", "90", 320, 240))
        frames, seconds = map(int, video["avg_frame_rate"].split("/"))
        self.assertAlmostEqual(frames / seconds, 30, delta=1.5)
        self.assertAlmostEqual(float(file["duration"]), 3, delta=0.3)
        self.note(f"{video['avg_frame_rate']} a second")
        times, pictures = self.packets("a.mkv")
        self.assertEqual(times, sorted(times))
        for decoded in strict_jpeg.decode(pictures):
            self.assertTrue(decoded.is_clean)

    def test_true_times(self):
        """each picture has the time of its capture, not that of its arrival, and its bytes are those that came"""
        jpeg = self.start("--size", "320x240").get("/snapshot").body
        # The last but one is told to be from long after: that clock was set.
        captures = [1000, 1000.040, 1000.500, 1001.250, 5_000_000, 5_000_000.500]
        pictures = [jpeg[:2] + b"\xff\xfe\x00\x03" + bytes([number]) + jpeg[2:] for number in range(len(captures))]
        server = LiteralServer((0, STREAM), *(
            (0.3, part(picture, f"X-Timestamp: {capture:.3f}", "X-Age: 1.0", f"X-Sequence: {number}"))
            for number, (capture, picture) in enumerate(zip(captures, pictures))), (0.3, b"--b--\r\n"))
        self.addCleanup(server.stop)
        done = self.watch(server.url, "--record", "a.mkv")
        self.assertEqual(done.returncode, ENDED)
        times, recorded = self.packets("a.mkv")
        self.assertEqual(recorded, pictures)
        self.assertEqual(times[:4], [0, 0.040, 0.500, 1.250])
        # By its arrival, and then by captures again.
        self.assertTrue(0.05 < times[4] - times[3] < 5, times)
        self.assertAlmostEqual(times[5] - times[4], 0.5, delta=0.002)
        created = datetime.datetime.fromisoformat(self.probe("a.mkv")[1]["tags"]["creation_time"].rstrip("Z") + "+00:00")
        age = datetime.datetime.now(datetime.timezone.utc) - created
        # By this machine's clock, whatever the camera's says.
        self.assertTrue(0 <= age.total_seconds() < 600, age)

    def test_burst(self):
        """a hundred pictures that come at once are all recorded"""
        jpeg = self.start("--size", "320x240").get("/snapshot").body
        server = LiteralServer((0, STREAM + part(jpeg) * 100 + b"--b--\r\n"))
        self.addCleanup(server.stop)
        for target in ("a.mkv", "a/"):
            done = self.watch(server.url, "--record", target)
            self.assertEqual(done.returncode, ENDED)
            self.assertRegex(done.stderr.decode(), r"^martlet-watch: recorded 100 pictures, [^\n]*; 0 skipped\n")
        self.assertEqual(self.probe("a.mkv")[0]["nb_read_frames"], "100")
        self.assertEqual(len(os.listdir(self.folder / "a")), 100)

    def test_kept(self):
        """a recording that is there already is kept, and the same command again says so"""
        url = self.stream()
        self.assertEqual(self.watch(url, "--record", "a.mkv", "--frames", 2).returncode, 0)
        before = (self.folder / "a.mkv").read_bytes()
        done = self.watch(url, "--record", "a.mkv", "--frames", 2)
        self.assertEqual(done.returncode, CANNOT_WRITE)
        self.assertIn(b"File exists", done.stderr)
        self.assertEqual((self.folder / "a.mkv").read_bytes(), before)

    def test_for(self):
        """--for: ends after the time; --every: one picture in each"""
        done = self.watch(self.stream(), "--record", "p/", "--for", "1500ms", "--every", "500ms")
        self.assertEqual(done.returncode, 0)
        names = sorted(path.name for path in (self.folder / "p").iterdir())
        self.assertIn(names, [[f"{number:06}.jpg" for number in range(1, count + 1)] for count in (2, 3)])

    def test_numbered(self):
        """--record FOLDER/ and NAME-%03d.jpg: numbered JPEGs; what is there already is kept"""
        url = self.stream()
        for target, names in (("p/", ["p/000001.jpg", "p/000002.jpg"]), ("a-%03d.jpg", ["a-001.jpg", "a-002.jpg"])):
            self.assertEqual(self.watch(url, "--record", target, "--frames", 2).returncode, 0)
            for decoded in strict_jpeg.decode([(self.folder / name).read_bytes() for name in names]):
                self.assertTrue(decoded.is_clean)
        before = (self.folder / "a-001.jpg").read_bytes()
        self.assert_ended(self.watch(url, "--record", "a-%03d.jpg"), CANNOT_WRITE,
                          "'a-001.jpg' cannot be written: File exists")
        self.assertEqual((self.folder / "a-001.jpg").read_bytes(), before)

    def test_interrupt(self):
        """Ctrl-C ends a recording with 0, and the file is whole; so does a terminal that is closed, but not under nohup"""
        def start(handler, *options):
            def set_handler():
                signal.signal(signal.SIGHUP, handler)
            return self.start_watch(self.stream(), "--record", "a.mkv", *options, preexec_fn=set_handler)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process = start(signal.SIG_DFL)
            self.wait_for_size("a.mkv", 100_000)
            # A shell and the system both say that a terminal is closed.
            for _ in range(20 if number == signal.SIGHUP else 1):
                process.send_signal(number)
                time.sleep(0.002)
            self.assertEqual(process.wait(10), 0)
            said = process.stderr.read().decode()
            video, file = self.probe("a.mkv")
            self.assertIn(f"recorded {video['nb_read_frames']} pictures, ", said)
            self.assertGreater(float(file["duration"]), 0)
            (self.folder / "a.mkv").unlink()
        process = start(signal.SIG_IGN, "--frames", 90)
        self.wait_for_size("a.mkv", 1)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGHUP)
        self.assertEqual(process.wait(20), 0)
        self.assertEqual(self.probe("a.mkv")[0]["nb_read_frames"], "90")

    def test_killed(self):
        """a recording that was killed plays up to its last picture"""
        process = self.start_watch(self.stream(), "--record", "a.mkv")
        self.wait_for_size("a.mkv", 300_000)
        process.kill()
        process.wait()
        _, pictures = self.packets("a.mkv")
        self.assertEqual(self.probe("a.mkv")[0]["nb_read_frames"], str(len(pictures)))
        self.assert_clean(pictures, (320, 240))

    def test_server_gone(self):
        """a server that goes away ends a recording, which is whole; with --reconnect it goes on"""
        martlet = self.start("--size", "320x240")
        url = martlet.url + "/stream"
        ends = self.start_watch(url, "--record", "ends.mkv")
        goes_on = self.start_watch(url, "--record", "goes-on.mkv", "--reconnect", "--frames", 60)
        self.wait_for_size("ends.mkv", 100_000)
        self.wait_for_size("goes-on.mkv", 100_000)
        martlet.stop()
        self.assertEqual(ends.wait(20), ENDED)
        self.assertGreater(int(self.probe("ends.mkv")[0]["nb_read_frames"]), 1)
        self.launch("--device", "pattern", "--size", "320x240", "--listen", "{}:{}".format(*martlet.address))
        self.assertEqual(goes_on.wait(30), 0)
        self.assertEqual(self.probe("goes-on.mkv")[0]["nb_read_frames"], "60")

    def test_full(self):
        """where no more can be written it says so, and what was written plays"""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        done = self.watch(self.stream(), "--record", "a.mkv", preexec_fn=limit)
        self.assertEqual(done.returncode, CANNOT_WRITE)
        lines = done.stderr.decode().splitlines()
        self.assertEqual(lines[1:], ["martlet-watch: 'a.mkv' cannot be written: File too large"])
        video, _ = self.probe("a.mkv")
        self.assertTrue(lines[0].startswith(f"martlet-watch: recorded {video['nb_read_frames']} pictures, "), lines)

    def test_save(self):
        """--save: one whole picture in the place of what was there, which whoever has it open keeps; and into a pipe"""
        url = self.stream()
        before = b"x" * 1_000_000
        (self.folder / "a.jpg").write_bytes(before)
        with (self.folder / "a.jpg").open("rb") as opened:
            self.assert_ended(self.watch(url, "--save", "a.jpg"), 0)
            self.assertEqual(opened.read(), before)
        (self.folder / "a.jpg").chmod(0o600)
        self.assert_ended(self.watch(url, "--save", "a.jpg"), 0)
        self.assertEqual((self.folder / "a.jpg").stat().st_mode & 0o777, 0o600)
        (self.folder / "link.jpg").symlink_to("a.jpg")
        self.assert_ended(self.watch(url, "--save", "link.jpg"), 0)
        self.assertTrue((self.folder / "link.jpg").is_symlink())
        done = self.watch(url, "--save", "/dev/stdout")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assert_clean([(self.folder / "a.jpg").read_bytes(), done.stdout], (320, 240))
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.jpg", "link.jpg"])

    def test_save_in_place(self):
        """--save over what cannot or should not be replaced: another's file, one of two names, one whose name leaves no room"""
        url = self.stream()
        if os.geteuid() != 0:
            self.skipTest("only root can give a file away")
        name = "a" * 251 + ".jpg"
        for each in ("a.jpg", "b.jpg", name):
            (self.folder / each).write_bytes(b"before")
        os.link(self.folder / "b.jpg", self.folder / "another-name.jpg")
        os.chown(self.folder / "a.jpg", 65534, 65534)
        for each in ("a.jpg", "b.jpg", name):
            before = (self.folder / each).stat()
            self.assert_ended(self.watch(url, "--save", each), 0)
            after = (self.folder / each).stat()
            self.assertEqual((after.st_ino, after.st_uid), (before.st_ino, before.st_uid))
            self.assert_clean([(self.folder / each).read_bytes()], (320, 240))
        self.assertEqual(sorted(os.listdir(self.folder)), sorted(["a.jpg", "another-name.jpg", "b.jpg", name]))

    def test_save_over_a_mount(self):
        """--save over a file that is mounted there, as containers have them: written into, for it cannot be replaced"""
        url = self.stream()
        for each in ("a.jpg", "mounted.jpg"):
            (self.folder / each).write_bytes(b"before")
        unshared = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
        if subprocess.run([*unshared, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("this user may mount nothing, not even for itself")
        done = subprocess.run(
            [*unshared, "sh", "-c", 'mount --bind mounted.jpg a.jpg && exec "$0" "$1" --save a.jpg',
             PROGRAM, url], cwd=self.folder, env=environment(), capture_output=True, timeout=40)
        self.assert_ended(done, 0)
        self.assert_clean([(self.folder / "mounted.jpg").read_bytes()], (320, 240))
        self.assertEqual((self.folder / "a.jpg").read_bytes(), b"before")
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.jpg", "mounted.jpg"])

    def test_save_fails(self):
        """--save where no more can be written: what was there is kept"""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        (self.folder / "a.jpg").write_bytes(b"before")
        self.assert_ended(self.watch(self.stream(), "--save", "a.jpg", preexec_fn=limit), CANNOT_WRITE,
                          "'a.jpg' cannot be written: File too large")
        self.assertEqual((self.folder / "a.jpg").read_bytes(), b"before")
        self.assertEqual(os.listdir(self.folder), ["a.jpg"])

    def test_pipe(self):
        """--pipe: ffmpeg decodes as many pictures as were asked for"""
        process = self.start_watch(self.stream(), "--pipe", "--frames", 20)
        done = subprocess.run(
            [require("ffprobe"), "-v", "error", "-f", "mjpeg", "-count_frames", "-show_entries", "stream=nb_read_frames",
             "-of", "csv=p=0", "-"], stdin=process.stdout, capture_output=True, timeout=30)
        self.assertEqual((process.wait(10), process.stderr.read()), (0, b""))
        self.assertEqual((done.stdout.strip(), done.stderr), (b"20", b""))

    def test_reader_gone(self):
        """--pipe: a reader that goes away ends it with 0 and without a word"""
        process = self.start_watch(self.stream(), "--pipe")
        self.assertEqual(len(process.stdout.read(1000)), 1000)
        process.stdout.close()
        self.assertEqual((process.wait(10), process.stderr.read()), (0, b""))

    def test_progress(self):
        """a line of progress on a terminal, and none elsewhere"""
        url = self.stream()
        ours, theirs = pty.openpty()
        try:
            process = subprocess.Popen([PROGRAM, url, "--record", "a.mkv", "--frames", "30"], cwd=self.folder,
                                       env=environment(), stderr=theirs)
            os.close(theirs)
            self.assertEqual(process.wait(20), 0)
            said = os.read(ours, 65536).decode()
        finally:
            os.close(ours)
        self.assertRegex(said, r"^\r\d+ pictures, [\d.]+ s, [\d.]+ MB; \d+ skipped\x1b\[K\r")
        self.assertRegex(said, r"\r\x1b\[Kmartlet-watch: recorded 30 pictures, [^\r\n]*\r?\n$")

    def wait_for_size(self, name, size):
        """Waits until a file has that many bytes."""
        path = self.folder / name
        self.wait_until(f"{size} bytes of {name}", lambda: path.exists() and path.stat().st_size > size, 20)
