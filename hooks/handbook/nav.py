"""Handbook -> navigation as plain lists and dicts, the form MkDocs reads. Practices stay outside (design, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    sections = _sections(chapters, labels)
    return [
        {labels["home"]: "index.md"},
        *({_name(country, locale, handbook): _country(country, locale, handbook)} for country in handbook.countries.values()),
        {labels["themes"]: ["themes/index.md", *(f"themes/{id_}.md" for id_ in handbook.themes)]},
        {labels["places"]: "places/index.md"},
        {labels["practices"]: "practices/index.md"},
        {labels["search"]: "search.md"},
        {labels["compare"]: ["compare/index.md", "compare/matrix.md"]},
        *({labels[folder]: entries} for folder, entries in sections.items() if folder != "about"),
        {labels["reference"]: ["glossary.md", "publications.md", "further-reading.md"]},
        {labels["about"]: [*sections.get("about", []), "contribute.md"]},
    ]


def _sections(chapters: Iterable[str], labels: Mapping[str, str]) -> dict[str, Nav]:
    """Chapters by their first folder; a second folder becomes a section inside it, named by a label."""
    sections: dict[str, Nav] = {}
    inner: dict[str, Nav] = {}
    for uri in chapters:
        first, *rest = uri.split("/")
        section = sections.setdefault(first, [])
        if len(rest) == 1:
            section.append(uri)
        elif rest[0] in inner:
            inner[rest[0]].append(uri)
        else:
            inner[rest[0]] = [uri]
            section.append({labels[rest[0]]: inner[rest[0]]})
    return sections


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
