"""Other people's programs read what Martlet sends."""

import subprocess

import strict_jpeg
from bench import LabCase


class Programs(LabCase):
    """ffmpeg and curl on the host."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start("--device", self.camera_path, "--size", "640x480", "--rate", "30")
        self.base = "http://{}:{}".format(*self.daemon.address)

    def test_ffmpeg_reads_the_stream(self):
        """ffmpeg reads 60 pictures of the stream without a complaint"""
        done = _run("ffmpeg", "-nostdin", "-v", "warning", "-f", "mpjpeg", "-i", f"{self.base}/stream",
                    "-frames:v", "60", "-fps_mode", "passthrough", "-f", "framecrc", "-")
        frames = [line for line in done.stdout.splitlines() if line and not line.startswith("#")]
        self.assertEqual((done.returncode, done.stderr, len(frames)), (0, "", 60))

    def test_ffmpeg_reads_the_snapshot(self):
        """ffmpeg reads the snapshot"""
        done = _run("ffmpeg", "-nostdin", "-v", "warning", "-f", "jpeg_pipe", "-i", f"{self.base}/snapshot",
                    "-f", "framecrc", "-")
        frames = [line for line in done.stdout.splitlines() if line and not line.startswith("#")]
        self.assertEqual((done.returncode, done.stderr, len(frames)), (0, "", 1))

    def test_curl_reads_the_stream(self):
        """curl reads 10 pictures of the stream and sees its end"""
        file = self.bench.folder / "stream"
        done = _run("curl", "-sS", "--fail", "-m", "15", "-o", file, f"{self.base}/stream?frames=10")
        body = file.read_bytes()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(body.count(b"\r\nX-Sequence: "), 10)
        self.assertTrue(body.startswith(b"--frame\r\n"), body[:40])
        self.assertTrue(body.endswith(b"--frame--\r\n"), body[-40:])

    def test_curl_reads_the_snapshot(self):
        """curl reads the snapshot, and it is clean"""
        file = self.bench.folder / "snapshot"
        done = _run("curl", "-sS", "--fail", "-m", "15", "-o", file, "-w", "%{content_type}", f"{self.base}/snapshot")
        self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", "image/jpeg"))
        (decoded,) = strict_jpeg.decode([file.read_bytes()])
        self.assertTrue(decoded.is_clean, decoded)
        self.assertEqual((decoded.width, decoded.height), (640, 480))


def _run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=30, check=False)
