"""Packs a folder as the archive that a kernel unpacks at boot (cpio, form "newc"), the same bytes every time."""

import stat
from pathlib import Path

_BLOCK = 4


def pack(root, target, epoch):
    """Writes all that is below `root`, as root's, and as of `epoch`. An executable file stays one; nothing else of its mode is kept."""
    root = Path(root)
    with open(target, "wb") as archive:
        for number, path in enumerate(sorted(root.rglob("*"), key=lambda path: str(path).encode()), 1):
            archive.write(_entry(path, str(path.relative_to(root)), number, epoch))
        archive.write(_record("TRAILER!!!", 0, 0, b"", 0))


def _entry(path, name, number, epoch):
    if path.is_symlink():
        return _record(name, number, stat.S_IFLNK | 0o777, str(path.readlink()).encode(), epoch)
    if path.is_dir():
        return _record(name, number, stat.S_IFDIR | 0o755, b"", epoch)
    mode = 0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644
    return _record(name, number, stat.S_IFREG | mode, path.read_bytes(), epoch)


def _record(name, number, mode, content, epoch):
    links = 2 if stat.S_ISDIR(mode) else 1
    encoded = name.encode() + b"\0"
    # inode, mode, user, group, links, time, size, device (2), device of a special file (2), length of the name, check
    fields = (number, mode, 0, 0, links, epoch, len(content), 0, 0, 0, 0, len(encoded), 0)
    head = b"070701" + b"".join(b"%08X" % field for field in fields) + encoded
    return _padded(head) + _padded(content)


def _padded(text):
    return text + bytes(-len(text) % _BLOCK)
