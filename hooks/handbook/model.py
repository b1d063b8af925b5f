"""The types of the handbook: what a practice, a place, a theme and so on are made of.

Facts stand once, texts once per language. A type with texts has the field `texts`; in YAML its languages are keys of their
own (`de:`, `tr:`), because that is how people write it. Which languages there are comes from mkdocs.yml by way of
the validation context; no language code stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from handbook import markup
from handbook.document import CutOff
from handbook.faults import nearest

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Ids are addresses: small ASCII letters, digits and single hyphens, never translated (design, section 3)."""


ID_LENGTH = 100
"""Characters of an id at most: file systems end at 255 bytes, and an address is meant to be read."""
RESERVED = frozenset({"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""`index` is the address of an overview; the others are devices on Windows, where no file can be named after them."""

REFERENCE_KINDS = ("practice", "place", "theme", "country", "term")
"""What `[[kind:id]]` in a text may name."""

AMOUNT = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
PATTERNS = {
    "year": r"(?:19|20)[0-9]{2}",
    "moment": r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?",
    "amount": rf"{AMOUNT}(?:-{AMOUNT})?",
    "address": r"""https?://[^<>"'""" + markup.SPACE + markup.CONTROL + "]+",
    "degrees": r"[0-9]{1,2}\.[0-9]{1,4}",
}
"""The form of short values, by the code of the fault; the form for contributors checks the same in the browser."""


@dataclass(frozen=True)
class Context:
    """What one file cannot know by itself: the languages, and every id of every kind whose file could be read."""

    locales: tuple[str, ...]
    known: Mapping[str, frozenset[str]]


# --- kinds of text --------------------------------------------------------------------------------------------------------


def _checked(text: str, info: ValidationInfo, *, plain: bool) -> str:
    if not text.strip() or text in {"~", "null"}:
        raise PydanticCustomError("empty", "empty")
    found = [(problem.code, problem.snippet, problem.values) for problem in markup.problems(text, plain=plain)]
    if isinstance(info.context, Context):
        for kind, name, literal in markup.references(text):
            if kind not in REFERENCE_KINDS:
                found.append(("unknown_reference_kind", literal, {"kind": kind, "nearest": ""}))
            elif name not in (known := info.context.known.get(kind, {name})):
                found.append((f"unknown_{kind}", literal, {"value": name, "nearest": nearest(name, known)}))
    if found:
        raise PydanticCustomError("markup", "markup", {"problems": found})
    return text.strip()


def _plain(text: str, info: ValidationInfo) -> str:
    return _checked(text, info, plain=True)


def _markdown(text: str, info: ValidationInfo) -> str:
    return _checked(text, info, plain=False)


def _whole(value: Any) -> Any:
    if isinstance(value, CutOff):
        raise PydanticCustomError("comment", "comment")
    return value


def _one_line(text: str) -> str:
    if "\n" in text.strip():
        raise PydanticCustomError("one_line", "one_line")
    return text


def _short(text: str) -> str:
    if len(text) > TITLE_LENGTH:
        raise PydanticCustomError("too_long_text", "too_long_text", {"limit": TITLE_LENGTH, "length": len(text)})
    return text


TITLE_LENGTH = 70
"""Characters of a title at most (house style of both languages): a card on a phone shows it in three lines."""


def _kind(name: str) -> Any:
    """How the JSON Schema says what a text is made of, for the form that is built from it."""
    return Field(json_schema_extra={"x-kind": name})


Plain = Annotated[str, BeforeValidator(_whole), AfterValidator(_plain), _kind("plain")]
Line = Annotated[str, BeforeValidator(_whole), AfterValidator(_one_line), AfterValidator(_plain), _kind("line")]
Title = Annotated[
    str, BeforeValidator(_whole), AfterValidator(_one_line), AfterValidator(_plain), AfterValidator(_short), _kind("title")
]
Markdown = Annotated[str, BeforeValidator(_whole), AfterValidator(_markdown), _kind("markdown")]


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise PydanticCustomError("bad_id", "bad_id", {"value": value})
    if len(value) > ID_LENGTH:
        raise PydanticCustomError("too_long_text", "too_long_text", {"limit": ID_LENGTH, "length": len(value)})
    if value in RESERVED:
        raise PydanticCustomError("reserved_id", "reserved_id", {"value": value})
    return value


Id = Annotated[str, AfterValidator(_id), _kind("id")]


def _known(kind: str) -> Any:
    def check(value: str, info: ValidationInfo) -> str:
        known = info.context.known.get(kind, {value}) if isinstance(info.context, Context) else {value}
        if value not in known:
            close = nearest(value, known)
            raise PydanticCustomError(f"unknown_{kind}", "unknown", {"value": value, "nearest": close})
        return value

    return AfterValidator(check)


PracticeId = Annotated[str, _known("practice_file"), Field(json_schema_extra={"x-kind": "practice"})]
PlaceId = Annotated[str, _known("place"), Field(json_schema_extra={"x-kind": "place", "x-ids": True})]
StateId = Annotated[str, _known("state"), Field(json_schema_extra={"x-kind": "state", "x-ids": True})]
CountryId = Annotated[str, _known("country"), Field(json_schema_extra={"x-kind": "country", "x-ids": True})]
ThemeId = Annotated[str, _known("theme"), Field(json_schema_extra={"x-kind": "theme", "x-ids": True})]
TargetGroupId = Annotated[str, _known("target_group"), Field(json_schema_extra={"x-kind": "target_group", "x-ids": True})]
LiteratureId = Annotated[str, _known("literature"), Field(json_schema_extra={"x-kind": "literature"})]
PublicationId = Annotated[str, _known("publication"), Field(json_schema_extra={"x-kind": "publication", "x-ids": True})]
"""`x-ids`: lists that rarely grow, whose ids the schema for editors offers. A new practice must not change the schema."""


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    for at, value in enumerate(values):
        if value in values[:at]:
            raise PydanticCustomError("twice", "twice", {"value": value})
    return values


EACH_ONCE = AfterValidator(_unique), Field(json_schema_extra={"uniqueItems": True})
"""A list of ids in which each stands once; twice it would show twice on the page."""
Places = Annotated[tuple[PlaceId, ...], *EACH_ONCE]
Countries = Annotated[tuple[CountryId, ...], *EACH_ONCE]
Themes = Annotated[tuple[ThemeId, ...], Field(min_length=1, max_length=3), *EACH_ONCE]
TargetGroups = Annotated[tuple[TargetGroupId, ...], Field(max_length=3), *EACH_ONCE]
Literature = Annotated[tuple[LiteratureId, ...], *EACH_ONCE]
Practices = Annotated[tuple[PracticeId, ...], *EACH_ONCE]


def _matches(code: str) -> Any:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(PATTERNS[code], value):
            raise PydanticCustomError(code, code, {"value": value})
        return value

    return BeforeValidator(check)


Year = Annotated[int, _matches("year"), WithJsonSchema({"type": "integer", "minimum": 1900, "maximum": 2099, "x-kind": "year"})]

Moment = Annotated[
    str,
    _matches("moment"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{PATTERNS['moment']}$", "x-kind": "moment"}),
]
"""A year, a month (2019-06) or a day (2018-12-31), as exact as the source is."""

Amount = Annotated[str, _matches("amount"), Field(json_schema_extra={"pattern": f"^{PATTERNS['amount']}$", "x-kind": "amount"})]
"""A number as German and Turkish write it: 1.200 or 3,5, or a range 2-4. "3.5" is refused, so nobody can misread it."""

Address = Annotated[str, _matches("address"), _kind("address")]

Degrees = Annotated[float, _matches("degrees"), WithJsonSchema({"type": ["number", "string"]})]


def _truth(value: Any) -> Any:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise PydanticCustomError("expected_truth", "expected_truth", {"value": value})
    return value


Truth = Annotated[bool, BeforeValidator(_truth)]
"""`true` or `false` and nothing else: what `NO` and `on` mean depends on who reads the YAML."""


CORNERS = 3
"""Of a piece of land at least."""


def _ring(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("expected_text", "expected_text")
    points = value.split()
    wrong = [point for point in points if not re.fullmatch(r"-?\d{1,3}(?:\.\d+)?,-?\d{1,2}(?:\.\d+)?", point)]
    if wrong:
        raise PydanticCustomError("markup", "markup", {"problems": [("point", point, {"value": point}) for point in wrong]})
    if len(points) < CORNERS:
        raise PydanticCustomError("ring", "ring")
    return tuple(tuple(float(number) for number in point.split(",")) for point in points)


Ring = Annotated[tuple[tuple[float, float], ...], BeforeValidator(_ring), WithJsonSchema({"type": "string"})]
"""Corners of a piece of land, written `lon,lat lon,lat lon,lat` in degrees; the last one is joined to the first."""


# --- building blocks ------------------------------------------------------------------------------------------------------


class Strict(BaseModel):
    """Unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Translated(Strict):
    """Something with a block of texts per language, under the language's own key."""

    @model_validator(mode="before")
    @classmethod
    def _gather_texts(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, dict) or not isinstance(info.context, Context):
            return data
        texts = {key: value for key, value in data.items() if key in info.context.locales}
        if not texts and "texts" in cls.model_fields:
            raise PydanticCustomError("no_text", "no_text", {"locales": " / ".join(info.context.locales)})
        return {key: value for key, value in data.items() if key not in texts} | {"texts": texts}


def _locale(value: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Context) and value not in info.context.locales:
        allowed = ", ".join(info.context.locales)
        raise PydanticCustomError("unknown_locale", "unknown_locale", {"value": value, "allowed": allowed})
    return value


Locale = Annotated[str, AfterValidator(_locale), _kind("locale")]
"""One of the languages of mkdocs.yml."""


def _localized(data: Any, info: ValidationInfo) -> Any:
    if isinstance(data, dict) and isinstance(info.context, Context):
        for key in data:
            _locale(key, info)
        if not data:
            raise PydanticCustomError("empty", "empty")
    return data


Localized = Annotated[dict[str, Line], BeforeValidator(_localized)]
"""A short text per language: `{de: …, tr: …}`."""


def _worded(group: str) -> Any:
    """The group of data/labels that has the words of a closed list of values."""
    return Field(json_schema_extra={"x-words": group})


Qualifier = Annotated[Literal["about", "over", "almost", "under", "up-to", "at-least"], _worded("qualifier")]
FigureKind = Literal["population", "refugees", "foreign-nationals", "migration-history", "area"]
"""What a number of a place counts, where places can be compared by it."""
Unit = Annotated[Literal["percent", "euro", "million", "million-euro"], _worded("unit")]
Status = Annotated[Literal["ongoing", "ended", "planned", "unknown"], _worded("status")]


class Source(Strict):
    """Where a statement comes from: a publication and the heading there, in the language of the publication."""

    publication: PublicationId
    section: Line


class Figure(Strict):
    """A number a reader would compare, with its date. It stands once for all languages."""

    value: Amount
    qualifier: Qualifier | None = None
    unit: Unit | None = None
    label: Localized
    as_of: Moment


class SourcedFigure(Figure):
    """A number of a place or country: it needs a source of its own.

    A `note` says what the number really counts if that is not the place itself; it is never shown without it.
    """

    kind: FigureKind | None = None
    source: Source
    note: Localized | None = None


class Link(Strict):
    """An address printed in a source, with the year in which it stood there. It is not checked."""

    url: Address
    label: Localized
    as_of: Year


# --- a practice -----------------------------------------------------------------------------------------------------------

SECTIONS = ("challenge", "approach", "results", "lessons", "transfer")
"""The sections of a practice in the order of a page. Their names are the ids of the headings, in every language."""


class PracticeText(Strict):
    """A practice in one language. A translation may be partial."""

    needed: ClassVar = ("title", "summary")
    """What the source language must have."""

    title: Title | None = None
    summary: Plain | None = None
    challenge: Markdown | None = None
    approach: Markdown | None = None
    results: Markdown | None = None
    lessons: Markdown | None = None
    transfer: Markdown | None = None


class ElementText(Strict):
    needed: ClassVar = ("title", "text")

    title: Title | None = None
    text: Markdown | None = None


class Element(Translated):
    """A small named part of a practice that has no page of its own."""

    id: Id
    places: Places = ()
    texts: dict[str, ElementText]


class Period(Strict):
    begin: Year | None = Field(None, alias="from")
    end: Year | None = Field(None, alias="to")
    status: Status = "unknown"

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.begin and self.end and self.begin > self.end:
            raise PydanticCustomError("period", "period", {"begin": self.begin, "end": self.end})
        return self


class Practice(Translated):
    """What one municipality, association or project does. The file's name is its id and its address."""

    id: Id
    places: Places = ()
    countries: Countries = ()
    themes: Themes
    target_groups: TargetGroups = ()
    part_of: PracticeId | None = None
    period: Period | None = None
    as_of: Year
    partners: tuple[Localized, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    links: tuple[Link, ...] = ()
    literature: Literature = ()
    related: Practices = ()
    source_language: Locale
    texts: dict[str, PracticeText]
    elements: tuple[Element, ...] = ()

    @model_validator(mode="after")
    def _has_a_country(self) -> Practice:
        if not self.places and not self.countries:
            raise PydanticCustomError("no_country", "no_country")
        return self


# --- what practices refer to ----------------------------------------------------------------------------------------------


class Coordinates(Strict):
    """Degrees north and east, with a point, as maps write them."""

    lat: Degrees
    lon: Degrees


class PlaceText(Strict):
    name: Line
    locator: Line | None = None
    summary: Plain | None = None


PlaceKind = Annotated[
    Literal[
        "city",
        "municipality",
        "county",
        "district",
        "municipal-association",
        "region",
        "metropolitan-municipality",
        "province",
        "state",
        "association",
    ],
    _worded("kind"),
]


class Place(Translated):
    """A municipality, district, county, province, state or association. `case_study`: one of the 36 of the study of 2025."""

    id: Id
    case_study: Truth = False
    country: CountryId
    state: StateId | None = None
    kind: PlaceKind
    part_of: PlaceId | None = None
    coordinates: Coordinates | None = None
    figures: tuple[SourcedFigure, ...] = ()
    links: tuple[Link, ...] = ()
    texts: dict[str, PlaceText]


class NameText(Strict):
    name: Line


class CountryText(Strict):
    """`state` is what the country calls the level below it: Bundesland, il."""

    name: Line
    state: Line
    text: Markdown | None = None


class State(Translated):
    """A German state or a Turkish province: a heading on the page of its country."""

    id: Id
    texts: dict[str, NameText]


class Country(Translated):
    id: Id
    code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    figures: tuple[SourcedFigure, ...] = ()
    states: tuple[State, ...] = ()
    texts: dict[str, CountryText]


class Outline(Strict):
    """The land of a country as a map draws it: one ring per piece. `id` is that of the country."""

    id: CountryId
    rings: Annotated[tuple[Ring, ...], Field(min_length=1)]


class ThemeText(Strict):
    """`description` stands on cards, `intro` opens the page of the theme."""

    name: Line
    description: Plain
    intro: Markdown | None = None


class Theme(Translated):
    id: Id
    texts: dict[str, ThemeText]


class TargetGroup(Translated):
    id: Id
    texts: dict[str, NameText]


class PublicationText(Strict):
    title: Line | None = None
    description: Plain


LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""A language of any title, as pages mark it for screen readers: ISO 639, as `en`."""


class Publication(Translated):
    """A source. Its title stands once, in its own language; `texts` may add a translation for orientation."""

    id: Id
    year: Year
    texts_from: Annotated[str, Field(pattern=r"^\d{4}(-\d{4})?$")] | None = None
    publishers: Annotated[tuple[Localized, ...], Field(min_length=1)]
    title: Line
    short: Line
    series: Line | None = None
    language: LanguageCode
    texts: dict[str, PublicationText]


class SurveyText(Strict):
    title: Title
    text: Markdown


class SurveyAnswer(Translated):
    """What a municipality answered in a survey, in our words; the respondent as anonymous as in the source."""

    id: Id
    themes: Themes
    places: Places = ()
    as_of: Year
    respondent: Localized | None = None
    source: Source
    related: Practices = ()
    texts: dict[str, SurveyText]


class Reference(Strict):
    """A title for further reading, as printed in a source. `damaged`: its address there cannot be right and is left out."""

    id: Id
    cite: Line
    reference: Line
    language: LanguageCode
    urls: tuple[Address, ...] = ()
    damaged: Truth = False
    accessed: Moment | None = None
    themes: Themes


class ChartText(Strict):
    """`description` says in words what the picture shows; `note` holds contradictions and limits."""

    title: Line
    question: Plain
    description: Plain
    note: Markdown | None = None


class Bar(Strict):
    """One number of a chart; its own date and source if they are not those of the chart."""

    value: Amount
    qualifier: Qualifier | None = None
    label: Localized
    as_of: Moment | None = None
    source: Source | None = None


class Chart(Translated):
    """Numbers that answer one question, drawn as bars and shown as a table, both from here."""

    id: Id
    as_of: Moment
    source: Source
    respondents: Amount | None = None
    unit: Unit | None = None
    bars: Annotated[tuple[Bar, ...], Field(min_length=1)]
    texts: dict[str, ChartText]


class TimelineText(Strict):
    title: Line
    text: Plain


class TimelineEntry(Translated):
    """Something that happened, or was planned, at a date."""

    id: Id
    date: Moment
    end: Moment | None = None
    source: Source
    practices: Practices = ()
    texts: dict[str, TimelineText]


class TermText(Strict):
    """A term in the form of its first mention; `avoid` lists renderings of this term that are wrong.

    `forms` are the words by which the term is found in running texts, not inflected, where `term` does not say them or would
    find something else; an empty list keeps it from being looked for. `ambiguous` are those of `avoid` that are right for
    something else: beside the right term they mean that.
    """

    term: Line
    note: Plain | None = None
    forms: tuple[Line, ...] | None = None
    avoid: tuple[Line, ...] = ()
    ambiguous: tuple[Line, ...] = ()


class Term(Translated):
    """A term of the term base. `glossary` ones are explained on the glossary page.

    `loose` ones are everyday words that a translation may say in other words; only what is to be avoided is checked.
    """

    id: Id
    kind: Annotated[Literal["concept", "institution", "programme", "legal", "place-type", "role"], _worded("term_kind")]
    glossary: Truth = False
    loose: Truth = False
    texts: dict[str, TermText]


# --- rules for the checks of texts ------------------------------------------------------------------------------------------


class Exemption(Strict):
    """A finding of the checks of texts that is wrong: its code and the words it names, in one file or in all, and why."""

    code: str
    text: str
    file: str | None = None
    reason: Line


class Instead(Strict):
    """A way of writing that the house style refuses, and what stands in its place."""

    wrong: Line
    right: Line


class Words(Strict):
    """What a language's dictionary does not know but is right, and what is wrong here although the dictionary knows it."""

    known: tuple[Line, ...] = ()
    instead: tuple[Instead, ...] = ()


# --- the whole ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Handbook:
    """Everything in data/, valid and linked. Languages are in the order of mkdocs.yml, the default first."""

    locales: tuple[str, ...]
    practices: Mapping[str, Practice]
    places: Mapping[str, Place]
    countries: Mapping[str, Country]
    outlines: Mapping[str, Outline]
    themes: Mapping[str, Theme]
    target_groups: Mapping[str, TargetGroup]
    publications: Mapping[str, Publication]
    terms: Mapping[str, Term]
    survey: Mapping[str, SurveyAnswer]
    literature: Mapping[str, Reference]
    charts: Mapping[str, Chart]
    timeline: Mapping[str, TimelineEntry]
    labels: Mapping[str, Mapping[str, Any]]
    records: Mapping[str, Mapping[tuple[str, str], str]]
    """Per language the fingerprints of the source texts it has translated, by file and key of the text."""
    exceptions: tuple[Exemption, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)

    def countries_of(self, practice: Practice) -> tuple[str, ...]:
        """Ids of a practice's countries: those named, then those of its places, each once."""
        return tuple(dict.fromkeys((*practice.countries, *(self.places[id_].country for id_ in practice.places))))

    @cached_property
    def parts(self) -> Mapping[str, tuple[Practice, ...]]:
        """The practices that are part of a practice."""
        return _grouped((practice.part_of, practice) for practice in self.practices.values() if practice.part_of)

    @cached_property
    def practices_of_theme(self) -> Mapping[str, tuple[Practice, ...]]:
        return _grouped((theme, practice) for practice in self.practices.values() for theme in practice.themes)

    @cached_property
    def practices_of_place(self) -> Mapping[str, tuple[Practice, ...]]:
        return _grouped((place, practice) for practice in self.practices.values() for place in practice.places)

    @cached_property
    def practices_of_country(self) -> Mapping[str, tuple[Practice, ...]]:
        return _grouped((id_, practice) for practice in self.practices.values() for id_ in self.countries_of(practice))

    @cached_property
    def practices_of_publication(self) -> Mapping[str, tuple[Practice, ...]]:
        return _grouped(
            (id_, practice)
            for practice in self.practices.values()
            for id_ in dict.fromkeys(source.publication for source in practice.sources)
        )

    @cached_property
    def elements_of_place(self) -> Mapping[str, tuple[tuple[Practice, Element], ...]]:
        """Elements that happen in a place to which their practice does not belong."""
        return _grouped(
            (place, (practice, element))
            for practice in self.practices.values()
            for element in practice.elements
            for place in element.places
            if place not in practice.places
        )

    @cached_property
    def survey_of_theme(self) -> Mapping[str, tuple[SurveyAnswer, ...]]:
        return _grouped((theme, answer) for answer in self.survey.values() for theme in answer.themes)

    @cached_property
    def survey_of_place(self) -> Mapping[str, tuple[SurveyAnswer, ...]]:
        return _grouped((place, answer) for answer in self.survey.values() for place in answer.places)

    @cached_property
    def practices_of_reference(self) -> Mapping[str, tuple[Practice, ...]]:
        return _grouped((id_, practice) for practice in self.practices.values() for id_ in practice.literature)

    @cached_property
    def places_of_state(self) -> Mapping[tuple[str, str | None], tuple[Place, ...]]:
        """Places by country and state; the state is None for what belongs to the whole country."""
        return _grouped(((place.country, place.state), place) for place in self.places.values())

    @cached_property
    def element_pages(self) -> Mapping[str, tuple[Practice, Element]]:
        """Where an element stands."""
        return {element.id: (practice, element) for practice in self.practices.values() for element in practice.elements}


def _grouped(pairs: Iterator[tuple[Any, Any]] | Any) -> dict[Any, tuple[Any, ...]]:
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
