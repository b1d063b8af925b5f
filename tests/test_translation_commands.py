"""`handbook translations` as translators call it, on the tiny handbook in a project of its own."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbook.cli import main
from test_build import copy, edit

GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project under git whose translations are all accepted."""
    project = copy(tmp_path)
    assert call(project, "accept", "--all").exit_code == 0
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*GIT, *arguments], cwd=project, check=True)
    return project


def call(project: Path, *arguments: str, locale: str = "de") -> Result:
    return CliRunner().invoke(main, ["--project", str(project), "-l", locale, "translations", *arguments])


def change(project: Path) -> None:
    edit(project / "data/practices/kurs.yml", "Ein Kurs für alle.", "Ein Kurs für viele.")


def test_the_list_names_each_open_text_with_its_place_and_ends_with_the_totals(root: Path) -> None:
    change(root)

    lines = call(root).output.splitlines()
    assert "data/practices/kurs.yml:20:12: tr summary: veraltet" in lines
    assert "data/practices/rat.yml:1:1: tr title: fehlt" in lines
    assert re.fullmatch(r"tr: aktuell \d+, ungeprüft 0, veraltet 1, fehlt 3, ohne Ausgangstext 0\.", lines[-1])
    assert "data/practices/kurs.yml:20:12: tr summary: eskimiş" in call(root, locale="tr").output


def test_the_list_is_data_for_programs_and_can_be_limited_to_a_language(root: Path) -> None:
    change(root)

    found = json.loads(call(root, "--to", "tr", "--format", "json").output)
    assert {"locale": "tr", "file": "practices/kurs", "key": "summary", "state": "stale"}.items() <= next(
        entry for entry in found if entry["state"] == "stale"
    ).items()
    assert json.loads(call(root, "--to", "de", "--format", "json").output) == []
    assert call(root, "--to", "xx").exit_code == 2


def test_the_difference_is_shown_word_by_word_above_the_translation(root: Path) -> None:
    change(root)

    assert call(root, "diff", "kurs").output == (
        "data/practices/kurs.yml: summary\nEin Kurs für [-alle.-]{+viele.+}\n"
        "data/practices/kurs.yml:\nHerkes için bir kurs.\n\n"
    )
    assert call(root, "diff", "sisli").output == "Zu „sisli“ ist keine Übersetzung veraltet.\n"


def test_without_history_the_difference_says_so_and_shows_the_text_of_today(root: Path) -> None:
    change(root)
    subprocess.run(["git", "checkout", "-q", "--orphan", "alone"], cwd=root, check=True)
    subprocess.run([*GIT, "commit", "-qam", "squashed"], cwd=root, check=True)

    output = call(root, "diff", "kurs").output
    assert "Der Text von damals steht nicht in der Geschichte dieses Klons; hier der heutige:\nEin Kurs für viele.\n" in output


def test_accepting_a_field_clears_just_that_one(root: Path) -> None:
    change(root)
    edit(root / "data/practices/kurs.yml", "Neu-Ulm lehrt Deutsch", "Neu-Ulm lehrt besser Deutsch")

    assert call(root, "accept", "kurs", "summary").output == ("data/practices/kurs.yml: tr summary: aktuell\nVermerkt: 1.\n")
    assert "tr summary: veraltet" not in call(root).output
    assert "tr title: veraltet" in call(root).output
    assert call(root, "accept", "data/practices/kurs.yml").output.endswith("Vermerkt: 1.\n")
    assert "veraltet 0" in call(root).output


def test_a_minor_change_leaves_what_nobody_has_reviewed(root: Path) -> None:
    change(root)
    path = root / "data/practices/rat.yml"
    path.write_text(path.read_text("utf-8") + "tr:\n  title: Şişli bir meclis kurdu\n", "utf-8")

    assert call(root, "accept", "--all", "--minor").output.endswith("Vermerkt: 1.\n")
    assert "data/practices/rat.yml:12:10: tr title: ungeprüft" in call(root).output


def test_entries_of_lists_and_chapters_have_names_too(root: Path) -> None:
    edit(root / "data/glossary.yml", "note: Ein Status.", "note: Ein anderer Status.")
    edit(root / "docs/de/about/accessibility.md", "Text.", "Anderer Text.")

    assert "data/glossary.yml:5:40: tr duldung.note: veraltet" in call(root).output
    assert "docs/tr/about/accessibility.md:5:1: tr #top: veraltet" in call(root).output
    assert call(root, "accept", "duldung", "note").output.endswith("Vermerkt: 1.\n")
    assert call(root, "accept", "about/accessibility").output.endswith("Vermerkt: 1.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["accept", "kurz"], "„kurz“ gibt es nicht. Ähnlich: kurs"),
        (["accept", "kurs", "sumary"], "Das Feld „sumary“ gibt es hier nicht; erlaubt: approach, elements."),
        (["accept"], "Nennen Sie eine Kennung oder schreiben Sie --all."),
        (["accept", "kurs", "--all"], "Nennen Sie eine Kennung oder schreiben Sie --all."),
    ],
)
def test_a_call_that_cannot_work_says_what_would(arguments: list[str], message: str, root: Path) -> None:
    result = call(root, *arguments)

    assert result.exit_code == 2
    assert message in result.output


def test_with_a_fault_in_the_data_the_fault_comes_first(root: Path) -> None:
    edit(root / "data/practices/rat.yml", "as_of: 2020", "as_of: bald")

    result = call(root)
    assert result.exit_code == 2
    assert "„handbook check“ nennt sie" in result.output


def test_records_without_a_text_are_named_and_can_be_removed(root: Path) -> None:
    record = root / "data/translations/tr/practices/weg.yml"
    record.write_text("title: 000000000000\n", "utf-8")

    assert "data/translations/tr/practices/weg.yml: title: ohne Ausgangstext" in call(root).output
    assert call(root, "prune").output == "Entfernt: 1.\n"
    assert not record.exists()
