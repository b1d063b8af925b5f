"""The query table of the research, row by row: what people type, on a small site whose texts hold just the words in question.

The real texts do not have all of them (Iğdır, Straßenfest). What the real site finds is tested in test_browser.py.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

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
        "kurs-a": "Kurs Sprachkurs",
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
            page.wait_for_function("document.getElementById('search-status').textContent.match(/\\d|“/)")
            hrefs = page.eval_on_selector_all("#search-results .card__title a", "links => links.map(link => link.pathname)")
            if f"/handbook/{prefix}practices/{expected}/" not in hrefs:
                found[word] = hrefs
            assert all(href.startswith(f"/handbook/{prefix}") and (prefix or "/tr/" not in href) for href in hrefs), word

    assert found == {}


def test_the_counts_of_the_facets_are_right(page: Page, small: str) -> None:
    page.goto(f"{small}search/?page=practices&theme=language")
    page.wait_for_selector("#search-results .card")

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
