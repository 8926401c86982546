"""Reads the PNGs that browsers make of a page: 8 bits a channel, RGB or RGBA, not interlaced."""

import copy
import struct
import zlib


class Image:
    """`rows` are bytes, `channels` of them a pixel."""

    def __init__(self, data):
        if data[:8] != b"\x89PNG\r\n\x1a\n":
            raise ValueError("not a PNG")
        compressed = b""
        at = 8
        while at < len(data):
            length, kind = struct.unpack_from(">I4s", data, at)
            content = data[at + 8:at + 8 + length]
            if kind == b"IHDR":
                self.width, self.height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", content)
                if depth != 8 or colour not in (2, 6) or interlace:
                    raise ValueError(f"PNG of depth {depth}, colour type {colour}, interlace {interlace}")
                self.channels = 3 if colour == 2 else 4
            elif kind == b"IDAT":
                compressed += content
            at += 12 + length
        self.rows = self._unfilter(zlib.decompress(compressed))

    def _unfilter(self, raw):
        step = self.channels
        stride = self.width * step
        rows = []
        above = bytes(stride)
        for start in range(0, len(raw), stride + 1):
            method = raw[start]
            row = bytearray(raw[start + 1:start + 1 + stride])
            if method == 1:
                for index in range(step, stride):
                    row[index] = row[index] + row[index - step] & 255
            elif method == 2:
                row = bytearray((value + up) & 255 for value, up in zip(row, above))
            elif method == 3:
                for index in range(stride):
                    left = row[index - step] if index >= step else 0
                    row[index] = row[index] + (left + above[index]) // 2 & 255
            elif method == 4:
                for index in range(stride):
                    left, corner = (row[index - step], above[index - step]) if index >= step else (0, 0)
                    up = above[index]
                    guess = left + up - corner
                    near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                    row[index] = row[index] + near[2] & 255
            rows.append(bytes(row))
            above = row
        return rows

    def part(self, left, top, width, height):
        """A rectangle of this image, in pixels."""
        part = copy.copy(self)
        part.rows = [row[left * self.channels:(left + width) * self.channels] for row in self.rows[top:top + height]]
        part.width, part.height = width, height
        return part

    def pixel(self, x, y):
        """Red, green, blue of one pixel."""
        start = x * self.channels
        return tuple(self.rows[y][start:start + 3])


def difference(one, other, threshold=40):
    """The share of pixels, 0 to 1, in which two images of one size differ by more than the threshold in a channel."""
    if (one.width, one.height, one.channels) != (other.width, other.height, other.channels):
        raise ValueError("images of two sizes")
    differing = 0
    for left, right in zip(one.rows, other.rows):
        if left == right:
            continue
        for start in range(0, len(left), one.channels):
            if any(abs(left[start + channel] - right[start + channel]) > threshold for channel in range(3)):
                differing += 1
    return differing / (one.width * one.height)
