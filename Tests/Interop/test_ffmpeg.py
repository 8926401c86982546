"""FFmpeg's programs, and Frigate, which starts them."""

import re
from itertools import islice

from clients import read_length
from interop_case import InteropCase

# What Frigate's preset-http-mjpeg-generic stands for, and how it scales and hands over what it detects in.
FRIGATE_INPUT = ("-user_agent FFmpeg -avoid_negative_ts make_zero -fflags nobuffer -flags low_delay -strict experimental "
                 "-fflags +genpts+discardcorrupt -use_wallclock_as_timestamps 1").split()
FRIGATE_OUTPUT = "-r 5 -vf fps=5,scale=640:360 -threads 2 -f rawvideo -pix_fmt yuv420p".split()
FRIGATE_BYTES = 640 * 360 * 3 // 2
SHOWN = re.compile(r" n: *\d+ .* checksum:([0-9A-F]{8}) ")


class FFmpeg(InteropCase):
    """ffmpeg, ffplay, and what runs ffmpeg."""

    def test_ffmpeg(self):
        """ffmpeg reads /stream and /video_feed, told their format or not, and /snapshot, without a word"""
        for site in self.sites():
            for path, told, count in (("/stream", [], 10), ("/stream", ["-f", "mpjpeg"], 10), ("/video_feed", [], 10),
                                      ("/video_feed", ["-f", "mpjpeg"], 10), ("/snapshot", [], 1)):
                with self.subTest(path, told=told, site=str(site)):
                    output, said = self.run_client(
                        "ffmpeg", "-nostdin", "-v", "warning", *told, "-i", site.url_with_login + path, "-map", "0:v",
                        "-fps_mode", "passthrough", "-frames:v", count, "-f", "framemd5", "-")
                    self.assertEqual(said, "")
                    lines = [line for line in output.decode().splitlines() if not line.startswith("#")]
                    self.count(path, [line.rpartition(",")[2] for line in lines], count)

    def test_ffplay(self):
        """ffplay shows /stream"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                _, said = self.run_client(
                    "ffplay", "-hide_banner", "-autoexit", "-an", "-vf", "showinfo",
                    site.url_with_login + "/stream?frames=20", variables={"SDL_VIDEODRIVER": "dummy"})
                self.count(str(site), SHOWN.findall(said), 10)

    def test_frigate(self):
        """Frigate's ffmpeg gives it five pictures a second of /stream, and its go2rtc finds lengths there"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                output, _ = self.run_client(
                    "ffmpeg", "-nostdin", "-v", "warning", *FRIGATE_INPUT, "-i", site.url_with_login + "/stream",
                    *FRIGATE_OUTPUT, "-frames:v", 10, "pipe:")
                self.assertEqual(len(output), 10 * FRIGATE_BYTES)
                pictures = [output[at:at + FRIGATE_BYTES] for at in range(0, len(output), FRIGATE_BYTES)]
                self.count(f"ffmpeg {site}", pictures, 5)
        self.count_jpegs("by length", list(islice(read_length(self.open_site().url + "/stream"), 10)), 10)
