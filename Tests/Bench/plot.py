"""The figures as a picture: an SVG with its own background, drawn the same from the same figures."""

import math
from html import escape

# Scenario, its name in the picture, and what it is, in the order of the rows.
_ROWS = [
    ("one", "One viewer", "720p, 30 fps"),
    ("eight", "8 viewers", "720p, 30 fps"),
    ("many", "64 viewers", "720p, 15 fps"),
    ("fhd", "4 viewers", "1080p, 60 fps"),
    ("crowd", "64 viewers", "1080p, 60 fps"),
    ("mixed", "Bad company", "4 fast, 2 slow, 4 stuck"),
    ("encode", "Raw camera", "720p, 30 fps, encoded"),
    ("weak-slow", "Weak link", "500 KB/s, 720p"),
    ("naive-naive", "Slow program", "works 1 s a picture"),
]
_SERVERS = [
    ("martlet", "Martlet", "#0b7285"),
    ("ustreamer", "ustreamer", "#e8590c"),
    ("floor", "the least possible", "#adb5bd"),
]
_INK, _FAINT, _LINE, _PAPER = "#1f2933", "#5f6c7b", "#dde3ea", "#ffffff"
_WIDTH, _LEFT, _TOP, _COLUMN_WIDTH, _GAP = 960, 180, 132, 296, 84
_BAR, _BAR_STEP, _ROW_GAP = 13, 16, 18


def svg(figures):
    """The whole picture."""
    rows = [row for row in _ROWS if _scenario(row[0]) in figures["scenarios"]]
    columns = [
        _Column("Age of the picture at the viewer", "milliseconds from capture to last byte, median", _age, _LEFT),
        _Column("Processor time", "microseconds for each frame and viewer", _processor_time,
                _LEFT + _COLUMN_WIDTH + _GAP),
    ]
    heights = [_row_height(figures, row[0]) for row in rows]
    tops = [_TOP + sum(heights[:index]) for index in range(len(rows))]
    bottom = _TOP + sum(heights)
    parts = [_text(28, 42, "Martlet beside ustreamer", 22, weight=700),
             _text(28, 66, _subtitle(figures["facts"]), 13, colour=_FAINT), *_legend(figures)]
    for column in columns:
        parts += column.frame(figures, rows, bottom)
    for row, top in zip(rows, tops):
        parts += [_text(28, top + 14, row[1], 14, weight=600), _text(28, top + 32, row[2], 12, colour=_FAINT)]
        for column in columns:
            parts += column.bars(figures, row[0], top)
    parts.append(_text(28, bottom + 30, "Shorter is better. The scales are logarithmic: each line is ten times the one "
                       "before.", 12, colour=_FAINT))
    height = bottom + 48
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'role="img" font-family="system-ui, -apple-system, \'Segoe UI\', \'DejaVu Sans\', sans-serif">',
        "<title>Martlet beside ustreamer: age of the picture, and processor time</title>",
        f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="10" fill="{_PAPER}" stroke="{_LINE}"/>',
        *parts, "</svg>", ""])


def _scenario(row):
    return row.partition("-")[0]


def _age(figures, row, server):
    scenario, _, kind = row.partition("-")
    return figures["scenarios"][scenario]["servers"].get(server, {}).get(f"{kind or 'fast'}_age_p50_ms")


def _processor_time(figures, row, server):
    # Behind a weak link there are too few frames to divide by.
    if "-" in row:
        return None
    return figures["scenarios"][row]["servers"].get(server, {}).get("us_per_frame")


class _Column:
    """One quantity for every row, on its own logarithmic scale."""

    def __init__(self, title, unit, value, left):
        self._title, self._unit, self._value, self._left = title, unit, value, left

    def _ends(self, figures, rows):
        """The logarithms between which all its values lie: from a power of ten to some way above the highest."""
        values = [value for row in rows for name, _, _ in _SERVERS if (value := self._value(figures, row[0], name))]
        values = [max(value, 1e-3) for value in values] or [1]
        low = math.floor(math.log10(min(values)))
        return low, max(low + 1, math.log10(max(values)) + 0.1)

    def frame(self, figures, rows, bottom):
        """Title, scale and lines; settles the scale for the bars."""
        self._low, self._high = self._ends(figures, rows)
        yield _text(self._left, 104, self._title, 14, weight=600)
        yield _text(self._left, 121, self._unit, 11.5, colour=_FAINT)
        for decade in range(self._low, math.floor(self._high) + 1):
            x = self._place(10 ** decade)
            yield f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{bottom - 8}" stroke="{_LINE}"/>'
            label = f"{10 ** decade:,}" if decade >= 0 else f"{10.0 ** decade:g}"
            yield _text(x, bottom + 6, label, 11, colour=_FAINT, anchor="middle")

    def bars(self, figures, row, top):
        """A bar with its value for each server that has one."""
        for index, (name, _, colour) in enumerate(_present(figures, row)):
            value = self._value(figures, row, name)
            if value is None:
                continue
            y = top + index * _BAR_STEP
            length = max(2, self._place(value) - self._left)
            yield (f'<rect x="{self._left}" y="{y}" width="{length:.1f}" height="{_BAR}" rx="2" fill="{colour}"/>')
            # A rim of paper keeps the number apart from the lines of the scale.
            weight = 700 if name == "martlet" else 400
            yield _text(self._left + length + 6, y + 11, _number(value), 12, weight=weight, rim=True)

    def _place(self, value):
        share = (math.log10(max(value, 1e-3)) - self._low) / (self._high - self._low)
        return self._left + share * _COLUMN_WIDTH


def _present(figures, row):
    """The servers that took part in a row's scenario."""
    return [server for server in _SERVERS if server[0] in figures["scenarios"][_scenario(row)]["servers"]]


def _row_height(figures, row):
    return max(3, len(_present(figures, row))) * _BAR_STEP + _ROW_GAP


def _subtitle(facts):
    return (f"martlet {facts['versions']['martlet']}, ustreamer {facts['versions']['ustreamer']}; the same "
            f"{facts['camera']} camera and viewers; medians of {facts['rounds']} × {facts['seconds']:g} s; "
            f"{facts['machine']}, {facts['cores']} cores")


def _legend(figures):
    taking_part = {name for scenario in figures["scenarios"].values() for name in scenario["servers"]}
    x = 592
    for name, label, colour in _SERVERS:
        if name in taking_part:
            yield f'<rect x="{x}" y="31" width="12" height="12" rx="2" fill="{colour}"/>'
            yield _text(x + 18, 42, label, 13)
            x += 36 + len(label) * 8


def _number(value):
    """Three digits that tell, and no more."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _text(x, y, text, size, colour=_INK, weight=400, anchor="start", rim=False):
    rimmed = f' stroke="{_PAPER}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"' if rim else ""
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
            f'text-anchor="{anchor}"{rimmed}>{escape(text)}</text>')
