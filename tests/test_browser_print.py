"""Single pages on paper, as Chromium prints them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

PAGES = ["practices/altena-konzept/", "tr/themes/housing/", "background/resilience/governance/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_page_is_black_on_white_without_navigation_and_nothing_is_cut(
    path: str, scheme: str, page: Page, address: str
) -> None:
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 657, "height": 900})  # the width of A4 between its margins
    page.goto(address + path)

    assert (
        page.locator(".md-header, .md-tabs, .crumbs, .letters, .edit, .md-footer, .screen-only").evaluate_all(
            "(nodes) => nodes.filter((node) => node.checkVisibility()).map((node) => node.className)"
        )
        == []
    )
    assert page.locator("h1").evaluate("(node) => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    assert (
        page.locator(".card__text").evaluate_all("(nodes) => nodes.filter((n) => n.scrollHeight > n.clientHeight + 1).length")
        == 0
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 657


def test_only_addresses_outside_are_printed(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + "practices/bayern-vor-ort/")
    after = "(nodes) => nodes.map((node) => getComputedStyle(node, '::after').content)"

    outside = page.locator(".links a[rel=external]").evaluate_all(after)
    inside = page.locator("article a:not([rel=external])").evaluate_all(after)

    assert set(inside) <= {"none", "normal", '""'}
    assert outside
    assert all("http" in words for words in outside)


def test_results_of_a_search_are_printed_without_what_one_searches_with(page: Page, address: str) -> None:
    page.goto(address + "search/?q=kurs&country=germany")
    page.wait_for_selector("#search-results .card")
    page.click("#search-filters summary")
    page.wait_for_selector("#search-facets label")
    page.emulate_media(media="print")

    assert page.locator("#search-results .card").first.is_visible()
    assert page.locator("article :is(input, button, form):visible:not(.search__chip)").count() == 0
    assert page.locator(".search__chip").is_visible(), "what the results are narrowed by"


def test_lists_of_places_have_the_whole_width(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 657, "height": 900})
    page.goto(address)
    page.emulate_media(media="print")

    for box in page.locator(".maps__places").evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().width)"):
        assert box > 600


def test_headings_of_both_languages_have_the_same_size(page: Page, address: str) -> None:
    page.goto(address + "practices/altena-kuemmerer/?both=tr")
    page.wait_for_selector(".both__pair")
    page.emulate_media(media="print")
    size = "node => getComputedStyle(node).fontSize"

    for level in (1, 2):
        own = page.locator(f".both h{level}").first.evaluate(size)
        assert page.locator(f".both__heading--{level}").first.evaluate(size) == own
