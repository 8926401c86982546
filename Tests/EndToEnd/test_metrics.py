"""What is counted for Prometheus."""

import re
import subprocess
import tempfile
import unittest
from base64 import b64encode
from pathlib import Path

from case import EndToEndCase
from http1 import ask
from unpacked import unpacked

HISTOGRAM = "martlet_stream_picture_age_seconds"
TYPES = {
    "martlet_build_info": "gauge", "martlet_uptime_seconds": "gauge", "martlet_camera_state": "gauge",
    "martlet_frames_dropped_total": "counter", "martlet_camera_faults_total": "counter",
    "martlet_frames_captured_total": "counter", "martlet_frames_repaired_total": "counter",
    "martlet_frames_copied_total": "counter",
    "martlet_camera_opens_total": "counter", "martlet_camera_restarts_total": "counter",
    "martlet_camera_resets_total": "counter", "martlet_stream_pictures_skipped_total": "counter",
    "martlet_sent_bytes_total": "counter", "martlet_connections_total": "counter",
    "martlet_connections_stalled_total": "counter", "martlet_requests_denied_total": "counter",
    "martlet_requests_rejected_total": "counter", "martlet_picture_ready_seconds": "summary",
    "martlet_encode_seconds": "summary", HISTOGRAM: "histogram", "martlet_viewers": "gauge",
    "martlet_open_connections": "gauge",
}
SUFFIXES = {"counter": ("",), "gauge": ("",), "summary": ("_sum", "_count"), "histogram": ("_bucket", "_sum", "_count")}
SAMPLE = re.compile(r'([a-z_]+)((?:\{[a-z]+="[^"\\]+"\})?) (\d+(?:\.\d{6})?)')


class Metrics(EndToEndCase):
    """/metrics."""

    def test_format(self):
        """each name has its HELP, its TYPE and then its samples, once; promtool finds nothing to say of any state"""
        daemon = self.start("--idle-close", "1")
        self.read(daemon)
        viewer = self.view(daemon)
        viewer.take(5)
        self.read(daemon)
        viewer.close()
        self.wait_until("nobody watches", lambda: daemon.state()["state"] == "idle")
        self.read(daemon)
        self.pause(daemon)
        text, values = self.read(daemon)
        states = {name: value for name, value in values.items() if name.startswith("martlet_camera_state")}
        self.assertEqual(len(states), 5)
        self.assertEqual([name for name, value in states.items() if value], ['martlet_camera_state{state="paused"}'])
        self.assertEqual(values[f'martlet_build_info{{version="{daemon.state()["version"]}"}}'], 1)
        # The judge must be able to say no.
        for wrong in (text.replace("_total", ""), text.replace("counter", "gauge"), text.replace("# HELP", "# OF"),
                      text.replace("seconds", "milliseconds"), text + text, text.rstrip("\n")):
            self.assertNotEqual(promtool(wrong), (0, ""), wrong[-200:])
        head = daemon.get("/metrics", "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))

    def test_counts(self):
        """nothing that counts goes back, whatever happens, and it is what was really sent"""
        daemon = self.start("--size", "320x240")
        before = {}
        viewers = [self.view(daemon, path) for path in ("/stream", "/?action=stream")]
        taken = 0
        for step in range(4):
            taken += sum(len(viewer.take(10)) for viewer in viewers)
            now = self.grown(daemon, before)
            self.assertEqual(now["martlet_viewers"], 2)
            self.assertGreaterEqual(now[HISTOGRAM + "_count"], taken)
            self.assertGreaterEqual(now["martlet_encode_seconds_count"], 10 * (step + 1))
            self.assertGreater(now["martlet_encode_seconds_sum"], before.get("martlet_encode_seconds_sum", 0))
            self.assertGreater(now["martlet_picture_ready_seconds_sum"], now["martlet_encode_seconds_sum"])
            self.assertGreater(now["martlet_sent_bytes_total"], before.get("martlet_sent_bytes_total", 0))
            before = now
        for _ in range(4):
            for word in ("off", "on"):
                daemon.put("/streaming", word)
                before = self.grown(daemon, before)
            # Among these may be what was drawn to say that it was off: no picture of the camera's, and not counted.
            for viewer in viewers:
                viewer.take(10)
        self.assertEqual(before["martlet_camera_opens_total"], 5)
        self.assertEqual(daemon.get("/nothing").status, 404)
        for viewer in viewers:
            viewer.close()
        self.wait_until("they are gone", lambda: not daemon.state()["viewers"])
        now = self.grown(daemon, before)
        self.assertEqual((now["martlet_viewers"], now["martlet_requests_rejected_total"]), (0, 1))
        counters = daemon.state()["counters"]
        self.assertEqual(now["martlet_connections_total"] + 1, counters["connections"])
        for name in ("opens", "restarts", "resets"):
            self.assertEqual(now[f"martlet_camera_{name}_total"], counters[name], name)
        mean = now[HISTOGRAM + "_sum"] / now[HISTOGRAM + "_count"]
        self.note(f"{now[HISTOGRAM + '_count']:.0f} pictures, {mean * 1000:.1f} ms old on the average")

    def test_slow_viewer(self):
        """the pictures that a viewer does not get because it does not read are counted, once for each such viewer"""
        daemon = self.start()
        quick, slow = self.view(daemon), self.view(daemon)
        slow.take(5)
        quick.take(60)
        slow.take(10)
        name = "martlet_stream_pictures_skipped_total"
        before, viewers, after = self.values(daemon)[name], daemon.state()["viewers"], self.values(daemon)[name]
        skipped = sum(viewer["skipped"] for viewer in viewers)
        self.note(f"{skipped} skipped")
        self.assertGreater(viewers[1]["skipped"], 10)
        self.assertTrue(before <= skipped <= after, (before, skipped, after))

    def test_missing_camera(self):
        """each try to open a camera that is not there is a fault of that kind"""
        if any(Path("/dev").glob("video*")):
            raise unittest.SkipTest("this machine has a camera")
        daemon = self.launch("--device", "camera", "--listen", "127.0.0.1:0")
        missing = 'martlet_camera_faults_total{reason="missing"}'
        first = self.wait_until("it was missed", lambda: self.values(daemon)[missing])
        self.view(daemon)
        now = self.wait_until("it was missed again", lambda: (
            values if (values := self.values(daemon))[missing] > first else None))
        faults = {name: value for name, value in now.items() if name.startswith("martlet_camera_faults") and value}
        self.assertEqual(list(faults), [missing])
        self.assertGreaterEqual(now["martlet_camera_opens_total"], now[missing])
        self.assertEqual(now[HISTOGRAM + "_count"], 0)

    def test_password(self):
        """the password is asked for as everywhere, and who has it wrong is counted"""
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("a long password\n")
            file.flush()
            daemon = self.start("--password-file", file.name)
            self.assertEqual(daemon.get("/metrics").status, 401)
            self.assertEqual(daemon.get("/metrics", Authorization=credentials("wrong")).status, 401)
            now = self.values(daemon, Authorization=credentials("a long password"))
        self.assertEqual((now["martlet_requests_denied_total"], now["martlet_requests_rejected_total"]), (1, 2))

    def grown(self, daemon, before):
        """The values, of which none that counts is less than before."""
        _, values = self.read(daemon)
        for name, value in before.items():
            if name.startswith("martlet_uptime") or TYPES.get(family(name)) in ("counter", "summary", "histogram"):
                self.assertGreaterEqual(values[name], value, name)
        return values

    def values(self, daemon, **fields):
        """Each sample's value by its name with its label."""
        answer = ask(daemon.address, "GET", "/metrics", **fields)
        self.assertEqual((answer.status, answer.fields["content-type"]),
                         (200, "text/plain; version=0.0.4; charset=utf-8"))
        return self.parse(answer.text)

    def read(self, daemon):
        """The text and its values, when promtool and a strict reader find nothing wrong with it."""
        text = daemon.get("/metrics").text
        self.assertEqual(promtool(text), (0, ""))
        values = self.parse(text)
        buckets = [value for name, value in values.items() if name.startswith(HISTOGRAM + "_bucket")]
        self.assertEqual(buckets, sorted(buckets), "a bucket holds those before it")
        self.assertEqual(buckets[-1], values[HISTOGRAM + "_count"])
        return text, values

    def parse(self, text):
        """Each sample's value by its name with its label; the order of lines is kept to strictly."""
        values, types, name = {}, {}, None
        lines = iter(text.splitlines())
        self.assertTrue(text.endswith("\n"))
        for line in lines:
            if helped := re.fullmatch(r"# HELP ([a-z_]+) [A-Z1].+\.", line):
                name = helped[1]
                told = re.fullmatch(rf"# TYPE {name} ([a-z]+)", next(lines))
                self.assertTrue(told and name not in types, line)
                types[name] = told[1]
                continue
            sample = SAMPLE.fullmatch(line)
            self.assertTrue(sample, line)
            self.assertIn(sample[1], [name + suffix for suffix in SUFFIXES[types[name]]], line)
            self.assertEqual("." in sample[3], bool(re.search("seconds$|seconds_sum$", sample[1])), line)
            self.assertNotIn(sample[1] + sample[2], values)
            values[sample[1] + sample[2]] = float(sample[3])
        self.assertEqual(types, TYPES)
        return values


def family(name):
    """The name of which this sample is one."""
    return re.sub(r"(seconds)_(bucket|sum|count)$", r"\1", name.partition("{")[0])


def credentials(password):
    """The field of a request that has this password."""
    return "Basic " + b64encode(f"prometheus:{password}".encode()).decode()


def promtool(text):
    """The exit status of `promtool check metrics`, and all that it says."""
    program = unpacked("usr/bin/promtool", "promtool", "prometheus")
    done = subprocess.run([program, "check", "metrics"], input=text, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stdout + done.stderr
