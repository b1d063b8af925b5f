"""The hand-written chapters below docs/<locale>/: front matter and sections, with what is wrong in their form.

MkDocs renders chapters. Here they are read for what needs their text in parts: translation state, checks, print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook import document
from handbook.document import CutOff
from handbook.faults import Fault

FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
HEADING = re.compile(r"^(#{1,4}) +(.*?)(?: *\{#([a-z0-9-]+)\})? *$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)

TOP = "top"
"""Key of what stands above the first heading with an id, the chapter's own heading included."""
META = ("title", "description")
"""What the front matter of a chapter says, shown in the browser's tab and by search engines."""


@dataclass(frozen=True)
class Section:
    """A heading with an id and what stands below it, headings without one included. `line` counts from 1."""

    id: str
    heading: str
    level: int
    text: str
    line: int


@dataclass(frozen=True)
class ChapterText:
    """A chapter in one language. `path` is relative to the project, `markdown` the whole file with its front matter."""

    path: str
    meta: Mapping[str, str]
    sections: Mapping[str, Section]
    markdown: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter in all its languages. `uri` is the same in each: `background/partners.md`."""

    uri: str
    source_language: str
    texts: Mapping[str, ChapterText]


def chapters(docs: Path, locales: tuple[str, ...]) -> tuple[dict[str, Chapter], list[Fault]]:
    """Every chapter by its address below a language's folder, and the faults of all of them."""
    found: dict[str, dict[str, ChapterText]] = {}
    faults: list[Fault] = []
    for locale in locales:
        folder = docs / locale
        for path in sorted(folder.rglob("*.md")):
            text, wrong = _read(path, f"{docs.name}/{path.relative_to(docs).as_posix()}")
            found.setdefault(path.relative_to(folder).as_posix(), {})[locale] = text
            faults += wrong
    made = {}
    for uri, texts in sorted(found.items()):
        naming = next((text for text in texts.values() if "source_language" in text.meta), None)
        source = naming.meta["source_language"] if naming else next(locale for locale in locales if locale in texts)
        if naming and source not in texts:
            faults.append(Fault(naming.path, 1, 1, "unknown_locale", {"value": source, "allowed": ", ".join(texts)}))
            source = next(iter(texts))
        made[uri] = Chapter(uri, source, texts)
        faults += _differences(made[uri])
    return made, faults


def _read(path: Path, label: str) -> tuple[ChapterText, list[Fault]]:
    read = document.text(path.read_bytes(), label)
    front = FRONT_MATTER.match(read.text)
    if read.faults or not front:
        return ChapterText(label, {}, {}, read.text), read.faults or [Fault(label, 1, 1, "front_matter")]
    inner = document.read(front[1].encode(), label)
    for key in META:
        if isinstance(inner.data, dict) and isinstance(inner.data.get(key), CutOff):
            inner.cut_off((key,))
    # The front matter begins on the second line of the file.
    faults = [Fault(f.path, f.line + 1, f.column, f.code, f.values) for f in inner.faults]
    meta = inner.data if isinstance(inner.data, dict) else {}
    faults += [Fault(label, 2, 1, "missing_key", {"key": key}) for key in META if not inner.faults and not meta.get(key)]
    sections: dict[str, Section] = {}
    for section in _sections(read.text, front.end()):
        if section.id in sections:
            first = f"{label}:{sections[section.id].line}"
            faults.append(Fault(label, section.line, 1, "duplicate_id", {"value": section.id, "first": first}))
        sections.setdefault(section.id, section)
    return ChapterText(label, {key: str(value) for key, value in meta.items()}, sections, read.text), faults


def text_of(raw: bytes, key: str | int) -> str | None:
    """One text of a chapter's file: of the front matter by its key, of a section by `#id`."""
    read = document.text(raw, "")
    front = FRONT_MATTER.match(read.text)
    if not front:
        return None
    if isinstance(key, str) and key.startswith("#"):
        return next((section.text for section in _sections(read.text, front.end()) if section.id == key[1:]), None)
    meta = document.read(front[1].encode(), "").data
    return str(meta[key]) if isinstance(meta, dict) and key in meta else None


def sections(text: str) -> Iterator[Section]:
    """The sections of a chapter's whole file; none if it has no front matter."""
    front = FRONT_MATTER.match(text)
    return _sections(text, front.end()) if front else iter(())


def _sections(text: str, start: int) -> Iterator[Section]:
    fences = [found.span() for found in FENCE.finditer(text)]
    heads = [
        found
        for found in HEADING.finditer(text, start)
        if found[3] and not any(begin < found.start() < end for begin, end in fences)
    ]
    starts = [found.start() for found in heads] + [len(text)]
    top = text[start : starts[0]]
    title = HEADING.search(top)
    yield Section(TOP, title[2] if title else "", 1, top.strip(), text.count("\n", 0, start) + 1)
    for head, end in zip(heads, starts[1:], strict=True):
        line = text.count("\n", 0, head.start()) + 1
        yield Section(head[3], head[2], len(head[1]), text[head.start() : end].strip(), line)


def _differences(chapter: Chapter) -> Iterator[Fault]:
    """Sections have the same ids in every language, so that a link and the language switch keep the place."""
    source = chapter.texts[chapter.source_language]
    for text in chapter.texts.values():
        if not (text.sections and source.sections):  # a file that could not be read has its fault already
            continue
        for missing in source.sections.keys() - text.sections.keys():
            yield Fault(text.path, 1, 1, "missing_section", {"id": missing, "path": source.path})
        for section in text.sections.values():
            if section.id not in source.sections:  # one file has it too much or the other lost it: who changed one, sees it
                yield Fault(text.path, section.line, 1, "unknown_section", {"id": section.id, "path": source.path})
                yield Fault(source.path, 1, 1, "missing_section", {"id": section.id, "path": text.path})
