"""What only a browser shows, in Chromium: layout on a phone, the keyboard, scripts, accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from conftest import violations
from handbook import text
from handbook.model import Handbook

KINDS = {
    "home": "",
    "country": "countries/turkiye/",
    "place": "places/istanbul-sisli/",
    "place of the study": "places/cottbus/",
    "theme": "themes/housing/",
    "themes": "themes/",
    "places": "places/",
    "practices": "practices/",
    "whole": "practices/schwaebisch-gmuend-gmuender-weg/",
    "part": "practices/altena-kuemmerer/",
    "glossary": "glossary/",
    "publications": "publications/",
    "literature": "further-reading/",
    "comparison": "background/resilience/case-studies/",
    "compare": "compare/",
    "compared": "compare/?places=altena,istanbul-sisli",
    "matrix": "compare/matrix/",
    "chapter": "background/two-countries/",
    "both languages": "practices/altena-kuemmerer/?both={other}",
    "timeline": "background/timeline/",
    "figures": "background/figures/",
    "guide": "about/authors/",
    "translations": "about/translations/",
    "search": "search/",
    "found": "search/?q=kurs",
    "form": "contribute/",
}
"""One page of every kind."""

READY = {
    "compared": ".versus__row",
    "both languages": ".both__pair",
    "search": "#search-filters:not([hidden])",
    "found": "#search-results .card",
    "form": "#contribute:not([hidden])",
}
"""What a script puts on a page, which then shows what it is about."""


def visit(page: Page, address: str, kind: str) -> None:
    """Open a page of a kind, in the language of the address, and wait until it shows what it is about."""
    page.goto(address + KINDS[kind].format(other="de" if address.endswith("/tr/") else "tr"))
    if kind in READY:
        page.wait_for_selector(READY[kind])


@pytest.mark.parametrize("prefix", ["", "tr/"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_on_a_narrow_phone(kind: str, prefix: str, phone: Page, address: str) -> None:
    """Neither as it is opened nor with everything on it unfolded."""
    visit(phone, address + prefix, kind)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_without_errors_and_from_this_site_only(kind: str, page: Page, address: str) -> None:
    messages: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: messages.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    visit(page, address, kind)
    page.wait_for_load_state("networkidle")

    assert messages == []
    assert [url for url in requests if not url.startswith((address, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_axe_finds_nothing(width: int, scheme: str, prefix: str, browser: Browser, address: str) -> None:
    """WCAG 2.2 A and AA on every kind of page."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        visit(page, address + prefix, kind)
        found[kind] = violations(page)
    context.close()

    assert {kind: broken for kind, broken in found.items() if broken} == {}


def test_switching_the_language_keeps_the_section(page: Page, address: str) -> None:
    page.goto(address + "practices/altena-kuemmerer/#approach")
    page.click(".languages a")

    page.wait_for_url("**/tr/practices/altena-kuemmerer/#approach")


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_the_comparison_sorts_by_the_alphabet_of_the_language_and_by_number(
    locale: str, page: Page, address: str, book: Handbook
) -> None:
    page.goto(address + ("" if locale == "de" else "tr/") + KINDS["comparison"])
    names = page.locator("table.compare tbody th")
    key = text.sort_key(book.labels[locale])
    in_order = sorted(names.all_inner_texts(), key=key)

    assert in_order == names.all_inner_texts()

    page.locator("table.compare thead button").nth(0).click()
    assert in_order[::-1] == names.all_inner_texts()

    page.locator("table.compare thead button").nth(1).click()
    states = page.locator("table.compare tbody td:nth-child(2)").all_inner_texts()
    assert sorted(states, key=key) == states

    page.locator("table.compare thead button").nth(2).click()
    numbers = [int(number.replace(".", "")) for number in page.locator("table.compare tbody td:nth-child(3)").all_inner_texts()]
    assert len(numbers) == page.locator("table.compare tbody tr").count()
    assert sorted(numbers) == numbers

    page.locator("table.compare thead button").nth(5).click()
    known = [cell for cell in page.locator("table.compare tbody td:nth-child(6)").all_inner_texts() if "–" not in cell]
    assert page.locator("table.compare tbody td:nth-child(6)").all_inner_texts()[: len(known)] == known


def test_numbers_are_sorted_by_what_they_amount_to(page: Page, address: str) -> None:
    page.goto(address + KINDS["comparison"])
    values = ["3.5", "3.25", "12", ""]
    page.evaluate(
        "values => document.querySelectorAll('table.compare tbody td:nth-child(3)')"
        ".forEach((cell, at) => { cell.dataset.value = values[at] ?? '' })",
        values,
    )
    page.locator("table.compare thead button").nth(2).click()
    shown = page.eval_on_selector_all("table.compare tbody td:nth-child(3)", "cells => cells.map((cell) => cell.dataset.value)")

    assert shown[:3] == ["3.25", "3.5", "12"]
    assert not any(shown[3:]), "what is not known stays last"


def test_the_comparison_can_be_read_without_javascript(browser: Browser, address: str, book: Handbook) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + KINDS["comparison"])

    assert page.locator("table.compare tbody tr").count() == sum(place.case_study for place in book.places.values())
    assert page.locator("table.compare button").count() == 0
    context.close()


def test_the_colour_scheme_can_be_switched_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.focus(".scheme")
    page.keyboard.press("Enter")

    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"

    page.goto(address + "tr/themes/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.locator(".scheme").get_attribute("aria-label") == "Açık görünüme geçin"


def test_the_colour_scheme_can_be_switched_where_nothing_may_be_stored(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })")
    page.goto(address)
    page.click(".scheme")

    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_the_menu_on_a_phone_opens_and_closes_with_the_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "places/altena/")
    for _ in range(3):  # past the skip link; the menu comes first in the header
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('menu')"):
            break

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('button.menu')")
    assert page.locator(".menu").get_attribute("aria-expanded") == "false"
    assert not page.locator("#sections").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_closed_menu_cannot_be_reached(script: bool, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    page.goto(address + "places/altena/")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_targets_are_large_enough(kind: str, phone: Page, address: str) -> None:
    """24 px in both directions, or a line of text (WCAG 2.5.8 excepts links inside sentences)."""
    visit(phone, address, kind)

    small = phone.evaluate(
        """[...document.querySelectorAll("header a, header button, .letters a, .button, .crumbs a, .md-tabs a")]
        .filter((node) => node.checkVisibility())
        .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([html, box]) => html + box.height)"""
    )
    assert small == []


QUERIES: dict[str, dict[str, str | None]] = {
    "de": {
        "Schwäbisch": "schwaebisch-gmuend",
        "schwaebisch": "schwaebisch-gmuend",
        "Geflüchtete": "practices/",
        "gefluechtete": "practices/",
        "Geflüchteter": "practices/",
        "xyzxyz": None,
        "Kurs": "altena-deutschlernen-vom-ersten-tag",  # its text says Deutschkurse and Sprachkurs
        "istanbul": "istanbul",
        "sisli": "istanbul-sisli",
        "mülteci": "glossary/",  # a Turkish word leads to the German page of the term
        "uyum": "glossary/#integration",
        "Antalya": None,
        "Wasserstoff": None,
        "Zürich": None,
        "Erfolgsfaktoren": "background/success-factors/",
        "Barrierefreiheit": "about/accessibility/",
        "Zeitleiste": "background/timeline/",
    },
    "tr": {
        "istanbul": "istanbul",
        "ISTANBUL": "istanbul",
        "ıstanbul": "istanbul",
        "İstanbul": "istanbul",
        "sisli": "istanbul-sisli",
        "ŞİŞLİ": "istanbul-sisli",
        "mülteci": "practices/",
        "mültecilerin": "practices/",
        "sığınmacı": "glossary/",
        "siginmaci": "practices/",
        "KADINLAR": "practices/",
        "belediyede": "practices/",
        "kursları": "practices/",
        "schwaebisch": "schwaebisch-gmuend",
        "Duldung": "glossary/#duldung",
        "ışık": None,
        "zaman çizelgesi": "background/timeline/",
        "başarı faktörleri": "background/success-factors/",
    },
}
"""What readers type, and a part of an address that must be among the first results; None for nothing."""


@pytest.mark.parametrize("locale", QUERIES)
def test_readers_find_what_they_type_however_they_type_it(locale: str, page: Page, address: str) -> None:
    prefix = "" if locale == "de" else "tr/"
    page.goto(f"{address}{prefix}search/")
    page.wait_for_selector("#search-filters:not([hidden])")
    for words, expected in QUERIES[locale].items():
        page.fill("#search-query", words)
        page.press("#search-query", "Enter")
        if expected is None:
            page.wait_for_function("word => document.getElementById('search-status').textContent.includes(word)", arg=words)
            assert page.locator("#search-results a").count() > 0, "the nearest pages are offered"
            continue
        page.wait_for_selector(f"#search-results a[href*='{address}{prefix}'][href*='{expected}']", timeout=5000)
        hrefs = page.eval_on_selector_all("#search-results a", "links => links.map(link => link.href)")
        assert [href for href in hrefs if not href.startswith(f"{address}{prefix}")] == [], words
        if not prefix:
            assert [href for href in hrefs if "/tr/" in href] == [], words


def test_results_are_narrowed_by_facets_with_right_counts_and_the_address_keeps_them(
    page: Page, address: str, book: Handbook
) -> None:
    page.goto(address + "search/?theme=health&country=turkiye")
    page.wait_for_selector("#search-results .card")
    expected = [p for p in book.practices_of_theme["health"] if "turkiye" in book.countries_of(p)]

    assert page.locator("#search-results .card").count() == len(expected)
    page.click("#search-filters summary")
    page.wait_for_selector("#search-facets label")
    assert page.locator("input[name=theme][value=health]").is_checked()

    page.locator("input[name=country][value=turkiye]").uncheck()
    page.wait_for_function("!location.search.includes('country')")
    answers = {theme: sum(theme in answer.themes for answer in book.survey.values()) for theme in ("health", "work")}
    everywhere = len(book.practices_of_theme["health"]) + 1 + answers["health"]  # the page of the theme and what stands on it
    page.wait_for_function("n => document.getElementById('search-status').textContent.endsWith(` ${n}`)", arg=everywhere)
    label = page.locator("label:has(input[name=country][value=germany])").inner_text()
    german = [p for p in book.practices_of_theme["health"] if "germany" in book.countries_of(p)]
    assert label.endswith(f"({len(german)})")

    page.locator("input[name=theme][value=work]").check()  # a second value of a facet adds to the first
    page.wait_for_function("location.search.includes('theme=work')")
    both = {p.id for theme in ("health", "work") for p in book.practices_of_theme[theme]}
    both |= {answer.id for answer in book.survey.values() if {"health", "work"} & set(answer.themes)}
    page.wait_for_function("n => document.getElementById('search-status').textContent.endsWith(` ${n}`)", arg=len(both) + 2)


def test_facets_are_counted_on_a_first_visit_too(browser: Browser, address: str) -> None:
    """The facets come when they are looked at, and then no count is missing."""
    for url in ("search/?q=ehrenamt", "search/?q=ehrenamt&country=germany"):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address + url)
        page.wait_for_selector("#search-results .card")
        assert page.locator("#search-facets label").count() == 0
        page.click("#search-filters summary")
        page.wait_for_selector("#search-facets label")
        counts = page.locator("#search-facets label").all_inner_texts()
        context.close()
        assert [text for text in counts if not text.endswith("(0)")], counts[:5]


@pytest.mark.parametrize(
    ("prefix", "words", "title"),
    [("", "Landkreis", "Landkreis"), ("", "integration", "Integration"), ("tr/", "Şişli", "Şişli"), ("", "sisli", "Şişli")],
)
def test_a_page_called_what_was_typed_comes_first(prefix: str, words: str, title: str, page: Page, address: str) -> None:
    page.goto(f"{address}{prefix}search/?q={words}")
    page.wait_for_selector("#search-results .card")

    assert page.locator("#search-results .card__title").first.inner_text() == title


def test_the_field_in_the_header_leads_to_results_in_the_same_language(page: Page, address: str) -> None:
    page.goto(address + "tr/places/altena/")
    page.fill(".search-field input", "kadınlar")
    page.press(".search-field input", "Enter")

    page.wait_for_url("**/tr/search/?q=*")
    page.wait_for_selector("#search-results mark")
    text = page.locator("#search-results .card__text").first.inner_text()
    marked = page.locator("#search-results mark").first.inner_text()
    assert f" {marked}" in text or text.startswith(marked)  # the space before a found word is still there


def test_without_javascript_the_search_page_lists_every_practice(browser: Browser, address: str, book: Handbook) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/?q=kurs")

    assert page.locator("#search-all .index li:visible").count() == len(book.practices)
    context.close()
