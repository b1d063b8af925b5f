"""One text of a file changes, and nothing else does: not a comment, not a line end, not a quote."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import PROJECT
from handbook import chapters, document, rewrite
from handbook.document import Loc
from handbook.model import Handbook
from handbook.rewrite import Change, UnwritableError
from handbook.units import units
from hostile import texts

LOCALES = ("de", "tr")

PRACTICE = """\
# yaml-language-server: $schema=../schema/practice.json
places: [altena]   # the first one leads
partners:
  - {de: Caritas}
figures:
  - value: "67"
    label: {de: 'Kinder, und mehr', tr: "çocuk"}  # per year

source_language: de
de:
  title: Ein Titel   # short
  # what a card shows
  summary: >-
    Der erste Satz.
    Der zweite Satz ist lang und
    geht auf der nächsten Zeile weiter.
    Der dritte.
  challenge: |  # why
    Absatz eins.

    - Punkt
      weiter

  # the end of the German text
tr:
  title: "Başlık: kısa"
elements:
  - id: kleiderkammer
    de: {title: Kammer, text: Kleider.}
  - id: cafe
    de:
      title: Café
      text: |
        Kaffee.
"""
TEXTS: list[Loc] = [
    ("partners", 0, "de"),
    ("figures", 0, "label", "de"),
    ("figures", 0, "label", "tr"),
    ("de", "title"),
    ("de", "summary"),
    ("de", "challenge"),
    ("tr", "title"),
    ("elements", 0, "de", "text"),
    ("elements", 1, "de", "text"),
]
MISSING: dict[Loc, Loc] = {
    ("partners", 0, "tr"): ("partners", 0, "de"),
    ("tr", "summary"): ("de", "summary"),
    ("tr", "challenge"): ("de", "challenge"),
    ("elements", 0, "tr", "text"): ("elements", 0, "de", "text"),
    ("elements", 0, "tr", "title"): ("elements", 0, "de", "title"),
    ("elements", 1, "tr", "text"): ("elements", 1, "de", "text"),
}


def difference(before: str, after: str) -> list[str]:
    """The lines that go (-) and come (+)."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def rewritten(text: str, *changes: Change) -> str:
    return rewrite.in_yaml(text.encode(), changes, LOCALES).decode()


STYLES = {
    "a plain text stays plain, and the comment behind it stays": (
        ("de", "title"),
        "Neu",
        ["-  title: Ein Titel   # short", "+  title: Neu   # short"],
    ),
    "a colon needs quotes": (
        ("de", "title"),
        "a: b",
        ["-  title: Ein Titel   # short", '+  title: "a: b"   # short'],
    ),
    "a number is no text without quotes": (
        ("de", "title"),
        "2019",
        ["-  title: Ein Titel   # short", '+  title: "2019"   # short'],
    ),
    "a line break makes a block": (
        ("de", "title"),
        "A\n\nB",
        ["-  title: Ein Titel   # short", "+  title: |   # short", "+    A", "+", "+    B"],
    ),
    "quotes stay": (
        ("tr", "title"),
        'Bir "ad" \\',
        ['-  title: "Başlık: kısa"', '+  title: "Bir \\"ad\\" \\\\"'],
    ),
    "single quotes stay": (
        ("figures", 0, "label", "de"),
        "Kinder's",
        [
            "-    label: {de: 'Kinder, und mehr', tr: \"çocuk\"}  # per year",
            "+    label: {de: 'Kinder''s', tr: \"çocuk\"}  # per year",
        ],
    ),
    "a comma in brackets needs quotes, a line break an escape": (
        ("partners", 0, "de"),
        "A, B\nC",
        ["-  - {de: Caritas}", '+  - {de: "A, B\\nC"}'],
    ),
    "a block stays a block, its lines those of the text": (
        ("de", "challenge"),
        "Absatz eins.\n\n- Punkt\n  anders",
        ["-      weiter", "+      anders"],
    ),
    "a folded text keeps its lines where words are the same; a new sentence gets its own": (
        ("de", "summary"),
        "Der erste Satz. Neu ist dieser. Der zweite Satz ist lang und geht auf der nächsten Zeile weiter. Der vierte.",
        ["+    Neu ist dieser.", "-    Der dritte.", "+    Der vierte."],
    ),
    "an accent behind a line break stays an accent": (
        ("partners", 0, "de"),
        "A\n\u0327",
        ["-  - {de: Caritas}", '+  - {de: "A\\n\\u0327"}'],
    ),
    "a paragraph in a folded text makes it a block with line breaks": (
        ("de", "summary"),
        "Eins.\n\nZwei.",
        [
            "-  summary: >-",
            "-    Der erste Satz.",
            "-    Der zweite Satz ist lang und",
            "-    geht auf der nächsten Zeile weiter.",
            "-    Der dritte.",
            "+  summary: |",
            "+    Eins.",
            "+",
            "+    Zwei.",
        ],
    ),
    "what no block can hold becomes an escape": (
        ("de", "challenge"),
        "a\u2028b",
        [
            "-  challenge: |  # why",
            "-    Absatz eins.",
            "-",
            "-    - Punkt",
            "-      weiter",
            '+  challenge: "a\\u2028b"  # why',
        ],
    ),
}


@pytest.mark.parametrize("rule", STYLES)
def test_a_text_keeps_the_style_that_stood_there_where_it_can(rule: str) -> None:
    loc, new, expected = STYLES[rule]

    assert expected == difference(PRACTICE, rewritten(PRACTICE, Change(loc, new, loc)))


def test_a_missing_field_comes_where_it_stands_in_the_other_language() -> None:
    after = rewritten(
        PRACTICE,
        Change(("tr", "challenge"), "- bir\n- iki", ("de", "challenge")),
        Change(("tr", "summary"), "İlk cümle. İkinci cümle.", ("de", "summary")),
    )

    assert [
        "+  summary: >-",
        "+    İlk cümle.",
        "+    İkinci cümle.",
        "+  challenge: |",
        "+    - bir",
        "+    - iki",
    ] == difference(PRACTICE, after)
    assert after.index("Başlık") < after.index("İlk cümle") < after.index("elements:")


def test_a_field_that_precedes_all_others_comes_first() -> None:
    text = "de:\n  title: T\n  summary: S\ntr:\n  # not the title\n  summary: Ö\n"

    after = rewritten(text, Change(("tr", "title"), "B", ("de", "title")))

    assert after == "de:\n  title: T\n  summary: S\ntr:\n  # not the title\n  title: B\n  summary: Ö\n"


def test_a_missing_language_comes_behind_the_others_in_the_form_of_the_one_it_is_translated_from() -> None:
    after = rewritten(
        PRACTICE,
        *(Change(loc, f"{loc[-1]} yeni: a", like) for loc, like in MISSING.items() if loc[0] in {"partners", "elements"}),
        Change(("elements", 1, "tr", "title"), "Kahve", ("elements", 1, "de", "title")),
    )

    assert [
        "-  - {de: Caritas}",
        '+  - {de: Caritas, tr: "tr yeni: a"}',
        '+    tr: {title: "title yeni: a", text: "text yeni: a"}',
        "+    tr:",
        "+      title: Kahve",
        "+      text: |",
        "+        text yeni: a",
    ] == difference(PRACTICE, after)


def test_languages_stand_in_the_order_of_mkdocs_yml() -> None:
    text = "- id: x\n  tr: {term: b}\n  kind: legal\n- id: y\n  tr:\n    term: d\n"
    changes = [Change((index, "de", "term"), "a", (index, "tr", "term")) for index in (0, 1)]

    assert (
        rewritten(text, *changes)
        == "- id: x\n  de: {term: a}\n  tr: {term: b}\n  kind: legal\n- id: y\n  de:\n    term: a\n  tr:\n    term: d\n"
    )


def test_a_file_without_a_last_line_end_and_an_empty_block_are_no_obstacle() -> None:
    after = rewritten("de:\n  title: T\ntr: {}", Change(("tr", "title"), "B", ("de", "title")))
    assert after == "de:\n  title: T\ntr: {title: B}"

    after = rewritten("de:\n  title: T", Change(("tr", "title"), "B", ("de", "title")))
    assert after == "de:\n  title: T\ntr:\n  title: B"


def test_line_ends_and_letters_in_two_pieces_stay_as_the_file_has_them() -> None:
    """The text is composed, as every other reader of the file sees it; the rest keeps its bytes."""
    text = PRACTICE.replace("Absatz", "A\u0308bsatz").replace("\n", "\r\n")

    after = rewritten(
        text, Change(("de", "title"), "S\u0327", ("de", "title")), Change(("tr", "summary"), "x", ("de", "summary"))
    )

    assert "\n" not in after.replace("\r\n", "")
    assert ["-  title: Ein Titel   # short", "+  title: Ş   # short", "+  summary: >-", "+    x"] == difference(text, after)


def test_a_text_that_has_no_place_is_refused() -> None:
    for loc in (("partners", 3, "tr"), ("source_language", "tr"), ("nothing", 0, "tr")):
        with pytest.raises(UnwritableError):
            rewritten(PRACTICE, Change(loc, "x", loc))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*TEXTS, *MISSING]), texts, min_size=1, max_size=5), st.booleans())
def test_any_text_is_read_again_as_it_was_written_and_nothing_else_changes(new: dict[Loc, str], windows: bool) -> None:
    raw = (PRACTICE.replace("\n", "\r\n") if windows else PRACTICE).encode()
    changes = [Change(loc, text, MISSING.get(loc, loc)) for loc, text in new.items()]

    after = rewrite.in_yaml(raw, changes, LOCALES)

    read, before = document.read(after, ""), document.read(raw, "")
    assert read.faults == []
    for loc, text in new.items():
        assert _at(read.data, loc).strip() == text
    for loc in TEXTS:
        if loc not in new:
            assert _at(read.data, loc) == _at(before.data, loc)
    for comment in ("# yaml-language", "# the first", "# per year", "# short", "# what a card", "# why", "# the end"):
        assert comment.encode() in after


@settings(deadline=None)
@given(st.sampled_from(TEXTS), texts)
def test_a_text_written_twice_is_written_once(loc: Loc, text: str) -> None:
    """What came out of a first change is what a second one finds; an equal text does not move a byte."""
    once = rewritten(PRACTICE, Change(loc, text, loc))

    assert once == rewritten(once, Change(loc, text, loc))


def _at(data: object, loc: Loc) -> str:
    for step in loc:
        data = data[step]  # type: ignore[index]
    assert isinstance(data, str)
    return data


def test_every_text_of_the_handbook_can_be_changed_and_changed_back_without_a_trace(book: Handbook) -> None:
    """The real files, with all their styles, comments and blank lines."""
    found, _ = chapters.chapters(PROJECT / "docs", book.locales)
    files: dict[str, list[tuple[Change, str]]] = {}
    for unit in units(book, found):
        for locale, text in unit.texts.items():
            place = unit.places[locale]
            if place.path.endswith(".yml"):
                change = Change(place.loc, f"{text} Neu.", unit.places[unit.source_language].loc)
                files.setdefault(place.path, []).append((change, text))

    for path, changes in files.items():
        raw = (PROJECT / path).read_bytes()
        there = rewrite.in_yaml(raw, [change for change, _ in changes], book.locales)
        back = rewrite.in_yaml(there, [Change(change.loc, text, change.like) for change, text in changes], book.locales)
        assert there != raw
        assert back == raw, path


CHAPTER = (
    "---\ntitle: Titel\ndescription: Worum es geht # kurz\n---\n\n# Titel\n\nVorab.\n\n## Eins {#one}\n\n"
    "Text.\n\n\n## Zwei {#two}\n\nEnde.\n"
)


def test_a_section_of_a_chapter_changes_and_the_rest_stays() -> None:
    after = rewrite.in_chapter(
        CHAPTER.encode(),
        {"#one": "## Eins {#one}\n\nMetin.\n\n- a", "title": "Başlık: a", "#top": "# Başlık\n\nVorab."},
        ["top", "one", "two"],
    ).decode()

    assert [
        "-title: Titel",
        '+title: "Başlık: a"',
        "-# Titel",
        "+# Başlık",
        "-Text.",
        "+Metin.",
        "+",
        "+- a",
    ] == difference(CHAPTER, after)


def test_missing_sections_come_in_the_order_of_the_language_they_are_translated_from() -> None:
    chapter = "---\ntitle: T\n---\n## Iki {#two}\n\nSon.\n"

    after = rewrite.in_chapter(
        chapter.encode(),
        {"#three": "## Üç {#three}", "#top": "# Başlık", "#one": "## Bir {#one}", "description": "D"},
        ["top", "one", "two", "three"],
    ).decode()

    assert after == "---\ntitle: T\ndescription: D\n---\n# Başlık\n\n## Bir {#one}\n\n## Iki {#two}\n\nSon.\n\n## Üç {#three}\n"


def test_a_section_that_would_lose_its_id_or_bring_another_is_refused() -> None:
    for text in ("## Bir", "## Bir {#bir}", "## Bir {#one}\n\n## Fazla {#more}", "Metin"):
        with pytest.raises(UnwritableError):
            rewrite.in_chapter(CHAPTER.encode(), {"#one": text}, ["top", "one", "two"])


def test_a_new_chapter_has_front_matter_and_the_sections_in_order() -> None:
    made = rewrite.new_chapter(
        {"#one": "## Bir {#one}", "title": "Başlık: a", "#top": "# Başlık", "description": "Konu"},
        {"source_language": "tr"},
        ["top", "one"],
    ).decode()

    assert made == '---\ntitle: "Başlık: a"\ndescription: Konu\nsource_language: tr\n---\n\n# Başlık\n\n## Bir {#one}\n'


@settings(deadline=None, max_examples=50)
@given(st.fixed_dictionaries({}, optional={"title": texts, "description": texts, "#top": texts, "#two": texts}), st.booleans())
def test_any_text_of_a_chapter_arrives_or_is_refused(new: dict[str, str], windows: bool) -> None:
    assume(new)
    raw = (CHAPTER.replace("\n", "\r\n") if windows else CHAPTER).encode()
    new = {key: f"## Zwei {{#two}}\n\n{text}" if key == "#two" else text for key, text in new.items()}
    try:
        after = rewrite.in_chapter(raw, new, ["top", "one", "two"])
    except UnwritableError:
        assume(False)

    text = document.text(after, "").text
    front = chapters.FRONT_MATTER.match(text)
    assert front
    meta = document.read(front[1].encode(), "").data
    sections = {f"#{section.id}": section.text for section in chapters.sections(text)}
    before = {"title": "Titel", "description": "Worum es geht", "#one": "## Eins {#one}\n\nText."}
    for key, expected in {**before, **new}.items():
        assert {**meta, **sections}[key].strip() == expected
    assert b"# kurz" in after
