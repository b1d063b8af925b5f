"""A text as readers see it, letter by letter in its place: what the checks of texts look at, and what they find there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

MASK = "\ue000"
"""Stands for every character that is no prose. It belongs to no alphabet and is neither space nor punctuation."""

NO_PROSE = re.compile(
    r"^(```|~~~).*?^\1"  # code of chapters
    r"|`[^`\n]*`"
    r"|<!--.*?-->"
    r"|(?<=\])\([^()]*\)"  # where a link leads
    r"|\[\[[^\[\]|]*(?:\||(?=\]\]))"  # what a reference names; its words stay
    r"|\{[^{}]*\}"  # ids of headings, slots of labels
    r"|(?:https?://|www\.)[^\s)\]]+"
    r"|[\w.+-]+@[\w-]+\.\w[\w.-]*",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Finding:
    """What a check found in the text of one language: from where to where, and the values its message speaks of."""

    locale: str
    start: int
    end: int
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=20_000)
def masked(text: str) -> str:
    """The text with addresses, ids and code blotted out, as long as before, so that positions stay true."""
    return NO_PROSE.sub(lambda found: re.sub(r"[^\n]", MASK, found[0]), text)
