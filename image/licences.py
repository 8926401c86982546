"""What is in the image and was made by others: THIRD-PARTY.txt, and the list by which `make sources` fetches it."""

import re

from commands import CannotBuild

# What Martlet's binary has inside, and the file of each in the unpacked root that it was linked against.
LINKED = {
    "libjpeg62-turbo-dev/bookworm": "libjpeg.a", "libv4l-dev/bookworm": "libv4lconvert.a",
    "libcrypt-dev/bookworm": "libcrypt.a", "libc6-dev/bookworm": "libm.a", "libgpiod-dev/trixie": "libgpiod.a",
}
# Of the same source and version, where a package has no licence itself.
_DOCUMENTED_BY = {"libv4l-dev": "libv4l-0/bookworm"}
_LIBRARIES = "usr/lib/aarch64-linux-gnu"
_LINE = "=" * 78
_HEAD = """\
Martlet is under the MIT licence: see LICENSE beside the source.
This image also has the works of others that are listed here. Each is under its own licence, which follows the list.
The exact sources of all of them: `make sources BOARD={board}` in Martlet's source fetches them from Debian.
"""


def linked(debian, root):
    """The packages whose libraries are in Martlet's binary; throws CannotBuild if it was linked with other versions."""
    packages = debian.packages(list(LINKED))
    for package, library in zip(packages, LINKED.values()):
        ours, theirs = root / _LIBRARIES / library, package.folder / _LIBRARIES / library
        if not ours.exists() or ours.read_bytes() != theirs.read_bytes():
            raise CannotBuild(f"{library} of {root} is not that of {package.name} {package.version}, the newest: "
                              f"remove the folder and build the firmware again")
    return [*debian.packages(list(_DOCUMENTED_BY.values())), *(p for p in packages if p.name not in _DOCUMENTED_BY)]


def third_party(board, packages, statics, base_files, licence):
    """The text of THIRD-PARTY.txt: Martlet's own licence, every package with its version, and every licence."""
    packages = sorted(packages, key=lambda package: package.name)
    parts = [_HEAD.format(board=board), "In the image:"]
    parts += [f"  {package.name} {package.version}" for package in packages]
    parts += ["", "In Martlet's own binary:"]
    parts += [f"  {package.name} {package.version}" for package in statics]
    parts += ["  Swift's Embedded standard library (Apache 2.0 with the runtime library exception)"]
    parts += [_LINE, "Martlet", _LINE, licence]
    texts = {}
    for package in (*packages, *statics):
        texts.setdefault(_copyright(package), []).append(f"{package.name} {package.version}")
    for text, names in texts.items():
        parts += [_LINE, *names, _LINE, text]
    whole = "\n".join(texts)
    for path in sorted((base_files.folder / "usr/share/common-licenses").iterdir()):
        if re.search(rf"common-licenses/{re.escape(path.name)}(?![\w.-]*\w)", whole):
            parts += [_LINE, f"The text of {path.name}", _LINE, path.read_text(encoding="utf-8", errors="replace")]
    return "\n".join(parts)


def sources(packages):
    """A line for each source package that something in the image is made from: its name and version."""
    found = set()
    for package in packages:
        found.add((package.source, package.source_version))
        found |= set(re.findall(r"(\S+) \(= ([^)]+)\)", package.built_using))
    return "".join(f"{name} {version}\n" for name, version in sorted(found))


def _copyright(package):
    path = package.folder / "usr/share/doc" / package.name / "copyright"
    if not path.exists():
        raise CannotBuild(f"package {package.name} has no copyright file")
    return path.read_text(encoding="utf-8", errors="replace")
