"""What goes wrong: one line, and an exit status of its own."""

import socket

from literal_server import STREAM, LiteralServer
from watch_case import (CANNOT_WRITE, ENDED, HOST_UNKNOWN, NOT_STREAM, REFUSED, UNAUTHORIZED, UNREACHABLE, USAGE,
                        WatchCase)


class FailureTest(WatchCase):
    """Each with its status."""

    def save(self, url, *arguments, **options):
        """Tries to save a picture, of which no file is left."""
        done = self.watch(url, "--save", "a.jpg", *arguments, **options)
        self.assertEqual((self.folder / "a.jpg").exists(), done.returncode == 0)
        return done

    def test_host_unknown(self):
        """a host that nobody knows"""
        self.assert_ended(self.save("http://martlet.invalid/"), HOST_UNKNOWN, "no host is named 'martlet.invalid'")

    def test_refused(self):
        """a port where nobody listens"""
        with socket.socket() as taken:
            # Bound, and never listened at.
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            self.assert_ended(self.save(f"http://127.0.0.1:{port}/"), UNREACHABLE,
                              f"nobody listens at port {port} of '127.0.0.1'")

    def test_password(self):
        """a password that is missing, wrong and right"""
        file = self.folder / "password"
        file.write_text("right\n", encoding="utf-8")
        url = self.start("--password-file", file).url + "/stream"
        for variables in ({}, {"MARTLET_PASSWORD": "wrong"}):
            done = self.save(url, variables=variables)
            self.assertEqual(done.returncode, UNAUTHORIZED)
            self.assertRegex(done.stderr.decode(), r"^martlet-watch: [^\n]*password[^\n]*\n$")
        self.assert_ended(self.save(url, variables={"MARTLET_PASSWORD": "right"}), 0)
        self.assert_ended(self.save(url.replace("//", "//any:right@")), 0)

    def test_not_found(self):
        """an address that the server does not have"""
        self.assert_ended(self.save(self.start().url + "/none"), REFUSED, "the server answered 404 (not found)")

    def test_not_stream(self):
        """something else than pictures"""
        self.assert_ended(self.save(self.start().url + "/state"), NOT_STREAM,
                          "not a stream: got 'application/json', takes multipart/x-mixed-replace or image/jpeg")

    def test_ended(self):
        """a stream that ends before a picture, one that stands still, and one that brings something else"""
        for pieces, closes, options, line in (
                ([(0, b"--b--\r\n")], True, [], "the server ended the stream"),
                ([], False, ["--timeout", "700ms"], "nothing came from the server for 700 ms"),
                ([(0, b"--b\r\n")], False, ["--timeout", "700ms"], "nothing came from the server for 700 ms"),
                ([(0.1, b"--b\r\n\r\n")] * 40, False, ["--timeout", "2s"], "no picture came within 2 s")):
            server = LiteralServer((0, STREAM), *pieces, closes=closes)
            self.addCleanup(server.stop)
            self.assert_ended(self.save(server.url, *options), ENDED, line)

    def test_cannot_write(self):
        """a file that cannot be made"""
        url = self.start().url + "/stream"
        for option, name in (("--save", "none/a.jpg"), ("--record", "none/a.mkv"), ("--record", "none/none/")):
            self.assert_ended(self.watch(url, option, name), CANNOT_WRITE,
                              f"'{name}' cannot be written: No such file or directory")

    def test_usage(self):
        """command lines that are wrong: what is, and what would be right"""
        for arguments, words in (
                ([], "Missing expected argument '<url>'"), (["ftp://host/"], "'ftp' is no scheme for a camera"),
                (["http://host/", "--measure", "30"], "'30' is no time: it takes a number and ms, s, m or h"),
                (["http://host/", "--save", "a", "--pipe"], "--save and --pipe: it takes one of them"),
                (["http://host/", "--record", "a.avi"], "it takes FILE.mkv, FOLDER/ or a pattern")):
            done = self.watch(*arguments, *(["--pipe"] if arguments == ["ftp://host/"] else []))
            self.assertEqual(done.returncode, USAGE)
            self.assertRegex(done.stderr.decode(), r"^martlet-watch: [^\n]+\n$")
            self.assertIn(words, done.stderr.decode())

    def test_help(self):
        """--help: on standard output, with the exit statuses"""
        done = self.watch("--help")
        self.assert_ended(done, 0)
        self.assertIn("  10  there is no display to open a window at", done.stdout.decode())
