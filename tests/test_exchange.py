"""Texts leave for translators' tools and come back: what was not touched stays, what cannot be taken over is named."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import PROJECT, TINY
from handbook import chapters, exchange, load, po, state
from handbook.cli import main
from handbook.exchange import Export, Importer
from handbook.faults import Fault, messages
from handbook.model import Handbook
from handbook.page import Page
from handbook.po import Entry
from handbook.units import Unit, units
from hostile import texts

CHAPTER = """\
---
title: Über das Buch
description: Was darin steht
---

# Über das Buch

Vorab.

## Ziel {#aim}

Ein Ziel.
"""
CHAPTER_TR = """\
---
title: Kitap hakkında
description: İçindekiler
---

# Kitap hakkında

Önsöz.

## Amaç {#aim}

Bir amaç.
"""


# --- PO files -------------------------------------------------------------------------------------------------------------


@given(st.lists(st.builds(Entry, texts, texts, st.just("") | texts, st.booleans()), max_size=4, unique_by=lambda e: e.context))
@settings(deadline=None)
def test_any_text_survives_a_po_file(entries: list[Entry]) -> None:
    read, faults = po.read(po.written(entries, "tr", "de").encode(), "x.po")

    assert faults == []
    assert [dataclasses.replace(entry, line=0) for entry in read] == entries


POEDIT = r"""
# Translated by somebody.
msgid ""
msgstr ""
"Project-Id-Version: handbook\n"
"PO-Revision-Date: yesterday\n"
"Last-Translator: \n"
"Language: tr\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"X-Generator: Poedit 3.4\n"

# a note of the translator
#. Praxis
#: data/practices/a.yml:3
#, fuzzy
#| msgid "Old "
#| "text."
msgctxt "practices/a:summary"
msgid ""
"Ein langer Text, den Poedit "
"umbricht.\n"
"Zweite Zeile mit \"Zitat\"."
msgstr ""
"Poedit’in böldüğü "
"uzun metin.\n"
"I"
"̇kinci satır."

#~ msgctxt "practices/b:summary"
#~ msgid "Weg"
#~ msgstr "Gitti"
""".lstrip()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_of_poedit_is_read(ends: str, mark: str) -> None:
    """Wrapped lines, a mark at the beginning, line ends of any system, letters in two pieces, obsolete entries."""
    entries, faults = po.read((mark + POEDIT.replace("\n", ends)).encode(), "x.po")

    assert faults == []
    (entry,) = entries
    assert entry.context == "practices/a:summary"
    assert entry.source == 'Ein langer Text, den Poedit umbricht.\nZweite Zeile mit "Zitat".'
    assert entry.text == "Poedit’in böldüğü uzun metin.\nİkinci satır."
    assert entry.fuzzy
    assert entry.references == ("data/practices/a.yml:3",)
    assert entry.line == POEDIT.split("\n").index('"Ein langer Text, den Poedit "')


def test_a_file_says_itself_how_it_is_encoded() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-9\\n"\n\nmsgctxt "a"\nmsgid "x"\nmsgstr "ğış"\n'

    assert [entry.text for entry in po.read(text.encode("iso-8859-9"), "x.po")[0]] == ["ğış"]
    assert po.read(text.replace("9-9", "9-99").encode(), "x.po")[1] == [Fault("x.po", 1, 1, "wrong_encoding")]
    assert po.read('\n\nmsgid "ğ"'.encode("iso-8859-9"), "x.po")[1] == [Fault("x.po", 3, 1, "wrong_encoding")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('msgid "a"\nmsgstr "b"\n\nmsgtext "c"\n', 4, id="an unknown word"),
        pytest.param('msgid "a"\n\n\nmsgid "b"\nmsgstr ""\n', 1, id="an entry without msgstr"),
        pytest.param('"a"\n', 1, id="a text of no entry"),
        pytest.param("places: [altena]\nde: x\n", 1, id="a YAML file"),
        pytest.param('msgid "a"\nmsgstr b’c\n', 2, id="a text without quotes"),
        pytest.param('msgid "a"\nmsgstr "b\n', 2, id="a text without its last quote"),
        pytest.param('msgid "a"\nmsgstr "b \\"\n', 2, id="a last quote that is escaped"),
        pytest.param('msgid "a"\nmsgstr "b "c" d"\n', 2, id="quotes inside that are not escaped"),
        pytest.param('msgid "a"\nmsgstr ""\n"b"c"\n', 3, id="quotes inside the second line of a text"),
        pytest.param('msgid "a"\nmsgstr "b\\c"\n', 2, id="an escape that is none"),
        pytest.param('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, id="two translations of an entry"),
    ],
)
def test_what_is_no_po_file_is_named_with_its_line(text: str, line: int) -> None:
    assert po.read(text.encode(), "x.po") == ([], [Fault("x.po", line, 1, "po_syntax")])


def test_two_entries_of_one_name_are_refused_at_the_second() -> None:
    """Babel would join them and lose one translation; without a context an entry is named by its text."""
    entries = '{0}msgid "a"\nmsgstr "b"\n\n{1}msgid "{2}"\nmsgstr "c"\n'

    for first, second, text, fault in (
        ('msgctxt "x"\n', 'msgctxt "x"\n', "a", Fault("x.po", 6, 1, "po_repeated")),
        ('msgctxt "x"\n', 'msgctxt "x"\n', "other", Fault("x.po", 6, 1, "po_repeated")),
        ("", "", "a", Fault("x.po", 4, 1, "po_repeated")),
    ):
        assert po.read(entries.format(first, second, text).encode(), "x.po") == ([], [fault])
    for first, second, text in (('msgctxt "x"\n', 'msgctxt "y"\n', "a"), ("", "", "other")):
        assert len(po.read(entries.format(first, second, text).encode(), "x.po")[0]) == 2


def test_a_previous_source_stands_line_by_line_as_gettext_wants_it() -> None:
    entry = Entry("a", "Neu", "Yeni", fuzzy=True, previous="Alt\n" + "lang " * 30 + "ende")

    assert (
        f'#, fuzzy\n#| msgid ""\n#| "Alt\\n"\n#| "{"lang " * 30}ende"\nmsgctxt "a"\nmsgid "Neu"\nmsgstr "Yeni"\n'
        in po.written([entry], "tr")
    )


# --- export ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def found(book: Handbook) -> list[Unit]:
    """Every text of the real handbook."""
    return list(units(book, chapters.chapters(PROJECT / "docs", book.locales)[0]))


def exported(book: Handbook, found: Iterable[Unit], *, stale: bool = False) -> str:
    """The real texts as a Turkish PO file; `stale` ones were translated from something else."""
    export = Export(
        book,
        "tr",
        terms=exchange.found_terms(book),
        line=lambda _: 1,
        site="https://example.org/",
        stale=lambda *_: stale,
        previous=lambda unit, _: f"Früher: {unit.source}",
    )
    return po.written(export.entries(found), "tr", "de")


def test_two_exports_are_equal(book: Handbook, found: list[Unit]) -> None:
    """No date, no order of chance: a file in version control changes only where a text does."""
    first = exported(book, found)

    assert first == exported(book, found)
    assert re.findall(".*Date.*", first.partition("\n\n")[0]) == ['"PO-Revision-Date: \\n"']


def test_the_real_texts_come_back_as_they_left(book: Handbook, found: list[Unit]) -> None:
    def check(_: Mapping[str, bytes]) -> Iterable[Fault]:
        pytest.fail("nothing changed, so there is nothing to check")

    entries, _ = po.read(exported(book, found).encode(), "tr.po")
    importer = Importer(PROJECT, book.locales, {}, "tr", check)
    result = importer.imported(entries, found, "tr.po")

    assert len(entries) == len(exchange.translatable(found, "tr")) > 2800
    assert (result.files, result.written, result.accepted, result.faults, result.fuzzy) == ({}, (), (), (), 0)


def test_a_stale_translation_leaves_unfinished_with_its_old_source_and_counts_when_a_translator_lets_it_stand(
    book: Handbook, found: list[Unit]
) -> None:
    some = found[:20]
    text = exported(book, some, stale=True)
    entries, _ = po.read(text.encode(), "tr.po")
    importer = Importer(PROJECT, book.locales, {}, "tr", lambda _: (), stale=lambda *_: True)

    assert all(entry.fuzzy for entry in entries)
    assert '#| msgid "Früher: Altena bringt' in text
    assert importer.imported(entries, some, "tr.po").accepted == ()
    let_stand = [dataclasses.replace(entry, fuzzy=False) for entry in entries]
    assert importer.imported(let_stand, some, "tr.po").accepted == tuple(exchange.translatable(some, "tr"))
    assert importer.imported(let_stand, some, "tr.po").files == {}


def test_every_entry_says_what_it_is_where_it_shows_and_which_terms_bind(book: Handbook, found: list[Unit]) -> None:
    entries = {entry.context: entry for entry in po.read(exported(book, found).encode(), "tr.po")[0]}
    entry = entries["practices/altena-konzept:results"]

    assert entry.comments[:2] == (
        "Uygulama “Stadt und Ehrenamtliche nehmen Geflüchtete in Altena gemeinsam auf”: sonuçlar",
        "https://example.org/tr/practices/altena-konzept/#results",
    )
    assert "Sözlük: Geflüchtete → mülteciler (yanlış: kaçaklar, misafirler)" in entry.comments
    assert entry.references == ("data/practices/altena-konzept.yml:1",)
    element = entries["practices/altena-konzept:elements.altena-freiwillige-aufnahme.text"]
    assert element.comments[0] == "Uygulama “Freiwillige Aufnahme weiterer Geflüchteter”: metin"
    assert element.comments[1] == "https://example.org/tr/practices/altena-konzept/#altena-freiwillige-aufnahme"
    section = entries["docs/about/handbook.md:#method"]
    assert section.comments[1] == "https://example.org/tr/about/handbook/#method"


def test_the_page_of_every_text_exists(book: Handbook, found: list[Unit], made: dict[str, Page]) -> None:
    written = {unit.file.partition("/")[2] for unit in found if unit.file.startswith("docs/")}
    pages = {page.uri: page.body for page in made.values() if page.locale == "tr"}

    for unit in found:
        uri, _, fragment = exchange.page_of(unit, book).partition("#")
        assert uri in pages.keys() | written | {""}, unit
        if fragment and uri in pages:
            assert f"#{fragment}" in pages[uri] or f'id="{fragment}"' in pages[uri], unit


def test_every_kind_of_text_has_words_in_every_language(book: Handbook, found: list[Unit]) -> None:
    for locale in book.locales:
        words = messages(locale)
        for unit in exchange.translatable(found, "tr"):
            assert f"po_kind_{unit.file.partition('/')[0]}" in words
            assert f"po_field_{exchange.field(unit)}" in words, unit


def test_lines_are_those_of_the_source_text(book: Handbook, found: list[Unit]) -> None:
    line = exchange.lines(PROJECT, chapters.chapters(PROJECT / "docs", book.locales)[0])
    for unit in found[:40] + found[-40:]:
        place = unit.places[unit.source_language]
        there = (PROJECT / place.path).read_text("utf-8").split("\n")[line(place) - 1 :]
        assert unit.source.split()[0] in "\n".join(there[:8] if "#" not in unit.key else there), unit


# --- the commands ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(small: Path) -> Path:
    """The smallest handbook with another chapter, which only German has."""
    config = small / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("    - about/", "    - about/book.md\n    - about/", 1), "utf-8")
    (small / "docs/de/about").mkdir()
    (small / "docs/de/about/book.md").write_text(CHAPTER, "utf-8")
    return small


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(project), "po", *arguments], env={"LC_ALL": "de_DE.UTF-8"})


def edited(project: Path, changes: Mapping[str, str], *more: Entry) -> Path:
    """An exported file in which a translator has written these translations."""
    file = project / "tr.po"
    run(project, "export", "tr", "-o", str(file))
    entries, _ = po.read(file.read_bytes(), "tr.po")
    assert changes.keys() <= {entry.context for entry in entries}
    entries = [dataclasses.replace(entry, text=changes.get(entry.context, entry.text)) for entry in entries]
    file.write_text(po.written([*entries, *more], "tr"), "utf-8")
    return file


def contents(project: Path) -> dict[str, bytes]:
    """Every file but the exchanged one and the records of what is current."""
    return {name: raw for name, raw in files(project).items() if "/translations/" not in name}


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and path.suffix != ".po"
    }


def test_export_and_import_of_an_unchanged_file_change_no_byte(project: Path) -> None:
    before = files(project)
    file = edited(project, {})
    result = run(project, "import", "tr", str(file))

    assert result.exit_code == 0
    assert before == files(project)
    assert result.stdout == (
        "0 Übersetzungen geschrieben, 0 unverändert bestätigt, 0 unfertige ausgelassen, 0 nicht übernommen.\n"
    )


def test_translations_arrive_in_their_files_and_are_listed(project: Path) -> None:
    file = edited(
        project,
        {
            "practices/kurs:summary": "Herkes için yeni bir kurs.",
            "practices/kurs:elements.kurs-cafe.text": "Bir kafe: herkese açık.",
            "practices/rat:title": "Şişli bir meclis kuruyor",
            "practices/rat:challenge": "Kimseye sorulmadı.\n\n- bir\n- iki",
        },
    )
    before = contents(project)
    tried = run(project, "import", "tr", str(file), "--dry-run")
    assert before == contents(project)
    result = run(project, "import", "tr", str(file))

    assert (tried.exit_code, result.exit_code) == (0, 0)
    assert result.stdout.splitlines()[:-1] == tried.stdout.splitlines()[:-1]
    assert result.stdout.splitlines()[0] == "data/practices/kurs.yml: summary"
    after = contents(project)
    assert {path for path in after if before[path] != after[path]} == {"data/practices/kurs.yml", "data/practices/rat.yml"}
    assert b"  summary: Herkes i\xc3\xa7in yeni bir kurs.\n" in after["data/practices/kurs.yml"]
    assert 'tr: {title: Kafe ve ötesi, text: "Bir kafe: herkese açık."}' in after["data/practices/kurs.yml"].decode()
    assert (
        after["data/practices/rat.yml"]
        == before["data/practices/rat.yml"]
        + ("tr:\n  title: Şişli bir meclis kuruyor\n  challenge: |\n    Kimseye sorulmadı.\n\n    - bir\n    - iki\n").encode()
    )
    assert load.handbook(project / "data", ("de", "tr")).practices["rat"].texts["tr"].title == "Şişli bir meclis kuruyor"


def test_a_new_chapter_arrives_whole_or_not_at_all(project: Path) -> None:
    whole = {
        "docs/about/book.md:title": "Kitap hakkında",
        "docs/about/book.md:description": "İçindekiler",
        "docs/about/book.md:#top": "# Kitap hakkında\n\nÖnsöz.",
        "docs/about/book.md:#aim": "## Amaç {#aim}\n\nBir amaç.",
    }
    part = run(project, "import", "tr", str(edited(project, {key: text for key, text in whole.items() if "#aim" not in key})))
    assert part.exit_code == 1
    assert "der Abschnitt {#aim} fehlt hier; er steht in docs/de/about/book.md" in part.stderr
    assert not (project / "docs/tr/about/book.md").exists()
    (project / "tr.po").unlink()

    assert run(project, "import", "tr", str(edited(project, whole))).exit_code == 0
    assert (project / "docs/tr/about/book.md").read_text("utf-8") == CHAPTER_TR


MISTAKES = {
    "markup that is refused": ({"practices/kurs:approach": "Bir <b>kurs</b>."}, "HTML ist nicht erlaubt („<b>kurs</b>.“)"),
    "a reference to nothing": (
        {"practices/kurs:approach": "[[kurz]] ile."},
        "die Praxis „kurz“ gibt es nicht. Meinten Sie „kurs“?",
    ),
    "a title that is too long": ({"practices/kurs:title": "x" * 71}, "der Text hat 71 Zeichen, erlaubt sind 70"),
    "a tab": ({"practices/kurs:summary": "a\tb"}, "enthält einen Tabulator oder ein Steuerzeichen (U+0009)"),
    "a control character": ({"practices/kurs:summary": "a\x07b"}, "Steuerzeichen (U+0007)"),
    "a line break in a title": ({"practices/kurs:title": "a\nb"}, "dieser Text muss in einer Zeile stehen"),
}


@pytest.mark.parametrize("rule", MISTAKES)
def test_a_translation_that_breaks_a_rule_is_named_with_its_line_and_the_others_arrive(project: Path, rule: str) -> None:
    changes, message = MISTAKES[rule]
    before = contents(project)
    file = edited(project, {**changes, "practices/kurs:elements.kurs-cafe.title": "Kafe"})
    result = run(project, "import", "tr", str(file))

    line = file.read_text("utf-8").split("\n").index(f'msgctxt "{next(iter(changes))}"') + 2
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{file}:{line}:1: ")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert {path for path, raw in contents(project).items() if before[path] != raw} == {"data/practices/kurs.yml"}
    assert contents(project)["data/practices/kurs.yml"] == before["data/practices/kurs.yml"].replace(
        "Kafe ve ötesi".encode(), b"Kafe"
    )


def test_a_section_that_loses_the_id_of_its_heading_is_refused(project: Path) -> None:
    (project / "docs/tr/about").mkdir()
    (project / "docs/tr/about/book.md").write_text(CHAPTER_TR, "utf-8")
    changes = {"docs/about/book.md:#aim": "## Amaç\n\nBir amaç.", "docs/about/book.md:title": "Kitap"}
    result = run(project, "import", "tr", str(edited(project, changes)))

    assert result.exit_code == 1
    assert "{#aim} muss hinter der Überschrift stehen bleiben" in result.stderr
    assert (project / "docs/tr/about/book.md").read_text("utf-8") == CHAPTER_TR.replace("title: Kitap hakkında", "title: Kitap")


def test_what_changed_since_the_export_what_is_unknown_and_what_is_unfinished_is_not_written(project: Path) -> None:
    file = edited(
        project,
        {"practices/rat:summary": "Yeni özet.", "practices/rat:title": "Yeni başlık"},
        Entry("practices/rad:title", "Rad", "Bisiklet"),
        Entry("practices/kurs:summary", "Ein Kurs für alle.", "Bitmedi", fuzzy=True),
    )
    text = file.read_text("utf-8").split('msgctxt "practices/kurs:summary"', 1)
    file.write_text(text[0] + 'msgctxt "practices/kurs:old-summary"' + text[1], "utf-8")
    practice = project / "data/practices/rat.yml"
    practice.write_text(practice.read_text("utf-8").replace("Ein Rat für alle.", "Ein Rat für manche."), "utf-8")
    result = run(project, "import", "tr", str(file))

    assert result.exit_code == 1
    assert (
        "der Ausgangstext von „practices/rat:summary“ (data/practices/rat.yml) wurde seit dem Export geändert" in result.stderr
    )
    assert "den Text „practices/rad:title“ gibt es im Handbuch nicht" in result.stderr
    assert "1 Übersetzungen geschrieben, 0 unverändert bestätigt, 1 unfertige ausgelassen, 3 nicht übernommen." in result.stdout
    assert "Yeni başlık" in practice.read_text("utf-8")
    assert "Yeni özet" not in practice.read_text("utf-8")
    assert "Bitmedi" not in (project / "data/practices/kurs.yml").read_text("utf-8")


def newer_in_the_handbook(project: Path, text: str = "Herkese açık bir kurs.") -> Path:
    path = project / "data/practices/kurs.yml"
    path.write_text(path.read_text("utf-8").replace("Herkes için bir kurs.", text), "utf-8")
    return path


def test_a_translation_that_was_mended_since_the_export_stays_where_the_translator_did_nothing(project: Path) -> None:
    file = edited(project, {"practices/rat:title": "Yeni başlık"})
    practice = newer_in_the_handbook(project)
    result = run(project, "import", "tr", str(file))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 Übersetzungen geschrieben" in result.stdout
    assert result.stdout.endswith("Im Handbuch neuer als in der Datei und deshalb behalten: 1.\n")
    assert "Herkese açık bir kurs." in practice.read_text("utf-8")


def test_a_translation_changed_on_both_sides_is_named_and_the_handbook_keeps_its_own(project: Path) -> None:
    file = edited(project, {"practices/kurs:summary": "Kurs, herkes için."})
    practice = newer_in_the_handbook(project)
    entry = file.read_text("utf-8").split("\n").index('msgctxt "practices/kurs:summary"') + 2
    line = practice.read_text("utf-8").split("\n").index("  summary: Herkese açık bir kurs.") + 1
    result = run(project, "import", "tr", str(file))

    assert result.exit_code == 1
    assert result.stderr == (
        f"{file}:{entry}:1: die Übersetzung von „practices/kurs:summary“ wurde seit dem Export auch im Handbuch geändert "
        f"(data/practices/kurs.yml:{line}); vergleichen Sie beide und schreiben Sie die richtige dort hinein; "
        "gilt die der PO-Datei, importieren Sie mit --force\n"
    )
    assert "Herkese açık bir kurs." in practice.read_text("utf-8")
    assert run(project, "import", "tr", str(file), "--force").exit_code == 0
    assert "Kurs, herkes için." in practice.read_text("utf-8")


def test_a_translation_that_was_written_first_in_the_handbook_is_not_lost(project: Path) -> None:
    """At the export there was none; and one that has gone since does not come back by itself."""
    file = edited(project, {"practices/rat:title": "Başlık"})
    path = project / "data/practices/rat.yml"
    path.write_text(path.read_text("utf-8") + "tr:\n  title: Başka bir başlık\n", "utf-8")
    assert (
        "„practices/rat:title“ wurde seit dem Export auch im Handbuch geändert"
        in run(project, "import", "tr", str(file)).stderr
    )
    (project / "tr.po").unlink()

    file = edited(project, {})
    path.write_text((TINY / "practices/rat.yml").read_text("utf-8"), "utf-8")
    result = run(project, "import", "tr", str(file))
    assert result.exit_code == 0
    assert path.read_text("utf-8") == (TINY / "practices/rat.yml").read_text("utf-8")


def test_a_file_that_has_lost_its_comments_arrives_as_it_is(project: Path) -> None:
    """Some programs drop them; what the handbook had at the export is unknown then."""
    file = edited(project, {"practices/kurs:title": "Kurs"})
    lines = file.read_text("utf-8").split("\n")
    file.write_text("\n".join(line for line in lines if not line.startswith("#. sha256:")), "utf-8")
    practice = newer_in_the_handbook(project)
    result = run(project, "import", "tr", str(file))

    assert result.exit_code == 0
    assert {"  title: Kurs", "  summary: Herkes için bir kurs."} <= set(practice.read_text("utf-8").split("\n"))


def test_a_translation_that_is_written_is_recorded_as_current(project: Path) -> None:
    run(project, "import", "tr", str(edited(project, {"practices/rat:title": "Şişli bir meclis kuruyor"})))

    read = load.handbook(project / "data", ("de", "tr"))
    assert read.records["tr"] == {("practices/rat", "title"): state.fingerprint("Şişli gründet einen Rat")}


def test_a_stale_translation_is_fuzzy_and_current_once_the_translator_lets_it_stand(project: Path) -> None:
    runner = CliRunner()
    runner.invoke(main, ["--project", str(project), "translations", "accept", "--all"])
    practice = project / "data/practices/kurs.yml"
    practice.write_text(practice.read_text("utf-8").replace("Ein Kurs für alle.", "Ein Kurs für viele."), "utf-8")
    file = edited(project, {})
    before = files(project)

    (entry,) = (entry for entry in po.read(file.read_bytes(), "")[0] if entry.fuzzy)
    assert entry.context == "practices/kurs:summary"
    assert run(project, "import", "tr", str(file)).exit_code == 0
    assert files(project) == before

    file.write_text(file.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    assert "1 unverändert bestätigt" in run(project, "import", "tr", str(file)).stdout
    after = files(project)
    assert [path for path in after if after[path] != before[path]] == ["data/translations/tr/practices/kurs.yml"]


def test_an_export_can_be_limited_to_things_files_and_folders(project: Path) -> None:
    def contexts(*names: str) -> set[str]:
        result = run(project, "export", "tr", "-o", "-", *names)
        return {entry.context.partition(".")[0] for entry in po.read(result.stdout.encode(), "")[0]}

    assert contexts("rat") == {"practices/rat:title", "practices/rat:summary", "practices/rat:challenge"}
    assert contexts("practices/rat") == contexts("rat"), "as handbook translations calls it too"
    assert contexts("./data/practices/rat.yml", "glossary/duldung") == contexts("rat") | {"glossary:duldung"}
    assert {context.partition("/")[0] for context in contexts("docs")} == {"docs"}
    assert len(contexts()) > len(contexts("data/practices")) > len(contexts("rat"))


def test_a_call_that_cannot_work_writes_nothing_and_ends_with_two(project: Path) -> None:
    file = edited(project, {})
    before = file.read_bytes()

    for arguments, message in (
        (("export", "tr", "-o", str(file)), "gibt es schon"),
        (("export", "xx"), "„xx“ ist keine Sprache des Handbuchs; erlaubt: de, tr"),
        (("export", "tr", "-o", "-", "rad"), "„rad“ gibt es nicht. Ähnlich: rat"),
        (("import", "xx", str(file)), "„xx“ ist keine Sprache des Handbuchs"),
        (("import", "tr", str(project / "none.po")), "none.po"),
    ):
        result = run(project, *arguments)
        assert result.exit_code == 2
        assert message in result.stderr
    assert before == file.read_bytes()
    assert run(project, "export", "tr", "-o", str(file), "--force").exit_code == 0


def test_a_fault_in_the_data_comes_first(project: Path) -> None:
    file = edited(project, {"practices/rat:title": "Yeni"})
    broken = project / "data/practices/kurs.yml"
    broken.write_text(broken.read_text("utf-8").replace("[ulm]", "[nowhere]"), "utf-8")
    result = run(project, "import", "tr", str(file))

    assert result.exit_code == 2
    assert "„handbook check“ nennt sie" in result.stderr
    assert "Yeni" not in (project / "data/practices/rat.yml").read_text("utf-8")


def test_help_speaks_german_and_turkish(project: Path) -> None:
    for locale, words in (("de_DE.UTF-8", "Schreibt die Übersetzungen"), ("tr_TR.UTF-8", "PO dosyasındaki çevirileri")):
        assert words in CliRunner().invoke(main, ["po", "import", "--help"], env={"LC_ALL": locale}).stdout


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=st.fixed_dictionaries({}, optional={"title": texts, "summary": texts, "challenge": texts}))
def test_any_translation_arrives_or_is_named_and_the_data_stay_valid(project: Path, new: dict[str, str]) -> None:
    original = (TINY / "practices/rat.yml").read_bytes()
    (project / "data/practices/rat.yml").write_bytes(original)
    (project / "tr.po").unlink(missing_ok=True)
    result = run(project, "import", "tr", str(edited(project, {f"practices/rat:{key}": text for key, text in new.items()})))

    texts_now = load.handbook(project / "data", ("de", "tr")).practices["rat"].texts.get("tr")
    for key, text in new.items():
        arrived = texts_now is not None and getattr(texts_now, key) == text
        assert arrived == (f"data/practices/rat.yml: {key}" in result.stdout.splitlines())
        assert arrived or result.exit_code == 1
    assert (project / "data/practices/rat.yml").read_bytes().startswith(original)
    assert yaml.safe_load((project / "data/practices/rat.yml").read_text("utf-8"))["de"]["title"] == "Şişli gründet einen Rat"
