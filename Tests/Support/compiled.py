"""What the tests need in C: compiled when first needed, and again when its source has changed."""

import shutil
import subprocess
import unittest
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / ".build/tests"


def compiled(source, name, *options):
    """The path of what gcc makes of the source with these options; without gcc the test is reported as not run."""
    target = _FOLDER / name
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        if not shutil.which("gcc"):
            raise unittest.SkipTest("gcc is missing")
        _FOLDER.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        done = subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", fresh, source, *options],
                              capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise AssertionError(f"{source.name} cannot be compiled: {done.stderr}")
        fresh.rename(target)
    return target
