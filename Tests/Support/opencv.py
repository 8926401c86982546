"""OpenCV as people have it: out of PyPI, fetched once, and kept in the checkout. NumPy is the system's."""

import hashlib
import subprocess
import sys
import unittest
from pathlib import Path

_PINNED = Path(__file__).resolve().with_suffix(".txt")
_CACHE = Path(__file__).resolve().parents[2] / ".cache/python"


def library():
    """The folder that a program finds `cv2` in; without it the test is reported as not run."""
    kept = _CACHE / hashlib.sha256(_PINNED.read_bytes()).hexdigest()[:16]
    if not kept.exists():
        fresh = kept.with_suffix(".new")
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--no-cache-dir",
             "--disable-pip-version-check", "--root-user-action=ignore", "--upgrade", "--target", fresh, "-r", _PINNED],
            capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise unittest.SkipTest(f"OpenCV cannot be fetched: {done.stderr}")
        fresh.rename(kept)
    return kept
