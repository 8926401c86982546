"""The pictures the camera sends: JPEG files in a cycle, each stamped with its number, or a moving grey field."""

import re
import struct
from pathlib import Path

from camera.modes import MOTION_JPEG

_STAMP = re.compile(rb"lab frame (\d{8})")


def stamped(picture, number):
    """The JPEG with a comment segment after its first marker that holds the number of the frame."""
    text = b"lab frame %08d" % number
    return picture[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + picture[2:]


def stamp(picture):
    """The number of the frame that a JPEG from the camera carries, or None for a picture from elsewhere."""
    found = _STAMP.search(picture, 0, 2048)
    return int(found[1]) if found else None


def segments(picture):
    """Each marker segment up to and with the start of scan, as (marker, start, end)."""
    start = 2
    while start + 4 <= len(picture) and picture[start] == 0xFF:
        marker = picture[start + 1]
        end = start + 2 + int.from_bytes(picture[start + 2:start + 4], "big")
        yield marker, start, end
        if marker == 0xDA:
            return
        start = end


def without_tables(picture):
    """The JPEG without its Huffman tables, as many cameras send it."""
    kept, position = [], 0
    for marker, start, end in segments(picture):
        if marker == 0xC4:
            kept.append(picture[position:start])
            position = end
    return b"".join(kept) + picture[position:]


def with_damaged_scan(picture):
    """The JPEG with bytes changed in the middle of its scan, but no marker made or broken."""
    damaged = bytearray(picture)
    for position in range(len(damaged) // 2, len(damaged) - 16, 97):
        before, here = damaged[position - 1], damaged[position] ^ 0x24
        if 0xFF not in (before, damaged[position], here):
            damaged[position] = here
    return bytes(damaged)


class Pictures:
    """Makes the frame of a mode and a number; `folder` holds WIDTHxHEIGHT/*.jpg."""

    def __init__(self, folder):
        self._cycles = {}
        for size in Path(folder).iterdir():
            if re.fullmatch(r"\d+x\d+", size.name):
                self._cycles[size.name] = [file.read_bytes() for file in sorted(size.glob("*.jpg"))]

    def frame(self, mode, number):
        """The bytes of frame `number` in the mode."""
        if mode.format == MOTION_JPEG:
            cycle = self._cycles[f"{mode.width}x{mode.height}"]
            return stamped(cycle[number % len(cycle)], number)
        return bytes([16 + number * 3 % 220, 128]) * (mode.width * mode.height)
