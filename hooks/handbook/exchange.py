"""The texts of the handbook as entries for translators' tools, and what comes back from them as files.

A text is one entry, however many paragraphs it has: tools that cut Markdown into sentences break its lists and tables.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook import document, rewrite
from handbook.chapters import TOP, Chapter, sections
from handbook.faults import Fault, messages, nearest, wording
from handbook.model import SECTIONS, Handbook
from handbook.page import address
from handbook.po import Entry
from handbook.rewrite import Change, UnwritableError
from handbook.terms import Finder
from handbook.units import Unit, Where

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Tabs and control characters. A file with a tab is refused as a whole, so a text must not bring one."""

MARK = "sha256:"
"""Begins the comment of an entry that says which translation the handbook had when it was exported. In no language: a program
reads it again."""

NAMES = ("title", "name", "term")
"""Fields that say what a thing is called."""


def never(_unit: Unit, _locale: str) -> bool:
    return False


def unknown(_unit: Unit, _locale: str) -> str:
    return ""


def context(unit: Unit) -> str:
    """The name of a text in exchange files; it stays when entries move."""
    return f"{unit.file}:{unit.key}"


def mark(text: str) -> str:
    """The comment for a translation, or for an empty text where there is none. It changes with every character."""
    return MARK + hashlib.sha256(document.normalized(text).encode()).hexdigest()[:12]


def _marked(entry: Entry) -> str:
    """The mark that an entry came back with; empty if the translator's program dropped it."""
    return next((comment for comment in entry.comments if comment.startswith(MARK)), "")


def translatable(found: Iterable[Unit], locale: str) -> list[Unit]:
    """The texts of which a translation into a language is expected."""
    return [unit for unit in found if unit.source and unit.source_language != locale]


# --- export ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Export:
    """How texts become entries for translators into `locale`.

    `terms` finds the ids of glossary terms in a text of a language, `line` says where in its file a text stands, `site` is the
    address of the published site, `stale` and `previous` know whether a source text has changed since it was translated, and
    what it was.
    """

    handbook: Handbook
    locale: str
    terms: Callable[[str, str], Iterable[str]]
    line: Callable[[Where], int]
    site: str
    stale: Callable[[Unit, str], bool] = never
    previous: Callable[[Unit, str], str] = unknown

    def entries(self, found: Iterable[Unit]) -> list[Entry]:
        """One entry for each text that can be translated, in the order of the files."""
        units = list(found)
        names = {(unit.file, unit.key): unit.source or next(iter(unit.texts.values())) for unit in units}
        return [self._entry(unit, names) for unit in translatable(units, self.locale)]

    def _entry(self, unit: Unit, names: Mapping[tuple[str, str], str]) -> Entry:
        place = unit.places[unit.source_language]
        text = unit.texts.get(self.locale, "")
        fuzzy = bool(text) and self.stale(unit, self.locale)
        return Entry(
            context(unit),
            unit.source,
            text,
            fuzzy=fuzzy,
            previous=self.previous(unit, self.locale) if fuzzy else "",
            comments=(*self._comments(unit, names), mark(text)),
            references=(f"{place.path}:{self.line(place)}",),
        )

    def _comments(self, unit: Unit, names: Mapping[tuple[str, str], str]) -> Iterator[str]:
        kind, name = unit.file.partition("/")[0], field(unit)
        words = messages(self.locale)
        yield wording(
            "po_what",
            {
                "kind": words.get(f"po_kind_{kind}", kind),
                "title": _title(unit, names),
                "field": words.get(f"po_field_{name}", name),
            },
            self.locale,
        )
        if uri := page_of(unit, self.handbook):
            path, hash_, fragment = uri.partition("#")
            folder = "" if self.locale == self.handbook.locales[0] else f"{self.locale}/"
            yield f"{self.site.rstrip('/')}/{folder}{address(path)}{hash_}{fragment}"
        for id_ in dict.fromkeys(self.terms(unit.source, unit.source_language)):
            term = self.handbook.terms[id_]
            if self.locale in term.texts and unit.key.partition(".")[0] != id_:
                here = term.texts[self.locale]
                values = {"source": term.texts[unit.source_language].term, "target": here.term, "avoid": ", ".join(here.avoid)}
                yield wording("po_term_avoid" if here.avoid else "po_term", values, self.locale)


def field(unit: Unit) -> str:
    """The kind of a text: the last part of its key that is no number; every section of a chapter is a `section`."""
    return "section" if unit.key.startswith("#") else [part for part in unit.key.split(".") if not part.isdigit()][-1]


def _title(unit: Unit, names: Mapping[tuple[str, str], str]) -> str:
    """What the thing a text belongs to is called: the element, else the practice; the country of a figure."""
    parts = unit.key.split(".")
    for length in range(len(parts), -1, -1):
        for name in NAMES:
            if found := names.get((unit.file, ".".join([*parts[:length], name]))):
                return found
    return unit.file


def page_of(unit: Unit, handbook: Handbook) -> str:
    """The page that shows a text, as `uri.md#fragment`; empty where there is none of its own."""
    kind, _, id_ = unit.file.partition("/")
    item, *rest = unit.key.split(".")
    if kind == "practices":
        fragment = rest[0] if item == "elements" else item if item in SECTIONS else ""
        return f"{unit.file}.md#{fragment}" if fragment else f"{unit.file}.md"
    if kind == "docs":
        return id_ + item if item.startswith("#") and item != f"#{TOP}" else id_
    if kind == "glossary":
        return f"glossary.md#{item}" if handbook.terms[item].glossary else ""
    if kind == "survey":
        return f"themes/{handbook.survey[item].themes[0]}.md#{item}"
    return {
        "places": f"{unit.file}.md",
        "countries": f"countries/{item}.md",
        "themes": f"themes/{item}.md",
        "publications": "publications.md",
        "charts": f"background/figures.md#{item}",
        "timeline": f"background/timeline.md#{item}",
    }.get(kind, "")


def found_terms(handbook: Handbook) -> Callable[[str, str], list[str]]:
    """Finds the terms of the glossary in a text of a language, inflected forms included."""
    finders = {locale: Finder(handbook, locale) for locale in handbook.locales}
    return lambda text, locale: [found.term for found in finders[locale].found(text)]


# --- import ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Import:
    """What comes of an exchange file: `files` to write, by path below the project, and what was not taken over, and why.

    `accepted` are the texts whose translation is now known to fit their source: those written, and stale ones that a
    translator let stand. `fuzzy` counts entries that differ from the handbook but are marked as unfinished, `newer` those that
    nobody has touched since the export, while the handbook has another translation now.
    """

    files: Mapping[str, bytes]
    written: tuple[Unit, ...]
    accepted: tuple[Unit, ...]
    faults: tuple[Fault, ...]
    fuzzy: int
    newer: int


@dataclass(frozen=True)
class Importer:
    """How entries become files of the project below `root`.

    `check` gives the faults that the project would have if files (bytes by path below `root`) were changed. With `force` the
    exchange file is right where it and the handbook have changed a translation.
    """

    root: Path
    locales: Sequence[str]
    chapters: Mapping[str, Chapter]
    locale: str
    check: Callable[[Mapping[str, bytes]], Iterable[Fault]]
    stale: Callable[[Unit, str], bool] = never
    force: bool = False

    def imported(self, entries: Iterable[Entry], found: Iterable[Unit], path: str) -> Import:
        """Nothing is written here. Faults stand at the lines of the exchange file, which is called `path`."""
        wanted, confirmed, faults, fuzzy, newer = self._wanted(entries, found, path)
        before = {_known(fault) for fault in self.check({})} if wanted else set()
        while True:
            files, refused = self._files(wanted)
            if not refused:
                new = [fault for fault in self.check(files) if _known(fault) not in before] if files else []
                refused = self._refused(new, wanted, files)
            if not refused:
                written = tuple(incoming.unit for incoming in wanted)
                return Import(files, written, (*written, *confirmed), tuple(sorted(faults)), fuzzy, newer)
            for incoming, found_faults in refused:
                faults += [Fault(path, incoming.entry.line, 1, fault.code, fault.values) for fault in found_faults]
            gone = {context(incoming.unit) for incoming, _ in refused}
            wanted = [incoming for incoming in wanted if context(incoming.unit) not in gone]

    def _wanted(
        self, entries: Iterable[Entry], found: Iterable[Unit], path: str
    ) -> tuple[list[_Incoming], list[Unit], list[Fault], int, int]:
        """What would change, the stale translations that hold, what cannot be taken over, and how much is unfinished or newer
        in the handbook."""
        units = {context(unit): unit for unit in translatable(found, self.locale)}
        wanted: list[_Incoming] = []
        confirmed: list[Unit] = []
        faults: list[Fault] = []
        fuzzy = newer = 0
        for entry in entries:
            unit = units.get(entry.context)
            if not entry.text:
                continue
            if unit is None:
                values = {"context": entry.context, "nearest": nearest(entry.context, units)}
                faults.append(Fault(path, entry.line, 1, "po_unknown", values))
                continue
            here = unit.texts.get(self.locale, "")
            if _marked(entry) == mark(entry.text) != mark(here):
                newer += 1
            elif entry.fuzzy:
                fuzzy += entry.text != here
            elif entry.text == here:
                same = entry.source == document.normalized(unit.source)
                confirmed += [unit] if same and self.stale(unit, self.locale) else []
            elif problem := self._problem(entry, unit, here):
                faults.append(Fault(path, entry.line, 1, problem[0], {"context": entry.context, **problem[1]}))
            else:
                wanted.append(_Incoming(unit, entry))
        return wanted, confirmed, faults, fuzzy, newer

    def _problem(self, entry: Entry, unit: Unit, here: str) -> tuple[str, dict[str, str]] | None:
        """Why a new translation of a text cannot take the place of the one that is `here`."""
        if entry.source != document.normalized(unit.source):
            return "po_outdated", {"path": unit.places[unit.source_language].path}
        if not self.force and _marked(entry) not in {"", mark(here)}:
            return "po_newer", {"place": self._place(unit)}
        if control := CONTROL.search(entry.text):
            return "po_control", {"code": f"U+{ord(control[0]):04X}"}
        return None

    def _place(self, unit: Unit) -> str:
        """File and line of a text in the language that is imported; of what it belongs to where it is missing."""
        place = unit.places[self.locale]
        if not (self.root / place.path).exists():
            return place.path
        return f"{place.path}:{lines(self.root, self.chapters)(place)}"

    def _files(self, wanted: Sequence[_Incoming]) -> tuple[dict[str, bytes], list[tuple[_Incoming, list[Fault]]]]:
        """The changed files, or what cannot be written. Of several texts of a file, each is tried to find the culprit."""
        by_path: dict[str, list[_Incoming]] = {}
        for incoming in wanted:
            by_path.setdefault(incoming.unit.places[self.locale].path, []).append(incoming)
        files: dict[str, bytes] = {}
        refused: list[tuple[_Incoming, list[Fault]]] = []
        for path, there in by_path.items():
            try:
                files[path] = self._rewritten(path, there)
            except UnwritableError:
                culprits = [incoming for incoming in there if not self._fits(path, incoming)] or there
                refused += [(incoming, [self._unwritable(incoming)]) for incoming in culprits]
        return files, refused

    def _fits(self, path: str, incoming: _Incoming) -> bool:
        try:
            self._rewritten(path, [incoming])
        except UnwritableError:
            return False
        return True

    @staticmethod
    def _unwritable(incoming: _Incoming) -> Fault:
        section = incoming.unit.key
        code = "po_section" if section.startswith("#") else "po_unwritable"
        return Fault("", 1, 1, code, {"context": context(incoming.unit), "id": section.removeprefix("#")})

    def _rewritten(self, path: str, there: Sequence[_Incoming]) -> bytes:
        file = self.root / path
        if path.endswith(".md"):
            texts = {incoming.unit.key: incoming.entry.text for incoming in there}
            chapter = self.chapters[there[0].unit.file.partition("/")[2]]
            order = list(chapter.texts[chapter.source_language].sections)
            if file.exists():
                return rewrite.in_chapter(file.read_bytes(), texts, order)
            # Without it the first language of mkdocs.yml that has the chapter would count as the one it was written in.
            named = {} if chapter.source_language == self.locales[0] else {"source_language": chapter.source_language}
            return rewrite.new_chapter(texts, named, order)
        changes = [
            Change(
                incoming.unit.places[self.locale].loc,
                incoming.entry.text,
                incoming.unit.places[incoming.unit.source_language].loc,
            )
            for incoming in there
        ]
        return rewrite.in_yaml(file.read_bytes(), changes, self.locales)

    def _refused(
        self, faults: Iterable[Fault], wanted: Sequence[_Incoming], files: Mapping[str, bytes]
    ) -> list[tuple[_Incoming, list[Fault]]]:
        """Each text with the faults it causes: those inside it, else those of its file, else of the whole project."""
        refused: dict[str, tuple[_Incoming, list[Fault]]] = {}
        spans = {context(incoming.unit): self._span(incoming, files) for incoming in wanted}
        for fault in faults:
            of_file = [incoming for incoming in wanted if incoming.unit.places[self.locale].path == fault.path]
            inside = [
                incoming
                for incoming in of_file
                if spans[context(incoming.unit)][0] <= (fault.line, fault.column) <= spans[context(incoming.unit)][1]
            ]
            culprits = inside or of_file or list(wanted)
            for index, incoming in enumerate(culprits):  # all of them go, the fault is named once
                refused.setdefault(context(incoming.unit), (incoming, []))[1].extend([fault] if index == 0 else [])
        return list(refused.values())

    def _span(self, incoming: _Incoming, files: Mapping[str, bytes]) -> tuple[tuple[int, int], tuple[int, int]]:
        """Line and column where a written text begins and ends in its new file."""
        place = incoming.unit.places[self.locale]
        read = document.text(files[place.path], place.path)
        if not place.path.endswith(".md"):
            found = document.read(files[place.path], place.path)
            return tuple(_position(found.text, index) for index in found.values.get(place.loc, (0, 0)))  # type: ignore[return-value]
        for section in sections(read.text):
            if f"#{section.id}" == incoming.unit.key:
                return (section.line, 1), (section.line + section.text.count("\n"), len(read.text))
        return (0, 0), (0, 0)


@dataclass(frozen=True)
class _Incoming:
    """A new translation of a text."""

    unit: Unit
    entry: Entry


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _known(fault: Fault) -> tuple[str, str, str]:
    """A fault wherever it stands: lines move when a text grows."""
    return fault.path, fault.code, repr(sorted(fault.values.items(), key=str))


def lines(root: Path, chapters: Mapping[str, Chapter]) -> Callable[[Where], int]:
    """Says on which line of its file a text stands. Files are read once, when they are first asked for."""
    read: dict[str, document.Document] = {}

    def line(where: Where) -> int:
        if where.path.endswith(".md"):
            _, locale, uri = where.path.split("/", 2)
            found = chapters[uri].texts[locale].sections.get(str(where.loc[0]).removeprefix("#"))
            return found.line if found else 1
        if where.path not in read:
            read[where.path] = document.read((root / where.path).read_bytes(), where.path)
        return _position(read[where.path].text, read[where.path].start(where.loc))[0]

    return line
