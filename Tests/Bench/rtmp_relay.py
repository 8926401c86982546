"""nginx with its RTMP module, and the ffmpeg that publishes to it: both end with the `with` block.

Debian's packages, unpacked rather than installed: nginx's would start a service.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import tools
from servers import Failed, end, free_port
from unpacked import unpacked

_READY_SECONDS = 10
_SETTINGS = """
load_module {module};
daemon off;
error_log stderr info;
master_process off;
pid {folder}/pid;
events {{}}
rtmp {{
    access_log off;
    server {{
        listen 127.0.0.1:{port};
        application live {{
            live on;
        }}
    }}
}}
"""


class Relay:
    """nginx on a port of its own, its settings and files in a temporary folder."""

    def __init__(self):
        try:
            program = unpacked("usr/sbin/nginx", "nginx")
            module = unpacked("usr/lib/nginx/modules/ngx_rtmp_module.so", "libnginx-mod-rtmp")
        except (OSError, subprocess.CalledProcessError) as error:
            raise Failed(f"nginx and its module cannot be fetched: {error}") from error
        port = free_port()
        self.url = f"rtmp://127.0.0.1:{port}/live/camera"
        self._folder = Path(tempfile.mkdtemp(prefix="martlet-rtmp-"))
        settings = self._folder / "nginx.conf"
        settings.write_text(_SETTINGS.format(module=module, folder=self._folder, port=port), encoding="utf-8")
        with (tools.BUILT / "nginx.log").open("wb") as log:
            self._process = subprocess.Popen([program, "-e", "stderr", "-p", self._folder, "-c", settings],
                                             stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._port = port

    def __enter__(self):
        try:
            self._wait(self._answers, "does not listen")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        end(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def wait_for_player(self):
        """Waits until somebody has asked for the stream; throws Failed."""
        self._wait(lambda: " play: " in self._said(), "is asked for nothing")

    def _wait(self, is_so, failure):
        deadline = time.monotonic() + _READY_SECONDS
        while not is_so():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"nginx {failure}: {' | '.join(self._said().splitlines()[-2:])}")
            time.sleep(0.02)

    def _answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    @staticmethod
    def _said():
        return (tools.BUILT / "nginx.log").read_text(encoding="utf-8", errors="replace")


class Publisher:
    """ffmpeg from the camera by x264, with these options for it, to a URL."""

    def __init__(self, options, camera, device, environment, url):
        words = ["ffmpeg", "-loglevel", "error", "-nostdin", "-f", "v4l2", "-input_format", "yuyv422",
                 "-framerate", str(camera.rate), "-video_size", f"{camera.width}x{camera.height}", "-i", device,
                 "-c:v", "libx264", "-pix_fmt", "yuv420p", *options, "-f", "flv", url]
        with (tools.BUILT / "publisher.log").open("wb") as log:
            self._process = subprocess.Popen(words, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                             stdout=log, stderr=log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self._process)

    def check(self):
        """Throws Failed if it publishes no more."""
        if self._process.poll() is not None:
            said = (tools.BUILT / "publisher.log").read_text(encoding="utf-8", errors="replace").splitlines()
            raise Failed(f"ffmpeg publishes no more: {' | '.join(said[-2:])}")
