"""Handbook -> {src_uri: Page}. The dictionary is the product; MkDocs is one of its consumers.

A page is Markdown with front matter. Links inside texts point to `.md` files, so that the generator checks them; links inside
the HTML of templates are relative addresses, the same in every language because every language has the same tree.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handbook import comparison, markup, text
from handbook.model import SECTIONS, Country, Element, Handbook, Place, Practice, SurveyAnswer
from handbook.related import Related
from handbook.translation import Shown, chosen, extent, shown

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Page:
    """One page in one language. `source` is the data file it comes from, relative to the project; None if there is none."""

    uri: str
    locale: str
    title: str
    description: str
    body: str
    source: str | None = None
    hide: tuple[str, ...] = ()

    @property
    def src_uri(self) -> str:
        return f"{self.locale}/{self.uri}"

    @property
    def markdown(self) -> str:
        """The page as a Markdown file."""
        meta = {"title": self.title, "description": self.description, "hide": list(self.hide)}
        front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{front}---\n\n{self.body}"


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


def pages(handbook: Handbook) -> dict[str, Page]:
    """Every generated page of every language by its source address below docs/, such as `de/practices/altena.md`."""
    related = Related(handbook)
    made = (page for locale in handbook.locales for page in _Language(handbook, locale, related).pages())
    return {page.src_uri: page for page in made}


def fallback(markdown: str, written_in: str, locale: str, handbook: Handbook) -> str:
    """A hand-written chapter that its own language lacks: a notice in the reader's language, then the marked text."""
    template = _environment().get_template("fallback.md.jinja")
    return template.render(markdown=Markup(markdown), lang=written_in, labels=handbook.labels[locale])  # noqa: S704  a chapter is ours


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def address(uri: str) -> str:
    """The address of a page below its language's root: `practices/x.md` -> `practices/x/`, `index.md` -> ``."""
    folder, name = posixpath.split(uri.removesuffix(".md"))
    path = folder if name == "index" else posixpath.join(folder, name)
    return f"{path}/" if path else ""


def relative(uri: str, to: str) -> str:
    """The relative address from one page to another; `to` may have a `#fragment`."""
    target, hash_, fragment = to.partition("#")
    path = posixpath.relpath(address(target) or ".", address(uri) or ".")
    return (f"{path}/" if path != "." else "./") + hash_ + fragment


PLURAL = {"place": "places", "theme": "themes", "country": "countries"}
"""Folders of the pages that a reference like `[[place:altena]]` may name."""


class _Language:
    """All pages of one language."""

    def __init__(self, handbook: Handbook, locale: str, related: Related) -> None:
        self.handbook = handbook
        self.locale = locale
        self.related = related
        self.labels: Mapping[str, Any] = handbook.labels[locale]
        self.key = text.sort_key(self.labels)
        self.initial = text.initial(self.labels)
        self.environment = _environment()
        self.environment.globals |= {
            "L": self.labels,
            "locale": locale,
            "amount": lambda figure: text.amount(figure, self.labels, locale),
            "moment": lambda written: text.moment(written, locale),
            "chosen": lambda localized: chosen(localized, locale, handbook),
        }
        self.environment.filters["plain_markdown"] = lambda words: Markup(markup.escaped(str(words)))  # noqa: S704  escaped for Markdown
        self.templates = {
            path.name.removesuffix(".md.jinja"): self.environment.get_template(path.name)
            for path in TEMPLATES.glob("*.md.jinja")
        }

    def pages(self) -> Iterator[Page]:
        book = self.handbook
        yield self.home()
        yield self.practice_list()
        yield from map(self.practice, book.practices.values())
        yield self.place_list()
        yield from map(self.place, book.places.values())
        yield self.theme_list()
        yield from map(self.theme, book.themes)
        yield from map(self.country, book.countries.values())
        yield self.glossary()
        yield self.publications()
        yield self.literature()
        yield self.case_studies()

    # --- building blocks --------------------------------------------------------------------------------------------------

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
        return Page(uri, self.locale, str(title), " ".join(str(about).split()), body, source, hide)

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

    def card(self, practice: Practice, uri: str) -> Card:
        book = self.handbook
        return Card(
            title=self.t(practice, "title"),
            href=relative(uri, f"practices/{practice.id}.md"),
            summary=self.t(practice, "summary"),
            countries=tuple((id_, str(self.t(book.countries[id_], "name"))) for id_ in book.countries_of(practice)),
            places=tuple(str(self.t(book.places[id_], "name")) for id_ in practice.places),
            themes=tuple(str(self.t(book.themes[id_], "name")) for id_ in practice.themes),
            as_of=practice.as_of,
            is_part=practice.part_of is not None,
        )

    def cards(self, practices: Iterable[Practice], uri: str) -> list[Card]:
        """Whole practices before their parts, newest first, then by title."""
        found = [self.card(practice, uri) for practice in practices]
        return sorted(found, key=lambda card: (card.is_part, -card.as_of, self.key(card.title.text)))

    def anchor(self, item: Any, folder: str, uri: str, name: str = "name") -> Anchor:
        words = self.t(item, name)
        return Anchor(words.text, relative(uri, f"{folder}/{item.id}.md"), words.lang)

    def by_letter(self, items: Iterable[Any], name: Callable[[Any], str]) -> list[tuple[str, list[Any]]]:
        """Items in the order of the language, under the letter their name begins with."""
        groups: dict[str, list[Any]] = {}
        for item in sorted(items, key=lambda item: self.key(name(item))):
            groups.setdefault(self.initial(name(item)), []).append(item)
        return list(groups.items())

    # --- kinds of pages ---------------------------------------------------------------------------------------------------

    def home(self) -> Page:
        book, uri = self.handbook, "index.md"
        whole = [practice for practice in book.practices.values() if not practice.part_of]
        newest = sorted(whole, key=lambda practice: (-practice.as_of, self.key(self.t(practice, "title").text)))
        shown_first = [
            practice
            for country in book.countries
            for practice in [found for found in newest if book.countries_of(found) == (country,)][:HOME_CARDS_PER_COUNTRY]
        ]
        return self.page(
            uri,
            "home",
            self.labels["home"]["title"],
            self.labels["site"]["description"],
            hide=("navigation", "toc"),
            countries=[self.anchor(country, "countries", uri) for country in book.countries.values()],
            country_ids=list(book.countries),
            themes=[self.anchor(theme, "themes", uri) for theme in book.themes.values()],
            counts={"practices": len(book.practices), "places": len(book.places)},
            cards=sorted(self.cards(shown_first, uri), key=lambda card: -card.as_of),
        )

    def practice(self, practice: Practice) -> Page:
        book, uri = self.handbook, f"practices/{practice.id}.md"
        sections = [(name, self.prose(practice, name, uri)) for name in SECTIONS]
        elements = [self._element(practice, element, uri) for element in practice.elements]
        title, summary = self.t(practice, "title"), self.t(practice, "summary")
        parent = book.practices[practice.part_of] if practice.part_of else None
        texts = [title, summary, *(words for _, words in sections), *(words for _, *pair in elements for words in pair)]
        return self.page(
            uri,
            "practice",
            title,
            summary,
            crumbs=self._crumbs(practice, parent),
            source=f"practices/{practice.id}.yml",
            hide=("navigation",),
            practice=practice,
            untranslated=extent(texts),
            summary=summary,
            sections=[(name, words) for name, words in sections if words],
            elements=elements,
            places=[self.anchor(book.places[id_], "places", uri) for id_ in practice.places],
            countries=[(id_, self.anchor(book.countries[id_], "countries", uri)) for id_ in book.countries_of(practice)],
            themes=[self.anchor(book.themes[id_], "themes", uri) for id_ in practice.themes],
            target_groups=[self.t(book.target_groups[id_], "name") for id_ in practice.target_groups],
            period=text.period(practice.period, self.labels) if practice.period else "",
            parent=self.anchor(parent, "practices", uri, "title") if parent else None,
            parts=self.cards(book.parts.get(practice.id, ()), uri),
            related=[self.card(found, uri) for found in self.related.to(practice)],
            publications=book.publications,
            literature=[(book.literature[id_], relative(uri, f"further-reading.md#{id_}")) for id_ in practice.literature],
        )

    def _element(self, practice: Practice, element: Element, uri: str) -> tuple[str, Shown, Shown]:
        title = shown(element.texts, "title", self.locale, self.handbook, practice.source_language)
        return element.id, title, self.prose(element, "text", uri, practice.source_language)

    def _crumbs(self, practice: Practice, parent: Practice | None) -> list[tuple[Shown | str, str]]:
        """Home, country and place if there is just one, else the list of all practices; then the whole it is part of."""
        book = self.handbook
        countries = book.countries_of(practice)
        crumbs: list[tuple[Shown | str, str]] = [(self.labels["nav"]["home"], "index.md")]
        if len(countries) == 1:
            crumbs.append((self.t(book.countries[countries[0]], "name"), f"countries/{countries[0]}.md"))
            crumbs += [(self.t(book.places[id_], "name"), f"places/{id_}.md") for id_ in practice.places[:1]]
        else:
            crumbs.append((self.labels["nav"]["practices"], "practices/index.md"))
        if parent:
            crumbs.append((self.t(parent, "title"), f"practices/{parent.id}.md"))
        return crumbs

    def _section_crumbs(self, *names: str) -> list[tuple[Shown | str, str]]:
        """Home, and the overview pages named."""
        return [
            (self.labels["nav"]["home"], "index.md"),
            *((self.labels["nav"][name], f"{name}/index.md") for name in names),
        ]

    def practice_list(self) -> Page:
        uri = "practices/index.md"
        cards = [self.card(practice, uri) for practice in self.handbook.practices.values()]
        return self.page(
            uri,
            "practices",
            self.labels["practices"]["title"],
            self.labels["practices"]["description"],
            crumbs=self._section_crumbs(),
            hide=("toc",),
            letters=self.by_letter(cards, lambda card: card.title.text),
        )

    def place(self, place: Place) -> Page:
        book, uri = self.handbook, f"places/{place.id}.md"
        country = book.countries[place.country]
        whole = book.places[place.part_of] if place.part_of else None
        name = self.t(place, "name")
        described = self.t(place, "summary") or self.labels["kind"][place.kind]
        districts = [found for found in book.places.values() if found.part_of == place.id]
        near = [
            found
            for found in book.places_of_state[place.country, place.state]
            if found.id not in {place.id, place.part_of} and found not in districts
        ]
        return self.page(
            uri,
            "place",
            name,
            f"{name}: {described}",
            crumbs=[
                *self._section_crumbs(),
                (self.t(country, "name"), f"countries/{country.id}.md"),
                *([(self.t(whole, "name"), f"places/{whole.id}.md")] if whole else []),
            ],
            source=f"places/{place.id}.yml",
            place=place,
            untranslated=extent([name, self.t(place, "summary")]),
            locator=self.t(place, "locator"),
            summary=self.t(place, "summary"),
            country=(country.id, self.anchor(country, "countries", uri)),
            state=next((self.t(state, "name") for state in country.states if state.id == place.state), Shown("")),
            state_label=self.t(country, "state"),
            whole=self.anchor(whole, "places", uri) if whole else None,
            districts=self._places(districts, uri),
            cards=self.cards(book.practices_of_place.get(place.id, ()), uri),
            elements=[
                (self._element(practice, element, uri), relative(uri, f"practices/{practice.id}.md#{element.id}"))
                for practice, element in book.elements_of_place.get(place.id, ())
            ],
            neighbours=self._places(near, uri) if place.state else [],
            survey=self._answers(book.survey_of_place.get(place.id, ()), uri),
            publications=book.publications,
        )

    def _places(self, places: Iterable[Place], uri: str) -> list[Anchor]:
        anchors = [self.anchor(place, "places", uri) for place in places]
        return sorted(anchors, key=lambda anchor: self.key(anchor.text))

    def place_list(self) -> Page:
        book, uri = self.handbook, "places/index.md"
        rows = [
            {
                "anchor": self.anchor(place, "places", uri),
                "kind": place.kind,
                "country": place.country,
                "country_name": self.t(book.countries[place.country], "name"),
                "state": next(
                    (self.t(s, "name") for s in book.countries[place.country].states if s.id == place.state), Shown("")
                ),
                "count": len(book.practices_of_place.get(place.id, ())),
            }
            for place in book.places.values()
        ]
        return self.page(
            uri,
            "places",
            self.labels["places"]["title"],
            self.labels["places"]["description"],
            crumbs=self._section_crumbs(),
            hide=("toc",),
            rows=sorted(rows, key=lambda row: self.key(row["anchor"].text)),
        )

    def theme(self, id_: str) -> Page:
        book, uri = self.handbook, f"themes/{id_}.md"
        theme = book.themes[id_]
        practices = book.practices_of_theme.get(id_, ())
        return self.page(
            uri,
            "theme",
            self.t(theme, "name"),
            self.t(theme, "description"),
            crumbs=self._section_crumbs("themes"),
            source="themes.yml",
            hide=("toc",),
            description=self.t(theme, "description"),
            columns=[
                (
                    country.id,
                    self.anchor(country, "countries", uri),
                    self.cards([found for found in practices if country.id in book.countries_of(found)], uri),
                )
                for country in book.countries.values()
            ],
            survey=self._answers(book.survey_of_theme.get(id_, ()), uri),
            publications=book.publications,
        )

    def _answers(self, answers: Iterable[SurveyAnswer], uri: str) -> list[dict[str, Any]]:
        return [
            {
                "id": answer.id,
                "as_of": answer.as_of,
                "title": self.t(answer, "title"),
                "words": self.prose(answer, "text", uri),
                "respondent": answer.respondent,
                "source": answer.source,
                "related": [self.anchor(self.handbook.practices[id_], "practices", uri, "title") for id_ in answer.related],
            }
            for answer in answers
        ]

    def theme_list(self) -> Page:
        book, uri = self.handbook, "themes/index.md"
        return self.page(
            uri,
            "themes",
            self.labels["themes"]["title"],
            self.labels["themes"]["description"],
            crumbs=self._section_crumbs(),
            hide=("toc",),
            themes=[
                (
                    self.anchor(theme, "themes", uri),
                    self.t(theme, "description"),
                    [
                        (
                            country.id,
                            self.t(country, "name"),
                            sum(
                                country.id in book.countries_of(practice)
                                for practice in book.practices_of_theme.get(theme.id, ())
                            ),
                        )
                        for country in book.countries.values()
                    ],
                )
                for theme in book.themes.values()
            ],
        )

    def country(self, country: Country) -> Page:
        book, uri = self.handbook, f"countries/{country.id}.md"
        groups = [
            (state.id, self.t(state, "name"), self._places(places, uri))
            for state in country.states
            if (places := book.places_of_state.get((country.id, state.id)))
        ]
        national = [
            practice
            for practice in book.practices_of_country.get(country.id, ())
            if not any(book.places[id_].state for id_ in practice.places)
        ]
        words = self.prose(country, "text", uri)
        return self.page(
            uri,
            "country",
            self.t(country, "name"),
            f"{self.t(country, 'name')}: {self.labels['home']['by_country_text']}",
            crumbs=self._section_crumbs(),
            source="countries.yml",
            country=country,
            untranslated=extent([self.t(country, "name"), words]),
            words=words,
            groups=sorted(groups, key=lambda group: self.key(group[1].text)),
            unions=self._places(book.places_of_state.get((country.id, None), ()), uri),
            cards=self.cards(national, uri),
            publications=book.publications,
        )

    def glossary(self) -> Page:
        book, uri = self.handbook, "glossary.md"
        terms = [
            {
                "id": term.id,
                "kind": term.kind,
                "term": self.t(term, "term"),
                "note": self.t(term, "note"),
                "others": [
                    (other, book.labels[other]["language"]["name"], term.texts[other].term)
                    for other in book.locales
                    if other != self.locale and other in term.texts
                ],
            }
            for term in book.terms.values()
            if term.glossary
        ]
        return self.page(
            uri,
            "glossary",
            self.labels["glossary"]["title"],
            self.labels["glossary"]["description"],
            crumbs=self._section_crumbs(),
            source="glossary.yml",
            hide=("toc",),
            letters=self.by_letter(terms, lambda term: str(term["term"])),
        )

    def publications(self) -> Page:
        book, uri = self.handbook, "publications.md"
        return self.page(
            uri,
            "publications",
            self.labels["publications"]["title"],
            self.labels["publications"]["description"],
            crumbs=self._section_crumbs(),
            source="publications.yml",
            publications=[
                (
                    publication,
                    self.t(publication, "title"),
                    self.t(publication, "description"),
                    self.by_letter(
                        [
                            self.anchor(practice, "practices", uri, "title")
                            for practice in book.practices_of_publication.get(publication.id, ())
                        ],
                        lambda anchor: anchor.text,
                    ),
                    len(book.practices_of_publication.get(publication.id, ())),
                )
                for publication in sorted(book.publications.values(), key=lambda found: -found.year)
            ],
        )

    def literature(self) -> Page:
        book, uri = self.handbook, "further-reading.md"
        references = [
            {
                "reference": reference,
                "themes": [self.anchor(book.themes[id_], "themes", uri) for id_ in reference.themes],
                "practices": [
                    self.anchor(practice, "practices", uri, "title")
                    for practice in book.practices_of_reference.get(reference.id, ())
                ],
            }
            for reference in book.literature.values()
        ]
        return self.page(
            uri,
            "literature",
            self.labels["literature"]["title"],
            self.labels["literature"]["description"],
            crumbs=self._section_crumbs(),
            source="literature.yml",
            hide=("toc",),
            letters=self.by_letter(references, lambda found: found["reference"].reference),
        )

    def case_studies(self) -> Page:
        """The municipalities of the study side by side. Cells sort by number, names by the alphabet of the language."""
        book, uri = self.handbook, "background/resilience/case-studies.md"
        places = sorted(
            (place for place in book.places.values() if place.case_study),
            key=lambda place: self.key(self.t(place, "name").text),
        )
        notes: list[Shown] = []
        rows = []
        for place in places:
            figures = comparison.newest(place)
            cells = [figures.get(column) for column in comparison.COLUMNS]
            marks = []
            for figure in cells:
                note = chosen(figure.note, self.locale, book) if figure and figure.note else None
                if note and note not in notes:
                    notes.append(note)
                marks.append(notes.index(note) + 1 if note else 0)
            state = next(self.t(s, "name") for s in book.countries[place.country].states if s.id == place.state)
            dates = sorted({figure.as_of for figure in cells if figure})
            rows.append((self.anchor(place, "places", uri), state, list(zip(cells, marks, strict=True)), dates))
        states = sorted({str(state) for _, state, _, _ in rows}, key=self.key)
        return self.page(
            uri,
            "case_studies",
            self.labels["case_studies"]["title"],
            self.labels["case_studies"]["description"],
            crumbs=self._section_crumbs(),
            hide=("toc", "navigation"),
            columns=[f"{kind}-{unit}" if unit else kind for kind, unit in comparison.COLUMNS],
            rows=rows,
            ranks={state: rank for rank, state in enumerate(states)},
            notes=notes,
            sortable=comparison.sortable,
        )


HOME_CARDS_PER_COUNTRY = 3
"""So the home page shows both countries at eye level and stays short."""
