"""The packages that `make deb` has made, looked into, and given other versions."""

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from commands import NotReady

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "build/deb"
BUILD = "packaging/debian/build"
# Each of Debian's names for a processor, and the firmware's.
ARCHITECTURES = {"amd64": "x86_64", "arm64": "aarch64"}
SETTINGS = "/etc/martlet.conf"


def version():
    """The version that the package has now."""
    changelog = (CHECKOUT / "packaging/debian/changelog").read_text(encoding="utf-8")
    return re.match(r"martlet \((.*)\) ", changelog)[1]


def find(architecture):
    """The path of the package for a processor."""
    path = FOLDER / f"martlet_{version()}_{architecture}.deb"
    if not path.is_file():
        raise NotReady(f"there is no {path.relative_to(CHECKOUT)} (make deb ARCH={architecture} makes it)")
    return path


def output(*words):
    """What a program prints that looks into a package, or makes one; it must succeed."""
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout


def fields(package):
    """What the package says of itself, by name of the field."""
    return dict(re.findall(r"^(\S+): (.*)$", output("dpkg-deb", "--field", package), re.MULTILINE))


def contents(package):
    """Every entry of the package, by name, as tarfile tells it; and the bytes of every file."""
    unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
        members = {member.name.removeprefix("."): member for member in archive}
        files = {name: archive.extractfile(member).read() for name, member in members.items() if member.isfile()}
        return members, files


def with_version(package, number, folder, settings=None):
    """The same package with another version, and with other settings if some are given; made in the folder."""
    target = Path(folder) / f"martlet_{number}_{fields(package)['Architecture']}.deb"
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        output("dpkg-deb", "--raw-extract", package, tree)
        control = tree / "DEBIAN/control"
        text = re.sub(r"^Version: .*$", f"Version: {number}", control.read_text(encoding="utf-8"), flags=re.MULTILINE)
        control.write_text(text, encoding="utf-8")
        if settings is not None:
            (tree / SETTINGS.lstrip("/")).write_text(settings, encoding="utf-8")
        output("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, target)
    return target


def copy_of_checkout(folder):
    """What a package is made from, in another folder, for everybody to read."""
    copied = Path(folder) / "another checkout"
    copied.mkdir()
    for name in ("Makefile", "LICENSE", "CHANGELOG.md", "board", "packaging", "tools"):
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, copied / name, symlinks=True)
        else:
            shutil.copy(source, copied / name)
    for architecture in ARCHITECTURES.values():
        shutil.copytree(CHECKOUT / "build" / architecture, copied / "build" / architecture)
        kept = f".cache/root-{architecture}/third-party"
        shutil.copytree(CHECKOUT / kept, copied / kept)
    output("chmod", "-R", "a+rX", folder)
    return copied
