"""Texts that break whatever treats text carelessly, for property tests."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PIECES = [
    *"\"'\\%#|>-:,[]{}&*!?@` \n",
    "\u00a0",
    "\u0308",
    "\u0327",
    "\u0338",
    "\u2028",
    "\u0085",
    "\ufeff",
    "\x07",
    "\x1c",
    ": ",
    " #",
    "- ",
    "\n\n",
    "---\n",
    "...",
    "## X {#one}\n",
    "%s % d",
    "{n}",
    "İıŞğß’“„",
    "I\u0307",
    "مرحبا",
    "\u202e",
    "👩\u200d👧",
    "2019",
    "null",
    "No",
    "key:\u00a0",
    "Ein Satz. Noch einer.",
    "lang " * 300,
]
"""YAML's and gettext's own signs, letters in two pieces, line ends of all kinds, other scripts, words that are no text."""

pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), min_size=1, max_size=12).map("".join)


def as_stored(text: str) -> str:
    """As files hold a text: composed letters, one kind of line end, no blank space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


texts = pieces.map(as_stored).filter(bool)
"""Texts of the handbook, however odd: never empty, never with blank space around them."""
