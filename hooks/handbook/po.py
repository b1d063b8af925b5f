"""gettext's PO files, as Poedit, OmegaT and Weblate read and write them.

Babel reads them and escapes their texts. They are written here, because Babel breaks a long previous text into lines that no
other program can read, takes „50 % der“ for a format of Python, and puts the time into the header; two exports of the same
texts are equal.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, normalize

from handbook.document import BYTE_ORDER_MARK, normalized
from handbook.faults import Fault

LINE_END = re.compile(r"\r\n|\r|\n")
CHARSET = re.compile(rb"charset=([\w.:-]+)")
LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\]) +)?"(?:[^"\\]|\\[\\trn"])*"', re.DOTALL)
"""A line of an entry that is no comment. Babel takes what is not in quotes, or has others inside, and drops letters of it."""


@dataclass(frozen=True)
class Entry:
    """One text to translate. `context` names it for ever, `line` is where a file that was read has it (from 1)."""

    context: str
    source: str
    text: str = ""
    fuzzy: bool = False
    previous: str = ""
    """The source text that `text` is a translation of, if the source has changed since and the old one is known."""
    comments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    line: int = 0


def written(entries: Iterable[Entry], locale: str, source_language: str = "") -> str:
    """The text of a PO file. `source_language` tells editors what they would otherwise take for English."""
    plural = Catalog(locale=locale).plural_forms
    header = {
        "Project-Id-Version": "handbook",
        "PO-Revision-Date": "",  # gettext wants these three; a date would make every export another file
        "Last-Translator": "",
        "Language-Team": "",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
        "X-Generator": "handbook",
    } | ({"X-Source-Language": source_language} if source_language else {})
    head = "".join(f"{name}: {value}\n" for name, value in header.items())
    return "\n".join([f'msgid ""\nmsgstr {_quoted(head)}\n', *("".join(_lines(entry)) for entry in entries)])


def _lines(entry: Entry) -> Iterator[str]:
    for comment in entry.comments:
        yield f"#. {' '.join(comment.split())}\n"
    for reference in entry.references:
        yield f"#: {reference}\n"
    if entry.fuzzy:
        yield "#, fuzzy\n"
    if entry.previous:
        yield "".join(f"#| {line}\n" for line in f"msgid {_quoted(entry.previous)}".split("\n"))
    yield f"msgctxt {_quoted(entry.context)}\nmsgid {_quoted(entry.source)}\nmsgstr {_quoted(entry.text)}\n"


def _quoted(text: str) -> str:
    """A text in quotes, one line of the file for each of its lines."""
    return str(normalize(text, width=0))


def read(raw: bytes, path: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of a PO file in its order, or what is wrong with it. Obsolete entries and plurals are left out.

    Texts are as the handbook holds them: composed letters, no blank space around them.
    """
    raw = raw.removeprefix(BYTE_ORDER_MARK)
    found = CHARSET.search(raw)
    try:
        text = raw.decode(codecs.lookup(found[1].decode()).name if found else "utf-8")
    except (UnicodeDecodeError, LookupError) as error:
        good = raw[: error.start] if isinstance(error, UnicodeDecodeError) else b""
        return [], [Fault(path, good.count(b"\n") + 1, 1, "wrong_encoding")]
    lines = LINE_END.split(text)
    catalog = _Catalog()
    try:
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except PoFileError as error:
        return [], [Fault(path, error.lineno + 1, 1, "po_syntax")]
    except (ValueError, IndexError, AttributeError):  # what Babel makes of a file that is something else
        return [], [Fault(path, 1, 1, "po_syntax")]
    if wrong := next(_malformed(lines), None):
        return [], [Fault(path, wrong, 1, "po_syntax")]
    if catalog.repeated:
        values = {"context": catalog.repeated[0].context or catalog.repeated[0].id}
        return [], [Fault(path, catalog.repeated[0].lineno or 1, 1, "po_repeated", values)]
    return [
        Entry(
            context=message.context or "",
            source=_stored(str(message.id)),
            text=_stored(str(message.string or "")),
            fuzzy=message.fuzzy,
            comments=tuple(message.auto_comments),
            references=tuple(f"{name}:{line}" if line else name for name, line in message.locations),
            line=message.lineno or 0,
        )
        for message in catalog
        if isinstance(message.id, str) and message.id
    ], []


def _malformed(lines: Iterable[str]) -> Iterator[int]:
    """The lines, from 1, whose text is not as gettext writes it, or that give an entry a second translation."""
    last = ""
    for number, line in enumerate((line.strip() for line in lines), 1):
        if line and not line.startswith("#"):
            found = LINE.fullmatch(line)
            keyword = (found[1] or "") if found else ""
            if not found or keyword == last == "msgstr":
                yield number
            last = keyword or last


class _Catalog(Catalog):
    """Entries without a header: Babel gives up a whole file for a date that it cannot read. It also joins entries that have
    the same name, and the translation of one is lost; here they are known as `repeated`."""

    mime_headers = property(lambda _: [], lambda _, __: None)

    def __init__(self) -> None:
        super().__init__()
        self.repeated: list[Message] = []
        self.names: set[tuple[str | None, Any]] = set()

    def __setitem__(self, id: Any, message: Message) -> None:  # noqa: A002  Babel calls it so
        name = (message.context, None if message.context else id)
        self.repeated += [message] if name in self.names else []
        self.names.add(name)
        super().__setitem__(id, message)


def _stored(text: str) -> str:
    return normalized(text).strip()
