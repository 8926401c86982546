"""The card: one FAT32 partition, made without mounting anything, the same bytes every time."""

import os
import struct

from commands import CannotBuild, run

LABEL = "MARTLET"
MEBIBYTE = 1 << 20
SECTOR = 512
# Windows and the boards' firmware take a FAT32 partition of this type; the signature is any number that stays.
_TYPE, _SIGNATURE = 0x0C, 0x4D415254
_VOLUME = "4D41524C"


def write(files, image, size_mebibytes, epoch):
    """Writes the image of a card with these files, which are a folder's; the partition begins after 1 MiB."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "TZ": "UTC", "MTOOLS_SKIP_CHECK": "1", "LC_ALL": "C"}
    partition = image.with_suffix(".partition")
    sectors = (size_mebibytes - 1) * MEBIBYTE // SECTOR
    listed = sorted(files.iterdir(), key=lambda path: path.name.encode())
    needed = sum(path.stat().st_size for path in listed)
    if needed > (size_mebibytes - 4) * MEBIBYTE:
        raise CannotBuild(f"{needed / MEBIBYTE:.1f} MiB of files do not fit on a card image of {size_mebibytes} MiB")
    try:
        with open(partition, "wb") as file:
            file.truncate(sectors * SECTOR)
        run("mkdosfs", "--invariant", "-F", "32", "-s", "1", "-h", str(MEBIBYTE // SECTOR), "-i", _VOLUME, "-n", LABEL,
            partition, environment=environment)
        for path in listed:
            os.utime(path, (epoch, epoch))
        run("mcopy", "-m", "-i", partition, *listed, "::", environment=environment)
        with open(image, "wb") as file:
            file.write(_boot_record(sectors))
            file.seek(MEBIBYTE)
            file.write(partition.read_bytes())
    finally:
        partition.unlink(missing_ok=True)


def _boot_record(sectors):
    """The first sector: one partition, marked as the one to boot from; its place is told in sectors alone."""
    beyond = b"\xfe\xff\xff"
    entry = b"\x80" + beyond + bytes([_TYPE]) + beyond + struct.pack("<II", MEBIBYTE // SECTOR, sectors)
    return bytes(440) + struct.pack("<IH", _SIGNATURE, 0) + entry + bytes(3 * 16) + b"\x55\xaa"
