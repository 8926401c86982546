"""The bytes with which the camera describes itself: USB 2.0 chapter 9 and UVC 1.1 chapter 3."""

import struct

from camera.modes import CAMERA_TERMINAL, MODES, MOTION_JPEG, PROCESSING_UNIT, YUYV, modes_of, new_controls

STREAM_ENDPOINT = 0x81
BULK_PACKET_BYTES = 512
CLOCK_HERTZ = 48_000_000
VENDOR, PRODUCT, RELEASE = 0x1209, 0x0001, 0x0100

VIDEO_CLASS, VIDEO_CONTROL, VIDEO_STREAMING, VIDEO_COLLECTION = 0x0E, 1, 2, 3
CONTROL_INTERFACE, STREAMING_INTERFACE = 0, 1
OUTPUT_TERMINAL = 3
YUYV_GUID = b"YUY2" + bytes.fromhex("00001000800000aa00389b71")


def _descriptor(kind, body):
    return struct.pack("BB", len(body) + 2, kind) + body


def _class_descriptor(subtype, body):
    return _descriptor(0x24, bytes([subtype]) + body)


def device():
    """The device descriptor: a miscellaneous device that groups its interfaces."""
    return _descriptor(
        1, struct.pack("<HBBBBHHHBBBB", 0x0200, 0xEF, 2, 1, 64, VENDOR, PRODUCT, RELEASE, 1, 2, 3, 1)
    )


def device_qualifier():
    """What the device would be at the other speed: the same."""
    return _descriptor(6, struct.pack("<HBBBBBB", 0x0200, 0xEF, 2, 1, 64, 1, 0))


def string(index, serial):
    """The string descriptor of that index, or None: 1 maker, 2 product, 3 serial number."""
    if index == 0:
        return _descriptor(3, struct.pack("<H", 0x0409))
    text = {1: "Lab", 2: "Lab UVC Camera", 3: serial}.get(index)
    return None if text is None else _descriptor(3, text.encode("utf-16-le"))


def configuration():
    """The configuration descriptor with everything that hangs below it."""
    body = (
        _descriptor(11, bytes([CONTROL_INTERFACE, 2, VIDEO_CLASS, VIDEO_COLLECTION, 0, 2]))
        + _interface(CONTROL_INTERFACE, 0, VIDEO_CONTROL, 2)
        + _control_units()
        + _interface(STREAMING_INTERFACE, 1, VIDEO_STREAMING, 0)
        + _stream_formats()
        + _descriptor(5, struct.pack("<BBHB", STREAM_ENDPOINT, 2, BULK_PACKET_BYTES, 0))
    )
    return _descriptor(2, struct.pack("<HBBBBB", 9 + len(body), 2, 1, 0, 0x80, 250)) + body


def _interface(number, endpoints, subclass, name):
    return _descriptor(4, bytes([number, 0, endpoints, VIDEO_CLASS, subclass, 0, name]))


def _control_bits(unit, size):
    bits = sum(1 << control.bit for control in new_controls() if control.unit == unit)
    return bits.to_bytes(size, "little")


def _control_units():
    """UVC 1.1 section 3.7: sensor, processing unit and output, one after another."""
    sensor = _class_descriptor(
        2,
        struct.pack("<BHBBHHHB", CAMERA_TERMINAL, 0x0201, 0, 0, 0, 0, 0, 3) + _control_bits(CAMERA_TERMINAL, 3),
    )
    processing = _class_descriptor(
        5,
        struct.pack("<BBHB", PROCESSING_UNIT, CAMERA_TERMINAL, 0, 2) + _control_bits(PROCESSING_UNIT, 2) + bytes(2),
    )
    output = _class_descriptor(3, struct.pack("<BHBBB", OUTPUT_TERMINAL, 0x0101, 0, PROCESSING_UNIT, 0))
    units = sensor + processing + output
    header = _class_descriptor(
        1, struct.pack("<HHIBB", 0x0110, 13 + len(units), CLOCK_HERTZ, 1, STREAMING_INTERFACE)
    )
    return header + units


def _stream_formats():
    """UVC 1.1 section 3.9: the formats, each followed by its frame sizes and its colours."""
    colours = _class_descriptor(0x0D, bytes([1, 1, 4]))
    formats = b""
    for index, subtype, frame_subtype in ((MOTION_JPEG, 0x06, 0x07), (YUYV, 0x04, 0x05)):
        modes = modes_of(index)
        if index == MOTION_JPEG:
            details = bytes([index, len(modes), 0, 1, 0, 0, 0, 0])
        else:
            details = bytes([index, len(modes)]) + YUYV_GUID + bytes([16, 1, 0, 0, 0, 0])
        formats += _class_descriptor(subtype, details)
        for number, mode in enumerate(modes, 1):
            formats += _class_descriptor(frame_subtype, _frame(number, mode))
        formats += colours
    count = len({mode.format for mode in MODES})
    header = struct.pack(
        "<BHBBBBBBB", count, 13 + count + len(formats), STREAM_ENDPOINT, 0, OUTPUT_TERMINAL, 0, 0, 0, 1
    )
    return _class_descriptor(1, header + bytes(count)) + formats


def _frame(number, mode):
    bits = [min(mode.largest_frame * 8 * rate, 0xFFFFFFFF) for rate in (min(mode.rates), max(mode.rates))]
    head = struct.pack(
        "<BBHHIIIIB", number, 0, mode.width, mode.height, *bits, mode.largest_frame,
        mode.intervals[0], len(mode.intervals)
    )
    return head + struct.pack(f"<{len(mode.intervals)}I", *mode.intervals)
