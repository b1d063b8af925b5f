"""A country as a picture: its outline, a dot per place as large as its number of practices, and the names that fit.

Lengths are CSS pixels of the map at its smallest, which fits on a phone 320 px wide. A larger display moves the dots apart
but does not make them larger (the stylesheet draws them as strokes that do not scale), so what is free of overlaps at the
smallest size is so at every size, and dots of two maps can be compared wherever the maps stand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handbook.model import Outline

WIDTH, HEIGHT = 280, 270
"""What a map fits into at its smallest."""
MARGIN = 10
"""Around the land: room for a dot on the coast."""
GRAIN = 2
"""Parts of a pixel in which the land is drawn: fine enough at its largest, and whole numbers make a short path."""
RADIUS = 2.6
"""Of the dot of one practice; the area grows with the number."""
NO_PRACTICE = 2.0
"""Radius of a place without a practice of its own."""
GAP = 1.0
"""Between two dots at least."""
REACH = 12.0
"""Radius within which a dot can be hit, where no other is nearer: 24 px across (WCAG 2.5.8)."""
NOTHING = 0.01
"""What is no distance."""
STEPS = 500
"""Rounds of moving dots apart at most; the handbook's maps need fewer than a tenth."""


@dataclass(frozen=True)
class Marker:
    """A place to be drawn: degrees east and north, and its number of practices."""

    id: str
    lon: float
    lat: float
    practices: int


@dataclass(frozen=True)
class Dot:
    """A drawn place. `reach` is the radius within which it can be hit."""

    id: str
    x: float
    y: float
    radius: float
    reach: float
    practices: int


@dataclass(frozen=True)
class Map:
    """Width and height, the land as an SVG path in parts of a pixel, and the dots, largest first, the small ones on top."""

    width: int
    height: int
    land: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Name:
    """Where the name of a place is written: `anchor` is the end of the text that stands at x, y its baseline."""

    text: str
    x: float
    y: float
    anchor: str


@lru_cache(maxsize=256)  # the same in every language
def drawn(outline: Outline, markers: tuple[Marker, ...]) -> Map:
    """The map of a country: equirectangular, with the cosine of the middle latitude, so shapes are true at its centre."""
    points = [point for ring in outline.rings for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / (east - west) / narrowing, (HEIGHT - 2 * MARGIN) / (north - south))

    def project(lon: float, lat: float) -> tuple[float, float]:
        return MARGIN + (lon - west) * narrowing * scale, MARGIN + (north - lat) * scale

    size = project(east, south)
    ordered = sorted(markers, key=lambda marker: (-marker.practices, marker.id))
    return Map(
        width=math.ceil(size[0] + MARGIN),
        height=math.ceil(size[1] + MARGIN),
        land="".join(_path([project(*point) for point in ring]) for ring in outline.rings),
        dots=_apart(ordered, [project(marker.lon, marker.lat) for marker in ordered]),
    )


def radius(practices: int) -> float:
    """So that the area of a dot is proportional to the number of practices."""
    return round(RADIUS * math.sqrt(practices), 1) if practices else NO_PRACTICE


def _path(points: list[tuple[float, float]]) -> str:
    """A ring as a closed path of whole steps, the shortest way SVG knows; steps that round to nothing are left out."""
    corners = [(round(x * GRAIN), round(y * GRAIN)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(corners) if (a, b) != (x, y)]
    numbers = [number for step in steps for number in step]
    # A sign parts two numbers as well as a space does.
    written = "".join(f" {number}" if index and number >= 0 else f"{number}" for index, number in enumerate(numbers))
    return f"M{corners[0][0]} {corners[0][1]}l{written}z"


def _apart(markers: list[Marker], at: list[tuple[float, float]]) -> tuple[Dot, ...]:
    """Dots as near to their places as they can be without touching: pairs that touch move away from each other, half each."""
    radii = [radius(marker.practices) for marker in markers]
    spots = [[x, y] for x, y in at]
    for _ in range(STEPS):
        moved = False
        for a, b in _near(spots, radii, GAP):
            dx, dy = spots[b][0] - spots[a][0], spots[b][1] - spots[a][1]
            distance = math.hypot(dx, dy)
            short = radii[a] + radii[b] + GAP - distance
            if short > NOTHING:
                # Two dots on one spot go a way of their own each; which way depends on nothing but their order.
                dx, dy = (dx / distance, dy / distance) if distance > NOTHING else (math.cos(a + b), math.sin(a + b))
                for index, sign in ((a, -0.5), (b, 0.5)):
                    spots[index][0] += sign * short * dx
                    spots[index][1] += sign * short * dy
                moved = True
        if not moved:
            break
    reaches = [max(REACH, found) for found in radii]
    for a, b in _near(spots, radii, 2 * REACH):
        free = math.dist(spots[a], spots[b]) - radii[a] - radii[b]
        for index in (a, b):  # what is free between two dots is shared
            reaches[index] = max(radii[index], min(reaches[index], radii[index] + free / 2))
    return tuple(
        Dot(marker.id, round(x, 1), round(y, 1), size, math.floor(reach * 10) / 10, marker.practices)
        for marker, (x, y), size, reach in zip(markers, spots, radii, reaches, strict=True)
    )


def _near(spots: list[list[float]], radii: list[float], gap: float) -> list[tuple[int, int]]:
    """Pairs of dots with less than a gap between them. Sorted from west to east, so that not all pairs are looked at."""
    order = sorted(range(len(spots)), key=lambda index: spots[index][0])
    widest = max(radii, default=0.0)
    pairs = []
    for place, a in enumerate(order):
        for b in order[place + 1 :]:
            if spots[b][0] - spots[a][0] > radii[a] + widest + gap:
                break
            if math.dist(spots[a], spots[b]) < radii[a] + radii[b] + gap:
                pairs.append((min(a, b), max(a, b)))
    return sorted(pairs)


# --- sizes ----------------------------------------------------------------------------------------------------------------

LARGE_WIDTH, LARGE_HEIGHT = 640, 520
"""CSS pixels of a map alone on a wide display: width of a broad country, height of a tall one; handbook.css says the same."""

HOME_HEIGHT = 360
"""CSS pixels of a map on the home page on a wide display."""


def large(picture: Map) -> float:
    """How many times its smallest size a map alone is shown on a wide display."""
    return LARGE_WIDTH / picture.width if picture.width > picture.height else LARGE_HEIGHT / picture.height


def side_by_side(picture: Map) -> float:
    """How many times its smallest size a map is shown beside another one: all have the same height."""
    return HEIGHT / picture.height


def at_home(picture: Map) -> float:
    """The same on the home page, which has the whole width."""
    return HOME_HEIGHT / picture.height


# --- names ----------------------------------------------------------------------------------------------------------------

FONT = 12
"""CSS pixels of a name, at every size of the map."""
LETTER = 0.6
"""Width of a letter as a part of the font size: above the average of the site's typeface, so that names keep their distance."""
ASCENT, DESCENT = 0.9, 0.3
"""How far letters reach above and below the baseline, as parts of the font size; Ö and İ are the highest."""
ASIDE = 2.5
"""From a dot to its name."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in CSS pixels."""


def names(picture: Map, texts: Mapping[str, str], scale: float) -> dict[str, Name]:
    """The names that fit when the map is shown `scale` times its smallest size, by the ids of their places.

    The largest dots come first. A name stands right, left, above or below its dot, inside the picture, and covers neither a
    dot nor another name.
    """
    dots = [_around(dot.x * scale, dot.y * scale, dot.radius + 1) for dot in picture.dots]
    taken: list[Box] = list(dots)
    frame = (0.0, 0.0, picture.width * scale, picture.height * scale)
    found: dict[str, Name] = {}
    for dot in picture.dots:
        for anchor, x, y in _beside(dot.x * scale, dot.y * scale, dot.radius + ASIDE):
            box = _box(anchor, x, y, len(texts[dot.id]) * FONT * LETTER)
            if _inside(box, frame) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found[dot.id] = Name(texts[dot.id], round(x / scale, 1), round(y / scale, 1), anchor)
                break
    return found


def _beside(x: float, y: float, away: float) -> tuple[tuple[str, float, float], ...]:
    """Right, left, above, below: which end of the text stands where. A third of the font size centres small letters."""
    middle = y + FONT / 3
    return (
        ("start", x + away, middle),
        ("end", x - away, middle),
        ("middle", x, y - away - FONT * DESCENT),
        ("middle", x, y + away + FONT * ASCENT),
    )


def _around(x: float, y: float, away: float) -> Box:
    return x - away, y - away, x + away, y + away


def _box(anchor: str, x: float, y: float, width: float) -> Box:
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    return left, y - FONT * ASCENT, left + width, y + FONT * DESCENT


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
