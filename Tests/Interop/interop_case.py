"""What the interop tests have in common: a Martlet open to everybody and one with a password, and counting pictures."""

import os
import subprocess
import tempfile
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import strict_jpeg
from case import EndToEndCase, require

USER = "any"
# With a space, so that it shows which clients take it by its escape in an address.
PASSWORD = "correct horse"
SIZE = (1280, 720)


@dataclass(frozen=True)
class Site:
    """Where a Martlet is, without a slash at the end, and what it asks for: user and password, or nothing."""

    url: str
    login: tuple = ()

    @property
    def url_with_login(self):
        """The address of those clients that take a password there."""
        if not self.login:
            return self.url
        user, password = map(urllib.parse.quote, self.login)
        return self.url.replace("://", f"://{user}:{password}@")

    def __str__(self):
        return "with a password" if self.login else "open"


class InteropCase(EndToEndCase):
    """A test of one client."""

    # A dozen runs of a program, beside whatever else computes.
    longest_seconds = 180

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="martlet-interop-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def open_site(self):
        """A Martlet that everybody may watch."""
        return Site(self.start().url)

    def closed_site(self):
        """A Martlet that asks for the password."""
        password = self.folder / "password"
        password.write_text(PASSWORD + "\n", encoding="utf-8")
        return Site(self.start("--password-file", password).url, (USER, PASSWORD))

    def sites(self):
        """Both."""
        return [self.open_site(), self.closed_site()]

    def run_client(self, program, *arguments, status=0, variables=None):
        """Runs a client to its end, in a home of its own; gives its standard output, and its standard error as text."""
        done = subprocess.run([require(program), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=30, env={**os.environ, "HOME": str(self.folder), **(variables or {})})
        said = done.stderr.decode(errors="replace")
        self.assertEqual(done.returncode, status, f"{program}: {said}")
        return done.stdout, said

    def count(self, what, pictures, least):
        """Notes how many different pictures these are, which may be their digests: the test pattern always moves."""
        self.assertGreaterEqual(len(set(pictures)), least, f"{what}: of {len(pictures)} pictures")
        self.note(f"{what} {len(set(pictures))}")

    def count_jpegs(self, what, pictures, least):
        """The same of JPEGs, each of which decodes without a warning and has the size."""
        self.assert_clean(pictures, SIZE)
        self.count(what, [decoded.digest for decoded in strict_jpeg.decode(pictures)], least)

    def new_folder(self):
        """An empty folder that anybody may write to."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        self.folder.chmod(0o755)
        folder.chmod(0o777)
        return folder
