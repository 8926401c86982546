"""GStreamer."""

from interop_case import SIZE, InteropCase


class GStreamer(InteropCase):
    """gst-launch-1.0 with the elements that people use."""

    def test_reads(self):
        """souphttpsrc ! multipartdemux ! jpegdec decodes /stream, and without multipartdemux /snapshot"""
        for site in self.sites():
            for path, demux, count in (("/stream?frames=10", ["multipartdemux", "!"], 10), ("/snapshot", [], 1)):
                with self.subTest(path, site=str(site)):
                    folder = self.new_folder()
                    login = [f"user-id={site.login[0]}", f"user-pw={site.login[1]}"] if site.login else []
                    self.run_client(
                        "gst-launch-1.0", "-q", "souphttpsrc", f"location={site.url}{path}", *login, "!", *demux, "jpegdec",
                        "!", "videoconvert", "!", "video/x-raw,format=GRAY8", "!", "multifilesink", f"location={folder}/%d")
                    pictures = [file.read_bytes() for file in folder.iterdir()]
                    self.assertEqual({len(picture) for picture in pictures}, {SIZE[0] * SIZE[1]})
                    self.count(path, pictures, count)
