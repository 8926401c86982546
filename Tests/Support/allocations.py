"""How often a program asks for memory and gives it back: what the preloaded allocations.c has counted of it."""

import struct
from dataclasses import dataclass
from pathlib import Path

from compiled import compiled

_SOURCE = Path(__file__).resolve().with_suffix(".c")
CALLS = ("malloc", "calloc", "realloc", "free", "posix_memalign", "aligned_alloc", "memalign")
_LINE = struct.Struct(f"<{1 + len(CALLS)}Q")


def library():
    """The path of the library to be preloaded."""
    return compiled(_SOURCE, "allocations.so", "-shared", "-fPIC")


def environment(path, counts):
    """The variables by which a program preloads the library at `path` and counts into the file `counts`."""
    return {"LD_PRELOAD": str(path), "MARTLET_ALLOCATIONS": str(counts)}


@dataclass(frozen=True)
class Allocations:
    """The calls of each kind by each thread, the one that called first in front: by the program's start, its own."""

    threads: dict

    @classmethod
    def parse(cls, counts):
        """Reads the content of the file of counts."""
        lines = _LINE.iter_unpack(counts)
        return cls({thread: dict(zip(CALLS, calls)) for thread, *calls in lines if thread})

    def since(self, before):
        """The calls that are not in those of before."""
        def less(thread, calls):
            known = before.threads.get(thread, {})
            return {name: number - known.get(name, 0) for name, number in calls.items()}
        return Allocations({thread: less(thread, calls) for thread, calls in self.threads.items()})

    @property
    def total(self):
        """The calls of every kind and thread."""
        return sum(sum(calls.values()) for calls in self.threads.values())

    def per_frame(self, frames):
        """The kinds of which there were calls, each with its number a frame, by thread; for people."""
        told = []
        for number, calls in enumerate(self.threads.values(), 1):
            some = [f"{name} {count / frames:.2f}" for name, count in calls.items() if count]
            told += [f"thread {number} {', '.join(some)}"] if some else []
        return f"{'; '.join(told)} a frame" if told else "no call"
