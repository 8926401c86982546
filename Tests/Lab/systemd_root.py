"""A guest's file system with Debian's own systemd as its first process, and Martlet as `make install` lays it down."""

import os
import shutil
import tempfile
from pathlib import Path

import initramfs
from commands import find, run
from kernel import unpack

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).parent / "rootfs-systemd"
# Of the lab's other guest, those that this one has too.
COMMON_SCRIPTS = ("agent", "find-camera")
# Debian 12 has the oldest systemd that Martlet's units are for.
SUITE = os.environ.get("MARTLET_LAB_SYSTEMD", "bookworm")
PACKAGES = ("base-passwd", "kmod", "procps", "systemd", "udev")
NEEDED = ("busybox", "cpio", "depmod", "make", "mmdebstrap", "modprobe")
MODULES = ("virtio_pci", "virtio_net", "xhci_pci", "uvcvideo", "softdog")
FOLDERS = ("proc", "sys", "dev", "run", "tmp", "root", "lab", "var/lib", "var/log", "var/tmp", "etc/systemd/system")
# What no service here reads, and what only makes the archive longer.
LEFT_OUT = (
    "etc/alternatives", "usr/lib/udev/hwdb.d", "usr/lib/x86_64-linux-gnu/gconv", "usr/lib/x86_64-linux-gnu/perl",
    "usr/lib/x86_64-linux-gnu/perl-base", "usr/share/bash-completion", "usr/share/doc", "usr/share/info",
    "usr/share/locale", "usr/share/man", "usr/share/perl", "usr/share/perl5", "usr/share/zsh",
)
# Units for what a guest does not have: a console to log in at, D-Bus, a disk.
MASKED = (
    "getty.target", "ldconfig.service", "proc-sys-fs-binfmt_misc.automount", "systemd-binfmt.service",
    "systemd-firstboot.service", "systemd-hwdb-update.service", "systemd-journal-catalog-update.service",
    "systemd-logind.service", "systemd-random-seed.service", "systemd-repart.service", "systemd-update-done.service",
    "systemd-update-utmp.service", "systemd-update-utmp-runlevel.service", "systemd-user-sessions.service",
)


def fetch(cache):
    """The unpacked packages, from the cache if they are there. Nothing of them is installed or run on the host."""
    root = cache / f"systemd-{SUITE}"
    if not root.is_dir():
        with tempfile.TemporaryDirectory(dir=cache) as work:
            tree = Path(work, "root")
            unpack(SUITE, "amd64", PACKAGES, tree)
            for name in LEFT_OUT:
                shutil.rmtree(tree / name, ignore_errors=True)
            _merge_usr(tree)
            tree.rename(root)
    return root


def build(target, kernel, packages, program):
    """Writes the archive `target`; `packages` is what `fetch` gave, `program` the path of martlet."""
    with tempfile.TemporaryDirectory() as work:
        root = Path(work, "root")
        run("cp", "-a", packages, root)
        for name in ("passwd", "group"):
            shutil.copy(root / "usr/share/base-passwd" / f"{name}.master", root / "etc" / name)
        furnish(root, kernel, MODULES)
        run("make", "-C", CHECKOUT, "install", f"FIRMWARE={Path(program).resolve()}", f"DESTDIR={root}", "PREFIX=/usr")
        initramfs.pack(root, target)


def furnish(root, kernel, modules):
    """Makes the folder of a Debian that has systemd a guest of the lab: what it boots with, and the lab's own scripts."""
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "init").symlink_to("usr/lib/systemd/systemd")
    for unit in MASKED:
        (root / "etc/systemd/system" / unit).symlink_to("/dev/null")
    initramfs.add_modules(root, kernel, modules)
    _add_busybox(root)
    run("cp", "-rT", SCRIPTS, root)
    for script in COMMON_SCRIPTS:
        shutil.copy(initramfs.SCRIPTS / script, root / "lab" / script)


def _merge_usr(root):
    """Debian 12's packages still hold /bin, /lib and /sbin; every Debian of today has them in /usr."""
    for name in ("bin", "lib", "lib64", "sbin"):
        if (root / name).is_dir():
            run("cp", "-a", f"{root / name}/.", root / "usr" / name)
            shutil.rmtree(root / name)
        (root / "usr" / name).mkdir(exist_ok=True)
        (root / name).symlink_to(f"usr/{name}")


def _add_busybox(root):
    """Adds a shell and whatever else the packages have not brought."""
    busybox = find("busybox")
    shutil.copy(busybox, root / "bin/busybox")
    for name in run(busybox, "--list").split():
        if not any(os.path.lexists(root / folder / name) for folder in ("bin", "sbin")):
            (root / "bin" / name).symlink_to("busybox")
