"""--rotate: the pixels stay, and each JPEG says how it is to be turned."""

import struct

from case import EndToEndCase

ORIENTATIONS = {0: None, 90: 6, 180: 3, 270: 8}


class Rotation(EndToEndCase):
    """The test pattern has no flips of its own."""

    def test_orientation(self):
        """every JPEG of stream and snapshot has the Exif orientation of its turn, and none without a turn"""
        for degrees, expected in ORIENTATIONS.items():
            daemon = self.start("--rotate", degrees, "--size", "640x480")
            pictures = [part.data for part in self.view(daemon).take(3)] + [daemon.get("/snapshot").body]
            self.assertEqual({orientation(picture) for picture in pictures}, {expected}, degrees)
            self.assert_clean(pictures, (640, 480))


def orientation(jpeg):
    """What the JPEG's Exif segment says of orientation (Exif 2.3 sections 4.5.2 and 4.6.2); None without one."""
    for marker, data in segments(jpeg):
        if marker == 0xE1 and data.startswith(b"Exif\0\0"):
            tiff = data[6:]
            order = {b"MM": ">", b"II": "<"}[tiff[:2]]
            magic, start = struct.unpack_from(order + "HI", tiff, 2)
            count, = struct.unpack_from(order + "H", tiff, start)
            entries = [struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * index) for index in range(count)]
            found = [value for tag, kind, length, value in entries if (tag, kind, length) == (0x0112, 3, 1)]
            if magic != 42 or len(found) != 1:
                raise AssertionError(f"not one orientation: {data}")
            return found[0]
    return None


def segments(jpeg):
    """The marker and the bytes of each segment before the image itself (ITU T.81 B.1.1.4)."""
    place = 2
    while jpeg[place + 1] != 0xDA:
        if jpeg[place] != 0xFF:
            raise AssertionError(f"no marker at {place}")
        length, = struct.unpack_from(">H", jpeg, place + 2)
        yield jpeg[place + 1], jpeg[place + 4:place + 2 + length]
        place += 2 + length
