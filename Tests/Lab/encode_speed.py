"""How fast the guest is at what Martlet does with raw pictures: what libjpeg alone encodes there, on all processors."""

from pathlib import Path

from compiled import compiled

_NAME = "encode_speed"
_SOURCE = Path(__file__).resolve().parent / "programs" / f"{_NAME}.c"
_SECONDS = 1.5


def program():
    """The path of the program that the guest needs for it."""
    return compiled(_SOURCE, _NAME, "-ljpeg")


def pictures_a_second(guest, width, height):
    """Of colour bars in YCbCr 4:2:2, all processors together."""
    one = f"{_NAME} {width} {height} {_SECONDS}"
    told = guest.check(f"for number in $(seq $(nproc)); do {one} & done; wait", _SECONDS + 20)
    return sum(map(float, told.split()))
