"""One text of a file changed, and every other byte as it was: comments, order, line ends, line breaks, quotes.

Positions come from reading the file exactly as it is. A text is written in the style that stood there, or in that of the same
text in the language it is translated from; where this style cannot hold it, in one that can. What comes out is read again
before it is handed back, so a wrong file is never made.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from handbook import document
from handbook.chapters import FRONT_MATTER, META, TOP, sections
from handbook.document import Document, Loc, normalized

LITERAL, FOLDED, DOUBLE, SINGLE, PLAIN = "|", ">", '"', "'", ""
"""Styles of a YAML text, named after the character they begin with."""

STEP = 2
"""Spaces by which a level is indented where the file does not show another number."""

LINE_BREAK = re.compile(r"\r\n|\r|\n")
SENTENCE_END = re.compile(r"[.!?…][)\]”“’\"']*$")
UNPRINTABLE = re.compile("[^\\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow, or takes for the end of a line, unless it is written as an escape."""
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
LAST_OF_FOUR_DIGITS = 0xFFFF


class UnwritableError(ValueError):
    """A text that cannot be written at its place without changing something else."""


@dataclass(frozen=True)
class Change:
    """A text for the value at `loc` of a YAML file. `like` is where the same text stands in the language it comes from."""

    loc: Loc
    text: str
    like: Loc


class Edit(NamedTuple):
    """What stands between two characters of a file is replaced. Of edits at the same place the smallest `rank` comes first."""

    begin: int
    end: int
    rank: int
    text: str


class Written(NamedTuple):
    """A text in YAML: what stands behind its key, and the lines below (indented, without the first and last line break)."""

    inline: str
    lines: tuple[str, ...] = ()


# --- YAML -----------------------------------------------------------------------------------------------------------------


def in_yaml(raw: bytes, changes: Sequence[Change], locales: Sequence[str]) -> bytes:
    """The bytes of a YAML file with texts changed or added; raises UnwritableError if that cannot be done safely.

    Texts are non-empty and have no blank space around them. A missing language comes behind the other ones in the order of
    `locales`, a missing field where it stands in the language it is translated from.
    """
    read = document.read(raw, "", exact=True)
    if read.faults:
        raise UnwritableError(read.faults[0].code)
    made = _applied(read.text, _edits(_File(read, locales), changes)).encode()
    _verify(document.read(raw, ""), document.read(made, ""), changes)
    return made


def _applied(text: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for edit in sorted(edits):
        if edit.begin < done:
            raise UnwritableError("overlap")
        parts += [text[done : edit.begin], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def _verify(before: Document, after: Document, changes: Sequence[Change]) -> None:
    """The new file says the new texts, and what the old file said everywhere else."""
    if after.faults:
        raise UnwritableError(after.faults[0].code)
    expected, found = before.data, after.data
    for change in changes:
        text = _value(found, change.loc)
        if not isinstance(text, str) or text.strip() != normalized(change.text):
            raise UnwritableError("text")
        expected = _with(expected, change.loc, text)
    if expected != found:
        raise UnwritableError("other values")


def _value(data: Any, loc: Loc) -> Any:
    for step in loc:
        if step not in data if isinstance(data, dict) else not (isinstance(data, list) and isinstance(step, int)):
            return None
        data = data[step]
    return data


def _with(data: Any, loc: Loc, text: str) -> Any:
    """The same data with one text changed or added."""
    if not loc:
        return text
    if isinstance(data, list):
        return [_with(item, loc[1:], text) if index == loc[0] else item for index, item in enumerate(data)]
    below = data if isinstance(data, dict) else {}
    return {**below, loc[0]: _with(below.get(loc[0]), loc[1:], text)}


@dataclass(frozen=True)
class _File:
    """A YAML file read exactly, and what its form says about how to write into it."""

    read: Document
    locales: Sequence[str]

    @property
    def line_break(self) -> str:
        found = LINE_BREAK.search(self.read.text)
        return found[0] if found else "\n"

    def column(self, index: int) -> int:
        return index - max(self.read.text.rfind(char, 0, index) + 1 for char in "\r\n")

    def line_end(self, index: int) -> int:
        """The first line break at or behind a place, or the end of the file."""
        found = LINE_BREAK.search(self.read.text, index)
        return found.start() if found else len(self.read.text)

    def style(self, loc: Loc) -> str:
        """The style of the text at a place; plain if there is none."""
        begin, end = self.read.values.get(loc, (0, 0))
        first = self.read.text[begin:end][:1]
        return first if first in {LITERAL, FOLDED, DOUBLE, SINGLE} else PLAIN

    def in_flow(self, loc: Loc) -> bool:
        """Whether what stands below a place stands in brackets."""
        inside = [loc[:depth] for depth in range(len(loc) + 1)]
        return any(self.read.text[self.read.values[above][0]] in "{[" for above in inside if above in self.read.values)

    def inline_end(self, loc: Loc) -> int:
        """Where a text ends on the line of its key: for a block the end of its header."""
        begin, end = self.read.values[loc]
        if self.style(loc) not in {LITERAL, FOLDED}:
            return end
        header = re.compile(r"[|>][0-9+-]*").match(self.read.text, begin)
        return header.end() if header else end

    def end(self, loc: Loc) -> int:
        """Where a value really ends. YAML counts blank lines and comments behind a block to it; here they are not."""
        begin, end = self.read.values[loc]
        value = _value(self.read.data, loc)
        if isinstance(value, str):
            in_block = self.style(loc) in {LITERAL, FOLDED}
            return self.line_end(begin + len(self.read.text[begin:end].rstrip())) if in_block else end
        if self.read.text[begin] in "{[":
            return end
        return max(self.end((*loc, step)) for step in (value if isinstance(value, dict) else range(len(value))))

    def lines(self, loc: Loc) -> list[str]:
        """The lines of a block below its header, as they are."""
        if self.style(loc) not in {LITERAL, FOLDED}:
            return []
        begin = self.line_end(self.inline_end(loc))
        return LINE_BREAK.split(self.read.text[begin : self.end(loc)])[1:]


def _edits(file: _File, changes: Sequence[Change]) -> Iterator[Edit]:
    missing: dict[Loc, list[Change]] = {}
    for change in changes:
        if change.loc in file.read.values:
            if normalized(str(_value(file.read.data, change.loc))).strip() != normalized(change.text):
                yield from _replaced(file, change)
            continue
        depth = next(depth for depth in range(len(change.loc)) if change.loc[: depth + 1] not in file.read.values)
        if not isinstance(_value(file.read.data, change.loc[:depth]), dict):
            raise UnwritableError("no block")
        missing.setdefault(change.loc[: depth + 1], []).append(change)
    for loc, found in missing.items():
        yield _added(file, loc, found)


def _replaced(file: _File, change: Change) -> Iterator[Edit]:
    loc, text, old = change.loc, normalized(change.text), file.lines(change.loc)
    begin, inline_end = file.read.values[loc][0], file.inline_end(loc)
    indent = min((len(line) - len(line.lstrip(" ")) for line in old if line.strip()), default=_key_column(file, loc) + STEP)
    header = re.sub("[0-9]", "", file.read.text[begin:inline_end]) if old else ""
    written = _written(text, file.style(loc), indent, flow=file.in_flow(loc[:-1]), header=header, old=old)
    yield Edit(begin, inline_end, 0, written.inline)
    if old or written.lines:
        below = file.line_end(inline_end)
        yield Edit(below, max(below, file.end(loc)), -1, "".join(file.line_break + line for line in written.lines))


def _key_column(file: _File, loc: Loc) -> int:
    """The column of a value's key; of a value in a list, that of its dash."""
    above = next((loc[: len(loc) - up] for up in range(len(loc)) if loc[: len(loc) - up] in file.read.keys), None)
    return file.column(file.read.keys[above]) if above else 0


def _added(file: _File, loc: Loc, changes: Sequence[Change]) -> Edit:
    """The edit that adds the key at the end of `loc`, with its text or with the block of texts below it."""
    parent, key, read = loc[:-1], str(loc[-1]), file.read
    there: dict[str, Any] = _value(read.data, parent)
    # A language comes among the languages, a field where it stands in the language it is translated from.
    order = list(file.locales) if key in file.locales else _keys(file, changes[0].like[: len(parent)])
    rank = order.index(key) if key in order else len(order)
    before = next((other for other in reversed(order[:rank]) if other in there), None)
    after = next((other for other in order[rank + 1 :] if other in there), None)
    if before is None and after is None and there:
        before = list(there)[-1]
    anchor = before if before is not None else after
    in_flow = file.in_flow(parent)
    if in_flow or anchor is None:
        entry = f"{key}: {_flow(file, loc, changes)}"
        if before is not None:
            place, text = file.end((*parent, before)), f", {entry}"
        else:
            place = read.values[parent][0] + 1 if after is None else read.keys[*parent, after]
            text = entry if after is None else f"{entry}, "
        return Edit(place, place, rank, text)
    column = file.column(read.keys[*parent, anchor])
    lines = _block(file, loc, changes, column)
    if before is not None:
        place = file.line_end(file.end((*parent, before)))
        return Edit(place, place, rank, "".join(file.line_break + line for line in lines))
    place = read.keys[*parent, str(after)]
    lines[0] = lines[0].lstrip(" ")
    return Edit(place, place, rank, "".join(line + file.line_break for line in lines) + " " * column)


def _keys(file: _File, loc: Loc) -> list[str]:
    found = _value(file.read.data, loc)
    return list(found) if isinstance(found, dict) else []


def _flow(file: _File, loc: Loc, changes: Sequence[Change]) -> str:
    """The value of a key in brackets: a text, or texts by their keys."""
    texts = {
        change.loc[len(loc) :]: _written(normalized(change.text), file.style(change.like), 0, flow=True).inline
        for change in _in_order(file, loc, changes)
    }
    if () in texts:
        return texts[()]
    return "{" + ", ".join(f"{below[0]}: {text}" for below, text in texts.items()) + "}"


def _block(file: _File, loc: Loc, changes: Sequence[Change], column: int) -> list[str]:
    """The lines of a key with its text, or with texts by their keys below it."""
    like = changes[0].like[: len(loc)]
    if len(changes[0].loc) > len(loc) and file.in_flow(like):
        return [f"{' ' * column}{loc[-1]}: {_flow(file, loc, changes)}"]
    if changes[0].loc == loc:
        return _entry(file, str(loc[-1]), changes[0], column)
    inner = file.column(file.read.keys[changes[0].like]) - file.column(file.read.keys[like]) if like in file.read.keys else STEP
    lines = [f"{' ' * column}{loc[-1]}:"]
    for change in _in_order(file, loc, changes):
        lines += _entry(file, str(change.loc[-1]), change, column + (inner if inner > 0 else STEP))
    return lines


def _in_order(file: _File, loc: Loc, changes: Sequence[Change]) -> list[Change]:
    order = _keys(file, changes[0].like[: len(loc)])
    return sorted(changes, key=lambda change: order.index(change.like[-1]) if change.like[-1] in order else len(order))


def _entry(file: _File, key: str, change: Change, column: int) -> list[str]:
    written = _written(normalized(change.text), file.style(change.like), column + STEP)
    return [f"{' ' * column}{key}: {written.inline}", *written.lines]


# --- a text as YAML -------------------------------------------------------------------------------------------------------


def _written(text: str, style: str, indent: int, *, flow: bool = False, header: str = "", old: Sequence[str] = ()) -> Written:
    """A text in the first style that can hold it. `header` and `old` lines are of a block that stood there."""
    for candidate in _styles(text, style, flow=flow):
        written = _in_style(text, candidate, indent, header if header[:1] == candidate else "", old)
        if _holds(written, text, candidate, flow=flow):
            return written
    raise UnwritableError("text")


def _styles(text: str, style: str, *, flow: bool) -> list[str]:
    if flow:
        return [style if style in {DOUBLE, SINGLE} else PLAIN, DOUBLE]
    return [LITERAL, DOUBLE] if "\n" in text else [style, DOUBLE]


def _in_style(text: str, style: str, indent: int, header: str, old: Sequence[str]) -> Written:
    match style:
        case "|":
            return Written(header or "|", tuple(" " * indent + line if line else "" for line in text.split("\n")))
        case ">":
            return Written(header or ">-", tuple(" " * indent + line for line in _sentences(text, old)))
        case '"':
            return Written(_double_quoted(text))
        case "'":
            return Written("'" + text.replace("'", "''") + "'")
        case _:
            return Written(text)


def _sentences(text: str, old: Sequence[str]) -> list[str]:
    """A text line by line: as it was where the words are the same, a line per sentence where they are new."""
    words = re.split(r"(?<=\S) (?=\S)", text)
    before: list[str] = []
    breaks: set[int] = set()
    for line in old:
        before += re.split(r"(?<=\S) (?=\S)", normalized(line).strip(" "))
        breaks.add(len(before) - 1)
    same: dict[int, int] = {}
    for block in difflib.SequenceMatcher(None, before, words).get_matching_blocks():
        same |= {block.b + offset: block.a + offset for offset in range(block.size)}
    lines, line = [], ""
    for index, word in enumerate(words):
        line = f"{line} {word}" if line else word
        was = same.get(index)
        kept = was is not None and was + 1 < len(before)
        if was in breaks if kept else SENTENCE_END.search(word):
            lines.append(line)
            line = ""
    return [*lines, line] if line else lines


def _double_quoted(text: str) -> str:
    made, escaped = [], False
    for char in text:
        # An accent behind an escape would become one letter with its last sign: ņ for a line break and a cedilla.
        if UNPRINTABLE.match(char) or (escaped and unicodedata.combining(char)):
            made.append(f"\\U{ord(char):08x}" if ord(char) > LAST_OF_FOUR_DIGITS else f"\\u{ord(char):04x}")
        else:
            made.append(ESCAPES.get(char, char))
        escaped = made[-1] != char
    return f'"{"".join(made)}"'


def _holds(written: Written, text: str, style: str, *, flow: bool) -> bool:
    """Whether a reader of YAML gets exactly this text, and as a text."""
    below = "".join(f"{line}\n" for line in written.lines)
    key = f"{{k: {written.inline}, z: z}}\n" if flow else f"k: {written.inline}\n{below}z: z\n"
    read = document.read(key.encode(), "")
    if read.faults or not isinstance(read.data, dict) or read.data.keys() != {"k", "z"} or read.data["z"] != "z":
        return False
    found = read.data["k"]
    plain = style != PLAIN or _is_text(text)
    return isinstance(found, str) and found.strip() == text and plain


def _is_text(plain: str) -> bool:
    """Whether every reader of YAML takes an unquoted value for a text: 2019, no and ~ are others for most of them."""
    resolver: Any = yaml.SafeLoader("")
    return bool(resolver.resolve(yaml.ScalarNode, plain, (True, False)) == "tag:yaml.org,2002:str")


# --- chapters -------------------------------------------------------------------------------------------------------------


def in_chapter(raw: bytes, texts: Mapping[str, str], order: Sequence[str]) -> bytes:
    """The bytes of a chapter with texts changed: `title` and `description` of its front matter, `#id` of its sections.

    A section holds its heading. One that is missing comes behind those that precede it in `order`, ids of sections. Raises
    UnwritableError if a text would change more than its own section, above all if its heading lost its id.
    """
    exact = document.text(raw, "", exact=True)
    old = _parts(raw)
    lines = exact.text.replace("\r\n", "\n").replace("\r", "\n")
    # A place in `lines` as a place in the file, where a line break may be two characters.
    places = [found.start() for found in re.finditer(r"\r\n|.", exact.text, re.DOTALL)] + [len(exact.text)]
    front = FRONT_MATTER.match(lines)
    if exact.faults or not front:
        raise UnwritableError("front_matter")
    meta = exact.text[places[front.start(1)] : places[front.end(1)]]
    file = _File(document.read(meta.encode(), "", exact=True), ())
    if file.read.faults:
        raise UnwritableError(file.read.faults[0].code)
    line_break = file.line_break
    wanted = [Change((key,), texts[key], (next(other for other in META if other != key),)) for key in META if key in texts]
    shift = places[front.start(1)]
    edits = [Edit(e.begin + shift, e.end + shift, e.rank, e.text) for e in _edits(file, wanted)]
    found = {section.id: section for section in sections(lines)}
    spans = {}
    for id_, section in found.items():
        line = sum(len(text) + 1 for text in lines.split("\n")[: section.line - 1])
        begin = lines.index(section.text, line) if section.text else front.end()
        spans[id_] = (begin, begin + len(section.text))
    for rank, id_ in enumerate(order):
        if f"#{id_}" not in texts:
            continue
        text = normalized(texts[f"#{id_}"])
        if id_ in found and normalized(found[id_].text) == text:
            continue
        above = id_ if id_ in found else next((other for other in reversed(order[:rank]) if other in found), TOP)
        begin, end = spans[above] if id_ in found else (spans[above][1],) * 2
        if not found[above].text:
            text = f"\n{text}\n" if lines[end:].startswith("\n") or not lines[end:] else f"{text}\n\n"
        elif id_ not in found:
            text = f"\n\n{text}"
        edits.append(Edit(places[begin], places[end], rank, text.replace("\n", line_break)))
    made = _applied(exact.text, edits).encode()
    if _parts(made) != {**old, **{key: normalized(text) for key, text in texts.items()}}:
        raise UnwritableError("other sections")
    return made


def new_chapter(texts: Mapping[str, str], meta: Mapping[str, str], order: Sequence[str]) -> bytes:
    """A chapter that does not exist yet. `meta` is further front matter; sections come in `order`."""
    front = {**{key: texts[key] for key in META if key in texts}, **meta}
    head = "".join(f"{key}: {_written(normalized(text), PLAIN, 0, flow=False).inline}\n" for key, text in front.items())
    body = "\n\n".join(normalized(texts[f"#{id_}"]) for id_ in order if f"#{id_}" in texts)
    made = f"---\n{head}---\n\n{body}\n".encode()
    if _parts(made) != {f"#{TOP}": "", **front, **{key: normalized(text) for key, text in texts.items()}}:
        raise UnwritableError("other sections")
    return made


def _parts(raw: bytes) -> dict[str, str]:
    """Everything a chapter says: front matter by its keys, sections by `#id`."""
    text = document.text(raw, "").text
    front = FRONT_MATTER.match(text)
    meta = document.read(front[1].encode(), "").data if front else None
    if not front or not isinstance(meta, dict):
        raise UnwritableError("front_matter")
    found = {f"#{section.id}": section.text for section in sections(text)}
    return {**{key: str(value).strip() for key, value in meta.items()}, **found}
