"""The words by which a test, or a hand, plays with the camera: one command a line, one line of answer."""

from camera.faults import EVERY_FAULT


class Commands:
    """Carries out commands on a device and its plug."""

    def __init__(self, device, plug, log):
        self._device, self._plug, self._log = device, plug, log

    def perform(self, line):
        """Does what the line says and answers `ok`, a status, or `error: ` and why."""
        name, *arguments = line.split() or [""]
        try:
            answer = self._perform(name, arguments)
        except ValueError:
            answer = f"error: {name} takes numbers, not {' '.join(arguments)}"
        self._log.write("command", *line.split(), "->", answer)
        return answer

    def _perform(self, name, arguments):
        stream, faults = self._device.stream, self._device.faults
        if name in EVERY_FAULT:
            faults.ask(name, int(arguments[0]) if arguments else 1)
            if name == "truncate":
                faults.percent_kept = float(arguments[1]) if len(arguments) > 1 else 50
        elif name in ("plug", "unplug"):
            self._plug(name == "plug")
        elif name in ("freeze", "thaw"):
            stream.frozen, stream.frames_until_frozen = name == "freeze", None
        elif name == "freeze-after":
            stream.frames_until_frozen = int(arguments[0]) if arguments else 1
        elif name == "rate":
            stream.rate = float(arguments[0]) if arguments else None
        elif name == "clear":
            faults.clear()
            stream.frozen, stream.frames_until_frozen, stream.rate = False, None, None
        elif name == "status":
            return (f"running={stream.running} frozen={stream.frozen} frames={stream.number} "
                    f"faults={faults.pending()}")
        else:
            return f"error: no command {name!r}"
        return "ok"
