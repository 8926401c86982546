"""The whole system as a folder: Debian's programs and libraries, the board's modules, our scripts, and Martlet."""

import re
import shutil

from commands import CannotBuild, run
from recipe import BOARDS, COMMON

_FOLDERS = ("boot", "dev", "proc", "run", "sys", "tmp", "root", "etc", "usr/bin", "usr/lib", "usr/lib/dhcpcd", "var/lib/dhcpcd")
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
        self.add_files(recipe["files"])
        for line in recipe["programs"]:
            package, path = line.split()
            self._copy(self._packages[package], path, "usr/bin/" + path.rsplit("/", 1)[1])
        shutil.copy(firmware, self.folder / "usr/bin/martlet")
        self._add_libraries()
        modules = [*recipe["first-modules"], *recipe["modules"], *recipe["wifi-modules"]]
        kernel.copy_modules(modules, self.folder)
        self._use(kernel.packages)
        shutil.copytree(COMMON / "root", self.folder, dirs_exist_ok=True, symlinks=True)
        if (recipe.folder / "root").is_dir():
            shutil.copytree(recipe.folder / "root", self.folder, dirs_exist_ok=True, symlinks=True)
        own = self.folder / "etc/martlet"
        own.mkdir(exist_ok=True)
        shutil.copy(recipe.folder / "martlet.conf", own / "board.conf")
        (own / "first-modules").write_text("\n".join([*recipe["first-modules"], ""]))
        (own / "built").write_text(f"{epoch}\n")
        self._keep_wifi_apart(recipe["wifi-modules"])

    def add_files(self, lines):
        """Copies files as `PACKAGE PATH [PLACE]` names them; the path may hold wildcards."""
        for line in lines:
            name, path, *place = line.split()
            package = self._packages.get(name)
            if package is None:
                raise CannotBuild(f"`{line}` asks for a package that `packages` does not list")
            for file in matching(package, path, line):
                self._copy(package, str(file.relative_to(package.folder)), *place)

    def _use(self, packages):
        self.used.update({package.name: package for package in packages})

    def _copy(self, package, path, place=None):
        source, target = package.folder / path, self.folder / (place or path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not source.exists():
            raise CannotBuild(f"package {package.name} {package.version} has no file {path}")
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
        self._use([package])

    def _add_busybox(self, applets):
        self._copy(self._packages["busybox-static"], "usr/bin/busybox")
        known = _applets((self.folder / "usr/bin/busybox").read_bytes())
        for name in applets:
            if name not in known:
                raise CannotBuild(f"Debian's busybox-static has no applet {name}")
            (self.folder / "usr/bin" / name).symlink_to("busybox")

    def _add_libraries(self):
        """The libraries that the programs need, and that these need; each from the package that has it."""
        self._copy(self._packages["libc6"], f"{_LIBRARIES}/{_LOADER}", f"usr/lib/{_LOADER}")
        found = {_LOADER}
        waiting = [file for file in (self.folder / "usr/bin").iterdir() if not file.is_symlink()]
        while waiting:
            program = waiting.pop()
            listed = run("readelf", "--dynamic", "--wide", program)
            for name in sorted(set(re.findall(r"\(NEEDED\).*\[(\S+)\]", listed)) - found):
                owner = next((package for package in self._packages.values()
                              if (package.folder / _LIBRARIES / name).exists()), None)
                if owner is None:
                    raise CannotBuild(f"{program.name} needs {name}; `packages` must list the package that has it")
                self._copy(owner, f"{_LIBRARIES}/{name}")
                found.add(name)
                waiting.append(self.folder / _LIBRARIES / name)

    def _keep_wifi_apart(self, modules):
        """Has no radio driver loaded before settings ask for WiFi; lists what is of no use without it."""
        names = [name.replace("-", "_") for name in modules]
        folder = self.folder / "etc/modprobe.d"
        folder.mkdir(exist_ok=True)
        (folder / "wifi.conf").write_text("".join(f"blacklist {name}\n" for name in names))


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
