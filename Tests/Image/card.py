"""A card: a copy of a finished image, whose FAT partition is read and written as a person's computer would."""

import re
import subprocess
from pathlib import Path

PARTITION_BYTES = 1 << 20  # where the partition begins
_HARMLESS = re.compile(r"fsck\.fat |Dirty bit is set|\s*Automatically removing dirty bit|Leaving filesystem unchanged"
                       r"|.*: \d+ files, \d+/\d+ clusters|\s*$|There are differences between boot sector|This is mostly"
                       r"|\s+\d+:\w\w/\w\w|\s*Not automatically fixing this")


class Card:
    """One file that an emulated board has for its card."""

    def __init__(self, image, folder, name="card.img"):
        self.path = Path(folder) / name
        # Where nothing is written no room is taken.
        subprocess.run(["cp", "--sparse=always", image, self.path], check=True)

    def write(self, name, content):
        """Puts a file in the place of another."""
        self._run("mcopy", "-o", "-", f"::{name}", input=content)

    def read(self, name):
        """The content of a file."""
        return self._run("mtype", f"::{name}")

    def remove(self, name):
        """Deletes a file."""
        self._run("mdel", f"::{name}")

    def names(self):
        """The names of all files."""
        return self._run("mdir", "-b", "::").decode().replace("::/", "").split()

    def written(self):
        """When it was last written to, by whomever."""
        return self.path.stat().st_mtime_ns

    def check(self):
        """What fsck finds wrong with the file system, if anything; the card is not changed.

        That it was not unmounted is no fault: whoever mounts it for writing says so until it is unmounted.
        """
        partition = self.path.with_suffix(".fat")
        with open(self.path, "rb") as card, open(partition, "wb") as copy:
            card.seek(PARTITION_BYTES)
            copy.write(card.read())
        done = subprocess.run(["fsck.vfat", "-n", partition], capture_output=True, text=True, check=False)
        partition.unlink()
        return "".join(line for line in done.stdout.splitlines(keepends=True) if not _HARMLESS.match(line))

    def _run(self, program, *arguments, **options):
        words = [program, "-i", f"{self.path}@@{PARTITION_BYTES}", *arguments]
        return subprocess.run(words, check=True, capture_output=True, **options).stdout
