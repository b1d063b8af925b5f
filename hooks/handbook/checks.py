"""Every check of the texts over the whole handbook: what each finds, where that stands in the files, what is excepted.

All findings are warnings: a check can be wrong where a text is right. Then the author says so in data/exceptions.yml, with the
reason; an exception that excepts nothing any more is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from handbook import document, house, parity, state, terminology, typography
from handbook.chapters import FRONT_MATTER, Chapter
from handbook.document import Document, Loc
from handbook.faults import Fault, nearest
from handbook.load import LISTS, leaves
from handbook.model import Handbook
from handbook.prose import Finding
from handbook.spelling import installed, missing, misspelled, unused_words
from handbook.terminology import Terminology
from handbook.units import Unit, Where, units

CODES = house.CODES | parity.CODES | typography.CODES | terminology.CODES
"""What an exception may name. Spelling has lists of words instead: data/words/."""
EXCEPTIONS = "data/exceptions.yml"
LABELS = "data/labels/"
NO_PROSE_LABELS = frozenset({"language", "typography", "parity"})
"""Groups of labels that say how a language works; they are no texts."""


def findings(
    handbook: Handbook, chapters: Mapping[str, Chapter], project: Path, broken: frozenset[str] = frozenset()
) -> list[Fault]:
    """Every finding in data/ and docs/ but misspelled words, as warnings, in the order of the files.

    `project` is the folder that holds both. Takes two seconds. `broken` are the files that have faults: what stands in them is
    left alone, and nothing is called unused, as what uses it may be what could not be read.
    """
    sources = _Sources(project)
    if lacking := list(_lacking(handbook, sources)):
        return lacking
    texts = [*units(handbook, chapters), *_labels(handbook)]
    found = list(_of_texts(handbook, texts))
    refused = {(unit.places[finding.locale], finding.start) for unit, finding in found if finding.code == "instead"}
    found += _of_translations(handbook, texts)
    found += (  # a word that is refused everywhere is named once
        (unit, finding)
        for unit, finding in _of_terms(handbook, texts)
        if finding.code != "term_avoided" or (unit.places[finding.locale], finding.start) not in refused
    )
    used = set()
    faults = []
    for unit, finding in found:
        where = unit.places[finding.locale]
        at = _exempt(handbook, where, finding)
        used.update(at)
        if not at and where.path not in broken:
            faults.append(sources.fault(unit, finding))
    for where, finding in house.findings(handbook, chapters, complete=not broken):
        at = _exempt(handbook, where, finding)
        used.update(at)
        if not at and where.path not in broken:
            faults.append(sources.fault_at(where, finding.code, finding.values))
    if not broken:
        faults += _unused(handbook, used, sources)
        for locale, file, key in state.orphans(texts, handbook.records):
            where = Where(f"data/{state.path(locale, file)}", (key,))
            faults.append(sources.fault_at(where, "translation_orphan", {"value": key}))
    return sorted(faults)


def misspellings(handbook: Handbook, chapters: Mapping[str, Chapter], project: Path) -> list[Fault]:
    """Every word that no dictionary knows, and every listed word that no text uses, as warnings.

    Takes some fifteen seconds, most of them for loading the dictionaries. Where they are missing, that is the finding.
    """
    sources = _Sources(project)
    return list(_lacking(handbook, sources)) or sorted(_of_words(handbook, chapters, sources))


def _lacking(handbook: Handbook, sources: _Sources) -> Iterator[Fault]:
    """Groups of labels without which a language cannot be checked."""
    for locale in handbook.locales:
        for group in sorted(NO_PROSE_LABELS - handbook.labels[locale].keys()):
            yield sources.fault_at(Where(f"data/labels/{locale}.yml", ()), "missing_key", {"key": group})


# --- what is looked at ------------------------------------------------------------------------------------------------------


def _labels(handbook: Handbook) -> Iterator[Unit]:
    """The words of the interface, each language for itself: their slots differ too much from sentences to compare them."""
    for locale, labels in handbook.labels.items():
        for group, words in labels.items():
            if group not in NO_PROSE_LABELS:
                for loc, text in leaves(words, (group,)):
                    where = Where(f"data/labels/{locale}.yml", loc)
                    yield Unit(f"labels/{locale}", ".".join(map(str, loc)), locale, {locale: text}, {locale: where})


def _of_texts(handbook: Handbook, texts: list[Unit]) -> Iterator[tuple[Unit, Finding]]:
    styles = {
        locale: typography.Style(locale, handbook.labels[locale], _names(handbook, locale)) for locale in handbook.locales
    }
    terms = {locale: Terminology(handbook, locale) for locale in handbook.locales}
    for unit in texts:
        for locale, text in unit.texts.items():
            for finding in typography.findings(text, styles[locale]):
                yield unit, finding
            for finding in terminology.wording(text, terms[locale]):
                yield unit, finding


def _of_translations(handbook: Handbook, texts: list[Unit]) -> Iterator[tuple[Unit, Finding]]:
    reads = {locale: parity.Reading(locale, handbook.labels[locale].get("parity", {})) for locale in handbook.locales}
    for unit in texts:
        for locale, text in unit.texts.items():
            if unit.source and locale != unit.source_language:
                for finding in parity.findings(unit.source, text, reads[unit.source_language], reads[locale]):
                    yield unit, finding


def _of_terms(handbook: Handbook, texts: list[Unit]) -> Iterator[tuple[Unit, Finding]]:
    """The glossary itself speaks of words to avoid, and a label is no translation of a text."""
    things = groupby((unit for unit in texts if unit.file != "glossary" and len(unit.texts) > 1), _thing)
    by_locale = {locale: Terminology(handbook, locale) for locale in handbook.locales}
    return terminology.findings((list(found) for _, found in things), by_locale)


def _thing(unit: Unit) -> tuple[str, str]:
    """What readers see together: a file, or one entry of a list."""
    return unit.file, unit.key.partition(".")[0] if unit.file in LISTS else ""


def _names(handbook: Handbook, locale: str) -> tuple[str, ...]:
    countries = handbook.countries.values()
    named: list[Mapping[str, Any]] = [place.texts for place in handbook.places.values()]
    named += [country.texts for country in countries]
    named += [state.texts for country in countries for state in country.states]
    return typography.place_names(texts[locale].name for texts in named if locale in texts)


# --- what is excepted -------------------------------------------------------------------------------------------------------


def _exempt(handbook: Handbook, where: Where, finding: Finding) -> list[int]:
    """Which exceptions cover a finding, by their number in the list."""
    return [
        at
        for at, known in enumerate(handbook.exceptions)
        if (known.code, known.text) == (finding.code, finding.values["value"]) and known.file in {None, where.path}
    ]


def _unused(handbook: Handbook, used: set[int], sources: _Sources) -> Iterator[Fault]:
    for at, known in enumerate(handbook.exceptions):
        if known.code not in CODES:
            values = {"value": known.code, "nearest": nearest(known.code, CODES)}
            yield sources.fault_at(Where(EXCEPTIONS, (at, "code")), "exception_code", values)
        elif at not in used:
            yield sources.fault_at(Where(EXCEPTIONS, (at,)), "exception_unused", {"value": known.text})


def _of_words(handbook: Handbook, chapters: Mapping[str, Chapter], sources: _Sources) -> Iterator[Fault]:
    """Never skipped unseen: a missing package or dictionary is itself a finding."""
    for locale in handbook.locales:
        path = f"data/labels/{locale}.yml"
        if lacking := missing(handbook.labels[locale]["language"]["dictionary"]):
            yield sources.fault_at(Where(path, ("language", "dictionary")), "spelling_unavailable", {"value": lacking})
            return
    texts = [*units(handbook, chapters), *_labels(handbook)]
    for unit, finding in misspelled(handbook, texts, installed()):
        yield sources.fault(unit, finding)
    for locale, word in unused_words(handbook, texts):
        at = handbook.words[locale].known.index(word)
        yield sources.fault_at(Where(f"data/words/{locale}.yml", ("known", at)), "word_unused", {"value": word})


# --- where it stands --------------------------------------------------------------------------------------------------------


@dataclass
class _Sources:
    """The files, read when something was found in them, to say line and column."""

    project: Path
    documents: dict[str, Document] = field(default_factory=dict)

    def fault(self, unit: Unit, finding: Finding) -> Fault:
        where, text = unit.places[finding.locale], unit.texts[finding.locale]
        if where.path.startswith("docs/"):
            found = self._document(where.path)
            line, column = found.position(self._in_chapter(unit, finding, found))
        else:
            found = self._document(where.path)
            line, column = found.position(_in_value(found, where.loc, text, finding))
        return Fault(where.path, line, column, finding.code, finding.values, "warning")

    def fault_at(self, where: Where, code: str, values: Mapping[str, Any]) -> Fault:
        found = self._document(where.path)
        start = found.start(where.loc) if where.path.endswith(".yml") else max(found.text.find(f"\n{where.loc[0]}:") + 1, 0)
        return Fault(where.path, *found.position(start), code, values, "warning")

    def _document(self, path: str) -> Document:
        if path not in self.documents:
            raw = (self.project / path).read_bytes()
            self.documents[path] = document.read(raw, path) if path.endswith(".yml") else document.text(raw, path)
        return self.documents[path]

    def _in_chapter(self, unit: Unit, finding: Finding, found: Document) -> int:
        """Index in the file: a section stands there as it is, front matter is YAML."""
        (key,) = unit.places[finding.locale].loc
        front = FRONT_MATTER.match(found.text)
        if front and not str(key).startswith("#"):
            inner = document.read(front[1].encode(), found.path)
            return front.start(1) + _in_value(inner, (key,), unit.texts[finding.locale], finding)
        begin = found.text.find(unit.texts[finding.locale], front.end() if front else 0)
        return max(begin, 0) + finding.start


def _in_value(found: Document, loc: Loc, text: str, finding: Finding) -> int:
    """Index in a YAML file of what was found in a value, however YAML folds, indents and escapes it."""
    begin, end = found.values.get(loc, (0, 0))
    around = int(finding.end > finding.start and not text[finding.start : finding.end].strip())  # spaces: with their neighbours
    start = finding.start - around
    snippet = text[start : finding.end + around]
    if not snippet:
        return found.start(loc)
    words = [re.escape(word).replace('"', r'\\?"').replace("'", "'{1,2}") for word in re.split(r"\s+", snippet)]
    pattern = re.compile("(?=" + r"(?:\s|\\u00[Aa]0)+".join(words) + ")")
    before = sum(match.start() < start for match in pattern.finditer(text))
    quoted = found.text[begin : begin + 1] in {'"', "'"}
    matches = [match.start() for match in pattern.finditer(found.text[:end], begin + quoted)]
    return matches[before] + around if before < len(matches) else found.start(loc)
