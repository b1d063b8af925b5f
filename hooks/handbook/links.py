"""Links in chapters to pages and places that do not exist, with their position.

MkDocs finds them too, but only in a whole build, without line and column and without what was meant.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from handbook.chapters import FENCE, HEADING, TOP, Chapter, ChapterText
from handbook.document import Document
from handbook.faults import Fault, nearest
from handbook.load import Loaded

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
)
"""Generated pages that are neither of an id nor listed in mkdocs.yml; a test holds the list against the pages."""
FOLDERS = {"practices": "practice_file", "places": "place", "themes": "theme", "countries": "country"}
"""Folders of generated pages, one for each id of the kind."""
LISTS = {"glossary.md": "term", "further-reading.md": "literature"}
"""Generated pages with an anchor for each id of the kind."""


def dead_links(data: Loaded, chapters: Mapping[str, Chapter], listed: tuple[str, ...]) -> Iterator[Fault]:
    """Every link in a chapter whose target is not there; `listed` is `extra.chapters` of mkdocs.yml.

    A practice with a fault still has a page: the fault is named, the links to it are not.
    """
    known = data.context.known
    pages = page_uris(data, chapters, listed)
    anchors = {uri: known[kind] for uri, kind in LISTS.items() if kind in known}
    for chapter in chapters.values():
        for locale, text in chapter.texts.items():
            own = {uri: ids for uri, other in chapters.items() if (ids := _ids(other.texts.get(locale))) is not None}
            yield from _of_text(chapter.uri, text, pages, {**anchors, **own})


def page_uris(data: Loaded, chapters: Mapping[str, Chapter], listed: tuple[str, ...]) -> frozenset[str]:
    """Addresses of all pages of a language: overviews, chapters, and a page for each id."""
    ids = {f"{folder}/{id_}.md" for folder, kind in FOLDERS.items() for id_ in data.context.known.get(kind, ())}
    return frozenset({*OVERVIEWS, *listed, *ids, *chapters})


def _ids(text: ChapterText | None) -> frozenset[str] | None:
    """The anchors of a chapter; None where MkDocs makes some from the words of headings, which only it knows."""
    if text is None or not text.sections:
        return None
    bare = [found for found in HEADING.finditer(text.markdown) if not found[3] and len(found[1]) > 1]
    return None if bare else frozenset(text.sections) - {TOP}


def _of_text(uri: str, text: ChapterText, pages: frozenset[str], anchors: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    document = Document(text.path, text.markdown)
    fences = [found.span() for found in FENCE.finditer(text.markdown)]
    folder = posixpath.dirname(uri)
    for found in LINK.finditer(text.markdown):
        group = 1 if found[1] else 2
        target, start = found[group], found.start(group)
        path, hash_, anchor = target.partition("#")
        if ":" in path or (path and not path.endswith(".md")) or any(begin < start < end for begin, end in fences):
            continue
        page = posixpath.normpath(posixpath.join(folder, path)) if path else uri
        if page not in pages:
            close = nearest(target, (posixpath.relpath(known, folder or ".") for known in pages))
            document.fault("unknown_page", start, value=path, nearest=close)
        elif hash_ and page in anchors and anchor not in anchors[page]:
            close = nearest(anchor, anchors[page])
            document.fault("unknown_anchor", start, page=page, value=anchor, nearest=f"#{close}" if close else "")
    yield from document.faults
