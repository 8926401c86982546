"""Lets the kernel run arm64 programs by emulation, as they stand in a chroot (binfmt_misc)."""

import contextlib
import os
from pathlib import Path

from commands import NotReady, run

FOLDER = Path("/proc/sys/fs/binfmt_misc")
NAME = "qemu-aarch64"
# Debian's own line for it, of package qemu-user-static (qemu-user-binfmt from Debian 13 on).
LINE = Path("/usr/lib/binfmt.d") / f"{NAME}.conf"


@contextlib.contextmanager
def arm64():
    """For as long as it lasts; says what it changes on this machine, and takes it back at the end."""
    with contextlib.ExitStack() as undo:
        if not (FOLDER / "register").exists():
            run("mount", "-t", "binfmt_misc", "binfmt_misc", FOLDER)
            undo.callback(run, "umount", FOLDER)
            print(f"     {FOLDER} is mounted until the end", flush=True)
        entry = FOLDER / NAME
        if not entry.exists():
            if not LINE.exists():
                raise NotReady(f"there is no {LINE} (package qemu-user-static)")
            (FOLDER / "register").write_text(LINE.read_text(encoding="utf-8").strip(), encoding="utf-8")
            undo.callback(entry.write_text, "-1", encoding="utf-8")
            print(f"     {NAME} is registered there until the end: arm64 programs run by emulation", flush=True)
        # F: the emulator was opened when it was registered; a chroot has none.
        flags = [line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("flags:")]
        if "F" not in "".join(flags).partition(":")[2]:
            raise NotReady(f"{entry} is registered without flag F, so that it is of no use in a chroot")
        yield


def require_root():
    """Only the administrator may make a chroot."""
    if os.geteuid() != 0:
        raise NotReady("only root can make a chroot: sudo make package")
