"""Debian's packages for the board: fetched with apt's own checks, kept in the cache, unpacked, never installed or run.

apt works in folders of ours, so that neither root nor anything of this machine's own package system is needed.
"""

import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from commands import CannotBuild, run

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
COMPONENTS = "main non-free-firmware"
SUITES = ("trixie", "trixie-updates", "trixie-security", "trixie-backports")
LINKED_SUITE = "bookworm"
_MIRROR = Path(__file__).resolve().parent.parent / "tools" / "mirror"
_MIRROR_NAMES = ("DEBIAN_MIRROR", "DEBIAN_SECURITY_MIRROR")
_DAY = 24 * 3600
_KERNEL_PACKAGE = re.compile(r"linux-(image|base|binary|modules)-\d")


@dataclass(frozen=True)
class Package:
    """One package, unpacked to `folder`. The source is what Debian made it from, with the version of that."""

    name: str
    version: str
    source: str
    source_version: str
    built_using: str
    folder: Path


class Debian:
    """Packages for arm64, the newest that the mirror has; its lists are asked for once a day."""

    def __init__(self, cache, with_sources=False):
        self._cache = cache
        self._state = cache / ("apt-sources" if with_sources else "apt")
        for folder in ("lists/partial", "archives/partial", "etc/apt.conf.d", "etc/preferences.d"):
            (self._state / folder).mkdir(parents=True, exist_ok=True)
        if not (self._state / "status").exists():    # a newer one would have apt read all its lists anew
            (self._state / "status").touch()
        self._records = {}
        self._configure()
        self._update(with_sources)

    def kernel(self, suite):
        """The packages of the kernel that the suite has for every arm64 board, unpacked into one folder."""
        # Of the release itself the newest is wanted, which may be in its updates.
        names, waiting = [], ["linux-image-arm64" if suite == SUITES[0] else f"linux-image-arm64/{suite}"]
        while waiting:
            name = waiting.pop()
            record = self._record(name)
            if _KERNEL_PACKAGE.match(name):
                names.append((name, record["Version"]))
            for depended, version in re.findall(r"(linux-\S+) \(= ([^)]+)\)", record.get("Depends", "")):
                if _KERNEL_PACKAGE.match(depended) and (depended, version) not in names:
                    waiting.append(depended)
        names.sort()
        folder = self._cache / "kernel" / f"{suite}_{names[0][1]}"
        return [self._package(name, folder) for name, _ in names]

    def packages(self, names):
        """Packages, each unpacked into a folder of its own. `NAME/SUITE` is that of a certain suite."""
        self._look_up(names)
        return [self._package(name, None) for name in names]

    def fetch_source(self, name, version, folder):
        """Fetches the files of a source package; throws CannotBuild if the mirror has it no more."""
        folder.mkdir(parents=True, exist_ok=True)
        self._apt("apt-get", "source", "--quiet", "--download-only", "--only-source", f"{name}={version}", folder=folder)

    def _package(self, name, folder):
        record = self._record(name)
        name, version = record["Package"], record["Version"]
        folder = folder or self._cache / "packages" / f"{name}_{version}".replace(":", "%")
        mark = folder.with_name(f"{folder.name}.{name}.complete")
        if not mark.exists():
            self._unpack(name, version, folder)
            mark.touch()
        source = re.fullmatch(r"(\S+)(?: \((\S+)\))?", record.get("Source", name))
        return Package(name, version, source[1], source[2] or version, record.get("Built-Using", ""), folder)

    def _unpack(self, name, version, folder):
        work = self._cache / "work" / name
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            self._apt("apt-get", "download", "--quiet", f"{name}={version}", folder=work)
            folder.mkdir(parents=True, exist_ok=True)
            run("dpkg-deb", "--extract", next(work.glob("*.deb")), folder)
        finally:
            shutil.rmtree(work)

    def _record(self, name):
        """What the lists say of the package that would be installed, or of that of a suite, as `NAME/SUITE`."""
        if name not in self._records:
            self._look_up([name])
        return self._records[name]

    def _look_up(self, names):
        """Looks all up at once: each time, apt takes a moment to open its lists."""
        plain = {name: name for name in names}
        in_suites = [name for name in names if "/" in name]
        if in_suites:
            table = self._apt("apt-cache", "madison", *(name.split("/")[0] for name in in_suites))
            for name in in_suites:
                word, suite = map(re.escape, name.split("/"))
                found = re.search(rf"^ *{word} \| +(\S+) +\|.* {suite}/", table, re.MULTILINE)
                if not found:
                    raise CannotBuild(f"the mirror has no package {name}; DEBIAN_MIRROR names another mirror")
                plain[name] = f"{name.split('/')[0]}={found[1]}"
        texts = self._apt("apt-cache", "show", "--no-all-versions", *plain.values()).strip().split("\n\n")
        if len(texts) != len(plain):
            raise CannotBuild(f"the mirror has only some of {' '.join(names)}; DEBIAN_MIRROR names another mirror")
        for name, text in zip(plain, texts):
            self._records[name] = dict(re.findall(r"^([A-Z][\w-]*): (.*)$", text, re.MULTILINE))

    def _configure(self):
        settings = {
            "Dir::State": self._state, "Dir::State::status": self._state / "status", "Dir::Cache": self._state,
            "Dir::Etc": self._state / "etc", "Dir::Etc::sourcelist": self._state / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null", "APT::Architecture": "arm64", "Acquire::Languages": "none",
            "APT::Sandbox::User": "", "Dir::Cache::srcpkgcache": "",
        }
        lines = [f'{key} "{value}";' for key, value in settings.items()]
        (self._state / "apt.conf").write_text("\n".join([*lines, 'APT::Architectures { "arm64"; };', ""]))

    def _update(self, with_sources):
        kinds = ("deb", "deb-src") if with_sources else ("deb",)
        # Martlet's binary is linked with libraries of Debian 12: they are asked for as source alone.
        suites = (*SUITES, LINKED_SUITE) if with_sources else SUITES
        wanted = " ".join((*kinds, *suites, *(os.environ.get(name, "") for name in _MIRROR_NAMES)))
        updated = self._state / "updated"
        has_lists = updated.exists() and updated.read_text() == wanted
        if has_lists and time.time() - updated.stat().st_mtime < _DAY:
            return
        lines = []
        for suite in suites:
            mirror = run(_MIRROR, suite).strip().rstrip("/")
            if suite.endswith("-security"):
                mirror = os.environ.get("DEBIAN_SECURITY_MIRROR") or re.sub(r"/debian$", "/debian-security", mirror)
            lines += [f"{kind} [signed-by={KEYRING}] {mirror} {suite} {COMPONENTS}\n" for kind in kinds]
        (self._state / "sources.list").write_text("".join(lines))
        try:
            self._apt("apt-get", "update", "--quiet", "--error-on=any")
        except CannotBuild as error:
            if not has_lists:
                raise
            print(f"image: the mirror cannot be asked for newer packages, going on with those in .cache: {error}")
            return
        updated.write_text(wanted)

    def _apt(self, *words, folder=None):
        environment = {**os.environ, "APT_CONFIG": str(self._state / "apt.conf"), "LC_ALL": "C"}
        return run(*words, folder=folder, environment=environment)
