"""Programs that others wrote."""

import subprocess

from case import EndToEndCase, require


class Programs(EndToEndCase):
    """ffmpeg, curl and wget."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start()

    def test_ffmpeg(self):
        """ffmpeg reads ten different pictures of /stream and /video_feed, told their format or not, without a word"""
        for path in ("/stream", "/video_feed"):
            for told in (["-f", "mpjpeg"], []):
                with self.subTest(path, told=told):
                    output = self.check(
                        "ffmpeg", "-nostdin", "-v", "warning", *told, "-i", self.daemon.url + path,
                        "-map", "0:v", "-fps_mode", "passthrough", "-frames:v", "10", "-f", "framemd5", "-")
                    lines = [line for line in output.decode().splitlines() if not line.startswith("#")]
                    self.assertEqual(len({line.rpartition(",")[2] for line in lines}), 10, output)

    def test_curl(self):
        """curl gets a snapshot, and a stream of three pictures to its end"""
        self.assert_clean([self.check("curl", "-sS", "--fail", self.daemon.url + "/snapshot")])
        stream = self.check("curl", "-sS", "--fail", self.daemon.url + "/stream?frames=3")
        self.assertTrue(stream.endswith(b"\r\n--frame--\r\n"))

    def test_curl_switch(self):
        """curl switches the stream off and on"""
        for word, state in (("off", "paused"), ("on", "streaming")):
            said = self.check("curl", "-sS", "--fail", "-X", "PUT", "--data", word, self.daemon.url + "/streaming")
            self.assertEqual((said.decode(), self.daemon.state()["state"]), (word + "\n", state))

    def test_wget(self):
        """wget gets a snapshot"""
        self.assert_clean([self.check("wget", "-q", "-O", "-", self.daemon.url + "/snapshot")])

    def check(self, program, *arguments):
        """The standard output of a program that ends with 0 and writes nothing to standard error."""
        done = subprocess.run([require(program), *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=40)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        return done.stdout
