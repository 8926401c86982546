"""Reads a stream until it is ended, and prints a line for each picture: when it was had, and how old it was then.

    read_clock.py READER URL SECONDS      READER is one of stream_readers.py; a picture every so many seconds, 0 for all

Both are in milliseconds, the first of CLOCK_MONOTONIC; `-` stands for the age of a picture whose clock cannot be read.
"""

import signal
import sys
import time

from drawn_clock import age_ms
from stream_readers import READERS


def main():
    """Reads and prints, to the end of the stream or an interrupt."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    reader, url, seconds = READERS[sys.argv[1]], sys.argv[2], float(sys.argv[3])
    pictures = reader(url)
    due = time.monotonic()
    try:
        for plane in pictures:
            age = age_ms(plane)
            print(f"{time.monotonic() * 1000:.3f} {'-' if age is None else format(age, '.3f')}", flush=True)
            due += seconds
            time.sleep(max(0, due - time.monotonic()))
    except KeyboardInterrupt:
        pictures.close()
        return 0
    print("the stream ended", file=sys.stderr)
    return 1


sys.exit(main())
