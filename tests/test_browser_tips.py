"""Explanations of terms in Chromium: pointer, keyboard, touch."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import violations

PRACTICE = "practices/istanbul-sisli-vielfalt-teilhabe/"


@pytest.fixture
def finger(browser: Browser) -> Iterator[Page]:
    """A phone that is touched."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_hovering_shows_the_note_and_the_box_itself_can_be_hovered(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    box = page.locator(".tip-box")
    tip = page.locator("a.tip").nth(3)
    tip.hover()

    expect(box).to_be_visible()
    expect(box).to_contain_text(tip.get_attribute("data-note") or "")
    assert box.locator("[lang=tr]").inner_text() == "Türkçe: geçici koruma"

    box.hover()
    page.wait_for_timeout(400)
    expect(box).to_be_visible()

    page.mouse.move(5, 5)
    expect(box).to_have_count(0)


def test_the_box_describes_its_word_moves_nothing_and_escape_closes_it_where_one_is(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    tip = page.locator("a.tip").nth(3)
    height = page.evaluate("document.documentElement.scrollHeight")
    tip.focus()

    expect(tip).to_have_accessible_description(re.compile(re.escape(tip.get_attribute("data-note") or "?")))
    assert page.evaluate("document.documentElement.scrollHeight") == height

    page.keyboard.press("Escape")
    expect(page.locator(".tip-box")).to_have_count(0)
    assert tip.evaluate("node => node === document.activeElement")
    assert tip.get_attribute("aria-describedby") is None


def test_tab_leads_from_the_word_into_the_box_and_out_of_it(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    page.locator("a.tip").last.focus()

    page.keyboard.press("Tab")
    expect(page.locator(".tip-box__more")).to_be_focused()

    page.keyboard.press("Tab")
    expect(page.locator(".tip-box")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('a')")


def test_escape_in_the_box_leads_back_to_the_word(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    tip = page.locator("a.tip").nth(3)
    tip.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(tip).to_be_focused()
    expect(page.locator(".tip-box")).to_have_count(0)


def test_enter_on_a_word_leads_to_its_entry(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    page.locator("a.tip").nth(3).focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/glossary/#gecici-koruma")


def test_a_first_tap_shows_the_box_and_its_link_leads_to_the_glossary(finger: Page, address: str) -> None:
    finger.goto(address + "tr/" + PRACTICE)
    finger.locator("a.tip").nth(2).tap()

    expect(finger.locator(".tip-box")).to_be_visible()
    assert PRACTICE in finger.url
    finger.locator(".tip-box__more").tap()
    finger.wait_for_url("**/tr/glossary/#*")


def test_tapping_elsewhere_closes_the_box_and_a_second_tap_follows_the_link(finger: Page, address: str) -> None:
    finger.goto(address + PRACTICE)
    finger.locator("a.tip").nth(2).tap()
    expect(finger.locator(".tip-box")).to_be_visible()
    finger.locator("h2").nth(1).tap()
    expect(finger.locator(".tip-box")).to_have_count(0)

    finger.locator("a.tip").nth(2).tap()
    expect(finger.locator(".tip-box")).to_be_visible()
    finger.locator("a.tip").nth(2).tap()
    finger.wait_for_url("**/glossary/#*")


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_box_stays_inside_a_narrow_window(prefix: str, phone: Page, address: str) -> None:
    phone.goto(address + prefix + PRACTICE)
    for tip in phone.locator("a.tip").all():
        tip.focus()
        bounds = phone.locator(".tip-box").evaluate(
            "node => { const { left, right, top, bottom } = node.getBoundingClientRect(); "
            "return [left, innerWidth - right, top, innerHeight - bottom] }"
        )
        assert min(bounds) >= 0, tip.inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_page_with_an_open_box(scheme: str, browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + PRACTICE)
    page.locator("a.tip").nth(3).focus()
    expect(page.locator(".tip-box")).to_be_visible()
    found = violations(page)
    context.close()

    assert found == []


def test_without_javascript_a_term_is_a_link_to_the_glossary(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PRACTICE)
    page.locator("a.tip").nth(3).click()

    page.wait_for_url("**/glossary/#gecici-koruma")
    context.close()
