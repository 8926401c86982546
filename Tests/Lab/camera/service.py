"""The one loop of the camera: QEMU on one socket, commands on another, and the clock of the stream."""

import selectors
import socket
import time
from pathlib import Path

from camera.commands import Commands
from camera.device import Device
from camera.redirection import Redirection


class Log:
    """Writes one line an event: the time in seconds since 1970, then words."""

    def __init__(self, file):
        self._file = file

    def write(self, *words):
        """Adds a line and lets it out at once."""
        print(f"{time.time():.6f}", *words, file=self._file, flush=True)


class Service:
    """Serves one camera on two Unix sockets, one for QEMU and one for commands."""

    def __init__(self, pictures, usb_path, command_path, serial, log):
        self._log = log
        self._device = Device(pictures, log, serial)
        self._commands = Commands(self._device, self._set_plugged, log)
        self._redirection, self._plugged = None, True
        self._selector = selectors.DefaultSelector()
        self._listen(usb_path, self._accept_usb)
        self._listen(command_path, self._accept_commands)

    def run(self):
        """Serves until the process is ended."""
        while True:
            delay = self._redirection.seconds_until_due() if self._redirection else None
            if delay == 0:
                self._guarded(self._redirection.send_video)
            for key, _ in self._selector.select(delay):
                key.data()

    def _listen(self, path, accept):
        Path(path).unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        listener.listen()
        self._selector.register(listener, selectors.EVENT_READ, lambda: accept(listener.accept()[0]))

    def _accept_usb(self, connection):
        self._connection = connection
        self._redirection = Redirection(self._device, connection, self._plugged)
        self._selector.register(connection, selectors.EVENT_READ, self._receive_usb)

    def _receive_usb(self):
        def receive():
            data = self._connection.recv(1 << 16)
            if not data:
                raise ConnectionError("QEMU closed the connection")
            self._redirection.receive(data)
        self._guarded(receive)

    def _guarded(self, action):
        try:
            action()
        except OSError as error:
            self._log.write("disconnected", error)
            self._selector.unregister(self._connection)
            self._connection.close()
            self._redirection = None
            self._device.reset()

    def _set_plugged(self, plugged):
        if plugged == self._plugged:
            return
        self._plugged = plugged
        if self._redirection:
            self._guarded(self._redirection.plug if plugged else self._redirection.unplug)

    def _accept_commands(self, connection):
        received = bytearray()

        def serve():
            data = connection.recv(4096)
            received.extend(data)
            while b"\n" in received:
                line, _, rest = bytes(received).partition(b"\n")
                received[:] = rest
                connection.sendall(self._commands.perform(line.decode()).encode() + b"\n")
            if not data:
                self._selector.unregister(connection)
                connection.close()
        self._selector.register(connection, selectors.EVENT_READ, serve)
