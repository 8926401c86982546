"""The test's hand on the emulated camera: starts it, gives it commands, reads its log."""

import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SentFrame:
    """One frame as the camera sent it: seconds since 1970, number, bytes, digest, and the faults in it."""

    time: float
    number: int
    size: int
    digest: str
    faults: tuple


class EmulatedCamera:
    """One camera in a process of its own, so that its clock does not wait for the tests."""

    def __init__(self, pictures, folder, serial="LAB0001"):
        self.usb_path = Path(folder) / f"{serial}.usb"
        self._command_path = Path(folder) / f"{serial}.commands"
        self._log_path = Path(folder) / f"{serial}.log"
        errors_path = self._log_path.with_suffix(".errors")
        with open(self._log_path, "wb") as log, open(errors_path, "wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-m", "camera", "--pictures", str(pictures), "--usb", str(self.usb_path),
                 "--commands", str(self._command_path), "--serial", serial],
                cwd=Path(__file__).parent, stdin=subprocess.DEVNULL, stdout=log, stderr=errors,
            )
        deadline = time.monotonic() + 20
        while not self._command_path.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the camera did not start: {errors_path.read_text()}")
            time.sleep(0.02)

    def command(self, line):
        """Gives one command and returns the answer; throws if the camera does not take it."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(10)
            connection.connect(str(self._command_path))
            connection.sendall(line.encode() + b"\n")
            answer = connection.makefile("r").readline().strip()
        if not answer or answer.startswith("error"):
            raise ValueError(f"camera: {line!r}: {answer or 'no answer'}")
        return answer

    def events(self):
        """Every line of the log so far, as (seconds since 1970, words)."""
        whole = self._log_path.read_text().rpartition("\n")[0]
        return [(float(words[0]), words[1:]) for words in (line.split() for line in whole.splitlines())]

    def frames(self):
        """Every frame sent so far, by its number."""
        sent = {}
        for moment, words in self.events():
            if words[0] == "frame":
                faults = () if words[4] == "-" else tuple(words[4].split(","))
                sent[int(words[1])] = SentFrame(moment, int(words[1]), int(words[2]), words[3], faults)
        return sent

    def last(self, *words):
        """When the last event was whose line begins with these words; None if there was none."""
        times = [moment for moment, told in self.events() if tuple(told[:len(words)]) == words]
        return times[-1] if times else None

    def is_streaming(self):
        """Whether the driver has the stream on."""
        return "running=True" in self.command("status")

    def stop(self):
        """Ends the process."""
        self._process.terminate()
        self._process.wait(5)
