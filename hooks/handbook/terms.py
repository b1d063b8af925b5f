"""Where terms of the glossary occur in a text, inflected forms included.

Readers get an explanation where a term first stands, the glossary says where a term is used, and translations are checked for
it. A wrong find costs more than a missed one: a reader who gets the wrong explanation will not trust the next. So compounds are
not the term (Integrationskurs is not Integration), a capital letter must be one, and derived words are others (katılımcı is not
katılım). What may follow a word is a matter of the language and stands in data/labels, group `language`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from handbook.model import Handbook, Term
from handbook.text import capital

BRACKETS = re.compile(r"\s*\(([^()]*)\)")

BEFORE = r"(?<![\w-])"
AFTER = r"(?![\w-]|[’']\w)"
"""A hyphen makes a compound, also one that is only begun: „Integrations- und Sprachkurse“."""

SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "\n", "|")
OPENING = " \t\u00a0„“”‚‘\"'([*_>–-"
"""What may stand between the end of a sentence and the first word of the next."""


class Found(NamedTuple):
    """Where a term stands in a text, `text[start:end]`, and the term's id."""

    start: int
    end: int
    term: str


def forms(term: Term, locale: str) -> Iterator[str]:
    """How a term is written in running texts, not inflected: its `forms` if it has them, else what its `term` says.

    Brackets in `term` hold what belongs to the first mention. An abbreviation in them (BAMF) is a form of its own, and so is
    the other language's word (Duldung in a Turkish text); an explanation is not. A comma parts two words: Landrätin, Landrat.
    """
    words = term.texts.get(locale)
    if words is None:
        return
    if words.forms is not None:
        yield from words.forms
        return
    yield from _outside(words.term)
    others = {part for code, other in term.texts.items() if code != locale for part in _outside(other.term)}
    for bracket in BRACKETS.finditer(words.term):
        yield from (part for part in bracket[1].split(", ") if part in others or _is_abbreviation(part))


def avoided(term: Term, locale: str) -> Iterator[str]:
    """Renderings of a term that are wrong: a Finder of these instead of `forms` finds what a writer should not have written."""
    words = term.texts.get(locale)
    yield from words.avoid if words else ()


def ambiguous(term: Term, locale: str) -> Iterator[str]:
    """Those of the wrong renderings that are right for something else."""
    words = term.texts.get(locale)
    yield from words.ambiguous if words else ()


class Finder:
    """Finds the terms of a handbook in texts of one language, all of them, whether the glossary page shows them or not.

    `written` says which words of a term are looked for. Making a Finder takes about a tenth of a second: keep it.
    """

    def __init__(self, handbook: Handbook, locale: str, written: Callable[[Term, str], Iterable[str]] = forms) -> None:
        labels = handbook.labels[locale]
        self._capital = capital(labels)
        self._inflection = Inflection(labels["language"])
        ids: dict[str, list[str]] = {}
        for term in handbook.terms.values():
            for form in dict.fromkeys(written(term, locale)):
                ids.setdefault(form, []).append(term.id)
        starting: dict[str, list[str]] = {}
        for form in sorted(ids, key=len, reverse=True):  # the longest comes first and wins
            starting.setdefault(self._capital(form[0]), []).append(form)
        self._entries = {letter: [(form, ids[form]) for form in found] for letter, found in starting.items()}
        self._patterns = {letter: re.compile("|".join(map(self._pattern, found))) for letter, found in starting.items()}
        self._begin = re.compile(BEFORE + r"[\w„“‘'\"]")

    def found(self, text: str) -> list[Found]:
        """Every term in a plain text, in the order of the text. The longest term wins: “sosyal uyum” is not “uyum” as well.

        A word that two terms share (ilçe: a Landkreis, or a district of a Turkish province) is found for both, one after the
        other with the same place. Whoever needs a single meaning leaves these out.
        """
        found: list[Found] = []
        end = 0
        for begin in self._begin.finditer(text):
            start, letter = begin.start(), self._capital(begin[0])
            if start < end or letter not in self._patterns or not (match := self._patterns[letter].match(text, start)):
                continue
            form, ids = self._entries[letter][(match.lastindex or 1) - 1]
            # A single word that is written small has a capital at the beginning of a sentence; elsewhere it is part of a
            # name: Şişli Belediyesi.
            if form[0] == begin[0] or " " in form or _begins_sentence(text, start):
                end = match.end()
                found += [Found(start, end, id_) for id_ in ids]
        return found

    def _pattern(self, form: str) -> str:
        *words, last = form.split()
        inflected = [self._word(word, inflected=self._inflection.of_every_word) for word in words]
        return "(" + r"\s+".join([*inflected, self._word(last, inflected=True)]) + AFTER + ")"

    def _word(self, word: str, *, inflected: bool) -> str:
        """A word in all its forms. What begins small may begin a sentence or be part of a name."""
        letters = re.escape("".join(dict.fromkeys((word[0], self._capital(word[0])))))
        return f"[{letters}]" + (self._inflection.rest(word) if inflected else re.escape(word[1:]))


class Inflection:
    """What a language does to a word: `language` in its labels.

    Each line of `inflection` says what a word must look like and, as a regular expression, what becomes of it; all lines that
    fit count, and `~` is what stands in `endings`.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self.of_every_word = words["inflected"] == "every"
        self._endings = words["endings"]
        pairs = (line.split(" => ") for line in words["inflection"].splitlines())
        self._rules = [(re.compile(word), forms) for word, forms in pairs]

    def rest(self, word: str) -> str:
        """A regular expression for everything behind the first letter of the word in all its forms."""
        made = [_expanded(forms, match) for rule, forms in self._rules if (match := rule.fullmatch(word))]
        first = re.escape(word[0])
        rests = [form.removeprefix(first) for form in made if form.startswith(first)]
        stems = "|".join(rest.removesuffix("~") for rest in rests if rest.endswith("~"))
        whole = [rest for rest in rests if not rest.endswith("~")]
        inflected = [f"(?:{stems}){self._endings}"] if stems else []
        return "(?:" + "|".join([*inflected, *whole, re.escape(word[1:])]) + ")"


def _expanded(forms: str, match: re.Match[str]) -> str:
    return re.sub(r"\\(\d)", lambda number: re.escape(match[int(number[1])]), forms)


def _outside(term: str) -> list[str]:
    """What stands outside the brackets; several forms if it lists single words."""
    words = BRACKETS.sub("", term)
    parts = words.split(", ")
    return [words] if any(" " in part for part in parts) else parts


def _is_abbreviation(word: str) -> bool:
    """BAMF, DStGB, İŞKUR: one word with two capitals side by side."""
    return " " not in word and any(one.isupper() and two.isupper() for one, two in pairwise(word))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(OPENING)
    return not before or before.endswith(SENTENCE_ENDS)
