"""Whether signs stand as the house style of a language wants them: quotation marks, apostrophes, dashes, spaces, percent.

What is right stands in data/labels, group `typography` (and `unit` for percent and ranges). A rule a language does not have
is an empty text there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel.dates import get_month_names

from handbook.prose import MASK, Finding, masked

CODES = frozenset({"quotation_mark", "apostrophe", "percent", "range", "dash", "ellipsis", "double_space"}) | {
    "space_before_sign",
    "kept_together",
    "gender_sign",
    "name_apostrophe",
    "office_apostrophe",
}
"""What the findings here are called, for exceptions."""

DOUBLE_MARKS = '"„“”«»‟＂'
SINGLE_MARKS = "‚‘‹›`´'"
OPENS_AFTER = re.compile(rf"(?:^|[\s(\[{{*_–—/„“‚‘«>|-]|{MASK})$")
WORD = re.compile(r"\w")
AMOUNT = r"\d+(?:[.,]\d+)*"
RANGE = re.compile(rf"(?<![\w.,/–-])(?!0\d)({AMOUNT})[ \u00a0]?[-–—][ \u00a0]?({AMOUNT})(?![\w/–-]|[.,]\d)")
PERCENT = re.compile(rf"%[ \u00a0]?(?P<after>{AMOUNT})|(?P<before>{AMOUNT})[ \u00a0]?%")
DASH = re.compile(r"(?<=[^\s|:-]) (?:-{1,3}|—) (?=[^\s|:-])")
DOUBLE_SPACE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
SPACE_BEFORE_SIGN = re.compile(r"(?<=\w) ([,;:!?.])(?=\s|$)")


@dataclass(frozen=True)
class Style:
    """The rules of one language. `names` are those of places, whose endings some languages set off with an apostrophe."""

    locale: str
    labels: Mapping[str, Any]
    names: tuple[str, ...] = ()

    def rule(self, name: str) -> str:
        return str(self.labels.get("typography", {}).get(name, ""))

    def unit(self, name: str) -> str:
        return str(self.labels.get("unit", {}).get(name, ""))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Opening and closing mark, then the same within a quotation."""
        return tuple(self.rule("quotes").split())

    @cached_property
    def kept_together(self) -> re.Pattern[str] | None:
        """The phrases whose spaces must not break. A number in a phrase stands for any, so does the name of a month."""
        phrases = [phrase for phrase in self.rule("kept_together").split("|") if phrase]
        if not phrases:
            return None
        months = "|".join(get_month_names("wide", locale=self.locale).values())
        patterns = [re.sub(r"\\ ", r"[ \\n]?", re.sub(r"\d+", r"\\d+", re.escape(phrase))) for phrase in phrases]
        filled = [re.sub(rf"\b(?:{months})\b", f"(?:{months})", pattern) for pattern in patterns]
        return re.compile(rf"(?<!\w)(?:{'|'.join(filled)})(?!\w)")

    @cached_property
    def suffixed_name(self) -> re.Pattern[str] | None:
        """A place's name with an ending that hangs on it without an apostrophe."""
        if not self.names or not self.rule("name_endings"):
            return None
        names = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        return re.compile(rf"(?<![\w-])(?P<name>{names})(?P<ending>{self.rule('name_endings')})(?!\w)")


def findings(text: str, style: Style) -> Iterator[Finding]:
    """Everything in a text that the house style writes differently."""
    clean = masked(text)
    for rule in (_quotation_marks, _numbers, _signs, _spaces_that_break, _endings):
        for start, end, code, right in rule(clean, style):
            value = text[start:end].strip() or text[start:end]
            yield Finding(style.locale, start, end, code, {"value": value, "right": right})


Hits = Iterator[tuple[int, int, str, str]]
"""From, to, code of the fault, what would be right."""


def _quotation_marks(text: str, style: Style) -> Hits:
    if len(style.marks) != len(("opening", "closing", "inner opening", "inner closing")):
        return
    opening, closing, inner_opening, inner_closing = style.marks
    for found in re.finditer(f"[{DOUBLE_MARKS}{SINGLE_MARKS}]", text):
        at, mark = found.start(), found[0]
        before, after = text[:at][-1:], text[at + 1 : at + 2]
        if mark in "'´" and WORD.match(before) and WORD.match(after):
            yield at, at + 1, "apostrophe", style.rule("apostrophe")
            continue
        opens = bool(OPENS_AFTER.search(before)) and after.strip() != "" and after not in ".,;:!?)]"
        pair = (opening, closing) if mark in DOUBLE_MARKS else (inner_opening, inner_closing)
        right = pair[0] if opens else pair[1]
        if mark != right:
            yield at, at + 1, "quotation_mark", right


def _numbers(text: str, style: Style) -> Hits:
    for found in PERCENT.finditer(text):
        right = style.unit("percent").format(n=found["after"] or found["before"])
        if right and found[0].replace(" ", "\u00a0") == right:  # they would look the same
            if found[0] != right:
                yield *found.span(), "kept_together", right.replace("\u00a0", "␣")
        elif right:
            yield *found.span(), "percent", right.replace("\u00a0", "␣")
    for found in RANGE.finditer(text):
        right = style.unit("range").format(begin=found[1], end=found[2])
        if right and found[0] != right:
            yield *found.span(), "range", right


def _signs(text: str, style: Style) -> Hits:
    lines = list(re.finditer(r"^(?!\s*\|).*$", text, re.MULTILINE))  # rows of tables are aligned with spaces
    for pattern, code in ((DASH, "dash"), (DOUBLE_SPACE, "double_space"), (SPACE_BEFORE_SIGN, "space_before_sign")):
        for line in lines:
            for found in pattern.finditer(text, *line.span()):
                right = {"dash": style.rule("dash"), "double_space": " "}.get(code, found[0].strip())
                if right and not (code != "space_before_sign" and _is_list_mark(text[line.start() : found.start()])):
                    yield *found.span(), code, right.strip() or "␣"
    for found in re.finditer(r"(?<!\.)\.{3}(?!\.)", text):
        if style.rule("ellipsis"):
            yield *found.span(), "ellipsis", style.rule("ellipsis")
    if style.rule("gender_signs"):
        for found in re.finditer(rf"\w*(?:{style.rule('gender_signs')})\w*", text):
            yield *found.span(), "gender_sign", ""


def _is_list_mark(before: str) -> bool:
    return re.fullmatch(r"\s*(?:[-*+]|\d+\.)", before) is not None


def _spaces_that_break(text: str, style: Style) -> Hits:
    if style.kept_together:
        for found in style.kept_together.finditer(text):
            yield *found.span(), "kept_together", re.sub(r"(?<=[.§])[ \n]?(?=[\w§])", "␣", found[0])


def _endings(text: str, style: Style) -> Hits:
    apostrophe = style.rule("apostrophe")
    if style.suffixed_name:
        for found in style.suffixed_name.finditer(text):
            yield *found.span(), "name_apostrophe", f"{found['name']}{apostrophe}{found['ending']}"
    if style.rule("offices"):
        for found in re.finditer(rf"\b\w*(?:{style.rule('offices')})(?P<mark>[’'])\w+", text):
            yield *found.span(), "office_apostrophe", found[0].replace(found["mark"], "")


def place_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names that can carry an ending: the last word is a name, neither in brackets nor a kind of place (Kassel ilçesi)."""
    return tuple(dict.fromkeys(name for name in names if name and name[-1].isalpha() and name.split()[-1][0].isupper()))
