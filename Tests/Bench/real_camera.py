"""What a real camera offers, asked of its driver (linux/videodev2.h)."""

import fcntl
import os
import struct

_CAPTURE = 1
_TRY_FMT = 0xC0D05640
_ENUM_FRAMEINTERVALS = 0xC034564B
_FORMAT_BYTES, _INTERVAL_BYTES = 208, 52
_DISCRETE = 1


class RealCamera:
    """A camera that is open for asking; throws OSError if there is none."""

    def __init__(self, path):
        self._descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def close(self):
        """Lets it go, for the servers to open."""
        os.close(self._descriptor)

    def refusal(self, scenario):
        """Why it does not fit a scenario; empty if it does."""
        four_cc = int.from_bytes(scenario.format.encode(), "little")
        # struct v4l2_format: type, four bytes of padding, then v4l2_pix_format's width, height and pixelformat.
        asked = bytearray(struct.pack("=I4xIII", _CAPTURE, scenario.width, scenario.height, four_cc).ljust(
            _FORMAT_BYTES, b"\0"))
        try:
            fcntl.ioctl(self._descriptor, _TRY_FMT, asked)
        except OSError as error:
            return f"the camera refuses its format: {error.strerror}"
        width, height, given = struct.unpack_from("=III", asked, 8)
        if (width, height, given) != (scenario.width, scenario.height, four_cc):
            name = given.to_bytes(4, "little").decode("ascii", "replace")
            wanted = f"{scenario.format} {scenario.width}x{scenario.height}"
            return f"the camera gives {name} {width}x{height} instead of {wanted}"
        rates = self._rates(four_cc, width, height)
        if rates and scenario.rate not in rates:
            return f"the camera gives {', '.join(map(str, rates))} fps instead of {scenario.rate}"
        return ""

    def _rates(self, four_cc, width, height):
        """The whole numbers of frames a second that it names; none if it does not name them one by one."""
        rates = []
        for index in range(64):
            # struct v4l2_frmivalenum: index, pixel_format, width, height, type, numerator, denominator.
            asked = bytearray(struct.pack("=IIII", index, four_cc, width, height).ljust(_INTERVAL_BYTES, b"\0"))
            try:
                fcntl.ioctl(self._descriptor, _ENUM_FRAMEINTERVALS, asked)
            except OSError:
                break
            kind, numerator, denominator = struct.unpack_from("=III", asked, 16)
            if kind != _DISCRETE or not numerator:
                return []
            rates.append(round(denominator / numerator))
        return rates
