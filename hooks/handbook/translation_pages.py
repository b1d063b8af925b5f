"""The state of all translations as a page, and the notices on chapters that are older than their source or missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from handbook.chapters import TOP, Chapter
from handbook.language import Anchor, Language
from handbook.page import Page, relative
from handbook.state import Entry, Overview, path
from handbook.translation import Shown

URI = "about/translations.md"

STATES = ("current", "unreviewed", "stale", "missing")
"""In the order of the table; the last two are what translators have to do."""


@dataclass
class Row:
    """A file of texts in one language: how many of its texts are in which state, and which need a hand."""

    anchor: Anchor | None
    name: str
    edit: str
    counts: Counter[str] = field(default_factory=Counter)
    open: list[tuple[str, str]] = field(default_factory=list)
    record: str = ""
    """The file with the records of its stale texts, where to edit it, and what it must say once they are current."""
    record_edit: str = ""
    lines: list[str] = field(default_factory=list)


def state(language: Language, overview: Overview, chapters: Mapping[str, Chapter], edit_root: str) -> Page:
    """Every file with the state of its texts in each language. `edit_root`: where the project's files are edited."""
    book = language.handbook
    tables = []
    for locale in book.locales:
        kinds: dict[str, dict[str, Row]] = {}
        for entry in overview.entries:
            if entry.locale == locale:
                rows = kinds.setdefault(_kind(entry), {})
                row = rows.setdefault(entry.unit.file, _row(language, entry, chapters, edit_root))
                row.counts[entry.state] += 1
                if entry.state != "current":
                    row.open.append((entry.unit.key, entry.state))
        for rows in kinds.values():
            for file, row in rows.items():
                if stale := [key for key, found in row.open if found == "stale"]:
                    row.record = f"data/{path(locale, file)}"
                    row.record_edit = urljoin(edit_root, row.record)
                    row.lines = overview.lines(file, locale, stale)
        if kinds:
            tables.append(
                {
                    "locale": locale,
                    "name": book.labels[locale]["language"]["name"],
                    "totals": sum((row.counts for rows in kinds.values() for row in rows.values()), Counter()),
                    "kinds": [(kind, _sorted(rows, language), _total(rows)) for kind, rows in kinds.items()],
                    "orphans": [(file, key) for code, file, key in overview.orphans if code == locale],
                }
            )
    return language.overview(URI, "translations", hide=("toc",), tables=tables, states=STATES)


def _kind(entry: Entry) -> str:
    """The group a file is listed under: the folder, or the list file itself."""
    folder, slash, _ = entry.unit.file.partition("/")
    return folder if slash else "lists"


def _row(language: Language, entry: Entry, chapters: Mapping[str, Chapter], edit_root: str) -> Row:
    folder, _, rest = entry.unit.file.partition("/")
    place = entry.unit.places[entry.locale]
    edit = urljoin(edit_root, place.path)
    things: dict[str, Any] = {"practices": language.handbook.practices, "places": language.handbook.places}
    if folder in things:
        anchor = language.anchor(things[folder][rest], folder, URI, "title" if folder == "practices" else "name")
        return Row(anchor, anchor.text, edit)
    if folder == "docs":
        title = _title(chapters[rest], language.locale)
        return Row(Anchor(title.text, relative(URI, rest), title.lang), title.text, edit)
    return Row(None, place.path, edit)


def _sorted(rows: dict[str, Row], language: Language) -> list[Row]:
    """Files with open texts first, then by name."""
    return sorted(rows.values(), key=lambda row: (not row.open, language.key(row.name)))


def _total(rows: dict[str, Row]) -> Counter[str]:
    return sum((row.counts for row in rows.values()), Counter())


def fallback(markdown: str, written_in: str, language: Language) -> str:
    """A chapter that this language lacks: a notice in the reader's language, then the marked text."""
    words = {"markdown": Markup(markdown), "lang": written_in}  # noqa: S704  a chapter is ours
    return language.templates["fallback"].render(words)


def with_notice(markdown: str, chapter: Chapter, language: Language) -> str:
    """A chapter with a notice below its heading that names the sections that are older than their source."""
    sections = chapter.texts[language.locale].sections
    headings = {f"#{id_}": Anchor(section.heading, f"#{id_}") for id_, section in sections.items() if id_ != TOP}
    parts = language.stale_parts(f"docs/{chapter.uri}", headings)
    if not parts:
        return markdown
    notice = language.templates["stale"].render(parts=parts)
    return re.sub(r"^# .*$", lambda heading: f"{heading[0]}\n\n{notice}", markdown, count=1, flags=re.MULTILINE)


def _title(chapter: Chapter, locale: str) -> Shown:
    """The title of a chapter in a language, else in the one it was written in."""
    code = locale if locale in chapter.texts else chapter.source_language
    return Shown(chapter.texts[code].meta.get("title", chapter.uri), "" if code == locale else code)
