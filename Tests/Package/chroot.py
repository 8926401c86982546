"""A minimal Debian in a folder, in which packages are installed and run for good."""

import contextlib
import hashlib
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from commands import run

CHECKOUT = Path(__file__).resolve().parents[2]
CACHE = CHECKOUT / ".cache" / "package"
# Without systemd itself, which starts nothing in a chroot.
PACKAGE = "systemd-standalone-sysusers"
LEFT_OUT = 'rm -rf "$1"/usr/share/doc/* "$1"/usr/share/locale "$1"/usr/share/man/*'
_ADDRESS = re.compile(r"martlet: http://([0-9.]+):(\d+)/\n")


def fetch(suite, architecture):
    """The archive of such a Debian, from the cache if it is there."""
    archive = CACHE / f"{suite}-{architecture}.tar"
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = archive.with_suffix(".new.tar")
        mirror = run(CHECKOUT / "tools/mirror", suite).strip()
        run("mmdebstrap", "--quiet", "--mode=root", "--variant=essential", f"--architectures={architecture}",
            f"--include={PACKAGE}", f"--customize-hook={LEFT_OUT}", suite, fresh, mirror)
        fresh.rename(archive)
    return archive


class Chroot:
    """One of them, unpacked anew. Every process in it ends with the call that started it."""

    def __init__(self, suite, architecture):
        archive = fetch(suite, architecture)
        self.root = Path(tempfile.mkdtemp(prefix="martlet-package-"))
        run("tar", "-xf", archive, "-C", self.root)

    def close(self):
        """Leaves nothing of it."""
        shutil.rmtree(self.root)

    def run(self, *words):
        """Runs a program in it that must succeed, and returns what it has said."""
        done = subprocess.run(self._command(words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(words)} ended with {done.returncode}: {done.stdout}")
        return done.stdout

    def install(self, package):
        """Installs a package file, or puts it in the place of the version that is there; settings of its user stay."""
        shutil.copy(package, self.root / "root")
        return self.run("dpkg", "--force-confold", "-i", f"/root/{Path(package).name}")

    @contextlib.contextmanager
    def serve(self, *arguments):
        """Runs martlet as its own user; gives the address that it tells."""
        words = ("setpriv", "--reuid=martlet", "--regid=martlet", "--clear-groups", "martlet", *arguments)
        with subprocess.Popen(self._command(words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, start_new_session=True) as process:
            try:
                told = select.select([process.stdout], [], [], 30)[0] and process.stdout.readline()
                found = _ADDRESS.fullmatch(told or "")
                if not found:
                    raise AssertionError(f"no address within 30 s, but {told!r}")
                yield found[1], int(found[2])
            finally:
                # All of the group: unshare's own --kill-child is void once the child has become another user.
                os.killpg(process.pid, signal.SIGKILL)

    def read(self, path):
        """The text of a file in it."""
        return (self.root / path.lstrip("/")).read_text(encoding="utf-8")

    def files(self):
        """Everything in it, by path: where a link leads, what a file holds, nothing for a folder."""
        found = {}
        for path in self.root.rglob("*"):
            name = "/" + str(path.relative_to(self.root))
            if path.is_symlink():
                found[name] = str(path.readlink())
            elif path.is_file():
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                found[name] = ""
        return found

    def _command(self, words):
        return [
            "unshare", "--mount", "--pid", "--fork", "--kill-child", f"--root={self.root}", "--mount-proc",
            "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
            *words,
        ]
