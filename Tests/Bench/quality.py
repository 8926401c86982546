"""How good the pictures are that a server encodes, so that speed is not bought with it."""

import json
import subprocess

import tools
from servers import Failed

_MOST_SECONDS = 30
# Chroma samples for four pixels of luma, by the sampling's name.
_CHROMA_SAMPLES = {"4:2:0": 1, "4:2:2": 2, "4:4:0": 2, "4:4:4": 4}
_PLANES = ["y", "u", "v"]
# What Martlet's PSNR may be below another's.
_TOLERANCE_DB = 0.2


def measure(server, scenario, port):
    """The figures of the pictures that a server gives now, by name; throws Failed."""
    done = subprocess.run([str(tools.BUILT / "quality"), str(port), server.target,
                           f"{scenario.width}x{scenario.height}"], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False, timeout=_MOST_SECONDS)
    if done.returncode != 0:
        raise Failed(f"the pictures of {server.name} cannot be judged: {done.stderr.strip()}")
    return json.loads(done.stdout)


def verdicts(servers):
    """Whether Martlet keeps what it promises beside each other server; `servers` holds figures by name."""
    judged = {name: figures for name, figures in servers.items() if "sampling" in figures}
    martlet = judged.pop("martlet", None)
    return {name: _verdict(martlet, other) for name, other in judged.items()} if martlet else {}


def _verdict(martlet, other):
    gains_db = {plane: round(martlet[f"psnr_{plane}_db"] - other[f"psnr_{plane}_db"], 3) for plane in _PLANES}
    return {
        "is_sampling_kept": _chroma_samples(martlet) >= _chroma_samples(other) > 0,
        "is_psnr_kept": all(gain_db >= -_TOLERANCE_DB for gain_db in gains_db.values()),
        "psnr_gains_db": gains_db,
    }


def _chroma_samples(figures):
    # Rounds that differ are told as such, and promise nothing.
    return _CHROMA_SAMPLES.get(figures["sampling"], 0)


def lines(servers, judged):
    """The figures of all servers in a line, and a line for each verdict."""
    told = [f"{name} {figures['sampling']} {figures['jpeg_bytes'] / 1000:.0f} KB "
            + " ".join(f"{plane.upper()} {figures[f'psnr_{plane}_db']:.1f}" for plane in _PLANES) + " dB"
            for name, figures in servers.items() if "sampling" in figures]
    if told:
        yield f"quality: {'; '.join(told)}"
    for name, verdict in judged.items():
        gains = ", ".join(f"{plane.upper()} {gain_db:+.2f}" for plane, gain_db in verdict["psnr_gains_db"].items())
        yield (f"promise: chroma sampled at least as {name}'s: {_word(verdict['is_sampling_kept'])}; PSNR within "
               f"{_TOLERANCE_DB} dB of {name}'s or better: {_word(verdict['is_psnr_kept'])} ({gains} dB)")


def _word(is_kept):
    return "pass" if is_kept else "miss"
