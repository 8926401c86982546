"""A camera that refuses one call, for a program that is not to know: what the preloaded refusing_camera.c needs."""

import os
from pathlib import Path

from compiled import compiled

_SOURCE = Path(__file__).resolve().with_suffix(".c")


def environment(path, call, code, is_receiver=False):
    """The variables by which a program finds at `path` a camera that refuses `call` with the errno `code`."""
    library = compiled(_SOURCE, "refusing_camera.so", "-shared", "-fPIC")
    variables = {**os.environ, "LD_PRELOAD": str(library), "TEST_CAMERA": str(path), "TEST_REFUSAL": f"{call} {code}"}
    return {**variables, "TEST_RECEIVER": "1"} if is_receiver else variables
