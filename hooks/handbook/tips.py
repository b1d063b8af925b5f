"""Terms of the glossary explained where they first stand on a page: each becomes a link to its entry that carries the note.

The HTML of a page is taken apart into tags and text, and only tags around words are added: without them it is what it was.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import NamedTuple

from markupsafe import Markup

from handbook.language import environment
from handbook.model import Handbook
from handbook.page import address, relative
from handbook.terms import Finder

GLOSSARY = "glossary.md"

TAG = re.compile(r"""(<!--.*?-->|<[/a-zA-Z!](?:[^>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
CLASS = re.compile(r'\sclass="([^"]*)"')
OTHER_LANGUAGE = re.compile(r"\slang=")

PROSE = {"p", "li", "dd", "td"}
"""Where running text stands."""
INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup"}
"""Elements inside a sentence; all others end one."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements without an end."""
NEVER = {
    *("a", "button", "caption", "cite", "code", "details", "dt", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("label", "nav", "pre", "script", "small", "style", "svg", "th"),
}
NEVER_CLASSES = {
    *("cards", "compare", "country", "edit", "facts", "figures", "index", "letters", "links", "notice", "numbers", "small"),
    *("sources", "states", "timeline__when", "way"),
}
"""What looks like running text to a program and is a card, a fact, a list of links or a caption to a reader."""


class _Element(NamedTuple):
    name: str
    prose: bool
    never: bool


class Tips:
    """The explanations of one language."""

    def __init__(self, handbook: Handbook, locale: str) -> None:
        self._finder = Finder(handbook, locale)
        self._template = environment().get_template("tip.html.jinja")
        self._explained = re.compile(rf'href="[^"]*{re.escape(address(GLOSSARY))}#([a-z0-9-]+)"')
        self._terms = {
            term.id: {
                "term": term.texts[locale].term,
                "note": " ".join(note.split()),
                "others": json.dumps(
                    [
                        (code, handbook.labels[code]["language"]["name"], term.texts[code].term)
                        for code in handbook.locales
                        if code != locale and code in term.texts
                    ],
                    ensure_ascii=False,
                ),
            }
            for term in handbook.terms.values()
            if term.glossary and locale in term.texts and (note := term.texts[locale].note)
        }

    def inserted(self, html: str, uri: str) -> str:
        """The HTML of the page `uri` with an explanation at the first mention of each term in running text.

        What the page links to the glossary already is explained. A word that two terms share is left alone.
        """
        if uri == GLOSSARY:
            return html
        tokens = TAG.split(html)
        text, starts, open_ = _running_text(tokens)
        done = set(self._explained.findall(html))
        places: dict[tuple[int, int], list[str]] = {}
        for start, end, term in self._finder.found(text):
            places.setdefault((start, end), []).append(term)
        inserts: dict[int, list[tuple[int, int, str]]] = {}
        for (start, end), terms in places.items():
            token = bisect_right(starts, start) - 1
            inside = end <= starts[token] + len(tokens[2 * token])
            if len(terms) == 1 and terms[0] in self._terms and terms[0] not in done and open_[token] and inside:
                done.add(terms[0])
                inserts.setdefault(2 * token, []).append((start - starts[token], end - starts[token], terms[0]))
        for index, found in inserts.items():
            for start, end, term in reversed(found):
                words = tokens[index]
                tip = self._tip(term, words[start:end], uri)
                tokens[index] = words[:start] + tip + words[end:]
        return "".join(tokens)

    def _tip(self, term: str, words: str, uri: str) -> str:
        href = relative(uri, f"{GLOSSARY}#{term}")
        return self._template.render(href=href, words=Markup(words), **self._terms[term])  # noqa: S704  it was HTML before


def _running_text(tokens: list[str]) -> tuple[str, list[int], list[bool]]:
    """The text of a page with a line break for every block; where each piece begins, and whether it may hold an explanation."""
    parts: list[str] = []
    starts: list[int] = []
    allowed: list[bool] = []
    stack: list[_Element] = []
    length = 0
    for index, token in enumerate(tokens):
        if index % 2:
            if not _is_inline(token, stack):
                parts.append("\n")
                length += 1
            continue
        top = stack[-1] if stack else None
        starts.append(length)
        allowed.append(top is not None and top.prose and not top.never)
        parts.append(token)
        length += len(token)
    return "".join(parts), starts, allowed


def _is_inline(tag: str, stack: list[_Element]) -> bool:
    """Follow a tag on the stack of open elements; says whether the sentence goes on behind it."""
    found = NAME.match(tag)
    if not found:
        return True
    closing, name = found.groups()
    if closing:
        while stack and stack.pop().name != name:
            pass
    elif name not in VOID and not tag.endswith("/>"):
        above = stack[-1] if stack else _Element("", prose=False, never=False)
        classes = CLASS.search(tag)
        never = (
            name in NEVER
            or OTHER_LANGUAGE.search(tag) is not None
            or (classes is not None and not NEVER_CLASSES.isdisjoint(classes[1].split()))
        )
        stack.append(_Element(name, above.prose or name in PROSE, above.never or never))
    return name in INLINE
