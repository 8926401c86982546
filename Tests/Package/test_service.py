"""The package in an emulated Debian 13 whose first process is systemd: its service starts, serves, and comes back."""

import base64
import shutil
import tempfile
import unittest
import urllib.request
from pathlib import Path

import debian_package
import strict_jpeg
from commands import NotReady
from debian_guest import DebianGuest
from debian_package import with_version
from foreign import require_root
from guest import GuestError
from service import PORT
from viewer import get

UNIT = "martlet.service"
UNITS = (UNIT, "martlet.socket")
DROP_IN = "/etc/systemd/system/martlet.socket.d/loopback.conf"
NEWER = "99.0-0.1"
PASSWORD = "nest-of-mud"
# dpkg and its scripts, on an emulated processor.
INSTALL_SECONDS = 180


class ServiceCase(unittest.TestCase):
    """A test in the one guest, in which the package is installed as it was made, and nothing else has been done."""

    guest = None
    trouble = None

    def setUp(self):
        self.notes = []
        require_root()
        self._boot_once()
        self.guest = ServiceCase.guest
        if self.status() != f"ii {debian_package.version()}":
            self.check("dpkg --purge martlet")
            self.install(debian_package.find("amd64").name)

    def check(self, script):
        """Runs a script in the guest that must succeed, and returns its output without the last line's end."""
        return self.guest.check(script, INSTALL_SECONDS).rstrip("\n")

    def install(self, name):
        """Installs the package file, or puts it in the place of the version that is there."""
        return self.check(f"DEBIAN_FRONTEND=noninteractive dpkg --force-confold -i /root/{name}")

    def status(self):
        """What dpkg thinks of the package, and its version; empty if it does not know it."""
        return self.guest.run("dpkg-query -W -f '${db:Status-Abbrev}${Version}' martlet 2>/dev/null").output

    def state(self, unit=UNIT):
        """What `systemctl is-active` says."""
        return self.guest.run(f"systemctl is-active {unit}").output.strip()

    def process(self, unit=UNIT):
        """The number of its process, 0 if there is none."""
        return int(self.check(f"systemctl show {unit} -p MainPID --value"))

    def ask(self, path, port=80):
        """What the guest itself is answered to one request: the first line, and what follows the head."""
        # The shell is the guest's own; busybox, which the host brings, cannot use the guest's libc to find an address.
        text = self.check(f"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}; "
                          f'printf "GET {path} HTTP/1.0\\r\\n\\r\\n" >&3; base64 <&3\'')
        head, _, body = base64.b64decode(text).partition(b"\r\n\r\n")
        return head.split(b"\r\n")[0].decode(), body

    def picture(self, port=80):
        """One picture, asked for in the guest itself, and whole."""
        line, body = self.ask("/snapshot", port)
        self.assertRegex(line, r"^HTTP/1\.[01] 200 ", body[:200])
        decoded = strict_jpeg.decode([body])[0]
        self.assertTrue(decoded.is_clean, decoded)
        return decoded

    def _boot_once(self):
        if ServiceCase.trouble:
            raise ServiceCase.trouble.with_traceback(None)
        if ServiceCase.guest is None:
            folder = Path(tempfile.mkdtemp(prefix="martlet-package-"))
            unittest.addModuleCleanup(shutil.rmtree, folder)
            package = debian_package.find("amd64")
            try:
                ServiceCase.guest = DebianGuest(folder, [package, with_version(package, NEWER, folder)])
            except (NotReady, GuestError) as error:
                ServiceCase.trouble = error
                raise
            unittest.addModuleCleanup(ServiceCase.guest.power_off)
            ServiceCase.guest.check("modprobe softdog soft_noboot=1; modprobe vivid n_devs=1 node_types=0x1 "
                                    "input_types=0x0 num_inputs=1; /lab/find-camera vivid")


class Service(ServiceCase):
    """What a package owes to those who use it."""

    def test_active(self):
        """in Debian 13: installed, it is active and gives a frame of the camera; the network cannot reach it"""
        self.assertEqual([self.state(unit) for unit in UNITS], ["active", "active"])
        for unit in UNITS:
            self.check(f"systemctl is-enabled {unit}")
        decoded = self.picture()
        self.note(f"{decoded.width}x{decoded.height}")
        self.assertIn(b"vivid", self.ask("/state")[1])
        # The emulator accepts the connection in the guest's place, and then has nobody to hand it to.
        with self.assertRaises(OSError):
            get(self.guest.address(PORT), "/healthz")
        self.note(self.check("uname -r"))

    def test_devices(self):
        """its rule gives it camera and watchdog that were there before it"""
        self.assertEqual(self.check("stat -c '%G %a' /dev/watchdog0"), "martlet 660")
        self.assertEqual(self.check("stat -c '%G %a' /dev/video0"), "video 660")

    def test_killed(self):
        """SIGKILL: it is active again and gives a frame"""
        before = self.process()
        self.check(f"systemctl kill -s KILL {UNIT}")
        self.picture()
        self.assertEqual(self.state(), "active")
        self.assertNotIn(self.process(), (0, before))

    def test_opened(self):
        """the network reaches it by a password when its user has done as README says; without one it does not start"""
        restart = f"systemctl daemon-reload; systemctl restart {' '.join(UNITS)}"
        self.check(f"cp -a {DROP_IN} /etc/martlet.conf /var/tmp/")
        self.addCleanup(self.check, f"mv /var/tmp/martlet.conf /etc/; mv /var/tmp/loopback.conf {DROP_IN}; "
                                    f"rm -f /etc/martlet.password; {restart}")
        self.check(f"rm {DROP_IN}")
        self.assertNotEqual(self.guest.run(restart).status, 0)
        self.assertNotEqual(self.state(), "active")
        self.note(self.check("for step in $(seq 100); do journalctl -b -u martlet -o cat | grep -m 1 password && exit; "
                             "usleep 100000; done; exit 1"))

        self.check(f"umask 27; echo {PASSWORD} | martlet hash-password >/etc/martlet.password\n"
                   "chgrp martlet /etc/martlet.password; sed -i 's/^#password-file/password-file/' /etc/martlet.conf\n"
                   f"{restart}")
        self.assertEqual(get(self.guest.address(PORT), "/snapshot", timeout=30)[0], 401)
        name_and_password = base64.b64encode(f":{PASSWORD}".encode()).decode()
        request = urllib.request.Request("http://{}:{}/snapshot".format(*self.guest.address(PORT)),
                                         headers={"Authorization": f"Basic {name_and_password}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.assertTrue(strict_jpeg.decode([answer.read()])[0].is_clean)

    def test_upgraded(self):
        """an upgrade restarts it and what runs of its instances, and leaves off what its user has switched off"""
        self.check("mkdir -p /etc/martlet\n"
                   "printf 'device = pattern\\nlisten = 127.0.0.1:9000\\n' >/etc/martlet/front.conf\n"
                   "systemctl start martlet@front.service")
        self.addCleanup(self.check, "systemctl stop martlet@front.service; rm -r /etc/martlet")
        services = (UNIT, "martlet@front.service")
        before = [self.process(service) for service in services]
        self.install(f"martlet_{NEWER}_amd64.deb")
        self.assertEqual(self.status(), f"ii {NEWER}")
        for service, old in zip(services, before, strict=True):
            self.assertEqual(self.state(service), "active", service)
            self.assertNotIn(self.process(service), (0, old), service)
        self.picture()
        self.picture(9000)

        self.check(f"systemctl disable --now {' '.join(UNITS)}")
        # What dpkg does at the end of the next upgrade.
        self.check(f"/var/lib/dpkg/info/martlet.postinst configure {NEWER}")
        self.assertEqual([self.state(unit) for unit in UNITS], ["inactive", "inactive"])
        self.assertEqual(self.guest.run(f"systemctl is-enabled {UNIT}").output.strip(), "disabled")

    def test_purged(self):
        """a purge ends it, closes its address, and takes its state away"""
        self.picture()
        self.check("test -d /var/lib/martlet")
        self.check("dpkg --purge martlet")
        self.assertEqual([self.state(unit) for unit in UNITS], ["inactive", "inactive"])
        self.assertIn("refused", self.guest.run("bash -c 'exec 3<>/dev/tcp/127.0.0.1/80'").output)
        left = "ls -d /var/lib/martlet /etc/martlet* /etc/systemd/system/*.wants/martlet* 2>/dev/null || true"
        self.assertEqual(self.check(left), "")
        self.assertEqual(self.guest.run("pgrep martlet").output, "")

    def note(self, text):
        """Adds a figure to the line of this test."""
        self.notes.append(text)
