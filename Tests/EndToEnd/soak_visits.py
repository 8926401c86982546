"""What visitors of the soak do: each kind is a function that makes one connection and goes after its time.

What a kind varies goes by `seconds` and by `amount`, a number from 0 to 1: both are drawn before, so that the same seed
asks for the same. What must hold at any speed is checked here.
"""

import json
import socket
import struct
import time

from clients import SEED_MARK
from http1 import request

# A reader behind so small a window holds back the program soon.
SMALL = 4096
SLOW_STEP_SECONDS = 0.1


def full_speed(visitor):
    """Reads all that comes."""
    with visitor.stream() as viewer:
        parts = visitor.keep(viewer.take_for(visitor.seconds))
    visitor.samples += [part.data for part in parts[:1] + parts[-1:]]


def limited(visitor):
    """Asks for a lower rate, from 1 to 10 frames a second."""
    with visitor.stream(f"/stream?fps={1 + 9 * visitor.amount:.1f}") as viewer:
        visitor.keep(viewer.take_for(visitor.seconds))


def counted(visitor):
    """Asks for 1 to 30 frames and must be given so many, and the end."""
    count = 1 + int(29 * visitor.amount)
    with visitor.stream(f"/stream?frames={count}") as viewer:
        parts = visitor.keep(viewer.take_all())
    # What is drawn to tell that somebody has paused is none of the frames.
    given = sum(part.data != visitor.drawn for part in parts)
    visitor.check((given, viewer.ended) == (count, True), f"{given} of {count} frames")


def slow(visitor):
    """Reads 1 to 20 KB a second."""
    most = int((1 + 19 * visitor.amount) * 1024 * SLOW_STEP_SECONDS)

    def read(viewer):
        while visitor.has_time():
            visitor.keep(visitor.receive(viewer, most))
            time.sleep(SLOW_STEP_SECONDS)
    visitor.may_be_cut(read)


def naive(visitor):
    """Reads a picture, works for 0.1 to 1.5 s, reads the next."""
    def read(viewer):
        while visitor.has_time():
            # Less than a picture, so that there is never more than one at once.
            while not (parts := visitor.receive(viewer, SMALL)):
                pass
            visitor.keep(parts)
            time.sleep(0.1 + 1.4 * visitor.amount)
    visitor.may_be_cut(read, receive_buffer=None)


def stuck(visitor):
    """Reads the head of the answer and then never."""
    visitor.may_be_cut(lambda viewer: time.sleep(visitor.seconds))


def half(visitor):
    """Sends half a request and leaves, or waits for what is said of that."""
    with visitor.connect() as connection:
        connection.send(b"GET /state HTTP/1.1\r\nHo")
        if visitor.amount < 0.5:
            time.sleep(visitor.amount)
        else:
            visitor.expect(connection.answer(), 408)


def garbage(visitor):
    """Sends what is no request."""
    with visitor.connect() as connection:
        connection.send(b"\xff" * (1 + int(visitor.amount * 3000)) + b"\r\n\r\n")
        visitor.expect(connection.answer(), 400)


def reset(visitor):
    """Leaves by a reset, somewhere in the first pictures."""
    with visitor.connect() as connection:
        connection.send(request("GET", "/stream"))
        connection.read_until(b"\r\n\r\n")
        connection.socket.recv(1 + int(visitor.amount * 60_000))
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def snapshot(visitor):
    """Asks for one to four snapshots, one after another."""
    last = 0
    with visitor.connect() as connection:
        for _ in range(1 + int(3 * visitor.amount)):
            connection.send(request("GET", f"/snapshot?max_age={int(visitor.amount * 2000)}"))
            answer = connection.answer()
            if visitor.expect(answer, 200, 503) == 200:
                sequence = int(answer.fields["x-sequence"])
                visitor.check(sequence >= last, f"snapshot {sequence} after {last}")
                last = sequence
                visitor.samples.append(answer.body)


def head(visitor):
    """Asks for the head of one of the paths."""
    paths = ("/", "/stream", "/video_feed", "/state", "/metrics", "/healthz")
    with visitor.connect() as connection:
        connection.send(request("HEAD", paths[int(visitor.amount * len(paths))], Connection="close"))
        visitor.expect(connection.answer(has_body=False), 200)
        visitor.check(connection.read_to_end() == b"", "HEAD was answered with a body")


def poll(visitor):
    """Asks for the state and for the health again and again; no counter goes back."""
    before = {}
    with visitor.connect() as connection:
        while visitor.has_time():
            connection.send(request("GET", "/state"))
            counters = json.loads(connection.answer().body)["counters"]
            counters |= counters.pop("faults")
            grew = all(counters[name] >= number for name, number in before.items())
            visitor.check(grew, f"{counters} after {before}")
            before = counters
            connection.send(request("GET", "/healthz"))
            visitor.expect(connection.answer(), 200)
            time.sleep(0.05 + 0.2 * visitor.amount)


def seed(visitor):
    """Reads /video_feed by searching for the mark between two pictures."""
    with visitor.connect() as connection:
        connection.send(request("GET", "/video_feed"))
        visitor.expect(connection.answer(has_body=False), 200)
        connection.read_until(SEED_MARK.removeprefix(b"\r\n"))
        while visitor.has_time():
            visitor.keep_picture(connection.read_until(SEED_MARK).removesuffix(SEED_MARK))


def switch(visitor):
    """Switches the stream off, and on again after 0.1 to 1 s."""
    began = time.time()
    with visitor.connect() as connection:
        for word in (b"off", b"on"):
            connection.send(request("PUT", "/streaming", word))
            visitor.expect(connection.answer(), 200)
            time.sleep(0.1 + 0.9 * visitor.amount if word == b"off" else 0)
    visitor.pause = began, time.time()


# How many of each kind come in each round.
KINDS = {
    full_speed: 8, limited: 2, counted: 3, slow: 4, naive: 3, stuck: 3, half: 3, garbage: 1, reset: 4, snapshot: 5,
    head: 2, poll: 4, seed: 2, switch: 1,
}
# Of these the program may close a connection that accepts nothing.
MAY_STALL = {slow, naive, stuck}
