"""The hardware watchdog: it resets the guest when the program stands still or is killed, and not when it ends."""

import time

from board import PICTURES, BoardCase

SECONDS = 4
# For the emulator's timers and for a busy host.
SLACK = 1.5
SYSTEM = "/sys/class/watchdog/watchdog0"
# WDIOF_CARDRESET: the last reset was the watchdog's.
RESET_BY_WATCHDOG = 0x20


class Watchdog(BoardCase):
    """An i6300esb, which the emulator lets reset the guest."""

    def test_1_clean_exit(self):
        """SIGTERM: the watchdog is put to rest, and in twice its time nothing is reset"""
        daemon = self._begin()
        self.assertEqual(daemon.stop("TERM"), 0, daemon.errors)
        self.assertEqual(self.guest.check(f"cat {SYSTEM}/state").strip(), "inactive")
        time.sleep(2 * SECONDS)
        self.assertEqual(len(self._events("WATCHDOG")), self.events_before)

    def test_2_stopped(self):
        """SIGSTOP after a while in which it was fed: the guest is reset within the watchdog's time"""
        daemon = self._begin()
        time.sleep(SECONDS + 1)
        self.assertEqual(len(self.guest.resets()), self.resets_before, "it was not fed")
        # The last food may be half the time old.
        self._assert_reset_after(daemon, "STOP", least=SECONDS / 2 - SLACK / 2)
        self.guest.wait_until_booted()
        self.assertEqual(int(self.guest.check(f"cat {SYSTEM}/bootstatus")), RESET_BY_WATCHDOG)

    def test_3_killed(self):
        """SIGKILL: the guest is reset within the watchdog's time"""
        self._assert_reset_after(self._begin(), "KILL", least=SECONDS / 2 - SLACK / 2)

    def _begin(self):
        daemon = self.start(*PICTURES, "--watchdog", "/dev/watchdog", "--watchdog-time", SECONDS)
        self.watch(daemon)
        told = self.guest.check(f"cat {SYSTEM}/state {SYSTEM}/timeout").split()
        self.assertEqual(told, ["active", str(SECONDS)])
        self.events_before = len(self._events("WATCHDOG"))
        return daemon

    def _events(self, name):
        return [event for event in self.guest.monitor.events() if event["event"] == name]

    def _assert_reset_after(self, daemon, signal, least):
        sent = time.time()
        daemon.signal(signal)
        self.expected_resets = 1
        self.daemons.clear()    # nothing of the program outlives the reset
        self.wait_until(lambda: len(self.guest.resets()) > self.resets_before, 2 * SECONDS + SLACK, "reset")
        bite = self._events("WATCHDOG")[-1]
        self.assertEqual(len(self._events("WATCHDOG")), self.events_before + 1)
        self.assertEqual(bite["data"]["action"], "reset")
        took = bite["timestamp"]["seconds"] + bite["timestamp"]["microseconds"] / 1e6 - sent
        self.note(f"reset after {took:.2f} s")
        self.assertGreater(took, least)
        self.assertLess(took, SECONDS + SLACK)
