"""Every text of the handbook has one name, in data and chapters alike."""

from __future__ import annotations

from pathlib import Path

from conftest import PROJECT
from handbook import chapters, units
from handbook.model import Handbook


def read(docs: Path) -> tuple[dict[str, chapters.Chapter], list[str]]:
    """The chapters below a folder, and the faults as messages without the folder's name."""
    found, faults = chapters.chapters(docs, ("de", "tr"))
    return found, sorted(fault.text("de").replace(f"{docs.name}/", "") for fault in faults)


def chapter(docs: Path, locale: str, body: str, meta: str = "title: T\ndescription: D\n") -> None:
    path = docs / locale / "background" / "x.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{meta}---\n\n{body}", "utf-8")


def test_a_chapter_falls_into_the_sections_that_have_an_id(tmp_path: Path) -> None:
    chapter(
        tmp_path, "de", "# Titel\n\nVorab.\n\n## Eins {#one}\n\nText.\n\n### Ohne Kennung\n\nMehr.\n\n## Zwei {#two}\n\nEnde.\n"
    )
    found, _ = read(tmp_path)

    sections = found["background/x.md"].texts["de"].sections
    assert list(sections) == ["top", "one", "two"]
    assert sections["one"].text == "## Eins {#one}\n\nText.\n\n### Ohne Kennung\n\nMehr."
    assert sections["one"].line == 10
    assert sections["top"].heading == "Titel"


def test_the_sections_of_a_chapter_are_the_same_in_every_language(tmp_path: Path) -> None:
    chapter(tmp_path, "de", "# T\n\n## Eins {#one}\n\nText.\n")
    chapter(tmp_path, "tr", "# T\n\n## İki {#two}\n\nMetin.\n")
    _, faults = read(tmp_path)

    lost, missing, unknown = faults
    assert lost == "de/background/x.md:1:1: der Abschnitt {#two} fehlt hier; er steht in tr/background/x.md"
    assert missing == "tr/background/x.md:1:1: der Abschnitt {#one} fehlt hier; er steht in de/background/x.md"
    assert unknown == (
        "tr/background/x.md:8:1: den Abschnitt {#two} gibt es in de/background/x.md nicht; "
        "die Kennungen der Abschnitte sind in allen Sprachen gleich"
    )


def test_a_chapter_says_its_title_and_description(tmp_path: Path) -> None:
    chapter(tmp_path, "de", "# T\n", meta="title: T\n")
    (tmp_path / "tr").mkdir()
    (tmp_path / "tr" / "y.md").write_text("# Y\n", "utf-8")
    _, faults = read(tmp_path)

    assert faults == [
        "de/background/x.md:2:1: das Feld „description“ fehlt",
        "tr/y.md:1:1: am Anfang des Kapitels fehlen die Angaben zwischen zwei Zeilen „---“: title und description",
    ]


def test_a_chapter_may_be_written_in_any_language(tmp_path: Path) -> None:
    chapter(tmp_path, "de", "# T\n")
    chapter(tmp_path, "tr", "# T\n", meta="title: T\ndescription: D\nsource_language: tr\n")
    found, faults = read(tmp_path)

    assert found["background/x.md"].source_language == "tr"
    assert faults == []


def test_every_text_has_a_name_of_its_own_and_knows_where_it_stands(book: Handbook) -> None:
    found, faults = chapters.chapters(PROJECT / "docs", book.locales)
    made = list(units.units(book, found))

    assert faults == []
    assert len({(unit.file, unit.key) for unit in made}) == len(made)
    by_name = {(unit.file, unit.key): unit for unit in made}
    element = by_name["practices/altena-dezentrale-unterbringung", "elements.altena-kleiderkammer.title"]
    assert element.places["tr"].path == "data/practices/altena-dezentrale-unterbringung.yml"
    assert element.places["tr"].loc[:1] + element.places["tr"].loc[2:] == ("elements", "tr", "title")
    assert by_name["glossary", "duldung.note"].source == book.terms["duldung"].texts["de"].note
    assert by_name["docs/background/partners.md", "#government"].texts["tr"].startswith("## ")
