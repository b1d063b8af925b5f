"""What is compared by number: figures of places in a table, and practices by theme and state in a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.model import Country, Handbook, Place, Practice, SourcedFigure

Column = tuple[str, str | None]

COLUMNS: tuple[Column, ...] = (
    ("population", None),
    ("foreign-nationals", None),
    ("foreign-nationals", "percent"),
    ("refugees", None),
    ("refugees", "percent"),
)
"""Kind and unit of the figures that are compared."""


def newest(place: Place) -> dict[Column, SourcedFigure]:
    """For each column the newest figure of the place; older ones stand on its own page."""
    found: dict[Column, SourcedFigure] = {}
    for figure in place.figures:
        column = (figure.kind or "", figure.unit)
        if column in COLUMNS and (column not in found or found[column].as_of < figure.as_of):
            found[column] = figure
    return found


def sortable(figure: SourcedFigure | None) -> str:
    """The number as a machine reads it, for sorting; empty for no figure, which sorts last."""
    return figure.value.replace(".", "").replace(",", ".") if figure else ""


@dataclass(frozen=True)
class Matrix:
    """How many practices of one country there are by theme and area.

    A practice may have up to three themes and several areas, so it can be in several cells; every total counts it once.
    """

    areas: tuple[str, ...]
    cells: Mapping[str, tuple[int, ...]]
    """Per theme the numbers in the order of `areas`."""
    of_theme: Mapping[str, int]
    of_area: tuple[int, ...]
    total: int


def nationwide(country: str) -> str:
    """The area of what belongs to no single state of a country."""
    return f"nationwide-{country}"


def areas(handbook: Handbook, practice: Practice) -> tuple[str, ...]:
    """Where a practice is: the states of its places, each once, and `nationwide` for a country in which they name none."""
    places = [handbook.places[id_] for id_ in practice.places]
    found: list[str] = []
    for country in handbook.countries_of(practice):
        states = [place.state for place in places if place.country == country and place.state]
        found += states or [nationwide(country)]
    return tuple(dict.fromkeys(found))


def matrix(handbook: Handbook, country: Country) -> Matrix:
    """Every theme of the handbook and every area of the country, in the order of the data, empty ones too."""
    columns = (*(state.id for state in country.states), nationwide(country.id))
    practices = handbook.practices_of_country.get(country.id, ())
    where = {practice.id: areas(handbook, practice) for practice in practices}
    of_theme = {theme: [found for found in practices if theme in found.themes] for theme in handbook.themes}
    return Matrix(
        areas=columns,
        cells={
            theme: tuple(sum(area in where[practice.id] for practice in found) for area in columns)
            for theme, found in of_theme.items()
        },
        of_theme={theme: len(found) for theme, found in of_theme.items()},
        of_area=tuple(sum(area in found for found in where.values()) for area in columns),
        total=len(practices),
    )


DEEPEST = 4


def depth(count: int) -> int:
    """How deep a cell is coloured, beside its number: 0 for none, then a step with every doubling, up to `DEEPEST`."""
    return min(count.bit_length(), DEEPEST)
