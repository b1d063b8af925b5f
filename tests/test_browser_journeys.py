"""What readers do, with nothing but the keyboard: every step by Tab, Enter and Space, in the order in which one sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

WIDTHS = {"phone": 360, "desk": 1280}
PREFIXES = {"de": "", "tr": "tr/"}


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the focus is on what the selector names; never on something that cannot be seen or is covered."""
    for _ in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """selector => {
                const node = document.activeElement
                const box = node.getBoundingClientRect()
                const inside = box.right > 0 && box.left < innerWidth
                const line = node.getClientRects()[0] ?? box
                const top = document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2)
                const uncovered = node.contains(top) || top?.contains(node)
                const visible = node === document.body || (node.checkVisibility() && inside && uncovered)
                return [node.matches(selector), visible, node.outerHTML.slice(0, 100)]
            }""",
            selector,
        )
        assert seen[1], f"focus where nobody sees it: {seen[2]}"
        if seen[0]:
            return
    pytest.fail(f"Tab does not lead to {selector}")


def focused_is_marked(page: Page) -> bool:
    """Whether one sees where the focus is."""
    return bool(
        page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement)
                       return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 }"""
        )
    )


@pytest.mark.parametrize("locale", PREFIXES)
def test_from_the_menu_on_a_phone_to_a_place(locale: str, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + PREFIXES[locale])
    tab_to(page, ".menu")
    assert focused_is_marked(page)
    page.keyboard.press("Enter")
    tab_to(page, ".md-sidebar--primary a[href$='places/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{PREFIXES[locale]}places/")
    tab_to(page, "main a[href$='/altena/'], main a[href$='altena/']")
    assert focused_is_marked(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{PREFIXES[locale]}places/altena/")


@pytest.mark.parametrize("path", ["places/osnabrueck/", "tr/places/istanbul-sisli/", "background/resilience/lessons/"])
@pytest.mark.parametrize("script", [True, False])
def test_the_menu_on_a_phone_shows_every_section_and_leads_on_to_the_text(
    script: bool, path: str, browser: Browser, address: str
) -> None:
    """Nothing the focus comes to is covered, from the opened menu through the branch of this page into the text behind it."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    page.goto(address + path)
    tab_to(page, ".menu")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sections", state="visible")
    tab_to(page, "#sections a[aria-current=page]")
    tab_to(page, "#sections > ul > li:last-child a")
    tab_to(page, "article .crumbs a")
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_switching_the_language_and_searching(width: str, page: Page, address: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width], "height": 740})
    page.goto(address + "places/altena/")
    tab_to(page, ".languages a[lang=tr]")
    assert focused_is_marked(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tr/places/altena/")

    tab_to(page, ".search-field input")
    page.keyboard.type("gönüllü")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tr/search/?q=*")
    page.wait_for_selector("#search-results .card")

    tab_to(page, "#search-filters summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-facets input")
    tab_to(page, "#search-filters input[name=country][value=germany]")
    assert focused_is_marked(page)
    page.keyboard.press("Space")
    page.wait_for_url("**country=germany**")
    assert page.evaluate("document.activeElement.value") == "germany"  # the focus stays on what was changed

    tab_to(page, "#search-results .card a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tr/practices/**")
