"""Handbook -> navigation as plain lists and dicts, the form MkDocs reads. Practices stay outside (design, section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handbook import text
from handbook.model import Country, Handbook
from handbook.translation import shown

Nav = list[dict[str, Any] | str]


def nav(handbook: Handbook, locale: str, chapters: Iterable[str]) -> Nav:
    """Countries with their places, places, themes, practices, and the hand-written `chapters` by folder, in their order.

    Entries without a title take the title of their page.
    """
    labels = handbook.labels[locale]["nav"]
    folders: dict[str, Nav] = {}
    for uri in chapters:
        folders.setdefault(uri.partition("/")[0], []).append(uri)
    return [
        {labels["home"]: "index.md"},
        *({_name(country, locale, handbook): _country(country, locale, handbook)} for country in handbook.countries.values()),
        {labels["themes"]: ["themes/index.md", *(f"themes/{id_}.md" for id_ in handbook.themes)]},
        {labels["places"]: "places/index.md"},
        {labels["practices"]: "practices/index.md"},
        *({labels[folder]: pages} for folder, pages in folders.items() if folder != "about"),
        {labels["reference"]: ["glossary.md", "publications.md"]},
        {labels["about"]: folders.get("about", [])},
    ]


def _country(country: Country, locale: str, handbook: Handbook) -> Nav:
    """A country's page, then its states with their places, both in the order of the language."""
    key = text.sort_key(handbook.labels[locale])
    entries: Nav = [f"countries/{country.id}.md"]
    named = sorted(((_name(state, locale, handbook), state.id) for state in country.states), key=lambda pair: key(pair[0]))
    for name, state in [*named, (handbook.labels[locale]["nav"]["no_state"], None)]:
        places = handbook.places_of_state.get((country.id, state), ())
        ordered = sorted(places, key=lambda place: key(_name(place, locale, handbook)))
        if ordered:
            entries.append({name: [f"places/{place.id}.md" for place in ordered]})
    return entries


def _name(item: Any, locale: str, handbook: Handbook) -> str:
    return str(shown(item.texts, "name", locale, handbook))
