"""A kernel from Debian, and which of its modules a board takes along."""

import lzma
import re
import shutil

from commands import CannotBuild, find, run

_INDEXES = ("modules.order", "modules.builtin", "modules.builtin.modinfo")
# What busybox's modprobe reads, and what a kernel's own tools make of it in addition.
_KEPT_INDEXES = {"modules.dep", "modules.alias", "modules.symbols", "modules.builtin"}


class Kernel:
    """The unpacked packages of one kernel."""

    def __init__(self, packages):
        self.packages = packages
        self.folder = packages[0].folder
        # Debian 13 has its modules below usr/lib; the tools look for them below lib.
        if not (self.folder / "lib").exists():
            (self.folder / "lib").symlink_to("usr/lib")
        self.release = next((self.folder / "lib/modules").iterdir()).name
        self.modules = self.folder / "lib/modules" / self.release
        if not (self.modules / "modules.dep").exists():
            run(find("depmod"), "-b", self.folder, self.release)

    def compressed_image(self):
        """What boards boot, as gzip: that is all that their firmware can unpack. It is half of a card's files."""
        places = (self.folder / "boot" / f"vmlinuz-{self.release}", self.modules / "vmlinuz")
        image = next(place for place in places if place.exists())
        kept = image.with_name(image.name + ".packed")
        if not kept.exists():
            fresh = kept.with_suffix(".new")
            fresh.write_bytes(run("libdeflate-gzip", "-12", "-c", image, text=False))
            fresh.rename(kept)
        return kept

    def device_trees(self):
        """The folder with the descriptions of boards."""
        places = (self.folder / "usr/lib" / f"linux-image-{self.release}", self.modules / "dtb")
        return next(place for place in places if place.is_dir())

    def copy_modules(self, names, root):
        """Copies the named modules, unpacked, with all that they depend on."""
        target = root / "usr/lib/modules" / self.release
        for name in names:
            for file in self._plan(name):
                place = target / file.relative_to(self.modules)
                place = place.with_suffix("") if place.suffix == ".xz" else place
                place.parent.mkdir(parents=True, exist_ok=True)
                if not place.exists():
                    place.write_bytes(_unpacked(file))

    def index_modules(self, root):
        """Lists the modules in the folder for modprobe."""
        target = root / "usr/lib/modules" / self.release
        for index in _INDEXES:
            shutil.copy(self.modules / index, target)
        run(find("depmod"), "-b", root / "usr", self.release)
        for index in target.glob("modules.*"):
            if index.name not in _KEPT_INDEXES:
                index.unlink()

    def _plan(self, name):
        plan = run(find("modprobe"), "-d", self.folder, "-S", self.release, "--show-depends", name)
        found = re.findall(r"^(builtin|insmod) (.*\S)", plan, re.MULTILINE)
        if not found:
            raise CannotBuild(f"kernel {self.release} has no module {name}")
        # The folder's own path may hold blanks; behind a module's stand options, and its own has none.
        return [self.modules / path.rpartition(f"/{self.release}/")[2].split()[0] for kind, path in found if kind == "insmod"]


def _unpacked(file):
    content = file.read_bytes()
    return lzma.decompress(content) if file.suffix == ".xz" else content
