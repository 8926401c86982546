"""The program under test, started and stopped in the guest with whatever arguments a test needs."""

import base64
import itertools
import re
import shlex

from guest import WEB_PORT, GuestError
from viewer import SeedViewer, Viewer, get, get_state

PROGRAM = "martlet"
_numbers = itertools.count(1)


class Daemon:
    """One run of the program. Its outputs, process number and exit status lie in a folder in the guest."""

    def __init__(self, guest, *arguments, listens=True, environment=()):
        self._guest, self._folder = guest, f"/tmp/run{next(_numbers)}"
        words = [PROGRAM, "--listen", f"0.0.0.0:{WEB_PORT}", "--open", *arguments] if listens else [PROGRAM, *arguments]
        if environment:
            words = ["env", *(f"{name}={value}" for name, value in dict(environment).items()), *words]
        program = " ".join(shlex.quote(str(word)) for word in words)
        guest.check(
            f"mkdir {self._folder}; cd {self._folder}\n"
            f"(setsid sh -c 'echo $$ >process; exec {program}' >output 2>errors; echo $? >status) "
            f">/dev/null 2>&1 &\n"
            f"until [ -s process ]; do usleep 10000; done"
        )

    def __enter__(self):
        self.wait_until_listening()
        return self

    def __exit__(self, *_):
        if self.status() is None:
            self.stop("KILL")

    @property
    def address(self):
        """Host and port that lead to the program."""
        return self._guest.web_address

    @property
    def process(self):
        """Its process number in the guest."""
        return int(self._file("process"))

    @property
    def output(self):
        """What it wrote to standard output."""
        return self._file("output")

    @property
    def errors(self):
        """What it wrote to standard error."""
        return self._file("errors")

    def status(self):
        """Its exit status, or None while it runs."""
        text = self._file("status")
        return int(text) if text else None

    def wait_until_listening(self):
        """Waits for the line that tells its address; throws with its errors if it ends first."""
        outcome = self._guest.run(
            f"cd {self._folder}; for step in $(seq 500); do grep -q http:// output errors && exit 0; "
            "[ -s status ] && exit 1; usleep 20000; done; exit 1"
        )
        if outcome.status != 0:
            raise GuestError(f"{PROGRAM} does not listen (status {self.status()}): {self.errors}")

    def wait_for_exit(self, seconds=10):
        """Waits for its end and returns the exit status; throws if it still runs after `seconds`."""
        self._guest.run(
            f"for step in $(seq {seconds * 50}); do [ -s {self._folder}/status ] && exit 0; usleep 20000; done; exit 1",
            timeout=seconds + 20,
        )
        status = self.status()
        if status is None:
            raise GuestError(f"{PROGRAM} still runs after {seconds} s")
        return status

    def signal(self, name):
        """Sends it a signal."""
        self._guest.check(f"kill -{name} {self.process}")

    def stop(self, signal="TERM"):
        """Ends it and returns its exit status."""
        self.signal(signal)
        return self.wait_for_exit()

    def view(self, path="/stream"):
        """A viewer of the stream."""
        return Viewer(self.address, path)

    def view_as_seed(self, path="/video_feed"):
        """A viewer that searches for the mark between two frames."""
        return SeedViewer(self.address, path)

    def get(self, path):
        """Status, headers and body of one request."""
        return get(self.address, path)

    def put(self, path, content):
        """Status, headers and body of the answer to a change."""
        return get(self.address, path, "PUT", content)

    def delete(self, path):
        """Status, headers and body of the answer to a reset."""
        return get(self.address, path, "DELETE")

    def state(self):
        """What `/state` says."""
        return get_state(self.address)

    def resident_bytes(self):
        """Rss of its own memory, and Rss of the mappings of video devices, which are the driver's; in bytes."""
        own = device = 0
        is_device = False
        for line in self._guest.check(f"cat /proc/{self.process}/smaps").splitlines():
            if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
                is_device = "/dev/video" in line
            elif line.startswith("Rss:"):
                resident = int(line.split()[1]) * 1024
                own, device = (own, device + resident) if is_device else (own + resident, device)
        return own, device

    def read_bytes(self, path):
        """The content of a file of the guest, as it is."""
        return base64.b64decode(self._guest.check(f"base64 {path}"))

    def _file(self, name):
        return self._guest.run(f"cat {self._folder}/{name} 2>/dev/null").output
