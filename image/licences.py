"""What is in the image and was made by others: THIRD-PARTY.txt, and the list by which `make sources` fetches it."""

import re

from commands import CannotBuild

_LINE = "=" * 78
_HEAD = """\
Martlet is under the MIT licence, which stands first. This image also has the works of others: they are listed here, and
each is under its own licence, which follows. The exact sources of all of them: `make sources BOARD={board}` in
Martlet's source fetches them from Debian.
"""


def third_party(board, packages, base_files, licence, linked):
    """The text of THIRD-PARTY.txt: Martlet's own licence, every package with its version, and every licence.

    `linked` is what tools/third-party tells of the libraries in Martlet's own binary.
    """
    packages = sorted(packages, key=lambda package: package.name)
    parts = [_HEAD.format(board=board), "Debian's packages in the image:"]
    parts += [f"  {package.name} {package.version}" for package in packages]
    parts += ["", _LINE, "Martlet", _LINE, licence]
    texts = {}
    for package in packages:
        texts.setdefault(_copyright(package), []).append(f"{package.name} {package.version}")
    for text, names in texts.items():
        parts += [_LINE, *names, _LINE, text]
    named = {name.rstrip(".") for text in texts for name in re.findall(r"/common-licenses/([A-Za-z0-9.-]+)", text)}
    for name in sorted(named):
        path = base_files.folder / "usr/share/common-licenses" / name
        if path.exists():    # some notices name MIT so, of which they have the text themselves
            parts += [_LINE, f"The text of {name}", _LINE, path.read_text(encoding="utf-8", errors="replace")]
    parts += [_LINE, "The libraries in Martlet's own binary", _LINE, linked]
    return "\n".join(parts)


def sources(packages, linked_root):
    """A line for each source package that something in the image is made from: its name and version."""
    found = set()
    for package in packages:
        found.add((package.source, package.source_version))
        found |= set(re.findall(r"(\S+) \(= ([^)]+)\)", package.built_using))
    for record in sorted((linked_root / "third-party").glob("*/source")):
        _, source, version = record.read_text(encoding="utf-8").split()
        found.add((source, version))
    return "".join(f"{name} {version}\n" for name, version in sorted(found))


def _copyright(package):
    path = package.folder / "usr/share/doc" / package.name / "copyright"
    if not path.exists():
        raise CannotBuild(f"package {package.name} has no copyright file")
    return path.read_text(encoding="utf-8", errors="replace")
