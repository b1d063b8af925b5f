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
