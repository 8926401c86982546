"""What every fault of a camera has in common: what viewers and programs are told meanwhile, and how soon it is over."""

import os
import random
import re
import statistics
import time
from dataclasses import dataclass

import notices
import strict_jpeg
from audience import Audience, between
from bench import LabCase
from daemon import Daemon

ROUNDS = int(os.environ.get("MARTLET_LAB_ROUNDS", "2"))
MEDIAN_SECONDS, WORST_SECONDS = 1, 3
# How far apart drawn pictures may be, and the first of them at different viewers.
APART_SECONDS = 1
# What an emulated guest on a busy host may add to a second of the program's.
GRACE_SECONDS = 0.3
# Two snapshots, of which none has to be waited for.
SNAPSHOTS_SECONDS = 1
# Nothing that is well takes so long, however busy the host is.
PATIENCE_SECONDS = 20
SHORTEST_HOLD_SECONDS, LONGEST_HOLD_SECONDS = 1.2, 2.4
SAMPLE_SECONDS = 0.25
# What may be written while a fault is being made, before the program has met it.
PRELUDE = r"PAUSED|STARTING"


@dataclass(frozen=True)
class Fault:
    """A fault that leaves viewers without the camera's pictures until it is healed.

    `heal` may give the moment at which the camera would have answered again, in seconds since 1970: where it gives none,
    that is when it was called. `reason` matches what is told, `counted` are the faults of which one at least grows;
    `besides` are others that may. `told` is within how many seconds of the fault the viewers have a picture that tells.
    """

    make: callable
    heal: callable
    reason: str
    counted: tuple
    besides: tuple = ()
    told: float = 1.5


@dataclass(frozen=True)
class Round:
    """One fault lived through: seconds until viewers were told, and from the camera's return to the last viewer's frame."""

    told: float | None
    back: float
    complaints: tuple


class Stage:
    """A program and the viewers who watch it, kept from test to test as long as nothing goes wrong."""

    def __init__(self, guest, arguments, is_drawn, paths, keeps_frames):
        self.daemon = Daemon(guest, *arguments).__enter__()
        try:
            self.audience = Audience(self.daemon, is_drawn, paths, keeps_frames)
        except BaseException:
            self.daemon.__exit__()
            raise

    def close(self):
        """Ends both."""
        self.audience.close()
        self.daemon.__exit__()


class OutageCase(LabCase):
    """A test whose viewers stay through everything; those of the next test of the class are the same."""

    paths = ("/stream", "/stream", "/video_feed")
    keeps_frames = False
    size = (640, 480)
    stage = None

    def arguments(self):
        """The program's arguments."""
        raise NotImplementedError

    def is_drawn(self, picture):
        """Whether a picture is none of the camera's."""
        raise NotImplementedError

    def check_frames(self, pictures):
        """Looks at the camera's pictures that a viewer got."""
        raise NotImplementedError

    def setUp(self):
        super().setUp()
        self.random = random.Random(self.id())
        # Given back at the end of a test in which all was well.
        self.stage, type(self).stage = type(self).stage, None
        self.addCleanup(self._leave_stage)
        self.is_well = False

    def enter(self, *arguments):
        """Begins, if no test before has, and waits until every viewer has a frame."""
        self.begin(*arguments)
        now = time.time()
        self.audience.wait_for_frames(now, PATIENCE_SECONDS, "the camera's pictures")
        self.wait_until(self.is_streaming, PATIENCE_SECONDS, "it streams")
        self.audience.check()

    def begin(self, *arguments):
        """Begins, if no test before has; it may be without a picture of the camera."""
        if self.stage is None:
            strict_jpeg.decode([])    # compiled before several need it at once
            words = arguments or self.arguments()
            self.stage = Stage(self.guest, words, self.is_drawn, self.paths, self.keeps_frames)
        self.daemon, self.audience = self.stage.daemon, self.stage.audience
        self.began = time.time()

    def _leave_stage(self):
        if self.stage is not None and self.is_well:
            type(self).stage = self.stage
        elif self.stage is not None:
            self.stage.close()
        self.stage = None

    @classmethod
    def tearDownClass(cls):
        if cls.stage is not None:
            cls.stage.close()
            cls.stage = None

    def what_the_daemons_said(self):
        return super().what_the_daemons_said() + (
            "".join(f"--- {line}\n" for line in self.stage.daemon.errors.splitlines()) if self.stage else "")

    def is_streaming(self):
        """Whether all is well by its own account."""
        state = self.daemon.state()
        return (state["state"], state["reason"]) == ("streaming", "")

    # MARK: An outage

    def endure(self, fault):
        """Lives through a fault as often as is asked, and tells how long viewers waited for the camera's pictures."""
        self.measure(lambda: self.judge([self.live_through(fault) for _ in range(ROUNDS)]))
        self.finish()

    def judge(self, rounds):
        """Adds the figures of the rounds to the line of this test, and gives what was too late."""
        times = [each.back for each in rounds]
        median, worst = statistics.median(times), max(times)
        self.note(f"{len(rounds)} rounds, back after {median * 1000:.0f} ms, worst {worst * 1000:.0f}")
        told = [each.told for each in rounds if each.told is not None]
        if told:
            self.note(f"told after {statistics.median(told) * 1000:.0f} ms")
        complaints = [complaint for each in rounds for complaint in each.complaints]
        if median >= MEDIAN_SECONDS:
            complaints.append(f"the median of {_listed(times)} is not under {MEDIAN_SECONDS} s")
        if worst >= WORST_SECONDS:
            complaints.append(f"the worst of {_listed(times)} is not under {WORST_SECONDS} s")
        return complaints

    def live_through(self, fault, before=None):
        """One round: the fault, what is told while it lasts, and the way back; `before` is what was counted until then."""
        before = before or self.daemon.state()["counters"]
        began = time.time()
        fault.make()
        made = time.time()
        told = self._wait_until_told(fault, began)
        self._look(fault, until=time.time() + self.random.uniform(SHORTEST_HOLD_SECONDS, LONGEST_HOLD_SECONDS))
        healing = time.time()
        returned = fault.heal() or healing
        frames = self.audience.wait_for_frames(healing, PATIENCE_SECONDS, "the camera's pictures, after it was healed")
        self.wait_until(self.is_streaming, PATIENCE_SECONDS, "it streams again")
        self.assert_healthy()
        complaints = self._complaints(fault, made, told, max(healing, returned))
        self._check_counters(fault, before)
        self.audience.check()
        return Round(max(told) - made, max(frame.arrived for frame in frames) - returned, tuple(complaints))

    def recover(self, make, reason, counted, besides=()):
        """The same of a fault that leaves the camera well; `make` gives since when it is, in seconds since 1970."""
        fault = Fault(make, None, reason, counted, besides)
        self.measure(lambda: self.judge([self._recover(fault) for _ in range(ROUNDS)]))
        self.finish()

    def _recover(self, fault):
        before, began = self.daemon.state()["counters"], time.time()
        returned = fault.make()
        self.wait_until(lambda: self._grown_faults(before) & set(fault.counted), PATIENCE_SECONDS, "it is counted")
        frames = self.audience.wait_for_frames(time.time(), PATIENCE_SECONDS, "the camera's pictures, by itself")
        self.wait_until(self.is_streaming, PATIENCE_SECONDS, "it streams again")
        self.assert_healthy()
        for watcher in self.audience.watchers:
            for picture in between(watcher, began, time.time()):
                if picture.is_drawn:
                    self._assert_drawn(picture.data)
                    self._tells(fault, picture.data)
        self._check_counters(fault, before)
        self.audience.check()
        return Round(None, max(frame.arrived for frame in frames) - returned, ())

    def _wait_until_told(self, fault, began):
        """When each viewer first had a picture that tells of the fault."""
        def told(watcher):
            for picture in between(watcher, began, time.time()):
                if picture.is_drawn and self._tells(fault, picture.data):
                    return picture.arrived
            return None
        return self.audience.wait_until(told, PATIENCE_SECONDS, f"a picture that tells {fault.reason!r}")

    def _tells(self, fault, picture):
        written = notices.text(picture)
        if re.search(fault.reason, written, re.IGNORECASE):
            return True
        self.assertRegex(written, PRELUDE, "a drawn picture that tells something else")
        return False

    def _look(self, fault, until):
        """Asks again and again how it is."""
        self._check_snapshots(fault)
        while True:
            state = self.daemon.state()
            self.assertRegex(state["reason"], fault.reason, state)
            self.assertIn(state["state"], ("opening", "recovering", "streaming"))
            status, _, body = self.daemon.get("/healthz")
            self.assertEqual(status, 503, body)
            self.assertRegex(body.decode(), fault.reason)
            left = until - time.time()
            if left <= 0:
                return
            time.sleep(min(left, SAMPLE_SECONDS))

    def _check_snapshots(self, fault):
        asked = time.time()
        status, _, body = self.daemon.get("/snapshot")
        self.assertEqual(status, 503, body[:200])
        self.assertRegex(body.decode(), fault.reason)
        status, headers, body = self.daemon.get("/snapshot?placeholder=1")
        self.assertEqual((status, headers["Content-Type"]), (200, "image/jpeg"))
        self._assert_drawn(body)
        self.assertTrue(self._tells(fault, body), notices.text(body))
        # Both can be told at once.
        self.assertLess(time.time() - asked, SNAPSHOTS_SECONDS)

    def _assert_drawn(self, picture):
        (decoded,) = strict_jpeg.decode([picture])
        self.assertTrue(decoded.is_clean, decoded)
        self.assertEqual((decoded.width, decoded.height), self.size)

    def _complaints(self, fault, made, told, healed):
        """What was too late; fails if a picture was wrong."""
        complaints = []
        if max(told) - made > fault.told:
            complaints.append(f"told only {max(told) - made:.2f} s after the fault, {fault.told} s are allowed")
        if max(told) - min(told) > APART_SECONDS:
            complaints.append(f"the viewers were told {max(told) - min(told):.2f} s apart")
        for watcher, moment in zip(self.audience.watchers, told):
            drawn = between(watcher, moment, healed)
            self.assertTrue(all(picture.is_drawn for picture in drawn), "a frame of the camera during the outage")
            for picture in {picture.data: picture for picture in drawn}.values():
                self._assert_drawn(picture.data)
                self.assertTrue(self._tells(fault, picture.data), notices.text(picture.data))
            times = [*(picture.arrived for picture in drawn), healed]
            gap = max(after - before for before, after in zip(times, times[1:]))
            self.assertLess(gap, PATIENCE_SECONDS / 2, "viewers would have given up")
            if gap > APART_SECONDS + GRACE_SECONDS:
                complaints.append(f"{gap:.2f} s without a picture for the viewer of {watcher.path}")
        return complaints

    def _check_counters(self, fault, before):
        counted = self._grown_faults(before)
        self.assertTrue(counted & set(fault.counted), f"counted {counted}, none of {fault.counted}")
        self.assertLessEqual(counted, {*fault.counted, *fault.besides}, "faults that were none")

    def _grown_faults(self, before):
        """The faults that were counted since then."""
        return {kind for kind, count in self.daemon.state()["counters"]["faults"].items()
                if count > before["faults"].get(kind, 0)}

    # MARK: No outage

    def shrug_off(self, make, seconds, check, forgiven=None):
        """Makes a fault that costs frames only, and watches for so long.

        `check` is given how much each counter grew, and when the round began. `forgiven` names a fault that the driver
        may make of it: what brings the camera back from that is as good.
        """
        self.measure(lambda: self._shrug_off(make, seconds, check, forgiven))
        self.finish()

    def _shrug_off(self, make, seconds, check, forgiven):
        longest, made_worse = 0, 0
        for _ in range(ROUNDS):
            before, began = self.daemon.state()["counters"], time.time()
            make()
            while time.time() < began + seconds:
                state = self.daemon.state()
                if self._grown_faults(before) == {forgiven}:
                    made_worse += 1
                    break
                self.assertEqual((state["state"], state["reason"]), ("streaming", ""))
                time.sleep(SAMPLE_SECONDS)
            if self._grown_faults(before) == {forgiven}:
                self.wait_until(lambda: self.daemon.get("/healthz")[0] == 200, WORST_SECONDS, "it is back")
                continue
            self.assert_healthy()
            grown, ended = _growth(before, self.daemon.state()["counters"]), time.time()
            self.assertEqual(self._grown_faults(before), set())
            check(grown, began)
            for watcher in self.audience.watchers:
                pictures = between(watcher, began - MEDIAN_SECONDS, ended)
                self.assertFalse([picture.number for picture in pictures if picture.is_drawn and picture.arrived >= began],
                                 "a drawn picture")
                times = [*(picture.arrived for picture in pictures), ended]
                longest = max([longest, *(after - before for before, after in zip(times, times[1:]))])
            self.audience.check()
        self.note(f"{ROUNDS} rounds, the longest gap {longest * 1000:.0f} ms")
        if forgiven:
            self.note(f"{made_worse} of them {forgiven}, and back")
        return [] if longest < MEDIAN_SECONDS else [f"{longest:.2f} s without a frame"]

    # MARK: What it takes

    def assert_healthy(self):
        """It says that all is well."""
        status, _, body = self.daemon.get("/healthz")
        self.assertEqual((status, body.strip()), (200, b"ok"))

    def finish(self):
        """What holds once it is over, for this test's pictures and for all connections."""
        status, headers, body = self.daemon.get("/snapshot")
        self.assertEqual((status, headers["Content-Type"]), (200, "image/jpeg"), body[:200])
        self.assertFalse(self.is_drawn(body), "a snapshot that is drawn")
        for watcher in self.audience.watchers:
            pictures = between(watcher, self.began, time.time())
            self.check_frames([picture for picture in pictures if not picture.is_drawn])
        self.audience.check()
        self.is_well = True

    def switch(self, word):
        """PUT /streaming."""
        self.assertEqual(self.daemon.put("/streaming", word)[0], 200)


def _growth(before, after):
    """By how much each number grew."""
    return {name: after[name] - before[name] for name in after if isinstance(after[name], (int, float))}


def _listed(seconds):
    return ", ".join(f"{each:.2f}" for each in seconds)
