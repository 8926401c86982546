"""The names that other camera servers gave their streams and snapshots, and the first client of this project."""

from itertools import islice

from clients import search_for_mark
from interop_case import InteropCase

STREAMS = ("/stream", "/?action=stream", "/axis-cgi/mjpg/video.cgi?resolution=1280x720")
SNAPSHOTS = ("/snapshot", "/snapshot.jpg", "/?action=snapshot", "/axis-cgi/jpg/image.cgi?resolution=1280x720")


class Names(InteropCase):
    """README's table of paths."""

    def test_names(self):
        """each name of /stream and of /snapshot answers HEAD, and GET with pictures"""
        daemon = self.start()
        for target in STREAMS:
            with self.subTest(target), self.view(daemon, target) as viewer:
                self.assertEqual(daemon.get(target, "HEAD").fields["content-type"], viewer.head.fields["content-type"])
                self.count_jpegs(target, [part.data for part in viewer.take(5)], 5)
        for target in SNAPSHOTS:
            with self.subTest(target):
                self.assertEqual(daemon.get(target, "HEAD").fields["content-type"], "image/jpeg")
                self.count_jpegs(target, [daemon.get(target).body], 1)

    def test_first_client(self):
        """the first client of this project reads /video_feed"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                self.count_jpegs(str(site), list(islice(search_for_mark(site.url_with_login + "/video_feed"), 10)), 10)
