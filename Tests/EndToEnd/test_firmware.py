"""The binaries that ship: their size, what they need, their memory, and the arm64 one in an emulator."""

import os
import re
import subprocess
from pathlib import Path

from case import EndToEndCase, require
from daemon import CHECKOUT, PROGRAM, PROGRAM_AARCH64

BYTES = 1_000_000
RESIDENT_BYTES = 3 << 20
OUTSIDE = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
MACHINES = {PROGRAM: "X86-64", PROGRAM_AARCH64: "AArch64"}


class Firmware(EndToEndCase):
    """Both of them."""

    def test_size(self):
        """both binaries are under 1,000,000 bytes, stripped, and need libc and libm alone"""
        for path, machine in MACHINES.items():
            size = os.path.getsize(path)
            self.note(f"{machine} {size}")
            self.assertLess(size, BYTES)
            about = subprocess.run([require("readelf"), "-W", "-h", "-S", "-d", path], capture_output=True, text=True,
                                   check=True, timeout=20).stdout
            self.assertIn(machine, re.search(r"Machine: +(.*)", about)[1])
            needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", about))
            self.assertTrue(needed)
            self.assertLessEqual(needed, OUTSIDE)
            self.assertNotIn(" .symtab ", about)

    def test_memory(self):
        """Rss is under 3 MiB while it serves one viewer 1280x720 at 30 frames a second"""
        daemon = self.start("--size", "1280x720", "--rate", "30")
        viewer = self.view(daemon)
        viewer.take(10)
        most = 0
        for _ in range(10):
            viewer.take(6)
            most = max(most, daemon.resident_bytes())
        self.note(f"{most / (1 << 20):.2f} MiB")
        self.assertLess(most, RESIDENT_BYTES)

    def test_aarch64(self):
        """the arm64 binary serves the pattern in an emulator: snapshot, stream and end"""
        root = CHECKOUT / ".cache/root-aarch64"
        self.assertTrue(Path(root, "complete").exists(), f"there is no {root} (make firmware ARCH=aarch64 makes it)")
        daemon = self.start(before=[require("qemu-aarch64-static"), "-L", str(root)], program=PROGRAM_AARCH64)
        answer = daemon.get("/snapshot")
        self.assertEqual(answer.status, 200)
        viewer = self.view(daemon)
        parts = viewer.take(5)
        self.assert_clean([answer.body, *(part.data for part in parts)])
        self.assertEqual(daemon.get("/healthz").text, "ok\n")
        process = daemon.process
        process.terminate()
        viewer.take_all()
        self.assertEqual((process.wait(10), viewer.ended), (0, True))
