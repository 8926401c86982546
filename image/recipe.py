"""What goes into an image: board/common/image.toml, and what a board's own board.toml adds to it."""

import tomllib
from pathlib import Path

from commands import CannotBuild

BOARDS = Path(__file__).resolve().parent.parent / "board"
COMMON = BOARDS / "common"
_LISTS = ("packages", "programs", "files", "applets", "first-modules", "modules", "card", "wifi-programs",
          "wifi-files", "wifi-modules")
_WORDS = ("suite", "kernel", "initramfs")


class Recipe:
    """The two files as one. Lists of the board are added to the common ones."""

    def __init__(self, board):
        self.board = board
        self.folder = BOARDS / board
        if not (self.folder / "board.toml").is_file():
            known = " ".join(sorted(path.parent.name for path in BOARDS.glob("*/board.toml")))
            raise CannotBuild(f"there is no board/{board}/board.toml; BOARD is one of: {known}")
        common, own = _read(COMMON / "image.toml"), _read(self.folder / "board.toml")
        for word in _WORDS:
            if word not in own:
                raise CannotBuild(f"board/{board}/board.toml lacks `{word}`; board/README.md says what it takes")
        self.suite, self.kernel, self.initramfs = (own[word] for word in _WORDS)
        self.lists = {name: common.get(name, []) + own.get(name, []) for name in _LISTS}

    def __getitem__(self, name):
        return self.lists[name]


def _read(path):
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CannotBuild(f"{path.relative_to(BOARDS.parent)}: {error}") from error
    unknown = set(content) - set(_LISTS) - set(_WORDS)
    if unknown:
        known = ", ".join((*_WORDS, *_LISTS))
        raise CannotBuild(f"{path.relative_to(BOARDS.parent)}: `{min(unknown)}` is unknown; it takes {known}")
    return content
