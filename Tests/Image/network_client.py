#!/usr/bin/env python3
"""Somebody in the same network as a board, as a program of its own that is started within a network namespace.

    network_client.py ask NAME TYPE       asks all in the network (mDNS, RFC 6762) and prints what each answer holds
    network_client.py get URL             prints the status and the beginning of a page
    network_client.py advertise DEVICE    sends a router advertisement (RFC 4861) for 2001:db8:5::/64 every second
"""

import socket
import struct
import sys
import time
import urllib.request

TYPES = {"A": 1, "PTR": 12, "AAAA": 28}
GROUP = ("224.0.0.251", 5353)
PREFIX = "2001:db8:5::"


def ask(name, kind, seconds=3):
    """Every answer to one question: an address, or a name."""
    question = b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"
    query = struct.pack(">6H", 7, 0, 1, 0, 0, 0) + question + struct.pack(">2H", TYPES[kind], 1)
    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
        asker.settimeout(0.5)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not found:
            asker.sendto(query, GROUP)
            try:
                found |= set(answers(asker.recv(9000), TYPES[kind]))
            except TimeoutError:
                pass
    return sorted(found)


def answers(message, wanted):
    """What the records of that type hold (RFC 1035 section 4.1)."""
    questions, count = struct.unpack(">2H", message[4:8])
    at = 12
    for _ in range(questions):
        at = name_at(message, at)[1] + 4
    for _ in range(count):
        at = name_at(message, at)[1]
        kind, _, _, length = struct.unpack(">2HIH", message[at:at + 10])
        at += 10
        if kind == wanted == TYPES["PTR"]:
            yield name_at(message, at)[0]
        elif kind == wanted:
            yield socket.inet_ntop(socket.AF_INET if length == 4 else socket.AF_INET6, message[at:at + length])
        at += length


def name_at(message, at):
    """The name there, and what follows it."""
    labels = []
    while length := message[at]:
        if length >= 0xC0:
            return ".".join([*labels, name_at(message, (length & 0x3F) << 8 | message[at + 1])[0]]).rstrip("."), at + 2
        labels.append(message[at + 1:at + 1 + length].decode(errors="replace"))
        at += 1 + length
    return ".".join(labels), at + 1


def advertise(device):
    """Says each second that there is a router, and which addresses to take."""
    prefix = struct.pack(">4B2II", 3, 4, 64, 0xC0, 3600, 3600, 0) + socket.inet_pton(socket.AF_INET6, PREFIX)
    message = struct.pack(">2BH2BH2I", 134, 0, 0, 64, 0, 1800, 0, 0) + prefix
    with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as router:
        router.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        while True:
            router.sendto(message, ("ff02::1", 0, 0, socket.if_nametoindex(device)))
            time.sleep(1)


def get(url):
    """The status and the first line of a page."""
    with urllib.request.urlopen(url, timeout=5) as answer:
        return f"{answer.status} {answer.read(200).decode(errors='replace').splitlines()[0]}"


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "ask":
        print("\n".join(ask(*arguments)))
    elif command == "get":
        print(get(*arguments))
    else:
        advertise(*arguments)
