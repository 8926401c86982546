"""Motion as a consumer."""

import signal
import subprocess

from interop_case import InteropCase
from unpacked import unpacked

SETTINGS = """daemon off
setup_mode off
target_dir {folder}
netcam_url {url}/stream
{login}
width 1280
height 720
framerate 30
emulate_motion on
picture_output on
picture_filename %v-%q-%H%M%S
movie_output off
text_right
webcontrol_port 0
stream_port 0
"""
# It saves many twice, the more the busier the machine is: fewer are different.
SAVED, ENOUGH = 20, 5


class Motion(InteropCase):
    """It fetches from a network camera, and saves what it takes for motion, which is told to be everything."""

    def setUp(self):
        # Before the clock of the test runs.
        self.program = unpacked("usr/bin/motion", "motion")
        super().setUp()

    def test_netcam(self):
        """Motion saves the pictures of netcam_url"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                folder = self.new_folder()
                settings = self.folder / "motion.conf"
                login = "netcam_userpass " + ":".join(site.login) if site.login else ""
                settings.write_text(SETTINGS.format(folder=folder, url=site.url, login=login), encoding="utf-8")
                with (self.folder / "log").open("w+") as log, subprocess.Popen(
                        [self.program, "-n", "-c", settings], stdin=subprocess.DEVNULL, stdout=log, stderr=log) as motion:
                    try:
                        self.wait_until("Motion has saved enough", lambda: len(list(folder.iterdir())) >= SAVED, 20)
                        # It writes what it has begun.
                        motion.send_signal(signal.SIGINT)
                        motion.wait(10)
                    finally:
                        motion.kill()
                self.count_jpegs(str(site), [file.read_bytes() for file in folder.iterdir()], ENOUGH)
