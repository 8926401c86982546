"""The image's files: how large they are, and that everybody makes the same."""

import os
import shutil
import subprocess
from pathlib import Path

from commands import NotReady
from image_case import CHECKOUT, ImageCase, image_of

MEBIBYTE = 1 << 20
CARD_MEBIBYTES, PACKED_MEGABYTES = 64, 28
NOBODY = 65534
# The boards that there are images of.
BOARDS = ("virt", "rpi", "rpi5")
# Those that are made a second time: their lists differ, and nothing else.
MADE_TWICE = os.environ.get("MARTLET_MADE_TWICE", "rpi").split()
# What was fetched, and what makes the kernel's part of an image from it.
LINKED = ".cache/root-aarch64"
KEPT = (".cache/image", LINKED)


class Build(ImageCase):
    """What `make image` has written."""

    part = "boards"

    def test_size(self):
        """each image has 64 MiB on the card at most, and 28 MB as .xz"""
        for board in BOARDS:
            image = image_of(board)
            packed = Path(f"{image}.xz").stat().st_size
            self.note(f"{board} {packed / 1e6:.1f} MB")
            self.assertLessEqual(image.stat().st_size, CARD_MEBIBYTES * MEBIBYTE)
            self.assertLessEqual(packed, PACKED_MEGABYTES * 1_000_000)

    def test_same_bytes(self):
        """another user makes the same binary and the same image in another folder"""
        if os.geteuid() != 0:
            raise NotReady("only root can be another user")
        os.chmod(self.folder, 0o755)
        other = self.folder / "another checkout"
        subprocess.run(["git", "clone", "--quiet", CHECKOUT, other], check=True)
        for name in KEPT:
            (other / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(CHECKOUT / name, other / name, symlinks=True)
        # What was made of what was fetched is made anew.
        for pattern in ("**/*.packed", "**/modules.dep"):
            for made in (other / ".cache/image/kernel").glob(pattern):
                made.unlink()
        # Newer than the sources, which have just been checked out.
        (other / LINKED / "complete").touch()
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", other], check=True)
        for board in MADE_TWICE:
            self._build(other, "make", "image", f"BOARD={board}")
        self.note(" ".join(MADE_TWICE))
        for made in ("build/aarch64/martlet", *(f"build/image/{image_of(board).name}.xz" for board in MADE_TWICE)):
            self.assertTrue((other / made).read_bytes() == (CHECKOUT / made).read_bytes(), f"{made} differs")

    def _build(self, other, *words):
        done = subprocess.run(
            ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *words], cwd=other,
            env={**os.environ, "HOME": str(other), "TZ": "Asia/Kathmandu"}, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
