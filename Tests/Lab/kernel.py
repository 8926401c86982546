"""Debian's own kernel, fetched once into the cache: never a version of ours, but the one behind a name of Debian's."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from commands import NotReady, find, require, run

META_PACKAGE = "linux-image-amd64"
PACKAGES = "linux-image-"
_MIRROR = Path(__file__).resolve().parents[2] / "tools" / "mirror"


class Kernel:
    """An unpacked kernel package with its modules."""

    def __init__(self, root):
        self.root = Path(root)
        self.release = next((self.root / "lib" / "modules").iterdir()).name

    @property
    def image(self):
        """The file to boot."""
        return self.root / "boot" / f"vmlinuz-{self.release}"

    def modules(self, *names):
        """The files of the named modules and of all they depend on, in the order of loading."""
        files = {}
        for name in names:
            plan = run(find("modprobe"), "-d", self.root, "-S", self.release, "--show-depends", name)
            for line in plan.splitlines():
                if line.startswith("insmod "):
                    files[Path(line.split()[1])] = None
        return list(files)


def fetch(cache, suite=None):
    """The newest kernel that the package lists of this machine know, from the cache if it is there.

    A machine without package lists makes do with the kernel in the cache. Of another Debian, which `suite` names, it is the
    kernel that the mirror had when it was fetched first.
    """
    if suite:
        return _fetch_of(suite, cache)
    try:
        name, version = _newest()
    except NotReady:
        kept = sorted(cache.glob(f"{PACKAGES}*"))
        if not kept:
            raise
        return Kernel(kept[-1])
    root = cache / f"{name}_{version}".replace(":", "%")
    if not root.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob(f"{PACKAGES}*"):
            shutil.rmtree(old)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            run("apt-get", "download", f"{name}={version}", folder=work)
            run("dpkg", "-x", next(Path(work).glob("*.deb")), Path(work, "root"))
            index_modules(Path(work, "root"))
            Path(work, "root").rename(root)
    return Kernel(root)


def _fetch_of(suite, cache):
    root = cache / f"kernel-{suite}"
    if not root.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            fresh = Path(work, "root")
            unpack(suite, "amd64", (META_PACKAGE,), fresh)
            index_modules(fresh)
            fresh.rename(root)
    return Kernel(root)


def unpack(suite, architecture, packages, folder):
    """Unpacks packages of a Debian, and what they need, into a folder; nothing of them is run."""
    require("mmdebstrap")
    # Unpacking needs no rights; as root, mmdebstrap wants to be told so.
    mode = "chrootless" if os.geteuid() else "root"
    run("mmdebstrap", "--quiet", f"--mode={mode}", "--variant=extract", f"--architectures={architecture}",
        f"--include={','.join(packages)}", suite, folder, run(_MIRROR, suite).strip())


def _newest():
    """The package that stands behind the name, and its version."""
    record = run("apt-cache", "show", "--no-all-versions", META_PACKAGE)
    found = re.search(r"^Depends:.*?(linux-image-[0-9]\S*) \(= ([^)]+)\)", record, re.MULTILINE)
    if not found:
        raise NotReady(f"apt knows no package behind {META_PACKAGE} (apt-get update)")
    return found[1], found[2]


def index_modules(root):
    """Lets `modprobe` find the modules of an unpacked kernel package."""
    # Debian 13 unpacks modules below usr/lib; the tools look for them below lib.
    if not (root / "lib").exists():
        (root / "lib").symlink_to("usr/lib")
    release = next((root / "lib" / "modules").iterdir()).name
    run(find("depmod"), "-b", root, release)
