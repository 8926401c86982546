"""The package in a Debian of its own: installed, run, upgraded and purged."""

import tempfile
import unittest

import debian_package
import strict_jpeg
from chroot import Chroot
from debian_package import SETTINGS, with_version
from foreign import arm64, require_root
from viewer import Viewer, get

FRAMES = 3
CHANGED = "device = pattern\nsize = 320x180\n"
# What dpkg remembers of everything that it does; what tells of users, who stay.
OF_DPKG = ("/var/lib/dpkg", "/var/log", "/var/cache", "/root", "/run", "/proc")
OF_USERS = {"/etc/.pwd.lock", *(f"/etc/{name}{kept}" for name in ("passwd", "group", "shadow", "gshadow")
                                for kept in ("", "-"))}


class ChrootCase(unittest.TestCase):
    """Everything that is tried in one Debian, one after the other, as it happens to a package."""

    suite = architecture = None

    def setUp(self):
        self.notes = []
        require_root()
        self.package = debian_package.find(self.architecture)
        if self.architecture == "arm64":
            self.enterContext(arm64())
        self.debian = Chroot(self.suite, self.architecture)
        self.addCleanup(self.debian.close)

    def live(self):
        """The life of the package, from a lower version to the purge."""
        before = self.debian.files()
        self.assert_users([])
        with tempfile.TemporaryDirectory() as work:
            self.debian.install(with_version(self.package, "0.0.1-0.1", work, settings="#the settings of old\n"))
        self.assert_installed("0.0.1-0.1")
        (self.debian.root / SETTINGS.lstrip("/")).write_text(CHANGED, encoding="utf-8")
        drop_in = self.debian.root / "etc/systemd/system/martlet.socket.d/loopback.conf"
        drop_in.unlink()

        self.debian.install(self.package)
        self.assert_installed(debian_package.version())
        self.assertEqual(self.debian.read(SETTINGS), CHANGED, "the settings of its user")
        self.assertIn("device = camera", self.debian.read(f"{SETTINGS}.dpkg-dist"))
        self.assertFalse(drop_in.exists(), "what its user has removed is back")
        self.assert_streams("--config", SETTINGS, "--listen", "127.0.0.1:0", size=(320, 180))
        self.assert_streams("--device", "pattern", "--listen", "127.0.0.1:0", size=(1280, 720))

        # As the service, of which a chroot has none, would have left it.
        self.debian.run("install", "-d", "-o", "martlet", "-m", "700", "/var/lib/martlet")
        self.debian.run("touch", "/var/lib/martlet/paused", "/etc/martlet.password")
        self.debian.run("dpkg", "--remove", "martlet")
        self.assertEqual(self.debian.read(SETTINGS), CHANGED, "the settings after the removal")
        self.debian.run("dpkg", "--purge", "martlet")
        self.assert_same(before, self.debian.files())
        self.assert_users(["martlet"])

    def assert_installed(self, number):
        """dpkg has all of it in place, the program starts, and both units are enabled."""
        status = self.debian.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Version}", "martlet")
        self.assertEqual(status, f"ii {number}")
        # It tells of every file that is not as the package has it; settings are its user's.
        told = self.debian.run("dpkg", "--verify", "martlet").splitlines()
        self.assertEqual([line for line in told if " c /etc/" not in line], [])
        told = self.debian.run("martlet", "--version").split()[1]
        self.assertEqual(debian_package.version().rpartition("-")[0], told)
        for wanted, unit in (("multi-user.target", "martlet.service"), ("sockets.target", "martlet.socket")):
            link = self.debian.root / f"etc/systemd/system/{wanted}.wants/{unit}"
            self.assertEqual(link.readlink().name, unit)
        self.assert_users(["martlet"])

    def assert_streams(self, *arguments, size):
        """It runs as its own user and gives good pictures."""
        with self.debian.serve(*arguments) as address:
            status, headers, picture = get(address, "/snapshot", timeout=60)
            self.assertEqual((status, headers["Content-Type"]), (200, "image/jpeg"), picture[:200])
            with Viewer(address, timeout=60) as viewer:
                pictures = [picture, *(part.data for part in viewer.take(FRAMES))]
        for decoded in strict_jpeg.decode(pictures):
            self.assertTrue(decoded.is_clean, decoded)
            self.assertEqual((decoded.width, decoded.height), size)

    def assert_users(self, names):
        """Of our names these are there as a user and a group, and nobody can log in as one."""
        for table in ("passwd", "group"):
            found = [line.split(":") for line in self.debian.read(f"/etc/{table}").splitlines()]
            self.assertEqual([entry[0] for entry in found if entry[0] == "martlet"], names, table)
        for name in names:
            self.assertRegex(self.debian.read("/etc/passwd"), rf"(?m)^{name}:x:.*/nologin$")
            self.assertRegex(self.debian.read("/etc/shadow"), rf"(?m)^{name}:!")

    def assert_same(self, before, after):
        """Nothing has been left, nothing changed."""
        def told(files):
            return {name: held for name, held in files.items() if name not in OF_USERS and not name.startswith(OF_DPKG)}
        before, after = told(before), told(after)
        self.assertEqual(sorted(after.keys() - before.keys()), [], "left behind")
        self.assertEqual(sorted(before.keys() - after.keys()), [], "taken away")
        self.assertEqual(sorted(name for name in before if before[name] != after[name]), [], "changed")


class Debian12(ChrootCase):
    """amd64 runs as it is."""

    suite, architecture = "bookworm", "amd64"

    def test_life(self):
        """in Debian 12: installed, serves the pattern, keeps settings through an upgrade, leaves nothing when purged"""
        self.live()


class Debian12OnARM(Debian12):
    """arm64 runs by emulation."""

    architecture = "arm64"

    def test_life(self):
        """in Debian 12 for arm64: the same"""
        self.live()


class Debian13(ChrootCase):
    """amd64 runs as it is."""

    suite, architecture = "trixie", "amd64"

    def test_life(self):
        """in Debian 13: the same"""
        self.live()


class Debian13OnARM(Debian13):
    """arm64 runs by emulation."""

    architecture = "arm64"

    def test_life(self):
        """in Debian 13 for arm64: the same"""
        self.live()
