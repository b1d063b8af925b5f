"""The form for contributors: fields, rules and words as data, made from the model at build time.

The page `contribute/` shows the fields; docs/assets/contribute/ reads them, checks the same rules as the loader and says what
is wrong in the same words. Nothing is written twice: fields come from the model's schema, their names from
`fields/<locale>.yml`, patterns from the model and the markup rules, messages from `messages/<locale>.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook import markup, text
from handbook.document import MAX_BYTES
from handbook.faults import messages
from handbook.language import Language
from handbook.model import ID, ID_LENGTH, PATTERNS, REFERENCE_KINDS, RESERVED, TITLE_LENGTH, ElementText, Practice, PracticeText
from handbook.schema import NAMES, field_words

PARTS: Mapping[str, tuple[str, ...]] = {
    "text": ("source_language", "texts"),
    "where": ("places", "countries", "period", "as_of"),
    "what": ("themes", "target_groups", "part_of"),
    "proof": ("sources", "figures", "partners"),
    "more": ("elements", "links", "literature", "related"),
    "file": ("id",),
}
"""The sections of the form: what one knows by heart comes first."""

LONG_LIST = 20
"""A list with more entries gets a field that narrows it."""

ADDRESS_LENGTH = 6000
"""Characters of an address that hosts and browsers surely take; a longer text is downloaded or copied instead."""

TEXTS = {"line", "plain", "title", "markdown"}
CODES = (
    *("nearest", "file_too_large", "missing_key", "empty", "one_line", "too_long_text", "too_long", "not_plain", "link_target"),
    *(
        "year",
        "moment",
        "amount",
        "address",
        "period",
        "no_country",
        "bad_id",
        "reserved_id",
        "duplicate_id",
        "unknown_reference_kind",
    ),
    *(f"unknown_{kind}" for kind in REFERENCE_KINDS),
    *(code for code, _ in markup.REFUSED),
)
"""The faults that the form can find, by their codes."""


@dataclass(frozen=True)
class Field:
    """One field as an author fills it in. `kind` says how:

    `line`, `title`, `plain`, `markdown`, `year`, `moment`, `amount`, `address`, `id`: a text of that kind; `locale`: one of the
    languages; `value`: one of `values`; `choice`, `choices`: one or several ids of the kind `of`; `group`: `fields` together;
    `text`: a group that is the text in one language, of which the source language needs `needed`; `items`: a list of groups.
    """

    key: str
    kind: str
    name: str
    help: str = ""
    required: bool = False
    most: int | None = None
    of: str = ""
    lang: str = ""
    values: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    needed: tuple[str, ...] = ()

    def shape(self) -> dict[str, Any]:
        """What the script needs to read, check and write the field."""
        found: dict[str, Any] = {"key": self.key, "kind": self.kind, "name": self.name}
        if self.fields:
            found["fields"] = [field.shape() for field in self.fields]
        for name in ("required", "most", "of", "needed"):
            if value := getattr(self, name):
                found[name] = value
        return found


def fields(language: Language) -> tuple[Field, ...]:
    """The fields of a practice in the order of the file."""
    raw = Practice.model_json_schema()
    return tuple(_Fields(language, raw.pop("$defs")).of(raw, Practice.__name__))


class _Fields:
    """The fields of the model's JSON Schema, which says of every value what kind it is."""

    def __init__(self, language: Language, definitions: Mapping[str, Any]) -> None:
        self.language = language
        self.definitions = definitions

    def of(self, node: Mapping[str, Any], model: str) -> Iterator[Field]:
        for key, value in node["properties"].items():
            words = field_words(model, key, self.language.locale)
            if key == "texts":
                yield from self._texts(value)
            else:
                yield self._field(value, key=key, required=key in node.get("required", ()), **words)

    def _texts(self, node: Mapping[str, Any]) -> Iterator[Field]:
        """A block per language; the page's own comes first when the form is shown, the file has them in the project's order."""
        model = node["additionalProperties"]["$ref"].rpartition("/")[2]
        needed = {kind.__name__: kind.needed for kind in (PracticeText, ElementText)}[model]
        for code, name in self._languages():
            inner = tuple(self.of(self.definitions[model], model))
            yield Field(code, "text", name, lang=code, fields=inner, needed=needed)

    def _languages(self) -> Iterator[tuple[str, str]]:
        for code, labels in self.language.handbook.labels.items():
            yield code, labels["language"]["name"]

    def _field(self, node: Mapping[str, Any], **known: Any) -> Field:
        if "anyOf" in node:  # a field that may be missing
            node = next(option for option in node["anyOf"] if option.get("type") != "null")
        if node.get("type") == "array":
            inner = self._field(node["items"], key="", name="")
            kind = "items" if inner.kind == "group" else "choices"
            return Field(kind=kind, most=node.get("maxItems"), of=inner.of, fields=inner.fields, **known)
        if "$ref" in node:
            model = node["$ref"].rpartition("/")[2]
            return Field(kind="group", fields=tuple(self.of(self.definitions[model], model)), **known)
        if isinstance(line := node.get("additionalProperties"), dict):  # a short text per language
            lines = tuple(Field(code, line["x-kind"], name, lang=code) for code, name in self._languages())
            return Field(kind="group", fields=lines, **known)
        return Field(**self._value(node), **known)

    def _value(self, node: Mapping[str, Any]) -> dict[str, Any]:
        if "x-words" in node:
            words = self.language.labels[node["x-words"]]
            return {"kind": "value", "values": tuple((value, words[value].replace("{n}", "…")) for value in node["enum"])}
        kind = node["x-kind"]
        if kind == "locale":
            return {"kind": kind, "values": tuple(self._languages())}
        short = kind in TEXTS or kind in PATTERNS or kind == "id"
        return {"kind": kind} if short else {"kind": "choice", "of": kind}


def data(language: Language, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Everything the script of the form needs, for a JSON block of the page."""
    labels = language.labels
    found = messages(language.locale)
    return {
        "locale": language.locale,
        "shape": [field.shape() for field in fields],
        "names": _names(language),
        "rules": rules(),
        "messages": {code: found[code] for code in CODES},
        "words": labels["contribute"],
        "page": labels["practice"],
        "period": labels["period"],
        "status": labels["status"],
        "slug": {"letters": _spelling(language), "same": _same_as(), "length": text.SLUG_LENGTH},
        "first_line": f"# yaml-language-server: $schema=../schema/{NAMES['practices']}.json",
        "address_length": ADDRESS_LENGTH,
    }


def _spelling(language: Language) -> dict[str, list[str]]:
    """How each language spells its letters in an address: the title of a practice may be in any of them."""
    return {code: labels["language"]["ascii"].split() for code, labels in language.handbook.labels.items()}


def _same_as() -> dict[str, str]:
    return {chr(code): letters for code, letters in text.SAME_AS.items()}


def _names(language: Language) -> dict[str, list[list[str]]]:
    """Id and name of everything that can be chosen or referred to, in the order of the language.

    Of a place its country too, of an element the practice in which it stands.
    """
    book = language.handbook

    def sorted_by_name(pairs: Iterator[list[str]]) -> list[list[str]]:
        return sorted(pairs, key=lambda pair: language.key(pair[1]))

    practices = ([id_, str(language.t(practice, "title"))] for id_, practice in book.practices.items())
    elements = (
        [id_, language.target("practice", id_, "contribute.md")[0], practice.id]
        for id_, (practice, _) in book.element_pages.items()
    )
    places = ([id_, str(language.t(place, "name")), place.country] for id_, place in book.places.items())
    return {
        "practice": sorted_by_name(practices),
        "element": sorted_by_name(elements),
        "place": sorted_by_name(places),
        "country": [[id_, str(language.t(country, "name"))] for id_, country in book.countries.items()],
        "theme": [[id_, str(language.t(theme, "name"))] for id_, theme in book.themes.items()],
        "target_group": [[id_, str(language.t(group, "name"))] for id_, group in book.target_groups.items()],
        "publication": [[id_, publication.short] for id_, publication in book.publications.items()],
        "literature": sorted_by_name([id_, reference.cite] for id_, reference in book.literature.items()),
        "term": [[id_, str(language.t(term, "term"))] for id_, term in book.terms.items() if term.glossary],
    }


def rules() -> dict[str, Any]:
    """The rules of the model and of markup as a browser can apply them. A pattern is a pair: its text and its flags."""
    return {
        "refused": [[code, *javascript(pattern)] for code, pattern in markup.REFUSED],
        "plain": javascript(markup.PLAIN),
        "spaces": javascript(markup.SPACES),
        "link": javascript(markup.LINK),
        "scheme": javascript(markup.SCHEME),
        "schemes": list(markup.SAFE_SCHEMES),
        "reference": javascript(markup.REFERENCE),
        "list_item": javascript(markup.LIST_ITEM),
        "references": list(REFERENCE_KINDS),
        "patterns": {code: javascript(re.compile(rf"^(?:{pattern})$")) for code, pattern in PATTERNS.items()},
        "id": javascript(re.compile(rf"^(?:{ID.pattern})$")),
        "id_length": ID_LENGTH,
        "reserved": sorted(RESERVED),
        "title_length": TITLE_LENGTH,
        "bytes": MAX_BYTES,
    }


def javascript(pattern: re.Pattern[str]) -> list[str]:
    """A pattern of Python's for a browser, in which letters and digits are those of all scripts too, and its flags there.

    `u` makes a browser refuse what it does not know instead of guessing.
    """
    source = pattern.pattern
    for ours, theirs in {r"\w": r"[\p{L}\p{N}_]", r"\d": r"\p{Nd}"}.items():
        source = source.replace(ours, theirs)
    if pattern.flags & re.MULTILINE:  # in a browser ^ and $ would also match around \r and U+2028, which texts do not contain
        return [source, "gmu"]
    return [source, "giu" if pattern.flags & re.IGNORECASE else "gu"]
