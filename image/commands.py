"""Runs programs of this machine, and tells in one line what went wrong."""

import shutil
import subprocess


class CannotBuild(Exception):
    """The image cannot be made; the message says why and what to do."""


def run(*words, folder=None, environment=None, text=True):
    """Runs a program to its end and returns its output; throws CannotBuild with its errors if it fails."""
    words = [str(find(words[0])), *map(str, words[1:])]
    try:
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=text, check=True)
    except subprocess.CalledProcessError as error:
        said = error.stderr or error.stdout
        said = said if text else said.decode(errors="replace")
        raise CannotBuild(f"{words[0]} failed: {said.strip()}") from error
    return done.stdout


def find(program):
    """The path of a program, looked for in the folders of the system administrator too."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        raise CannotBuild(f"{program} is missing: `make setup-image` installs it")
    return found
