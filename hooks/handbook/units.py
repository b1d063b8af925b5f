"""Everything that is translated, text by text: what translation state, exchange files and checks work on.

A unit is one text of one thing in all its languages. Its `file` and `key` name it without line numbers or list positions
where there is an id, so that they stay the same when entries move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from handbook.chapters import META, Chapter
from handbook.document import Loc
from handbook.load import FOLDERS, LISTS
from handbook.model import Handbook


@dataclass(frozen=True)
class Where:
    """Where a text stands: a file below the project and the keys to the value (of a chapter: the section's id)."""

    path: str
    loc: Loc


@dataclass(frozen=True)
class Unit:
    """One text in its languages. `texts` has only those that exist; `places` says for every one where it stands or would.

    A text that its source language lacks (a note that only readers of the other language need) has an empty `source`:
    no translation of it is expected.
    """

    file: str
    key: str
    source_language: str
    texts: Mapping[str, str]
    places: Mapping[str, Where]

    @property
    def source(self) -> str:
        return self.texts.get(self.source_language, "")

    @property
    def thing(self) -> str:
        """What the text belongs to: a file, or one entry of a list (`themes/housing`)."""
        return f"{self.file}/{self.key.partition('.')[0]}" if self.file in LISTS else self.file

    @property
    def names(self) -> frozenset[str]:
        """Everything a person may call what the text belongs to: an id, an address, a file of the project."""
        short = self.thing.removesuffix(".md")
        if self.file in LISTS:
            return frozenset({short, short.rpartition("/")[2]})
        below = short.split("/", 1)[1]
        files = (place.path for place in self.places.values())
        return frozenset({self.file, short, below, f"{below}.md", below.rpartition("/")[2], *files})


def units(handbook: Handbook, chapters: Mapping[str, Chapter]) -> Iterator[Unit]:
    """Every text of data/ and of the chapters, in the order of the files. Interface labels are not among them."""
    for name in (*FOLDERS, *LISTS):
        items: Mapping[str, Any] = getattr(handbook, "terms" if name == "glossary" else name)
        for index, (id_, item) in enumerate(items.items()):
            language = getattr(item, "source_language", handbook.locales[0])
            if name in FOLDERS:
                yield from _Item(f"{name}/{id_}", language, handbook.locales).units(item, (), ())
            else:
                yield from _Item(name, language, handbook.locales).units(item, (id_,), (index,))
    for chapter in chapters.values():
        yield from _of_chapter(chapter, handbook.locales)


@dataclass(frozen=True)
class _Item:
    """What all texts of one thing share."""

    file: str
    language: str
    locales: tuple[str, ...]

    def units(self, item: BaseModel, key: tuple[str, ...], loc: Loc) -> Iterator[Unit]:
        """The texts of a model and of everything inside it; `key` and `loc` say where it stands."""
        for name, info in type(item).model_fields.items():
            value, step = getattr(item, name), info.alias or name
            if name == "texts":
                yield from self._blocks(value, key, loc)
            elif isinstance(value, tuple):
                for index, inner in enumerate(value):
                    yield from self._inside(inner, (*key, step, getattr(inner, "id", str(index))), (*loc, step, index))
            else:
                yield from self._inside(value, (*key, step), (*loc, step))

    def _inside(self, value: Any, key: tuple[str, ...], loc: Loc) -> Iterator[Unit]:
        if isinstance(value, BaseModel):
            yield from self.units(value, key, loc)
        elif isinstance(value, dict):
            yield self._unit(key, value, {code: (*loc, code) for code in self.locales})

    def _blocks(self, blocks: Mapping[str, BaseModel], key: tuple[str, ...], loc: Loc) -> Iterator[Unit]:
        for field in next(type(block).model_fields for block in blocks.values()):
            found = {code: getattr(block, field) for code, block in blocks.items() if isinstance(getattr(block, field), str)}
            if found:
                yield self._unit((*key, field), found, {code: (*loc, code, field) for code in self.locales})

    def _unit(self, key: tuple[str, ...], texts: Mapping[str, str], locs: Mapping[str, Loc]) -> Unit:
        places = {code: Where(f"data/{self.file}.yml", loc) for code, loc in locs.items()}
        return Unit(self.file, ".".join(key), self.language, texts, places)


def _of_chapter(chapter: Chapter, locales: tuple[str, ...]) -> Iterator[Unit]:
    file = f"docs/{chapter.uri}"
    places = {code: f"docs/{code}/{chapter.uri}" for code in locales}
    for key in META:
        texts = {code: text.meta[key] for code, text in chapter.texts.items() if text.meta.get(key)}
        if texts:
            yield Unit(file, key, chapter.source_language, texts, {code: Where(path, (key,)) for code, path in places.items()})
    for id_ in dict.fromkeys(id_ for text in chapter.texts.values() for id_ in text.sections):
        texts = {code: text.sections[id_].text for code, text in chapter.texts.items() if id_ in text.sections}
        where = {code: Where(path, (f"#{id_}",)) for code, path in places.items()}
        yield Unit(file, f"#{id_}", chapter.source_language, texts, where)
