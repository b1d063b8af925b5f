"""What a change does to the pages and to the state of translation: two trees compared from their data, without a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from markupsafe import Markup

from handbook import markup, project, state, translation_pages
from handbook.language import environment
from handbook.pages import pages
from handbook.project import Project
from handbook.session import Session
from handbook.translation_pages import STATES

MOST_LISTED = 30
"""Pages of one kind of change that are named; the rest is counted."""


@dataclass(frozen=True)
class Change:
    """A page that came, went or changed: its address below a language, its title, the languages concerned."""

    uri: str
    title: str
    locales: tuple[str, ...]


def changes(base: Project, head: Project, locale: str) -> dict[str, list[Change]]:
    """Pages `added`, `removed` and `changed` between two projects without faults in their data."""
    old, new = _texts(base), _texts(head)
    kinds: dict[str, dict[str, list[str]]] = {"added": {}, "removed": {}, "changed": {}}
    for (uri, code), (_, words) in sorted({**old, **new}.items()):
        kind = "added" if (uri, code) not in old else "removed" if (uri, code) not in new else "changed"
        if kind != "changed" or old[uri, code][1] != words:
            kinds[kind].setdefault(uri, []).append(code)
    titles = {**{uri: title for (uri, _), (title, _) in {**old, **new}.items()}}
    titles |= {uri: title for (uri, code), (title, _) in {**old, **new}.items() if code == locale}
    return {kind: [Change(uri, titles[uri], tuple(codes)) for uri, codes in found.items()] for kind, found in kinds.items()}


def _texts(read: Project) -> dict[tuple[str, str], tuple[str, str]]:
    """Title and text of every page by address and language, generated ones and chapters."""
    made = {
        (page.uri, page.locale): (page.title, page.markdown)
        for page in pages(read.data.handbook).values()
        if page.uri != translation_pages.URI  # it changes with every text, and what it says stands below
    }
    written = {
        (chapter.uri, code): (text.meta.get("title", ""), text.markdown)
        for chapter in read.chapters.values()
        for code, text in chapter.texts.items()
    }
    return made | written


def translations(read: Project) -> dict[str, Counter[str]]:
    """How many texts of each language are in which state; a language that nothing is translated into is left out."""
    counts: dict[str, Counter[str]] = {}
    for entry in state.overview(read.data.handbook, read.chapters).entries:
        counts.setdefault(entry.locale, Counter())[entry.state] += 1
    return counts


def renewals(base: Project, head: Project) -> list[tuple[str, list[str]]]:
    """Files of records, and what they must say once the translations are right that a change made stale, or mended.

    Texts that were stale before and that nobody touched are left out: nobody has read them.
    """
    before, now = (state.overview(read.data.handbook, read.chapters) for read in (base, head))
    old = {(entry.locale, entry.unit.file, entry.unit.key): entry for entry in before.entries if entry.state == "stale"}
    touched: dict[tuple[str, str], list[str]] = {}
    for entry in now.entries:
        was = old.get((entry.locale, entry.unit.file, entry.unit.key))
        if entry.state == "stale" and (was is None or was.unit.texts != entry.unit.texts):
            touched.setdefault((entry.locale, entry.unit.file), []).append(entry.unit.key)
    return [(f"data/{state.path(locale, file)}", now.lines(file, locale, keys)) for (locale, file), keys in touched.items()]


def _rows(base: Project, head: Project, words: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """A row per language: its name, and each state's number with the one before where they differ."""
    old, new = translations(base), translations(head)
    return [
        (
            head.data.handbook.labels[code]["language"]["name"],
            [
                words["now"].format(n=now[name], before=was) if (was := old[code][name]) != now[name] else str(was)
                for name in STATES
            ],
        )
        for code, now in new.items()
        if code in old
    ]


def report(base: Project, head: Project, session: Session) -> str:
    """The comparison as Markdown, in the language of the session; two trees with faults in their data cannot be compared."""
    words = session.words["summary"]
    broken = next((read for read in (head, base) if read.data.faults), None)
    found = {} if broken else changes(base, head, session.locale)
    stale = [] if broken else renewals(base, head)
    return (
        environment()
        .get_template("change_summary.jinja")
        .render(
            words=words,
            broken="" if broken is None else words["broken_head" if broken is head else "broken_base"],
            groups=[
                (words[kind].format(n=len(pages_)), _listed(pages_), max(0, len(pages_) - MOST_LISTED))
                for kind, pages_ in found.items()
                if pages_
            ],
            states=[words[name] for name in STATES],
            translations=[] if broken else _rows(base, head, words),
            renewals=[(path, Markup("\n".join(lines))) for path, lines in stale[:MOST_LISTED]],  # noqa: S704  ids and digits
            more_renewals=max(0, len(stale) - MOST_LISTED),
        )
    )


def _listed(found: Iterable[Change]) -> list[tuple[str, Markup, str]]:
    shown = list(found)[:MOST_LISTED]
    return [
        (change.uri.removesuffix(".md"), Markup(markup.escaped(change.title)), ", ".join(change.locales))  # noqa: S704  escaped for Markdown
        for change in shown
    ]


@click.command("summary")
@click.argument("base", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def summary(session: Session, base: Path) -> None:
    """Say as Markdown what changed in pages and translations since BASE, another folder of the handbook."""
    before = project.read(base.resolve(), session.languages(base))
    click.echo(report(before, project.read(session.project), session), nl=False)
