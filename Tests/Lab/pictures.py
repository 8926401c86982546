"""The pictures for the emulated camera, drawn once into the cache."""

import shutil
import tempfile
from pathlib import Path

from commands import run

SIZES = ("160x120", "640x480", "1280x720")
COUNT = 45


def draw(cache):
    """The folder with COUNT JPEG files for each size, with a sensor's noise and the standard Huffman tables."""
    folder = cache / f"pictures-{COUNT}-{'-'.join(SIZES)}"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=cache) as work:
            for size in SIZES:
                Path(work, "all", size).mkdir(parents=True)
                run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=30",
                    "-vf", "noise=alls=12:allf=t,format=yuvj422p", "-frames:v", COUNT,
                    "-c:v", "mjpeg", "-huffman", "default", "-q:v", "6", Path(work, "all", size, "%03d.jpg"))
            shutil.move(Path(work, "all"), folder)
    return folder
