"""What a source text said when it was translated, found in git by its fingerprint, and what has changed since, word by word."""

from __future__ import annotations

import difflib
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from handbook import chapters, document
from handbook.document import Loc
from handbook.state import fingerprint
from handbook.units import Unit, Where

Change = Literal["same", "gone", "new"]
VERSIONS = 500
"""How far to look back in the history of one file."""


def earlier(project: Path, unit: Unit, recorded: str) -> str | None:
    """The source text that has the recorded fingerprint; None if the history at hand does not hold it (a shallow clone)."""
    where = unit.places[unit.source_language]
    path = project / where.path
    steps = _named(document.read(path.read_bytes(), where.path).data, where.loc) if where.path.endswith(".yml") else where.loc
    for revision in _git(project, "log", f"--max-count={VERSIONS}", "--format=%H", "--", where.path).split():
        for text in _texts(_version(project, revision, where.path), where, steps):
            if text and fingerprint(text) == recorded:
                return text
    return None


def changes(before: str, after: str) -> Iterator[tuple[Change, str]]:
    """Runs of words that stayed, went or came, in reading order; the words of all but the gone ones make up `after`."""
    old, new = (re.findall(r"\S+\s*|^\s+", text) for text in (before, after))
    words = difflib.SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for tag, i, j, k, m in words.get_opcodes():
        if tag == "equal":
            yield "same", "".join(new[k:m])
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])


@lru_cache(VERSIONS)
def _version(project: Path, revision: str, path: str) -> Any:
    """A file as it once was, a YAML file as its data. It never changes, and a file of many texts is asked for many times."""
    raw = _git(project, "show", f"{revision}:{path}").encode()
    return raw if path.endswith(".md") else document.read(raw, path).data


def _texts(version: Any, where: Where, steps: Loc) -> list[str | None]:
    """One text of one version of a file; of a list without ids that of every entry, since they may have moved."""
    if where.path.endswith(".md"):
        return [chapters.text_of(version, where.loc[0])]
    found = [version]
    for step in steps:
        found = [
            inner
            for value in found
            for inner in (value if isinstance(step, int) and isinstance(value, list) else [_item(value, step)])
        ]
    return [value.strip() for value in found if isinstance(value, str)]


def _named(data: Any, loc: Loc) -> Loc:
    """A place with the ids of list entries instead of their positions, which may differ from version to version."""
    steps: list[str | int] = []
    for step in loc:
        inner = _item(data, step)
        steps.append(inner["id"] if isinstance(step, int) and isinstance(inner, dict) and "id" in inner else step)
        data = inner
    return tuple(steps)


def _item(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int):
        return data[step] if step < len(data) else None
    if isinstance(data, list):
        return next((entry for entry in data if isinstance(entry, dict) and entry.get("id") == step), None)
    return None


def _git(project: Path, *arguments: str) -> str:
    """What git answers; nothing where there is no git or no history."""
    try:
        command = ["git", "-c", "core.quotepath=off", *arguments]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
