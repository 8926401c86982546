"""What the tests of martlet-watch have in common: starting it, and asking ffprobe about what it wrote."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from case import EndToEndCase, require

PROGRAM = os.environ.get("WATCH", "martlet-watch")
# What the exit status means, as `--help` has it.
USAGE, HOST_UNKNOWN, UNREACHABLE, UNAUTHORIZED, REFUSED, NOT_STREAM, ENDED, CANNOT_WRITE, NO_DISPLAY = range(2, 11)


def environment(**variables):
    """This environment without a display, and with these."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "MARTLET_PASSWORD"}
    return {name: value for name, value in os.environ.items() if name not in hidden} | variables


class WatchCase(EndToEndCase):
    """A test in a folder of its own."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def watch(self, *arguments, variables=None, **options):
        """Runs it to its end, and gives what subprocess tells."""
        options = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 40} | options
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder,
                              env=environment(**(variables or {})), **options)

    def start_watch(self, *arguments, variables=None, **options):
        """Starts it; the end of the test ends it."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder,
                                   env=environment(**(variables or {})), **options)
        self.addCleanup(self._end_watch, process)
        return process

    def assert_ended(self, done, status, line=""):
        """The exit status, and that standard error holds this one line, or nothing."""
        said = done.stderr.decode()
        self.assertEqual((done.returncode, said), (status, f"martlet-watch: {line}\n" if line else ""))

    def probe(self, path):
        """What ffprobe says of a file's one stream, all its pictures decoded, and of the file; fails if there is an error."""
        done = subprocess.run(
            [require("ffprobe"), "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json",
             self.folder / path], capture_output=True, timeout=30)
        self.assertEqual(done.stderr, b"")
        found = json.loads(done.stdout)
        self.assertEqual(len(found["streams"]), 1)
        return found["streams"][0], found["format"]

    def packets(self, path):
        """The times of a file's pictures in seconds, and their JPEGs as they are in the file."""
        done = subprocess.run(
            [require("ffprobe"), "-v", "error", "-show_packets", "-show_entries", "packet=pts_time,size", "-of", "json",
             self.folder / path], capture_output=True, timeout=30, check=True)
        packets = json.loads(done.stdout)["packets"]
        copied = subprocess.run(
            [require("ffmpeg"), "-v", "error", "-i", self.folder / path, "-c", "copy", "-f", "mjpeg", "-"],
            capture_output=True, timeout=30, check=True).stdout
        pictures = []
        for packet in packets:
            size = int(packet["size"])
            pictures.append(copied[:size])
            copied = copied[size:]
        self.assertEqual(copied, b"")
        return [float(packet["pts_time"]) for packet in packets], pictures

    @staticmethod
    def _end_watch(process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()
