"""Which pages make a PDF, and in which order: the whole handbook, or one theme, in one language.

A PDF is put together from the HTML of the pages, so that it says what the site says. The product is plain data; the template
`typst/book.typ` sets it.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from handbook import blocks, text
from handbook.blocks import Block, Inline, Node
from handbook.model import Handbook, Place, Practice
from handbook.page import address
from handbook.translation import Shown, shown

DEEPEST = 6
"""Levels of headings that PDF knows."""
TOOLS = frozenset({"about/translations.md"})
"""Chapters that are at work only on a screen: lists to edit from, which change every day."""
UNSIZED = re.compile(r'(<span class="download__size" data-of="([^"]+)">)(?=</span>)')
"""Where a page will say how large a PDF is."""


def file(locale: str, theme: str | None = None) -> str:
    """Where a PDF lies below its language's root. The name still says what it is when it has been downloaded."""
    return f"pdf/handbook-{theme}-{locale}.pdf" if theme else f"pdf/handbook-{locale}.pdf"


def with_sizes(html: str, sizes: Mapping[str, str]) -> str:
    """A page whose links to PDFs say how large these are, by name of the file: it is written before they are made."""
    return UNSIZED.sub(lambda found: f"{found[1]} ({sizes[found[2]]})" if found[2] in sizes else found[0], html)


def edition(project: Path) -> date:
    """The day of a PDF: of SOURCE_DATE_EPOCH if set (reproducible-builds.org), else of the last commit, else today."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        command = ["git", "-C", str(project), "log", "-1", "--format=%ct"]
        try:
            seconds = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
        except OSError:
            seconds = ""
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds else datetime.now(UTC).date()


@dataclass(frozen=True)
class Book:
    """The handbook in one language, ready to be put together. `pages` holds the HTML of each page by its uri."""

    handbook: Handbook
    locale: str
    pages: Mapping[str, str]
    site_url: str
    """Where the site lives; links to what a PDF does not contain lead there."""
    edition: date

    # --- what there is ----------------------------------------------------------------------------------------------------

    def documents(self, chapters: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Every document of the language, by its file below the language's root: the handbook and each theme."""
        themes = {file(self.locale, theme): self.theme(theme) for theme in self.handbook.themes}
        return {file(self.locale): self.whole(chapters)} | themes

    def whole(self, chapters: Iterable[str]) -> dict[str, Any]:
        """Chapters, themes, practices by country, state and place, then what one looks things up in."""
        nav = self.labels["nav"]
        parts: list[Block] = []
        read = (uri for uri in chapters if uri not in TOOLS)
        for folder, uris in groupby(read, lambda uri: posixpath.basename(posixpath.dirname(uri))):
            parts += self._head(nav[folder], 1, "part")
            parts += [block for uri in uris for block in self._page(uri, 2, "chapter")]
        parts += self._head(nav["themes"], 1, "part", id_=address("themes/index.md"))
        for theme in self.handbook.themes.values():
            parts += self._page(f"themes/{theme.id}.md", 2, "chapter", self._answers_told_elsewhere(theme.id))
        for country in self.handbook.countries:
            parts += self._country(country)
        parts += self._practices(filter(self._is_across, self.handbook.practices.values()), 1, self.labels["pdf"]["across"])
        parts += self._head(nav["reference"], 1, "part")
        for uri in ("glossary.md", "publications.md", "further-reading.md"):
            parts += self._page(uri, 2, "chapter", frozenset({".contents"}))
        site = self.labels["site"]
        return self._document(site["name"], site["tagline"], site["description"], parts)

    def theme(self, id_: str) -> dict[str, Any]:
        """What a theme is about, its practices by country, answers from surveys, and the publications all this is from."""
        book = self.handbook
        theme, found = book.themes[id_], book.practices_of_theme.get(id_, ())
        answers = book.survey_of_theme.get(id_, ())
        here = [practice for practice in found if not self._is_across(practice)]
        told = {country for practice in here for country in book.countries_of(practice)}
        parts = self._page(f"themes/{id_}.md", 1, "part", frozenset({"#survey", *(f"#{country}" for country in told)}))
        for country in book.countries:
            own = [practice for practice in here if country in book.countries_of(practice)]
            parts += self._practices(own, 1, self._name(book.countries[country]), country)
        parts += self._practices(filter(self._is_across, found), 1, self.labels["pdf"]["across"])
        parts += self._section(f"themes/{id_}.md", "survey")
        used = {source.publication for practice in found for source in practice.sources} | {
            a.source.publication for a in answers
        }
        unused = frozenset(f"#{publication}" for publication in book.publications if publication not in used)
        parts += self._page("publications.md", 1, "part", unused | {".contents", ".lead"})
        about = shown(theme.texts, "description", self.locale, book)
        return self._document(self._name(theme), self.labels["site"]["name"], about, parts)

    # --- practices in their places ----------------------------------------------------------------------------------------

    def _is_across(self, practice: Practice) -> bool:
        """Whether it belongs to more than one country."""
        return len(self.handbook.countries_of(practice)) > 1

    def _country(self, country: str) -> Iterator[Block]:
        """A country with its states or provinces in the order of the language, then what concerns all of it.

        A state that is a place of the handbook itself (a city state, a province) has one heading for both.
        """
        book = self.handbook
        yield from self._page(f"countries/{country}.md", 1, "part", frozenset({"#places", "#practices"}), accent=country)
        yield {"is": "contents"}
        states = sorted(book.countries[country].states, key=lambda state: self._key(str(self._name(state))))
        for state in states:
            places = self._in_order(book.places_of_state.get((country, state.id), ()))
            itself = [place for place in places if str(self._name(place)) == str(self._name(state))]
            if not itself and places:
                yield from self._head(self._name(state), 2, "state", f"{address(f'countries/{country}.md')}#{state.id}")
            for place in itself:
                yield from self._place(place, 2)
            for place in places:
                if place not in itself:
                    yield from self._place(place, 3)
        places = self._in_order(book.places_of_state.get((country, None), ()))
        nowhere = [
            practice
            for practice in book.practices_of_country.get(country, ())
            if not practice.places and not self._is_across(practice)
        ]
        if places or nowhere:
            yield from self._head(
                self.labels["nav"]["no_state"], 2, "state", f"{address(f'countries/{country}.md')}#nationwide"
            )
        for practice in self._by_title(nowhere):
            yield from self._practice(practice, 3)
        for place in places:
            yield from self._place(place, 3)

    def _place(self, place: Place, level: int) -> Iterator[Block]:
        """A place and the practices that it leads. Its page's list stays only if it names what stands elsewhere."""
        every = self.handbook.practices_of_place.get(place.id, ())
        own = [practice for practice in every if practice.places[0] == place.id and not self._is_across(practice)]
        repeated = {"#practices"} if every and len(own) == len(every) else set()
        look = "state" if level == STATE else "place"
        yield from self._page(f"places/{place.id}.md", level, look, frozenset({"#neighbours", "#survey", *repeated}))
        for practice in self._by_title(own):
            yield from self._practice(practice, level + 1)

    def _name(self, item: Any) -> Shown:
        return shown(item.texts, "name", self.locale, self.handbook)

    def _in_order(self, places: Iterable[Place]) -> list[Place]:
        return sorted(places, key=lambda place: self._key(str(self._name(place))))

    def _practices(self, practices: Iterable[Practice], level: int, name: Shown | str, accent: str = "") -> list[Block]:
        """Practices under a heading; nothing if there are none."""
        found = self._by_title(practices)
        head = self._head(name, level, "part", accent=accent) if found else []
        return [*head, *(block for practice in found for block in self._practice(practice, level + 1))]

    def _practice(self, practice: Practice, level: int) -> list[Block]:
        return self._page(f"practices/{practice.id}.md", level, "practice")

    def _by_title(self, practices: Iterable[Practice]) -> list[Practice]:
        def title(practice: Practice) -> Any:
            return self._key(str(shown(practice.texts, "title", self.locale, self.handbook, practice.source_language)))

        return sorted(practices, key=title)

    def _answers_told_elsewhere(self, theme: str) -> frozenset[str]:
        """Answers stand under the first of their themes."""
        answers = self.handbook.survey_of_theme.get(theme, ())
        elsewhere = frozenset(f"#{answer.id}" for answer in answers if answer.themes[0] != theme)
        return frozenset({"#survey"}) if len(elsewhere) == len(answers) else elsewhere

    # --- pages as parts of a document -------------------------------------------------------------------------------------

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        return self.handbook.labels[self.locale]

    @cached_property
    def base(self) -> str:
        """Where this language lives: the first one at the root of the site."""
        return self.site_url if self.locale == self.handbook.locales[0] else f"{self.site_url}{self.locale}/"

    @cached_property
    def _key(self) -> Callable[[str], Any]:
        return text.sort_key(self.labels)

    @cached_property
    def _trees(self) -> dict[str, Node]:
        """Pages that have been read, for one page stands in several documents."""
        return {}

    def _tree(self, uri: str) -> Node:
        if uri not in self._trees:
            self._trees[uri] = blocks.tree(self.pages[uri])
        return self._trees[uri]

    def _page(self, uri: str, level: int, look: str, left_out: frozenset[str] = frozenset(), accent: str = "") -> list[Block]:
        """A page whose title stands at a level, without what `#id` and `.class` name."""
        page = self._tree(uri)
        title, rest = blocks.headline(blocks.without(page, left_out | {".locator"}))
        beside = blocks.inline([Node("span", found.attributes, found.children) for found in page.find("locator")])
        head = self._head(title, level, look, address(uri), accent, beside=beside)
        return [*head, *self._placed(blocks.blocks(rest), uri, level)]

    def _section(self, uri: str, id_: str) -> list[Block]:
        """One section of a page as a part of its own."""
        made = self._placed(blocks.blocks(blocks.only(self._tree(uri), id_)), uri, 0)
        return [made[0] | {"look": "part"}, *made[1:]] if made else []

    def _head(
        self, words: Shown | str | Inline, level: int, look: str, id_: str = "", accent: str = "", *, beside: Sequence[Any] = ()
    ) -> list[Block]:
        """A heading; nothing if there are no words. What is `beside` its words stays out of the table of contents."""
        if isinstance(words, Shown):
            words = [{"do": "lang", "lang": words.lang, "in": [words.text]}] if words.lang else [words.text]
        words = [words] if isinstance(words, str) else words
        head = {"is": "heading", "level": level, "look": look, "id": id_, "accent": accent, "in": words, "beside": [*beside]}
        return [head] if words else []

    def _placed(self, found: list[Block], uri: str, level: int) -> list[Block]:
        """Blocks of a page below a title at `level`, with ids that are unique in a document and complete addresses."""
        made = []
        for block in found:
            if block["is"] == "heading":
                if block["id"] == "facts":
                    continue  # the facts stand right below the title, which needs no heading on paper
                look = "section" if block["level"] == SECTION else "sub"
                block |= {"level": block["level"] + level - 1, "look": look, "accent": "", "beside": []}
            if block.get("id"):
                block["id"] = f"{address(uri)}#{block['id']}"
            if "blocks" in block:
                block["blocks"] = self._placed(block["blocks"], uri, level)
            if block["is"] == "list":
                block["items"] = [self._placed(item, uri, level) for item in block["items"]]
            if block["is"] == "picture":
                file = urljoin(self.base + address(uri), block["file"])
                if not file.startswith(self.site_url):
                    continue  # a picture of another host shows on no page either
                block["file"] = file.removeprefix(self.site_url)
            for link in _links(_inlines(block)):
                link["to"] = urljoin(self.base + address(uri), link["to"])
            made.append(block)
        return made

    def _document(self, title: Shown | str, name: str, about: Shown | str, parts: list[Block]) -> dict[str, Any]:
        words, book = self.labels["pdf"], self.handbook
        _raise_levels(parts)
        self._lead(parts)
        languages = ", ".join(book.labels[locale]["language"]["name"] for locale in book.locales)
        before, _, after = words["address"].partition("{url}")
        front: list[Inline] = [
            [words["edition"].format(date=text.moment(self.edition.isoformat(), self.locale))],
            [words["languages"].format(names=languages)],
            [before, {"do": "link", "to": self.base, "where": False, "in": [self.base]}, after],
            [self.labels["site"]["licence"]],
        ]
        return {
            "lang": self.locale,
            "title": _words(title),
            "name": name,
            "author": self.labels["site"]["name"],
            "about": _words(about),
            "date": [self.edition.year, self.edition.month, self.edition.day],
            "base": self.base,
            "front": front,
            "words": {"contents": words["contents"], "page": words["page"]},
            "pictures": sorted({block["file"] for block in _each(parts) if block["is"] == "picture"}),
            "parts": parts,
        }

    def _lead(self, parts: list[Block]) -> None:
        """Links to what the document contains stay inside, all others go to the web."""
        ids = {block["id"] for block in _each(parts) if block.get("id")}
        for block in _each(parts):
            for link in _links(_inlines(block)):
                here = link["to"].removeprefix(self.base)
                page = here.partition("#")[0]
                if here != link["to"] and (here in ids or page in ids):
                    link["label"] = here if here in ids else page


STATE = 2
"""The level of states and provinces, below their country."""
SECTION = 2
"""The level of the headings below the title of a page."""


def _words(found: Shown | str) -> dict[str, str]:
    return {"text": str(found), "lang": getattr(found, "lang", "")}


def _each(found: Iterable[Block]) -> Iterator[Block]:
    """Every block and every block inside it."""
    for block in found:
        yield block
        yield from _each(block.get("blocks", ()))
        if block["is"] == "list":
            yield from _each(inner for item in block["items"] for inner in item)


def _inlines(block: Block) -> Iterator[Inline]:
    """The words that stand in a block itself."""
    yield block.get("in", [])
    for item in block["items"] if block["is"] in {"index", "terms"} else ():
        yield from (words for words in item.values() if isinstance(words, list))
    for row in (*block["head"], *block["rows"]) if block["is"] == "table" else ():
        yield from (cell["in"] for cell in row)


def _links(found: Iterable[Inline]) -> Iterator[Block]:
    for words in found:
        for word in words:
            if isinstance(word, dict):
                if word["do"] == "link":
                    yield word
                yield from _links([word["in"]])


def _raise_levels(parts: list[Block]) -> None:
    """Headings skip no level, as PDF/UA wants, and stay among those that PDF knows."""
    above = 0
    for block in _each(parts):
        if block["is"] == "heading":
            above = block["level"] = min(block["level"], above + 1, DEEPEST)
