"""VLC."""

import os

from daemon import NOBODY
from interop_case import SIZE, InteropCase

# It refuses to run as root.
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else ["env"]


class VLC(InteropCase):
    """The player without a window."""

    def test_plays(self):
        """VLC plays /stream; the pictures are those that it shows"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                folder = self.new_folder()
                self.run_client(
                    *AS_NOBODY, "vlc", "--intf=dummy", "--quiet", "--no-audio", "--vout=dummy", "--video-filter=scene",
                    "--scene-format=jpg", "--scene-ratio=1", f"--scene-path={folder}",
                    # Otherwise those that it writes are as large as its decoder's buffer.
                    f"--scene-width={SIZE[0]}", f"--scene-height={SIZE[1]}",
                    site.url_with_login + "/stream?frames=30", "vlc://quit", variables={"HOME": str(folder)})
                self.count_jpegs(str(site), [file.read_bytes() for file in folder.glob("*.jpg")], 10)
