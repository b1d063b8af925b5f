"""The state of translations: which text is missing, current, stale or not reviewed yet.

Whoever translates a text, or finds that a translation still holds, records a fingerprint of the source text as it was then, in
`data/translations/<locale>/…`, one small file per file of texts. It depends on nothing but the text: neither a rebase nor a
squash nor a shallow clone changes it, and two pull requests meet only where they touch the same file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from handbook.chapters import Chapter
from handbook.load import TRANSLATIONS
from handbook.model import Handbook
from handbook.units import Unit, units

State = Literal["current", "stale", "unreviewed", "missing"]
Name = tuple[str, str]
"""The file and the key of a text."""
Record = Mapping[Name, str]
"""Fingerprints of the source texts that a language has translated, by the name of the text."""


POSITION = re.compile(r"(?<=\.)\d+(?=\.|$)")
"""What stands in a key for the place of an entry in a list without ids."""


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that change with the words of a text, not with its line breaks or its bytes' form."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def of(unit: Unit, locale: str, record: Record) -> State | None:
    """The state of one text in one language; None where no translation is expected."""
    if locale == unit.source_language or not unit.source:
        return None
    if locale not in unit.texts:
        return "missing"
    recorded = record.get((unit.file, unit.key))
    if recorded is None:
        return "unreviewed"
    return "current" if recorded == fingerprint(unit.source) else "stale"


def places(found: Iterable[Unit], record: Record) -> dict[Name, Name]:
    """Under which name the record of each text stands; texts without a record are left out.

    It is the name of the text itself, except in lists without ids: there an entry takes the place of another when one is added,
    removed or moved, so a record belongs to the text that has its fingerprint. Records left over are of entries that are gone
    or have changed; a text without a record gets one of these, because it may be that entry.
    """
    held: dict[Name, Name] = {}
    lists: dict[Name, dict[Name, str]] = {}
    for unit in found:
        name = (unit.file, unit.key)
        if POSITION.search(unit.key) and unit.source:
            lists.setdefault(_list(name), {})[name] = fingerprint(unit.source)
        elif name in record:
            held[name] = name
    records: dict[Name, dict[Name, str]] = {}
    for name, recorded in record.items():
        records.setdefault(_list(name), {})[name] = recorded
    for name, texts in lists.items():
        held |= _paired(texts, records.get(name, {}))
    return held


def _list(name: Name) -> Name:
    """What all texts of a list without ids are called, whatever their position in it."""
    return name[0], POSITION.sub("*", name[1])


def _paired(texts: Mapping[Name, str], records: Mapping[Name, str]) -> dict[Name, Name]:
    """The texts of one list with their records: by position where the text is the same, else by fingerprint."""
    paired = {name: name for name, text in texts.items() if records.get(name) == text}
    free = {name: recorded for name, recorded in records.items() if name not in paired}
    for name, text in texts.items():
        if name not in paired and text in records.values():  # one record may do for a text that stands there twice
            paired[name] = next(place for place, recorded in (*free.items(), *records.items()) if recorded == text)
            free.pop(paired[name], None)
    rest = [name for name in texts if name not in paired and free]
    return paired | {name: name if name in free else next(iter(free)) for name in rest}


def placed(found: Iterable[Unit], record: Record) -> dict[Name, str]:
    """The records under the names that their texts have now; those of entries that are gone from their list are left out."""
    fixed = {name: recorded for name, recorded in record.items() if not POSITION.search(name[1])}
    return fixed | {name: record[place] for name, place in places(found, record).items()}


@dataclass(frozen=True)
class Entry:
    """A text, a language it should be in, and how far that is true."""

    unit: Unit
    locale: str
    state: State


def entries(found: Iterable[Unit], records: Mapping[str, Record]) -> Iterator[Entry]:
    """Every text with every language it is expected in, in the order of the texts."""
    for unit in found:
        for locale, record in records.items():
            if state := of(unit, locale, record):
                yield Entry(unit, locale, state)


def orphans(found: Iterable[Unit], records: Mapping[str, Record]) -> list[tuple[str, str, str]]:
    """Language, file and key of every record whose source text is gone: its translation has lost its ground."""
    known = {(unit.file, unit.key): unit for unit in found}
    lost: list[tuple[str, str, str]] = []
    for locale, record in records.items():
        held = places(known.values(), record).items()
        needed = {place for name, place in held if of(known[name], locale, record) not in {None, "missing"}}
        lost += [(locale, *name) for name in sorted(record) if name not in needed]
    return lost


@dataclass(frozen=True)
class Overview:
    """The state of everything: each text in each language, and records whose text is gone.

    `records` are those of each language under the names that their texts have now, `written` those as the files have them.
    """

    entries: tuple[Entry, ...]
    orphans: tuple[tuple[str, str, str], ...]
    records: Mapping[str, Record]
    written: Mapping[str, Record]

    @cached_property
    def stale(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Language -> file -> keys of the texts that are older there than their source."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for entry in self.entries:
            if entry.state == "stale":
                of_file = found.setdefault(entry.locale, {})
                of_file[entry.unit.file] = (*of_file.get(entry.unit.file, ()), entry.unit.key)
        return found

    def lines(self, file: str, locale: str, keys: Iterable[str]) -> list[str]:
        """What the records of a file must say for these texts to count as current, line by line, where it says something else.

        In a list without ids the records of entries that have moved belong to that: one at its old place would be replaced.
        """
        wanted = {(file, key) for key in keys}
        lists = {_list(name) for name in wanted if POSITION.search(name[1])}
        found = {name: recorded for name, recorded in self.records[locale].items() if _list(name) in lists}
        for entry in self.entries:
            if entry.locale == locale and (entry.unit.file, entry.unit.key) in wanted:
                found[entry.unit.file, entry.unit.key] = fingerprint(entry.unit.source)
        before = self.written[locale]
        return [_line(key, print_) for (_, key), print_ in sorted(found.items()) if before.get((file, key)) != print_]


def overview(handbook: Handbook, chapters: Mapping[str, Chapter]) -> Overview:
    found = list(units(handbook, chapters))
    records = {locale: placed(found, record) for locale, record in handbook.records.items()}
    return Overview(tuple(entries(found, records)), tuple(orphans(found, handbook.records)), records, handbook.records)


def path(locale: str, file: str) -> str:
    """Where the records of a file stand, below data/."""
    return f"{TRANSLATIONS}/{locale}/{file.removesuffix('.md')}.yml"


def write(data: Path, locale: str, accepted: Iterable[Unit], dropped: Iterable[tuple[str, str]], record: Record) -> None:
    """Record that these translations hold for their source texts of now, and forget the dropped ones."""
    changes: dict[str, dict[str, str | None]] = {}
    for unit in accepted:
        changes.setdefault(unit.file, {})[unit.key] = fingerprint(unit.source)
    for file, key in dropped:
        changes.setdefault(file, {})[key] = None
    for file, changed in changes.items():
        before = {key: found for (name, key), found in record.items() if name == file}
        after = {key: found for key, found in (before | changed).items() if found}
        target = data / path(locale, file)
        if not after:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(f"{_line(key, found)}\n" for key, found in sorted(after.items())), "utf-8")


def _line(key: str, recorded: str) -> str:
    """A record as YAML: a section of a chapter begins with what would be a comment."""
    return f'"{key}": {recorded}' if key.startswith("#") else f"{key}: {recorded}"
