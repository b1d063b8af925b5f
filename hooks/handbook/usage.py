"""Where terms of the glossary are used: practices and chapters, those that mention a term most often first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from handbook import markup
from handbook.chapters import Chapter
from handbook.model import Handbook
from handbook.terms import Finder
from handbook.units import units


def usage(handbook: Handbook, chapters: Mapping[str, Chapter], locale: str) -> dict[str, list[str]]:
    """Addresses of pages (`practices/x.md`) by the id of the term that their texts in one language mention.

    A word that two terms share counts for neither: whoever follows the link would often find the other meaning.
    """
    finder = Finder(handbook, locale)
    mentions: dict[str, Counter[str]] = {}
    for unit in units(handbook, chapters):
        folder, _, name = unit.file.partition("/")
        if folder not in {"practices", "docs"} or locale not in unit.texts:
            continue
        uri = name if folder == "docs" else f"{unit.file}.md"
        found = finder.found(markup.plain_text(unit.texts[locale]))
        shared = Counter((start, end) for start, end, _ in found)
        for start, end, term in found:
            if shared[start, end] == 1:
                mentions.setdefault(term, Counter())[uri] += 1
    return {term: [uri for uri, _ in counted.most_common()] for term, counted in mentions.items()}
