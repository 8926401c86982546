"""Where it listens: its own sockets, the service manager's, and those that cannot be had."""

import fcntl
import os
import socket
import unittest
from pathlib import Path

from case import EndToEndCase
from daemon import run, run_as_nobody

# Hands the descriptors of its first two arguments on as 3 and 4, as a service manager does. A shell's number stays the
# process's through exec.
HAND_ON = 'exec 3<&"$1" 4<&"$2"; LISTEN_PID=$(($$ + PIDS_LATER)) LISTEN_FDS=2 exec "${@:3}"'
LOW_PORT = 81


class Addresses(EndToEndCase):
    """Addresses of its own."""

    def test_ipv4(self):
        """port 0 takes a free port and tells it; every --listen is an address"""
        daemon = self.launch("--device", "pattern", "--listen", "127.0.0.1:0", "--listen", "127.0.0.2:0",
                             "--listen", "0.0.0.0:0", "--open", addresses=3)
        self.assertEqual([host for host, _ in daemon.addresses], ["127.0.0.1", "127.0.0.2", "0.0.0.0"])
        self.assertEqual(len({port for _, port in daemon.addresses}), 3)
        self.assert_all_answer(daemon)
        self.assertEqual(daemon.errors, "")

    def test_ipv6(self):
        """IPv6 addresses are listened at and told in brackets, beside IPv4 at the same port"""
        daemon = self.launch("--device", "pattern", "--listen", "[::1]:0", addresses=1)
        self.assertEqual(daemon.address[0], "::1")
        port = daemon.address[1]
        self.assert_all_answer(daemon)
        second = self.launch("--device", "pattern", "--listen", f"127.0.0.1:{port}", "--listen", "[::]:0",
                             "--open", addresses=2)
        self.assertEqual((second.address, second.addresses[1][0]), (("127.0.0.1", port), "::"))
        self.assert_all_answer(second)

    def test_ipv6_peer(self):
        """a viewer that comes by IPv6 is told of with its address"""
        daemon = self.launch("--device", "pattern", "--listen", "[::]:0", "--open")
        daemon.addresses = [("::1", daemon.address[1])]
        self.view(daemon).take(1)
        self.assertRegex(daemon.state()["viewers"][0]["peer"], r"\A\[::1\]:\d+\Z")

    def test_restart(self):
        """the port can be had again at once after it was served"""
        daemon = self.start()
        viewer = self.view(daemon)
        viewer.take(1)
        daemon.stop()
        again = self.launch("--device", "pattern", "--listen", "{}:{}".format(*daemon.address))
        self.assertEqual(again.address, daemon.address)


class PassedSockets(EndToEndCase):
    """Sockets of a service manager."""

    def setUp(self):
        super().setUp()
        self.sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        self.ports = [each.getsockname()[1] for each in self.sockets]
        # Well above the numbers that they are handed on as.
        self.numbers = [fcntl.fcntl(each.fileno(), fcntl.F_DUPFD_CLOEXEC, 20) for each in self.sockets]
        for each in self.sockets:
            each.close()
        for number in self.numbers:
            self.addCleanup(os.close, number)

    def hand_on(self, pids_later=0):
        """What goes before the program so that it, or another, is passed the sockets."""
        return ["bash", "-c", HAND_ON.replace("PIDS_LATER", str(pids_later)), "bash", *map(str, self.numbers)]

    def test_used(self):
        """LISTEN_FDS: the service manager's sockets are used and its own addresses are not"""
        daemon = self.start(addresses=2, before=self.hand_on(), pass_fds=self.numbers)
        self.assertEqual(daemon.addresses, [("127.0.0.1", port) for port in self.ports])
        self.assert_all_answer(daemon)
        self.assertEqual(daemon.stop()[0], 0)

    def test_for_another(self):
        """LISTEN_PID of another process: they are not for this one"""
        daemon = self.start(before=self.hand_on(pids_later=1), pass_fds=self.numbers)
        self.assertNotIn(daemon.address[1], self.ports)

    def test_no_socket(self):
        """a passed descriptor that is no socket: one line, exit status 1"""
        done = run("--device", "pattern", before=[
            "bash", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" 3</dev/null', "bash"])
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r"\Amartlet: passed socket 3 cannot be used: .+\n\Z")


class Refused(EndToEndCase):
    """Addresses that cannot be had: one line that says what and what to do, exit status 1."""

    def test_in_use(self):
        """a port in use"""
        other = self.start()
        place = "{}:{}".format(*other.address)
        self.assert_refused(["--listen", place], f"cannot listen at {place}: another program listens there: end it, or "
                            "choose another port with --listen")

    def test_not_local(self):
        """an address that is not this machine's"""
        self.assert_refused(["--listen", "192.0.2.1:8080"], "cannot listen at 192.0.2.1:8080: the address is not this "
                            "machine's: choose one of its own with --listen")

    def test_not_local_ipv6(self):
        """an IPv6 address that is not this machine's"""
        self.assert_refused(["--listen", "[2001:db8::1]:8080"], "cannot listen at [2001:db8::1]:8080: the address is "
                            "not this machine's: choose one of its own with --listen")

    def test_low_port(self):
        """a port below 1024 for another user than root"""
        first = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text(encoding="ascii"))
        if first <= LOW_PORT:
            raise unittest.SkipTest(f"any user of this machine may take port {LOW_PORT}")
        place = f"127.0.0.1:{LOW_PORT}"
        self.assert_refused(["--listen", place], f"cannot listen at {place}: a port below 1024 is not for this user: "
                            "choose a higher one with --listen", run_as_nobody)

    def assert_refused(self, arguments, line, runs=run):
        """Exit status 1, nothing on standard output, and that one line."""
        done = runs("--device", "pattern", *arguments)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (1, "", f"martlet: {line}\n"))
