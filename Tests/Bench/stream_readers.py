"""Programs that read a stream, as people write them: each is a generator of the brightness of decoded pictures."""

import http.client
import os
import queue
import threading
import urllib.parse

import cv2
import numpy
import requests

_BLOCK_BYTES = 1024
_IMAGE_END = b"\xff\xd9\r\n"


def by_length(url):
    """A plain reader: takes the next part, as many bytes as its Content-Length says, when it is asked for it."""
    answer = _answer(url)
    length = 0
    while line := answer.readline():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif line == b"\r\n" and length:
            yield _decoded(answer.read(length))
            length = 0


def by_image_end(url):
    """One for parts without a length that does not wait for the boundary behind a picture."""
    answer = _answer(url)
    buffer = bytearray()
    while received := answer.read1(1 << 16):
        buffer += received
        while (end := buffer.find(_IMAGE_END)) >= 0:
            yield _decoded(buffer[buffer.find(b"\xff\xd8"):end + 2])
            del buffer[:end + len(_IMAGE_END)]


def seed(url):
    """The class that this project began with, after its description: a thread that reads in blocks, and a queue.

    The boundary is the server's, not its own alone, so that it reads other servers too; and it waits without spinning.
    """
    pictures = queue.SimpleQueue()
    threading.Thread(target=_search, args=(url, pictures), daemon=True).start()
    while picture := pictures.get():
        yield _decoded(picture)


def _search(url, pictures):
    with requests.get(url, stream=True, timeout=20) as answer:
        boundary = answer.headers["Content-Type"].partition("boundary=")[2].encode()
        mark = b"\r\n--" + boundary.removeprefix(b"--") + b"\r\n"
        # What comes before the first boundary lacks the line's end that the mark begins with.
        buffer = b"\r\n"
        for block in answer.iter_content(_BLOCK_BYTES):
            buffer += block
            while (end := buffer.find(mark, 1)) >= 0:
                pictures.put(buffer[:end].partition(b"\r\n\r\n")[2])
                buffer = buffer[end:]
    pictures.put(None)


def opencv(url):
    """OpenCV's own way to read a URL."""
    capture = cv2.VideoCapture(url)
    while True:
        is_read, picture = capture.read()
        if not is_read:
            return
        yield picture[:, :, 1]


def rtmp(url):
    """RTMP by FFmpeg's libraries inside OpenCV, told to hold nothing back: one thread, and no analysis before."""
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "analyzeduration;1"
    capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])
    while True:
        is_read, picture = capture.read()
        if not is_read:
            return
        yield picture[:, :, 1]


def jpegs(_):
    """The pictures that another program takes, one behind the other on standard input: `martlet-watch --pipe`."""
    buffer = bytearray()
    while received := os.read(0, 1 << 16):
        buffer += received
        while (end := buffer.find(b"\xff\xd9")) >= 0:
            yield _decoded(buffer[:end + 2])
            del buffer[:end + 2]


def _answer(url):
    place = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(place.netloc, timeout=20)
    connection.request("GET", place.path)
    return connection.getresponse()


def _decoded(picture):
    """The whole picture in colour, as a program would work on it; of that, green: the clock is black and white."""
    return cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_COLOR)[:, :, 1]


READERS = {reader.__name__: reader for reader in (by_length, by_image_end, seed, opencv, rtmp, jpegs)}
