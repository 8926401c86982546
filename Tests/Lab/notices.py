"""Reads what is written in a picture that Martlet has drawn."""

import functools
import re
import subprocess
from pathlib import Path

import strict_jpeg

_GLYPHS = Path(__file__).resolve().parents[2] / "Sources/Appliance/Glyph.swift"
_WIDTH, _HEIGHT = 5, 7
_CELL = _WIDTH + 1
# Between the ground of these pictures (30) and their writing (235).
_BRIGHT = 130


class Unreadable(AssertionError):
    """There is no writing in the picture, or some that is not of our characters."""


@functools.lru_cache(maxsize=256)
def words(picture):
    """What is written in the picture, line by line, in capitals; throws Unreadable, or AssertionError for no clean JPEG."""
    (decoded,) = strict_jpeg.decode([picture])
    if not decoded.is_clean:
        raise AssertionError(f"a drawn picture is not clean: {decoded}")
    done = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-f", "jpeg_pipe", "-i", "-", "-f", "rawvideo", "-pix_fmt", "gray", "-"],
        input=picture, capture_output=True, check=True, timeout=30)
    width = decoded.width
    rows = [done.stdout[start:start + width] for start in range(0, width * decoded.height, width)]
    lines = [_line(band) for band in _bands(rows)]
    if not lines:
        raise Unreadable("nothing is written in the picture")
    return tuple(lines)


def text(picture):
    """What is written in the picture, in capitals, with a blank between lines."""
    return " ".join(words(picture))


def _bands(rows):
    """The rows of each line of writing: every letter and digit has something bright in each of its rows."""
    bands, band = [], []
    for row in [*rows, b""]:
        if max(row, default=0) > _BRIGHT:
            band.append(row)
        elif band:
            bands.append(band)
            band = []
    return bands


def _line(band):
    scale, rest = divmod(len(band), _HEIGHT)
    if rest or not scale:
        raise Unreadable(f"a line of writing that is {len(band)} pixels high")
    left = min(index for row in band for index, value in enumerate(row) if value > _BRIGHT)
    # The first character may begin with empty columns.
    for empty in range(_WIDTH):
        found = _characters(band, left - empty * scale, scale)
        if found is not None:
            return found.rstrip()
    raise Unreadable(f"characters that are none of ours, {scale} pixels a dot")


def _characters(band, left, scale):
    """The characters of a line whose first cell begins at `left`; None if one of them is unknown."""
    middles = [band[row * scale + scale // 2] for row in range(_HEIGHT)]
    found = ""
    for cell in range(left, len(middles[0]), _CELL * scale):
        places = [cell + column * scale + scale // 2 for column in range(_WIDTH)]
        dots = tuple(
            sum(1 << (_WIDTH - 1 - column) for column, place in enumerate(places)
                if 0 <= place < len(row) and row[place] > _BRIGHT)
            for row in middles)
        character = _font().get(dots)
        if character is None:
            return None
        found += character
    return found


@functools.lru_cache(maxsize=1)
def _font():
    """The characters by their dots, as the program has them: they are read here, not judged."""
    source = _GLYPHS.read_text(encoding="utf-8")
    characters = re.search(r'characters = Array\("(.*?)"\.utf8\)', source)[1]
    dots = [int(row, 2) for row in re.findall(r"\b0b([01]{5})\b", source)]
    if len(dots) != len(characters) * _HEIGHT:
        raise AssertionError(f"{_GLYPHS.name}: {len(characters)} characters with {len(dots)} rows")
    font = {tuple(dots[place * _HEIGHT:(place + 1) * _HEIGHT]): each for place, each in enumerate(characters)}
    font[(0,) * _HEIGHT] = " "
    return font
