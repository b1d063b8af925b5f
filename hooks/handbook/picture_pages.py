"""Pages with pictures that are drawn from data: the charts and the timeline."""

from __future__ import annotations

from handbook import drawing, text
from handbook.language import Language
from handbook.page import Page
from handbook.translation import chosen


def charts(language: Language) -> Page:
    """Every chart as picture and table; both come from the same entry of data/charts.yml."""
    book, uri = language.handbook, "background/figures.md"
    shown = []
    for chart in book.charts.values():
        labels = [chosen(bar.label, language.locale, book) for bar in chart.bars]
        values = [text.quantity(bar.value, chart.unit, bar.qualifier, language.labels, language.locale) for bar in chart.bars]
        shown.append(
            {
                "chart": chart,
                "stale": language.is_stale("charts", chart.id),
                "title": language.t(chart, "title"),
                "question": language.t(chart, "question"),
                "description": language.t(chart, "description"),
                "note": language.prose(chart, "note", uri),
                "drawing": drawing.bars(chart, [label.text for label in labels], values),
                "mixed": any(bar.source or bar.as_of for bar in chart.bars),
                "rows": list(zip(labels, values, chart.bars, strict=True)),
            }
        )
    return language.overview(
        uri,
        "charts",
        source="charts.yml",
        charts=shown,
        publications=book.publications,
    )


def timeline(language: Language) -> Page:
    book, uri = language.handbook, "background/timeline.md"
    entries = list(book.timeline.values())
    return language.overview(
        uri,
        "timeline",
        source="timeline.yml",
        hide=("toc",),
        entries=[
            {
                "entry": entry,
                "stale": language.is_stale("timeline", entry.id),
                "when": text.span(entry.date, entry.end, language.labels, language.locale),
                "title": language.t(entry, "title"),
                "words": language.t(entry, "text"),
                "practices": [language.anchor(book.practices[id_], "practices", uri, "title") for id_ in entry.practices],
            }
            for entry in entries
        ],
        axis=drawing.axis(entries) if entries else None,
        publications=book.publications,
    )
