"""The slip of an author behind a parser's complaint.

A YAML parser says where it gave up, which is often lines below the mistake, and in words about tokens. Here the text around
that place is read once more the way its author sees it: a colon forgotten, a quotation mark left open, a text not indented.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

Span = tuple[int, int]
"""First character of something in a text, and the one behind it."""

FAR = 300
"""Lines above a complaint within which its cause is looked for."""
ITEM = r" *(?:- +)*"
NAME = re.compile(ITEM + r"([a-z_]+)(?=[\s;=.,]|$)")
"""A line that begins like a field whose colon is missing."""
NO_SPACE = re.compile(ITEM + r"[a-z_]+:(?!//)(?=\S)")
NO_SPACE_AFTER_DASH = re.compile(r" *-(?=[\w\[{\"'])")
FIELD = re.compile(ITEM + r"""(?:[\w-]+|"[^"]*"|'[^']*')\s*:(?= |$)""")
VALUE = re.compile(ITEM + r"[\w-]+: +(?![|>][-+0-9]*\s*(?:#|$))[^\s#]")
BLOCK = re.compile(r":\s+[|>][-+0-9]*\s*(?:#.*)?$")
CUT_OFF = re.compile(ITEM + r"""[\w-]+: +[^\s"'|>\[{#].*?\s(?=#)""")


@dataclass(frozen=True)
class Slip:
    """A fault's code, the character at which it stands, and values for the message."""

    code: str
    at: int
    values: dict[str, Any] = field(default_factory=dict)


def slip(text: str, error: yaml.MarkedYAMLError, scalar: Span) -> Slip:
    """What was most likely meant. `scalar` is the last value or key that could be read."""
    problem = error.problem or ""
    marks = [min(mark.index, len(text)) for mark in (error.context_mark, error.problem_mark) if mark] or [0]
    begin, at = marks[0], marks[-1]
    lines = _Lines(text, at)
    if quoted := lines.quotation(scalar, at, problem):
        return quoted
    if lines.lacks_space(at):
        return lines.bare(at)
    explain = next((explain for start, explain in PROBLEMS if re.match(start, problem)), None)
    return explain(lines, begin, at) if explain else Slip("syntax", at, {"problem": problem})


class _Lines:
    """A file by its lines, for questions about what stands above."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.last = self._number(at)

    def quotation(self, scalar: Span, at: int, problem: str) -> Slip | None:
        """A quotation mark that was left open runs to the next one in the file; one too many ends a text early."""
        begin, end = scalar
        if self.text[begin : begin + 1] not in {'"', "'"} or "\n" in self.text[end:at]:
            return None
        if any(FIELD.match(line) for line in self.text[begin:end].split("\n")[1:]):
            return Slip("syntax_unclosed", begin)
        goes_on = problem == NO_KEY and not self.text[end:at].strip() and not self.lacks_space(at)
        return Slip("syntax_quote", at) if goes_on else None

    def bracket(self, begin: int, at: int) -> Slip:
        """A list or fields in brackets that do not end, or that lack a comma."""
        return Slip("syntax_open_bracket", begin) if "\n" in self.text[begin:at] else Slip("syntax_bracket", at)

    def stray(self, begin: int, at: int) -> Slip:
        """A sign that means something else at the start of a value."""
        if self.begins(at):
            return self.misplaced(at)
        return self.unheaded(begin) or Slip("syntax_start", begin)

    def begins(self, at: int) -> bool:
        """Whether a character is the first of its line."""
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip(" ")

    def lacks_space(self, at: int) -> bool:
        """Whether a line begins like a field or an entry of a list, but without the space that makes it one."""
        line = self.lines[self._number(at)]
        return (NO_SPACE.match(line) or NO_SPACE_AFTER_DASH.match(line)) is not None

    def unheaded(self, at: int) -> Slip | None:
        """A sentence that ends with a colon and is not indented looks like a field, and what stands below like its value."""
        number = self._number(at)
        found = None
        while (above := self._parent(number)) is not None and not re.match(" *-", self.lines[above]):
            if FIELD.match(self.lines[above]):
                break
            number = found = above
        return None if found is None else Slip("syntax_text", self._start(found) + _indent(self.lines[found]))

    def bare(self, at: int) -> Slip:
        """A line without a field: its colon or a space is missing, or it belongs to the text above."""
        number = self._number(at)
        line, start = self.lines[number], self._start(number)
        if cut := self._cut_off(number):
            return cut
        if found := NO_SPACE.match(line):
            return Slip("syntax_space", start + found.end() - 1)
        if found := NO_SPACE_AFTER_DASH.match(line):
            return Slip("syntax_dash", start + found.end() - 1)
        if found := NAME.match(line):
            return Slip("syntax_key", start + found.start(1), {"word": found[1]})
        return Slip("syntax_text", start + _indent(line))

    def misplaced(self, at: int) -> Slip:
        """A line that fits into nothing above it."""
        number = self._number(at)
        if self.text[:at].rstrip(" ")[-1:] in {"]", "}"}:
            return Slip("syntax_behind_bracket", at)
        if not self.begins(at):
            return Slip("syntax", at, {"problem": NO_KEY})
        if not FIELD.match(self.lines[number]):
            if cut := self._cut_off(number):
                return cut
            if self._block(number) is not None:
                return Slip("syntax_text", at)
        return self.unheaded(at) or Slip("syntax_indent", at)

    def colon(self, at: int) -> Slip:
        """A colon too many: one in a text, or that of a field which a slip in the line above has made part of a text."""
        number = self._number(at)
        line = self.lines[number]
        own = FIELD.match(line)
        if own and self._start(number) + own.end() - 1 < at:
            return Slip("syntax_colon", at)
        above, bare = self._above(number), None
        while above is not None and not FIELD.match(self.lines[above]) and not self._in_block(above):
            above, bare = self._above(above), above
        if above is not None and self._goes_on(above, number if bare is None else bare) and (bare is not None or not own):
            return Slip("syntax_colon", at)
        if bare is not None or not own:
            return self.bare(at if bare is None else self._start(bare))
        if above is not None and self.lacks_space(self._start(above)):
            return self.bare(self._start(above))
        named = re.match(ITEM + "[a-z_]+:", line)
        return Slip("syntax_indent", self._start(number) + _indent(line)) if named else Slip("syntax_colon", at)

    def _cut_off(self, number: int) -> Slip | None:
        """The text above that a comment ends, so that the line cannot go on with it."""
        above = self._above(number)
        cut = CUT_OFF.match(self.lines[above]) if above is not None else None
        if above is None or cut is None:
            return None
        return Slip("comment", self._start(above) + cut.end(), {"rest": self.lines[above][cut.end() :].rstrip()})

    def _goes_on(self, above: int, below: int) -> bool:
        """Whether a line continues the text that begins behind the field above it."""
        if self._in_block(above) or not VALUE.match(self.lines[above]):
            return False
        return _indent(self.lines[below]) > _indent(self.lines[above])

    def _above(self, number: int) -> int | None:
        """The nearest line above that says something, as far as it makes sense to look back."""
        said = (
            n
            for n in range(number - 1, max(self.last - FAR, 0) - 1, -1)
            if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")
        )
        return next(said, None)

    def _parent(self, number: int) -> int | None:
        """The nearest line above that is indented less."""
        above = self._above(number)
        while above is not None and _indent(self.lines[above]) >= _indent(self.lines[number]):
            above = self._above(above)
        return above

    def _block(self, number: int) -> int | None:
        """How far the field is indented whose text (behind `|` or `>`) a line stands below."""
        above = self._above(number)
        lowest = None
        while above is not None:
            indent = _indent(self.lines[above])
            if BLOCK.search(self.lines[above]):
                return indent if lowest is None or lowest > indent else None
            lowest = indent if lowest is None else min(lowest, indent)
            above = self._above(above)
        return None

    def _in_block(self, number: int) -> bool:
        above = self._block(number)
        return above is not None and _indent(self.lines[number]) > above

    def _number(self, at: int) -> int:
        return self.text.count("\n", 0, at)

    def _start(self, number: int) -> int:
        return sum(len(line) + 1 for line in self.lines[:number])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


NO_KEY = "did not find expected key"
PROBLEMS: tuple[tuple[str, Callable[[_Lines, int, int], Slip]], ...] = (
    (f"{NO_KEY}|did not find expected (?:'-'|<document start>)", lambda lines, _, at: lines.misplaced(at)),
    ("did not find expected ',' or", lambda lines, begin, at: lines.bracket(begin, at)),
    ("could not find expected ':'", lambda lines, begin, _: lines.bare(begin)),
    ("mapping values are not allowed", lambda lines, _, at: lines.colon(at)),
    ("found unexpected end of stream", lambda _, begin, __: Slip("syntax_unclosed", begin)),
    (".*(?:escape|hexdecimal)", lambda _, __, at: Slip("syntax_escape", at)),
    ("found character that cannot|did not find expected (?:alphabetic|comment)", lambda lines, *marks: lines.stray(*marks)),
    (".* not allowed in this context", lambda lines, *marks: lines.stray(*marks)),
)
"""How libyaml (whose spelling this is) words its problems, and who reads the text once more."""
