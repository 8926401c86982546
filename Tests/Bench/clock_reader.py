"""A reader of the drawn clock at work, in a process of its own."""

import os
import subprocess
import sys
import time

import opencv
import tools
from measure import resident_kb
from servers import Failed, end


class ClockReader:
    """Reads a URL in one of the ways of stream_readers.py; ends with the `with` block.

    It takes a picture every so many seconds, or all that there are; with `taker`, a program's command line, those that
    this takes and writes to standard output.
    """

    def __init__(self, reader, url, seconds=0, taker=()):
        self._name = reader
        self._lines = tools.BUILT / f"reader-{reader}-{seconds}.txt"
        self._errors = self._lines.with_suffix(".log")
        with self._lines.open("wb") as lines, self._errors.open("wb") as errors:
            self._taker = subprocess.Popen(taker, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                           stderr=errors) if taker else None
            self._reader = subprocess.Popen(
                [sys.executable, tools.HERE / "read_clock.py", reader, url, str(seconds)],
                stdin=self._taker.stdout if taker else subprocess.DEVNULL, stdout=lines, stderr=errors,
                env={**os.environ, "PYTHONPATH": str(opencv.library())})
        if taker:
            self._taker.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self._reader)
        if self._taker:
            end(self._taker)

    def check(self):
        """Throws Failed if it reads no more."""
        if not self._is_running:
            said = self._errors.read_text(encoding="utf-8", errors="replace").splitlines()
            raise Failed(f"the reader {self._name} ended: {said[-1] if said else 'it says nothing'}")

    @property
    def memory_kb(self):
        """What it has in memory now (the program that takes the pictures, if there is one); None if it reads no more."""
        return resident_kb((self._taker or self._reader).pid) if self._is_running else None

    @property
    def _is_running(self):
        return self._reader.poll() is None and (self._taker is None or self._taker.poll() is None)

    def ages_ms(self, since):
        """The ages of what it has read since a moment of time.monotonic().

        Throws Failed if it reads no more, has read nothing, or could not read a clock.
        """
        self.check()
        lines = [line.split() for line in self._lines.read_text(encoding="utf-8").splitlines(keepends=True)
                 if line.endswith("\n")]
        ages = [age for moment, age in lines if float(moment) / 1000 >= since]
        if "-" in ages:
            raise Failed(f"the reader {self._name} had {ages.count('-')} pictures of {len(ages)} whose clock cannot be read")
        if not ages:
            raise Failed(f"the reader {self._name} had no picture")
        return list(map(float, ages))


def watch(readers, seconds):
    """Lets them read for so long; throws Failed as soon as one does no more."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        for reader in readers:
            reader.check()
        time.sleep(min(left, 0.5))


def percentile(ages, share):
    """The age that this share of the pictures does not exceed."""
    return sorted(ages)[min(int(len(ages) * share), len(ages) - 1)]
