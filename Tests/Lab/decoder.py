"""The strict JPEG decoder of the lab, compiled when first needed."""

import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from commands import run

_SOURCE = Path(__file__).parent / "strict_jpeg.c"


@dataclass(frozen=True)
class Decoded:
    """What libjpeg made of one picture; `error` is empty if it made one at all."""

    error: str
    width: int = 0
    height: int = 0
    warnings: int = 0
    trailing: int = 0
    digest: str = ""

    @property
    def is_clean(self):
        """Whether there was no error, no warning and no byte after the image."""
        return not self.error and self.warnings == 0 and self.trailing == 0


class Decoder:
    """Decodes pictures through a helper program that it keeps in `cache`."""

    def __init__(self, cache):
        self._program = cache / "strict_jpeg"
        if not self._program.exists() or self._program.stat().st_mtime < _SOURCE.stat().st_mtime:
            fresh = self._program.with_suffix(".new")
            run("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", fresh, _SOURCE, "-ljpeg")
            fresh.rename(self._program)

    def decode(self, pictures):
        """One Decoded for each picture, in order."""
        packed = b"".join(struct.pack("<I", len(picture)) + picture for picture in pictures)
        done = subprocess.run([self._program], input=packed, capture_output=True, check=True)
        return [_parse(line) for line in done.stdout.decode().splitlines()]


def _parse(line):
    words = line.split()
    if words[0] == "error":
        return Decoded(" ".join(words[1:]))
    width, height, warnings, trailing = map(int, words[:4])
    return Decoded("", width, height, warnings, trailing, words[4])
