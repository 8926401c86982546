"""The end: SIGTERM and SIGINT."""

import signal
import threading

from case import EndToEndCase
from http1 import Connection, request

ENOUGH_MILLISECONDS = 200
TRIES = 3


class Stop(EndToEndCase):
    """Three tries, all told: a busy machine can only make the figure worse."""

    def test_streaming(self):
        """SIGTERM with three viewers: each stream ends with its closing delimiter, exit status 0, under 200 ms"""
        self.measure(self.stop_with_three)

    def test_stuck(self):
        """SIGTERM with a viewer that does not read: exit status 0, under 200 ms"""
        self.measure(self.stop_with_one_stuck)

    def test_waiting(self):
        """SIGINT with a snapshot that is waited for and a request half read: exit status 0, under 200 ms"""
        self.measure(self.stop_while_waited_for)

    def stop_with_three(self):
        """Gives the milliseconds."""
        daemon = self.start()
        viewers = [self.view(daemon, target) for target in ("/stream", "/stream?fps=10", "/stream?seconds=60")]
        for viewer in viewers:
            viewer.take(3)
        readers = [threading.Thread(target=self.read_to_end, args=[viewer], daemon=True) for viewer in viewers]
        for reader in readers:
            reader.start()
        milliseconds = self.stop(daemon)
        for reader, viewer in zip(readers, viewers):
            reader.join(5)
            self.assertTrue(viewer.ended, "a stream ended without its closing delimiter")
        return milliseconds

    def read_to_end(self, viewer):
        """What a program does: it goes when the stream has ended."""
        viewer.take_all()
        viewer.close()

    def stop_with_one_stuck(self):
        """Gives the milliseconds."""
        daemon = self.start()
        stuck, other = self.view(daemon, receive_buffer=4096), self.view(daemon)
        self.wait_until("one is given nothing", lambda: other.take(1) and self.stuck_frames(daemon) is not None)
        stuck.connection.peek()
        return self.stop(daemon)

    def stuck_frames(self, daemon):
        """How many pictures the first viewer was given, when that is no more than before a tenth of a second."""
        before = daemon.state()["viewers"][0]["frames"]
        threading.Event().wait(0.1)
        return before if daemon.state()["viewers"][0]["frames"] == before else None

    def stop_while_waited_for(self):
        """Gives the milliseconds."""
        daemon = self.start("--rate", "0.1", "--snapshot-time", "60")
        with Connection(daemon.address) as waiting, Connection(daemon.address) as half:
            waiting.send(request("GET", "/snapshot"))
            half.send(b"GET / HTTP/1.1\r\nHo")
            self.assertEqual(daemon.get("/healthz").status, 200)
            return self.stop(daemon, signal.SIGINT)

    def stop(self, daemon, number=signal.SIGTERM):
        """Stops it and gives the milliseconds that it took."""
        status, milliseconds = daemon.stop(number)
        self.assertEqual(status, 0)
        return milliseconds

    def measure(self, attempt):
        """The best of the tries is quick enough."""
        figures = [attempt() for _ in range(TRIES)]
        self.note(", ".join(f"{figure:.0f}" for figure in figures) + " ms")
        self.assertLess(min(figures), ENOUGH_MILLISECONDS)
