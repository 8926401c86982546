"""One server in one scenario, for some seconds: its figures."""

import json
import subprocess
import time
from pathlib import Path

import quality
import tools
from servers import Failed, Running

_SETTLE_SECONDS = 1
_SAMPLE_SECONDS = 0.1
# The thread that plays the camera in the server's process: a real one's work is the kernel's.
_CAMERA_THREAD = "played-camera"
_FULL_RATE = 0.98


def measure(server, scenario, seconds, device=""):
    """The figures of one run, by name; `device` is a real camera's path, or empty. Throws Failed."""
    is_played = not device and scenario.camera == "played"
    environment = {}
    if is_played:
        device, environment = played_camera(scenario)
    with Running(server, scenario, "pattern" if scenario.camera == "pattern" else device, environment) as running:
        time.sleep(_SETTLE_SECONDS)
        seconds += scenario.viewers.connecting_seconds
        before = _Reading(running.process.pid)
        with _watch(server, scenario, running.port, seconds, is_played) as viewers:
            memory_kb = _highest_memory(running, viewers, seconds)
            after = _Reading(running.process.pid)
            seen = json.loads(viewers.communicate()[0] or "{}")
            if viewers.returncode != 0:
                raise Failed(f"the viewers of {server.name} ended with status {viewers.returncode}")
        # After the measuring, because it takes a processor to decode whole pictures. Only of a played raw picture is it
        # known what it was before it was encoded.
        judged = quality.measure(server, scenario, running.port) if is_played and scenario.format != "MJPG" else {}
        running.check()
    return {**_figures(scenario, before, after, memory_kb, seen), **judged}


def played_camera(scenario):
    """The path of the scenario's camera, and the variables by which a program finds it there."""
    device = tools.BUILT / "camera"
    # Some programs look whether there is a file before they open it.
    device.touch()
    return str(device), {
        "LD_PRELOAD": str(tools.BUILT / "played_camera.so"), "BENCH_CAMERA_PATH": str(device),
        "BENCH_CAMERA_FORMAT": scenario.format, "BENCH_CAMERA_SIZE": f"{scenario.width}x{scenario.height}",
        "BENCH_CAMERA_RATE": str(scenario.rate), "BENCH_CAMERA_FRAMES": str(tools.frames(scenario.frames))}


def _watch(server, scenario, port, seconds, is_played):
    """The viewers, watching; without any, a program that only waits."""
    arguments = scenario.viewers.arguments()
    if not arguments:
        return subprocess.Popen(["sleep", str(seconds)], stdout=subprocess.PIPE)
    source = "head" if not is_played else "comment" if scenario.format == "MJPG" else "blocks"
    target = server.dated_target if source == "head" and server.dated_target else server.target
    return subprocess.Popen([str(tools.BUILT / "viewers"), str(port), target, *arguments, "--seconds", str(seconds),
                             "--age", source], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)


def _highest_memory(running, viewers, seconds):
    """Waits for the viewers to end; gives the most memory that the server has had meanwhile, in KB."""
    deadline = time.monotonic() + seconds + 10
    highest = 0
    try:
        while viewers.poll() is None:
            running.check()
            highest = max(highest, resident_kb(running.process.pid))
            if time.monotonic() > deadline:
                raise Failed("the viewers do not end")
            time.sleep(_SAMPLE_SECONDS)
    finally:
        if viewers.poll() is None:
            viewers.kill()
    return highest


class _Reading:
    """What the kernel has counted so far, for the server and for the machine."""

    def __init__(self, process):
        # The process's CPU clock as clock_getcpuclockid(3) makes it, threads that have ended included.
        self.processor_us = time.clock_gettime_ns((~process << 3) | 2) / 1000
        self.threads = 0
        for thread in Path(f"/proc/{process}/task").iterdir():
            if (thread / "comm").read_text(encoding="utf-8").strip() == _CAMERA_THREAD:
                # Nanoseconds on a processor (proc(5), schedstat).
                self.processor_us -= int((thread / "schedstat").read_text(encoding="utf-8").split()[0]) / 1000
            else:
                self.threads += 1
        ticks = list(map(int, Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:9]))
        self.machine_ticks = sum(ticks)
        self.machine_busy_ticks = self.machine_ticks - ticks[3] - ticks[4]


def resident_kb(process):
    """The process's own memory: what it shares with the played camera is left out."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return sum(int(fields[name].split()[0]) for name in ("RssAnon", "RssFile"))


def _figures(scenario, before, after, memory_kb, seen):
    frames = sum(kind["frames"] for kind in seen.values())
    busy_us = after.processor_us - before.processor_us
    machine_ticks = max(1, after.machine_ticks - before.machine_ticks)
    figures = {
        "memory_kb": memory_kb,
        "threads": after.threads,
        "machine_share": (after.machine_busy_ticks - before.machine_busy_ticks) / machine_ticks,
    }
    if frames:
        figures["us_per_frame"] = busy_us / frames
    for name, kind in seen.items():
        figures[f"{name}_bad"] = kind["bad"]
        figures[f"{name}_closed"] = kind["closed"]
        if name == "stuck":
            continue
        figures[f"{name}_fps"] = kind["lowest_fps"]
        for key, value in (kind["age_ms"] or {}).items():
            figures[f"{name}_age_{key}_ms"] = value
    if "fast_fps" in figures:
        figures["is_full_rate"] = int(figures["fast_fps"] >= scenario.rate * _FULL_RATE)
    return figures
