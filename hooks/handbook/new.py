"""`handbook new`: a valid, commented file for a practice or place, or an entry for a theme or term, from a few answers.

What an option does not say is asked for; every answer is checked at once against the model and the known ids. Nothing is
overwritten, and nothing is written that `handbook check` would refuse.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click
from babel.languages import get_official_languages
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import TypeAdapter, ValidationError

from handbook import load, names, schema, text
from handbook.faults import Fault, nearest, wording
from handbook.language import TEMPLATES
from handbook.load import Loaded
from handbook.model import (
    SECTIONS,
    CountryId,
    Id,
    Line,
    Place,
    PlaceId,
    Plain,
    PublicationId,
    StateId,
    Term,
    ThemeId,
    Title,
    Year,
)
from handbook.session import Session

PLACE_KINDS = get_args(Place.model_fields["kind"].annotation)
TERM_KINDS = get_args(Term.model_fields["kind"].annotation)
MOST_THEMES = 3


@dataclass(frozen=True)
class Question:
    """Something the author is asked for. `name` is the field and the option; `kind` the type of the answer."""

    name: str
    kind: Any
    choices: tuple[str, ...] = ()
    words: str = ""
    """The group of data/labels that has the words of the choices."""
    items: Mapping[str, Any] | None = None
    many: int = 0
    """How many answers are possible, if more than one."""
    optional: bool = False


@dataclass(frozen=True)
class Author:
    """Whoever answers: the session, what data/ holds, the language of the new text."""

    session: Session
    data: Loaded
    language: str

    @property
    def labels(self) -> Mapping[str, Any]:
        return self.data.handbook.labels[self.language]

    def answers(self, given: Mapping[str, Any], questions: Iterable[Question]) -> dict[str, Any]:
        """The answer to every question, from the options where they say it, else from the keyboard."""
        return {question.name: self.answer(given.get(question.name), question) for question in questions}

    def answer(self, given: Any, question: Question) -> Any:
        if given:
            written = ", ".join(given) if isinstance(given, tuple) else str(given)
            answer, problem = self._accepted(written, question)
            if problem:
                self.session.fail("refused", option=_option(question.name), problem=problem)
            return answer
        while True:
            answer, problem = self._accepted(self._typed(question), question)
            if not problem:
                return answer
            click.echo(problem, err=True)

    def _typed(self, question: Question) -> str:
        choices = question.choices or tuple(question.items or ())
        lines = [self.session.say(f"ask_{question.name}")]
        if 0 < len(choices) <= MOST_SHOWN:
            lines.append(f"  {', '.join(self._choice(id_, question) for id_ in choices)}")
        click.echo("\n".join(lines))
        try:
            return input("> ")
        except EOFError:
            if question.optional:
                return ""
            self.session.fail("not_answered", option=_option(question.name))

    def _choice(self, value: str, question: Question) -> str:
        """An id or value with what it stands for, in the language of the messages."""
        if question.items:
            said = names.name(question.items[value], self.session.locale)
        else:
            said = self.data.handbook.labels.get(self.session.locale, {}).get(question.words, {}).get(value, "")
        return f"{value} ({said})" if said else value

    def _accepted(self, written: str, question: Question) -> tuple[Any, str]:
        """The answer as it will stand in the file, or what is wrong with it."""
        parts = [text.tidy(part) for part in (written.split(",") if question.many else [written])]
        parts = [self._id(part, question.items) for part in parts if part]
        if not parts:
            return ([] if question.many else "", "" if question.optional else self.session.say("empty_answer"))
        if question.many and len(parts) > question.many:
            values = {"actual_length": len(parts), "max_length": question.many}
            return None, wording("too_long", values, self.session.locale)
        for part in parts:
            if question.choices and part not in question.choices:
                return None, self.unknown_choice(part, question.choices)
            if problem := self._problem(part, question.kind):
                return None, problem
        return (list(dict.fromkeys(parts)) if question.many else parts[0]), ""

    def _id(self, written: str, items: Mapping[str, Any] | None) -> str:
        """The id of a thing named by its id or its name, in any language; else what was written."""
        if items is None or written in items:
            return written
        names = {text.slug(block.name, self.labels): id_ for id_, item in items.items() for block in _named(item)}
        proposed = text.slug(written, self.labels)
        return proposed if proposed in items else names.get(proposed, written)

    def unknown_choice(self, value: str, choices: tuple[str, ...]) -> str:
        values = {"value": value, "allowed": ", ".join(choices), "nearest": nearest(value, choices)}
        return wording("unknown_value", values, self.session.locale)

    def _problem(self, value: str, kind: Any) -> str:
        try:
            TypeAdapter(kind).validate_python(value, context=self.data.context)
        except ValidationError as error:
            problem: Any = error.errors(include_url=False)[0]
            values = problem.get("ctx", {})
            if problem["type"] == "markup":
                code, _, values = values["problems"][0]
            else:
                code = load.PYDANTIC.get(problem["type"], problem["type"])
            fault = names.helped(Fault("", 1, 1, code, values), self.data.handbook)
            return fault.message(self.session.locale)
        return ""

    def id(self, given: str | None, words: str, taken: Iterable[str], *, numbered: bool = False, spelling: str = "") -> str:
        """The id given, or one proposed from the title as the language `spelling` writes it; never one that is taken.

        Two practices may have almost the same title, so the second gets a number. Two terms of one name would be one too many.
        """
        known = frozenset(taken)
        if given:
            if problem := self._problem(given, Id):
                self.session.fail("refused", option=_option("id"), problem=problem)
            if given in known:
                self.session.fail("taken", id=given)
            return given
        base = text.slug(words, self.data.handbook.labels.get(spelling, self.labels))
        if not base or self._problem(base, Id):
            self.session.fail("no_id")
        if base in known and not numbered:
            self.session.fail("taken", id=base)
        return next(id_ for id_ in _numbered(base) if id_ not in known)

    def fresh(self, name: str, values: Mapping[str, Any]) -> str:
        """The YAML text of a new thing, with comments in the author's language."""
        made = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  YAML, not HTML: `yaml` quotes
        made.filters["yaml"] = lambda value: json.dumps(value, ensure_ascii=False)
        words = self.session.words["new"][name]
        locales = self.session.locales
        rendered = made.get_template(f"new_{name}.yml.jinja").render(w=words, language=self.language, locales=locales, **values)
        return f"{rendered.rstrip()}\n"

    def write(self, below: str, content: bytes, kept: int = 0) -> None:
        """Write a file below data/, or nothing if it would have a fault; `kept` bytes at its start are there already."""
        path = self.session.data / below
        unsaved = load.read(self.session.data, self.session.locales, {below: content})
        wrong = [fault for fault in unsaved.faults if fault.path == f"{self.session.data.name}/{below}"]
        if wrong:
            self.session.fail("would_be_wrong", faults="\n".join(fault.text(self.session.locale) for fault in wrong))
        with path.open("ab" if kept else "xb") as file:  # x: a file that came into being meanwhile stays
            file.write(content[kept:])

    def append(self, name: str, entry: str) -> None:
        """Add an entry at the end of a list file; every byte before it stays."""
        old = (self.session.data / f"{name}.yml").read_bytes()
        end = b"\r\n" if b"\r\n" in old else b"\n"
        gap = (b"" if old.endswith(b"\n") or not old else end) + (end if re.search(rb"\n\r?\n- ", old) else b"")
        self.write(f"{name}.yml", old + gap + entry.encode().replace(b"\n", end), kept=len(old))


MOST_SHOWN = 30
"""Known values that a question lists at most; of longer lists the nearest is named when an answer misses."""


def _option(name: str) -> str:
    return f"--{name.rstrip('_').replace('_', '-')}"


def _named(item: Any) -> list[Any]:
    return [block for block in getattr(item, "texts", {}).values() if hasattr(block, "name")]


def _numbered(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


# --- the commands ---------------------------------------------------------------------------------------------------------


@click.group()
def new() -> None:
    """Begin a new practice, place, theme or term."""


def _options(*names: str, many: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """An option for every question, and the two that every new thing has."""

    def add(command: Any) -> Any:
        for name in reversed(("id", "source_language", *names)):
            command = click.option(_option(name), name, multiple=name in many)(command)
        return command

    return add


def _author(session: Session, given: Mapping[str, Any]) -> Author:
    language = given["source_language"] or session.locale
    data = load.read(session.data, session.locales)
    author = Author(session, data, language)
    if language not in session.locales:
        session.fail("refused", option="--source-language", problem=author.unknown_choice(language, session.locales))
    if language not in data.handbook.labels:
        session.fail("missing_labels", path=f"{session.data.name}/labels/{language}.yml")
    return author


@new.command()
@_options(
    "title", "summary", "place", "country", "theme", "as_of", "publication", "section", many=("place", "country", "theme")
)
@click.pass_obj
def practice(session: Session, /, **given: Any) -> None:
    """Begin a new practice: data/practices/<id>.yml."""
    author = _author(session, given)
    book = author.data.handbook
    first = author.answers(
        given,
        [
            Question("title", Title),
            Question("summary", Plain),
            Question("place", PlaceId, items=book.places, many=9, optional=True),
        ],
    )
    country = Question("country", CountryId, items=book.countries, many=9, optional=bool(first["place"]))
    countries = author.answer(given["country"], country) if given["country"] or not first["place"] else []
    rest = author.answers(
        given,
        [
            Question("theme", ThemeId, items=book.themes, many=MOST_THEMES),
            Question("as_of", Year),
            Question("publication", PublicationId, items=book.publications),
            Question("section", Line),
        ],
    )
    id_ = author.id(given["id"], first["title"], author.data.context.known["practice"], numbered=True)
    values = first | rest
    content = author.fresh(
        "practice",
        {
            **{key: values[key] for key in ("title", "summary", "as_of", "publication", "section")},
            "places": values["place"],
            "countries": countries,
            "themes": values["theme"],
            "target_groups": list(book.target_groups)[:2],
            "sections": SECTIONS,
        },
    )
    author.write(f"practices/{id_}.yml", content.encode())
    below = "" if author.language == session.locales[0] else f"{author.language}/"  # the first language lives at /
    click.echo(session.say("practice_written", path=f"data/practices/{id_}.yml", address=f"{below}practices/{id_}/"))


@new.command()
@_options("name", "country", "state", "kind")
@click.pass_obj
def place(session: Session, /, **given: Any) -> None:
    """Begin a new place: data/places/<id>.yml."""
    author = _author(session, given)
    book = author.data.handbook
    values = author.answers(given, [Question("name", Line), Question("country", CountryId, items=book.countries)])
    spelling = _spoken_in(book.countries[values["country"]].code, session.locales)
    id_ = author.id(given["id"], values["name"], author.data.context.known["place"], spelling=spelling)
    states = {state.id: state for state in book.countries[values["country"]].states}
    values |= author.answers(
        given,
        [
            Question("state", StateId, choices=tuple(states), items=states, optional=True),
            Question("kind", str, choices=PLACE_KINDS, words="kind"),
        ],
    )
    author.write(f"places/{id_}.yml", author.fresh("place", values).encode())
    _renew_schemas(session)
    click.echo(session.say("place_written", path=f"data/places/{id_}.yml", id=id_))


@new.command()
@_options("name", "description")
@click.pass_obj
def theme(session: Session, /, **given: Any) -> None:
    """Add a theme to data/themes.yml."""
    author = _author(session, given)
    values = author.answers(given, [Question("name", Line)])
    id_ = author.id(given["id"], values["name"], author.data.context.known.get("theme", ()))
    values |= author.answers(given, [Question("description", Plain)])
    author.append("themes", author.fresh("theme", values | {"id": id_}))
    _renew_schemas(session)
    click.echo(session.say("theme_written", path="data/themes.yml", id=id_))


@new.command()
@_options("term", "kind", "note")
@click.pass_obj
def term(session: Session, /, **given: Any) -> None:
    """Add a term to data/glossary.yml."""
    author = _author(session, given)
    values = author.answers(given, [Question("term", Line)])
    id_ = author.id(given["id"], values["term"], author.data.handbook.terms)
    values |= author.answers(
        given,
        [
            Question("kind", str, choices=TERM_KINDS, words="term_kind"),
            Question("note", Plain, optional=True),
        ],
    )
    author.append("glossary", author.fresh("term", values | {"id": id_}))
    click.echo(session.say("term_written", path="data/glossary.yml", id=id_))


def _spoken_in(country: str, locales: tuple[str, ...]) -> str:
    """The language of the handbook in which a country writes its names; none if it is another."""
    spoken = get_official_languages(country)
    return next((locale for locale in locales if locale in spoken), "")


def _renew_schemas(session: Session) -> None:
    """Editors offer the ids of places and themes; as long as data/ has faults, `handbook schema` has to wait too."""
    folder: Path = session.data / "schema"
    loaded = load.read(session.data, session.locales)
    if folder.exists() and not loaded.faults:
        schema.write(folder, loaded.handbook)
