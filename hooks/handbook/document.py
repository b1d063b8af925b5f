"""One YAML file, read so that every value keeps its place and no value changes its type.

PyYAML's ordinary loader turns `NO` into False and `01234` into 668 and lets the last of two equal keys win. Here every
scalar stays text, and whatever would surprise an author is a fault with its line and column: duplicate keys, anchors and
aliases, tags, second documents, tabs, wrong encodings, files and nestings beyond what a person writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from handbook import syntax
from handbook.faults import Fault
from handbook.markup import MERGE_MARK

Loc = tuple[str | int, ...]
"""Keys and list positions from the root of a file to a value."""

MAX_BYTES = 200_000
"""A file's limit. The longest practice of the sources is a tenth of this."""
MAX_DEPTH = 12
"""Levels of nesting. The data model needs six."""

MOST_SHOWN = 20
"""Faults of one kind in one file; who mends these has found the way to mend the rest."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
COMMENT = re.compile(" +#.*")
NO_BREAK_SPACE_AFTER_KEY = re.compile("^[ -]*[A-Za-z_]+:\u00a0", re.MULTILINE)


class CutOff(str):
    """A value without quotation marks behind which a ` #` begins a comment. Free text loses the rest of its line that way."""

    __slots__ = ()


@dataclass
class Document:
    """What a file says, where each key and value stands, and what is wrong with its form."""

    path: str
    text: str = ""
    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    keys: dict[Loc, int] = field(default_factory=dict)
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)

    def fault(self, code: str, index: int, **values: Any) -> None:
        """Add a fault at a character of the text."""
        self.faults.append(Fault(self.path, *self.position(index), code, values))

    def cut_off(self, loc: Loc) -> None:
        """Add the fault of a text at `loc` that a comment ends."""
        at = self.text.index("#", self.values[loc][1])
        self.fault("comment", at, rest=self.text[at:].split("\n", maxsplit=1)[0].rstrip())

    def position(self, index: int) -> tuple[int, int]:
        """Line and column of a character of the text, both from 1."""
        before = self.text[:index]
        return before.count("\n") + 1, index - before.rfind("\n")

    def start(self, loc: Loc, *, of_key: bool = False) -> int:
        """Index of the first character of the value (or key) at `loc`, else of the nearest parent that exists."""
        if of_key and loc in self.keys:
            return self.keys[loc]
        while loc not in self.values and loc:
            loc = loc[:-1]
        return self.values.get(loc, (0, 0))[0]

    def find(self, loc: Loc, snippet: str) -> int:
        """Index of a snippet inside the value at `loc`; where the value begins if the file writes it differently."""
        begin, end = self.values.get(loc, (0, 0))
        found = self.text.find(snippet, begin, end)
        return self.start(loc) if found < 0 else found


def text(raw: bytes, path: str, *, exact: bool = False) -> Document:
    """The text of one file, YAML or Markdown, or what is wrong with its bytes. Faults are collected, never raised.

    An `exact` text keeps line ends and composition of the bytes, so that positions are those of the file.
    """
    document = Document(path)
    if len(raw) > MAX_BYTES:
        document.fault("file_too_large", 0, limit=MAX_BYTES // 1000)
        return document
    if raw.startswith(BYTE_ORDER_MARK):
        document.fault("byte_order_mark", 0)
        raw = raw.removeprefix(BYTE_ORDER_MARK)
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        document.text = raw[: error.start].decode("utf-8", "replace")
        document.fault("wrong_encoding", len(document.text))
        document.text = ""
        return document
    document.text = decoded if exact else normalized(decoded)
    if _merge_marks(document):
        document.text = ""
    return document


def _merge_marks(document: Document) -> bool:
    """Whether Git's marks of an unresolved conflict stand in a file; the first of each conflict is a fault."""
    within = found = False
    for mark in MERGE_MARK.finditer(document.text):
        if (not within or mark[1] == "<") and len(document.faults) < MOST_SHOWN:
            snippet = mark[0].strip()
            document.fault("merge_mark", mark.end() - len(snippet), snippet=snippet)
        found, within = True, mark[1] != ">"
    return found


def normalized(text: str) -> str:
    """The same letters in the same code points, whatever keyboard or file system they came from: İ must equal İ."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def read(raw: bytes, path: str, *, exact: bool = False) -> Document:
    """Read the bytes of one YAML file. Faults are collected in the document, never raised. `exact` as in `text`."""
    document = text(raw, path, exact=exact)
    if not document.text:
        return document
    for found in islice(re.finditer("\t+", document.text), MOST_SHOWN):
        before = document.text[document.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        document.fault("tab_inside" if before.strip() else "tab", found.start())
    for found in islice(NO_BREAK_SPACE_AFTER_KEY.finditer(document.text), MOST_SHOWN):
        document.fault("no_break_space", found.end() - 1)
    if any(fault.code != "byte_order_mark" for fault in document.faults):
        return document
    composer = _Composer(document)
    try:
        composer.run()
    except yaml.MarkedYAMLError as error:
        slip = syntax.slip(document.text, error, composer.scalar)
        document.fault(slip.code, slip.at, **slip.values)
        document.data = None
    except yaml.YAMLError as error:  # a character YAML does not allow
        document.fault("character", getattr(error, "position", None) or 0)
        document.data = None
    return document


class _Composer:
    """Plain data from YAML events, without recursion, noting where everything stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[_Open] = []
        self.scalar = (0, 0)
        """Where the last value or key stands."""

    def run(self) -> None:
        documents = 0
        events: Iterator[Any] = yaml.parse(self.document.text, Loader=yaml.CBaseLoader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.document.fault("second_document", _start(event))
                    return self._give_up()
            elif isinstance(event, yaml.AliasEvent):
                self.document.fault("alias", _start(event), name=event.anchor)
                return self._give_up()
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.NodeEvent) and not self._node(event):
                return self._give_up()
        return None

    def _give_up(self) -> None:
        """What was read so far is only a part; to look for faults in it would find false ones."""
        self.document.data = None

    def _node(self, event: Any) -> bool:
        """Take in a scalar or open a list or mapping; False if reading on makes no sense."""
        index, above = _start(event), self.open[-1] if self.open else None
        if isinstance(event, yaml.ScalarEvent):
            self.scalar = (index, _end(event))
        if event.anchor:
            self.document.fault("anchor", index, name=event.anchor)
        if event.tag:
            written = re.match(r"[^\s,]*", self.document.text[index:])
            self.document.fault("tag", index, tag=written[0] if written else event.tag)
        if above and isinstance(above.data, dict) and above.key is None:
            if not isinstance(event, yaml.ScalarEvent):
                self.document.fault("key_not_text", index)
                return False
            self._key(event, above)
            return True
        loc = above.next_loc() if above else ()
        self.document.values[loc] = (index, _end(event))
        if isinstance(event, yaml.ScalarEvent):
            cut = event.style in {None, ""} and COMMENT.match(self.document.text, _end(event))
            self._put(CutOff(event.value) if cut else event.value, above)
            return True
        if len(self.open) >= MAX_DEPTH:
            self.document.fault("too_deep", index, limit=MAX_DEPTH)
            return False
        container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(container, above)
        self.open.append(_Open(container, loc))
        return True

    def _key(self, event: Any, above: _Open) -> None:
        loc = (*above.loc, event.value)
        if loc in self.document.keys:
            first = self.document.text.count("\n", 0, self.document.keys[loc]) + 1
            self.document.fault("duplicate_key", _start(event), key=event.value, first=first)
        self.document.keys.setdefault(loc, _start(event))
        above.key = event.value

    def _put(self, value: Any, above: _Open | None) -> None:
        if above is None:
            self.document.data = value
        elif isinstance(above.data, list):
            above.data.append(value)
        else:
            above.data[above.key] = value
            above.key = None

    def _close(self, event: Any) -> None:
        loc = self.open.pop().loc
        self.document.values[loc] = (self.document.values[loc][0], _end(event))


def _start(event: Any) -> int:
    index: int = event.start_mark.index
    return index


def _end(event: Any) -> int:
    index: int = event.end_mark.index
    return index


@dataclass
class _Open:
    """A list or mapping whose end has not come yet; `key` is the one whose value comes next."""

    data: Any
    loc: Loc
    key: str | None = None

    def next_loc(self) -> Loc:
        return (*self.loc, len(self.data) if isinstance(self.data, list) else str(self.key))
