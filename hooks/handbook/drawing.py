"""Pictures as numbers: where the bars of a chart and the dots of a timeline stand. The templates draw them as SVG.

A chart is 400 units wide, a fifth more than a phone 360 pixels wide has room for, so letters of 17.5 units are 14 pixels there.
"""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from datetime import date

from handbook.model import Chart, TimelineEntry

WIDTH = 400
BARS = 300
"""Units for the longest bar; the rest is room for its number."""
LINE = 21
"""Units from one line of a label to the next."""
BAR = 14
LABEL = 38
"""Characters of a label that fit into one line."""


@dataclass(frozen=True)
class DrawnBar:
    """One bar: lines of its label with their baselines, and the bar below them."""

    label: tuple[tuple[str, int], ...]
    y: int
    width: float
    value: str


@dataclass(frozen=True)
class Drawing:
    bars: tuple[DrawnBar, ...]
    height: int


def bars(chart: Chart, labels: list[str], values: list[str]) -> Drawing:
    """The bars of a chart below each other; percentages are drawn against 100, other numbers against the largest."""
    sizes = [size(bar.value) for bar in chart.bars]
    full = 100.0 if chart.unit == "percent" else max(sizes)
    y, drawn = 0, []
    for bar_size, label, value in zip(sizes, labels, values, strict=True):
        lines = []
        for line in textwrap.wrap(label, LABEL):
            y += LINE
            lines.append((line, y))
        y += 6
        drawn.append(DrawnBar(tuple(lines), y, round(BARS * bar_size / full, 1), value))
        y += BAR + 8
    return Drawing(tuple(drawn), y)


def size(value: str) -> float:
    """A number as German and Turkish write it; of a range the upper end."""
    return float(value.rsplit("-", maxsplit=1)[-1].replace(".", "").replace(",", "."))


RADIUS = 15
"""Of a dot on the line: 24 pixels across on a phone, which a finger can hit."""
YEAR = 46
"""Units for a year written below the line."""


@dataclass(frozen=True)
class Axis:
    """Dots on a line of years: entry number with x and y, the years with x (as many as there is room for), and the height."""

    dots: tuple[tuple[int, float, int], ...]
    years: tuple[tuple[int, float], ...]
    height: int


def axis(entries: list[TimelineEntry]) -> Axis:
    """Entries in the order of time on one line; dots that would touch are put above each other."""
    moments = [_year(entry.date) for entry in entries]
    first, last = int(min(moments)), int(max(moments)) + 1

    def x(moment: float) -> float:
        return round(RADIUS + (moment - first) / (last - first) * (WIDTH - 2 * RADIUS), 1)

    ends: list[float] = []
    rows: list[int] = []
    for moment in moments:
        row = next((row for row, end in enumerate(ends) if x(moment) - end >= 2 * RADIUS + 1), len(ends))
        ends[row : row + 1] = [x(moment)]
        rows.append(row)
    base = RADIUS + max(rows) * (2 * RADIUS + 2)
    dots = [(n, x(moment), base - row * (2 * RADIUS + 2)) for n, (moment, row) in enumerate(zip(moments, rows, strict=True), 1)]
    step = math.ceil(YEAR * (last - first) / (WIDTH - 2 * RADIUS))
    return Axis(tuple(dots), tuple((year, x(year)) for year in range(first, last + 1, step)), base + RADIUS + 28)


def _year(written: str) -> float:
    """2019, 2019-06 or 2019-06-24 as a point in time, in years; what is not exact stands at its beginning."""
    day = date.fromisoformat(f"{written}-01-01"[:10])
    return day.year + (day - date(day.year, 1, 1)).days / 366
