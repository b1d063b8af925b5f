"""Two languages of a page side by side, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from conftest import violations
from handbook.model import Handbook

PRACTICE = "practices/altena-kuemmerer/"
CHAPTER = "background/cooperation/"
TEXT = "[...document.querySelectorAll('article > :not(.tools)')].map((node) => node.outerHTML)"


def test_both_languages_can_be_switched_on_and_off_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    button = page.get_by_role("button", name="Beide Sprachen zeigen")
    expect(button).to_have_attribute("aria-pressed", "false")
    before = page.evaluate(TEXT)
    button.focus()
    page.keyboard.press("Enter")

    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".both")).to_be_visible()
    assert page.url.endswith("?both=tr")
    assert page.evaluate("document.activeElement.matches('.both__toggle')"), "the focus stays"
    expect(page.locator(".tools [role=status]")).to_have_text("Beide Sprachen stehen nebeneinander.")

    page.keyboard.press("Enter")
    expect(page.locator(".both")).to_have_count(0)
    assert page.url.endswith(PRACTICE)
    assert page.evaluate(TEXT) == before, "the page is as it was"


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_each_section_stands_beside_itself_marked_with_its_language(
    prefix: str, page: Page, address: str, book: Handbook
) -> None:
    own, other = ("tr", "de") if prefix else ("de", "tr")
    page.goto(f"{address}{prefix}{PRACTICE}?both={other}")
    page.wait_for_selector(".both__pair")
    practice = book.practices["altena-kuemmerer"]

    pairs = page.locator(".both__pair").all()
    assert [pair.locator("h1, h2, h3").first.inner_text() for pair in pairs] == [
        practice.texts[own].title,
        *(
            book.labels[own]["practice"][name]
            for name in ("challenge", "approach", "results", "lessons", "transfer")
            if getattr(practice.texts[own], name)
        ),
    ]
    for pair in pairs:
        left, right = pair.locator(".both__cell").all()
        assert (left.get_attribute("lang"), right.get_attribute("lang")) == (own, other)
        names = [book.labels[code]["language"]["name"] for code in (own, other)]
        assert [cell.locator(".both__language").inner_text() for cell in (left, right)] == names
        boxes = [cell.bounding_box() for cell in (left, right)]
        assert boxes[0]
        assert boxes[1]
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] < boxes[1]["x"]
    assert pairs[2].locator(".both__heading").inner_text() == book.labels[other]["practice"]["approach"]


def test_facts_sources_and_cards_stand_once(page: Page, address: str) -> None:
    page.goto(f"{address}{PRACTICE}?both=tr")
    page.wait_for_selector(".both__pair")

    for name in (".facts", ".sources", ".cards"):
        assert page.locator(f".both > {name}").count() == page.locator(f"article {name}").count() == 1, name


def test_entries_of_the_timeline_stand_beside_themselves_and_its_picture_once(page: Page, address: str, book: Handbook) -> None:
    page.goto(f"{address}background/timeline/?both=tr")
    page.wait_for_selector(".both__pair")

    entries = list(book.timeline.values())
    rows = page.locator(".both__pair:has(.timeline)")
    assert rows.count() == len(entries)
    for row, entry in zip(rows.all()[:5], entries[:5], strict=True):
        assert row.locator("h2").inner_text() == entry.texts["de"].title
        assert row.locator(".both__heading").inner_text() == entry.texts["tr"].title
    assert page.locator(".both figure").count() == 1
    assert page.locator(".both ol").nth(2).get_attribute("start") == "2"


def test_a_table_of_numbers_stands_once_between_texts_in_two_languages(page: Page, address: str, book: Handbook) -> None:
    page.goto(f"{address}background/resilience/case-studies/?both=tr")
    page.wait_for_selector(".both__pair")

    assert page.locator(".both > table.compare").count() == page.locator("table.compare").count() == 1
    assert page.locator(".both__cell[lang=tr] .lead").inner_text() == book.labels["tr"]["case_studies"]["intro"]


def test_labels_of_figures_are_shown_in_both_languages(page: Page, address: str, book: Handbook) -> None:
    page.goto(f"{address}places/osnabrueck/?both=tr")
    page.wait_for_selector(".both__pair")
    figure = book.places["osnabrueck"].figures[0]

    assert figure.label["tr"] in page.locator(".both__cell[lang=tr] .figures").inner_text()


def test_what_the_page_says_inside_the_other_text_is_marked_with_its_language(page: Page, address: str) -> None:
    page.goto(f"{address}{CHAPTER}?both=tr")
    page.locator(".both__cell[lang=tr] a.tip").first.focus()

    assert page.locator(".tip-box__more").evaluate("node => node.closest('[lang]').lang") == "de"


@pytest.mark.parametrize("url", [PRACTICE, CHAPTER, "background/timeline/", "background/resilience/case-studies/"])
def test_the_outline_and_the_ids_are_those_of_the_page(url: str, page: Page, address: str) -> None:
    page.goto(address + url)
    outline = "[...document.querySelectorAll('article :is(h1, h2, h3, h4)')].map(node => node.textContent)"
    ids = "[...document.querySelectorAll('[id]')].map(node => node.id).sort()"
    expected = page.evaluate(outline), page.evaluate(ids)
    page.get_by_role("button", name="Beide Sprachen zeigen").click()
    page.wait_for_selector(".both__pair")

    assert (page.evaluate(outline), page.evaluate(ids)) == expected


@pytest.mark.parametrize("url", [PRACTICE, CHAPTER, "practices/altena-konzept/"])
def test_links_of_the_other_text_stay_in_its_language(url: str, page: Page, address: str) -> None:
    page.goto(f"{address}{url}?both=tr")
    page.wait_for_selector(".both__pair")
    hrefs = page.eval_on_selector_all(".both__cell[lang=tr] a", "links => links.map(link => link.href)")

    for href in {href for href in hrefs if href.startswith(address)}:
        assert href.startswith(f"{address}tr/"), href
        assert page.request.get(href).ok, href
    assert page.locator(".both__cell[lang=tr] :is(script, form, .crumbs, .edit)").count() == 0


def test_a_link_to_a_section_opens_both_languages_there(page: Page, address: str) -> None:
    page.goto(f"{address}{PRACTICE}?both=tr#transfer")
    page.wait_for_selector(".both__pair")

    page.wait_for_function("document.getElementById('transfer').getBoundingClientRect().top < innerHeight")
    assert page.evaluate("scrollY") > 300


def test_changing_the_language_of_the_page_goes_on_showing_both(page: Page, address: str) -> None:
    page.goto(f"{address}{PRACTICE}?both=tr")
    page.wait_for_selector(".both__pair")
    page.click(".languages a")

    page.wait_for_url(f"**/tr/{PRACTICE}?both=de")
    page.wait_for_selector(".both__pair .both__cell[lang=de]")


def test_on_a_phone_the_sections_alternate(phone: Page, address: str) -> None:
    phone.goto(f"{address}{PRACTICE}?both=tr")
    phone.wait_for_selector(".both__pair")
    cells = phone.locator(".both__cell")
    tops = [cell.bounding_box()["y"] for cell in cells.all()]  # type: ignore[index]

    assert [cell.get_attribute("lang") for cell in cells.all()] == ["de", "tr"] * (cells.count() // 2)
    assert tops == sorted(set(tops))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.goto("about:blank")


def test_paper_shows_both_columns(page: Page, address: str) -> None:
    page.goto(f"{address}{PRACTICE}?both=tr")
    page.wait_for_selector(".both__pair")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    left, right = (cell.bounding_box() for cell in page.locator(".both__pair").nth(1).locator(".both__cell").all())

    assert left
    assert right
    assert left["y"] == right["y"]
    assert not page.locator(".tools").is_visible()


def _altered(change: tuple[str, str]) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=re.sub(*change, response.text(), count=1, flags=re.DOTALL))

    return answer


def test_a_section_that_one_language_lacks_is_said(page: Page, address: str, book: Handbook) -> None:
    """The other page without results, and with a section of its own."""
    page.route(f"**/tr/{PRACTICE}", _altered((r'<h2 id="results">.*?(?=<h2)', '<h2 id="own">Ek</h2><p>Ek bölüm.</p>')))
    page.goto(f"{address}{PRACTICE}?both=tr")
    page.wait_for_selector(".both__pair")
    missing = book.labels["de"]["both"]["missing"]

    results = page.locator(".both__pair:has(#results)")
    assert results.locator(".both__cell").nth(1).locator(".both__missing").inner_text() == missing
    own = page.locator(".both__pair", has_text="Ek bölüm.")
    assert own.locator(".both__cell").nth(0).locator(".both__missing").inner_text() == missing


def test_a_page_without_a_text_of_its_own_in_another_language_has_no_button(page: Page, address: str) -> None:
    page.route(f"**/{PRACTICE}*", _altered((r'<link rel="alternate " hreflang="tr"[^>]*>', "")))
    page.goto(f"{address}{PRACTICE}?both=tr", wait_until="networkidle")

    assert page.locator(".choose__toggle").count() > 0
    assert page.locator(".both__toggle, .both").count() == 0


def test_with_three_languages_readers_choose(page: Page, address: str) -> None:
    third = '<link rel="alternate " hreflang="en" href="https://handbook.example/en/">'
    link = '<li><a href="../../tr/practices/altena-konzept/" hreflang="en" lang="en">English</a></li>'
    page.route(
        f"**/{PRACTICE}", _altered((r'(?s)(<link rel="alternate ".*?)(<ul class="languages"[^>]*>)', rf"{third}\1\2{link}"))
    )
    page.goto(address + PRACTICE)
    group = page.get_by_role("group", name="Eine zweite Sprache daneben zeigen")

    assert group.get_by_role("button").all_inner_texts() == ["English", "Türkçe"]
    group.get_by_role("button", name="Türkçe").click()
    page.wait_for_selector(".both__cell[lang=tr]")
    group.get_by_role("button", name="English").click()
    page.wait_for_selector(".both__cell[lang=en]")
    assert page.locator(".both").count() == 1
    expect(group.get_by_role("button", name="Türkçe")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("query", ["?both=xx", "?both=de", "?both=<img src=x onerror=alert(1)>", "?both=__proto__", "?both="])
def test_an_unknown_language_in_the_address_does_nothing(query: str, page: Page, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto(address + PRACTICE + query, wait_until="networkidle")

    assert faults == []
    assert page.locator(".both").count() == 0
    assert page.locator(".both__toggle").is_visible()


def test_a_text_that_cannot_be_loaded_is_said_and_the_page_stays(page: Page, address: str) -> None:
    page.route(f"**/tr/{PRACTICE}", lambda route: route.abort())
    page.goto(address + PRACTICE)
    page.locator(".both__toggle").click()

    expect(page.locator(".tools .notice")).to_have_text("Der andere Text ließ sich nicht laden.")
    expect(page.locator(".both__toggle")).to_have_attribute("aria-pressed", "false")
    assert page.locator("#approach").is_visible()


def test_without_javascript_there_is_no_button(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PRACTICE}?both=tr")

    assert page.locator("article button").count() == 0
    context.close()


def test_a_second_press_before_the_text_has_come_takes_it_back(page: Page, address: str) -> None:
    page.goto(address + PRACTICE)
    waiting: list[Route] = []
    page.route(f"**/tr/{PRACTICE}", lambda route: waiting.append(route))  # noqa: PLW0108  Playwright wants a function of Python
    toggle = page.locator(".both__toggle")
    toggle.click()
    toggle.click()
    page.wait_for_timeout(0)  # lets the routes arrive
    for route in waiting:
        route.continue_()
    page.wait_for_load_state("networkidle")

    assert toggle.get_attribute("aria-pressed") == "false"
    assert page.locator(".both").count() == 0
    assert "both" not in page.url


def test_an_address_with_a_broken_section_shows_both_languages_all_the_same(page: Page, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}{PRACTICE}?both=tr#%E0%A4%A")
    page.wait_for_selector(".both__pair")

    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(width: int, scheme: str, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    pages = (f"{PRACTICE}?both=tr", f"tr/{CHAPTER}?both=de", "background/figures/?both=tr", "tr/background/timeline/?both=de")
    for url in pages:
        page.goto(address + url)
        page.wait_for_selector(".both__pair")
        found[url] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
    context.close()

    assert {url: broken for url, broken in found.items() if broken} == {}
