"""What differs by language: the order of words, numbers and dates.

Babel knows how a locale writes numbers and dates. It has no collation, and Python's `str.lower` is wrong for Turkish, so the
order of letters is ours; the alphabets stand in data/labels, which keeps language codes out of the program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from handbook.model import Figure, Period

SAME_AS = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart, for alphabets that do not have them."""

FIRST_LETTER = 100
"""Ranks below are for digits, which sort before letters."""

INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Unicode's categories of what nobody sees and YAML does not keep; the no-break space is none of them."""
SLUG_LENGTH = 60
"""Characters of a proposed id at most: an address that can be read out."""

Key = tuple[tuple[int, ...], str]


def sort_key(labels: Mapping[str, Any]) -> Callable[[str], Key]:
    """A key that sorts as readers of the language expect: ä with a in German; ç after c and ı before i in Turkish.

    The language's alphabet in data/labels lists capital and small letter (Iı İi). Other letters count as the one they are
    made of (ş is s for a German reader). Punctuation does not count, digits come before letters, and equal words fall
    back to code points so that the order is stable.
    """
    ranks = {char: rank for rank, pair in enumerate(labels["language"]["alphabet"].split(), FIRST_LETTER) for char in pair}

    def letters(word: str) -> Iterator[int]:
        for char in word:
            if char in ranks:
                yield ranks[char]
                continue
            for base in unicodedata.normalize("NFKD", char.casefold().translate(SAME_AS)):
                if base in ranks:
                    yield ranks[base]
                elif base.isdigit():
                    yield int(base) + 1
                elif base.isspace():
                    yield 0

    return lambda word: (tuple(letters(word)), word)


def initial(labels: Mapping[str, Any]) -> Callable[[str], str]:
    """The capital under which a word stands in an A-Z list: its first letter in the language's alphabet, else #."""
    alphabet = labels["language"]["alphabet"].split()
    key = sort_key(labels)

    def letter(word: str) -> str:
        rank = next((rank for rank in key(word)[0] if rank), 0)
        capital: str = alphabet[rank - FIRST_LETTER][0] if rank >= FIRST_LETTER else "#"
        return capital

    return letter


def slug(words: str, labels: Mapping[str, Any]) -> str:
    """An id proposed from a title: `sığınmacılar` -> `siginmacilar`, `Straßenfest` -> `strassenfest`; empty if no letter fits.

    Letters are spelled as the language does it (`Köln` is `koeln` in German, `Göç` is `goc` in Turkish), the rest lose their
    marks. What is longer than SLUG_LENGTH ends with a whole word.
    """
    spelled = {pair[0]: pair[1:] for pair in labels["language"]["ascii"].split()}
    folded = unicodedata.normalize("NFC", words).casefold()
    letters = unicodedata.normalize("NFKD", "".join(spelled.get(char, char) for char in folded).translate(SAME_AS))
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    parts = re.findall("[a-z0-9]+", bare)
    found = ""
    for part in parts:
        if len(found) + 1 + len(part) > SLUG_LENGTH:
            break
        found = f"{found}-{part}" if found else part
    return found or "".join(parts)[:SLUG_LENGTH]


def tidy(line: str) -> str:
    """A line as typed or pasted, in one form: composed letters, single spaces, nothing invisible."""
    shown = (" " if char in "\t\n\r" else char for char in unicodedata.normalize("NFC", line))
    kept = "".join(char for char in shown if unicodedata.category(char) not in INVISIBLE)
    return re.sub(" {2,}", " ", kept).strip()


def capital(labels: Mapping[str, Any]) -> Callable[[str], str]:
    """The capital of a small letter in the language's alphabet, accents kept: i is I in German and İ in Turkish, ä is Ä."""
    capitals: dict[str, str] = {pair[1]: pair[0] for pair in labels["language"]["alphabet"].split()}

    def letter(char: str) -> str:
        if char in capitals:
            return capitals[char]
        parts = unicodedata.normalize("NFD", char)
        return unicodedata.normalize("NFC", capitals.get(parts[0], parts[0]) + parts[1:])

    return letter


def amount(figure: Figure, labels: Mapping[str, Any], locale: str) -> str:
    """A figure's number with unit and qualifier: „rund 3,6 Mio.“, “yaklaşık %18”."""
    return quantity(figure.value, figure.unit, figure.qualifier, labels, locale)


def quantity(value: str, unit: str | None, qualifier: str | None, labels: Mapping[str, Any], locale: str) -> str:
    ends = [_number(part, locale) for part in value.split("-")]
    words = labels["unit"]
    number = ends[0] if len(ends) == 1 else words["range"].format(begin=ends[0], end=ends[1])
    with_unit: str = words[unit or "plain"].format(n=number)
    return labels["qualifier"][qualifier].format(n=with_unit) if qualifier else with_unit


def _number(written: str, locale: str) -> str:
    """1.200 or 3,5 as the locale writes it, with the same number of decimals as in the source."""
    decimals = len(written.partition(",")[2])
    number = Decimal(written.replace(".", "").replace(",", "."))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(number, format=pattern, locale=locale))


def megabytes(size: int, labels: Mapping[str, Any], locale: str) -> str:
    """The size of a file for those who pay for what they load: „2,9 MB“; never nothing."""
    return str(labels["pdf"]["size"].format(n=format_decimal(max(size / 1e6, 0.1), format="#,##0.0", locale=locale)))


def moment(written: str, locale: str) -> str:
    """2018-12-31, 2019-06 or 2019 as the locale writes a day, a month or a year."""
    year, *rest = (int(part) for part in written.split("-"))
    match rest:
        case [month, day]:
            return str(format_date(date(year, month, day), format="long", locale=locale))
        case [month]:
            return str(format_skeleton("yMMMM", date(year, month, 1), locale=locale))
        case _:
            return written


def span(begin: str, end: str | None, labels: Mapping[str, Any], locale: str) -> str:
    """A moment, or from one to another: „24.–28. Juni 2019“. Babel has no full month names in intervals for Turkish."""
    if end is None or end == begin:
        return moment(begin, locale)
    month, _, day = begin.rpartition("-")
    if len(begin) == len(end) == len("2019-06-24") and end.startswith(month):
        return str(labels["span"]["days"].format(day=int(day), end=moment(end, locale)))
    return str(labels["span"]["other"].format(begin=moment(begin, locale), end=moment(end, locale)))


def period(found: Period, labels: Mapping[str, Any]) -> str:
    """„2015 bis 2018“, „seit 2015“; empty if the source gives no year."""
    words = labels["period"]
    begin, end = found.begin, found.end
    if begin and end:
        return str(words["one"].format(year=begin) if begin == end else words["range"].format(begin=begin, end=end))
    if begin:
        return str(words["one" if found.status in {"ended", "planned"} else "since"].format(year=begin))
    return str(words["until"].format(year=end)) if end else ""
