"""The query table of the research, row by row: what people type, on a small site whose texts hold just the words in question.

The real texts do not have all of them (Iğdır, Straßenfest). What the real site finds is tested in test_browser.py.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from conftest import QuietHandler
from test_build import build, copy

PRACTICE = """\
places: [{place}]
themes: [language]
as_of: 2020
sources:
  - {{publication: report, section: X}}
source_language: de
de:
  title: {de_title}
  summary: {de}
tr:
  title: {tr_title}
  summary: {tr}
"""
PRACTICES = {
    "istanbul-a": ("sisli", "Rat in Istanbul", "Ein Rat in Istanbul.", "İstanbul’da meclis", "İstanbul’da bir meclis kuruldu."),
    "sisli-a": ("sisli", "Haus in Şişli", "Ein Haus in Şişli.", "Şişli’de bir ev", "Şişli’deki ev herkese açık."),
    "igdir-a": ("sisli", "Treffpunkt in Iğdır", "Ein Treffpunkt in Iğdır.", "Iğdır’da buluşma", "Iğdır’da bir buluşma yeri."),
    "multeci-a": (
        "sisli",
        "Beratung für Geflüchtete",
        "Geflüchtete finden hier Rat.",
        "Mülteciler için danışma",
        "Mülteciler burada danışmanlık alıyor.",
    ),
    "siginmaci-a": ("sisli", "Asyl", "Menschen suchen Asyl.", "Sığınmacılar", "Sığınmacılar için bir rehber."),
    "kadin-a": ("sisli", "Frauencafé", "Ein Café von Frauen.", "Kadınlar kahvesi", "Burada kadınlar buluşuyor."),
    "belediye-a": ("sisli", "Rathaus", "Das Rathaus hilft.", "Belediye yardım ediyor", "Belediye uyum için çalışıyor."),
    "kurs-a": ("ulm", "Sprachkurs am Abend", "Ein Sprachkurs am Abend.", "Akşam kursu", "Akşamları bir kurs açılıyor."),
    "kursus-a": ("ulm", "Ein Kurs", "Der Kurs ist offen.", "Açık kurs", "Kurs herkese açık."),
    "gmuend-a": (
        "ulm",
        "Weg in Schwäbisch Gmünd",
        "So geht es in Schwäbisch Gmünd.",
        "Schwäbisch Gmünd’de bir yol",
        "Schwäbisch Gmünd böyle çalışıyor.",
    ),
    "fest-a": (
        "ulm",
        "Ein Straßenfest",
        "Das Straßenfest bringt alle zusammen.",
        "Sokak şenliği",
        "Şenlik herkesi buluşturuyor.",
    ),
}
QUERIES = {
    "de": {
        "istanbul-a": "İstanbul istanbul ISTANBUL",
        "sisli-a": "Şişli sisli ŞİŞLİ",
        "igdir-a": "Iğdır igdir ığdır IĞDIR",
        "gmuend-a": "Schwäbisch schwaebisch schwabisch",
        "multeci-a": "Geflüchtete gefluechtete Geflüchteter",
        "fest-a": "Straßenfest strassenfest",
        "kurs-a": "Kurs Sprachkurs Sprachkurse Kursen",
        "kadin-a": "kadınlar KADINLAR kadinlar Frau Frauencafés",
    },
    "tr": {
        "istanbul-a": "İstanbul istanbul ISTANBUL ıstanbul",
        "sisli-a": "Şişli sisli ŞİŞLİ",
        "igdir-a": "Iğdır igdir ığdır IĞDIR",
        "multeci-a": "mülteci mültecilerin multeci",
        "siginmaci-a": "sığınmacı siginmaci",
        "kadin-a": "KADINLAR kadınlar",
        "belediye-a": "belediyede uyumu uyum",
        "kurs-a": "kursu",
        "gmuend-a": "Schwäbisch schwaebisch schwabisch",
    },
}
"""Per language the practice that must be found, and the ways to type."""


UNKNOWN = {
    "": [
        "Impressum",
        "Iglu",
        '"Impressum"',
        "Kuratorium",
        "Kurs Impressum",
        "Impressum Kurs",
        "Frauchen",
        "1871",
        "kz",
        '"Kurs im Café"',
    ],
    "tr/": ["ışık", "belgesel", "kursağı", "uyumsuz kadınlar"],
}
"""Words that begin like words of the texts, but stand in none."""


def _wait(page: Page) -> None:
    page.wait_for_function("document.getElementById('search-status').textContent.match(/\\d|“|ilt/)")


def _status(page: Page) -> str:
    return page.locator("#search-status").inner_text()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small site, below a path of its own as on many hosts."""
    root = tmp_path_factory.mktemp("search")
    project = copy(root)
    for id_, (place, de_title, de, tr_title, tr) in PRACTICES.items():
        text = PRACTICE.format(place=place, de_title=de_title, de=de, tr_title=tr_title, tr=tr)
        (project / f"data/practices/{id_}.yml").write_text(text, "utf-8")
    result = build(project)
    assert result.returncode == 0, result.stderr
    served = root / "served" / "handbook"
    served.parent.mkdir()
    (project / "site").rename(served)
    handler = functools.partial(QuietHandler, directory=str(served.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/handbook/"
        server.shutdown()


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_query_of_the_table_finds_its_page_and_only_in_its_language(prefix: str, page: Page, small: str) -> None:
    found: dict[str, list[str]] = {}
    page.goto(f"{small}{prefix}search/")
    page.wait_for_selector("#search-filters:not([hidden])")
    queries = QUERIES["tr" if prefix else "de"]
    for expected, words in queries.items():
        for word in words.split():
            page.goto(f"{small}{prefix}search/?q={word}")
            _wait(page)
            hrefs = page.eval_on_selector_all("#search-results .card__title a", "links => links.map(link => link.pathname)")
            if f"/handbook/{prefix}practices/{expected}/" not in hrefs:
                found[word] = hrefs
            assert all(href.startswith(f"/handbook/{prefix}") and (prefix or "/tr/" not in href) for href in hrefs), word

    assert found == {}


def test_the_counts_of_the_facets_are_right(page: Page, small: str) -> None:
    page.goto(f"{small}search/?page=practices&theme=language")
    page.wait_for_selector("#search-results .card")
    page.click("#search-filters summary")

    def count(value: str) -> str:
        return page.locator(f"label:has(input[value={value}])").inner_text().rpartition(" ")[2]

    in_turkiye = sum(place == "sisli" for place, *_ in PRACTICES.values())
    assert count("turkiye") == f"({in_turkiye + 1})"  # and rat.yml of the tiny handbook
    assert count("germany") == f"({len(PRACTICES) - in_turkiye + 1})"  # and kurs.yml
    assert count("housing") == "(1)"


def test_nothing_found_says_what_was_searched_and_offers_the_nearest_pages(page: Page, small: str) -> None:
    page.goto(f"{small}search/?q=Wohnenx+Ulmq")
    page.wait_for_selector("#search-results .card a")

    assert "Wohnenx Ulmq" in page.locator("#search-status").inner_text()
    assert page.locator("#search-results .card a").count() >= 2


@pytest.mark.parametrize("prefix", UNKNOWN)
def test_what_stands_nowhere_is_not_found(prefix: str, page: Page, small: str) -> None:
    """Pagefind would give whatever shares a beginning with the word."""
    for words in UNKNOWN[prefix]:
        page.goto(f"{small}{prefix}search/?{urlencode({'q': words})}")
        _wait(page)
        assert words.strip('"') in _status(page), words
        kinds = page.eval_on_selector_all(
            "#search-results .card a", "links => links.map(link => link.pathname.split('/').at(-3))"
        )
        assert {"themes", "places"} <= set(kinds), "the nearest theme and place are offered"


def test_only_what_was_asked_is_marked_and_counted(page: Page, small: str) -> None:
    page.goto(f"{small}search/?q=kurs")
    page.wait_for_selector("#search-results mark")

    marks = page.locator("#search-results mark").all_inner_texts()
    assert all(mark.casefold().startswith("kurs") for mark in marks), marks
    assert page.locator("#search-results .card__title").count() == int(_status(page).rpartition(" ")[2])


def test_filters_that_leave_nothing_are_named_and_can_be_taken_back(page: Page, small: str) -> None:
    page.goto(f"{small}search/?q=kurs&status=planned&theme=nonsense")
    _wait(page)

    assert "Filter" in _status(page)
    assert page.locator("#search-chosen button").all_inner_texts() == ["Status: geplant"]
    assert not page.locator("#search-filters").evaluate("node => node.open")
    page.locator("#search-results button").click()
    page.wait_for_selector("#search-results mark")
    assert page.url.endswith("?q=kurs")
    assert page.evaluate("document.activeElement.closest('.card') !== null")


def test_a_chosen_filter_is_a_button_above_the_results(page: Page, small: str) -> None:
    page.goto(f"{small}search/?country=germany&country=turkiye&theme=language")
    page.wait_for_selector("#search-results .card")
    chips = page.locator("#search-chosen button")
    assert chips.count() == 3

    page.get_by_role("button", name="Filter aufheben: Land: Türkei").click()
    page.wait_for_function("document.querySelectorAll('#search-chosen button').length === 2")
    assert "turkiye" not in page.url
    page.wait_for_function("document.activeElement.matches('#search-chosen button')")
    page.click("#search-filters summary")
    page.wait_for_selector("#search-facets label")
    assert page.locator("#search-facets input:checked").count() == 2
    chips.first.click()
    page.wait_for_function("document.querySelectorAll('#search-facets input:checked').length === 1")
    chips.first.click()
    page.wait_for_function("document.activeElement.id === 'search-query'")
    assert page.locator("#search-chosen").is_hidden()


@pytest.mark.parametrize(
    "pattern", ["**/pagefind.js", "**/*.pf_meta", "**/wasm.*", "**/index/*.pf_index", "**/*.pf_fragment", "**/*entry.json*"]
)
@pytest.mark.parametrize("status", [0, 404])
def test_a_search_that_cannot_be_loaded_says_so(pattern: str, status: int, page: Page, small: str) -> None:
    page.route(pattern, lambda route: route.fulfill(status=status) if status else route.abort())
    page.goto(f"{small}search/?q=kurs")
    page.wait_for_function("document.getElementById('search-status').textContent.includes('neu')")

    assert page.locator("#search-all").is_visible()
    assert page.locator("#search-results .card").count() == 0


def test_more_results_take_the_focus_along_and_are_there_again_after_going_back(page: Page, small: str) -> None:
    page.set_viewport_size({"width": 400, "height": 600})
    page.goto(f"{small}search/?theme=language")
    page.wait_for_selector("#search-results .card")
    assert page.locator("#search-results .card").count() == 10

    page.click("#search-more")
    page.wait_for_function("document.querySelectorAll('#search-results .card').length > 10")
    page.wait_for_function("document.activeElement === document.querySelectorAll('#search-results .card__title a')[10]")
    shown = page.locator("#search-results .card").count()
    page.locator("#search-results .card__title a").last.click()
    page.wait_for_selector("#summary, .facts, .lead")
    page.go_back()
    page.wait_for_function("n => document.querySelectorAll('#search-results .card').length === n", arg=shown)
    page.wait_for_function("scrollY > 600")
