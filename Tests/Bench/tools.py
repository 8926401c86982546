"""The bench's own programs and the frames of its camera, made when first needed."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
BUILT = CHECKOUT / ".build/bench"

_CHECKED = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror"]
_PROGRAMS = {
    "played_camera.so": (["played_camera.c", "played_device.c", "played_capture.c", "played_frames.c", "scene.c",
                          "stamp.c"], ["-shared", "-fPIC", "-fvisibility=hidden", "-pthread"], []),
    "viewers": (["viewers.c", "viewer.c", "tally.c", "part_reader.c", "stamp.c", "stamp_blocks.c"], [], ["-ljpeg"]),
    "floor": (["floor.c"], [], []),
    "quality": (["quality.c", "jpeg_planes.c", "part_reader.c", "scene.c", "stamp.c", "stamp_blocks.c"], [],
                ["-ljpeg", "-lm"]),
    "draw_frames": (["draw_frames.c", "scene.c"], [], ["-ljpeg"]),
}
# What cameras give at these sizes in good light, and a set so small that much of it fits into a receive buffer.
_FRAME_SETS = {"720p": ("1280x720", 257_000), "1080p": ("1920x1080", 420_000), "720p-small": ("1280x720", 60_000)}
_FRAMES_PER_SET = 8


class NotReady(Exception):
    """The bench cannot run here; the message says what is missing and what to do."""


def build():
    """Compiles what has changed and draws the frames."""
    missing = [program for program in ("gcc", "ustreamer") if not shutil.which(program)]
    if missing:
        raise NotReady(f"{' and '.join(missing)} missing: tools/setup bench installs them")
    BUILT.mkdir(parents=True, exist_ok=True)
    newest = max(path.stat().st_mtime for path in HERE.glob("*.[ch]"))
    for name, (sources, flags, libraries) in _PROGRAMS.items():
        program = BUILT / name
        if not program.exists() or program.stat().st_mtime < newest:
            _run([*_CHECKED, *flags, "-o", program, *(HERE / source for source in sources), *libraries])
    for name, (size, frame_bytes) in _FRAME_SETS.items():
        folder = frames(name)
        done = folder / "complete"
        if not done.exists() or done.stat().st_mtime < newest:
            folder.mkdir(exist_ok=True)
            _run([BUILT / "draw_frames", size, frame_bytes, _FRAMES_PER_SET, folder])
            done.touch()


def frames(name):
    """The folder with the JPEG frames of a set: 720p, 1080p or 720p-small."""
    return BUILT / f"frames-{name}"


def _run(words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, timeout=120)
    if done.returncode != 0:
        name = Path(words[0]).name
        raise NotReady(f"{name} failed, tools/setup bench installs what it needs: {done.stderr.strip()}")
