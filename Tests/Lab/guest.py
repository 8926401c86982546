"""The guest: a stock Debian kernel in QEMU, driven from the host by scripts."""

import json
import re
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

AGENT_PORT, WEB_PORT = 7000, 8080
_BOOT_SECONDS = 90
_LIFE_SECONDS = 3600
_READY = "lab: ready"


class GuestError(Exception):
    """The guest did not do what every guest does; the message says what."""


@dataclass(frozen=True)
class Outcome:
    """What a script in the guest printed (both outputs, mixed), and its exit status."""

    status: int
    output: str


class Guest:
    """One boot. `cameras` are the Unix sockets of emulated USB cameras; files go to `folder`."""

    MACHINE = (
        "qemu-system-x86_64", "-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "512",
        "-no-reboot", "-device", "qemu-xhci,id=usb",
    )
    # The checks of timers go wrong when the host is busy and the emulator does not get its share of time.
    KERNEL_OPTIONS = "console=ttyS0 quiet edd=off mitigations=off tsc=reliable no_timer_check nowatchdog"

    def __init__(self, kernel, initramfs, cameras, folder):
        self.console_path = Path(folder) / "console.log"
        monitor = Path(folder) / "monitor"
        with open(Path(folder) / "emulator.log", "wb") as log:
            self._process = subprocess.Popen(
                self._command_line(kernel, initramfs, cameras, monitor),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )
        try:
            self.wait_for_boot()
            self.monitor = Monitor(monitor)
            self._ports = self.monitor.forwarded_ports()
            self.wait_for_agent()
        except BaseException:
            self.power_off()
            raise

    @property
    def web_address(self):
        """Host and port on this machine that lead to the guest's web port."""
        return "127.0.0.1", self._ports[WEB_PORT]

    @property
    def console(self):
        """All that the guest has written to its serial console."""
        return self.console_path.read_text(errors="replace")

    def run(self, script, timeout=20):
        """Runs a shell script in the guest and waits for its end; `timeout` in seconds."""
        text = script.encode() + b"\n"
        with socket.create_connection(("127.0.0.1", self._ports[AGENT_PORT]), timeout) as connection:
            connection.sendall(b"%d\n" % len(text) + text)
            received = b"".join(iter(lambda: connection.recv(1 << 16), b"")).decode(errors="replace")
        output, mark, status = received.rpartition("\nexit ")
        if not mark:
            raise GuestError(f"the agent said only {received!r}")
        return Outcome(int(status), output)

    def check(self, script, timeout=20):
        """Runs a script that must succeed, and returns its output."""
        outcome = self.run(script, timeout)
        if outcome.status != 0:
            raise GuestError(f"{script!r} ended with {outcome.status}: {outcome.output}")
        return outcome.output

    def camera_path(self, name):
        """The picture node of the camera whose name holds `name`, waited for: drivers make it a little later."""
        return self.check(f"/lab/find-camera '{name}'").strip()

    def wait_for_boot(self, number=1):
        """Waits until the guest has booted for the first time, or, after resets, for a later one."""
        deadline = time.monotonic() + _BOOT_SECONDS
        while not (self.console_path.exists() and self.console.count(_READY) >= number):
            if self._process.poll() is not None:
                raise GuestError(f"the emulator ended with {self._process.returncode}")
            if time.monotonic() > deadline:
                raise GuestError(f"no {_READY!r} on the console in {_BOOT_SECONDS} s: {self.console_path}")
            time.sleep(0.05)

    def wait_for_agent(self):
        """Waits until scripts can be run."""
        # The emulator accepts a connection before the guest listens, and then resets it.
        for _ in range(100):
            try:
                self.check("true")
                return
            except (GuestError, OSError):
                time.sleep(0.05)
        raise GuestError("the agent does not answer")

    def power_off(self):
        """Ends the emulator; nothing in the guest outlives it."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _command_line(self, kernel, initramfs, cameras, monitor):
        forwards = ",".join(f"hostfwd=tcp:127.0.0.1:0-:{port}" for port in (AGENT_PORT, WEB_PORT))
        words = [
            "timeout", "--kill-after=5", str(_LIFE_SECONDS),
            *self.MACHINE, "-nodefaults", "-display", "none",
            "-serial", f"file:{self.console_path}",
            "-qmp", f"unix:{monitor},server=on,wait=off",
            "-kernel", str(kernel.image), "-initrd", str(initramfs),
            "-append", f"panic=-1 {self.KERNEL_OPTIONS}",
            "-nic", f"user,model=virtio-net-pci,{forwards}",
        ]
        for number, path in enumerate(cameras):
            words += ["-chardev", f"socket,id=camera{number},path={path}"]
            words += ["-device", f"usb-redir,chardev=camera{number},bus=usb.0"]
        return words


class Monitor:
    """QEMU's machine protocol, as far as the lab needs it."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("r")
        self._lines.readline()
        self._events = []
        self.execute("qmp_capabilities")

    def execute(self, command, **arguments):
        """Executes a command and returns its answer; events on the way are kept."""
        self._socket.sendall(json.dumps({"execute": command, "arguments": arguments}).encode())
        for line in self._lines:
            answer = json.loads(line)
            if "error" in answer:
                raise GuestError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]
            self._events.append(answer)
        raise GuestError(f"the emulator ended during {command}")

    def events(self):
        """All that has happened to the emulator by itself since this monitor was made, as QEMU tells it."""
        self.execute("query-status")    # what happened before stands before the answer
        return list(self._events)

    def forwarded_ports(self):
        """The port on this machine for each port of the guest: the emulator chose free ones."""
        table = self.execute("human-monitor-command", **{"command-line": "info usernet"})
        found = re.findall(r"HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+\S+\s+(\d+)", table)
        return {int(inside): int(outside) for outside, inside in found}
