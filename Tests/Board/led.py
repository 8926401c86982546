"""The LED as somebody sees it: how long it is lit and how long it is dark, and whether that is the pattern it should be."""

import statistics
from dataclasses import dataclass

EDGES = 20
MEDIAN_OFF_BY = 0.10
WORST_OFF_BY = 0.30


@dataclass(frozen=True)
class Pattern:
    """How long the LED is lit and then dark, in milliseconds."""

    lit: int
    dark: int

    @property
    def seconds(self):
        """How long as many edges take as are measured, and somewhat more."""
        return (EDGES / 2 + 2) * (self.lit + self.dark) / 1000 + 2


READY = Pattern(50, 2950)
PAUSED = Pattern(500, 500)
FAILING = Pattern(100, 100)
HELD = Pattern(50, 50)


class Led:
    """One LED on one line of the board."""

    def __init__(self, pins, line, is_active_low=False):
        self._pins, self._line = pins, line
        self._lit_level = 0 if is_active_low else 1

    def is_lit(self):
        """Whether it is lit now."""
        return self._pins.level(self._line) == self._lit_level

    def edges(self, since):
        """Every change from a time on, as (time, whether it is lit from then on)."""
        return [(edge.time, edge.level == self._lit_level) for edge in self._pins.edges(self._line, since)]

    def measure(self, pattern, since):
        """The figures of the pattern's first edges after a time, as a text, and what is wrong with them, as a list."""
        # That many intervals lie between one edge more.
        edges = self._pins.wait_for_edges(self._line, EDGES + 1, pattern.seconds, since)[:EDGES + 1]
        if len(edges) <= EDGES:
            return f"{len(edges)} edges", [f"{len(edges)} edges, fewer than {EDGES + 1} in {pattern.seconds:.0f} s"]
        figures, complaints = [], []
        for name, level, expected in (("lit", self._lit_level, pattern.lit), ("dark", 1 - self._lit_level, pattern.dark)):
            times = [(after.time - before.time) * 1000
                     for before, after in zip(edges, edges[1:]) if before.level == level]
            median = statistics.median(times)
            worst = max(times, key=lambda time: abs(time - expected))
            figures.append(f"{name} {median:.1f} ms, worst {worst:.1f}")
            if abs(median - expected) > MEDIAN_OFF_BY * expected:
                complaints.append(f"{name} for {median:.1f} ms in the median, not {expected}")
            if abs(worst - expected) > WORST_OFF_BY * expected:
                complaints.append(f"{name} for {worst:.1f} ms once, not {expected}")
        return "; ".join(figures), complaints
