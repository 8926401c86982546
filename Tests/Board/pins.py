"""The GPIO lines from outside the guest: QEMU's qtest socket moves the inputs and tells each change of an output."""

import re
import socket
import time
from dataclasses import dataclass

from guest import GuestError

# How long a button is held to be pressed shortly. An emulator that a busy machine keeps waiting for as long sees nothing of
# it, for its chip has one bit for all edges of a line; Martlet takes a press of a second for none.
SHORT_PRESS_SECONDS = 0.4

_KIND = "child<pl061>"
_EVENT = re.compile(rb"^\[([RSI]) \+(\d+\.\d+)\] (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Edge:
    """One change of a line: when it happened, in seconds by the emulator's own clock, and to which level."""

    time: float
    level: int


class Pins:
    """All lines of the GPIO chip. Times are those that the emulator itself put beside what it did."""

    def __init__(self, guest):
        self._log_path = guest.pins_log_path
        self._path = _find(guest.monitor)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(str(guest.pins_path))
        self._lines = self._socket.makefile("rb")
        self._order(f"irq_intercept_out {self._path}")

    def drive(self, line, level):
        """Puts a level on an input line, where it stays."""
        self._order(f"set_irq_in {self._path} unnamed-gpio-in {line} {level}")

    def now(self):
        """The time by the clock of the edges."""
        self._order("endianness")   # any order: what counts is that it stands in the log
        return max(moment for kind, moment, _ in self._events() if kind == b"R")

    def edges(self, line, since=0.0):
        """Every change of an output line, or of an input as this side drove it, from a time on, oldest first."""
        output = re.compile(rb"IRQ (raise|lower) %d$" % line)
        driven = re.compile(rb"set_irq_in \S+ unnamed-gpio-in %d ([01])$" % line)
        found = []
        for kind, moment, text in self._events():
            if moment >= since:
                if kind == b"S" and (change := output.match(text)):
                    found.append(Edge(moment, int(change[1] == b"raise")))
                elif kind == b"R" and (change := driven.match(text)):
                    found.append(Edge(moment, int(change[1])))
        return found

    def level(self, line):
        """The level of an output line now."""
        self.now()
        edges = self.edges(line)
        return edges[-1].level if edges else 0

    def wait_for_edges(self, line, count, seconds, since):
        """The changes of a line from a time on as soon as there are so many, or else those of `seconds`."""
        deadline = time.monotonic() + seconds
        while len(edges := self.edges(line, since)) < count and time.monotonic() < deadline:
            time.sleep(0.05)
            self.now()  # what the emulator tells on the socket is read, lest it wait for us
        return edges

    def close(self):
        """Lets go of the socket."""
        self._lines.close()
        self._socket.close()

    def _order(self, line):
        self._socket.sendall(line.encode() + b"\n")
        for answer in self._lines:
            if not answer.startswith(b"IRQ "):  # a change of a line, which stands in the log with its time
                if not answer.startswith(b"OK"):
                    raise GuestError(f"qtest: {line}: {answer.decode().strip()}")
                return
        raise GuestError(f"the emulator ended during {line}")

    def _events(self):
        whole = self._log_path.read_bytes().rpartition(b"\n")[0]
        return [(kind, float(moment), text.rstrip(b"\r")) for kind, moment, text in _EVENT.findall(whole)]


def _find(monitor, path="/machine"):
    """The place of the GPIO chip in the emulator's tree of objects."""
    waiting = [path]
    while waiting:
        path = waiting.pop()
        for entry in monitor.execute("qom-list", path=path):
            if entry["type"] == _KIND:
                return f"{path}/{entry['name']}"
            if entry["type"].startswith("child<") and path.count("/") < 4:
                waiting.append(f"{path}/{entry['name']}")
    raise GuestError("the board has no GPIO chip")
