"""The LED as somebody sees it: how long it is lit and how long it is dark, and whether that is the pattern it should be."""

import statistics
from dataclasses import dataclass

EDGES = 20
MEDIAN_OFF_BY = 0.10
WORST_OFF_BY = 0.30


@dataclass(frozen=True)
class Pattern:
    """How long the LED is lit and then dark, and how long it rests after so many blips, in milliseconds."""

    lit: int
    dark: int
    rest: int = 0
    blips: int = 1

    @property
    def seconds(self):
        """How long as many edges take as are measured, and somewhat more."""
        longest = (self.blips * (self.lit + self.dark) + self.rest) / self.blips
        return (EDGES / 2 + 2 * self.blips) * longest / 1000 + 2

    def parts(self, times):
        """Name, expected time and measured times of each part, of those that follow an edge to lit or to dark."""
        dark = [time for time in times[False] if not self.rest or time < self.rest / 2]
        parts = [("lit", self.lit, times[True]), ("dark", self.dark, dark)]
        if self.rest:
            parts.append(("rest", self.rest, [time for time in times[False] if time >= self.rest / 2]))
        return parts


READY = Pattern(50, 2950)
MISTAKEN = Pattern(50, 150, rest=2550, blips=3)
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
        all_times = {True: [], False: []}
        for before, after in zip(edges, edges[1:]):
            all_times[before.level == self._lit_level].append((after.time - before.time) * 1000)
        rests = [time for time in all_times[False] if time >= pattern.rest / 2] if pattern.rest else []
        if pattern.rest and len(rests) * pattern.blips not in range(EDGES // 2 - pattern.blips, EDGES // 2 + pattern.blips + 1):
            complaints.append(f"{len(rests)} rests in {EDGES} edges")
        for name, expected, times in pattern.parts(all_times):
            if not times:
                complaints.append(f"never {name}")
                continue
            median = statistics.median(times)
            worst = max(times, key=lambda time: abs(time - expected))
            figures.append(f"{name} {median:.1f} ms, worst {worst:.1f}")
            if abs(median - expected) > MEDIAN_OFF_BY * expected:
                complaints.append(f"{name} for {median:.1f} ms in the median, not {expected}")
            if abs(worst - expected) > WORST_OFF_BY * expected:
                complaints.append(f"{name} for {worst:.1f} ms once, not {expected}")
        return "; ".join(figures), complaints
