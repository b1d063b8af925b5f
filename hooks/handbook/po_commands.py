"""`handbook po`: texts out to translators' tools as gettext files, and translations back in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import yaml

from handbook import exchange, history, po, project, state
from handbook.exchange import Export, Import, Importer
from handbook.faults import Fault, nearest
from handbook.project import Project
from handbook.session import Session
from handbook.state import Record
from handbook.units import Unit, units


@click.group("po")
def commands() -> None:
    """Exchange texts with translators' tools."""


@commands.command("export")
@click.argument("target")
@click.argument("names", nargs=-1)
@click.option("-o", "--output")
@click.option("--force", is_flag=True)
@click.pass_obj
def export(session: Session, target: str, names: tuple[str, ...], output: str | None, *, force: bool) -> None:
    """Write all texts that can be translated into LANGUAGE, or those of NAMES, as a PO file."""
    read = _read(session, target)
    path = output or f"{target}.po"
    if Path(path).exists() and not force:
        session.fail("po_exists", path=path)
    book = read.data.handbook
    found = list(units(book, read.chapters))
    record = state.placed(found, book.records[target])
    entries = Export(
        book,
        target,
        terms=exchange.found_terms(book),
        line=exchange.lines(read.root, read.chapters),
        site=_site(read.root),
        stale=_stale(record),
        previous=lambda unit, _: history.earlier(read.root, unit, record[unit.file, unit.key]) or "",
    ).entries(found)
    wanted = _named(session, exchange.translatable(found, target), names)
    entries = [entry for entry in entries if entry.context in wanted]
    sources = {unit.source_language for unit in found if exchange.context(unit) in wanted}
    text = po.written(entries, target, sources.pop() if len(sources) == 1 else "")
    if path == "-":
        click.echo(text, nl=False)
        return
    Path(path).write_bytes(text.encode())
    counts = {"translated": sum(bool(entry.text) for entry in entries), "fuzzy": sum(entry.fuzzy for entry in entries)}
    click.echo(session.say("po_exported", path=path, count=len(entries), **counts))


@commands.command("import")
@click.argument("target")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.option("--force", is_flag=True)
@click.pass_obj
def import_(session: Session, target: str, file: Path, *, dry_run: bool, force: bool) -> None:
    """Write the translations of a PO file into the YAML files and chapters.

    Exit code 0: everything is taken over, or there was nothing to do; 1: something is named and was not; 2: called wrongly.
    """
    read = _read(session, target)
    if not file.is_file():
        session.fail("no_such_file", path=file)
    entries, faults = po.read(file.read_bytes(), str(file))
    known = list(units(read.data.handbook, read.chapters))
    record = state.placed(known, read.data.handbook.records[target])
    importer = Importer(read.root, read.locales, read.chapters, target, _checker(read), _stale(record), force)
    found = importer.imported(entries, known, str(file))
    if not dry_run:
        write(read, found, target, record)
    for unit in found.written:
        click.echo(f"{unit.places[target].path}: {unit.key}")
    for fault in (*faults, *found.faults):
        click.echo(fault.text(session.locale), err=True)
    counts = {
        "written": len(found.written),
        "confirmed": len(found.accepted) - len(found.written),
        "fuzzy": found.fuzzy,
        "refused": len(faults) + len(found.faults),
    }
    click.echo(session.say("po_would_import" if dry_run else "po_imported", **counts))
    if found.newer:
        click.echo(session.say("po_kept", newer=found.newer))
    raise SystemExit(1 if faults or found.faults else 0)


def _read(session: Session, language: str) -> Project:
    """The project, if it has that language and no faults."""
    if language not in session.locales:
        session.fail("unknown_language", name=language, allowed=", ".join(session.locales))
    read = project.read(session.project, session.locales)
    if faults := project.faults(read):
        session.fail("faults_first", count=len(faults))
    return read


def _stale(record: Record) -> Callable[[Unit, str], bool]:
    return lambda unit, locale: state.of(unit, locale, record) == "stale"


def _named(session: Session, found: Iterable[Unit], names: Sequence[str]) -> set[str]:
    """The contexts of the texts that people call by these names: an id, a file of the project, or a folder; else of all."""
    called: dict[str, set[str]] = {}
    for unit in found:
        files = [place.path for place in unit.places.values()]
        folders = {folder.as_posix() for file in files for folder in Path(file).parents}
        for name in {*unit.names, *files, *folders, unit.file}:
            called.setdefault(name, set()).add(exchange.context(unit))
    if not names:
        return called.get(".", set())
    for name in names:
        if Path(name).as_posix() not in called:
            session.fail("unknown_text", name=name, nearest=nearest(name, called) or "–")
    return set().union(*(called[Path(name).as_posix()] for name in names))


def _site(root: Path) -> str:
    """Where the site is published: SITE_URL, or what mkdocs.yml says without it."""
    config: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    written = config.get("site_url", "")
    return os.environ.get("SITE_URL") or (written[-1] if isinstance(written, list) else written)


def write(read: Project, found: Import, locale: str, record: Record) -> None:
    """Write the files of an import, then record every translation that is now known to fit its source."""
    for path, raw in found.files.items():
        (read.root / path).parent.mkdir(parents=True, exist_ok=True)
        (read.root / path).write_bytes(raw)
    state.write(read.root / "data", locale, found.accepted, (), record)


def _checker(read: Project) -> Callable[[Mapping[str, bytes]], list[Fault]]:
    """Says which faults data and chapters of a project would have with changed files, without touching it."""

    def check(files: Mapping[str, bytes]) -> list[Fault]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            shutil.copytree(read.root / "data", copy / "data")
            shutil.copyfile(read.root / "mkdocs.yml", copy / "mkdocs.yml")
            for path in (read.root / "docs").rglob("*.md"):
                target = copy / path.relative_to(read.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
            for name, raw in files.items():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes(raw)
            return list(project.faults(project.read(copy, read.locales)))

    return check
