"""The command `handbook` as authors call it: what it says, in which language, and with which exit code."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from conftest import DESCRIPTION, PROJECT
from handbook import faults, project
from handbook.cli import as_annotations, main
from handbook.faults import Fault
from handbook.links import page_uris
from handbook.model import Handbook
from handbook.pages import pages
from handbook.session import WORDS, commands, language

CHAPTER = "docs/tr/background/partners.md"


@pytest.fixture(autouse=True)
def no_language_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def call(root: Path, *arguments: str, typed: str = "") -> Result:
    """What the command answers when called in the project's folder."""
    return CliRunner().invoke(main, ["--project", str(root), *arguments], input=typed)


def spoil(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


# --- the language of the author -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["check", "-l", "tr"], {"LANG": "de_DE.UTF-8"}, "tr"),
        (["--language=tr", "check"], {}, "tr"),
        ([], {"LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"}, "tr"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "tr_TR", "LANG": "de_DE"}, "tr"),
        ([], {"LANG": "tr"}, "tr"),
        ([], {"LANG": "en_US.UTF-8"}, "de"),
        ([], {"LANG": "C.UTF-8"}, "de"),
        ([], {}, "de"),
    ],
)
def test_option_before_environment_before_first_language(
    arguments: list[str], environment: dict[str, str], expected: str
) -> None:
    assert expected == language(arguments, environment, ("de", "tr"))[0]


def test_words_of_the_command_are_complete_in_every_language() -> None:
    def keys(node: object, path: str = "") -> set[str]:
        if isinstance(node, dict):
            return {key for name, inner in node.items() for key in keys(inner, f"{path}.{name}")}
        return {f"{path} {sorted(re.findall(r'{[a-z]+}', str(node)))}"}

    words = [faults.messages(path.stem, WORDS) for path in sorted(WORDS.glob("*.yml"))]

    assert len(words) == len(list(faults.MESSAGES.glob("*.yml")))
    assert keys(words[0]) == keys(words[1])


def test_every_sentence_of_the_command_is_said_somewhere() -> None:
    program = "\n".join(path.read_text("utf-8") for path in (PROJECT / "hooks").rglob("*.py"))

    for key in faults.messages("de", WORDS)["say"]:
        question = f'Question("{key.removeprefix("ask_")}"'
        assert question in program if key.startswith("ask_") else re.search(rf"""["']{key}["']""", program), key


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_every_command_and_option_is_explained(locale: str, small: Path) -> None:
    """No help text is left in the English of click or of the program."""
    for name, command in commands(main):
        result = call(small, *name.split()[1:], "--help", "-l", locale)
        assert result.exit_code == 0, result.output
        assert not re.search(r"Usage|Options:|Show this|Commands:|TEXT,|INTEGER", result.output), name
        assert command.help
        assert command.callback
        assert command.help != inspect.getdoc(command.callback), name
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help, f"{name} {param.opts}"


@pytest.mark.parametrize(
    ("arguments", "german", "turkish"),
    [
        (
            ["chekc"],
            "Den Befehl „chekc“ gibt es nicht. Meinten Sie „check“?",
            "“chekc” diye bir komut yok. Şunu mu demek istediniz: “check”?",
        ),
        (["check", "--nope"], "Die Option --nope gibt es nicht.", "--nope diye bir seçenek yok."),
        (["check", "--format"], "Nach --format fehlt der Wert.", "--format seçeneğinden sonra değer yok."),
        (["check", "nirgends.yml"], "nirgends.yml gibt es nicht.", "nirgends.yml diye bir dosya yok."),
    ],
)
def test_a_wrong_call_is_explained_with_exit_code_2(arguments: list[str], german: str, turkish: str, small: Path) -> None:
    for locale, expected in (("de", german), ("tr", turkish)):
        result = call(small, "--language", locale, *arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{expected}\n"), result.stderr


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_the_usage_calls_arguments_what_the_help_calls_them(locale: str, small: Path) -> None:
    """An argument without a word of its own would be called „TEXT“, which no sentence speaks of."""
    call(small, "--help", "-l", locale)
    general = faults.messages(locale, WORDS)["click"]["metavars"].values()

    for name, command in commands(main):
        for param in command.params:
            if isinstance(param, click.Argument):
                assert param.metavar not in {None, *general}, f"{name} {param.name}"


# --- what cannot work ---------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_no_handbook_is_refused_and_no_other_is_checked(small: Path) -> None:
    empty = small / "empty"
    empty.mkdir()
    for locale, words in (("de", "liegt kein Handbuch"), ("tr", "klasöründe el kitabı yok")):
        for arguments in (["--project", str(empty), "check"], ["--project", str(small), "summary", str(empty)]):
            result = CliRunner().invoke(main, ["-l", locale, *arguments])
            assert result.exit_code == 2
            assert result.stdout == ""
            assert words in result.stderr
            assert str(empty) in result.stderr


def test_a_mistake_in_mkdocs_yml_is_named_with_its_line(small: Path) -> None:
    path = small / "mkdocs.yml"
    good = path.read_text("utf-8")
    line = good.split("\n").index("plugins:") + 1
    for text, german, turkish in (
        (good.replace("plugins:\n", "plugins: [\n"), f":{line + 1}:3: Ab hier", f":{line + 1}:3: Dosya buradan sonra"),
        (good.replace("i18n:", "l10n:"), ":1:1: Die Sprachen des Handbuchs fehlen", ":1:1: El kitabının dilleri yok"),
        ("", ":1:1: Die Sprachen", ":1:1: El kitabının dilleri"),
    ):
        path.write_text(text, "utf-8")
        for locale, words in (("de", german), ("tr", turkish)):
            result = call(small, "-l", locale, "check")
            assert (result.exit_code, result.stdout) == (2, "")
            assert result.stderr.startswith(f"{path}{words}")


def test_a_file_that_cannot_be_read_or_written_is_named(small: Path) -> None:
    nowhere = small / "nowhere" / "x.po"
    for locale, words in (("de", " gibt es nicht. Prüfen"), ("tr", " yok. Adını ve")):
        result = call(small, "-l", locale, "po", "export", "tr", "-o", str(nowhere))
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{nowhere}{words}")

    link = small / "data/practices/weg.yml"
    link.symlink_to(small / "nowhere")
    result = call(small, "check")
    assert result.exit_code != 0
    assert str(link) in result.stderr + result.stdout or "data/practices/weg.yml" in result.stdout
    assert not result.exception or isinstance(result.exception, SystemExit)


def test_output_is_utf_8_even_where_a_file_or_pipe_has_another_encoding() -> None:
    """As in Windows, whose encoding for Western Europe has no ş."""
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(PROJECT / "hooks")}
    command = [sys.executable, "-m", "handbook.cli", "-l", "tr", "check", "--help"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)

    assert "Kullanım" in done.stdout.decode("utf-8")


# --- check --------------------------------------------------------------------------------------------------------------------


def test_a_project_without_faults_is_counted(small: Path) -> None:
    result = call(small, "check")

    assert (result.exit_code, result.output) == (0, "2 Praxisbeispiele, 2 Orte, 1 Kapitel: kein Fehler.\n")


def test_the_real_project_has_no_fault() -> None:
    assert [fault.text("de") for fault in project.faults(project.read(PROJECT)) if fault.severity == "error"] == []


def test_faults_of_data_and_chapters_are_named_together_and_none_hides_another(small: Path) -> None:
    spoil(small, "data/practices/rat.yml", "places: [sisli]", "places: [sisli")
    spoil(small, "data/practices/kurs.yml", "as_of: 2019\n", "as_of: bald\n")
    spoil(small, CHAPTER, "{#three}", "{#four}")

    result = call(small, "check")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "data/practices/kurs.yml:5:8: hier wird ein Jahr erwartet, zum Beispiel 2019",
        "data/practices/rat.yml:1:9: diese Klammer wird nicht geschlossen; setzen Sie ans Ende der Liste ] oder }",
        "docs/de/background/partners.md:1:1: der Abschnitt {#four} fehlt hier; er steht in docs/tr/background/partners.md",
        "docs/tr/background/partners.md:1:1: der Abschnitt {#three} fehlt hier; er steht in docs/de/background/partners.md",
        (
            "docs/tr/background/partners.md:8:1: den Abschnitt {#four} gibt es in docs/de/background/partners.md nicht; "
            "die Kennungen der Abschnitte sind in allen Sprachen gleich"
        ),
    ]
    assert result.stderr == "Fehler: 5. Hinweise: 0.\n"


def test_a_fault_in_one_file_hides_no_warning_of_another(small: Path) -> None:
    spoil(small, "data/practices/kurs.yml", "as_of: 2019\n", "as_of: bald\n")
    spoil(small, "data/practices/rat.yml", "Ein Rat für alle.", "Ein  Rat für alle.")

    result = call(small, "check")

    assert result.stdout.splitlines() == [
        "data/practices/kurs.yml:5:8: hier wird ein Jahr erwartet, zum Beispiel 2019",
        "data/practices/rat.yml:9:15: Hinweis: hier stehen zwei Leerzeichen; eines genügt [double_space]",
    ]
    assert result.stderr == "Fehler: 1. Hinweise: 1.\n"


@pytest.mark.parametrize("path", ["data/labels/tr.yml", "data/exceptions.yml"])
def test_texts_are_not_checked_by_broken_rules_and_that_is_said(path: str, small: Path) -> None:
    (small / path).write_text("- [", "utf-8")

    result = call(small, "check")

    assert f"{path}:1:1: Hinweis: solange diese Datei Fehler hat, werden die Texte nicht geprüft" in result.stdout
    assert result.stderr.endswith("Hinweise: 1.\n")


def test_named_files_limit_what_is_shown_not_what_is_read(small: Path) -> None:
    spoil(small, "data/practices/rat.yml", "places: [sisli]", "places: [sisly]")
    spoil(small, "data/practices/kurs.yml", "as_of: 2019\n", "as_of: bald\n")

    one = call(small, "check", str(small / "data/practices/rat.yml"))
    folder = call(small, "check", str(small / "docs"))

    assert one.stdout.splitlines() == [
        "data/practices/rat.yml:1:10: den Ort „sisly“ gibt es nicht in data/places/. Meinten Sie „sisli“?"
    ]
    assert (folder.exit_code, folder.stdout) == (0, "Kein Fehler in den genannten Dateien.\n")


@pytest.mark.parametrize(
    ("path", "edit", "german", "turkish"),
    [
        (
            "data/practices/kurs.yml",
            ("themes: [language, housing]", "themes: [language, Wohnen]"),
            "das Thema „Wohnen“ gibt es nicht in data/themes.yml. Meinten Sie „housing (Wohnen)“?",
            ("data/themes.yml içinde “Wohnen” diye bir konu yok. Şunu mu demek istediniz: “housing (Barınma ve konut)”?"),
        ),
        (
            "data/practices/kurs.yml",
            ("places: [ulm]", "places: [Neu-Ulm]"),
            "den Ort „Neu-Ulm“ gibt es nicht in data/places/. Meinten Sie „ulm (Neu-Ulm)“?",
            "data/places/ içinde “Neu-Ulm” diye bir yer yok. Şunu mu demek istediniz: “ulm (Neu-Ulm)”?",
        ),
        (
            "data/practices/kurs.yml",
            ("[[term:duldung]].\n    - eins", "[[term:Duldung]].\n    - eins"),
            "den Begriff „Duldung“ gibt es nicht im Glossar. Meinten Sie „duldung (Duldung)“?",
            "sözlükte “Duldung” diye bir terim yok. Şunu mu demek istediniz: “duldung (müsamaha (Duldung))”?",
        ),
        (
            CHAPTER,
            ("Text.", "[[theme:Dil]]"),
            "das Thema „Dil“ gibt es nicht in data/themes.yml. Meinten Sie „language (Sprache)“?",
            "data/themes.yml içinde “Dil” diye bir konu yok. Şunu mu demek istediniz: “language (Dil)”?",
        ),
    ],
)
def test_who_writes_a_name_is_told_the_id(path: str, edit: tuple[str, str], german: str, turkish: str, small: Path) -> None:
    spoil(small, path, *edit)

    (found,) = project.faults(project.read(small))

    assert (found.message("de"), found.message("tr")) == (german, turkish)


FORMS = {
    "no front matter": (
        (f"---\ntitle: Eins\n{DESCRIPTION}---\n", ""),
        "1:1: am Anfang des Kapitels fehlen die Angaben zwischen zwei Zeilen „---“: title und description",
        "1:1: bölümün başında iki “---” satırı arasındaki bilgiler eksik: title ve description",
    ),
    "no description": ((DESCRIPTION, ""), "2:1: das Feld „description“ fehlt", "2:1: “description” alanı eksik"),
    "YAML in the front matter that cannot be read": (
        ("title: Eins", "title: Eins: Zwei"),
        '2:12: ein Doppelpunkt mit Leerzeichen mitten im Text; setzen Sie den ganzen Text in "…"',
        '2:12: metnin ortasında iki nokta ve boşluk var; metnin tamamını "…" içine alın',
    ),
    "a section twice": (
        ("Text.", "## Drei {#three}"),
        "10:1: die Kennung „three“ ist schon vergeben (docs/tr/background/partners.md:8); wählen Sie eine andere",
        "10:1: “three” kimliği zaten kullanılıyor (docs/tr/background/partners.md:8); başka bir kimlik seçin",
    ),
    "a section that is missing": (
        ("## Drei {#three}\n", ""),
        "1:1: der Abschnitt {#three} fehlt hier; er steht in docs/de/background/partners.md",
        "1:1: {#three} bölümü burada eksik; docs/de/background/partners.md dosyasında var",
    ),
    "the marks of a merge": (
        ("Text.", "<<<<<<< HEAD\nText.\n=======\nWort.\n>>>>>>> beitrag"),
        (
            "10:1: hier steht „<<<<<<<“, die Marke eines ungelösten Konflikts (Git); behalten Sie von den Fassungen die "
            "richtige und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>"
        ),
        (
            "10:1: buradaki “<<<<<<<” çözülmemiş bir çakışmanın (Git) işareti; sürümlerden doğru olanı bırakın, <<<<<<<, "
            "======= ve >>>>>>> satırlarını silin"
        ),
    ),
    "a mark of a merge that was left over": (
        ("Text.", "Text.\n\n  ======="),
        (
            "12:3: hier steht „=======“, die Marke eines ungelösten Konflikts (Git); behalten Sie von den Fassungen die "
            "richtige und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>"
        ),
        (
            "12:3: buradaki “=======” çözülmemiş bir çakışmanın (Git) işareti; sürümlerden doğru olanı bırakın, <<<<<<<, "
            "======= ve >>>>>>> satırlarını silin"
        ),
    ),
    "a title that a comment cuts off": (
        ("title: Eins", "title: Platz #1"),
        '2:14: ab „#1“ liest das Programm einen Kommentar, der Text endet davor; setzen Sie den ganzen Text in "…"',
        '2:14: “#1” yorum sayılıyor, metin ondan önce bitiyor; metnin tamamını "…" içine alın',
    ),
    "a source language without a text": (
        ("title: Eins", "title: Eins\nsource_language: en"),
        "1:1: „en“ ist keine Sprache dieses Handbuchs; erlaubt: de, tr",
        "1:1: “en” bu kitabın dillerinden değil; olabilecekler: de, tr",
    ),
}


@pytest.mark.parametrize("rule", FORMS)
def test_each_mistake_in_the_form_of_a_chapter_is_named_in_both_languages(rule: str, small: Path) -> None:
    (old, new), german, turkish = FORMS[rule]
    spoil(small, CHAPTER, old, new)

    found = project.faults(project.read(small))

    assert [f"{CHAPTER}:{german}", f"{CHAPTER}:{turkish}"] == [f.text(locale) for f in found for locale in ("de", "tr")]


def test_a_section_that_only_a_translation_has_is_named_in_both_files(small: Path) -> None:
    """One file lost it or the other has it too much; whoever changed only one of them has to see it there."""
    spoil(small, CHAPTER, "Text.", "## Vier {#four}")
    source = "docs/de/background/partners.md"

    found = project.faults(project.read(small))

    assert [f.text(locale) for f in found for locale in ("de", "tr")] == [
        f"{source}:1:1: der Abschnitt {{#four}} fehlt hier; er steht in {CHAPTER}",
        f"{source}:1:1: {{#four}} bölümü burada eksik; {CHAPTER} dosyasında var",
        (
            f"{CHAPTER}:10:1: den Abschnitt {{#four}} gibt es in {source} nicht; "
            "die Kennungen der Abschnitte sind in allen Sprachen gleich"
        ),
        f"{CHAPTER}:10:1: {{#four}} bölümü {source} dosyasında yok; bölüm kimlikleri bütün dillerde aynıdır",
    ]


LINKS = {
    "../practices/kors.md": (
        "die Seite „../practices/kors.md“ gibt es nicht. Meinten Sie „../practices/kurs.md“?",
        "“../practices/kors.md” diye bir sayfa yok. Şunu mu demek istediniz: “../practices/kurs.md”?",
    ),
    "../glossary.md#dulding": (
        "auf der Seite „glossary.md“ gibt es die Stelle „#dulding“ nicht. Meinten Sie „#duldung“?",
        "“glossary.md” sayfasında “#dulding” diye bir yer yok. Şunu mu demek istediniz: “#duldung”?",
    ),
    "../glossary.md#kommune": (
        "auf der Seite „glossary.md“ gibt es die Stelle „#kommune“ nicht.",
        "“glossary.md” sayfasında “#kommune” diye bir yer yok.",
    ),
    "partner.md": (
        "die Seite „partner.md“ gibt es nicht. Meinten Sie „partners.md“?",
        "“partner.md” diye bir sayfa yok. Şunu mu demek istediniz: “partners.md”?",
    ),
    "#thre": (
        "auf der Seite „background/partners.md“ gibt es die Stelle „#thre“ nicht. Meinten Sie „#three“?",
        "“background/partners.md” sayfasında “#thre” diye bir yer yok. Şunu mu demek istediniz: “#three”?",
    ),
}


LINKS |= {
    "../practices/kurs.md#aproach": (
        "auf der Seite „practices/kurs.md“ gibt es die Stelle „#aproach“ nicht. Meinten Sie „#approach“?",
        "“practices/kurs.md” sayfasında “#aproach” diye bir yer yok. Şunu mu demek istediniz: “#approach”?",
    ),
    "../../assets/nichts.png": (
        (
            "die Datei „../../assets/nichts.png“ gibt es nicht; "
            "Seiten werden mit „.md“ am Ende genannt, Bilder liegen in docs/assets/"
        ),
        "“../../assets/nichts.png” diye bir dosya yok; sayfa adları “.md” ile biter, resimler docs/assets/ içindedir",
    ),
    "/practices/kurs/": (
        "die Datei „/practices/kurs/“ gibt es nicht; Seiten werden mit „.md“ am Ende genannt, Bilder liegen in docs/assets/",
        "“/practices/kurs/” diye bir dosya yok; sayfa adları “.md” ile biter, resimler docs/assets/ içindedir",
    ),
}


@pytest.mark.parametrize("target", LINKS)
def test_a_dead_link_in_a_chapter_is_named_at_its_target(target: str, small: Path) -> None:
    spoil(small, CHAPTER, "Text.", f"Siehe [dort]({target}).")

    found = project.faults(project.read(small))

    assert [f"{CHAPTER}:10:14: {words}" for words in LINKS[target]] == [
        f.text(locale) for f in found for locale in ("de", "tr")
    ]


def test_links_that_lead_somewhere_are_no_faults(small: Path) -> None:
    good = "../practices/kurs.md ../glossary.md#duldung #three https://example.org/x.md figures.md ../places/ulm.md timeline.md"
    good += " ../practices/kurs.md#approach ../practices/kurs.md#kurs-cafe ../../assets/ein%20Bild.png"
    (small / "docs/assets").mkdir()
    (small / "docs/assets/ein Bild.png").write_bytes(b"")
    words = " ".join(f"[x]({target})" for target in good.split()) + " [[kurs]], [[kurs-cafe|Café]], [[place:ulm]]"
    spoil(small, CHAPTER, "Text.", f"{words}\n\n```\n[x](nichts.md)\n```\n\nCode: `[x](y) [[nichts]]`\n")

    assert project.faults(project.read(small)) == ()


@pytest.mark.parametrize(
    ("reference", "german"),
    [
        ("[[kors]]", "die Praxis „kors“ gibt es nicht. Meinten Sie „kurs“?"),
        ("[[place:olm]]", "den Ort „olm“ gibt es nicht in data/places/. Meinten Sie „ulm“?"),
        ("[[term:kommune]]", "den Begriff „kommune“ gibt es nicht im Glossar."),
        (
            "[[ort:ulm]]",
            (
                "„ort:“ ist keine Art von Verweis; möglich sind [[praxis]], [[place:ort]], [[country:staat]], [[theme:thema]] "
                "und [[term:begriff]]."
            ),
        ),
    ],
)
def test_a_reference_in_a_chapter_that_names_nothing_is_a_fault(reference: str, german: str, small: Path) -> None:
    spoil(small, CHAPTER, "Text.", f"Siehe {reference}.")

    assert [f"{CHAPTER}:10:7: {german}"] == [fault.text("de") for fault in project.faults(project.read(small))]


def rename_the_folder(root: Path) -> None:
    spoil(root, "mkdocs.yml", "- background/partners.md", "- news/partners.md")
    for code in ("de", "tr"):
        (root / f"docs/{code}/background").rename(root / f"docs/{code}/news")


LISTINGS: dict[str, tuple[Any, str, str]] = {
    "a chapter of the list without any file": (
        lambda root: [(root / f"docs/{code}/background/partners.md").unlink() for code in ("de", "tr")],
        (
            "mkdocs.yml:30:7: das Kapitel „background/partners.md“ gibt es in keiner Sprache; "
            "löschen Sie die Zeile, oder legen Sie die Datei an."
        ),
        "mkdocs.yml:30:7: “background/partners.md” bölümü hiçbir dilde yok; satırı silin ya da dosyayı oluşturun.",
    ),
    "a chapter that is not in the list": (
        lambda root: (root / "docs/tr/background/more.md").write_text((root / CHAPTER).read_text("utf-8"), "utf-8"),
        (
            "docs/tr/background/more.md:1:1: das Kapitel „background/more.md“ steht noch nicht in mkdocs.yml unter "
            "extra.chapters; ergänzen Sie dort die Zeile „- background/more.md“"
        ),
        (
            "docs/tr/background/more.md:1:1: “background/more.md” bölümü mkdocs.yml içinde extra.chapters altında henüz yok; "
            "oraya “- background/more.md” satırını ekleyin"
        ),
    ),
    "a chapter with the name of a generated page": (
        lambda root: (root / "docs/tr/glossary.md").write_text((root / CHAPTER).read_text("utf-8"), "utf-8"),
        "docs/tr/glossary.md:1:1: die Seite „glossary.md“ entsteht schon aus data/; geben Sie dem Kapitel einen anderen Namen",
        "docs/tr/glossary.md:1:1: “glossary.md” sayfası zaten data/ içinden üretiliyor; bölüme başka bir ad verin",
    ),
    "a chapter in a folder without a name": (
        rename_the_folder,
        "mkdocs.yml:30:7: „news/partners.md“ liegt in keinem Ordner, der in data/labels/ unter nav einen Namen hat",
        "mkdocs.yml:30:7: “news/partners.md”, data/labels/ içinde nav altında adı olan bir klasörde değil",
    ),
}


@pytest.mark.parametrize("rule", LISTINGS)
def test_chapters_and_their_list_in_mkdocs_yml_fit(rule: str, small: Path) -> None:
    change, german, turkish = LISTINGS[rule]
    change(small)

    found = project.faults(project.read(small))

    assert [german, turkish] == [fault.text(locale) for fault in found for locale in ("de", "tr")]


def test_a_chapter_may_be_in_one_language_only_whichever_it_is(small: Path) -> None:
    for code in ("de", "tr"):
        (small / f"docs/{code}/background/partners.md").rename(small / "kept.md")
        assert project.faults(project.read(small)) == ()
        (small / "kept.md").rename(small / f"docs/{code}/background/partners.md")


def test_a_link_to_a_practice_with_a_fault_is_no_fault(small: Path) -> None:
    spoil(small, CHAPTER, "Text.", "[x](../practices/rat.md)")
    spoil(small, "data/practices/rat.yml", "as_of: 2020", "as_of: bald")

    assert ["data/practices/rat.yml"] == [fault.path for fault in project.faults(project.read(small))]


def test_a_chapter_that_cannot_be_read_is_one_fault_not_many(small: Path) -> None:
    (small / CHAPTER).write_text("# Bir\n", "utf-8")

    found = project.faults(project.read(small))

    assert ["front_matter"] == [fault.code for fault in found]


def test_every_generated_page_is_known_to_the_check_of_links(book: Handbook) -> None:
    """Else a link to it would be called dead. A page of a new kind is added to links.OVERVIEWS or links.FOLDERS."""
    read = project.read(PROJECT)
    known = page_uris(read.data, read.chapters)

    assert {page.uri for page in pages(book).values()} <= known


def test_json_is_for_programs(small: Path) -> None:
    spoil(small, "data/practices/rat.yml", "as_of: 2020", "as_of: bald")

    result = call(small, "check", "--format", "json", "-l", "tr")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "path": "data/practices/rat.yml",
            "line": 3,
            "column": 8,
            "severity": "error",
            "code": "year",
            "message": "burada bir yıl bekleniyor, örneğin 2019",
        }
    ]


def test_annotations_for_github_speak_every_language_and_are_escaped() -> None:
    found = [
        Fault("data/a,b:c.yml", 3, 8, "tag", {"tag": "100%\r\n::"}),
        Fault("docs/x.md", 1, 1, "front_matter", severity="warning"),
    ]

    one, other = as_annotations(found, ("de", "tr"))

    assert one == (
        "::error file=data/a%2Cb%3Ac.yml,line=3,col=8,title=tag::"
        'Typangaben wie „100%25%0D%0A::“ sind nicht erlaubt; löschen Sie die Angabe, oder setzen Sie den Text in "…"%0A'
        '“100%25%0D%0A::” gibi tür bilgilerine izin yok; silin ya da metni "…" içine alın\n'
    )
    assert other.startswith("::warning file=docs/x.md,line=1,col=1,title=front_matter::Hinweis: am Anfang des Kapitels")
    assert "%0AUyarı: bölümün başında" in other


def test_warnings_are_no_errors_unless_strict(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warning = Fault("docs/de/background/partners.md", 1, 1, "front_matter", severity="warning")
    monkeypatch.setattr(project, "PRODUCERS", (lambda _: [warning],))

    assert (0, "Keine Fehler. Hinweise: 1.\n") == ((loose := call(small, "check")).exit_code, loose.stderr)
    assert 1 == call(small, "check", "--strict").exit_code


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_exit_codes_do_not_depend_on_the_format(form: str, small: Path) -> None:
    assert 0 == call(small, "check", "--format", form).exit_code
    spoil(small, "data/practices/rat.yml", "as_of: 2020", "as_of: bald")
    assert 1 == call(small, "check", "--format", form).exit_code
