"""The usbredir protocol, device side: carries the requests of QEMU's `usb-redir` to a device."""

import struct

from camera import descriptors
from camera.device import Silence, Stall

(_HELLO, _CONNECT, _DISCONNECT, _RESET, _INTERFACES, _ENDPOINTS, _SET_CONFIGURATION, _GET_CONFIGURATION,
 _CONFIGURATION, _SET_ALTERNATE, _GET_ALTERNATE, _ALTERNATE) = range(12)
_CANCEL, _CONTROL, _BULK = 21, 100, 101
_SUCCESS, _CANCELLED, _FAILED, _STALLED, _OVERFLOWN = 0, 1, 3, 4, 6
_BUS_FAULT_STATUS = {"stall": _STALLED, "bus-error": _FAILED, "babble": _OVERFLOWN}

# The device's version, packet sizes of endpoints, 64-bit identifiers, 32-bit bulk lengths.
_LONG_IDENTIFIERS = 1 << 5
_CAPABILITIES = 1 << 1 | 1 << 4 | _LONG_IDENTIFIERS | 1 << 6
_HIGH_SPEED = 2
_TYPE_CONTROL, _TYPE_BULK, _TYPE_ABSENT = 0, 2, 255


class Redirection:
    """One connection from QEMU. It is fed bytes, and asks to be woken when the stream is due."""

    def __init__(self, device, socket, plugged):
        self._device, self._socket = device, socket
        self._received = bytearray()
        self._waiting = []      # bulk transfers that wait for video: (identifier, length), the oldest first
        self._silent = set()    # control requests that are never answered
        self._greeted = False
        self._long_identifiers = False
        self._plugged = plugged
        self._send(_HELLO, 0, b"martlet lab camera".ljust(64, b"\0") + struct.pack("<I", _CAPABILITIES))

    def plug(self):
        """The camera appears on the bus."""
        self._plugged = True
        if self._greeted:
            self._connect()

    def unplug(self):
        """The camera disappears from the bus."""
        self._plugged = False
        self._waiting.clear()
        self._device.reset()
        if self._greeted:
            self._send(_DISCONNECT, 0, b"")

    def receive(self, data):
        """Takes bytes from QEMU and answers each whole packet among them."""
        self._received += data
        while packet := self._next_packet():
            self._answer(*packet)

    def seconds_until_due(self):
        """How long until `send_video` has something to do; None if only a packet can change that."""
        return self._device.stream.seconds_until_due() if self._waiting else None

    def send_video(self):
        """Answers the oldest waiting transfer with the next payload, or with a fault."""
        identifier, length = self._waiting.pop(0)
        for fault, status in _BUS_FAULT_STATUS.items():
            if self._device.faults.take(fault):
                self._device.log.write("transfer", fault)
                self._send_bulk(identifier, status, b"")
                return
        self._send_bulk(identifier, _SUCCESS, self._device.stream.payload(length))

    def _next_packet(self):
        form = "<IIQ" if self._long_identifiers else "<III"
        size = struct.calcsize(form)
        if len(self._received) < size:
            return None
        kind, length, identifier = struct.unpack_from(form, self._received)
        if len(self._received) < size + length:
            return None
        body = bytes(self._received[size:size + length])
        del self._received[:size + length]
        return kind, identifier, body

    def _send(self, kind, identifier, body):
        form = "<IIQ" if self._long_identifiers else "<III"
        self._socket.sendall(struct.pack(form, kind, len(body), identifier) + body)

    def _answer(self, kind, identifier, body):
        if kind == _HELLO:
            theirs = struct.unpack("<I", body[64:68])[0]
            self._long_identifiers = bool(theirs & _LONG_IDENTIFIERS)
            self._greeted = True
            if self._plugged:
                self._connect()
        elif kind == _RESET:
            self._device.reset()
        elif kind == _SET_CONFIGURATION:
            self._device.configuration = body[0]
            self._describe()
            self._send(_CONFIGURATION, identifier, bytes([_SUCCESS, body[0]]))
        elif kind == _GET_CONFIGURATION:
            self._send(_CONFIGURATION, identifier, bytes([_SUCCESS, self._device.configuration]))
        elif kind in (_SET_ALTERNATE, _GET_ALTERNATE):
            self._send(_ALTERNATE, identifier, bytes([_SUCCESS, body[0], 0]))
        elif kind == _CANCEL:
            self._cancel(identifier)
        elif kind == _CONTROL:
            self._control(identifier, body[:10], body[10:])
        elif kind == _BULK:
            _, _, low, _, high = struct.unpack("<BBHIH", body[:10])
            self._waiting.append((identifier, high << 16 | low))

    def _connect(self):
        self._device.reset()
        self._describe()
        self._send(_CONNECT, 0, struct.pack("<BBBBHHH", _HIGH_SPEED, 0xEF, 2, 1,
                                            descriptors.VENDOR, descriptors.PRODUCT, descriptors.RELEASE))

    def _describe(self):
        """Tells QEMU of the interfaces and endpoints: tables of 32, endpoints in at 16 and above."""
        def table(*values):
            return bytes(values).ljust(32, b"\0")

        stream = 16 + (descriptors.STREAM_ENDPOINT & 0x0F)
        types, owners, packets = bytearray([_TYPE_ABSENT] * 32), bytearray(32), [0] * 32
        types[0] = types[16] = _TYPE_CONTROL
        types[stream], owners[stream] = _TYPE_BULK, descriptors.STREAMING_INTERFACE
        packets[0] = packets[16] = 64
        packets[stream] = descriptors.BULK_PACKET_BYTES
        video = descriptors.VIDEO_CLASS
        self._send(_INTERFACES, 0, struct.pack("<I", 2) + table(0, 1) + table(video, video) + table(1, 2) + table())
        self._send(_ENDPOINTS, 0, bytes(types) + table() + bytes(owners) + struct.pack("<32H", *packets))

    def _control(self, identifier, head, data):
        endpoint, request, kind, _, value, index, length = struct.unpack("<BBBBHHH", head)
        status, answer = _SUCCESS, b""
        try:
            answer = self._device.control(struct.pack("<BBHHH", kind, request, value, index, length), data)
        except Stall:
            status = _STALLED
        except Silence:
            self._device.log.write("control", "unanswered")
            self._silent.add(identifier)
            return
        sent = len(answer) if kind & 0x80 else length
        self._send(_CONTROL, identifier,
                   struct.pack("<BBBBHHH", endpoint, request, kind, status, value, index, sent) + answer)

    def _cancel(self, identifier):
        if identifier in self._silent:
            self._device.log.write("control", "given-up")
            self._silent.discard(identifier)
            self._send(_CONTROL, identifier, struct.pack("<BBBBHHH", 0, 0, 0, _CANCELLED, 0, 0, 0))
        elif any(each == identifier for each, _ in self._waiting):
            self._waiting = [each for each in self._waiting if each[0] != identifier]
            self._send_bulk(identifier, _CANCELLED, b"")

    def _send_bulk(self, identifier, status, data):
        head = struct.pack("<BBHIH", descriptors.STREAM_ENDPOINT, status, len(data) & 0xFFFF, 0, len(data) >> 16)
        self._send(_BULK, identifier, head + data)
