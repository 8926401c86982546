"""Medians over the rounds, ratios between servers, and the table that shows them."""

import statistics

import quality

# What is compared between servers: Martlet's figure over the other's in the same round.
_COMPARED = [("us_per_frame", "processor time"), ("fast_age_p50_ms", "age p50"), ("fast_age_p99_ms", "age p99"),
             ("memory_kb", "memory")]
_HEADS = ["", "µs/frame/viewer", "age p50 ms", "age p99 ms", "lowest fps", "memory KB", "threads", "machine %"]


def summarize(rounds):
    """The medians of one scenario by server, and Martlet's ratios; `rounds` is a list of {server: figures}."""
    servers = {}
    for name in _names(rounds):
        runs = [figures[name] for figures in rounds if name in figures]
        keys = sorted(set.intersection(*map(set, runs)))
        servers[name] = {key: _middle([run[key] for run in runs]) for key in keys}
        # One round below the full rate is one too many.
        if "is_full_rate" in servers[name]:
            servers[name]["is_full_rate"] = min(run["is_full_rate"] for run in runs)
    summary = {"servers": servers, "ratios": {name: _ratios(rounds, name) for name in servers if name != "martlet"}}
    verdicts = quality.verdicts(servers)
    return {**summary, "verdicts": verdicts} if verdicts else summary


def _middle(values):
    """The median; of words, all that there are."""
    if isinstance(values[0], str):
        return " and ".join(sorted(set(values)))
    return round(statistics.median(values), 4)


def _names(rounds):
    """The servers in the order in which they first appear."""
    return list(dict.fromkeys(name for figures in rounds for name in figures))


def _ratios(rounds, other):
    pairs = [(figures["martlet"], figures[other]) for figures in rounds if {"martlet", other} <= figures.keys()]
    found = {}
    for key, _ in _COMPARED:
        quotients = [one[key] / two[key] for one, two in pairs if one.get(key) is not None and two.get(key)]
        if quotients:
            found[key] = round(statistics.median(quotients), 4)
    return found


def table(scenario, summary):
    """The scenario's table as text: a line for each server and kind of viewer, then the ratios."""
    rows = [_HEADS]
    for name, figures in summary["servers"].items():
        rows.append([name, *_row(figures, "fast"), _cell(figures.get("memory_kb"), 0), _cell(figures.get("threads"), 0),
                     _cell(figures["machine_share"] * 100, 0)])
        for kind in ("slow", "naive"):
            if f"{kind}_fps" in figures:
                rows.append([f"  its {kind} viewers", "", *_row(figures, kind)[1:], "", "", ""])
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = [f"{scenario.name}: {scenario.title} ({scenario.why})"]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]
        lines.append("  " + "  ".join(cells).rstrip())
    for other, ratios in summary["ratios"].items():
        told = [f"{label} {ratios[key]:.2f}" for key, label in _COMPARED if key in ratios]
        lines += [f"  martlet : {other} = {', '.join(told)}"] if told else []
    notes = [*_notes(scenario, summary["servers"]), *quality.lines(summary["servers"], summary.get("verdicts", {}))]
    return "\n".join(lines + [f"  {note}" for note in notes])


def _row(figures, kind):
    return [_cell(figures.get("us_per_frame"), 0), _cell(figures.get(f"{kind}_age_p50_ms"), 2),
            _cell(figures.get(f"{kind}_age_p99_ms"), 2), _cell(figures.get(f"{kind}_fps"), 2)]


def _cell(value, digits):
    return "-" if value is None else f"{value:.{digits}f}"


def _notes(scenario, servers):
    """What the figures alone do not say: the rate held or not, pictures that were bad, viewers that were closed."""
    for name, figures in servers.items():
        if "is_full_rate" in figures and not figures["is_full_rate"]:
            yield f"{name}: not every fast viewer holds {scenario.rate} fps"
        for kind in ("fast", "slow", "naive", "stuck"):
            if figures.get(f"{kind}_bad"):
                yield f"{name}: {figures[f'{kind}_bad']:.0f} bad pictures at {kind} viewers"
            if figures.get(f"{kind}_closed"):
                yield f"{name}: closed {figures[f'{kind}_closed']:.0f} {kind} viewers"
    holding = [name for name, figures in servers.items() if figures.get("is_full_rate")]
    if holding:
        yield f"every fast viewer holds {scenario.rate} fps: {', '.join(holding)}"
