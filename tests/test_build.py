"""Builds of copies of the project: in odd folders, with a third language, with mistakes, and many times larger."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import PROJECT, TINY

ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PDF": "false", "PYTHONPATH": str(PROJECT / "hooks")}


CHAPTER = "---\ntitle: x\ndescription: x\n---\n\n# x\n\nText.\n"


def copy(folder: Path) -> Path:
    """A small project that builds, in a folder with a space and a ş: the tiny handbook in the real site."""
    target = folder / "bir şey mit Leerzeichen"
    for name in ("hooks", "docs/assets", "data/labels"):
        shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TINY, target / "data", ignore=shutil.ignore_patterns("labels"), dirs_exist_ok=True)
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    text = re.sub(r"    - background/(?!.*generated).*\n", "", text)
    (target / "mkdocs.yml").write_text(text, "utf-8")
    for locale in ("de", "tr"):
        (target / "docs" / locale / "about").mkdir(parents=True)
        for name in ("handbook", "accessibility", "authors", "translators"):
            (target / f"docs/{locale}/about/{name}.md").write_text(CHAPTER, "utf-8")
    return target


def build(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = ENVIRONMENT | {"PYTHONPATH": str(project / "hooks")}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def edit(path: Path, old: str, new: str) -> bool:
    """Replace the first `old` in a file; always False, so that edits can be joined with `or`."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return False


def multiply(project: Path, times: int) -> None:
    """As many copies of each practice, with ids of their own."""
    folder = project / "data/practices"
    texts = {name: (folder / f"{name}.yml").read_text("utf-8") for name in ("kurs", "rat")}
    for name, text in texts.items():
        for number in range(1, times):
            made = text.replace("kurs-cafe", f"kurs-cafe-{number}").replace("[[rat]]", f"[[rat-{number}]]")
            (folder / f"{name}-{number}.yml").write_text(made, "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy(tmp_path)


def test_a_third_language_needs_no_change_in_python(project: Path) -> None:
    """English as a block in mkdocs.yml, a labels file, a docs tree, and texts for one practice."""
    edit(project / "mkdocs.yml", "- {locale: tr,", "- {locale: en, name: English, }\n        - {locale: tr,")
    labels = yaml.load((project / "data/labels/de.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    labels["practice"]["approach"] = "How it was done"
    labels["fallback"]["all"] = "This text is not in English yet."
    (project / "data/labels/en.yml").write_text(yaml.safe_dump(labels, allow_unicode=True), "utf-8")
    shutil.copytree(project / "docs/de", project / "docs/en")
    path = project / "data/practices/rat.yml"
    english = "en:\n  title: Volunteers in Altena\n  summary: A text.\n  approach: Step by step.\n"
    path.write_text(path.read_text("utf-8") + english, "utf-8")

    result = build(project)

    assert result.returncode == 0, result.stderr
    page = (project / "site/en/practices/rat/index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert ">How it was done<" in page
    assert page.count("hreflang=") >= 4
    fallback = (project / "site/en/practices/kurs/index.html").read_text("utf-8")
    assert "This text is not in English yet." in fallback
    assert re.search(r'<h1 lang="de">', fallback)


def test_a_chapter_that_a_language_lacks_is_shown_with_a_notice_and_marked(project: Path) -> None:
    (project / "docs/tr/about/accessibility.md").unlink()

    result = build(project)

    assert result.returncode == 0, result.stderr
    page = (project / "site/tr/about/accessibility/index.html").read_text("utf-8")
    assert "Bu metnin Türkçesi henüz yok." in page
    assert '<div lang="de">' in page


def test_a_chapter_may_be_written_in_turkish_first(project: Path) -> None:
    """The German address shows the Turkish text, marked, and pages that link to it find it."""
    (project / "docs/de/about/accessibility.md").unlink()
    edit(project / "docs/tr/about/accessibility.md", "Text.", "## Giriş {#giris}\n\nMetin, [[rat]].")
    edit(project / "docs/de/about/authors.md", "Text.", "[x](accessibility.md#giris), [[kurs|der Kurs]], `[[kurs]]`")

    result = build(project)

    assert result.returncode == 0, result.stderr
    page = (project / "site/about/accessibility/index.html").read_text("utf-8")
    assert "noch nicht auf Deutsch vor" in page
    assert '<div lang="tr">' in page
    assert '<a href="../../practices/rat/">' in page
    assert 'hreflang="de"' not in page.partition("</head>")[0]
    assert "docs/tr/about/accessibility.md" in page
    turkish = (project / "site/tr/about/accessibility/index.html").read_text("utf-8")
    assert '<div lang="' not in turkish
    assert "Metin, " in turkish
    authors = (project / "site/about/authors/index.html").read_text("utf-8")
    assert '<a href="../../practices/kurs/">der Kurs</a>' in authors
    assert "<code>[[kurs]]</code>" in authors


def test_a_page_without_translation_is_not_announced_as_one(project: Path) -> None:
    """rat.yml has no Turkish: its Turkish page exists for readers, but no search engine is told that it is Turkish."""
    result = build(project)

    assert result.returncode == 0, result.stderr
    for prefix in ("", "tr/"):
        page = (project / f"site/{prefix}practices/rat/index.html").read_text("utf-8")
        assert re.findall(r'hreflang="?([a-z-]+)"? href="?([^">]+)', page.partition("</head>")[0]) == [
            ("de", "https://handbook.example/practices/rat/"),
            ("x-default", "https://handbook.example/practices/rat/"),
        ]
    sitemap = (project / "site/sitemap.xml").read_text("utf-8")
    assert "handbook.example/practices/rat/" in sitemap
    assert "tr/practices/rat/" not in sitemap
    assert sitemap.count("tr/practices/kurs/") == 3


FAILURES: dict[str, tuple[Any, str]] = {
    "a fault in the data": (
        lambda project: edit(project / "data/practices/rat.yml", "places: [sisli]", "places: [sisly]"),
        r"data/practices/rat\.yml:\d+:10: den Ort „sisly“ gibt es nicht in data/places/\. Meinten Sie „sisli“\?",
    ),
    "two faults in two files, both named": (
        lambda project: (
            edit(project / "data/practices/rat.yml", "as_of: 2020", "as_of: bald")
            or edit(project / "data/themes.yml", "- id: housing", "- id: Wohnen")
        ),
        r"rat\.yml:\d+:8: hier wird ein Jahr erwartet(?s:.*)themes\.yml:\d+:7: „Wohnen“ ist keine gültige Kennung",
    ),
    "a chapter where a page is generated": (
        lambda project: [(project / "docs/de/glossary.md").write_text(CHAPTER, "utf-8")],
        r"docs/de/glossary\.md:1:1: die Seite „glossary\.md“ entsteht schon aus data/",
    ),
    "a chapter outside the navigation": (
        lambda project: [(project / f"docs/{code}/about/more.md").write_text(CHAPTER, "utf-8") for code in ("de", "tr")],
        r"docs/de/about/more\.md:1:1: das Kapitel „about/more\.md“ steht noch nicht in mkdocs\.yml",
    ),
    "a link to a practice that does not exist": (
        lambda project: edit(project / "docs/tr/about/accessibility.md", "Text.", "[x](../practices/nichts.md)"),
        r"docs/tr/about/accessibility\.md:8:5: die Seite „\.\./practices/nichts\.md“ gibt es nicht",
    ),
    "a link to a section that does not exist": (
        lambda project: edit(project / "docs/tr/about/accessibility.md", "Text.", "[x](../glossary.md#nichts)"),
        r"docs/tr/about/accessibility\.md:8:5: auf der Seite „glossary\.md“ gibt es die Stelle „#nichts“ nicht",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_build_with_a_mistake_fails_and_says_where(name: str, project: Path) -> None:
    spoil, message = FAILURES[name]
    spoil(project)

    result = build(project)

    assert result.returncode != 0
    assert re.search(message, result.stdout + result.stderr), result.stderr
    assert "Traceback" not in result.stderr


def test_pages_do_not_grow_with_the_number_of_practices(project: Path) -> None:
    """Ten times as many practices: what a practice page weighs stays the same."""
    sizes: list[int] = []
    for times in (20, 200):
        multiply(project, times)
        result = build(project)
        assert result.returncode == 0, result.stderr
        sizes.append((project / "site/practices/kurs/index.html").stat().st_size)

    assert sizes[1] < sizes[0] * 1.02
