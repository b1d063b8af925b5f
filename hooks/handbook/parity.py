"""Whether a text says the same in two languages, as far as that can be counted: numbers, dates, links, references, lists.

Numbers are compared by their value (3,6 Mio. is 3,6 milyon) and as a set: how often a text repeats one is its own affair. A
small number may be a word in one of the languages. A month counts where a day or a year stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel.dates import get_month_names

from handbook import markup
from handbook.prose import MASK, Finding, masked

CODES = frozenset({"number_missing", "number_added", "date_missing", "date_added", "link_missing", "link_added"}) | {
    "reference_missing",
    "reference_added",
    "list_items",
    "same_text",
}
"""What the findings here are called, for exceptions."""

AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+"
LINK_TARGET = re.compile(r"\]\(\s*<?([^)>\s]+)|(?<!\()(https?://[^\s)>\]]+)")
NO_LINK = re.compile(r"`[^`\n]*`|!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\}\]\([^)]*\))?")
"""Code, and pictures, which show each language its own and may lead to themselves."""
LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+(?=\S)", re.MULTILINE)
SENTENCE = re.compile(r"[^.!?:;|\n]+")
WORDS_OF_A_SENTENCE = 6
"""From so many words on, a sentence that is the same in both languages was not translated. Names of laws are shorter."""


@dataclass(frozen=True)
class Reading:
    """How a language writes numbers and dates. Wordings are regular expressions from data/labels, group `parity`."""

    locale: str
    words: Mapping[str, str]

    @cached_property
    def number(self) -> re.Pattern[str]:
        scales = "|".join(f"(?P<{name}>{self.words[name]})" for name in SCALES if self.words.get(name))
        return re.compile(rf"(?P<amount>{AMOUNT})" + (rf"(?:[\s]+(?:{scales}))?" if scales else ""))

    @cached_property
    def months(self) -> tuple[str, ...]:
        names = get_month_names("wide", locale=self.locale)
        return tuple(names[month] for month in range(1, 13))

    @cached_property
    def day(self) -> re.Pattern[str]:
        return re.compile(rf"(\d{{1,2}})\.?\s+({'|'.join(self.months)})(?!\w)")

    @cached_property
    def dated_month(self) -> re.Pattern[str]:
        months = "|".join(self.months)
        return re.compile(rf"\b({months})(?:’\w+)?\s+(?:19|20)\d\d")

    @cached_property
    def small(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(rf"\b(?:{word})", re.IGNORECASE) for word in self.words.get("number_words", "").split())


SCALES = {"thousand": 1000, "million": 1000_000, "billion": 1000_000_000}


@dataclass(frozen=True)
class _Kind:
    """Something that can be counted in a text: by value, where it stands. `missing` may excuse what the text lacks."""

    name: str
    found: Callable[[str, Reading], Mapping[Any, tuple[int, int]]]
    excused: Callable[[Any, str, Reading], bool] = lambda value, text, reading: False


def findings(source: str, target: str, reads: Reading, reads_target: Reading) -> Iterator[Finding]:
    """Where a translation differs from its source; every finding stands in the translation."""
    other = reads.locale
    for kind in KINDS:
        here, there = kind.found(source, reads), kind.found(target, reads_target)
        for value, (start, end) in here.items():
            if value not in there and not kind.excused(value, target, reads_target):
                yield Finding(
                    reads_target.locale, 0, 0, f"{kind.name}_missing", {"value": source[start:end].strip(), "other": other}
                )
        for value, (start, end) in there.items():
            if value not in here and not kind.excused(value, source, reads):
                yield Finding(
                    reads_target.locale, start, end, f"{kind.name}_added", {"value": target[start:end].strip(), "other": other}
                )
    expected, items = len(LIST_ITEM.findall(source)), list(LIST_ITEM.finditer(target))
    if expected != len(items):
        span = items[0].span() if items else (0, 0)
        values = {"value": str(len(items)), "expected": expected, "other": other}
        yield Finding(reads_target.locale, *span, "list_items", values)
    yield from _untranslated(source, target, reads_target.locale, other)


def _untranslated(source: str, target: str, locale: str, other: str) -> Iterator[Finding]:
    known = {" ".join(found[0].split()) for found in SENTENCE.finditer(masked(source))}
    for found in SENTENCE.finditer(masked(target)):
        sentence = " ".join(found[0].split())
        if sentence in known and len(re.findall(r"[^\W\d_]{2,}", sentence)) >= WORDS_OF_A_SENTENCE:
            begin = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Finding(locale, begin, found.end(), "same_text", {"value": sentence, "other": other})


def numbers(text: str, reading: Reading) -> dict[Decimal, tuple[int, int]]:
    """Values of all numbers in digits, and where each stands first."""
    made: dict[Decimal, tuple[int, int]] = {}
    for found in reading.number.finditer(masked(text)):
        value = Decimal(found["amount"].replace(".", "").replace(",", "."))
        scale = next((SCALES[name] for name, word in found.groupdict().items() if word and name in SCALES), 1)
        made.setdefault((value * scale).normalize(), found.span())
    return made


def _in_words(value: Decimal, text: str, reading: Reading) -> bool:
    return value == int(value) and value < len(reading.small) and bool(reading.small[int(value)].search(text))


Date = tuple[int | None, int]
"""Day and month; the year is a number like others. Without a day: a month that stands beside a number."""


def dates(text: str, reading: Reading) -> dict[Date, tuple[int, int]]:
    """Days with their month, and months with a year."""
    clean = masked(text)
    made: dict[Date, tuple[int, int]] = {}
    for found in reading.day.finditer(clean):
        made.setdefault((int(found[1]), reading.months.index(found[2]) + 1), found.span())
    for found in reading.dated_month.finditer(clean):
        month = reading.months.index(found[1]) + 1
        if month not in {other for _, other in made}:
            made[None, month] = found.span()
    return made


def _month_named(date: Date, text: str, reading: Reading) -> bool:
    """Day and month need not stand together: „vom 16. auf den 17. August“."""
    day, month = date
    named = re.search(rf"\b{reading.months[month - 1]}", text, re.IGNORECASE) is not None
    return named and (day is None or Decimal(day) in numbers(text, reading))


def links(text: str, _: Reading) -> dict[str, tuple[int, int]]:
    plain = NO_LINK.sub(lambda found: MASK * len(found[0]), text)
    return {found[1] or found[2]: found.span(1 if found[1] else 2) for found in LINK_TARGET.finditer(plain)}


def references(text: str, _: Reading) -> dict[tuple[str, str], tuple[int, int]]:
    found = {}
    for kind, name, literal in markup.references(text):
        start = text.index(literal)
        found[kind, name] = (start, start + len(literal))
    return found


KINDS = (
    _Kind("number", numbers, _in_words),
    _Kind("date", dates, _month_named),
    _Kind("link", links),
    _Kind("reference", references),
)
