"""The camera as the USB bus sees it: what it answers to control requests, and its stream."""

import struct

from camera import descriptors
from camera.faults import Faults
from camera.modes import FORMAT_NAMES, MODES, MOTION_JPEG, modes_of, new_controls
from camera.stream import PAYLOAD_BYTES, Stream

_SET_CURRENT, _GET_CURRENT, _GET_MINIMUM, _GET_MAXIMUM = 0x01, 0x81, 0x82, 0x83
_GET_STEP, _GET_LENGTH, _GET_ABILITIES, _GET_DEFAULT = 0x84, 0x85, 0x86, 0x87
_PROBE, _COMMIT = 1, 2
_REQUEST_ERROR = 2
_NEGOTIATION_BYTES = 34


class Stall(Exception):
    """The camera refuses a request."""


class Silence(Exception):
    """The camera never answers a request."""


class Device:
    """The state of one camera. Knows nothing of how requests reach it."""

    def __init__(self, pictures, log, serial):
        self.log, self._serial = log, serial
        self.faults = Faults()
        self.stream = Stream(pictures, self.faults, log)
        self.reset()

    def reset(self):
        """The bus was reset, or the camera has just been plugged in: it has forgotten what it was set to."""
        self._controls = {(control.unit, control.selector): control for control in new_controls()}
        self.configuration = 0
        self._negotiated = (MOTION_JPEG, 1, modes_of(MOTION_JPEG)[0].intervals[0])
        self.stop_stream()

    def stop_stream(self):
        """Stops the stream and says so in the log."""
        if self.stream.stop():
            self.log.write("stream", "off")

    def control(self, setup, data):
        """Answers one control request: the bytes for a read, nothing for a write. Throws Stall or Silence."""
        kind, request, value, index, length = struct.unpack("<BBHHH", setup)
        if self.faults.take("hang-control"):
            raise Silence
        recipient = kind & 0x1F
        if kind & 0x60 == 0:
            return self._standard(request, value, index, recipient)[:length]
        if recipient != 1:
            raise Stall
        entity, interface, selector = index >> 8, index & 0xFF, value >> 8
        if interface == descriptors.STREAMING_INTERFACE:
            return self._negotiate(selector, request, data)[:length]
        if (entity, selector) == (0, _REQUEST_ERROR):
            return b"\x06"[:length]
        return self._unit_control(entity, selector, request, data)[:length]

    def _standard(self, request, value, index, recipient):
        """USB 2.0 section 9.4."""
        get_status, clear_feature, set_feature, set_address = 0, 1, 3, 5
        get_descriptor, get_configuration, set_configuration, get_interface, set_interface = 6, 8, 9, 10, 11
        if request == get_descriptor:
            return self._descriptor(value >> 8, value & 0xFF)
        if request == get_status:
            return bytes(2)
        if request == get_configuration:
            return bytes([self.configuration])
        if request == get_interface:
            return bytes(1)
        if request == set_configuration:
            self.configuration = value
        elif request == clear_feature and recipient == 2 and index & 0xFF == descriptors.STREAM_ENDPOINT:
            # On a bulk endpoint this is how the driver says that the stream is over.
            self.stop_stream()
        elif request not in (clear_feature, set_feature, set_address, set_interface):
            raise Stall
        return b""

    def _descriptor(self, kind, index):
        answers = {
            1: descriptors.device,
            2: descriptors.configuration,
            3: lambda: descriptors.string(index, self._serial),
            6: descriptors.device_qualifier,
        }
        answer = answers[kind]() if kind in answers else None
        if answer is None:
            raise Stall
        return answer

    def _negotiate(self, selector, request, data):
        """UVC 1.1 section 4.3.1.1: probe tries a mode, commit starts it."""
        fault = {_PROBE: "stall-probe", _COMMIT: "stall-commit"}.get(selector)
        if fault is None:
            raise Stall
        if self.faults.take(fault):
            self.log.write("control", fault)
            raise Stall
        if request == _SET_CURRENT:
            self._negotiated = self._nearest(*struct.unpack("<BBI", data[2:8]))
            if selector == _COMMIT:
                self._start_stream()
            return b""
        if request == _GET_LENGTH:
            return struct.pack("<H", _NEGOTIATION_BYTES)
        if request == _GET_ABILITIES:
            return b"\x03"
        if request not in (_GET_CURRENT, _GET_MINIMUM, _GET_MAXIMUM, _GET_DEFAULT):
            raise Stall
        format_index, frame_index, interval = self._negotiated
        mode = modes_of(format_index)[frame_index - 1]
        if request != _GET_CURRENT:
            interval = max(mode.intervals) if request == _GET_MAXIMUM else min(mode.intervals)
        return struct.pack(
            "<HBBIHHHHHIIIBBBB", 1, format_index, frame_index, interval, 0, 0, 0, 0, 0,
            mode.largest_frame, PAYLOAD_BYTES, descriptors.CLOCK_HERTZ, 3, 0, 0, 0
        )

    @staticmethod
    def _nearest(format_index, frame_index, interval):
        if format_index not in FORMAT_NAMES:
            format_index = MODES[0].format
        modes = modes_of(format_index)
        if not 1 <= frame_index <= len(modes):
            frame_index = 1
        offered = modes[frame_index - 1].intervals
        return format_index, frame_index, min(offered, key=lambda each: abs(each - interval))

    def _start_stream(self):
        format_index, frame_index, interval = self._negotiated
        mode = modes_of(format_index)[frame_index - 1]
        self.stream.start(mode, interval)
        size = f"{mode.width}x{mode.height}"
        self.log.write("stream", "on", FORMAT_NAMES[mode.format], size, 10_000_000 // interval)

    def _unit_control(self, unit, selector, request, data):
        control = self._controls.get((unit, selector))
        if control is None:
            raise Stall
        if request == _SET_CURRENT:
            control.current = int.from_bytes(data[:control.size], "little", signed=control.minimum < 0)
            self.log.write("control", control.name.replace(" ", "-"), control.current)
            return b""
        if request == _GET_LENGTH:
            return struct.pack("<H", control.size)
        if request == _GET_ABILITIES:
            return b"\x03"
        answers = {
            _GET_CURRENT: control.current,
            _GET_MINIMUM: control.minimum,
            _GET_MAXIMUM: control.maximum,
            _GET_STEP: control.step,
            _GET_DEFAULT: control.default,
        }
        if request not in answers:
            raise Stall
        return answers[request].to_bytes(control.size, "little", signed=answers[request] < 0)
