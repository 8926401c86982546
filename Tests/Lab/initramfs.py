"""The guest's whole file system: busybox, the modules, the programs with their libraries, and our few scripts."""

import lzma
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from commands import NotReady, find, run

SCRIPTS = Path(__file__).parent / "rootfs"
MODULES = ("virtio_pci", "virtio_net", "xhci_pci", "uvcvideo", "vivid", "i6300esb", "veth", "sch_netem")
FOLDERS = ("bin", "dev", "etc", "lab", "proc", "root", "run", "sys", "tmp", "usr/bin", "usr/lib")


def build(target, kernel, programs, libraries):
    """Writes the archive `target`; each program or library is a path on the host.

    They become /usr/bin/NAME and /usr/lib/NAME in the guest.
    """
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True)
        _add_busybox(root)
        add_modules(root, kernel, MODULES)
        for program in programs:
            _add_with_libraries(root, Path(program), "usr/bin")
        for library in libraries:
            _add_with_libraries(root, Path(library), "usr/lib")
        add_scripts(root, SCRIPTS)
        pack(root, target)


def _add_busybox(root):
    busybox = find("busybox")
    shutil.copy(busybox, root / "bin" / "busybox")
    for name in run(busybox, "--list").split():
        if name != "busybox":
            (root / "bin" / name).symlink_to("busybox")


def add_modules(root, kernel, names):
    """Copies the named modules of the kernel, unpacked, with all that they depend on."""
    for file in kernel.modules(*names):
        place = root / "lib" / "modules" / kernel.release / file.relative_to(
            next(parent for parent in file.parents if parent.name == kernel.release))
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".xz":
            place.with_suffix("").write_bytes(lzma.decompress(file.read_bytes()))
        else:
            shutil.copy(file, place)
    for index in ("modules.order", "modules.builtin", "modules.builtin.modinfo"):
        shutil.copy(kernel.root / "lib" / "modules" / kernel.release / index, root / "lib" / "modules" / kernel.release)
    run(find("depmod"), "-b", root, kernel.release)


def _add_with_libraries(root, program, folder):
    shutil.copy(program, root / folder / program.name)
    listed = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False).stdout
    if "not found" in listed:
        raise NotReady(f"a library of {program} is missing: {listed.strip()}")
    for library in re.findall(r"(/\S+) \(0x", listed):
        place = root / library.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, place)


def add_scripts(root, folder):
    """Copies our scripts: the two that the kernel and busybox look for, to their places, all others to /lab."""
    places = {"init": "init", "inittab": "etc/inittab"}
    for script in folder.iterdir():
        shutil.copy(script, root / places.get(script.name, f"lab/{script.name}"))


def pack(root, target):
    """Makes the folder the archive that a kernel unpacks."""
    names = sorted(str(path.relative_to(root)) for path in root.rglob("*"))
    with open(target, "wb") as archive:
        subprocess.run(
            ["cpio", "--quiet", "-o", "-H", "newc", "-R", "0:0"],
            cwd=root, input="\n".join([".", *names]).encode(), stdout=archive, check=True,
        )
