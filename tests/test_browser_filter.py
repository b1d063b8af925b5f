"""Long lists narrow while one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.mark.parametrize(
    ("url", "typed", "first"),
    [
        ("glossary/", "duldung", "Duldung"),
        ("glossary/", "KÜMMERER", "Kümmerer (ehrenamtliche Begleitung in Altena)"),
        ("glossary/", "kuemm", "Kümmerer (ehrenamtliche Begleitung in Altena)"),
        ("glossary/", "kumm", "Kümmerer (ehrenamtliche Begleitung in Altena)"),
        ("glossary/", "müsamaha", "Duldung"),
        ("tr/glossary/", "İLTİCA", "iltica süreci"),
        ("tr/glossary/", "dayanıkl", "dayanıklılık"),
        ("tr/glossary/", "DAYANIKL", "dayanıklılık"),
        ("tr/glossary/", "dayanikl", "dayanıklılık"),
        ("tr/glossary/", "konsey kent", "kent konseyi"),
    ],
)
def test_the_glossary_shows_what_was_typed_however_it_is_typed(
    url: str, typed: str, first: str, page: Page, address: str
) -> None:
    page.goto(address + url)
    page.fill("#filter", typed)

    expect(page.locator(".term h3:visible")).to_have_text([first])
    expect(page.locator(".filter [role=status]")).to_contain_text("1")
    expect(page.locator("article h2:visible")).to_have_count(1)
    expect(page.locator(".letters")).to_be_hidden()


def test_the_list_of_practices_narrows_by_title_and_place_and_opens_again(page: Page, address: str) -> None:
    page.goto(address + "practices/")
    rows = page.locator(".index li:visible")
    everything = rows.count()
    page.fill("#filter", "schwaebisch")

    assert 0 < rows.count() < everything
    assert all("Schwäbisch" in text for text in rows.all_inner_texts())
    expect(page.locator(".filter [role=status]")).to_have_text(f"Treffer: {rows.count()}")

    page.fill("#filter", "xyzxyz")
    expect(page.locator(".filter [role=status]")).to_have_text("Treffer: 0")
    page.fill("#filter", "")
    expect(rows).to_have_count(everything)
    expect(page.locator(".filter [role=status]")).to_have_text("")


def test_without_javascript_there_is_no_field_and_the_whole_list(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "glossary/")

    expect(page.locator(".filter")).to_be_hidden()
    assert page.locator(".term:visible").count() > 100
    context.close()
