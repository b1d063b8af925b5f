"""The handbook in one language: words, order, links and cards, from which the kinds of pages are built.

Links inside texts point to `.md` files, so that the generator checks them; links inside the HTML of templates are relative
addresses, the same in every language because every language has the same tree.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handbook import maps, markup, text
from handbook.model import Country, Element, Handbook, Place, Practice, SurveyAnswer
from handbook.page import Page, relative
from handbook.related import Related
from handbook.translation import Shown, chosen, shown

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Anchor:
    """A link in a template: words, address, and the language of the words if it is not the page's."""

    text: str
    href: str
    lang: str = ""


@dataclass(frozen=True)
class Card:
    """A practice as lists show it: where, in which country, on what and of when, before anything else."""

    title: Shown
    href: str
    summary: Shown
    countries: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    themes: tuple[str, ...]
    as_of: int
    is_part: bool


@dataclass(frozen=True)
class CountryMap:
    """The map of a country and the same places as a list. `font` is the size of its names in units of the picture.

    The places are dots with their page, what they are called aloud, and their names written for a narrow or wide display.
    """

    id: str
    name: Shown
    picture: maps.Map
    font: float
    dots: tuple[tuple[maps.Dot, str, str, tuple[tuple[str, maps.Name], ...]], ...]
    places: tuple[Anchor, ...]


def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # in the order we give, not that of the keys
    return made


PLURAL = {"place": "places", "theme": "themes", "country": "countries"}
"""Folders of the pages that a reference like `[[place:altena]]` may name."""


NO_SPOT = {"state", "association"}
"""Kinds of places that are no spot on a map."""


class Language:
    """A handbook in one language: its words, its order, its links, and what pages are built from."""

    def __init__(
        self, handbook: Handbook, locale: str, related: Related, stale: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        self.handbook = handbook
        self.locale = locale
        self.related = related
        self.stale = stale
        """By file the keys of the texts that are older in this language than their source."""
        self.labels: Mapping[str, Any] = handbook.labels[locale]
        self.key = text.sort_key(self.labels)
        self.initial = text.initial(self.labels)
        self.environment = environment()
        self.environment.globals |= {
            "L": self.labels,
            "locale": locale,
            "grain": maps.GRAIN,
            "amount": lambda figure: text.amount(figure, self.labels, locale),
            "amount_of": lambda value: text.quantity(value, None, None, self.labels, locale),
            "moment": lambda written: text.moment(written, locale),
            "chosen": lambda localized: chosen(localized, locale, handbook),
        }
        self.environment.filters["plain_markdown"] = lambda words: Markup(markup.escaped(str(words)))  # noqa: S704  escaped for Markdown
        self.templates = {
            path.name.removesuffix(".md.jinja"): self.environment.get_template(path.name)
            for path in TEMPLATES.glob("*.md.jinja")
        }

    def page(
        self,
        uri: str,
        template: str,
        title: Shown | str,
        about: Shown | str,
        *,
        crumbs: Iterable[tuple[Shown | str, str]] = (),
        source: str | None = None,
        hide: tuple[str, ...] = (),
        **values: Any,
    ) -> Page:
        body = self.templates[template].render(
            title=title if isinstance(title, Shown) else Shown(title),
            crumbs=[Anchor(str(words), relative(uri, to), getattr(words, "lang", "")) for words, to in crumbs],
            href=lambda to: relative(uri, to),
            **values,
        )
        translated = values.get("untranslated") != "all"
        return Page(uri, self.locale, str(title), " ".join(str(about).split()), body, source, hide, translated)

    def overview(self, uri: str, name: str, *, source: str | None = None, hide: tuple[str, ...] = (), **values: Any) -> Page:
        """A page directly below the home page: its template has the name of the labels that hold its title and description."""
        title, about = self.labels[name]["title"], self.labels[name]["description"]
        return self.page(uri, name, title, about, crumbs=self.section_crumbs(), source=source, hide=hide, **values)

    def t(self, item: Any, name: str) -> Shown:
        """A text of a practice, place, theme … in this language or marked as another."""
        return shown(item.texts, name, self.locale, self.handbook, getattr(item, "source_language", None))

    def prose(self, item: Any, name: str, uri: str, source_language: str | None = None) -> Shown:
        """A Markdown text with its references turned into links of this page."""
        found = shown(item.texts, name, self.locale, self.handbook, source_language or getattr(item, "source_language", None))
        linked = markup.resolved(found.text, lambda kind, id_: self.target(kind, id_, uri))
        return Shown(Markup(linked), found.lang)  # noqa: S704  the loader refuses texts with HTML

    def target(self, kind: str, id_: str, uri: str) -> tuple[str, str]:
        """Title and `.md` address, seen from the page `uri`, of what a `[[reference]]` names."""
        book = self.handbook
        if kind == "practice" and id_ in book.practices:
            title, to = self.t(book.practices[id_], "title"), f"practices/{id_}.md"
        elif kind == "practice":
            practice, element = book.element_pages[id_]
            title = shown(element.texts, "title", self.locale, book, practice.source_language)
            to = f"practices/{practice.id}.md#{id_}"
        elif kind == "term":
            title, to = self.t(book.terms[id_], "term"), f"glossary.md#{id_}"
        else:
            things: Mapping[str, Any] = {"place": book.places, "theme": book.themes, "country": book.countries}[kind]
            title, to = self.t(things[id_], "name"), f"{PLURAL[kind]}/{id_}.md"
        path, hash_, fragment = to.partition("#")
        return str(title), posixpath.relpath(path, posixpath.dirname(uri) or ".") + hash_ + fragment

    def card(self, practice: Practice, uri: str, here: str = "") -> Card:
        """A card; on the page of a place that place is named first."""
        book = self.handbook
        places = sorted(practice.places, key=lambda id_: id_ != here) if here else practice.places
        return Card(
            title=self.t(practice, "title"),
            href=relative(uri, f"practices/{practice.id}.md"),
            summary=self.t(practice, "summary"),
            countries=tuple((id_, str(self.t(book.countries[id_], "name"))) for id_ in book.countries_of(practice)),
            places=tuple(str(self.t(book.places[id_], "name")) for id_ in places),
            themes=tuple(str(self.t(book.themes[id_], "name")) for id_ in practice.themes),
            as_of=practice.as_of,
            is_part=practice.part_of is not None,
        )

    def cards(self, practices: Iterable[Practice], uri: str, here: str = "") -> list[Card]:
        """Whole practices before their parts, newest first, then by title; of a place first those that it leads."""
        found = [(bool(here) and practice.places[0] != here, self.card(practice, uri, here)) for practice in practices]
        found.sort(key=lambda pair: (pair[0], pair[1].is_part, -pair[1].as_of, self.key(pair[1].title.text)))
        return [card for _, card in found]

    def anchor(self, item: Any, folder: str, uri: str, name: str = "name") -> Anchor:
        words = self.t(item, name)
        return Anchor(words.text, relative(uri, f"{folder}/{item.id}.md"), words.lang)

    def by_letter(self, items: Iterable[Any], name: Callable[[Any], str]) -> list[tuple[str, list[Any]]]:
        """Items in the order of the language, under the letter their name begins with."""
        groups: dict[str, list[Any]] = {}
        for item in sorted(items, key=lambda item: self.key(name(item))):
            groups.setdefault(self.initial(name(item)), []).append(item)
        return list(groups.items())

    def section_crumbs(self, *names: str) -> list[tuple[Shown | str, str]]:
        """Home, and the overview pages named."""
        return [
            (self.labels["nav"]["home"], "index.md"),
            *((self.labels["nav"][name], f"{name}/index.md") for name in names),
        ]

    def stale_parts(self, file: str, headings: Mapping[str, Anchor], prefix: str = "") -> list[Anchor]:
        """The parts of a page whose text is older here than its source, by the heading they stand under.

        `headings` goes by the beginning of a text's key; what has no heading stands at the top. `prefix` limits a list
        file to one of its entries.
        """
        top = Anchor(self.labels["translation"]["top"], "#")
        keys = [key.removeprefix(prefix) for key in self.stale.get(file, ()) if key.startswith(prefix)]
        found = (next((to for name, to in headings.items() if f"{key}.".startswith(f"{name}.")), top) for key in keys)
        return list(dict.fromkeys(found))

    def is_stale(self, file: str, id_: str) -> bool:
        """Whether an entry of a list file has a text that is older in this language than its source."""
        return any(key.startswith(f"{id_}.") for key in self.stale.get(file, ()))

    def element(self, practice: Practice, element: Element, uri: str) -> tuple[str, Shown, Shown]:
        title = shown(element.texts, "title", self.locale, self.handbook, practice.source_language)
        return element.id, title, self.prose(element, "text", uri, practice.source_language)

    def place_links(self, places: Iterable[Place], uri: str) -> list[Anchor]:
        anchors = [self.anchor(place, "places", uri) for place in places]
        return sorted(anchors, key=lambda anchor: self.key(anchor.text))

    def country_map(
        self, country: Country, counts: Mapping[str, int], uri: str, scale: Callable[[maps.Map], float]
    ) -> CountryMap | None:
        """The map of places by their number of practices; `scale` says how much larger a wide display shows it.

        States and associations stand in the list only: a dot would say that they are a spot. None without an outline.
        """
        book = self.handbook
        if country.id not in book.outlines:
            return None
        places = [book.places[id_] for id_ in counts]
        markers = tuple(
            maps.Marker(place.id, place.coordinates.lon, place.coordinates.lat, counts[place.id])
            for place in places
            if place.coordinates and place.kind not in NO_SPOT
        )
        picture = maps.drawn(book.outlines[country.id], markers)
        texts = {place.id: self.t(place, "name").text for place in places}
        sizes = {"": 1.0} if scale(picture) == 1 else {"narrow": 1.0, "wide": scale(picture)}
        names: dict[str, list[tuple[str, maps.Name]]] = {}
        for size, factor in sizes.items():
            for id_, name in maps.names(picture, texts, factor).items():
                names.setdefault(id_, []).append((size, name))
        return CountryMap(
            id=country.id,
            name=self.t(country, "name"),
            picture=picture,
            font=round(maps.FONT / scale(picture), 2),
            dots=tuple(
                (
                    dot,
                    relative(uri, f"places/{dot.id}.md"),
                    self._spoken(texts[dot.id], dot.practices),
                    tuple(names.get(dot.id, ())),
                )
                for dot in picture.dots
            ),
            places=tuple(self.place_links(places, uri)),
        )

    def country_maps(self, counts: Mapping[str, int], uri: str, scale: Callable[[maps.Map], float]) -> list[CountryMap]:
        """The maps of all countries side by side, with those places that have a count."""
        book = self.handbook
        made = (
            self.country_map(
                country,
                {id_: count for id_, count in counts.items() if book.places[id_].country == country.id},
                uri,
                scale,
            )
            for country in book.countries.values()
        )
        return [found for found in made if found]

    def _spoken(self, place: str, practices: int) -> str:
        words: Mapping[str, str] = self.labels["map"]
        return words["none" if not practices else "one" if practices == 1 else "many"].format(place=place, n=practices)

    def answers(self, answers: Iterable[SurveyAnswer], uri: str) -> list[dict[str, Any]]:
        return [
            {
                "id": answer.id,
                "stale": self.is_stale("survey", answer.id),
                "as_of": answer.as_of,
                "title": self.t(answer, "title"),
                "words": self.prose(answer, "text", uri),
                "respondent": answer.respondent,
                "source": answer.source,
                "related": [self.anchor(self.handbook.practices[id_], "practices", uri, "title") for id_ in answer.related],
            }
            for answer in answers
        ]
