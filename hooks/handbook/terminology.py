"""Whether texts use the terms that were agreed, and none of the words that were ruled out.

The finder of `handbook.terms` knows inflected forms. What stands in quotation marks is a name or somebody's words and stays as
it is; the house style says so for both languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.model import Handbook, Words
from handbook.prose import MASK, Finding, masked
from handbook.terms import AFTER, BEFORE, Finder, Found, Inflection, ambiguous, avoided, forms
from handbook.text import capital
from handbook.units import Unit

CODES = frozenset({"term_missing", "term_avoided", "instead"})
"""What the findings here are called, for exceptions."""
GLOSSARY_LINK = re.compile(r"(?:glossary\.md#|\[\[term:)([a-z0-9-]+)")
"""What links to the explanation of a term speaks of the term, in whatever words."""


@dataclass(frozen=True)
class Terminology:
    """What the glossary and the lists of words say about texts of one language."""

    handbook: Handbook
    locale: str

    @cached_property
    def _agreed(self) -> Finder:
        return Finder(self.handbook, self.locale, forms)

    @cached_property
    def _avoided(self) -> Finder:
        return Finder(self.handbook, self.locale, avoided)

    @cached_property
    def _ambiguous(self) -> Finder:
        return Finder(self.handbook, self.locale, ambiguous)

    def prose(self, text: str) -> str:
        """The text without what is quoted in it, letter by letter in its place."""
        opening, closing, *_ = self.handbook.labels[self.locale]["typography"]["quotes"].split()
        quoted = rf"{opening}[^{opening}{closing}]*{closing}"
        return re.sub(quoted, lambda found: re.sub(r"[^\n]", MASK, found[0]), masked(text))

    @cached_property
    def _looked_up(self) -> dict[str, list[Found]]:
        return {}

    def agreed(self, text: str) -> list[Found]:
        """Terms in a text. Every text is asked for several times and looked through once."""
        if text not in self._looked_up:
            self._looked_up[text] = self._agreed.found(self.prose(text))
        return self._looked_up[text]

    def ruled_out(self, text: str) -> list[Found]:
        return self._avoided.found(self.prose(text))

    def may_mean_something_else(self, text: str) -> list[Found]:
        """Those of the words that are ruled out for one thing and right for another."""
        return self._ambiguous.found(self.prose(text))

    def right(self, term: str) -> str:
        """How a term is called in this language."""
        texts = self.handbook.terms[term].texts.get(self.locale)
        return texts.term if texts else ""

    def can_be_found(self, term: str) -> bool:
        return any(forms(self.handbook.terms[term], self.locale))

    @cached_property
    def refused(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What the house style writes differently, as a pattern of all its forms, and how it writes it."""
        labels = self.handbook.labels[self.locale]
        inflection = Inflection(labels["language"])
        made = []
        rows = self.handbook.words.get(self.locale, Words()).instead
        for row in sorted(rows, key=lambda row: -len(row.wrong)):
            *first, last = row.wrong.split()
            words = [re.escape(word) for word in first]
            begin = first[0] if first else last
            letters = re.escape(begin[0] + capital(labels)(begin[0]))
            words = [*words, re.escape(last[0]) + inflection.rest(last)]
            pattern = BEFORE + f"[{letters}]" + r"\s+".join(words).removeprefix(re.escape(begin[0])) + AFTER
            made.append((re.compile(pattern), row.right))
        return tuple(made)


def wording(text: str, terminology: Terminology) -> Iterator[Finding]:
    """Words in one text for which the house style has others; the longest counts where one is part of another."""
    prose = terminology.prose(text)
    taken: list[re.Match[str]] = []
    for pattern, right in terminology.refused:
        for found in pattern.finditer(prose):
            if any(other.start() <= found.start() and found.end() <= other.end() for other in taken):
                continue
            taken.append(found)
            yield Finding(terminology.locale, *found.span(), "instead", {"value": found[0], "right": right})


def findings(things: Iterable[list[Unit]], by_locale: Mapping[str, Terminology]) -> Iterator[tuple[Unit, Finding]]:
    """Where a translation leaves the agreed terms. A thing is what readers see together: a practice, an answer, a chapter."""
    for units in things:
        yield from _missing(units, by_locale)
        for unit in units:
            for locale, text in unit.texts.items():
                for other in unit.texts.keys() - {locale}:
                    for finding in _avoided(unit.texts[other], by_locale[other], text, by_locale[locale]):
                        yield unit, finding


def _missing(units: list[Unit], by_locale: Mapping[str, Terminology]) -> Iterator[tuple[Unit, Finding]]:
    """A term of the source has to stand in the translation of the same thing at least once.

    Once, because a second time a text may say it in other words. Everyday words (`loose`) may always be said in others.
    """
    for locale, there in by_locale.items():
        translated = [unit for unit in units if locale in unit.texts and unit.source and unit.source_language != locale]
        found = {term.term for unit in translated for term in there.agreed(unit.texts[locale])}
        found |= {link[1] for unit in translated for link in GLOSSARY_LINK.finditer(unit.texts[locale])}
        for unit in translated:
            here = by_locale[unit.source_language]
            for term in _unambiguous(here.agreed(unit.source)):
                loose = there.handbook.terms[term.term].loose
                if loose or term.term in found or not there.can_be_found(term.term):
                    continue
                found.add(term.term)
                values = {"value": unit.source[term.start : term.end], "right": there.right(term.term)}
                yield unit, Finding(locale, 0, 0, "term_missing", values | {"other": unit.source_language})


def _avoided(source: str, here: Terminology, target: str, there: Terminology) -> Iterator[Finding]:
    """A word that is wrong for a term of the source and means no other term there.

    One that is right for something else means that where the right one stands too.
    """
    terms = here.agreed(source)
    wrong = [found for found in there.ruled_out(target) if found.term in {term.term for term in _unambiguous(terms)}]
    if not wrong:
        return
    right = there.agreed(target)
    said = {found.term for found in right}
    other = [found for found in there.may_mean_something_else(target) if found.term in said]
    meant = [found for found in right if found.term in {term.term for term in terms}]
    for found in wrong:
        inside = any(term.start <= found.start and found.end <= term.end for term in meant)
        if found not in other and not inside:
            values = {"value": target[found.start : found.end], "right": there.right(found.term)}
            term = next(term for term in terms if term.term == found.term)
            values["term"] = source[term.start : term.end]
            yield Finding(there.locale, found.start, found.end, "term_avoided", values)


def _unambiguous(found: list[Found]) -> list[Found]:
    """Without words that two terms share (ilçe)."""
    count = Counter((term.start, term.end) for term in found)
    return [term for term in found if count[term.start, term.end] == 1]
