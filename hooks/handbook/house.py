"""What the house wants of its data beyond their form: a place stands on the map, a title names one practice.

None of it stops a page, so all are findings that can be excepted, like those of the texts. What may not be is in the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from handbook.chapters import Chapter
from handbook.document import Loc
from handbook.model import Handbook, Place
from handbook.prose import Finding
from handbook.units import Where

CODES = frozenset(
    {
        "same_title",
        "place_state",
        "place_coordinates",
        "place_elsewhere",
        "place_unused",
        "theme_unused",
        "theme_description",
        "theme_intro",
        "timeline_order",
        "chapter_description",
    }
)
"""What the findings here are called, for exceptions."""
SENTENCES = 2
"""Of the description of a theme: cards stand side by side."""
INTRO = range(110, 221)
"""Words of a theme's introduction: long enough to open a page, short enough to be read."""
DESCRIPTION = range(60, 171)
"""Characters of a chapter's description that search engines show whole."""
MARGIN = 0.3
"""Degrees around the drawn land: outlines are simplified and leave small islands out."""
NO_SPOT = "association"
"""The kind of place that lies nowhere: a national union."""

Found = tuple[Where, Finding]


def findings(handbook: Handbook, chapters: Mapping[str, Chapter], *, complete: bool = True) -> Iterator[Found]:
    """Every finding. If the handbook is not `complete`, as some files cannot be read, nothing is called unused."""
    yield from _titles(handbook)
    for place in handbook.places.values():
        yield from _place(handbook, place)
    yield from _themes(handbook)
    yield from _timeline(handbook)
    yield from _chapters(chapters)
    if complete:
        yield from _unused(handbook)


def _found(path: str, loc: Loc, code: str, **values: object) -> Found:
    return Where(path, loc), Finding("", 0, 0, code, values)


def _titles(handbook: Handbook) -> Iterator[Found]:
    """Two practices of one title cannot be told apart in a list."""
    for locale in handbook.locales:
        seen: dict[str, str] = {}
        for practice in handbook.practices.values():
            title = practice.texts[locale].title if locale in practice.texts else None
            if title in seen:
                path = f"data/practices/{practice.id}.yml"
                yield _found(path, (locale, "title"), "same_title", value=title, first=f"data/practices/{seen[title]}.yml")
            elif title:
                seen[title] = practice.id


def _place(handbook: Handbook, place: Place) -> Iterator[Found]:
    path = f"data/places/{place.id}.yml"
    if place.kind == NO_SPOT:
        return
    if not place.state:
        yield _found(path, (), "place_state", value=place.id)
    if not place.coordinates:
        yield _found(path, (), "place_coordinates", value=place.id)
    elif place.country in handbook.outlines:
        points = [point for ring in handbook.outlines[place.country].rings for point in ring]
        here = place.coordinates.lon, place.coordinates.lat
        if not all(
            min(axis) - MARGIN < at < max(axis) + MARGIN for at, axis in zip(here, zip(*points, strict=True), strict=True)
        ):
            yield _found(path, ("coordinates",), "place_elsewhere", value=place.id, country=place.country)


def _themes(handbook: Handbook) -> Iterator[Found]:
    for at, theme in enumerate(handbook.themes.values()):
        for locale, text in theme.texts.items():
            sentences = len(re.findall(r"[.?!…](?=\s|$)", text.description))
            if sentences != SENTENCES:
                values = {"value": theme.id, "length": sentences, "expected": SENTENCES}
                yield _found("data/themes.yml", (at, locale, "description"), "theme_description", **values)
            if text.intro and (words := len(text.intro.split())) not in INTRO:
                values = {"value": theme.id, "length": words, "least": INTRO.start, "most": INTRO.stop - 1}
                yield _found("data/themes.yml", (at, locale, "intro"), "theme_intro", **values)


def _timeline(handbook: Handbook) -> Iterator[Found]:
    for at, (before, entry) in enumerate(pairwise(handbook.timeline.values()), 1):
        if entry.date[:4] < before.date[:4]:
            yield _found("data/timeline.yml", (at, "date"), "timeline_order", value=entry.date, before=before.date)


def _chapters(chapters: Mapping[str, Chapter]) -> Iterator[Found]:
    for chapter in chapters.values():
        for text in chapter.texts.values():
            length = len(text.meta.get("description", ""))
            if length and length not in DESCRIPTION:
                values = {"value": chapter.uri, "length": length, "least": DESCRIPTION.start, "most": DESCRIPTION.stop - 1}
                yield _found(text.path, ("description",), "chapter_description", **values)


def _unused(handbook: Handbook) -> Iterator[Found]:
    """Pages that would be empty."""
    spoken_of = {*handbook.practices_of_place, *handbook.elements_of_place, *handbook.survey_of_place}
    spoken_of |= {place.part_of for place in handbook.places.values() if place.part_of}
    for place in handbook.places.values():
        if place.id not in spoken_of and not any(text.summary for text in place.texts.values()):
            yield _found(f"data/places/{place.id}.yml", (), "place_unused", value=place.id)
    for at, theme in enumerate(handbook.themes.values()):
        if theme.id not in handbook.practices_of_theme:
            yield _found("data/themes.yml", (at,), "theme_unused", value=theme.id)
