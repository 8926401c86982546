"""A display that nobody sees: its windows, keys for them, and what they show."""

import os
import subprocess

from case import require

WIDTH, HEIGHT = 1000, 800


class Display:
    """An X server of its own."""

    def __init__(self):
        reader, writer = os.pipe()
        # It begins anew, and drops who just comes, whenever the last of its clients goes, unless told not to.
        self._server = subprocess.Popen(
            [require("Xvfb"), "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp",
             "-noreset"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as told:
            self.name = ":" + told.readline().strip()
        if self.name == ":":
            raise AssertionError(f"Xvfb ended with status {self._server.wait()}")

    def stop(self):
        """Ends it."""
        self._server.kill()
        self._server.wait()

    def window(self, title):
        """The number of the window whose title holds this; None when there is none."""
        found = self._ask("search", "--onlyvisible", "--name", title, check=False).split()
        return found[0] if found else None

    def title(self, window):
        """What stands above it."""
        return self._ask("getwindowname", window).rstrip("\n")

    def box(self, window):
        """Left, top, width and height."""
        said = self._ask("getwindowgeometry", "--shell", window)
        found = dict(line.split("=") for line in said.splitlines())
        return tuple(int(found[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    def press(self, window, key):
        """Sends it a key, and lets go if the window is still there."""
        self._ask("keydown", "--window", window, key)
        self._ask("keyup", "--window", window, key, check=False)

    def resize(self, window, width, height):
        """Gives it another size."""
        self._ask("windowsize", window, str(width), str(height))

    def image(self):
        """All that there is to see: rows of pixels, three bytes a pixel."""
        done = subprocess.run(
            [require("ffmpeg"), "-v", "error", "-f", "x11grab", "-draw_mouse", "0", "-video_size", f"{WIDTH}x{HEIGHT}",
             "-i", self.name, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
            capture_output=True, timeout=20, check=True).stdout
        return [done[row * WIDTH * 3:(row + 1) * WIDTH * 3] for row in range(HEIGHT)]

    def _ask(self, *words, check=True):
        return subprocess.run([require("xdotool"), *words], env=os.environ | {"DISPLAY": self.name}, capture_output=True,
                              text=True, timeout=20, check=check).stdout


def pixel(image, x, y):
    """Red, green and blue, each 0 or 1."""
    return tuple(int(value > 90) for value in image[y][x * 3:x * 3 + 3])
