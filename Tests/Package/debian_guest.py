"""An emulated Debian 13 with systemd and a camera, in which packages are installed for good."""

import shutil
import tempfile
from pathlib import Path

import initramfs
import kernel
import systemd_root
from chroot import CACHE, CHECKOUT
from commands import require, run
from service import SystemdGuest

SUITE = "trixie"
PACKAGES = ("kmod", "procps", "systemd", "systemd-sysv", "udev")
MODULES = ("virtio_pci", "virtio_net", "softdog", "vivid")
NEEDED = ("cpio", "mmdebstrap", "qemu-system-x86_64", *systemd_root.NEEDED)
# What only makes the archive longer.
LEFT_OUT = (
    "boot", "usr/lib/udev/hwdb.d", "usr/lib/x86_64-linux-gnu/gconv", "usr/share/bash-completion", "usr/share/doc",
    "usr/share/locale", "usr/share/man", "usr/share/zoneinfo", "var/cache/apt", "var/lib/apt",
)


class Kernel:
    """What a guest boots."""

    def __init__(self, folder):
        self.image = folder / "kernel"


class DebianGuest(SystemdGuest):
    """One boot. Files of this machine that the guest is to have lie in its /root."""

    def __init__(self, folder, files):
        require(*NEEDED)
        debian = fetch()
        archive = folder / "archive"
        with tempfile.TemporaryDirectory() as work, open(archive, "wb") as whole:
            # Its rights become those of the guest's /.
            Path(work).chmod(0o755)
            (Path(work) / "root").mkdir(mode=0o700)
            for file in files:
                shutil.copy(file, Path(work) / "root")
            added = Path(work).with_suffix(".archive")
            initramfs.pack(Path(work), added)
            # The kernel unpacks one archive after the other.
            for part in (debian / "archive", added):
                with open(part, "rb") as piece:
                    shutil.copyfileobj(piece, whole)
            added.unlink()
        super().__init__(Kernel(debian), archive, [], folder)
        archive.unlink()


def fetch():
    """The folder with its kernel and its archive, from the cache if they are there."""
    folder = CACHE / f"{SUITE}-systemd"
    recipe, wanted = folder / "recipe", _recipe()
    if not recipe.exists() or recipe.read_text(encoding="utf-8") != wanted:
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as work:
            linux, root, fresh = Path(work, "linux"), Path(work, "root"), Path(work, "fresh")
            _unpack("extract", ["linux-image-amd64"], linux)
            kernel.index_modules(linux)
            _unpack("essential", PACKAGES, root)
            for name in LEFT_OUT:
                shutil.rmtree(root / name, ignore_errors=True)
            systemd_root.furnish(root, kernel.Kernel(linux), MODULES)
            fresh.mkdir()
            shutil.copy(kernel.Kernel(linux).image, Kernel(fresh).image)
            initramfs.pack(root, fresh / "archive")
            (fresh / "recipe").write_text(wanted, encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            fresh.rename(folder)
    return folder


def _recipe():
    """Everything by which the archive may change."""
    scripts = [path.read_text(encoding="utf-8") for path in sorted(systemd_root.SCRIPTS.rglob("*")) if path.is_file()
               and not path.is_symlink()]
    scripts += [(initramfs.SCRIPTS / name).read_text(encoding="utf-8") for name in systemd_root.COMMON_SCRIPTS]
    return "\n".join((SUITE, *PACKAGES, *MODULES, *LEFT_OUT, *systemd_root.MASKED, *scripts))


def _unpack(variant, packages, folder):
    run("mmdebstrap", "--quiet", "--mode=root", f"--variant={variant}", "--architectures=amd64",
        f"--include={','.join(packages)}", SUITE, folder, run(CHECKOUT / "tools/mirror", SUITE).strip())
