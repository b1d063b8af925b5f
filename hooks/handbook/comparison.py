"""Places side by side: which of a place's figures stand in a table, and how they sort."""

from __future__ import annotations

from handbook.model import Place, SourcedFigure

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
