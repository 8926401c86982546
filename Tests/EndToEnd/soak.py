"""The visitors of the soak: who comes when, and what each has seen."""

import threading
import time
from dataclasses import dataclass

from http1 import Connection
from soak_visits import KINDS, SMALL
from viewer import Viewer

SHORTEST_VISIT_SECONDS, LONGEST_VISIT_SECONDS = 0.5, 6


@dataclass(frozen=True)
class Visit:
    """When it begins (seconds since the first), what it does, and by how much."""

    at: float
    kind: callable
    seconds: float
    amount: float

    def __str__(self):
        return f"{self.kind.__name__} {self.amount:.3f} at {self.at:.1f} s for {self.seconds:.1f} s"


def plan(random, seconds, mean_seconds_between):
    """The visits of so long a time, in rounds of all kinds; they depend on nothing but the generator."""
    at, visits = 0, []
    while True:
        for kind in random.sample(list(KINDS), k=sum(KINDS.values()), counts=list(KINDS.values())):
            at += random.uniform(0, 2 * mean_seconds_between)
            if at > seconds:
                return visits
            lasting = random.uniform(SHORTEST_VISIT_SECONDS, LONGEST_VISIT_SECONDS)
            visits.append(Visit(at, kind, lasting, random.random()))


class Visitor(threading.Thread):
    """One visit. When it has ended, `problem` is what was wrong, and the rest is what it has seen."""

    def __init__(self, address, visit, drawn):
        super().__init__(daemon=True)
        self.visit, self.seconds, self.amount = visit, visit.seconds, visit.amount
        self.problem, self.drawn = None, drawn
        self.pictures = self.refused = 0
        self.samples = []
        self.is_cut = False
        self.pause = None
        self._address = address
        self._last_sequence = 0
        self._ends = time.monotonic() + visit.seconds
        self.start()

    def run(self):
        try:
            self.visit.kind(self)
        except Exception as error:
            self.problem = f"{self.visit}: {type(error).__name__}: {error}"

    def has_time(self):
        """Whether its time is not over."""
        return time.monotonic() < self._ends

    def connect(self):
        """Its connection."""
        return Connection(self._address)

    def stream(self, target="/stream", receive_buffer=None):
        """Its connection, as a viewer of the stream."""
        return Viewer(self._address, target, receive_buffer)

    def may_be_cut(self, read, receive_buffer=SMALL):
        """Reads a stream that the program may end because too little of it is read."""
        with self.stream(receive_buffer=receive_buffer) as viewer:
            try:
                read(viewer)
            except ConnectionResetError:
                self.is_cut = True

    @staticmethod
    def receive(viewer, most):
        """The parts that the next bytes complete, if the program has not ended the stream."""
        parts = viewer.receive(most)
        if parts is None:
            raise ConnectionResetError
        return parts

    @staticmethod
    def check(condition, what):
        """Says what was wrong if the condition does not hold."""
        if not condition:
            raise AssertionError(what)

    def expect(self, answer, *statuses):
        """The status of an answer, which is one of these; refusals are counted."""
        self.check(answer.status in statuses, f"{answer.status}, not {statuses}: {answer.body[:80]}")
        self.refused += answer.status >= 400
        return answer.status

    def keep(self, parts):
        """Looks at parts as they come, and gives them back: their numbers grow, and each is a JPEG to its end."""
        for part in parts:
            self.check(part.sequence > self._last_sequence, f"frame {part.sequence} after {self._last_sequence}")
            self._last_sequence = part.sequence
            self.keep_picture(part.data)
        return parts

    def keep_picture(self, data):
        """Looks at a picture: it begins with SOI and ends with EOI (ITU T.81 table B.1)."""
        self.pictures += 1
        self.check(data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9"),
                   f"not a JPEG of {len(data)} bytes: {data[:4]} to {data[-4:]}")


class Bystander(Visitor):
    """A viewer at full speed who stays until the stream ends; `times` are those of its frames, in seconds since 1970."""

    def __init__(self, address, drawn):
        self.times = []
        self.has_ended = False
        super().__init__(address, Visit(0, Bystander.watch, 0, 0), drawn)

    def watch(self):
        """Reads all that comes."""
        with self.stream() as viewer:
            while (parts := viewer.receive()) is not None:
                self.times += [part.timestamp for part in self.keep(parts) if part.data != self.drawn]
        self.has_ended = viewer.ended

    def longest_gap(self, pauses):
        """The longest time between two pictures while the stream was on, in seconds."""
        return max(after - before for before, after in zip(self.times, self.times[1:])
                   if not any(began < after and before < ended for began, ended in pauses))
