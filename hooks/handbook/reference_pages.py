"""The home page and what one looks things up in: glossary, publications, further reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook import maps
from handbook.book import file
from handbook.chapters import Chapter
from handbook.language import Anchor, Language
from handbook.model import Handbook, Practice
from handbook.page import Page, relative, relative_file
from handbook.terms import forms
from handbook.usage import usage


def home(language: Language) -> Page:
    book, uri = language.handbook, "index.md"
    shown_first = [practice for country in book.countries for practice in _newest(book, country)]
    return language.page(
        uri,
        "home",
        language.labels["home"]["title"],
        language.labels["site"]["description"],
        hide=("navigation", "toc"),
        pdf=relative_file(uri, file(language.locale)),
        countries=[language.anchor(country, "countries", uri) for country in book.countries.values()],
        country_ids=list(book.countries),
        maps=language.country_maps(
            {id_: len(practices) for id_, practices in book.practices_of_place.items()}, uri, maps.at_home
        ),
        themes=[language.anchor(theme, "themes", uri) for theme in book.themes.values()],
        counts={"practices": len(book.practices), "places": len(book.places)},
        cards=sorted(language.cards(shown_first, uri), key=lambda card: -card.as_of),
    )


def _newest(book: Handbook, country: str) -> list[Practice]:
    """The newest practices of one country, not more than one of a place; the same in every language."""
    own = [practice for practice in book.practices_of_country.get(country, ()) if book.countries_of(practice) == (country,)]
    found: dict[str, Practice] = {}
    for practice in sorted(own, key=lambda practice: (-practice.as_of, practice.part_of is not None, practice.id)):
        found.setdefault(practice.places[0] if practice.places else "", practice)
    return list(found.values())[:HOME_CARDS_PER_COUNTRY]


def glossary(language: Language, chapters: Mapping[str, Chapter]) -> Page:
    book, uri = language.handbook, "glossary.md"
    used = usage(book, chapters, language.locale)
    terms = [
        {
            "id": term.id,
            "kind": term.kind,
            "stale": language.is_stale("glossary", term.id),
            "term": language.t(term, "term"),
            "note": language.t(term, "note"),
            "others": [
                (other, book.labels[other], term.texts[other])
                for other in book.locales
                if other != language.locale and other in term.texts
            ],
            "pages": len(used.get(term.id, ())),
            "used": _most_used(language, chapters, used.get(term.id, ()), uri),
            "query": next(forms(term, language.locale), ""),
        }
        for term in book.terms.values()
        if term.glossary
    ]
    return language.overview(
        uri,
        "glossary",
        source="glossary.yml",
        hide=("toc",),
        letters=language.by_letter(terms, lambda term: str(term["term"])),
    )


def _most_used(language: Language, chapters: Mapping[str, Chapter], uris: Sequence[str], here: str) -> list[Anchor]:
    """Links to the first pages of a list."""
    practices = {f"practices/{practice.id}.md": practice for practice in language.handbook.practices.values()}
    return [
        language.anchor(practices[uri], "practices", here, "title")
        if uri in practices
        else Anchor(chapters[uri].texts[language.locale].meta["title"], relative(here, uri))
        for uri in uris[:TERM_USES]
    ]


def publications(language: Language) -> Page:
    book, uri = language.handbook, "publications.md"
    return language.overview(
        uri,
        "publications",
        source="publications.yml",
        publications=[
            (
                publication,
                language.t(publication, "title"),
                language.t(publication, "description"),
                language.by_letter(
                    [
                        language.anchor(practice, "practices", uri, "title")
                        for practice in book.practices_of_publication.get(publication.id, ())
                    ],
                    lambda anchor: anchor.text,
                ),
                len(book.practices_of_publication.get(publication.id, ())),
            )
            for publication in sorted(book.publications.values(), key=lambda found: -found.year)
        ],
    )


def literature(language: Language) -> Page:
    book, uri = language.handbook, "further-reading.md"
    references = [
        {
            "reference": reference,
            "themes": [language.anchor(book.themes[id_], "themes", uri) for id_ in reference.themes],
            "practices": [
                language.anchor(practice, "practices", uri, "title")
                for practice in book.practices_of_reference.get(reference.id, ())
            ],
        }
        for reference in book.literature.values()
    ]
    return language.overview(
        uri,
        "literature",
        source="literature.yml",
        hide=("toc",),
        letters=language.by_letter(references, lambda found: found["reference"].reference),
    )


TERM_USES = 3
"""Pages that use a term, as links in its entry: each costs a kilobyte of the page. The search leads on to others."""

HOME_CARDS_PER_COUNTRY = 3
"""So the home page shows both countries at eye level and stays short."""
