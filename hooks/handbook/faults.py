"""What is wrong in the data and the chapters, where, and in which words it is said.

A fault is data (a code, the values it speaks of, a position). Its wording stands in `messages/<locale>.yml`, so that an
author reads it in German or Turkish and a test can ask for the code.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

MESSAGES = Path(__file__).parent / "messages"

Severity = Literal["error", "warning"]
"""An error stops the build; a warning is something to look at."""


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in one file. Lines and columns count from 1, as editors show them."""

    path: str
    line: int
    column: int
    code: str
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)
    severity: Severity = field(default="error", compare=False)

    def message(self, locale: str) -> str:
        """What is wrong and what would be right, without the place; a warning says that it is one, and its code."""
        words = wording(self.code, self.values, locale)
        return messages(locale)["warning"].format(text=words, code=self.code) if self.severity == "warning" else words

    def text(self, locale: str) -> str:
        """`path:line:column: what is wrong, what would be right` in the given language."""
        return f"{self.path}:{self.line}:{self.column}: {self.message(locale)}"


class DataError(Exception):
    """All faults of all files at once. `str()` lists them, one a line, in the given language."""

    def __init__(self, faults: Iterable[Fault], locale: str) -> None:
        self.faults = tuple(sorted(faults))
        self.locale = locale
        super().__init__("\n".join(fault.text(locale) for fault in self.faults))


@cache
def messages(locale: str, folder: Path = MESSAGES) -> dict[str, Any]:
    """The wordings of one language; the first language at hand where we have none for it."""
    path = folder / f"{locale}.yml"
    if not path.exists():
        path = min(folder.glob("*.yml"))
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return loaded


def wording(code: str, values: Mapping[str, Any], locale: str) -> str:
    words = messages(locale)
    text = words[code].format_map(values)
    nearest = values.get("nearest")
    if isinstance(nearest, Mapping):  # by language
        nearest = nearest.get(locale) or next(iter(nearest.values()))
    return f"{text} {words['nearest'].format(nearest=nearest)}" if nearest else text


def nearest(value: str, known: Iterable[str]) -> str:
    """The known value that looks most like the given one, or an empty text."""
    found = difflib.get_close_matches(value, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""
