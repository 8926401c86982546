"""Debian 13 for arm64, as far as the guest needs it: unpacked into the cache, not installed, and not run on the way."""

import re
import shutil
import tempfile
from pathlib import Path

import initramfs
import kernel
from commands import run

SUITE = "trixie"
PACKAGES = ("busybox-static", "gpiod", "linux-image-arm64", "v4l-utils")
MODULES = ("i6300esb", "virtio_net", "vivid")
PROGRAMS = ("gpioinfo", "gpioset", "v4l2-ctl")
# Of the programs and of the firmware, which does not come from Debian.
LIBRARIES = ("libc.so.6", "libm.so.6")
LOADER = "ld-linux-aarch64.so.1"
LIBRARY_FOLDER = "usr/lib/aarch64-linux-gnu"
NEEDED = ("depmod", "mmdebstrap", "modprobe", "readelf")
_RECIPE = "\n".join((SUITE, *PACKAGES, *MODULES, *PROGRAMS, *LIBRARIES))


class Debian:
    """What the cache keeps: a kernel, `image`, and the folder `system` with modules, programs and libraries."""

    def __init__(self, folder):
        self.image = folder / "kernel"
        self.system = folder / "system"

    @property
    def release(self):
        """The kernel's."""
        return next((self.system / "lib" / "modules").iterdir()).name


def fetch(cache):
    """Debian from the cache; if what is to be in it has changed, from the mirror, in the newest version there is."""
    folder = cache / SUITE
    recipe = folder / "recipe"
    if not recipe.exists() or recipe.read_text(encoding="utf-8") != _RECIPE:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            unpacked, fresh = Path(work, "unpacked"), Path(work, "fresh")
            kernel.unpack(SUITE, "arm64", PACKAGES, unpacked)
            fresh.mkdir()
            _keep_what_is_needed(unpacked, Debian(fresh))
            (fresh / "recipe").write_text(_RECIPE, encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            fresh.rename(folder)
    return Debian(folder)


def _keep_what_is_needed(unpacked, debian):
    kernel.index_modules(unpacked)
    linux = kernel.Kernel(unpacked)
    shutil.copy(linux.image, debian.image)
    for folder in (*initramfs.FOLDERS, "lib", LIBRARY_FOLDER):
        (debian.system / folder).mkdir(parents=True, exist_ok=True)
    initramfs.add_modules(debian.system, linux, MODULES)
    shutil.copy(unpacked / "usr/bin/busybox", debian.system / "bin")
    for name in ("init", "modprobe", "mount", "sh"):    # what runs before busybox makes all its links
        (debian.system / "bin" / name).symlink_to("busybox")
    for name in PROGRAMS:
        shutil.copy(unpacked / "usr/bin" / name, debian.system / "usr/bin")
    shutil.copy(unpacked / LIBRARY_FOLDER / LOADER, debian.system / "lib")
    for name in _libraries(unpacked):
        shutil.copy(unpacked / LIBRARY_FOLDER / name, debian.system / LIBRARY_FOLDER)


def _libraries(unpacked):
    """The names of all libraries that the programs need, and that these need."""
    found = set(LIBRARIES)
    waiting = [unpacked / "usr/bin" / name for name in PROGRAMS]
    while waiting:
        listed = run("readelf", "--dynamic", "--wide", waiting.pop())
        fresh = set(re.findall(r"\(NEEDED\).*\[(\S+)\]", listed)) - found - {LOADER}
        found |= fresh
        waiting += [unpacked / LIBRARY_FOLDER / name for name in fresh]
    return found
