"""What things are called: who writes `Beratung` or `[[theme:Wohnen]]` where an id belongs is told the id.

The model compares ids only, as it must not know whole things. Here the valid part of the handbook is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from handbook.faults import Fault, nearest
from handbook.model import Handbook

NAMING = ("name", "short", "title", "term", "cite")
"""Fields that say what a thing is called."""


def things(handbook: Handbook, kind: str) -> Mapping[str, Any]:
    """Everything of a kind that ids name in the data."""
    states = {state.id: state for country in handbook.countries.values() for state in country.states}
    found: Mapping[str, Mapping[str, Any]] = {
        "practice": handbook.practices,
        "practice_file": handbook.practices,
        "place": handbook.places,
        "state": states,
        "country": handbook.countries,
        "theme": handbook.themes,
        "target_group": handbook.target_groups,
        "publication": handbook.publications,
        "literature": handbook.literature,
        "term": {id_: term for id_, term in handbook.terms.items() if term.glossary},
    }
    return found.get(kind, {})


def name(item: Any, locale: str) -> str:
    """What a thing is called in a language, else in the first that says it; things of one name (a publication) have that."""
    texts = getattr(item, "texts", {})
    return next(_names([item, *([texts[locale]] if locale in texts else ()), *texts.values()]), "")


def closest(handbook: Handbook, kind: str, value: str) -> tuple[str, bool]:
    """The id of what is called like the value, or almost; whether it is called exactly so. Empty if nothing is."""
    known = things(handbook, kind)
    called = {words: id_ for id_, item in known.items() for words in _names([item, *getattr(item, "texts", {}).values()])}
    return called.get(value) or called.get(nearest(value, called), ""), value in called


def suggestion(handbook: Handbook, kind: str, id_: str, locale: str) -> str:
    """An id with what it stands for: `advice (Beratung)`."""
    said = name(things(handbook, kind)[id_], locale)
    return f"{id_} ({said})" if said else id_


def helped(fault: Fault, handbook: Handbook) -> Fault:
    """A fault of an unknown id with the id that was meant, where a name was written."""
    kind = fault.code.removeprefix("unknown_")
    value = str(fault.values.get("value", ""))
    if kind == fault.code or not things(handbook, kind):
        return fault
    id_, exactly = closest(handbook, kind, value)
    if not id_ or (fault.values.get("nearest") and not exactly):
        return fault
    close = {locale: suggestion(handbook, kind, id_, locale) for locale in handbook.locales}
    return replace(fault, values={**fault.values, "nearest": close})


def _names(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        yield from (words for field in NAMING if isinstance(words := getattr(block, field, None), str))
