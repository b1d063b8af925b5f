"""The search page: ways into the handbook and every practice, over which docs/assets/search.js shows what it finds."""

from __future__ import annotations

from typing import Any

from handbook.comparison import nationwide
from handbook.language import Language
from handbook.page import Page, address
from handbook.search import FACETS, PAGES

MOST_LISTED = 1_000
"""Practices that the page lists itself for readers without JavaScript; with more, the list would be most of what a search
loads, and the page leads to it instead."""


def search(language: Language) -> Page:
    book, uri = language.handbook, "search.md"
    listed = book.practices.values() if len(book.practices) <= MOST_LISTED else ()
    return language.overview(
        uri,
        "search",
        hide=("navigation", "toc"),
        letters=language.by_letter([language.card(practice, uri) for practice in listed], lambda card: card.title.text),
        countries=[language.anchor(country, "countries", uri) for country in book.countries.values()],
        words=_words(language),
    )


def _words(language: Language) -> dict[str, Any]:
    """What the script needs to say: the words of each facet's values, and pages to offer under their names."""
    book, labels = language.handbook, language.labels
    states = sorted(
        (state for country in book.countries.values() for state in country.states),
        key=lambda state: language.key(language.t(state, "name").text),
    )
    names = {
        "page": {name: labels["nav"].get(name) or labels[name]["title"] for name in PAGES},
        "country": {id_: str(language.t(country, "name")) for id_, country in book.countries.items()},
        "state": {state.id: str(language.t(state, "name")) for state in states}
        | {
            nationwide(country.id): labels["search"]["nationwide"].format(country=language.t(country, "name"))
            for country in book.countries.values()
        },
        "place-kind": labels["kind"],
        "theme": {id_: str(language.t(theme, "name")) for id_, theme in book.themes.items()},
        "target-group": {id_: str(language.t(group, "name")) for id_, group in book.target_groups.items()},
        "status": labels["status"],
        "publication": {id_: publication.short for id_, publication in book.publications.items()},
    }
    near = [
        {"title": str(language.t(item, "name")), "url": address(f"{folder}/{item.id}.md"), "page": folder}
        for folder, items in (("themes", book.themes), ("places", book.places))
        for item in items.values()
    ] + [
        {"title": str(language.t(term, "term")), "url": f"{address('glossary.md')}#{term.id}", "page": "glossary"}
        for term in book.terms.values()
        if term.glossary
    ]
    return {
        "facets": {name: names[name] for name in FACETS},
        "near": near,
        "labels": labels["search"],
        "year": labels["practice"]["as_of"],
        "endings": {
            "ignored": labels["language"]["ignored"],
            "others": [words["language"]["endings"] for words in book.labels.values()],
        },
    }
