"""Links in chapters to pages, places and files that do not exist, and chapters that have no place themselves.

MkDocs finds them too, but only in a whole build, without line and column and without what was meant. References like those of
the data (`[[altena-konzept]]`) become links here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from handbook import markup, pages, state
from handbook.chapters import HEADING, TOP, Chapter, ChapterText
from handbook.document import Document
from handbook.faults import Fault, nearest
from handbook.host import NO_HOST
from handbook.language import Language
from handbook.load import Loaded
from handbook.model import REFERENCE_KINDS

LINK = re.compile(r"\]\(\s*<?([^)>\s]+)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
"""The target of an inline link or of a collected address."""
OVERVIEWS = (
    "index.md",
    "search.md",
    "practices/index.md",
    "places/index.md",
    "themes/index.md",
    "glossary.md",
    "publications.md",
    "further-reading.md",
    "contribute.md",
    "compare/index.md",
    "compare/matrix.md",
    "background/timeline.md",
    "background/figures.md",
    "background/resilience/case-studies.md",
    "about/translations.md",
)
"""Generated pages that are not of an id; a test holds the list against the pages."""
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
"""Where a link is only shown."""
ANCHOR = re.compile(r'\{#([\w-]+)|\bid="([^"]+)"')
FOLDERS = {"practices": "practice_file", "places": "place", "themes": "theme", "countries": "country"}
"""Folders of generated pages, one for each id of the kind."""
LISTS = {"glossary.md": "term", "further-reading.md": "literature"}
"""Generated pages with an anchor for each id of the kind."""


class _Targets:
    """What a link may lead to: pages, their anchors, files below docs/."""

    def __init__(self, data: Loaded, chapters: Mapping[str, Chapter], docs: Path) -> None:
        self.data = data
        self.chapters = chapters
        self.docs = docs
        self.pages = page_uris(data, chapters)

    def anchors(self, uri: str, locale: str) -> frozenset[str] | None:
        """The anchors of a page; None if they are not known."""
        if uri in self.chapters:
            texts = self.chapters[uri].texts
            return _ids(texts[locale if locale in texts else self.chapters[uri].source_language])
        if uri in LISTS:
            return self.data.context.known.get(LISTS[uri])
        return self._generated.get(uri)

    @cached_property
    def _generated(self) -> Mapping[str, frozenset[str]]:
        """The anchors of all generated pages, which takes a second; none while the data has faults."""
        if self.data.faults:
            return {}
        overview = state.overview(self.data.handbook, self.chapters)
        first = pages.languages(self.data.handbook, overview)[:1]
        made = pages.pages_of(first, overview, self.chapters, NO_HOST).values()
        return {page.uri: frozenset(one or two for one, two in ANCHOR.findall(page.body)) for page in made}


def dead_links(data: Loaded, chapters: Mapping[str, Chapter], docs: Path) -> Iterator[Fault]:
    """Every link in a chapter whose target is not there, and every reference that names nothing.

    A practice with a fault still has a page: the fault is named, the links to it are not.
    """
    targets = _Targets(data, chapters, docs)
    for chapter in chapters.values():
        for locale, text in chapter.texts.items():
            document = Document(text.path, text.markdown)
            code = [found.span() for found in CODE.finditer(text.markdown)]
            _links(document, chapter.uri, locale, code, targets)
            _references(document, code, data)
            yield from document.faults


def listing(data: Loaded, chapters: Mapping[str, Chapter], listed: tuple[str, ...], config: str) -> Iterator[Fault]:
    """Chapters that `extra.chapters` of mkdocs.yml (`config`) lacks, entries there without a chapter, names that are taken."""
    made = generated(data)
    for chapter in chapters.values():
        if chapter.uri in made:
            for text in chapter.texts.values():
                yield Fault(text.path, 1, 1, "chapter_generated", {"value": chapter.uri})
        elif chapter.uri not in listed:
            yield Fault(chapter.texts[chapter.source_language].path, 1, 1, "chapter_not_listed", {"value": chapter.uri})
    document = Document("mkdocs.yml", config)
    named = [nav for labels in data.handbook.labels.values() if isinstance(nav := labels.get("nav"), dict)]
    for uri in listed:
        entry = re.search(rf"^\s*-\s*[\"']?({re.escape(uri)})", config, re.MULTILINE)
        at = entry.start(1) if entry else 0
        folders = uri.split("/")[:-1][:2]
        if uri not in made and uri not in chapters:
            document.fault("chapter_missing", at, value=uri, nearest=nearest(uri, chapters.keys() - set(listed)))
        elif not folders or any(folder not in labels for labels in named for folder in folders):
            document.fault("chapter_section", at, value=uri)
    yield from document.faults


def generated(data: Loaded) -> frozenset[str]:
    """Addresses of the generated pages of a language: overviews and a page for each id."""
    ids = {f"{folder}/{id_}.md" for folder, kind in FOLDERS.items() for id_ in data.context.known.get(kind, ())}
    return frozenset({*OVERVIEWS, *ids})


def page_uris(data: Loaded, chapters: Mapping[str, Chapter]) -> frozenset[str]:
    """Addresses of all pages of a language."""
    return generated(data) | chapters.keys()


def linked(markdown: str, uri: str, language: Language) -> str:
    """A chapter with its references as links, as in the texts of the data. What names nothing stays as it is."""

    def link(found: re.Match[str]) -> str:
        try:
            return markup.resolved(found[0], lambda kind, id_: language.target(kind, id_, uri))
        except KeyError:
            return found[0]

    code = [found.span() for found in CODE.finditer(markdown)]
    return markup.REFERENCE.sub(lambda found: found[0] if _inside(found.start(), code) else link(found), markdown)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(begin <= at < end for begin, end in spans)


def _ids(text: ChapterText) -> frozenset[str] | None:
    """The anchors of a chapter; None where MkDocs makes some from the words of headings, which only it knows."""
    if not text.sections:
        return None
    bare = [found for found in HEADING.finditer(text.markdown) if not found[3] and len(found[1]) > 1]
    return None if bare else frozenset(text.sections) - {TOP}


def _links(document: Document, uri: str, locale: str, code: list[tuple[int, int]], targets: _Targets) -> None:
    folder = posixpath.dirname(uri)
    for found in LINK.finditer(document.text):
        group = 1 if found[1] else 2
        target, start = found[group], found.start(group)
        path, hash_, anchor = target.partition("#")
        if ":" in path or _inside(start, code):
            continue
        if path and not path.endswith(".md"):
            if not (targets.docs / locale / folder / unquote(path)).is_file() or path.startswith("/"):
                document.fault("unknown_link_file", start, value=path)
            continue
        page = posixpath.normpath(posixpath.join(folder, path)) if path else uri
        if page not in targets.pages:
            close = nearest(target, (posixpath.relpath(known, folder or ".") for known in targets.pages))
            document.fault("unknown_page", start, value=path, nearest=close)
        elif hash_ and (anchors := targets.anchors(page, locale)) is not None and anchor not in anchors:
            close = nearest(anchor, anchors)
            document.fault("unknown_anchor", start, page=page, value=anchor, nearest=f"#{close}" if close else "")


def _references(document: Document, code: list[tuple[int, int]], data: Loaded) -> None:
    for found in markup.REFERENCE.finditer(document.text):
        if _inside(found.start(), code):
            continue
        ((kind, name, _),) = markup.references(found[0])
        if kind not in REFERENCE_KINDS:
            document.fault("unknown_reference_kind", found.start(), kind=kind, nearest="")
        elif name not in (known := data.context.known.get(kind, {name})):
            document.fault(f"unknown_{kind}", found.start(), value=name, nearest=nearest(name, known))
