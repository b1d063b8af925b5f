"""`handbook new`: what it writes is valid, commented, and never in the place of something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import load, project, text
from handbook.model import ID, Handbook
from test_cli import call

PRACTICE = {
    "title": "Ulm feiert ein Straßenfest",
    "summary": "Ein Fest für alle.",
    "place": "ulm",
    "theme": "housing",
    "as-of": "2020",
    "publication": "report",
    "section": "Das Fest: ein Anfang",
}
PLACE = {"name": "Sığınak", "country": "turkiye", "state": "istanbul", "kind": "district"}
THEME = {"name": "Öğrenme", "description": "Ein Satz. Noch einer."}
TERM = {"term": "Kent Konseyi", "kind": "institution", "note": "Ein Rat der Stadt."}
ALL = {"practice": PRACTICE, "place": PLACE, "theme": THEME, "term": TERM}


def new(root: Path, what: str, answers: Mapping[str, str] | None = None, typed: str = "", **changed: str) -> Result:
    options = dict(ALL[what] if answers is None else answers) | {key.replace("_", "-"): value for key, value in changed.items()}
    return call(root, "new", what, *(part for key, value in options.items() for part in (f"--{key}", value)), typed=typed)


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def faults(root: Path) -> list[str]:
    return [fault.text("de") for fault in project.faults(project.read(root))]


@pytest.mark.parametrize(
    ("words", "locale", "expected"),
    [
        ("Sığınmacılar", "tr", "siginmacilar"),
        ("SIĞINMACILAR İÇİN", "tr", "siginmacilar-icin"),
        ("Straßenfest", "de", "strassenfest"),
        ("STRAẞENFEST", "de", "strassenfest"),
        ("Köln übt „Mut“", "de", "koeln-uebt-mut"),
        ("Ko\u0308ln", "de", "koeln"),
        ("Köln’de göç", "tr", "koln-de-goc"),
        ("Şişli hilft", "de", "sisli-hilft"),
        ("Chóśebuz 2,5 %", "de", "chosebuz-2-5"),
        ("a" * 80, "de", "a" * 60),
        (f"{'lang ' * 20}", "de", "-".join(["lang"] * 12)),
        ("???", "de", ""),
        ("Кёльн", "de", ""),
    ],
)
def test_ids_are_proposed_as_the_language_spells(words: str, locale: str, expected: str, book: Handbook) -> None:
    assert expected == text.slug(words, book.labels[locale])


@given(st.text())
def test_every_proposed_id_is_a_valid_one_or_empty(words: str) -> None:
    for ascii_ in ("äae öoe üue", "âa"):
        slug = text.slug(words, {"language": {"ascii": ascii_}})
        assert not slug or ID.fullmatch(slug)
        assert len(slug) <= text.SLUG_LENGTH


@pytest.mark.parametrize("what", ALL)
@pytest.mark.parametrize("language", ["de", "tr"])
def test_what_is_written_is_valid_and_says_what_comes_next(what: str, language: str, small: Path) -> None:
    result = call(small, "-l", language, "new", what, *(part for k, v in ALL[what].items() for part in (f"--{k}", v)))

    assert result.exit_code == 0, result.output
    assert faults(small) == []
    assert "make serve" in result.output
    assert what != "practice" or f"8000/{'tr/' if language == 'tr' else ''}practices/ulm-feiert" in result.output
    assert "make check" in result.output


def test_a_practice_is_a_file_of_its_own_with_the_fields_explained(small: Path) -> None:
    new(small, "practice")

    written = (small / "data/practices/ulm-feiert-ein-strassenfest.yml").read_text("utf-8")
    book = load.handbook(small / "data", ("de", "tr"))
    practice = book.practices["ulm-feiert-ein-strassenfest"]
    assert written.startswith("# yaml-language-server: $schema=../schema/practice.json\n")
    assert practice.sources[0].section == "Das Fest: ein Anfang"
    assert (practice.places, practice.themes, practice.as_of) == (("ulm",), ("housing",), 2020)
    for field in ("target_groups", "period", "figures", "challenge", "approach", "results", "lessons", "transfer", "tr"):
        assert re.search(rf"^ *# {field}:", written, re.MULTILINE), field


@pytest.mark.parametrize("what", ["practice", "place", "theme", "term"])
def test_proposals_in_comments_are_valid_once_the_sign_is_gone(what: str, small: Path) -> None:
    """Only those that name something of the real handbook (`…`, an example id) have to be filled in."""
    new(small, what)
    made = {
        "practice": "practices/ulm-feiert-ein-strassenfest",
        "place": "places/siginak",
        "theme": "themes",
        "term": "glossary",
    }
    file = small / f"data/{made[what]}.yml"
    lines = [
        line for line in file.read_text("utf-8").split("\n") if not re.search("# (?:state|part_of): …|^ *# glossary", line)
    ]
    bare = "\n".join(re.sub(r"^( *)# ((?: *[a-z_]+:| *…| *- \{).*)", r"\1\2", line) for line in lines)
    file.write_text(bare.replace("#   …", "    …"), "utf-8")

    assert not re.search(r"^ *# [a-z_]+: ", bare, re.MULTILINE)
    assert faults(small) == []


def test_comments_are_in_the_language_of_the_author(small: Path) -> None:
    call(small, "-l", "tr", "new", "practice", *(part for k, v in PRACTICE.items() for part in (f"--{k}", v)), "--id", "x")

    written = (small / "data/practices/x.yml").read_text("utf-8")
    assert "# kaynağın anlattığı yıl" in written
    assert "source_language: tr\ntr:\n  title:" in written


def test_a_text_may_be_in_another_language_than_the_messages(small: Path) -> None:
    assert new(small, "practice", id="x", source_language="tr").exit_code == 0
    assert "source_language: tr\ntr:" in (small / "data/practices/x.yml").read_text("utf-8")
    refused = new(small, "practice", id="y", source_language="en")
    assert (refused.exit_code, refused.stderr) == (2, "--source-language: „en“ ist hier nicht möglich; erlaubt: de, tr.\n")


@pytest.mark.parametrize("what", ["theme", "term"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_an_entry_is_added_at_the_end_and_every_byte_before_it_stays(what: str, end: str, small: Path) -> None:
    path = small / "data" / {"theme": "themes.yml", "term": "glossary.yml"}[what]
    before = b"# first\r\n" + path.read_bytes().replace(b"\n", b"\r\n").rstrip() + end.encode()
    path.write_bytes(before)

    result = new(small, what)

    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(before)
    assert faults(small) == []


@pytest.mark.parametrize("what", ALL)
def test_an_id_that_is_taken_is_refused_and_nothing_changes(what: str, small: Path) -> None:
    taken = {"practice": "kurs-cafe", "place": "ulm", "theme": "housing", "term": "kommune"}[what]
    before = files(small)

    result = new(small, what, id=taken)

    assert (result.exit_code, files(small)) == (2, before)
    expected = (
        f"Die Kennung „{taken}“ ist schon vergeben. Vorhandenes wird nicht überschrieben; nennen Sie eine andere mit --id.\n"
    )
    assert expected == result.stderr


@pytest.mark.parametrize(("what", "name"), [("term", "Kommune"), ("theme", "Housing"), ("place", "Ulm")])
def test_a_thing_that_exists_is_not_added_under_another_id(what: str, name: str, small: Path) -> None:
    """A second term of one name is a mistake more often than not; who means it says --id."""
    before = files(small)

    result = new(small, what, ALL[what] | {"term" if what == "term" else "name": name})

    assert (result.exit_code, files(small)) == (2, before)
    assert result.stderr.startswith("Die Kennung „")
    assert "--id" in result.stderr


@pytest.mark.parametrize("language", ["de", "tr"])
@pytest.mark.parametrize(
    ("options", "id_"),
    [
        ({"name": "Çiğli Göz Şükrü", "country": "turkiye", "state": "istanbul"}, "cigli-goz-sukru"),
        ({"name": "Köln-Süd", "country": "germany", "state": "bayern"}, "koeln-sued"),
    ],
)
def test_the_id_of_a_place_is_spelled_as_its_country_does(
    options: dict[str, str], id_: str, language: str, small: Path
) -> None:
    given = options | {"kind": "city", "language": language}

    result = call(small, "new", "place", *(part for key, value in given.items() for part in (f"--{key}", value)))

    assert result.exit_code == 0, result.output
    assert (small / f"data/places/{id_}.yml").exists()


@pytest.mark.parametrize(
    ("language", "what", "shown"),
    [
        ("de", "practice", "housing (Wohnen), language (Sprache)"),
        ("tr", "practice", "housing (Barınma ve konut), language (Dil)"),
        ("tr", "place", "germany (Almanya), turkiye (Türkiye)"),
        ("de", "place", "city (Stadt), municipality (Gemeinde)"),
        ("tr", "term", "concept (Kavram), institution (Kurum)"),
    ],
)
def test_choices_are_shown_with_their_names_in_the_language_of_the_author(
    language: str, what: str, shown: str, small: Path
) -> None:
    answers = {
        "practice": "Ulm tanzt\nEin Tanz.\nUlm\nhousing\n2020\nreport\nTanz\n",
        "place": "Ulmen\ngermany\nbayern\ncity\n",
        "term": "Tanz\nconcept\n\n",
    }

    result = call(small, "-l", language, "new", what, typed=answers[what])

    assert shown in result.output


def test_the_same_title_twice_gets_the_next_free_id(small: Path) -> None:
    for _ in range(3):
        assert new(small, "practice").exit_code == 0

    made = sorted(path.stem for path in (small / "data/practices").glob("ulm*"))
    assert made == [f"ulm-feiert-ein-strassenfest{end}" for end in ("", "-2", "-3")]


@pytest.mark.parametrize("words", ["!", "Index", "con", "Нет"])
def test_a_title_without_a_possible_id_asks_for_one(words: str, small: Path) -> None:
    """`index` is an overview page, `con` a device on Windows."""
    before = files(small)

    result = new(small, "practice", title=words)

    assert result.stderr.startswith("Aus diesem Titel lässt sich keine Kennung bilden.")
    assert (result.exit_code, files(small)) == (2, before)
    assert new(small, "practice", title=words, id="anders").exit_code == 0


@pytest.mark.parametrize(
    ("what", "changed", "message"),
    [
        ("theme", {"description": "{x}"}, "--description: geschweifte Klammern sind nicht erlaubt („{x}“); löschen Sie sie"),
        ("practice", {"theme": "housn"}, "--theme: das Thema „housn“ gibt es nicht in data/themes.yml. Meinten Sie „housing“?"),
        ("practice", {"theme": "Wohne"}, "--theme: das Thema „Wohne“ gibt es nicht in data/themes.yml. Meinten Sie „housing ("),
        ("practice", {"place": "um"}, "--place: den Ort „um“ gibt es nicht in data/places/. Meinten Sie „ulm“?"),
        ("practice", {"as_of": "bald"}, "--as-of: hier wird ein Jahr erwartet, zum Beispiel 2019"),
        ("practice", {"title": "x" * 71}, "--title: der Text hat 71 Zeichen, erlaubt sind 70; kürzen Sie ihn"),
        ("practice", {"title": "<b>"}, "--title: HTML ist nicht erlaubt („<b>“); schreiben Sie Markdown"),
        ("practice", {"title": "~"}, "--title: hier fehlt der Text; schreiben Sie einen oder löschen Sie das Feld"),
        ("practice", {"id": "Şenlik"}, "--id: „Şenlik“ ist keine gültige Kennung"),
        ("place", {"kind": "distrikt"}, "--kind: „distrikt“ ist hier nicht möglich; erlaubt: city, municipality, "),
        ("place", {"state": "bayern"}, "--state: „bayern“ ist hier nicht möglich; erlaubt: istanbul."),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named_with_its_option(what: str, changed: dict[str, str], message: str, small: Path) -> None:
    before = files(small)

    result = new(small, what, {**ALL[what], **{key.replace("_", "-"): value for key, value in changed.items()}})

    assert result.stderr.startswith(message)
    assert (result.exit_code, files(small)) == (2, before)


def test_names_are_as_good_as_ids(small: Path) -> None:
    assert new(small, "practice", id="x", place="Şişli", theme="barınma ve konut").exit_code == 0

    practice = load.handbook(small / "data", ("de", "tr")).practices["x"]
    assert (practice.places, practice.themes) == (("sisli",), ("housing",))


def test_questions_are_asked_again_until_the_answer_fits(small: Path) -> None:
    answers = [
        "",
        "Ulm tanzt",
        "Ein Tanz.",
        "Olm",
        "Ulm, sisli",
        "housing, dance",
        "housing, Sprache",
        "bald",
        "2020",
        "report",
        "Tanz",
    ]

    result = new(small, "practice", answers={}, typed="".join(f"{line}\n" for line in answers))

    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines() == [
        "Hier wird eine Antwort gebraucht.",
        "den Ort „Olm“ gibt es nicht in data/places/. Meinten Sie „ulm“?",
        "das Thema „dance“ gibt es nicht in data/themes.yml.",
        "hier wird ein Jahr erwartet, zum Beispiel 2019",
    ]
    practice = load.handbook(small / "data", ("de", "tr")).practices["ulm-tanzt"]
    assert (practice.places, practice.themes) == (("ulm", "sisli"), ("housing", "language"))


def test_a_practice_without_a_place_is_asked_for_its_country(small: Path) -> None:
    answers = "\nTürkei\nhousing\n2020\nreport\nTanz\n"

    result = new(small, "practice", answers={"title": "Ein Tanz", "summary": "Ein Tanz."}, typed=answers)

    assert result.exit_code == 0, result.output
    assert load.handbook(small / "data", ("de", "tr")).practices["ein-tanz"].countries == ("turkiye",)


def test_without_a_keyboard_the_missing_option_is_named(small: Path) -> None:
    before = files(small)

    result = new(small, "practice", answers={key: value for key, value in PRACTICE.items() if key != "theme"})

    assert (result.exit_code, result.stderr) == (2, "Ohne Tastatur braucht der Befehl die Option --theme.\n")
    assert files(small) == before


def test_nothing_is_added_to_a_list_that_has_a_fault(small: Path) -> None:
    path = small / "data/themes.yml"
    path.write_text(path.read_text("utf-8").replace("name: Wohnen", "nam: Wohnen"), "utf-8")
    before = files(small)

    result = new(small, "theme")

    assert result.exit_code == 2
    assert "data/themes.yml:2:8: das Feld „nam“ gibt es hier nicht" in result.stderr
    assert files(small) == before


@pytest.mark.parametrize(("what", "id_"), [("theme", "oegrenme"), ("place", "siginak")])
def test_a_new_theme_or_place_is_offered_by_editors_at_once(what: str, id_: str, small: Path) -> None:
    (small / "data/schema").mkdir()
    call(small, "schema")

    new(small, what)

    assert f'"{id_}"' in (small / "data/schema/practice.json").read_text("utf-8")


HOSTILE = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="'\"\\:#-[]{}&*!|>%@`,?~ \n\t\r\u0085\u00a0\u2028\u202e\ufeff\x00\x07ıİßŞ…", max_size=40),
    st.sampled_from(
        ["null", "true", "NO", "0123", "12:30", "2020-01-01", "a: b", "- x", "---", "...", "%TAG", "../../etc/passwd"]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=HOSTILE, summary=HOSTILE, section=HOSTILE)
def test_whatever_is_typed_the_file_is_valid_or_not_written(title: str, summary: str, section: str, small: Path) -> None:
    id_ = f"x{len(files(small))}"
    answers = PRACTICE | {"title": title, "summary": summary, "section": section, "id": id_}
    before = files(small)

    result = new(small, "practice", answers=answers)

    assert result.exit_code in {0, 2}, result.output
    if result.exit_code:
        assert files(small) == before
    else:
        book: Any = load.handbook(small / "data", ("de", "tr"))
        made = book.practices[id_].texts["de"]
        assert (made.title, made.summary) == (text.tidy(title), text.tidy(summary))
