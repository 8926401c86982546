"""Runs programs of the host, and tells when one is missing."""

import shutil
import subprocess
import unittest


class NotReady(unittest.SkipTest):
    """The lab cannot run here; the message says what is missing. A test that throws it is reported as not run."""


def run(*words, folder=None):
    """Runs a program to its end and returns its output as text; throws NotReady with its errors if it fails."""
    try:
        done = subprocess.run([str(word) for word in words], cwd=folder, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise NotReady(f"{words[0]} is missing") from error
    except subprocess.CalledProcessError as error:
        raise NotReady(f"{words[0]} failed: {error.stderr.strip() or error.stdout.strip()}") from error
    return done.stdout


def require(*programs):
    """Throws NotReady with the names of the programs that are not installed."""
    missing = [program for program in programs if not find(program)]
    if missing:
        raise NotReady(f"missing: {', '.join(missing)} (Tests/Lab/packages.txt lists the packages)")


def find(program):
    """The path of a program, looked for in the folders of the system administrator too; None if there is none."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
