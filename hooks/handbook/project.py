"""A project read at once: data, chapters, and every fault of both. What `handbook check` and the live preview show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from handbook import chapters, checks, links, load, names, schema
from handbook.chapters import Chapter
from handbook.faults import Fault
from handbook.load import Loaded


@dataclass(frozen=True)
class Project:
    """What a project folder holds, however broken. `data.handbook` is the valid part of it."""

    root: Path
    locales: tuple[str, ...]
    data: Loaded
    chapters: Mapping[str, Chapter]
    form: tuple[Fault, ...]
    """What is wrong in the form of the chapters."""
    listing: tuple[Fault, ...]
    """What is wrong between the chapters and their list in mkdocs.yml. It stops the build, but no work on texts."""


PRODUCERS: tuple[Callable[[Project], Iterable[Fault]], ...] = (
    lambda project: project.data.faults,
    lambda project: project.form,
    lambda project: project.listing,
    lambda project: links.dead_links(project.data, project.chapters, project.root / "docs"),
)
"""Where faults come from. A new kind of check is one more line here."""


def read(root: Path, locales: tuple[str, ...] | None = None) -> Project:
    """Everything below a project's folder. The languages are those of mkdocs.yml if none are given."""
    locales = locales or load.locales(root / "mkdocs.yml")
    written = (root / "mkdocs.yml").read_text("utf-8")
    config: dict[str, Any] = yaml.load(written, Loader=yaml.BaseLoader)
    data = load.read(root / "data", locales)
    found, form = chapters.chapters(root / "docs", locales)
    listing = links.listing(data, found, tuple(config.get("extra", {}).get("chapters", ())), written)
    return Project(root, locales, data, found, tuple(form), tuple(listing))


def faults(project: Project) -> tuple[Fault, ...]:
    """Every fault of a project by file, line and column."""
    found = (fault for producer in PRODUCERS for fault in producer(project))
    return tuple(sorted(names.helped(fault, project.data.handbook) for fault in found))


def warnings(project: Project, *, spelling: bool = False) -> tuple[Fault, ...]:
    """What the checks find in all files without faults, by file, line and column. Takes seconds.

    While the labels or the exceptions have faults, nobody knows what is right: then that is the only warning. Words are looked
    up once nothing has a fault.
    """
    broken = frozenset(fault.path for fault in (*project.data.faults, *project.form))
    if rules := sorted(path for path in broken if path.startswith(checks.LABELS) or path == checks.EXCEPTIONS):
        return (Fault(rules[0], 1, 1, "not_checked", severity="warning"),)
    parts = (project.data.handbook, project.chapters, project.root)
    found = checks.findings(*parts, broken)
    if spelling and not broken:
        found += checks.misspellings(*parts)
    if not broken:
        found += _outdated_schemas(project)
    return tuple(sorted(found))


def _outdated_schemas(project: Project) -> list[Fault]:
    """Editors do not know a place or publication that was added in the browser, until somebody runs the command."""
    name = schema.outdated(project.root / "data" / "schema", project.data.handbook)
    return [Fault(f"data/schema/{name}", 1, 1, "schema_outdated", severity="warning")] if name else []
