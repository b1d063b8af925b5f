"""Which language a text is shown in: the page's own, or another one, marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.model import Handbook


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it. `lang` names its language if that is not the page's, for the `lang` attribute."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def shown(texts: Mapping[str, Any], field: str, locale: str, handbook: Handbook, source_language: str | None = None) -> Shown:
    """One field of a text block in the page's language, else in the language it was written in, else in any."""
    for candidate in dict.fromkeys((locale, *((source_language,) if source_language else ()), *handbook.locales)):
        text = getattr(texts.get(candidate), field, None)
        if text:
            return Shown(text, "" if candidate == locale else candidate)
    return Shown("")


def chosen(localized: Mapping[str, str], locale: str, handbook: Handbook) -> Shown:
    """A short text `{de: …, tr: …}` in the page's language, else in the first language that has it."""
    for candidate in dict.fromkeys((locale, *handbook.locales)):
        if candidate in localized:
            return Shown(localized[candidate], "" if candidate == locale else candidate)
    return Shown("")


def extent(texts: Iterable[Shown]) -> str:
    """How much of a page is not in its language: `all`, `some` or an empty text for nothing."""
    foreign = [bool(text.lang) for text in texts if text]
    return "" if not any(foreign) else "all" if all(foreign) else "some"
