"""The clock that the played camera draws into a raw picture (stamp.h), read from what a reader has decoded."""

import time

_BLOCK_PIXELS = 16
_BLOCKS_PER_ROW = 32
WIDTH, HEIGHT = _BLOCK_PIXELS * _BLOCKS_PER_ROW, _BLOCK_PIXELS * 3
# Between them a block is neither black nor white.
_DARKEST_WHITE, _LIGHTEST_BLACK = 176, 80


def age_ms(plane):
    """How long ago the picture was captured; None if no clock can be read. `plane` is its brightness, a row a line."""
    now_ns = time.monotonic_ns()
    if plane.shape[0] < HEIGHT or plane.shape[1] < WIDTH:
        return None
    middles = plane[_BLOCK_PIXELS // 2:HEIGHT:_BLOCK_PIXELS, _BLOCK_PIXELS // 2:WIDTH:_BLOCK_PIXELS]
    if ((middles > _LIGHTEST_BLACK) & (middles < _DARKEST_WHITE)).any():
        return None
    # 64 bits of the time, and 32 of the sequence number.
    bits = "".join("1" if is_white else "0" for is_white in (middles >= _DARKEST_WHITE).flat)
    age_ns = now_ns - int(bits[:64], 2)
    return age_ns / 1e6 if age_ns >= 0 else None
