"""What the package holds and says, and that it is made the same each time."""

import functools
import gzip
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import debian_package
from commands import find, require
from debian_package import ARCHITECTURES, BUILD, CHECKOUT, SETTINGS, contents, fields, output

# All that there is, with its rights.
PROGRAM, FILE = 0o755, 0o644
TABLE = {
    "/etc/martlet.conf": FILE,
    "/etc/systemd/system/martlet.socket.d/loopback.conf": FILE,
    "/usr/bin/martlet": PROGRAM,
    "/usr/lib/systemd/system/martlet.service": FILE,
    "/usr/lib/systemd/system/martlet.socket": FILE,
    "/usr/lib/systemd/system/martlet@.service": FILE,
    "/usr/lib/sysusers.d/martlet.conf": FILE,
    "/usr/lib/udev/rules.d/70-martlet.rules": FILE,
    "/usr/share/doc/martlet/THIRD-PARTY.gz": FILE,
    "/usr/share/doc/martlet/changelog.Debian.gz": FILE,
    "/usr/share/doc/martlet/changelog.gz": FILE,
    "/usr/share/doc/martlet/copyright": FILE,
    "/usr/share/lintian/overrides/martlet": FILE,
    "/usr/share/man/man1/martlet.1.gz": FILE,
}
# Of what the firmware is linked against, all but headers alone.
LINKED = ("libc6-dev", "libcrypt-dev", "libgcc-12-dev", "libgpiod-dev", "libjpeg62-turbo-dev", "libv4l-dev")
NOBODY = 65534


def of_each(test):
    """Has the test tried with the package for each processor; what is wrong with one is told with its name."""
    @functools.wraps(test)
    def of_all(self):
        for architecture in ARCHITECTURES:
            with self.subTest(architecture):
                test(self, architecture, debian_package.find(architecture))
    return of_all


class Contents(unittest.TestCase):
    """Of both packages."""

    def setUp(self):
        self.notes = []

    def test_lintian(self):
        """lintian has nothing to say but what the one override explains"""
        require("lintian")
        packages = [debian_package.find(architecture) for architecture in ARCHITECTURES]
        done = subprocess.run(["lintian", "--allow-root", "--show-overrides", *packages], capture_output=True,
                              text=True, check=False)
        said = [line for line in done.stdout.splitlines() if not line.startswith("N:")]
        self.assertEqual([line.split("[")[0].rstrip() for line in said],
                         ["O: martlet: embedded-library libjpeg"] * len(packages), done.stdout + done.stderr)
        self.note(output("lintian", "--version").strip())

    @of_each
    def test_table(self, _, package):
        """it holds what its table says, all of it root's, and no file more"""
        members, _ = contents(package)
        folders = {str(parent) for name in TABLE for parent in Path(name).parents}
        self.assertEqual({name: member.mode for name, member in members.items() if not member.isdir()}, TABLE)
        self.assertEqual({name.rstrip("/") or "/" for name, member in members.items() if member.isdir()}, folders)
        for name, member in members.items():
            self.assertEqual((member.uname, member.gname), ("root", "root"), name)
            self.assertTrue(member.isfile() or member.isdir() and member.mode == PROGRAM, name)
        self.assertEqual(output("dpkg-deb", "--info", package, "conffiles"),
                         "".join(f"{name}\n" for name in sorted(TABLE) if name.startswith("/etc/")))
        self.note(f"{package.stat().st_size} bytes")

    @of_each
    def test_files(self, architecture, package):
        """its files are those of the checkout; the manual page is the program's own"""
        _, files = contents(package)
        firmware = CHECKOUT / "build" / ARCHITECTURES[architecture] / "martlet"
        self.assertTrue(files["/usr/bin/martlet"] == firmware.read_bytes(), "not the firmware; make deb")
        common = CHECKOUT / "board/common"
        for name in ("martlet.service", "martlet.socket", "martlet@.service"):
            self.assertEqual(files[f"/usr/lib/systemd/system/{name}"], (common / "systemd" / name).read_bytes(), name)
        self.assertEqual(files[SETTINGS], (common / "martlet.conf").read_bytes())
        manual = output(CHECKOUT / "build" / os.uname().machine / "martlet", "--manual")
        self.assertEqual(gzip.decompress(files["/usr/share/man/man1/martlet.1.gz"]).decode(), manual)
        licence = (CHECKOUT / "LICENSE").read_text(encoding="utf-8").split()
        told = files["/usr/share/doc/martlet/copyright"].decode().split()
        self.assertIn(" ".join(licence[licence.index("Permission"):]), " ".join(word for word in told if word != "."))

    @of_each
    def test_needs(self, architecture, package):
        """it asks for the libc whose symbols it uses, no older and no newer one"""
        told = fields(package)
        self.assertEqual((told["Package"], told["Architecture"]), ("martlet", architecture))
        self.assertEqual(told["Version"], debian_package.version())
        firmware = CHECKOUT / "build" / ARCHITECTURES[architecture] / "martlet"
        used = set(re.findall(r"GLIBC_(\d+)\.(\d+)", output("readelf", "--version-info", "--wide", firmware)))
        newest = max((int(major), int(minor)) for major, minor in used)
        libc = "{}.{}".format(*newest)
        self.assertEqual(told["Depends"],
                         f"libc6 (>= {libc}), systemd | systemd-standalone-sysusers | systemd-sysusers")
        self.note(f"libc6 {libc}")

    @of_each
    def test_third_party(self, architecture, package):
        """THIRD-PARTY names each library in the binary with its exact source, and has its licence in full"""
        text = gzip.decompress(contents(package)[1]["/usr/share/doc/martlet/THIRD-PARTY.gz"]).decode()
        kept = CHECKOUT / f".cache/root-{ARCHITECTURES[architecture]}/third-party"
        for name in LINKED:
            suite, source, version = (kept / name / "source").read_text(encoding="utf-8").split()
            self.assertIn(f"\n{name}\n{'=' * len(name)}\n\nDebian's source package {source}, version {version} "
                          f"(suite {suite})\n\n{(kept / name / 'copyright').read_text(encoding='utf-8')}", text)
        self.assertRegex(text, r"\nSwift's standard library, of Swift 6\.[\d.]+\n=+\n")
        for licence in set(re.findall(r"/usr/share/common-licenses/([\w.-]+\w)", text)):
            self.assertIn(f"\n{licence}\n{'=' * len(licence)}\n", text)
        self.assertIn("GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 2.1", text)
        wanted = (CHECKOUT / "tools/packages/sysroot.txt").read_text(encoding="utf-8")
        wanted = set(re.findall(r"^[^#\n]+$", wanted, re.MULTILINE)) - {"linux-libc-dev"} | {"libgpiod-dev"}
        self.assertEqual(wanted, set(LINKED), "packages that the firmware is linked against")

    def test_same_bytes(self):
        """another user makes the same bytes in another folder, without any right"""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            copied = debian_package.copy_of_checkout(folder)
            target = Path(folder, "made")
            target.mkdir()
            before = []
            if os.geteuid() == 0:
                os.chown(target, NOBODY, NOBODY)
                before = [find("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            for architecture, firmware in ARCHITECTURES.items():
                words = [*before, "env", "TZ=Asia/Tokyo", "LC_ALL=C.UTF-8", "HOME=/nonexistent", "sh", "-c",
                         f'umask 077; exec "$0" {firmware} "$1"', copied / BUILD, target]
                done = subprocess.run(words, capture_output=True, text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                package = debian_package.find(architecture)
                self.assertTrue((target / package.name).read_bytes() == package.read_bytes(), "other bytes; make deb")

    def test_wrong_version(self):
        """no package is made of a program of another version than the changelog's"""
        with tempfile.TemporaryDirectory() as folder:
            copied = debian_package.copy_of_checkout(folder)
            changelog = copied / "packaging/debian/changelog"
            text = changelog.read_text(encoding="utf-8")
            changelog.write_text(text.replace("martlet (", "martlet (9."), encoding="utf-8")
            done = subprocess.run([copied / BUILD, "aarch64", folder], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertRegex(done.stderr, r"says 'martlet [\d.]+', packaging/debian/changelog begins with 9\.")

    def note(self, text):
        """Adds a figure to the line of this test."""
        self.notes.append(text)
