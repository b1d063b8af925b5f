"""`handbook po`: texts out to translators' tools as gettext files, and translations back in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click
import yaml

from handbook import chapters, exchange, load, po
from handbook.chapters import Chapter
from handbook.exchange import Export, Import, Importer
from handbook.faults import DataError, Fault, nearest, wording
from handbook.model import Handbook
from handbook.units import Unit, units

PROJECT = Path(__file__).resolve().parents[2]
"""The command is installed from the project it belongs to."""
ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a terminal says its language; the first one that is set decides, as everywhere on Unix."""


def _spoken(project: Path = PROJECT) -> str:
    """The language of messages: the terminal's, else the first of the handbook."""
    known = load.locales(project / "mkdocs.yml")
    wanted = next((os.environ[name] for name in ENVIRONMENT if os.environ.get(name)), "")
    code = wanted.partition(".")[0].partition("_")[0]
    return code if code in known else known[0]


class _Worded(click.Command):
    """A command that explains itself in the language of the terminal, from the messages `po_…`."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return wording(f"po_short_{self.name}", {}, _spoken())

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = wording(f"po_help_{self.name}", {}, _spoken())
        for option in self.params:
            if isinstance(option, click.Option):
                option.help = wording(f"po_option_{option.name}", {}, _spoken())
        super().format_help(ctx, formatter)


class _WordedGroup(_Worded, click.Group):
    command_class = _Worded


@dataclass(frozen=True)
class _Project:
    """A project that has no faults in its data."""

    root: Path
    locales: tuple[str, ...]
    handbook: Handbook
    chapters: Mapping[str, Chapter]

    @property
    def units(self) -> list[Unit]:
        return list(units(self.handbook, self.chapters))

    def say(self, code: str, **values: Any) -> str:
        return wording(code, values, _spoken(self.root))

    def fail(self, code: str, **values: Any) -> NoReturn:
        """End with a sentence and exit code 2: the command was called in a way that cannot work."""
        raise click.UsageError(self.say(code, **values))

    def check_language(self, locale: str) -> None:
        if locale not in self.locales:
            self.fail("unknown_locale", value=locale, allowed=", ".join(self.locales))


def _read(root: Path) -> _Project:
    locales = load.locales(root / "mkdocs.yml")
    try:
        handbook = load.handbook(root / "data", locales)
    except DataError as error:
        for fault in error.faults:
            click.echo(fault.text(_spoken(root)), err=True)
        raise SystemExit(1) from None
    return _Project(root, locales, handbook, chapters.chapters(root / "docs", locales)[0])


@click.group("po", cls=_WordedGroup)
@click.option("--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PROJECT)
@click.pass_context
def commands(context: click.Context, project: Path) -> None:
    """Exchange texts with translators' tools."""
    context.obj = project


@commands.command("export")
@click.argument("language")
@click.argument("names", nargs=-1)
@click.option("-o", "--output")
@click.option("--force", is_flag=True)
@click.pass_obj
def export(root: Path, language: str, names: tuple[str, ...], output: str | None, *, force: bool) -> None:
    """Write all texts that can be translated into LANGUAGE, or those of NAMES, as a PO file."""
    project = _read(root)
    project.check_language(language)
    target = output or f"{language}.po"
    if Path(target).exists() and not force:
        project.fail("po_exists", path=target)
    found = project.units
    entries = Export(
        project.handbook,
        language,
        terms=exchange.exact_terms(project.handbook),
        line=exchange.lines(root, project.chapters),
        site=_site(root),
    ).entries(found)
    wanted = _named(project, exchange.translatable(found, language), names)
    entries = [entry for entry in entries if entry.context in wanted]
    sources = {unit.source_language for unit in found if exchange.context(unit) in wanted}
    text = po.written(entries, language, sources.pop() if len(sources) == 1 else "")
    if target == "-":
        click.echo(text, nl=False)
        return
    Path(target).write_bytes(text.encode())
    counts = {"translated": sum(bool(entry.text) for entry in entries), "fuzzy": sum(entry.fuzzy for entry in entries)}
    click.echo(project.say("po_exported", path=target, count=len(entries), **counts))


def _named(project: _Project, found: Iterable[Unit], names: Sequence[str]) -> set[str]:
    """The contexts of the texts that people call by these names: an id, a file of the project, or a folder; else of all."""
    called: dict[str, set[str]] = {}
    for unit in found:
        files = [place.path for place in unit.places.values()]
        known = {unit.file, unit.file.rpartition("/")[2].removesuffix(".md"), *files}
        known |= {folder.as_posix() for file in files for folder in Path(file).parents}
        if unit.file in load.LISTS:
            known.add(unit.key.partition(".")[0])
        for name in known:
            called.setdefault(name, set()).add(exchange.context(unit))
    if not names:
        return called.get(".", set())
    for name in names:
        if Path(name).as_posix() not in called:
            project.fail("po_no_text", name=name, nearest=nearest(name, called))
    return set().union(*(called[Path(name).as_posix()] for name in names))


def _site(root: Path) -> str:
    """Where the site is published: SITE_URL, or what mkdocs.yml says without it."""
    config: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    written = config.get("site_url", "")
    return os.environ.get("SITE_URL") or (written[-1] if isinstance(written, list) else written)


@commands.command("import")
@click.argument("language")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.pass_obj
def import_(root: Path, language: str, file: Path, *, dry_run: bool) -> None:
    """Write the translations of a PO file into the YAML files and chapters.

    Exit code 0: everything is taken over, or there was nothing to do; 1: something is named and was not; 2: called wrongly.
    """
    project = _read(root)
    project.check_language(language)
    entries, faults = po.read(file.read_bytes(), str(file))
    importer = Importer(root, project.locales, project.chapters, language, _checker(root, project.locales))
    found = importer.imported(entries, project.units, str(file))
    if not dry_run:
        write(root, found, language)
    for unit in found.written:
        click.echo(f"{unit.places[language].path}: {unit.key}")
    for fault in (*faults, *found.faults):
        click.echo(fault.text(_spoken(root)), err=True)
    counts = {
        "written": len(found.written),
        "confirmed": len(found.accepted) - len(found.written),
        "fuzzy": found.fuzzy,
        "refused": len(faults) + len(found.faults),
    }
    click.echo(project.say("po_would_import" if dry_run else "po_imported", **counts))
    raise SystemExit(1 if faults or found.faults else 0)


def nothing(_unit: Unit, _locale: str) -> None:
    """Where nobody keeps a record of accepted translations."""


def write(root: Path, found: Import, locale: str, accept: Callable[[Unit, str], None] = nothing) -> None:
    """Write the files of an import, then record every translation that is now known to fit its source."""
    for path, raw in found.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    for unit in found.accepted:
        accept(unit, locale)


def _checker(root: Path, locales: tuple[str, ...]) -> Callable[[Mapping[str, bytes]], list[Fault]]:
    """Says which faults data and chapters of a project would have with changed files, without touching it."""

    def check(files: Mapping[str, bytes]) -> list[Fault]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            shutil.copytree(root / "data", copy / "data")
            for path in (root / "docs").rglob("*.md"):
                target = copy / path.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
            for name, raw in files.items():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes(raw)
            faults = chapters.chapters(copy / "docs", locales)[1]
            try:
                load.handbook(copy / "data", locales)
            except DataError as error:
                faults += error.faults
            return faults

    return check
