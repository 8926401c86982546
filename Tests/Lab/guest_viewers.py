"""Viewers inside the guest: the emulator's network, which reads ahead by itself, does not stand between."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from compiled import compiled
from guest import WEB_PORT, GuestError

_FOLDER = Path(__file__).resolve().parent / "programs"
# Longer than any viewer takes to come and go, besides what it is told to stay; in seconds.
_PATIENCE = 20


def programs():
    """The paths of the programs that the guest needs for them."""
    return [compiled(_FOLDER / f"{name}.c", name, "-static") for name in ("viewer", "stuck_viewers")]


@dataclass(frozen=True)
class Seen:
    """One picture as a viewer in the guest got it: its age in milliseconds when its last byte was read."""

    sequence: int
    age: float
    size: int


class GuestViewers:
    """Runs viewers in the guest beside the test; used as a context, at whose end all of them have ended."""

    def __init__(self, guest):
        self._guest = guest
        self._threads = ThreadPoolExecutor()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._threads.shutdown()

    def watch(self, seconds, count=1, address="127.0.0.1", path="/stream", work=0, through=""):
        """Lets viewers read for so long, and work so many milliseconds after each picture.

        `through` is a command that runs them in another place. The future of a list of what each has Seen.
        """
        one = f"{through} viewer {address} {WEB_PORT} '{path}' {seconds} {work} || echo ended with $?"
        script = f"for number in $(seq {count}); do ({one}) 2>&1 | sed \"s/^/$number /\" & done; wait"
        return self._threads.submit(lambda: _seen(self._guest.check(script, seconds + _PATIENCE), count))

    def stick(self, count, pause, size, seconds):
        """Lets viewers come, `pause` milliseconds apart, who read `size` bytes and no more; the future of their end.

        The last of them stays for so many seconds, and all others until then.
        """
        script = f"stuck_viewers 127.0.0.1 {WEB_PORT} {count} {pause} {size} {seconds}"
        patience = seconds + count * pause / 1000 + _PATIENCE
        return self._threads.submit(self._guest.check, script, patience)


def _seen(output, count):
    viewers = [[] for _ in range(count)]
    for line in output.splitlines():
        try:
            number, sequence, age, size = line.split()
            viewers[int(number) - 1].append(Seen(int(sequence), float(age), int(size)))
        except ValueError:
            raise GuestError(f"a viewer in the guest: {line}") from None
    return viewers
