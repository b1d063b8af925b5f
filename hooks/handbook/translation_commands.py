"""`handbook translations`: what is to translate, what has changed in a source text, and that a translation still holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import click

from handbook import history, load, project, state
from handbook.faults import nearest
from handbook.model import Handbook
from handbook.project import Project
from handbook.session import Session
from handbook.state import Entry
from handbook.units import Where

OPEN = {"missing": "state_missing", "stale": "state_stale", "unreviewed": "state_unreviewed"}
"""States in which there is something to do, and the words for them."""


@dataclass(frozen=True)
class Texts:
    """The project with the state of its texts."""

    session: Session
    project: Project

    @property
    def book(self) -> Handbook:
        return self.project.data.handbook

    @cached_property
    def overview(self) -> state.Overview:
        return state.overview(self.book, self.project.chapters)

    def named(self, name: str) -> list[Entry]:
        """The texts of the one thing that a person calls `name`: an id, a file, or an id below its file's name."""
        things: dict[str, list[Entry]] = {}
        called: dict[str, set[str]] = {}
        for entry in self.overview.entries:
            things.setdefault(entry.unit.thing, []).append(entry)
            for known in entry.unit.names:
                called.setdefault(known, set()).add(entry.unit.thing)
        found = called.get(name.removeprefix("./"), set())
        if not found:
            self.session.fail("unknown_text", name=name, nearest=nearest(name, called) or "–")
        if len(found) > 1:
            self.session.fail("ambiguous_text", name=name, names=", ".join(sorted(found)))
        return things[found.pop()]

    def position(self, where: Where) -> tuple[int, int]:
        """Line and column of a text, counted from 1; of its nearest parent where it does not exist yet."""
        if where.path.endswith(".md"):
            _, locale, uri = where.path.split("/", 2)
            text = self.project.chapters[uri].texts.get(locale)
            section = text.sections.get(str(where.loc[0]).removeprefix("#")) if text else None
            return (section.line if section else 1), 1
        found = self.project.data.documents[where.path.removeprefix("data/").removesuffix(".yml")]
        before = found.text[: found.start(where.loc)]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


def _field(entry: Entry) -> str:
    """A text's key inside the thing it belongs to."""
    return entry.unit.key.partition(".")[2] if entry.unit.file in load.LISTS else entry.unit.key


def _read(session: Session) -> Texts:
    """The project's texts; with a fault in the data there is nothing to say about translations."""
    found = project.read(session.project, session.locales)
    faults = [fault for fault in project.faults(found) if fault.severity == "error"]
    if faults:
        session.fail("faults_first", count=len(faults))
    return Texts(session, found)


@click.group(invoke_without_command=True)
@click.option("--to", "locale", help="Only translations into this language.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def translations(context: click.Context, locale: str | None, form: str) -> None:
    """List what is missing, stale, unreviewed or orphaned. Exit code 0 even if there is something to do."""
    if context.invoked_subcommand:
        return
    session: Session = context.find_root().obj
    texts = _read(session)
    if locale and locale not in session.locales:
        session.fail("unknown_language", name=locale, allowed=", ".join(session.locales))
    wanted = [entry for entry in texts.overview.entries if locale in {None, entry.locale}]
    orphans = [orphan for orphan in texts.overview.orphans if locale in {None, orphan[0]}]
    if form == "json":
        found = [_as_data(texts, entry) for entry in wanted if entry.state in OPEN]
        found += [{"locale": code, "file": file, "key": key, "state": "orphaned"} for code, file, key in orphans]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for entry in wanted:
        if entry.state in OPEN:
            place = _as_data(texts, entry)
            click.echo(session.say("translation_open", state_name=session.say(OPEN[entry.state]), **place))
    for code, file, key in orphans:
        click.echo(session.say("translation_orphan", path=f"data/{state.path(code, file)}", key=key))
    for code in dict.fromkeys(entry.locale for entry in wanted):
        counts = Counter(entry.state for entry in wanted if entry.locale == code)
        lost = sum(orphan[0] == code for orphan in orphans)
        values = {name: counts[name] for name in ("current", "unreviewed", "stale", "missing")}
        click.echo(session.say("translation_totals", locale=code, orphaned=lost, **values))


def _as_data(texts: Texts, entry: Entry) -> dict[str, str | int]:
    where = entry.unit.places[entry.locale]
    line, column = texts.position(where)
    return {
        "locale": entry.locale,
        "path": where.path,
        "line": line,
        "column": column,
        "file": entry.unit.file,
        "key": entry.unit.key,
        "state": entry.state,
    }


@translations.command()
@click.argument("name")
@click.pass_obj
def diff(session: Session, name: str) -> None:
    """Show word by word what has changed in the source text of ID since it was translated."""
    texts = _read(session)
    shown = False
    for entry in texts.named(name):
        if entry.state != "stale":
            continue
        shown = True
        unit = entry.unit
        recorded = texts.overview.records[entry.locale][unit.file, unit.key]
        click.secho(f"{unit.places[unit.source_language].path}: {_field(entry)}", bold=True)
        before = history.earlier(session.project, unit, recorded)
        if before is None:
            click.echo(session.say("no_history"))
            click.echo(unit.source)
        else:
            click.echo("".join(_marked(history.changes(before, unit.source))))
        click.secho(f"{unit.places[entry.locale].path}:", bold=True)
        click.echo(f"{unit.texts[entry.locale]}\n")
    if not shown:
        click.echo(session.say("nothing_stale", name=name))


def _marked(changes: Iterable[tuple[history.Change, str]]) -> Iterator[str]:
    """Changes as git shows them word by word: [-gone-]{+new+}, with colours in a terminal that has them."""
    for change, words in changes:
        if change == "same":
            yield words
            continue
        bare = words.rstrip()
        inside = f"[-{bare}-]" if change == "gone" else f"{{+{bare}+}}"
        yield click.style(inside, fg="red" if change == "gone" else "green") + words[len(bare) :]


@translations.command()
@click.argument("name", required=False)
@click.argument("fields", nargs=-1)
@click.option("--to", "locale", help="Only the translation into this language.")
@click.option("--minor", is_flag=True, help="The source changed in a way that needs no new translation: only stale texts.")
@click.option("--all", "everything", is_flag=True, help="All translations of the handbook.")
@click.pass_obj
def accept(
    session: Session, name: str | None, fields: tuple[str, ...], locale: str | None, *, minor: bool, everything: bool
) -> None:
    """Record that translations hold for the source text as it is now."""
    if bool(name) == everything:
        session.fail("accept_what")
    texts = _read(session)
    found = list(texts.overview.entries) if name is None else texts.named(name)
    known = {_field(entry) for entry in found}
    for field in fields:
        if field not in known:
            session.fail("unknown_field", name=field, allowed=", ".join(sorted(known)))
    wanted = {"stale"} if minor else {"stale", "unreviewed"}
    accepted = [
        entry
        for entry in found
        if entry.state in wanted and locale in {None, entry.locale} and (not fields or _field(entry) in fields)
    ]
    for code in dict.fromkeys(entry.locale for entry in accepted):
        units = [entry.unit for entry in accepted if entry.locale == code]
        state.write(session.data, code, units, (), texts.overview.records[code])
    for entry in accepted:
        click.echo(session.say("accepted", path=entry.unit.places[entry.locale].path, key=_field(entry), locale=entry.locale))
    click.echo(session.say("accepted_count", count=len(accepted)))


@translations.command()
@click.pass_obj
def prune(session: Session) -> None:
    """Remove records whose text is gone."""
    texts = _read(session)
    for code in dict.fromkeys(orphan[0] for orphan in texts.overview.orphans):
        lost = [(file, key) for locale, file, key in texts.overview.orphans if locale == code]
        state.write(session.data, code, (), lost, texts.book.records[code])
    click.echo(session.say("pruned_count", count=len(texts.overview.orphans)))
