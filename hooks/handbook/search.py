"""What can be found: one record per page, section of a chapter, place, theme and term of a language, and their index.

Pagefind makes the index and finds what begins with the words asked. It stems nothing: it does so badly in Turkish (mülteci and
mülteciler become different stems), in German it takes kurz for Kurs, and then no number of results is right. Instead
docs/assets/search.js leaves out the endings that data/labels name. What a reader may type but the text does not say (other
spellings, parts of compounds, the title in the other language) goes into hidden words of a record and never into an excerpt.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from handbook import markup
from handbook.chapters import HEADING, TOP, Chapter
from handbook.comparison import areas
from handbook.language import environment
from handbook.model import SECTIONS, Handbook, Practice
from handbook.page import Page, address
from handbook.translation import shown

FACETS = ("page", "country", "state", "place-kind", "theme", "target-group", "status", "publication")
"""What results can be narrowed by. The values are ids, the same in every language, so that an address works in both."""

PAGES = ("practices", "places", "themes", "countries", "background", "reference", "glossary", "about")
"""The values of the first facet: kinds of pages, most of them named as the folder they stand in."""

UNSTEMMED = "unknown"
"""The language that Pagefind is told: one it has no stems for."""

NO_CHAPTERS: Mapping[str, Chapter] = MappingProxyType({})

DOTTED = str.maketrans("ıI", "ii")
TWO_LETTERS = dict(zip(map(ord, "äöüÄÖÜß"), ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True))
"""How words are typed on a keyboard without their letters. Pagefind itself takes ş for s and é for e."""

WORD = re.compile(r"[^\W\d_]+")
NO_WORDS = re.compile(r"^[ |:-]+$|\{[^}\n]*\}|<[^>\n]*>|^>", re.MULTILINE)
"""What stands in chapters and is not text: the rule below a table's head, attributes, markup, marks of quotations."""

SUMMARY = 300
"""Letters of a section that stand on a result if no words of it are to be marked."""

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


def records(
    handbook: Handbook, locale: str, chapters: Mapping[str, Chapter] = NO_CHAPTERS, pages: Iterable[Page] = ()
) -> list[Record]:
    """Everything to find in one language. Pages that have no text in it yet are left out.

    `pages` are the generated ones; those of which the data make no record are found by their title and description.
    """
    found = [
        *_practices(handbook, locale),
        *_places(handbook, locale),
        *_themes(handbook, locale),
        *_countries(handbook, locale),
        *_terms(handbook, locale),
        *_answers(handbook, locale),
        *_lists(handbook, locale),
        *_chapters(chapters, locale),
    ]
    found += _others(pages, locale, {record.url for record in found})
    words = {word for record in found for word in WORD.findall(f"{record.title} {record.content}")}
    nouns = {word.casefold(): word for word in words if word[0].isupper()}
    own = set(handbook.labels[locale]["language"]["alphabet"])
    foreign = {letter: pair for letter, pair in TWO_LETTERS.items() if chr(letter) not in own}
    return [_with_hidden_words(record, nouns, foreign) for record in found]


def write(found: Iterable[Record], folder: Path) -> None:
    """Index the records into a folder.

    Pagefind gets a folder of small HTML pages: handing over records one by one takes it a tenth of a second each.
    """
    template = environment().get_template("record.html.jinja")
    with tempfile.TemporaryDirectory() as pages:
        for number, record in enumerate(found):
            Path(pages, f"{number}.html").write_text(template.render(record=record, language=UNSTEMMED), "utf-8")
        options = {"site": pages, "output-path": str(folder), "force-language": UNSTEMMED}
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


def _countries(book: Handbook, locale: str) -> Iterator[Record]:
    for country in book.countries.values():
        if text := country.texts.get(locale):
            states = (_name(book, state, locale) for state in country.states)
            yield Record(
                url=address(f"countries/{country.id}.md"),
                title=text.name,
                content=" ".join((markup.plain_text(text.text or ""), ", ".join(states))).strip(),
                shown={"summary": markup.plain_text(text.text or ""), "countries": country.id, "page": "countries"},
                hidden=" ".join(other.name for code, other in country.texts.items() if code != locale),
                facets={"page": ["countries"], "country": [country.id]},
            )


def _answers(book: Handbook, locale: str) -> Iterator[Record]:
    """What municipalities answered in surveys: it stands on the pages of themes."""
    for answer in book.survey.values():
        if text := answer.texts.get(locale):
            yield Record(
                url=f"{address(f'themes/{answer.themes[0]}.md')}#{answer.id}",
                title=text.title,
                content=markup.plain_text(text.text),
                shown={"page": "themes", "year": str(answer.as_of)},
                facets={"page": ["themes"], "theme": list(answer.themes)},
            )


def _lists(book: Handbook, locale: str) -> Iterator[Record]:
    """The entries of pages that are lists: events, charts, publications, further reading."""
    for entry in book.timeline.values():
        if event := entry.texts.get(locale):
            yield _entry(f"{address('background/timeline.md')}#{entry.id}", event.title, event.text, "background")
    for chart in book.charts.values():
        if drawn := chart.texts.get(locale):
            words = f"{drawn.question} {drawn.description} {markup.plain_text(drawn.note or '')}"
            yield _entry(f"{address('background/figures.md')}#{chart.id}", drawn.title, words, "background")
    for publication in book.publications.values():
        if about := publication.texts.get(locale):
            words = f"{about.title or ''} {about.description}".strip()
            yield _entry(f"{address('publications.md')}#{publication.id}", publication.title, words, "reference")
    for reference in book.literature.values():
        yield _entry(f"{address('further-reading.md')}#{reference.id}", reference.cite, reference.reference, "reference")


def _entry(url: str, title: str, content: str, page: str) -> Record:
    return Record(url=url, title=title, content=content, shown={"summary": content, "page": page}, facets={"page": [page]})


def _chapters(chapters: Mapping[str, Chapter], locale: str) -> Iterator[Record]:
    """A record per section: the whole of a long chapter would hold every word, and say nothing about where it stands."""
    for uri, chapter in chapters.items():
        text = chapter.texts.get(locale)
        if text is None:
            continue
        page = uri.partition("/")[0]
        others = [other for code, other in chapter.texts.items() if code != locale]
        for section in text.sections.values():
            content = _prose(section.text.partition("\n")[2])
            if section.id == TOP:
                summary = text.meta.get("description", "")
                content = f"{summary} {content}".strip()  # Pagefind leaves out what has no text of its own
                shown, title = {"summary": summary}, text.meta.get("title", section.heading)
                hidden = [text.meta.get("keywords", ""), *(other.meta.get("title", "") for other in others)]
            else:
                shown = {"summary": _beginning(content), "chapter": text.meta.get("title", "")}
                title = markup.plain_text(section.heading)
                hidden = [found.heading for other in others if (found := other.sections.get(section.id))]
            yield Record(
                url=address(uri) + (f"#{section.id}" if section.id != TOP else ""),
                title=title,
                content=content,
                shown=shown | {"page": page},
                hidden=" ".join(hidden).strip(),
                facets={"page": [page]},
            )


def _others(pages: Iterable[Page], locale: str, known: set[str]) -> Iterator[Record]:
    """The other generated pages, save the two where a search begins."""
    known |= {address("index.md"), address("search.md")}
    for page in pages:
        url = address(page.uri)
        if page.locale == locale and page.translated and url not in known:
            folder = url.partition("/")[0]
            kind = folder if folder in PAGES else "reference"
            yield Record(
                url=url,
                title=page.title,
                content=page.description,
                shown={"summary": page.description, "page": kind},
                facets={"page": [kind]},
            )


def _prose(text: str) -> str:
    """The words of a chapter: headings as sentences, no rules of tables, no attributes."""
    return markup.plain_text(NO_WORDS.sub(" ", HEADING.sub(r"\2.", text)))


def _beginning(text: str) -> str:
    """As much of a text as a result shows."""
    return text if len(text) <= SUMMARY else f"{text[:SUMMARY].rpartition(' ')[0]} …"


def _name(book: Handbook, item: object, locale: str) -> str:
    return str(shown(item.texts, "name", locale, book))  # type: ignore[attr-defined]


def _with_hidden_words(record: Record, nouns: Mapping[str, str], foreign: dict[int, str]) -> Record:
    words = set(WORD.findall(f"{record.title} {record.content}"))
    other = set(WORD.findall(record.hidden))  # of another language, and typed without its letters there too
    forms = {form for word in words | other for form in _typed(word, foreign)}
    parts = {part for word in words for part in _parts(word, nouns)}
    known = {_small(word) for word in words | other}
    more = {_small(form): form for form in sorted(forms | parts)}
    hidden = " ".join([record.hidden, *(form for small, form in more.items() if small not in known)])
    return replace(record, hidden=hidden.strip())


def _small(word: str) -> str:
    """A word as the index has it. Pagefind keeps ß."""
    return "".join(letter if letter == "ß" else letter.casefold() for letter in word)


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
