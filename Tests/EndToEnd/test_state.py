"""Snapshots, what is told of the state, and the switch."""

import time

from case import EndToEndCase
from http1 import Connection, request

SHAPE = {
    "version": str, "name": str, "now": float, "uptime": float, "state": str, "reason": str, "open": bool, "notes": [],
    "camera": {"name": str, "identity": str, "path": str},
    "format": {"name": str, "width": int, "height": int, "rate": float, "encoded": bool},
    "first_frame_ms": float, "sequence": int,
    "counters": {"captured": int, "repaired": int, "dropped": int, "damaged": int, "encoded": int, "encoding_ms": float,
                 "opens": int, "restarts": int, "resets": int,
                 "faults": {"missing": int, "busy": int, "no_permission": int, "unplugged": int, "no_bandwidth": int,
                            "not_a_camera": int, "receiver": int, "no_usable_format": int, "silent": int, "unanswered": int,
                            "failed": int},
                 "connections": int, "stalled": int, "denied": int, "rejected": int},
    "viewers": [{"id": int, "peer": str, "path": str, "frames": int, "skipped": int, "fps": float, "age_ms": float,
                 "bytes": int, "queue": int, "unread": int}],
}


class State(EndToEndCase):
    """/state and /healthz."""

    def test_shape(self):
        """/state has exactly the documented members, with the documented types"""
        daemon = self.start("--size", "640x480", "--rate", "25")
        viewer = self.view(daemon, "/axis-cgi/mjpg/video.cgi?fps=20")
        self.view(daemon, "/stream").take(5)
        parts = viewer.take(5)
        answer = daemon.get("/state")
        self.assertEqual((answer.status, answer.fields["content-type"]), (200, "application/json"))
        state = daemon.state()
        self.assert_shape(state, SHAPE)
        self.assertEqual((state["state"], state["reason"]), ("streaming", ""))
        self.assertEqual(state["camera"], {"name": "Test pattern", "identity": "pattern", "path": "pattern"})
        self.assertEqual(state["format"], {"name": "YUYV", "width": 640, "height": 480, "rate": 25, "encoded": True})
        self.assertEqual([each["path"] for each in state["viewers"]], ["/axis-cgi/mjpg/video.cgi", "/stream"])
        self.assertEqual(state["viewers"][0]["peer"], "{}:{}".format(*viewer.connection.socket.getsockname()))
        self.assertGreaterEqual(state["viewers"][0]["frames"], 5)
        self.assertGreaterEqual(state["viewers"][0]["bytes"], sum(len(part.data) for part in parts))
        self.assertGreaterEqual(state["sequence"], parts[-1].sequence)
        self.assertAlmostEqual(state["now"], time.time(), delta=5)

    def test_rate(self):
        """the rate that /state tells of a viewer is the one it gets"""
        daemon = self.start()
        viewer = self.view(daemon, "/stream?fps=10")
        parts = viewer.take_for(2.5)
        told = daemon.state()["viewers"][0]["fps"]
        got = (len(parts) - 1) / (parts[-1].timestamp - parts[0].timestamp)
        self.note(f"{told:.1f} told, {got:.1f} got")
        self.assertAlmostEqual(told, got, delta=2)

    def test_health(self):
        """/healthz is one word while all is well, paused or idle too"""
        daemon = self.start("--idle-close", "1")
        self.assertEqual(daemon.get("/healthz").text, "ok\n")
        self.wait_until("nobody watches", lambda: daemon.state()["state"] == "idle")
        answer = daemon.get("/healthz")
        self.assertEqual((answer.status, answer.text), (200, "ok\n"))
        self.pause(daemon)
        answer = daemon.get("/healthz")
        self.assertEqual((answer.status, answer.text), (200, "ok\n"))

    def assert_shape(self, value, shape):
        """A value of JSON has the members and types of the shape."""
        if isinstance(shape, dict):
            self.assertEqual(list(value), list(shape))
            for name, inner in shape.items():
                self.assert_shape(value[name], inner)
        elif isinstance(shape, list):
            self.assertIsInstance(value, list)
            for each in value:
                self.assert_shape(each, shape[0])
        else:
            self.assertIs(type(value), shape, value)


class Snapshot(EndToEndCase):
    """/snapshot and its other names."""

    def test_snapshot(self):
        """one JPEG, whole, with number, time and age, by each of its names"""
        daemon = self.start()
        pictures, last = [], 0
        for target in ("/snapshot", "/snapshot.jpg", "/?action=snapshot", "/axis-cgi/jpg/image.cgi?resolution=any"):
            answer = daemon.get(target)
            self.assertEqual((answer.status, answer.fields["content-type"]), (200, "image/jpeg"))
            timestamp, age = float(answer.fields["x-timestamp"]), float(answer.fields["x-age"])
            self.assertLessEqual(timestamp + age / 1000, time.time() + 0.001)
            self.assertLessEqual(age, 1000)
            self.assertGreaterEqual(int(answer.fields["x-sequence"]), last)
            last = int(answer.fields["x-sequence"])
            pictures.append(answer.body)
        self.assert_clean(pictures)

    def test_age(self):
        """max_age= is kept: of an older picture nobody hears, the next one is waited for; 1000 when it is not said"""
        daemon = self.start("--rate", "2")
        last = 0
        for target, limit, until_next in (
                ("/snapshot", 1, 1.01), ("/snapshot", 1, 0.11), ("/snapshot?max_age=100", 0.1, 0.11)):
            answer = daemon.get(target)
            self.assertEqual(answer.status, 200)
            self.assertLessEqual(float(answer.fields["x-age"]), limit * 1000)
            self.assertGreater(int(answer.fields["x-sequence"]), last, "an old picture")
            last, captured = int(answer.fields["x-sequence"]), float(answer.fields["x-timestamp"])
            self.wait_until("the picture is too old for the next", lambda: time.time() > captured + until_next)
        answer = daemon.get("/snapshot?max_age=60000")
        self.assertEqual(int(answer.fields["x-sequence"]), last, "it was good enough")

    def test_newest(self):
        """max_age=0 gives a picture that was captured after it was asked for"""
        daemon = self.start("--snapshot-time", "2")
        asked = time.time()
        answer = daemon.get("/snapshot?max_age=0")
        self.assertEqual(answer.status, 200, answer.text if answer.status != 200 else "")
        self.assertGreaterEqual(float(answer.fields["x-timestamp"]), asked)

    def test_wakes(self):
        """a snapshot wakes an idle source and is not an old picture"""
        daemon = self.start("--idle-close", "1")
        self.wait_until("nobody watches", lambda: daemon.state()["state"] == "idle")
        asked = time.time()
        answer = daemon.get("/snapshot?max_age=3600000")
        self.assertEqual(answer.status, 200)
        self.assertGreaterEqual(float(answer.fields["x-timestamp"]), asked)


class Switch(EndToEndCase):
    """PUT /streaming."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start("--stall-time", "1")

    def test_off_and_on(self):
        """off: viewers stay and are told so once a second; on: the same connections go on where they were"""
        viewer = self.view(self.daemon)
        taken = viewer.take(5)
        answer = self.daemon.put("/streaming", "off")
        self.assertEqual((answer.status, answer.text), (200, "off\n"))
        state = self.daemon.state()
        self.assertEqual((state["state"], state["reason"]), ("paused", "paused: nobody is looking until it is resumed"))
        taken += viewer.take(state["viewers"][0]["frames"] - len(taken))
        told = [part for part in viewer.take_for(2.5) if part.data != taken[-1].data]
        self.assertIn(len(told), (2, 3), "once a second, and nothing else")
        self.assertEqual(len({part.data for part in told}), 1, "one drawn picture, again and again")
        self.assert_clean([told[0].data])
        self.assertEqual(self.daemon.get("/snapshot?placeholder=1").body, told[0].data)
        taken += told
        answer = self.daemon.get("/snapshot")
        self.assertEqual((answer.status, answer.text), (503, state["reason"] + "\n"))
        resumed = time.time()
        self.assertEqual(self.daemon.put("/streaming", " on\t").text, "on\n")
        more = viewer.take(5)
        self.assertGreater(more[0].sequence, taken[-1].sequence)
        self.assertGreaterEqual(more[0].timestamp, resumed, "a picture from before the pause")
        self.assert_clean([part.data for part in taken[-1:] + more])
        self.assertEqual(self.daemon.state()["state"], "streaming")

    def test_many_times(self):
        """off and on two hundred times, sent at once and one by one, ends as it was told last"""
        viewer = self.view(self.daemon)
        with Connection(self.daemon.address) as connection:
            off, on = request("PUT", "/streaming", b"off"), request("PUT", "/streaming", b"on")
            connection.send((off + on) * 100)
            words = [connection.answer().text for _ in range(200)]
        self.assertEqual(words, ["off\n", "on\n"] * 100)
        for word in ("off", "on") * 20:
            self.daemon.put("/streaming", word)
        parts = viewer.take(10)
        self.assertEqual(sorted({part.sequence for part in parts}), [part.sequence for part in parts])
        self.assert_clean([part.data for part in parts])

    def test_wrong_word(self):
        """another word is refused, and nothing changes"""
        for body in ("", "of", "off on", "ON"):
            answer = self.daemon.put("/streaming", body)
            self.assertEqual((answer.status, answer.text), (400, "/streaming takes: on or off\n"), body)
        self.assertEqual(self.daemon.state()["state"], "streaming")

    def test_cross_origin(self):
        """a page of another origin gets 403 and changes nothing; the same origin and a program may"""
        host = "{}:{}".format(*self.daemon.address)
        for fields in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": f"http://{host}.evil.example"},
                       {"Origin": "http://127.0.0.1"}, {"Sec_Fetch_Site": "cross-site"},
                       {"Sec_Fetch_Site": "same-site"}):
            answer = self.daemon.put("/streaming", "off", Host=host, **fields)
            self.assertEqual(answer.status, 403, fields)
            self.assertEqual(self.daemon.state()["state"], "streaming")
        for fields in ({}, {"Origin": f"http://{host}"}, {"Origin": f"http://{host}", "Sec_Fetch_Site": "same-origin"}):
            self.assertEqual(self.daemon.put("/streaming", "off", Host=host, **fields).status, 200, fields)
            self.assertEqual(self.daemon.state()["state"], "paused")
            self.assertEqual(self.daemon.put("/streaming", "on", Host=host, **fields).status, 200, fields)
