"""A strict JPEG decoder, compiled when first needed: any warning of libjpeg and any byte after the end is an error."""

import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from compiled import compiled

_SOURCE = Path(__file__).resolve().with_suffix(".c")


@dataclass(frozen=True)
class Decoded:
    """What libjpeg made of one picture; `error` is empty if it made one at all."""

    error: str
    width: int = 0
    height: int = 0
    warnings: int = 0
    trailing: int = 0
    digest: str = ""
    brightness: int = 0

    @property
    def is_clean(self):
        """Whether there was no error, no warning and no byte after the image."""
        return not self.error and self.warnings == 0 and self.trailing == 0


def decode(pictures):
    """One Decoded for each picture, in order: the digest is over the brightness of the lower half; `brightness` is the mean."""
    packed = b"".join(struct.pack("<I", len(picture)) + picture for picture in pictures)
    program = compiled(_SOURCE, "strict_jpeg", "-ljpeg")
    done = subprocess.run([program], input=packed, capture_output=True, check=True, timeout=60)
    return [_parse(line) for line in done.stdout.decode().splitlines()]


def _parse(line):
    words = line.split()
    if words[0] == "error":
        return Decoded(" ".join(words[1:]))
    width, height, warnings, trailing = map(int, words[:4])
    return Decoded("", width, height, warnings, trailing, words[4], int(words[5]))
