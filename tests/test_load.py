"""Every mistake in the data is found, at its place, in words that help; `cases/` holds one mistake per case."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook import load
from handbook.faults import DataError
from handbook.model import Handbook

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['rule']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def apply(case: dict[str, Any], data: Path) -> None:
    """Make the one mistake of a case in a copy of the tiny handbook."""
    path = data / case["file"]
    if case.get("delete"):
        path.unlink()
        return
    text = case["write"] if "write" in case else path.read_text("utf-8")
    for edit in ("replace", "also", "also2"):
        if edit in case:
            old, new = case[edit]
            assert old in text, f"{case['rule']}: {old!r} is not in {path.name}"
            text = text.replace(old, new * case.get("times", 1), 1)
    text = text.replace("\n", case.get("line_end", "\n"))
    path.write_bytes((case.get("prefix", "") + text).encode(case.get("encoding", "utf-8")))
    if "file2" in case:
        apply({"rule": case["rule"], "file": case["file2"], "replace": case["replace2"]}, data)


def faults(data: Path, locales: tuple[str, ...]) -> list[list[str]]:
    """All messages of a data folder, once per language."""
    try:
        load.handbook(data, locales)
    except DataError as error:
        return [[fault.text(locale) for fault in error.faults] for locale in locales]
    return [[] for _ in locales]


@pytest.mark.parametrize("case", CASES)
def test_each_mistake_is_named_in_both_languages(case: dict[str, Any], tiny: Path) -> None:
    apply(case, tiny)

    found = faults(tiny, ("de", "tr"))

    assert [case["de"], case["tr"]] == found


def test_the_tiny_handbook_has_no_fault(tiny: Path) -> None:
    assert [[], []] == faults(tiny, ("de", "tr"))


def test_every_code_has_a_wording_in_every_language() -> None:
    folder = Path(load.__file__).parent / "messages"
    wordings = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yml")}

    assert {"de", "tr"} == wordings.keys()
    assert wordings["de"].keys() == wordings["tr"].keys()


def test_a_missing_translation_is_no_mistake(tiny: Path) -> None:
    book = load.handbook(tiny, ("de", "tr"))

    assert set(book.practices["rat"].texts) == {"de"}


def test_decomposed_letters_and_windows_line_ends_are_the_same_text(tiny: Path) -> None:
    """İ typed as I and a dot above must equal İ, or sorting and search would tell them apart."""
    path = tiny / "places" / "sisli.yml"
    path.write_bytes(path.read_text("utf-8").replace("Şişli", "S\u0327is\u0327li").replace("\n", "\r\n").encode())

    book = load.handbook(tiny, ("de", "tr"))

    assert book.places["sisli"].texts["de"].name == "Şişli"


def test_ids_come_from_file_names_and_languages_from_mkdocs_yml(book: Handbook) -> None:
    project = Path(__file__).parent.parent

    assert book.locales == load.locales(project / "mkdocs.yml")
    assert all(id_ == practice.id for id_, practice in book.practices.items())


def test_a_third_language_needs_its_labels(tiny: Path) -> None:
    shutil.copy(tiny / "labels" / "tr.yml", tiny / "labels" / "en.yml")

    assert {"de", "tr", "en"} == load.handbook(tiny, ("de", "tr", "en")).labels.keys()
    assert "data/labels/fr.yml:1:1: diese Datei fehlt; legen Sie sie an" in faults(tiny, ("de", "tr", "fr"))[0]
