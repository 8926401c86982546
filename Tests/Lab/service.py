"""Martlet as a service of Debian's systemd, in a guest of its own with a USB camera of its own."""

import itertools
import re
import shutil
import tempfile
import time
import unittest
from pathlib import Path

import kernel
import pictures
import systemd_root
from bench import CACHE, LabCase
from camera.pictures import stamp
from commands import NotReady, require
from emulated_camera import EmulatedCamera
from guest import Guest, GuestError
from viewer import Viewer, get, get_state

PORT = 80
KERNEL = "_TRANSPORT=kernel"
_marks = itertools.count(1)
SECOND_CAMERA = "UNIT0002"
UNIT = "martlet.service"
SETTINGS = "device = camera\nopen = on\nsize = 640x480\nframe-timeout = 1\n"
# A refused system call ends the program here: with the error that the unit gives, it might not be noticed.
DROP_IN = "[Service]\nSystemCallErrorNumber=kill\n"


class SystemdGuest(Guest):
    """One boot of what systemd_root builds."""

    def address(self, port):
        """Host and port on this machine that lead to a port of the guest."""
        return "127.0.0.1", self._ports[port]

    def _command_line(self, *arguments):
        words = super()._command_line(*arguments)
        words[words.index("-nic") + 1] += f",hostfwd=tcp:127.0.0.1:0-:{PORT}"
        return words


class Service:
    """The guest, the camera, and martlet.service, installed and started as README says."""

    def __init__(self, program, suite):
        require("qemu-system-x86_64", *systemd_root.NEEDED)
        debian, drawn = kernel.fetch(CACHE, suite), pictures.draw(CACHE)
        packages = systemd_root.fetch(CACHE)
        self.folder = Path(tempfile.mkdtemp(prefix="martlet-unit-"))
        archive = self.folder / "initramfs"
        systemd_root.build(archive, debian, packages, program)
        self.camera = EmulatedCamera(drawn, self.folder, serial="UNIT0001")
        self.second_camera = EmulatedCamera(drawn, self.folder, serial=SECOND_CAMERA)
        self.second_camera.command("unplug")
        try:
            cameras = [self.camera.usb_path, self.second_camera.usb_path]
            self.guest = SystemdGuest(debian, archive, cameras, self.folder)
        except BaseException:
            self._stop_cameras()
            raise
        archive.unlink()
        self.check(
            f"for unit in {UNIT} martlet@.service; do\n"
            "    mkdir -p /run/systemd/system/$unit.d\n"
            f"    printf '{DROP_IN}' >/run/systemd/system/$unit.d/lab.conf\n"
            "done\n"
            f"printf '{SETTINGS}' >/etc/martlet.conf\n"
            f"systemctl daemon-reload; systemctl enable --now {UNIT}"
        )

    def close(self):
        """Ends the guest and the camera."""
        self.guest.power_off()
        self._stop_cameras()
        shutil.rmtree(self.folder)

    def _stop_cameras(self):
        self.camera.stop()
        self.second_camera.stop()

    def check(self, script, timeout=30):
        """Runs a script in the guest that must succeed, and returns its output without the last line's end."""
        return self.guest.check(script, timeout).rstrip("\n")

    @property
    def address(self):
        """Host and port that lead to the socket of systemd."""
        return self.guest.address(PORT)

    def show(self, *names, unit=UNIT):
        """What systemd says of the unit: the values of its properties, by name."""
        listed = self.check(f"systemctl show {unit} -p {','.join(names)}")
        return dict(line.split("=", 1) for line in listed.splitlines())

    @property
    def process(self):
        """The number of its process in the guest, 0 if there is none."""
        return int(self.show("MainPID")["MainPID"])

    def state(self):
        """What `/state` says, or nothing while nobody answers."""
        try:
            return get_state(self.address)
        except OSError:
            return {"state": "", "reason": "", "counters": {}}

    def log_position(self):
        """The end of the log, as `log` takes it: a line of our own, for a cursor of journalctl's may lead nowhere."""
        mark = f"mark-{next(_marks)}"
        self.check(f"echo {mark} | systemd-cat -t lab; until {_journal('SYSLOG_IDENTIFIER=lab')} | grep -qx {mark}; "
                   "do usleep 10000; done")
        return mark

    def log(self, since, of=f"_SYSTEMD_UNIT={UNIT} + UNIT={UNIT}"):
        """What the service has logged since, without times; `of` chooses something else, as journalctl takes it."""
        return self.check(_journal(f"{of} + SYSLOG_IDENTIFIER=lab")).partition(f"{since}\n")[2]


def _journal(of):
    """The command that lists what has been logged since the guest has booted."""
    return f"journalctl -b --no-pager -o cat {of}"


class ServiceCase(LabCase):
    """A test of the service; the first boots its guest. Each begins with the camera plugged in and pictures of it."""

    service = None
    trouble = None

    def setUp(self):
        self.notes, self.daemons = [], []
        if self.problem:
            raise self.problem.with_traceback(None)
        self._boot_once()
        self.service, self.camera, self.guest = ServiceCase.service, ServiceCase.service.camera, self.service.guest
        self.camera.command("clear")
        self.camera.command("plug")
        self.service.check(f"systemctl start {UNIT}")
        self.since = self.service.log_position()
        self.wait_until_live()

    def view(self):
        """A viewer of the stream, who goes away with the test."""
        viewer = Viewer(self.service.address)
        self.addCleanup(viewer.close)
        return viewer

    def watch(self):
        """A viewer of the stream who has had a picture of the camera."""
        viewer = self.view()
        self.wait_for_picture(viewer)
        return viewer

    def wait_for_picture(self, viewer):
        """Reads on in the stream until a picture of the camera comes, and returns its number."""
        for part in viewer:
            if (number := stamp(part.data)) is not None:
                return number
        self.fail("the stream has ended")

    def assert_recovered(self, viewer):
        """The viewer gets, on the connection that it has, ten pictures that the camera took from now on."""
        newest, began = max(self.camera.frames(), default=-1), time.monotonic()
        while self.wait_for_picture(viewer) <= newest:
            pass
        self.note(f"a picture after {time.monotonic() - began:.1f} s")
        self.assert_clean(viewer.take(10))

    def reopen_with(self, fault):
        """Has the camera opened while it has the fault, by pausing and resuming; the viewer who waits for it."""
        self.put("off")
        self.camera.command(fault)
        viewer = self.view()
        self.put("on")
        return viewer

    def put(self, word):
        """Switches the stream on or off."""
        status, _, body = get(self.service.address, "/streaming", "PUT", word)
        self.assertEqual(status, 200, body)

    def wait_until_live(self, seconds=15):
        """Waits until a new viewer gets a picture of the camera."""
        self.wait_until(self._is_live, seconds, "a picture of the camera")

    def wait_for_log(self, words, seconds=10):
        """Waits until the log of this test holds what the pattern says, and returns the match."""
        return self.wait_until(lambda: re.search(words, self.service.log(self.since)), seconds, f"in the log: {words}")

    def wait_for_status(self, words, seconds=10):
        """Waits until systemd has been told a status with these words in it, and returns it."""
        def found():
            told = self.service.show("StatusText")["StatusText"]
            return told if words in told else None
        return self.wait_until(found, seconds, f"status: {words}")

    def wait_for_state(self, state, seconds=10):
        """Waits until `/state` says so."""
        self.wait_until(lambda: self.service.state()["state"] == state, seconds, f"state: {state}")

    def hide(self, rule):
        """Takes a rule away from udev until the end of the test; the camera is plugged in anew by what is left."""
        def replug(change):
            self.camera.command("unplug")
            self.service.check(f"{change}; udevadm control --reload")
            self.camera.command("plug")
            self.wait_until_live()
        replug(f"mv {rule} /root/")
        self.addCleanup(replug, f"mv /root/{rule.rpartition('/')[2]} {rule}")

    def set_settings(self, text):
        """Gives the service other settings; the end of the test gives it back its own, and starts it anew."""
        self.service.check(f"printf '{text}' >/etc/martlet.conf")
        self.addCleanup(self.service.check, f"printf '{SETTINGS}' >/etc/martlet.conf; systemctl restart {UNIT}")

    def what_the_daemons_said(self):
        """The log of the service during this test, for the report of a failure."""
        return "".join(f"--- {line}\n" for line in self.service.log(self.since).splitlines())

    def _is_live(self):
        try:
            status, _, body = get(self.service.address, "/snapshot", timeout=3)
        except OSError:
            return False
        return status == 200 and stamp(body) is not None

    def _boot_once(self):
        if ServiceCase.trouble:
            raise ServiceCase.trouble.with_traceback(None)
        if ServiceCase.service is None:
            try:
                ServiceCase.service = Service(self.bench.program, self.bench.suite)
            except (NotReady, GuestError, RuntimeError) as error:
                ServiceCase.trouble = error
                raise
            unittest.addModuleCleanup(ServiceCase.service.close)
