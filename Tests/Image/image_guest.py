"""An emulated board that has a finished image for its card: kernel, initramfs and command line are taken out of it."""

import atexit
import contextlib
import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

from guest import GuestError, Monitor

WEB_PORT = 80
_EMULATOR = "qemu-system-aarch64"
_LIFE_SECONDS = 900
NEEDED = (_EMULATOR, "mcopy", "mdel", "mdir", "mtype", "fsck.vfat", "timeout")


class ImageGuest:
    """One emulator. `cameras` are the Unix sockets of emulated USB cameras."""

    FORWARD = f"hostfwd=tcp:127.0.0.1:0-:{WEB_PORT}"
    HARDWARE = ("-accel", "tcg,thread=multi", "-machine", "virt", "-cpu", "cortex-a53", "-smp", "2", "-m", "512", "-device", "i6300esb", "-action",
                "watchdog=reset", "-device", "qemu-xhci,id=usb")
    CARD = ("-device", "virtio-blk-pci,drive=card", "-drive", "id=card,if=none")
    NETWORK = ("-nic", f"user,model=virtio-net-pci,{FORWARD}")
    SERIAL = ("-serial", "chardev:console")
    has_pins = True

    def __init__(self, card, folder, cameras=()):
        self.card = card
        self.folder = Path(folder)
        self.console_path = self.folder / "console.log"
        self.console_socket = self.folder / "console"
        self.pins_path = self.folder / "pins"
        self.pins_log_path = self.folder / "emulator.log"
        monitor = self.folder / "monitor"
        monitor.unlink(missing_ok=True)
        self.pins_path.unlink(missing_ok=True)
        self._take_out(card)
        self.started = time.monotonic()
        with open(self.pins_log_path, "wb") as log:
            self._life = subprocess.Popen(
                self._command_line(monitor, cameras), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                start_new_session=True)
        # Whatever ends the tests, it does not stay behind.
        atexit.register(self.cut_power)
        try:
            self.monitor = self._connect(monitor)
            self._ports = self.monitor.forwarded_ports()
        except BaseException:
            self.cut_power()
            raise

    @property
    def address(self):
        """Host and port on this machine that lead to the guest's port 80."""
        return "127.0.0.1", self._ports[WEB_PORT]

    @property
    def url(self):
        """The page, for a browser on this machine."""
        return "http://{}:{}/".format(*self.address)

    @property
    def console(self):
        """All that the guest has written to its serial console."""
        return self.console_path.read_text(errors="replace") if self.console_path.exists() else ""

    def since_start(self):
        """Seconds since the emulator was started."""
        return time.monotonic() - self.started

    def ask(self, path, method="GET", body=None, headers=None, timeout=15):
        """Asks once: the status and the body of the answer."""
        connection = http.client.HTTPConnection(*self.address, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def state(self):
        """What `/state` says."""
        return json.loads(self.ask("/state")[1])

    def wait_for_http(self, seconds=60):
        """Waits until the page answers, and returns the seconds since the start."""
        # The emulator accepts a connection before the guest listens, and then resets it.
        while self.since_start() < seconds:
            if self._life.poll() is not None:
                raise GuestError(f"the emulator ended: {self.pins_log_path.read_text(errors='replace')}")
            try:
                self.ask("/healthz", timeout=2)
                return self.since_start()
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
        raise GuestError(f"no answer at port 80 in {seconds} s; the console says: {self.console[-2000:]}")

    def cut_power(self):
        """Ends the emulator as pulling the plug does."""
        atexit.unregister(self.cut_power)
        # The emulator itself, and with it what bounds its life.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._life.pid, signal.SIGKILL)
        self._life.wait()

    def shell(self, script, seconds=20):
        """Runs a script on the serial console, whose shell `console = on` has opened, and returns its output."""
        mark = f"done-{time.monotonic_ns()}"
        with socket.socket(socket.AF_UNIX) as console:
            console.settimeout(seconds)
            console.connect(str(self.console_socket))
            # The words of the mark are apart, so that the echo of the line is not taken for it.
            console.sendall(f"\n{script}; echo {mark[:5]}''{mark[5:]} $?\n".encode())
            received = b""
            while not (found := re.search(rb"\n%s (\d+)\r?\n" % mark.encode(), received)):
                received += console.recv(1 << 16)
        if found[1] != b"0":
            raise GuestError(f"{script!r} ended with {found[1].decode()}: {received.decode(errors='replace')}")
        return received[:found.start()].decode(errors="replace").partition("\n")[2]

    def _take_out(self, card):
        for name in ("kernel8.img", "initramfs.zst"):
            (self.folder / name).write_bytes(card.read(name))

    def _command_line(self, monitor, cameras):
        words = [
            "timeout", "--kill-after=5", str(_LIFE_SECONDS), _EMULATOR, *self.HARDWARE, "-nodefaults", "-display", "none",
            "-chardev", f"socket,id=console,path={self.console_socket},server=on,wait=off,logfile={self.console_path}",
            *self.SERIAL, "-qmp", f"unix:{monitor},server=on,wait=off",
            *(("-qtest", f"unix:{self.pins_path},server=on,wait=off") if self.has_pins else ()),
            "-kernel", str(self.folder / "kernel8.img"), "-initrd", str(self.folder / "initramfs.zst"),
            "-append", self.card.read("cmdline.txt").decode().strip(),
            *self.CARD[:-1], f"{self.CARD[-1]},format=raw,file={self.card.path}",
            *self.NETWORK,
        ]
        for number, path in enumerate(cameras):
            words += ["-chardev", f"socket,id=camera{number},path={path}"]
            words += ["-device", f"usb-redir,chardev=camera{number},bus=usb.0"]
        return words

    def _connect(self, path):
        deadline = time.monotonic() + 10
        while True:
            try:
                return Monitor(path)
            except OSError:
                if self._life.poll() is not None or time.monotonic() > deadline:
                    raise GuestError(f"the emulator ended: {self.pins_log_path.read_text(errors='replace')}") from None
                time.sleep(0.02)


class RaspberryPi3(ImageGuest):
    """QEMU's Raspberry Pi 3B, whose one network is a USB adapter, and whose console is the second serial port."""

    HARDWARE = ("-machine", "raspi3b")
    CARD = ("-drive", "if=sd")
    NETWORK = ("-netdev", f"user,id=network,{ImageGuest.FORWARD}", "-device", "usb-net,netdev=network")
    SERIAL = ("-serial", "null", "-serial", "chardev:console")
    has_pins = False
    _DEVICES = "bcm2837-rpi-3-b.dtb"

    def _take_out(self, card):
        super()._take_out(card)
        # This machine takes no packed kernel, and is told what it is made of.
        kernel = self.folder / "kernel8.img"
        kernel.write_bytes(gzip.decompress(kernel.read_bytes()))
        (self.folder / self._DEVICES).write_bytes(card.read(self._DEVICES))

    def _command_line(self, monitor, cameras):
        return [*super()._command_line(monitor, cameras), "-dtb", str(self.folder / self._DEVICES)]
