"""Hides from a program how much room its peers' kernels have: it then sends a picture whenever there is one."""

from pathlib import Path

from compiled import compiled

_SOURCE = Path(__file__).resolve().with_suffix(".c")


def library():
    """The path of the library to be preloaded."""
    return compiled(_SOURCE, "hidden_window.so", "-shared", "-fPIC")
