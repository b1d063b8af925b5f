"""The form for contributors in Chromium: whatever is typed, what comes out is a file without a fault, or a fault in words."""

from __future__ import annotations

import json
import random
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from conftest import PROJECT, violations
from handbook import load, markup
from handbook.document import read
from handbook.faults import DataError, Fault, wording
from handbook.model import Handbook, Practice
from handbook.schema import field_words

LOCALES = ("de", "tr")
PREFIX = {"de": "", "tr": "tr/"}

MINIMAL: dict[str, Any] = {
    "title": "Eine Stadt lernt von der anderen",
    "summary": "Ein Satz genügt.",
    "countries": ["germany"],
    "themes": ["exchange"],
    "as_of": "2019",
    "sources": [{"publication": "desi-2016", "section": "Kümmerer"}],
}

HOSTILE = {
    "quotes": "Er sagte: „so“ und \"so\" und 'so' und `",
    "colon": "key: value # kein Kommentar",
    "dash": "- kein Listenpunkt? doch",
    "dashes": "Vor --- nach",
    "yaml words": "yes",
    "number": "0123",
    "truth": "true",
    "tag": "!!python/object x",
    "anchor": "&anker *verweis",
    "percent": "%YAML 1.2",
    "emoji": "Kinder 👩‍👩‍👧‍👦 lernen 🇹🇷 und 🇩🇪",
    "right to left": "مرحبا بكم في المدينة שלום",
    "override": "links \u202erechts\u202c links",
    "decomposed": "I\u0307stanbul, S\u0327is\u0327li und Mu\u0308nchen",
    "combining first": "\u0338x und \u0308y",
    "leading spaces": "   vorn und hinten   ",
    "no-break space after a word with colon": "Hinweis:\u00a0so",
    "many lines": "eins\n\nzwei: drei\n\n- vier\n- fünf # sechs\n\n  eingerückt",
    "lines and no-break space": "erste Zeile\nHinweis:\u00a0zweite",
    "windows lines": "eins\r\nzwei\rdrei",
    "line separators": "eins\u2028zwei\u2029drei\u0085vier",
    "trailing backslash": "C:\\Pfad\\",
    "backslash letters": '\\n \\u0041 \\" \\\\',
    "very long": "Wort " * 4000,
    "long without a space": "x" * 3000,
    "zero width": "a\u200bb\u200cc\u200dd",
    "ampersand": "&amp; &lt;b&gt; &#106;",
    "pipe": "| a | b |\n|---|---|\n| 1 | 2 |",
    "quote sign in the middle": "5 > 4 und 3 < 4",
    "comma": "a, b, [c] d",
    "equals": "= gleich =x",
    "question": "? Frage: Antwort",
    "at": "@name `",
    "tilde in text": "~ ungefähr",
    "private use": "\ue000",
    "script words": "alert(1) // kommentar",
}
"""Texts that YAML, the loader or a page could trip over, and that a contributor may write all the same."""

REFUSED = {
    "html": "Text mit <b>fett</b>",
    "script": "Ende </script><script>alert(1)</script>",
    "comment": "<!-- x -->",
    "braces": "Platz {: onclick=x }",
    "image": "Bild ![x](https://example.org/x.png)",
    "heading": "# Überschrift",
    "heading in a list": "- # Überschrift",
    "line under a text": "Überschrift\n---",
    "dashes alone": "Vor\n\n--\n\nnach",
    "heading after Arabic digits": "١. # x",
    "code": "vorn\n    eingerückt\n    noch",
    "code after a text": "Text\n\n    Code",
    "fence": "```\ncode\n```",
    "quotation": "> Zitat",
    "definition": "[x]: https://example.org/",
    "link by name": "[Text][name]",
    "script link": "[x](javascript:alert(1))",
    "hidden script link": "[x](&#x6A;avascript:alert(1))",
    "link without scheme": "[x](//evil.example/)",
    "data link": "[x](data:text/html;base64,xx)",
    "long s": "[x](http\u017f:x)",
    "two at once": "# eins\n\nzwei {drei} <i>vier</i>",
    "unknown practice": "siehe [[altena-kümmerer]]",
    "nearly known practice": "siehe [[altena-kuemmer]]",
    "unknown place": "siehe [[place:altna]]",
    "unknown theme": "siehe [[theme:housin|Wohnen]]",
    "unknown term": "siehe [[term:duldng]]",
    "unknown country": "siehe [[country:turkey]]",
    "reference left open": "siehe [[altena-kuemmerer",
    "reference with one bracket": "siehe [altena-kuemmerer]]",
    "mark of a merge": "eins\n=======\nzwei",
    "unknown kind": "siehe [[ort:altena]]",
    "tab": "eins\tzwei",
    "nul": "eins\x00zwei",
    "bell": "eins\x07zwei",
    "byte order mark": "eins\ufeffzwei",
    "null": "null",
    "tilde": "~",
}
"""Texts that the handbook refuses: the form says so in the words of the loader."""


# --- helpers --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    yield page
    context.close()
    assert errors == []


def visit(tab: Page, address: str, locale: str) -> None:
    tab.goto(f"{address}{PREFIX[locale]}contribute/")
    tab.wait_for_selector("#contribute:not([hidden])")


def put(tab: Page, id_: str, value: str) -> None:
    """Put a text into a field as if pasted."""
    tab.evaluate(
        "([id, value]) => { const box = document.getElementById(id); box.value = value;"
        " box.dispatchEvent(new Event('input', { bubbles: true })) }",
        [id_, value],
    )


def choose(tab: Page, id_: str, ids: list[str]) -> None:
    for value in ids:
        tab.select_option(f"#{id_}-select", value)
        tab.click(f"#{id_} [data-do=add-choice]")


def fill_texts(tab: Page, locale: str, texts: dict[str, str]) -> None:
    for key, value in texts.items():
        put(tab, f"f-{locale}-{key}", value)


def fill_minimal(tab: Page, locale: str, **changes: Any) -> dict[str, Any]:
    """What the model requires and nothing else, with changes; an empty text leaves a field empty."""
    given = MINIMAL | changes
    fill_texts(tab, locale, {"title": given["title"], "summary": given["summary"]})
    choose(tab, "f-countries", given["countries"])
    choose(tab, "f-themes", given["themes"])
    put(tab, "f-as_of", given["as_of"])
    for number, source in enumerate(given["sources"]):
        if number:
            tab.click("#f-sources > p > [data-do=add-item]")
        box = tab.locator("#f-sources [data-item]").nth(number)
        box.locator("select").select_option(source["publication"])
        put(tab, box.locator("input").get_attribute("id") or "", source["section"])
    return given


def fill_lists(tab: Page, locale: str, literature: str) -> None:
    """An entry in every list of the form but the sources, two among the partners."""
    tab.click("#f-figures > p > [data-do=add-item]")
    figure = tab.locator("#f-figures [data-item]")
    for key, value in {"value": "1.200-1.300,5", "as_of": "2019-06"}.items():
        figure.locator(f"[data-field={key}] input").fill(value)
    figure.locator("[data-field=qualifier] select").select_option("at-least")
    figure.locator("[data-field=unit] select").select_option("million-euro")
    for code, words in {"de": "Lehrkräfte", "tr": "öğretmen"}.items():
        figure.locator(f"[data-field=label] [data-field={code}] input").fill(words)
    tab.click("#f-partners > p > [data-do=add-item]")
    tab.fill("#f-partners [data-item] [data-field=de] input", "Caritas")
    tab.click("#f-partners > p > [data-do=add-item]")
    tab.locator("#f-partners [data-item]").nth(1).locator("[data-field=tr] input").fill("Kızılay")
    tab.click("#f-links > p > [data-do=add-item]")
    tab.fill("#f-links [data-field=url] input", "https://example.org/a?b=c&d=%20#e")
    tab.fill("#f-links [data-field=label] [data-field=de] input", "Projekt: Seite")
    tab.fill("#f-links [data-field=as_of] input", "2020")
    choose(tab, "f-literature", [literature])
    choose(tab, "f-related", ["altena-kuemmerer"])
    tab.click("#f-elements > p > [data-do=add-item]")
    element = tab.locator("#f-elements [data-item]")
    element.locator("[data-field=id] input").fill("form-test-baustein")
    element.locator("[data-field=places] select").select_option("istanbul")
    element.locator("[data-field=places] [data-do=add-choice]").click()
    element.locator(f"[data-field={locale}] [data-field=title] input").fill("Café & mehr: „so“")
    element.locator(f"[data-field={locale}] textarea").fill("Ein Café.\n\nUnd mehr.")


def make(tab: Page) -> tuple[str, str]:
    """Press the button; name and text of the file behind the link.

    The file is read, not downloaded: Chromium drops a page's downloads beyond ten in a second, and tests are as fast as that.
    """
    tab.click("#contribute-form button[type=submit]")
    tab.wait_for_selector("#contribute-result:not([hidden]), #contribute-faults:not([hidden])")
    assert tab.locator("#contribute-faults").is_hidden(), tab.locator("#contribute-faults").inner_text()
    name, written = tab.locator("[data-way=download]").evaluate(
        "async (link) => [link.download, await (await fetch(link.href)).text()]"
    )
    return name, written


def said(tab: Page) -> list[str]:
    """Press the button; the faults at the fields."""
    tab.click("#contribute-form button[type=submit]")
    tab.wait_for_selector("#contribute-result:not([hidden]), #contribute-faults:not([hidden])")
    return tab.locator(".field__fault").all_text_contents()


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real data, to which the files of the form are added."""
    data = tmp_path_factory.mktemp("contributed") / "data"
    shutil.copytree(PROJECT / "data", data)
    return data


def loaded(copied: Path, files: dict[str, str]) -> dict[str, Practice]:
    """The practices of some files among the real data, which must have no fault."""
    for name, written in files.items():
        assert not (copied / "practices" / name).exists()
        (copied / "practices" / name).write_text(written, "utf-8", newline="")
    try:
        book = load.handbook(copied, LOCALES)
    finally:
        for name in files:
            (copied / "practices" / name).unlink()
    return {name: book.practices[name.removesuffix(".yml")] for name in files}


def faults(copied: Path, files: dict[str, str]) -> dict[str, list[Fault]]:
    """What the loader says of each of some files among the real data."""
    for name, written in files.items():
        (copied / "practices" / name).write_text(written, "utf-8", newline="")
    found: dict[str, list[Fault]] = {name: [] for name in files}
    try:
        load.handbook(copied, LOCALES)
    except DataError as error:
        for fault in error.faults:
            found[Path(fault.path).name].append(fault)
    finally:
        for name in files:
            (copied / "practices" / name).unlink()
    return found


def tidy(written: str) -> str:
    """What the form and the loader make of any text: one form of letters and lines, no space around."""
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\u0085"):
        written = written.replace(end, "\n")
    return unicodedata.normalize("NFC", written).strip()


# --- files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_the_link_saves_the_very_file_that_is_shown(locale: str, tab: Page, address: str) -> None:
    visit(tab, address, locale)
    fill_minimal(tab, locale)
    name, written = make(tab)

    with tab.expect_download() as download:
        tab.click("[data-way=download]")

    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes().decode("utf-8") == written
    assert tab.locator("#contribute-result code").text_content() == written


@pytest.mark.parametrize("locale", LOCALES)
def test_the_smallest_practice_has_only_what_was_filled_in(locale: str, tab: Page, address: str, copied: Path) -> None:
    visit(tab, address, locale)
    fill_minimal(tab, locale)

    name, written = make(tab)
    practice = loaded(copied, {name: written})[name]

    assert name == "eine-stadt-lernt-von-der-anderen.yml"
    assert written.startswith("# yaml-language-server: $schema=../schema/practice.json\n")
    assert practice.model_dump(exclude_defaults=True) == {
        "id": name.removesuffix(".yml"),
        "countries": ("germany",),
        "themes": ("exchange",),
        "as_of": 2019,
        "sources": ({"publication": "desi-2016", "section": "Kümmerer"},),
        "source_language": locale,
        "texts": {locale: {"title": MINIMAL["title"], "summary": MINIMAL["summary"]}},
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_can_be_filled_in_comes_out_again(
    locale: str, tab: Page, address: str, copied: Path, book: Handbook
) -> None:
    other = next(code for code in LOCALES if code != locale)
    sections = ("title", "summary", "challenge", "approach", "results", "lessons", "transfer")
    texts = {code: {name: f"{name} auf {code}" for name in sections} for code in LOCALES}
    texts[locale]["approach"] = (
        "Erst **so**:\n\n- eins mit [[altena-kuemmerer|Hilfe]]\n- zwei [Link](https://example.org/a?b=c)\n\n[[term:duldung]]"
    )
    visit(tab, address, locale)
    tab.locator(f"#f-{other} summary").click()
    for code in LOCALES:
        fill_texts(tab, code, texts[code])
    choose(tab, "f-places", ["altena", "istanbul-sisli"])
    choose(tab, "f-countries", ["turkiye"])
    for key, value in {"period-from": "2015", "period-to": "2018", "as_of": "2019"}.items():
        put(tab, f"f-{key}", value)
    tab.select_option("#f-period-status", "ended")
    choose(tab, "f-themes", ["volunteering", "housing", "data"])
    tab.locator("#f-themes li").nth(2).locator("[data-do=first-choice]").click()
    choose(tab, "f-target_groups", ["women", "children"])
    tab.select_option("#f-part_of-select", "altena-konzept")
    tab.select_option("#f-sources [data-item] select", "desi-2016")
    tab.fill("#f-sources [data-item] input", "Kümmerer")
    tab.click("#f-sources > p > [data-do=add-item]")
    second = tab.locator("#f-sources [data-item]").nth(1)
    second.locator("select").select_option("desi-2025")
    second.locator("input").fill("Onlinebefragung: Unterbringung")
    fill_lists(tab, locale, next(iter(book.literature)))
    tab.fill("#f-id", "form-test-alles")

    name, written = make(tab)
    practice = loaded(copied, {name: written})[name]

    assert name == "form-test-alles.yml"
    assert practice.model_dump(exclude_none=True, by_alias=True, exclude_defaults=True) == {
        "id": "form-test-alles",
        "places": ("altena", "istanbul-sisli"),
        "countries": ("turkiye",),
        "themes": ("data", "volunteering", "housing"),
        "target_groups": ("women", "children"),
        "part_of": "altena-konzept",
        "period": {"from": 2015, "to": 2018, "status": "ended"},
        "as_of": 2019,
        "partners": ({"de": "Caritas"}, {"tr": "Kızılay"}),
        "figures": (
            {
                "value": "1.200-1.300,5",
                "qualifier": "at-least",
                "unit": "million-euro",
                "label": {"de": "Lehrkräfte", "tr": "öğretmen"},
                "as_of": "2019-06",
            },
        ),
        "sources": (
            {"publication": "desi-2016", "section": "Kümmerer"},
            {"publication": "desi-2025", "section": "Onlinebefragung: Unterbringung"},
        ),
        "links": ({"url": "https://example.org/a?b=c&d=%20#e", "label": {"de": "Projekt: Seite"}, "as_of": 2020},),
        "literature": (next(iter(book.literature)),),
        "related": ("altena-kuemmerer",),
        "source_language": locale,
        "texts": texts,
        "elements": (
            {
                "id": "form-test-baustein",
                "places": ("istanbul",),
                "texts": {locale: {"title": "Café & mehr: „so“", "text": "Ein Café.\n\nUnd mehr."}},
            },
        ),
    }
    keys = list(yaml.load(written, Loader=yaml.BaseLoader))
    order = [info.alias or key for key, info in Practice.model_fields.items() if key != "id"]
    assert keys == [code for key in order for code in (LOCALES if key == "texts" else [key])]


def test_whatever_is_typed_the_file_has_no_fault_and_says_the_same(tab: Page, address: str, copied: Path) -> None:
    """Every hostile text in a section, in the summary, in a one-line field and, cut short, in the title."""
    visit(tab, address, "de")
    fill_minimal(tab, "de")
    files: dict[str, str] = {}
    expected: dict[str, dict[str, str]] = {}
    for number, (label, words) in enumerate(HOSTILE.items()):
        line = " ".join(tidy(words).split("\n"))
        no_markdown = not any(mark in words for mark in ("**", "`", "*v"))
        put(tab, "f-id", f"form-test-{number}")
        put(tab, "f-de-approach", words)
        put(tab, "f-de-summary", words if no_markdown else "Ein Satz.")
        put(tab, "f-de-title", line[:60] if no_markdown else "Ein Titel")
        put(tab, "f-sources-0-section", line if no_markdown else "Ein Abschnitt")
        name, written = make(tab)
        files[name] = written
        expected[name] = {
            "label": label,
            "approach": tidy(words),
            "summary": tidy(words) if no_markdown else "Ein Satz.",
            "title": tidy(line[:60]) if no_markdown else "Ein Titel",
            "section": tidy(line) if no_markdown else "Ein Abschnitt",
        }

    for name, practice in loaded(copied, files).items():
        found = practice.texts["de"]
        assert {
            "label": expected[name]["label"],
            "approach": found.approach,
            "summary": found.summary,
            "title": found.title,
            "section": practice.sources[0].section,
        } == expected[name]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_handbook_refuses_is_said_in_the_words_of_the_loader(
    locale: str, tab: Page, address: str, copied: Path
) -> None:
    visit(tab, address, locale)
    fill_minimal(tab, locale)
    tab.fill("#f-id", "form-test")
    _, written = make(tab)
    names = {f"form-test-{number}.yml": label for number, label in enumerate(REFUSED)}
    files = {name: written + f"  approach: {json.dumps(tidy(REFUSED[label]))}\n" for name, label in names.items()}
    for name, wanted in faults(copied, files).items():
        put(tab, f"f-{locale}-approach", REFUSED[names[name]])
        assert wanted, names[name]
        assert sorted(wording(fault.code, fault.values, locale) for fault in wanted) == sorted(said(tab)), names[name]


PIECES = [
    *"abş1١ \n\t:#-*_[](){}|<>&!?\"'`\\@%,=+~.;/^$",
    *(
        "\n\n",
        "    ",
        "  - ",
        "1. ",
        "- ",
        "---",
        "...",
        "---\n",
        ": ",
        " #",
        "**",
        "[[",
        "]]",
        "](",
        "https://a.example",
        "mailto:",
    ),
    *(
        "&#x6A;",
        "javascript:",
        "<b>",
        "</script>",
        "null",
        "no",
        "\u00a0",
        "\u200f",
        "\u202e",
        "\u0308",
        "\u0338",
        "👩‍👧",
        "é",
        "e\u0301",
    ),
    *("\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\r\n", "key:\u00a0", "[[altena-kuemmerer]]", "[[x|y]]", "| a | b |"),
]


def test_thousands_of_random_texts_are_judged_and_written_as_the_loader_reads_them(tab: Page, address: str) -> None:
    """The same problems as markup.problems finds, and YAML that says what went in."""
    chance = random.Random(2026)  # noqa: S311  the same texts every time
    texts = [tidy("".join(chance.choices(PIECES, k=chance.randint(1, 14)))) for _ in range(4000)]
    texts = [words for words in texts if words]
    visit(tab, address, "de")
    script = tab.locator("script[src$='contribute/main.js']").get_attribute("src") or ""

    results = tab.evaluate(
        """async ([script, texts]) => {
          const at = (name) => new URL(name, new URL(script, location.href)).href
          const [{ checker }, { yaml }] = await Promise.all([import(at("rules.js")), import(at("yaml.js"))])
          const data = JSON.parse(document.getElementById("contribute-data").textContent)
          const { faults } = checker(data)
          return texts.map((text) => {
            const de = { title: text, summary: text, approach: text }
            const practice = { de, sources: [{ section: text }], source_language: "de" }
            const found = faults(practice, data.shape).filter(({ loc }) => loc.join(".") === "de.approach")
            const judged = found.map(({ code, values }) => [code, values.snippet ?? values.target ?? ""])
            return [judged, yaml(practice, data.shape, "# x")]
          })
        }""",
        [script, texts],
    )

    for words, (found, written) in zip(texts, results, strict=True):
        problems = [
            (found.code, found.values.get("snippet", found.values.get("target", ""))) for found in markup.problems(words)
        ]
        if words not in {"~", "null"}:
            judged = [(code, snippet) for code, snippet in found if not code.startswith("unknown_")]
            assert [(code, snippet) for code, snippet in problems] == judged, repr(words)
        document = read(written.encode("utf-8"), "x.yml")
        assert document.faults == [], repr(words)
        block = document.data["de"]
        assert {tidy(text) for text in block.values()} == {words}
        assert document.data["sources"] == [{"section": words}]


FIELDS: dict[str, tuple[str, str, str]] = {
    "a year in words": ("f-as_of", "bald", "as_of: 2019->as_of: bald"),
    "a year of another time": ("f-as_of", "1819", "as_of: 2019->as_of: 1819"),
    "an Arabic year": ("f-as_of", "20١٩", "as_of: 2019->as_of: 20١٩"),
    "a long title": ("f-de-title", "W" * 71, f"title: {MINIMAL['title']}->title: {'W' * 71}"),
    "Markdown in a title": ("f-de-title", "Ein **Titel**", f"title: {MINIMAL['title']}->title: Ein **Titel**"),
    "a word with underscores": ("f-de-title", "ş_x und ä_", f"title: {MINIMAL['title']}->title: ş_x und ä_"),
    "Markdown in the summary": (
        "f-de-summary",
        "[[altena-kuemmerer]]",
        'summary: Ein Satz genügt.->summary: "[[altena-kuemmerer]]"',
    ),
    "HTML in a source": ("f-sources-0-section", "<b>", 'section: Kümmerer->section: "<b>"'),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_value_is_said_at_its_field_in_the_words_of_the_loader(
    name: str, tab: Page, address: str, copied: Path
) -> None:
    id_, value, edit = FIELDS[name]
    visit(tab, address, "de")
    fill_minimal(tab, "de")
    tab.fill("#f-id", "form-test")
    _, written = make(tab)
    old, new = edit.split("->")
    assert old in written

    put(tab, id_, value)
    shown = said(tab)

    found = faults(copied, {"form-test.yml": written.replace(old, new)})["form-test.yml"]
    wanted = [wording(fault.code, fault.values, "de") for fault in found]
    assert shown == wanted
    if wanted:
        assert tab.locator(f"#{id_}").get_attribute("aria-invalid") == "true"
        assert f"{id_}-fault" in (tab.locator(f"#{id_}").get_attribute("aria-describedby") or "")


@pytest.mark.parametrize("locale", LOCALES)
def test_values_that_belong_together_are_checked_together(locale: str, tab: Page, address: str) -> None:
    """Numbers, addresses, ids, the order of years, too many themes: the words are those of messages/."""
    visit(tab, address, locale)
    fill_minimal(tab, locale, themes=["exchange", "data", "work", "health"], countries=[])
    put(tab, "f-period-from", "2020")
    put(tab, "f-period-to", "2019")
    tab.click("#f-figures > p > [data-do=add-item]")
    tab.fill("#f-figures [data-field=value] input", "3.5")
    tab.fill("#f-figures [data-field=as_of] input", "Juni 2019")
    tab.click("#f-links > p > [data-do=add-item]")
    tab.fill("#f-links [data-field=url] input", "javascript:alert(1)")
    put(tab, "f-id", "altena-konzept")

    shown = said(tab)

    label = field_words("Figure", "label", locale)["name"]
    expected: dict[str, dict[str, object]] = {
        "too_long": {"actual_length": 4, "max_length": 3},
        "no_country": {},
        "period": {"begin": "2020", "end": "2019"},
        "amount": {"value": "3.5"},
        "moment": {"value": "Juni 2019"},
        "address": {"value": "javascript:alert(1)"},
        "duplicate_id": {"value": "altena-konzept", "first": "altena-konzept.yml"},
        "missing_key": {"key": label},
    }
    for code, values in expected.items():
        assert wording(code, values, locale) in shown, code


def test_a_name_that_is_taken_by_a_page_or_a_device_is_refused(tab: Page, address: str) -> None:
    visit(tab, address, "de")
    fill_minimal(tab, "de")
    for id_ in ("index", "con"):
        put(tab, "f-id", id_)
        assert said(tab) == [wording("reserved_id", {"value": id_}, "de")]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_form_names_what_is_missing_and_leads_there(locale: str, tab: Page, address: str) -> None:
    visit(tab, address, locale)

    said(tab)

    assert tab.evaluate("document.activeElement.id") == "contribute-faults"
    links = tab.locator("#contribute-faults a")
    targets = [link.get_attribute("href") for link in links.all()]
    assert targets == [
        f"#f-{locale}-title",
        f"#f-{locale}-summary",
        "#f-places-select",
        "#f-as_of",
        "#f-themes-select",
        "#f-sources-0-publication-select",
        "#f-id",
    ]
    links.nth(3).click()
    assert tab.evaluate("document.activeElement.id") == "f-as_of"


def test_a_file_that_is_too_large_is_refused_before_it_is_made(tab: Page, address: str) -> None:
    visit(tab, address, "de")
    fill_minimal(tab, "de")
    put(tab, "f-de-approach", "Wort " * 45_000)

    tab.click("#contribute-form button[type=submit]")

    assert wording("file_too_large", {"limit": 200}, "de") in tab.locator("#contribute-faults").inner_text()
    assert tab.locator("#contribute-result").is_hidden()


@pytest.mark.parametrize(
    ("locale", "title", "id_"),
    [
        ("de", "Straßenfest in Köln: Grüße aus Şişli", "strassenfest-in-koeln-gruesse-aus-sisli"),
        ("tr", "Sığınmacılar için göç ve IĞDIR’da İş", "siginmacilar-icin-goc-ve-igdir-da-is"),
        ("tr", "Köln’de çay", "koln-de-cay"),
        ("de", "Das Altena Konzept", "das-altena-konzept"),
        ("de", "Altena Konzept", "altena-konzept-2"),
        ("de", "Aux", "aux-2"),  # a device under Windows
        ("de", "مرحبا", ""),
    ],
)
def test_the_id_is_proposed_from_the_title_as_the_language_spells_it(
    locale: str, title: str, id_: str, tab: Page, address: str
) -> None:
    visit(tab, address, locale)

    put(tab, f"f-{locale}-title", title)
    expect(tab.locator(".preview__page")).to_contain_text(title)
    expect(tab.locator("#f-id")).to_have_value(id_)

    tab.fill("#f-id", "mein-name")
    put(tab, f"f-{locale}-title", "Etwas anderes")
    expect(tab.locator(".preview__page")).to_contain_text("Etwas anderes")
    assert tab.input_value("#f-id") == "mein-name"


# --- ways out -------------------------------------------------------------------------------------------------------------


def test_the_file_opens_at_the_host_filled_in_unless_it_is_too_long(tab: Page, address: str) -> None:
    visit(tab, address, "de")
    fill_minimal(tab, "de", title="Über Äpfel & Birnen")
    name, written = make(tab)

    query = parse_qs(urlsplit(tab.locator("[data-way=open]").get_attribute("href") or "").query)
    assert query == {"filename": [name], "value": [written]}
    assert tab.locator("#contribute-result code").text_content() == written

    put(tab, "f-de-approach", "Wort " * 2000)
    make(tab)
    query = parse_qs(urlsplit(tab.locator("[data-way=open]").get_attribute("href") or "").query)
    assert query == {"filename": [name]}
    assert tab.locator(".result__long").is_visible()


def test_a_changed_form_has_no_finished_file_any_more(tab: Page, address: str) -> None:
    visit(tab, address, "de")
    fill_minimal(tab, "de")
    make(tab)

    tab.fill("#f-as_of", "2018")

    assert tab.locator("#contribute-result").is_hidden()


def test_the_draft_comes_back_in_either_language_and_can_be_deleted(tab: Page, address: str) -> None:
    visit(tab, address, "de")
    fill_minimal(tab, "de", title="Ein „Entwurf“")
    tab.fill("#f-id", "mein-entwurf")
    tab.wait_for_function("Object.values(localStorage).some((kept) => kept.includes('mein-entwurf'))")

    visit(tab, address, "tr")
    assert tab.input_value("#f-de-title") == "Ein „Entwurf“"
    assert tab.input_value("#f-id") == "mein-entwurf"
    assert tab.locator("#f-themes .choices__list li").count() == 1
    assert tab.locator("input[name=source_language][value=de]").is_checked()

    tab.click("[data-do=delete-draft]")
    tab.reload()
    assert tab.input_value("#f-de-title") == ""
    assert tab.input_value("#f-id") == ""
    assert tab.evaluate("localStorage.length") == 0


def test_a_browser_that_forbids_storage_can_still_make_a_file(tab: Page, address: str, copied: Path) -> None:
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })")
    visit(tab, address, "de")
    fill_minimal(tab, "de")

    name, written = make(tab)

    assert loaded(copied, {name: written})


# --- preview --------------------------------------------------------------------------------------------------------------


def test_the_preview_shows_the_page_and_never_runs_what_was_typed(tab: Page, address: str, book: Handbook) -> None:
    visit(tab, address, "de")
    fill_minimal(tab, "de")
    choose(tab, "f-places", ["istanbul-sisli"])
    put(
        tab,
        "f-de-approach",
        "Ein **fetter** und *schräger* [Link](https://example.org/) zu [[altena-kuemmerer]]\n\n"
        "1. eins\n    - eins a\n2. zwei\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://evil.example/)",
    )
    page = tab.locator(".preview__page")
    page.locator("strong").wait_for()

    assert page.locator("h3").inner_text() == MINIMAL["title"]
    assert page.locator("em").inner_text() == "schräger"
    names = [book.countries[id_].texts["de"].name for id_ in ("germany", "turkiye")]
    title = book.practices["altena-kuemmerer"].texts["de"].title
    assert (page.get_by_role("link", name=title or "").get_attribute("href") or "").endswith("/practices/altena-kuemmerer/")
    assert page.locator("ol > li > ul > li").inner_text() == "eins a"
    assert page.locator("td").all_inner_texts() == ["1", "2"]
    assert page.locator("img, script, iframe").count() == 0
    assert [a for a in page.locator("a").all() if not (a.get_attribute("href") or "").startswith(("http:", "https:"))] == []
    assert page.locator("dd").all_inner_texts()[:2] == ["Şişli", ", ".join(names)]


# --- everybody ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_practice_can_be_written_with_the_keyboard_alone(locale: str, tab: Page, address: str, copied: Path) -> None:
    visit(tab, address, locale)

    def to(id_: str) -> None:
        for _ in range(120):
            if tab.evaluate("document.activeElement.id") == id_:
                return
            tab.keyboard.press("Tab")
        raise AssertionError(id_)

    to(f"f-{locale}-title")
    tab.keyboard.type("Ein Titel")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Ein Satz.")
    to("f-places-filter")
    tab.keyboard.type("sisli")
    tab.keyboard.press("Enter")
    to("f-as_of")
    tab.keyboard.type("2020")
    to("f-themes-select")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    to("f-sources-0-publication-select")
    tab.keyboard.press("ArrowDown")
    to("f-sources-0-section")
    tab.keyboard.type("Kapitel 1")
    tab.keyboard.press("Enter")

    tab.wait_for_selector("#contribute-result:not([hidden])")
    assert tab.evaluate("document.activeElement.id") == "contribute-result"
    written = tab.locator("#contribute-result code").text_content() or ""
    practice = loaded(copied, {"ein-titel.yml": written})["ein-titel.yml"]
    assert practice.places == ("istanbul-sisli",)


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("de", 320, "light"), ("tr", 320, "dark"), ("de", 1280, "dark"), ("tr", 1280, "light")]
)
def test_axe_finds_nothing_in_the_form_its_faults_and_its_file(
    locale: str, width: int, scheme: Any, browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    visit(page, address, locale)
    for name in ("figures", "partners", "links", "elements"):
        page.click(f"#f-{name} > p > [data-do=add-item]")
    page.click("#contribute-form button[type=submit]")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("figures", "partners", "links", "elements"):
        page.click(f"#f-{name} [data-do=remove-item]")
    fill_minimal(page, locale)
    page.click("#contribute-form button[type=submit]")
    page.wait_for_selector("#contribute-result:not([hidden])")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """[...document.querySelectorAll("#contribute :is(button, select, label.radio, summary, .action, .progress a)")]
        .filter((node) => node.checkVisibility()).map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24).map(([html, box]) => html + box.height)"""
    )
    assert small == []
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_without_javascript_the_page_says_what_to_send_and_where(locale: str, browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PREFIX[locale]}contribute/")

    assert page.locator("#contribute").is_hidden()
    plain = page.locator("#contribute-plain")
    assert plain.is_visible()
    assert plain.locator("a[href*='about/accessibility/#operator']").count() == 1
    assert plain.locator("a[rel=external]").count() == 1
    names = plain.locator("li > strong").all_inner_texts()
    assert len(names) > 40
    context.close()
