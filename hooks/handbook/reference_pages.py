"""The home page and what one looks things up in: glossary, publications, further reading."""

from __future__ import annotations

from handbook.book import file
from handbook.language import Language
from handbook.model import Handbook, Practice
from handbook.page import Page, relative_file


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


def glossary(language: Language) -> Page:
    book, uri = language.handbook, "glossary.md"
    terms = [
        {
            "id": term.id,
            "kind": term.kind,
            "term": language.t(term, "term"),
            "note": language.t(term, "note"),
            "others": [
                (other, book.labels[other]["language"]["name"], term.texts[other].term)
                for other in book.locales
                if other != language.locale and other in term.texts
            ],
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


HOME_CARDS_PER_COUNTRY = 3
"""So the home page shows both countries at eye level and stays short."""
