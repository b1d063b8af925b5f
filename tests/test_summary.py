"""`handbook summary`: what a change does, from the data of two trees."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from handbook import project
from handbook.state import fingerprint
from handbook.summary import changes, translations
from test_cli import call, spoil


@pytest.fixture
def base(small: Path) -> Path:
    """The tree before a change; `small` is the tree after it."""
    target = small / "base"
    shutil.copytree(small, target, ignore=shutil.ignore_patterns("base"))
    return target


def test_without_a_change_no_page_changes(small: Path, base: Path) -> None:
    result = call(small, "summary", str(base))

    assert result.exit_code == 0, result.output
    assert result.output.startswith("## Was diese Änderung bewirkt\n\nKeine Seite ändert sich.\n")


def test_new_changed_and_removed_pages_are_named_with_their_languages(small: Path, base: Path) -> None:
    shutil.copy(small / "data/practices/rat.yml", small / "data/practices/neu.yml")
    spoil(small, "data/practices/neu.yml", "Şişli gründet einen Rat", "Şişli feiert & singt")
    spoil(small, "docs/tr/background/partners.md", "Text.", "Yazı.")
    spoil(small, "data/practices/kurs.yml", "tr: {title: Kafe ve ötesi, text: Bir kafe.}", "tr: {title: Kafe, text: Bir kafe.}")

    found = changes(project.read(base), project.read(small), "tr")
    result = call(small, "summary", str(base))

    assert [(c.uri, c.locales) for c in found["added"]] == [("practices/neu.md", ("de", "tr"))]
    assert ("background/partners.md", ("tr",)) in [(c.uri, c.locales) for c in found["changed"]]
    assert "practices/kurs.md" in [c.uri for c in found["changed"]]
    assert found["removed"] == []
    assert "**Neue Seiten: 1**\n\n- `practices/neu` Şişli feiert &amp; singt (de, tr)\n" in result.output
    assert [c.uri for c in changes(project.read(small), project.read(base), "de")["removed"]] == ["practices/neu.md"]


def test_the_state_of_translation_is_counted_before_and_after(small: Path, base: Path) -> None:
    before = translations(project.read(base))["tr"]
    spoil(small, "data/practices/kurs.yml", "  title: Neu-Ulm’da Almanca öğretiliyor\n", "")

    after = translations(project.read(small))["tr"]
    assert after["missing"] == before["missing"] + 1
    assert after.total() == before.total()
    assert (
        "| Sprache | aktuell | ungeprüft | veraltet | fehlt |\n| --- | ---: | ---: | ---: | ---: |\n"
        f"| Türkçe | 0 | **{after['unreviewed']}** (vorher {before['unreviewed']}) | 0 "
        f"| **{after['missing']}** (vorher {before['missing']}) |\n"
    ) in call(small, "summary", str(base)).output


def test_what_makes_a_translation_current_again_is_said_file_by_file(small: Path, base: Path) -> None:
    """Of texts that this change made stale, or whose translation it mends; not of those that it leaves stale."""
    call(small, "translations", "accept", "--all")
    spoil(small, "data/practices/kurs.yml", "Ein Café.", "Zwei Cafés.")
    shutil.rmtree(base)
    shutil.copytree(small, base, ignore=shutil.ignore_patterns("base"))
    assert "data/translations" not in call(small, "summary", str(base)).output

    spoil(small, "data/practices/kurs.yml", "Ein Kurs für alle.", "Ein Kurs für viele.")
    spoil(small, "docs/de/background/partners.md", "Text.", "Ein Text.")
    german, turkish = call(small, "summary", str(base)).output, call(small, "-l", "tr", "summary", str(base)).output
    assert f"`data/translations/tr/practices/kurs.yml`\n\n```\nsummary: {fingerprint('Ein Kurs für viele.')}\n```\n" in german
    assert re.search(r'`data/translations/tr/docs/background/partners.yml`\n\n```\n"#three": [0-9a-f]{12}\n```\n', german)
    assert "### Veraltete Übersetzungen" in german
    assert "### Eskimiş çeviriler" in turkish

    spoil(small, "data/practices/kurs.yml", "text: Bir kafe.", "text: İki kafe.")
    assert "elements.kurs-cafe.text: " in call(small, "summary", str(base)).output


def test_a_title_cannot_become_markup(small: Path, base: Path) -> None:
    spoil(small, "docs/de/background/partners.md", "title: Eins", 'title: "<img src=x> [x](https://example.org)"')

    result = call(small, "summary", str(base))

    assert "&lt;img src=x\\> \\[x\\](https://example.org)" in result.output


@pytest.mark.parametrize(("broken", "words"), [("small", "Die Daten haben Fehler."), ("base", "Der Stand vor dieser Änderung")])
def test_a_tree_with_faults_is_said_to_have_them(broken: str, words: str, small: Path, base: Path) -> None:
    spoil({"small": small, "base": base}[broken], "data/practices/rat.yml", "as_of: 2020", "as_of: bald")

    result = call(small, "summary", str(base))

    assert result.exit_code == 0
    assert words in result.output
