"""The board in networks of which some have nobody who gives addresses: it is found by its name all the same."""

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

from commands import NotReady, require
from image_case import ImageCase
from image_guest import ImageGuest
from network_client import PREFIX

CLIENT = Path(__file__).resolve().parent / "network_client.py"
DEVICE = "tap0"
_numbers = itertools.count(1)


class Network(ImageCase):
    """Each test makes a network namespace, in which there are the emulator and who looks for the board."""

    def setUp(self):
        super().setUp()
        require("ip")
        if os.geteuid() != 0:
            raise NotReady("only root can make a network namespace")
        self.namespace = f"martlet-{os.getpid()}-{next(_numbers)}"
        self._run("ip", "netns", "add", self.namespace)
        self.addCleanup(self._run, "ip", "netns", "del", self.namespace)
        for words in (f"tuntap add {DEVICE} mode tap", f"link set {DEVICE} up", "link set lo up",
                      f"addr add 169.254.1.1/16 dev {DEVICE}", f"addr add {PREFIX}1/64 dev {DEVICE} nodad",
                      f"route add 224.0.0.0/4 dev {DEVICE}"):
            self._run("ip", "-n", self.namespace, *words.split())

    def test_nobody_gives_addresses(self):
        """no DHCP server: it takes an address of 169.254/16, and is found and reached by its name"""
        guest = self._boot("name = shed\n")
        (address,) = self._find(guest, "shed.local", "A", 60)
        self.assertTrue(address.startswith("169.254."), address)
        self.note(f"{address} after {guest.since_start():.0f} s")
        self.assertIn("200 <!DOCTYPE html>", self._client("get", f"http://{address}/"))
        self.assertIn("shed._http._tcp.local", self._find(guest, "_http._tcp.local", "PTR", 10))

    def test_router_alone(self):
        """nothing but router advertisements: it takes an address of IPv6, and the page opens there"""
        router = subprocess.Popen(self._within(sys.executable, CLIENT, "advertise", DEVICE))
        self.addCleanup(router.wait)
        self.addCleanup(router.kill)
        guest = self._boot("name = shed\n")
        deadline = time.monotonic() + 60
        while not (found := [address for address in self._find(guest, "shed.local", "AAAA", 60)
                             if address.startswith(PREFIX[:-1])]):
            self.assertLess(time.monotonic(), deadline, "no address of the router's prefix")
        self.note(f"{found[0]} after {guest.since_start():.0f} s")
        self.assertIn("200 <!DOCTYPE html>", self._client("get", f"http://[{found[0]}]/"))

    def _boot(self, settings):
        namespace = self.namespace

        class Guest(ImageGuest):
            """A board whose network is the namespace's."""

            NETWORK = ("-netdev", f"tap,id=network,ifname={DEVICE},script=no,downscript=no",
                       "-device", "virtio-net-pci,netdev=network")

            def _command_line(self, monitor, cameras):
                return ["ip", "netns", "exec", namespace, *super()._command_line(monitor, cameras)]

        return self.boot(self.new_card("device = pattern\n" + settings), Guest)

    def _find(self, guest, name, kind, seconds):
        """What those in the network answer to a question."""
        deadline = time.monotonic() + seconds
        while not (found := self._client("ask", name, kind).split()):
            self.assertLess(time.monotonic(), deadline, f"nobody knows {name}: {guest.console[-500:]}")
        return found

    def _client(self, *arguments):
        done = subprocess.run(self._within(sys.executable, CLIENT, *arguments), capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def _within(self, *words):
        return ["ip", "netns", "exec", self.namespace, *map(str, words)]

    @staticmethod
    def _run(*words):
        subprocess.run(words, check=True, capture_output=True)
