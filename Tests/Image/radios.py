"""What the tests of WiFi bring into the guest: radios that are not there, and an access point that uses one of them.

It is an archive that lies behind the image's own initramfs; the kernel unpacks both. No file of the image is changed by it.
"""

import gzip
import shutil
import tempfile
from pathlib import Path

import initramfs
from image_case import CHECKOUT
from kernel import unpack

SUITE = "trixie"
NEEDED = ("cpio", "mmdebstrap")
_FOLDER = Path(__file__).parent / "radios"
_CACHE = CHECKOUT / ".cache/image-test"
_PLACES = {"access-point": "usr/bin", "modprobe.conf": "etc/modprobe.d", "profile": "etc"}


def archive():
    """The archive's bytes."""
    with tempfile.TemporaryDirectory() as work:
        root, packed = Path(work, "root"), Path(work, "packed")
        for name, place in _PLACES.items():
            (root / place).mkdir(parents=True, exist_ok=True)
            shutil.copy(_FOLDER / name, root / place)
        shutil.copy(_iw(), root / "usr/bin/iw")
        initramfs.pack(root, packed)
        return gzip.compress(packed.read_bytes())


def _iw():
    """Debian's iw for arm64, from the cache. Its libraries are also wpa_supplicant's, and so in the image."""
    kept = _CACHE / f"iw-{SUITE}"
    if not kept.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_CACHE) as work:
            root = Path(work, "root")
            unpack(SUITE, "arm64", ("iw",), root)
            (root / "usr/sbin/iw").rename(kept)
    return kept
