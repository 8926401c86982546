"""Programs as people write them to read a stream: each is a generator of pictures, and Collector runs one."""

import http.client
import threading
import urllib.parse

import requests

SEED_MARK = b"\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n"


def search_for_mark(url):
    """The first client of this project: a picture is what lies between two marks, found with the second one."""
    with requests.get(url, stream=True, timeout=20) as answer:
        # What comes before the first boundary lacks the line's end that the mark begins with.
        buffer = b"\r\n"
        for chunk in answer.iter_content(chunk_size=1024):
            buffer += chunk
            while (end := buffer.find(SEED_MARK, 1)) >= 0:
                yield buffer[len(SEED_MARK):end]
                buffer = buffer[end:]


def read_length(url):
    """One that reads as many bytes as each part's Content-Length says."""
    for answer, fields in _parts(url):
        yield answer.read(int(fields["content-length"]))


def read_length_or_search(url):
    """One that takes the Content-Length where there is one, and else searches for the boundary."""
    for answer, fields in _parts(url):
        if "content-length" in fields:
            yield answer.read(int(fields["content-length"]))
            continue
        picture = b""
        while not picture.endswith(b"\r\n--frame"):
            byte = answer.read(1)
            if not byte:
                return
            picture += byte
        answer.readline()
        yield picture.removesuffix(b"\r\n--frame")
        answer.is_behind_boundary = True


def _parts(url):
    """The answer and the fields of each part, when the answer is at the part's content."""
    place = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(place.netloc, timeout=20)
    try:
        connection.request("GET", f"{place.path}?{place.query}")
        answer = connection.getresponse()
        answer.is_behind_boundary = False
        while True:
            if not answer.is_behind_boundary:
                line = answer.readline()
                while line == b"\r\n":
                    line = answer.readline()
                if line != b"--frame\r\n":
                    return
            answer.is_behind_boundary = False
            fields = {}
            while (line := answer.readline().rstrip(b"\r\n")):
                name, _, value = line.decode().partition(":")
                fields[name.lower()] = value.strip()
            if not fields:
                return
            yield answer, fields
    finally:
        connection.close()


class Collector(threading.Thread):
    """Runs a client to the end of its stream; `pictures` are those it has in hand, `error` is what ended it, if any."""

    def __init__(self, client, url):
        super().__init__(daemon=True)
        self.pictures = []
        self.error = None
        self._client, self._url = client, url
        self.start()

    def run(self):
        try:
            for picture in self._client(self._url):
                self.pictures.append(picture)
        except Exception as error:
            self.error = error
