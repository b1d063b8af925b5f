"""What a contributor's text may contain, and how a reference in it becomes a link.

Texts are Markdown from pull requests, so they are untrusted: paragraphs, lists, emphasis, tables and links, and nothing that
could become HTML, attributes or a script (shared rule: design, section 2). What Python-Markdown would make of a text is
not guessed at: everything it could read as markup beyond that is refused here, with its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

REFERENCE = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
"""`[[id]]` or `[[id|words]]`; `[[place:id]]`, `[[theme:id]]` and `[[term:id]]` for what is not a practice."""

SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What counts as a space, spelled out because a browser's own idea of it differs."""
SPACES = re.compile(rf"[\x00-\x20{SPACE}]")
LINK = re.compile(rf"\]\([{SPACE}]*<?([^)>{SPACE}]*)")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)  # ſ is no s in an address
SAFE_SCHEMES = ("https:", "http:", "mailto:")

LINE_START = r"^(?: |>|[-*+] |\d+\. )*"
"""Where Markdown looks for a block: at the start of a line, also inside lists and quotations."""

MERGE_MARK = re.compile(r"^[ \t]*(?:([<|>])\1{6}(?= |$)|={7}(?=[ \t]*$))", re.MULTILINE)
"""What Git leaves where two people changed the same lines."""

CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""Characters that nobody means to write. YAML refuses most of them too, but lets them in by way of escapes."""

REFUSED = (
    ("tab_inside", re.compile(r"\t")),
    ("character", re.compile(rf"[{CONTROL}]")),
    ("html", re.compile(r"<[A-Za-z/!?]")),
    ("attribute_list", re.compile(r"[{}]")),
    ("image", re.compile(r"!\[")),
    ("link_definition", re.compile(LINE_START + r"\[[^\[\]]*\]:", re.MULTILINE)),
    ("link_by_name", re.compile(r"(?<!\])\](?:\[| *\n? *\[)(?!\[)")),
    ("reference_open", re.compile(r"\[\[(?![^\[\]|]*(?:\|[^\[\]]*)?\]\])|(?<!\[)\[[^\[\]]*\]\](?![(\]])")),
    ("merge_mark", MERGE_MARK),
    ("heading", re.compile(LINE_START + r"(?:#|(?!={7} *$)=+ *$|-+ *$)", re.MULTILINE)),
    ("block", re.compile(LINE_START + r"(?:!!!|\?\?\?|:::|```|~~~|\[TOC\]|>)|^ {4}", re.MULTILINE)),
)
"""Codes of faults and what reveals them."""

LIST_ITEM = re.compile(r"^(?:[-*+]|\d+\.) ")
PLAIN = re.compile(r"\*\*|__|`|\]\(|\[\[|(?<!\w)[*_](?=\w)")
"""Marks that have no meaning in a title or a summary, which stay plain text."""


@dataclass(frozen=True)
class Problem:
    """Something a text may not contain: a fault's code, the words that show it, and values for the message."""

    code: str
    snippet: str
    values: dict[str, Any] = field(default_factory=dict)


def problems(text: str, *, plain: bool = False) -> Iterator[Problem]:
    """Everything in a text that is not allowed. `plain` texts may hold no Markdown either."""
    for code, pattern in REFUSED:
        seen: set[str] = set()
        last = -1
        for found in pattern.finditer(text):
            if code == "block" and found[0] == "    " and _continues_list(text, found.start()):
                continue
            begin = text.rfind("\n", 0, found.end()) + 1
            if begin == last:
                continue
            last = begin
            line = text[begin:].split("\n", maxsplit=1)[0]
            if line not in seen:  # one message a line: `<b>` and `</b>` are one mistake
                seen.add(line)
                snippet = line[max(0, found.start() - begin) :].strip()
                yield Problem(code, snippet[:60], {"snippet": snippet[:30]})
    for found in LINK.finditer(text):
        target = html.unescape(found[1])
        scheme = SCHEME.match(SPACES.sub("", target))
        if not scheme or not scheme[0].casefold().startswith(SAFE_SCHEMES):
            yield Problem("link_target", found[1] or found[0], {"target": found[1]})
    if plain and (mark := PLAIN.search(text)):
        yield Problem("not_plain", mark[0], {"snippet": mark[0]})


def _continues_list(text: str, start: int) -> bool:
    """Whether an indented line belongs to a list item above it (then it is no code block)."""
    above = [line for line in text[:start].split("\n") if line and not line.startswith("    ")]
    return bool(above) and LIST_ITEM.match(above[-1]) is not None


def references(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and the literal `[[…]]` of every reference in a text. Without a kind it is a practice or element."""
    for found in REFERENCE.finditer(text):
        kind, colon, name = found[1].partition(":")
        yield (kind, name, found[0]) if colon else ("practice", kind, found[0])


def resolved(text: str, target: Callable[[str, str], tuple[str, str]]) -> str:
    """The text with each reference as a Markdown link. `target` gives title and address for a kind and an id."""

    def link(found: re.Match[str]) -> str:
        kind, colon, name = found[1].partition(":")
        title, address = target(kind, name) if colon else target("practice", kind)
        return f"[{found[2] or escaped(title)}]({address})"

    return REFERENCE.sub(link, text)


def plain_text(text: str) -> str:
    """A text without its Markdown, for search: words of links and references stay, addresses and marks go."""
    text = REFERENCE.sub(lambda found: found[2] or "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"(?m)^\s*(?:[-*+]|\d+\.)\s|[*`|]", " ", text).split())


def escaped(text: str) -> str:
    """Plain text as Markdown that shows exactly that text."""
    return re.sub(r"([\\`*_{}\[\]<>#!&])", r"\\\1", text).replace("\\&", "&amp;").replace("\\<", "&lt;")
