"""The whole system as a folder: Debian's programs and libraries, the board's modules, our scripts, and Martlet."""

import os
import re
import shutil
from pathlib import Path

from commands import CannotBuild, run
from recipe import COMMON

_FOLDERS = ("boot", "dev", "proc", "run", "sys", "tmp", "root", "etc/martlet", "etc/modprobe.d", "usr/bin", "usr/lib",
            "usr/lib/dhcpcd", "var/lib/dhcpcd")
# As in Debian; that all programs are in one folder makes the links of busybox simple.
_LINKS = {"bin": "usr/bin", "sbin": "usr/bin", "lib": "usr/lib", "usr/sbin": "bin", "var/run": "../run"}
_LIBRARIES = "usr/lib/aarch64-linux-gnu"
_LOADER = "ld-linux-aarch64.so.1"


class Root:
    """The folder while it is filled; `used` are the packages that something was taken from."""

    def __init__(self, folder, packages):
        self.folder = folder
        self.used = {}
        self._packages = {package.name: package for package in packages}
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True)
        for name, aim in _LINKS.items():
            (folder / name).symlink_to(aim)

    def fill(self, recipe, kernel, firmware, epoch):
        """Puts everything in."""
        self._add_busybox(recipe["applets"])
        shutil.copy(firmware, self.folder / "usr/bin/martlet")
        self._add(recipe["programs"], recipe["files"])
        kernel.copy_modules([*recipe["first-modules"], *recipe["modules"]], self.folder)
        for package in kernel.packages:
            self.used[package.name] = package
        without_wifi = self._files()
        self._add(recipe["wifi-programs"], recipe["wifi-files"])
        kernel.copy_modules(recipe["wifi-modules"], self.folder)
        kernel.index_modules(self.folder)
        wifi = sorted(name for name in self._files() - without_wifi if "/modules." not in name)
        self._write("etc/martlet/wifi-files", wifi)
        # No radio's driver is loaded before the settings ask for WiFi, whoever else asks for it.
        drivers = [Path(name).stem.replace("-", "_") for name in wifi if name.endswith(".ko")]
        self._write("etc/modprobe.d/wifi.conf", [f"blacklist {name}" for name in drivers])
        self._write("etc/martlet/first-modules", recipe["first-modules"])
        self._write("etc/martlet/built", [epoch])
        shutil.copy(recipe.folder / "martlet.conf", self.folder / "etc/martlet/board.conf")
        for scripts in (COMMON / "root", recipe.folder / "root"):
            if scripts.is_dir():
                shutil.copytree(scripts, self.folder, dirs_exist_ok=True, symlinks=True)

    def _add(self, programs, files):
        """Copies what lines name as `PACKAGE PATH`, where the path may hold wildcards, or `PACKAGE PATH PLACE`."""
        for line in programs:
            self._copy_matching(line, "usr/bin")
        for line in files:
            self._copy_matching(line)
        self._add_libraries()

    def _copy_matching(self, line, folder=None):
        name, path, *place = line.split()
        if name not in self._packages:
            raise CannotBuild(f"`{line}` asks for a package that `packages` does not list")
        package = self._packages[name]
        for file in matching(package, path, line):
            inside = str(file.relative_to(package.folder))
            self._copy(package, inside, place[0] if place else f"{folder}/{file.name}" if folder else inside)

    def _copy(self, package, path, place):
        source, target = package.folder / path, self.folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        self.used[package.name] = package
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        elif source.is_symlink() and path == place:
            target.unlink(missing_ok=True)
            target.symlink_to(source.readlink())
            aim = os.path.normpath(Path(path).parent / source.readlink())
            self._copy(package, aim, aim)
        else:
            shutil.copy(source, target)

    def _add_busybox(self, applets):
        self._copy_matching("busybox-static usr/bin/busybox")
        known = _applets((self.folder / "usr/bin/busybox").read_bytes())
        for name in applets:
            if name not in known:
                raise CannotBuild(f"Debian's busybox-static has no applet {name}")
            (self.folder / "usr/bin" / name).symlink_to("busybox")

    def _add_libraries(self):
        """The libraries that the programs need, and that these need; each from the package that has it."""
        self._copy(self._packages["libc6"], f"{_LIBRARIES}/{_LOADER}", f"usr/lib/{_LOADER}")
        found = {_LOADER}
        waiting = [file for file in sorted((self.folder / "usr/bin").iterdir()) if not file.is_symlink()]
        while waiting:
            program = waiting.pop()
            listed = run("readelf", "--dynamic", "--wide", program)
            for name in sorted(set(re.findall(r"\(NEEDED\).*\[(\S+)\]", listed)) - found):
                path = f"{_LIBRARIES}/{name}"
                owner = next((package for package in self._packages.values() if (package.folder / path).exists()), None)
                if owner is None:
                    raise CannotBuild(f"{program.name} needs {name}; `packages` must list the package that has it")
                self._copy(owner, path, path)
                found.add(name)
                waiting.append(self.folder / path)

    def _files(self):
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if not path.is_dir()}

    def _write(self, name, lines):
        (self.folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def matching(package, path, line):
    """The files of a package that fit a path with wildcards; at least one."""
    found = sorted(package.folder.glob(path))
    if not found:
        raise CannotBuild(f"`{line}`: package {package.name} {package.version} has no such file")
    return found


def _applets(program):
    """The names that a busybox answers to: they stand in a row in the program, in order, each ended by a zero byte."""
    row = re.search(rb"(\[\0\[\[\0(?:[a-z][\w.-]*\0)+)", program)
    if not row:
        raise CannotBuild("the names of busybox's applets are not where they always were")
    return {name.decode() for name in row[1].split(b"\0") if name}
