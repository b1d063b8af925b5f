"""What can be found: one record per page, place, theme and term of a language, and the index that Pagefind makes of them.

Pagefind stems German well and Turkish badly (mülteci and mülteciler become different stems), so each language names in
data/labels how it is indexed. What a reader may type but the text does not say (other spellings, parts of compounds, the
title in the other language) goes into hidden words of a record and never into an excerpt.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from handbook import markup
from handbook.comparison import areas
from handbook.language import environment
from handbook.model import SECTIONS, Handbook, Practice
from handbook.page import address
from handbook.translation import shown

FACETS = ("page", "country", "state", "place-kind", "theme", "target-group", "status", "publication")
"""What results can be narrowed by. The values are ids, the same in every language, so that an address works in both."""

DOTTED = str.maketrans("ıI", "ii")
TWO_LETTERS = dict(zip(map(ord, "äöüÄÖÜß"), ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True))
"""How words are typed on a keyboard without their letters. Pagefind itself takes ş for s and é for e."""

WORD = re.compile(r"[^\W\d_]+")
SHORTEST_PART = 4
"""Letters of a compound's part at least: with three, half the language would be a part of something."""


@dataclass(frozen=True)
class Record:
    """Something to find. `shown` stands on the result, `hidden` only helps to find it."""

    url: str
    title: str
    content: str
    shown: dict[str, str] = field(default_factory=dict)
    hidden: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)


def records(handbook: Handbook, locale: str) -> list[Record]:
    """Everything to find in one language. Pages that have no text in it yet are left out."""
    found = [*_practices(handbook, locale), *_places(handbook, locale), *_themes(handbook, locale), *_terms(handbook, locale)]
    words = {word for record in found for word in WORD.findall(f"{record.title} {record.content}")}
    nouns = {word.casefold(): word for word in words if word[0].isupper()}
    own = set(handbook.labels[locale]["language"]["alphabet"])
    foreign = {letter: pair for letter, pair in TWO_LETTERS.items() if chr(letter) not in own}
    return [_with_hidden_words(record, nouns, foreign) for record in found]


def write(found: Iterable[Record], folder: Path, language: str) -> None:
    """Index the records into a folder. `language` is one that Pagefind stems, or `unknown` for none.

    Pagefind gets a folder of small HTML pages: handing over records one by one takes it a tenth of a second each.
    """
    template = environment().get_template("record.html.jinja")
    with tempfile.TemporaryDirectory() as pages:
        for number, record in enumerate(found):
            Path(pages, f"{number}.html").write_text(template.render(record=record, language=language), "utf-8")
        options = {"site": pages, "output-path": str(folder), "force-language": language}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        # In a process of its own: Pagefind's Python interface cannot run where an event loop runs already.
        subprocess.run([sys.executable, "-m", "pagefind", *arguments], check=True, capture_output=True)  # noqa: S603
    for unused in (*folder.glob("*ui.*"), *folder.glob("pagefind-highlight.js")):
        unused.unlink()


def _practices(book: Handbook, locale: str) -> Iterator[Record]:
    for practice in book.practices.values():
        text = practice.texts.get(locale)
        if text is None or not text.title:
            continue
        parts = [text.summary, *(getattr(text, name) for name in SECTIONS)]
        for element in practice.elements:
            if own := element.texts.get(locale):
                parts += [f"{own.title}.", own.text]
        countries = book.countries_of(practice)
        yield Record(
            url=address(f"practices/{practice.id}.md"),
            title=text.title,
            content=" ".join(markup.plain_text(part) for part in parts if part),
            shown={
                "summary": " ".join((text.summary or "").split()),
                "places": ", ".join(_name(book, book.places[id_], locale) for id_ in practice.places[:2]),
                "countries": " ".join(countries),
                "year": str(practice.as_of),
            },
            hidden=" ".join(other.title or "" for code, other in practice.texts.items() if code != locale),
            facets=_facets(book, practice),
        )


def _facets(book: Handbook, practice: Practice) -> dict[str, list[str]]:
    places = [book.places[id_] for id_ in practice.places]
    facets: dict[str, Iterable[str]] = {
        "page": ["practices"],
        "country": book.countries_of(practice),
        "state": areas(book, practice),
        "place-kind": (place.kind for place in places),
        "theme": practice.themes,
        "target-group": practice.target_groups,
        "status": [practice.period.status if practice.period else "unknown"],
        "publication": (source.publication for source in practice.sources),
    }
    return {name: found for name, values in facets.items() if (found := list(dict.fromkeys(values)))}


def _places(book: Handbook, locale: str) -> Iterator[Record]:
    for place in book.places.values():
        if text := place.texts.get(locale):
            others = " ".join(other.name for code, other in place.texts.items() if code != locale)
            facets: dict[str, list[str]] = {"page": ["places"], "country": [place.country], "place-kind": [place.kind]}
            yield Record(
                url=address(f"places/{place.id}.md"),
                title=text.name,
                content=" ".join(part for part in (text.locator, text.summary) if part),
                shown={"summary": text.summary or "", "countries": place.country, "page": "places"},
                hidden=others,
                facets=facets | ({"state": [place.state]} if place.state else {}),
            )


def _themes(book: Handbook, locale: str) -> Iterator[Record]:
    for theme in book.themes.values():
        if text := theme.texts.get(locale):
            yield Record(
                url=address(f"themes/{theme.id}.md"),
                title=text.name,
                content=" ".join((text.description, markup.plain_text(text.intro or ""))),
                shown={"summary": text.description, "page": "themes"},
                hidden=" ".join(other.name for code, other in theme.texts.items() if code != locale),
                facets={"page": ["themes"], "theme": [theme.id]},
            )


def _terms(book: Handbook, locale: str) -> Iterator[Record]:
    for term in book.terms.values():
        text = term.texts.get(locale)
        if term.glossary and text:
            yield Record(
                url=f"{address('glossary.md')}#{term.id}",
                title=text.term,
                content=text.note or "",
                shown={"summary": text.note or "", "page": "glossary"},
                hidden=" ".join(other.term for code, other in term.texts.items() if code != locale),
                facets={"page": ["glossary"]},
            )


def _name(book: Handbook, item: object, locale: str) -> str:
    return str(shown(item.texts, "name", locale, book))  # type: ignore[attr-defined]


def _with_hidden_words(record: Record, nouns: Mapping[str, str], foreign: dict[int, str]) -> Record:
    words = set(WORD.findall(f"{record.title} {record.content}"))
    parts = {part for word in words for part in _parts(word, nouns)}
    hidden = " ".join([record.hidden, *sorted(({form for word in words for form in _typed(word, foreign)} | parts) - words)])
    return replace(record, hidden=hidden.strip())


def _typed(word: str, foreign: dict[int, str]) -> tuple[str, str]:
    """A word as it is typed. A letter of the language's own alphabet is taken for two (ö for oe) only in what may be a name.

    Nobody types goenuellue for gönüllü, but Köln may be Koeln in Turkish too; such words were a tenth of the Turkish index.
    """
    return word.translate(DOTTED), word.translate(TWO_LETTERS if word[0].isupper() else foreign)


def _parts(word: str, nouns: Mapping[str, str]) -> Iterator[str]:
    """The words a compound ends with, if they occur as nouns of their own: Sprachkurs -> Kurs."""
    folded = word.casefold()
    for at in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
        if folded[at:] in nouns:
            yield nouns[folded[at:]]
