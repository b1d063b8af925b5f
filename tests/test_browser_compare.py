"""Choosing what to compare, and practices or places side by side, in Chromium."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from conftest import violations
from handbook.model import Handbook

THREE = ("altena-kuemmerer", "altena-konzept", "bayern-hauptamtliche-integrationslotsen")


SMALL_TARGETS = ".dock button, .dock a, .choose__toggle, .choose__go:not([hidden]), .versus button, .versus__choose label"
SMALL = """nodes => nodes.filter((node) => node.checkVisibility()).map((node) => [node.outerHTML, node.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""


def _rows(page: Page) -> list[str]:
    return page.locator(".versus__row h2").all_inner_texts()


def test_from_cards_to_a_comparison_with_the_keyboard(page: Page, address: str) -> None:
    """Two cards are chosen; the next stop after the second is the way to the comparison; there one goes and another comes."""
    page.goto(address + "themes/housing/")
    toggles = page.locator(".choose__toggle")
    for at in (0, 1):
        toggles.nth(at).focus()
        page.keyboard.press("Enter")
        expect(toggles.nth(at)).to_have_attribute("aria-pressed", "true")
    titles = page.locator(".card__title").all_inner_texts()[:2]
    expect(page.locator(".dock [role=status]")).to_have_text(f"Ausgewählt: {titles[1]} (2 von 3)")
    assert page.locator(".chosen li span").all_inner_texts() == titles

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?practices=*,*")
    expect(page.locator(".versus__heads a")).to_have_text(titles)
    assert _rows(page)[:2] == ["Kurzfassung", "Auf einen Blick"]
    first = page.url

    page.locator(".versus__heads button").nth(0).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".versus__heads a")).to_have_text(titles[1:])
    assert page.evaluate("document.activeElement.closest('.versus__heads') !== null"), "the focus is not lost"

    page.fill("#versus-filter", "kuemmerer gefluchtete altena")
    assert page.locator("#versus-lists li:visible").count() == 0, "every word has to occur"
    page.fill("#versus-filter", "KÜMMERER altena")
    assert page.locator("#versus-lists li:visible").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".versus__heads a")).to_have_count(2)
    assert page.url.endswith(",altena-kuemmerer")

    page.reload()
    expect(page.locator(".versus__heads a").nth(1)).to_contain_text("Kümmerer")
    assert _rows(page)[0] == "Kurzfassung"

    for _ in range(2):
        page.go_back()
    page.wait_for_url(first)
    expect(page.locator(".versus__heads a")).to_have_text(titles)


def test_sections_stand_in_rows_and_what_is_missing_is_said(page: Page, address: str, book: Handbook) -> None:
    page.goto(f"{address}compare/?practices={','.join(THREE)}")
    page.wait_for_selector(".versus__row")
    labels = book.labels["de"]

    for name in ("challenge", "approach", "results", "lessons", "transfer"):
        row = page.locator(f".versus__row:has(#{name})")
        texts = [getattr(book.practices[id_].texts["de"], name) for id_ in THREE]
        if not any(texts):
            assert row.count() == 0
            continue
        assert row.locator("h2").inner_text() == labels["practice"][name]
        titles = [book.practices[id_].texts["de"].title for id_ in THREE]
        assert row.locator("h3").all_text_contents() == titles
        missing = [cell.locator(".versus__missing").count() == 1 for cell in row.locator(".versus__cell").all()]
        assert missing == [not text for text in texts], name
        boxes = [cell.bounding_box() for cell in row.locator(".versus__cell").all()]
        assert len({round(box["y"]) for box in boxes if box}) == 1, "side by side"


def test_headings_descend_and_no_id_is_there_twice(page: Page, address: str) -> None:
    page.goto(address + "compare/?practices=altena-konzept,schwaebisch-gmuend-gmuender-weg")
    page.wait_for_selector(".versus__row #elements")

    levels = page.eval_on_selector_all(
        "article :is(h1, h2, h3, h4, h5)", "nodes => nodes.map(node => Number(node.localName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert (
        page.evaluate(
            "(() => { const ids = [...document.querySelectorAll('[id]')].map(node => node.id);"
            " return ids.filter((id, at) => ids.indexOf(id) !== at) })()"
        )
        == []
    )


def test_links_in_a_comparison_lead_where_they_led(page: Page, address: str) -> None:
    page.goto(address + "tr/compare/?practices=altena-konzept,altena-kuemmerer")
    page.wait_for_selector(".versus__row #sources")
    hrefs = page.eval_on_selector_all(".versus__row a", "links => links.map(link => link.href)")

    assert len(hrefs) > 10
    for href in set(hrefs):
        if href.startswith(address):
            assert href.startswith(f"{address}tr/"), href
            assert page.request.get(href).ok, href


def test_facts_are_a_table_that_joins_what_is_named_differently(page: Page, address: str) -> None:
    """One practice has a place, the other several: "Ort" and "Orte" are one row."""
    page.goto(f"{address}compare/?practices={THREE[0]},{THREE[2]}")
    page.wait_for_selector(".versus__facts")

    assert page.get_by_role("table").get_by_role("rowheader").first.inner_text() == "Ort / Orte"
    assert page.get_by_role("table").get_by_role("columnheader").count() == 3
    assert page.get_by_role("table").locator("tbody tr").first.get_by_role("cell").count() == 2


def test_places_are_compared_too_and_the_list_follows(page: Page, address: str) -> None:
    page.goto(address + "places/altena/")
    page.locator(".tools .choose__toggle").click()
    page.goto(address + "places/istanbul-sisli/")
    page.locator(".tools .choose__toggle").click()
    page.locator(".chosen a.button:visible").click()

    page.wait_for_url("**/compare/?places=altena,istanbul-sisli")
    expect(page.locator(".versus__heads a")).to_have_text(["Altena", "Şişli"])
    assert "Praxisbeispiele" in _rows(page)
    assert page.locator("input[value=places]").is_checked()
    assert page.locator("section[data-kind=practices]").is_hidden()

    page.locator("input[value=practices]").check()
    page.wait_for_url("**/compare/?practices=")
    expect(page.locator(".versus__heads a")).to_have_count(0)
    page.go_back()
    expect(page.locator(".versus__heads a")).to_have_text(["Altena", "Şişli"])


def test_changing_the_language_keeps_what_is_compared(page: Page, address: str, book: Handbook) -> None:
    page.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")
    page.wait_for_selector(".versus__row")
    page.click(".languages a")

    page.wait_for_url("**/tr/compare/?practices=altena-kuemmerer,altena-konzept")
    titles = [book.practices[id_].texts["tr"].title or "" for id_ in ("altena-kuemmerer", "altena-konzept")]
    expect(page.locator(".versus__heads a")).to_have_text(titles)


def test_a_fourth_is_refused_in_words(page: Page, address: str) -> None:
    page.goto(address + "themes/housing/")
    toggles = page.locator(".choose__toggle")
    for at in range(4):
        toggles.nth(at).click()

    expect(toggles.nth(3)).to_have_attribute("aria-pressed", "false")
    assert page.locator(".dock [role=status]").inner_text() == (
        "Es sind schon 3 Einträge ausgewählt. Entfernen Sie zuerst einen davon."
    )

    page.locator(".chosen__clear").click()
    expect(page.locator(".chosen")).to_be_hidden()
    assert page.locator(".choose__toggle[aria-pressed=true]").count() == 0


def test_the_bar_on_a_phone_is_low_and_never_covers_what_has_the_focus(page: Page, address: str, book: Handbook) -> None:
    """Three practices and two places are chosen; their names come out of a fold."""
    page.set_viewport_size({"width": 360, "height": 640})
    titles = {"practices": THREE, "places": ("altena", "istanbul-sisli")}
    chosen = {kind: [{"id": id_, "title": id_, "lang": "de"} for id_ in ids] for kind, ids in titles.items()}
    page.add_init_script(f"sessionStorage.setItem('handbook-comparison', {json.dumps(json.dumps(chosen))})")
    page.goto(address + "themes/housing/")
    bar = page.locator(".chosen")
    assert bar.bounding_box()["height"] <= 96  # type: ignore[index]
    assert bar.locator("li:visible").count() == 0
    covered = """() => { const node = document.activeElement, box = node.getClientRects()[0]
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        return node.closest(".dock") || !top?.closest(".dock") ? "" : node.outerHTML }"""
    page.locator("article h2").first.click()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(covered) == ""

    page.get_by_role("button", name=book.labels["de"]["choice"]["fold"].format(n=5)).click()
    assert bar.locator("li:visible").count() == 5
    assert page.locator(".dock").bounding_box()["height"] <= 320  # type: ignore[index]
    assert violations(page) == []


def test_results_of_the_search_can_be_chosen(page: Page, address: str) -> None:
    page.goto(address + "search/?q=Altena")
    page.wait_for_selector("#search-results .choose__toggle")
    page.locator("#search-results .choose__toggle").first.click()

    expect(page.locator(".chosen")).to_be_visible()
    page.fill("#search-query", "Wohnung")
    page.press("#search-query", "Enter")
    expect(page.locator(".chosen li")).to_have_count(1)


HOSTILE = (
    "?practices=<img src=x onerror=alert(1)>,altena-kuemmerer",
    "?practices=../../search,//evil.example/x,altena-kuemmerer",
    "?practices=__proto__,constructor,toString",
    "?places=%00,%F0%9F%92%A9,javascript:alert(1)",
    "?practices=" + "x" * 5000,
    "?practices=altena-kuemmerer,altena-kuemmerer,,,",
    "?practices&places",
)


@pytest.mark.parametrize("query", HOSTILE)
def test_strange_ids_do_nothing_but_are_named(query: str, page: Page, address: str) -> None:
    faults: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{address}compare/{query}", wait_until="networkidle")

    assert faults == []
    assert page.locator("#versus img").count() == 0
    assert page.locator(".versus__heads li").count() == ("altena-kuemmerer" in query)
    assert page.locator("#versus .notice").count() == (
        1 if "altena-kuemmerer,altena" not in query and query[-7:] != "&places" else 0
    )
    assert [url for url in requests[1:] if "practices/" in url or "evil" in url] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_more_than_three_ids_show_the_first_three(page: Page, address: str) -> None:
    page.goto(f"{address}compare/?practices={','.join(THREE)},altena-begegnungscafe,augsburg-runder-tisch,aaa")
    page.wait_for_selector(".versus__row")

    expect(page.locator(".versus__heads li")).to_have_count(3)


def test_a_page_that_cannot_be_loaded_is_named_and_the_rest_is_shown(page: Page, address: str, book: Handbook) -> None:
    page.route("**/practices/altena-konzept/", lambda route: route.abort())
    page.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")
    page.wait_for_selector(".versus__row")

    assert page.locator("#versus .notice").inner_text() == (
        f"Diese Seite ließ sich nicht laden: {book.practices['altena-konzept'].texts['de'].title}"
    )


def test_without_storage_choosing_still_works_on_the_page(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden') } })")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address + "themes/housing/")
    page.locator(".choose__toggle").nth(0).click()
    page.locator(".choose__toggle").nth(1).click()
    page.locator(".chosen a.button:visible").click()

    page.wait_for_selector(".versus__row")
    assert faults == []


@pytest.mark.parametrize("stored", ["{", "null", "[]", '{"practices": 5}', '{"practices": [{"id": "<b>", "title": 1}]}'])
def test_what_somebody_else_stored_is_ignored(stored: str, page: Page, address: str) -> None:
    page.add_init_script(f"sessionStorage.setItem('handbook-comparison', {stored!r})")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address + "themes/housing/")

    expect(page.locator(".choose__toggle").first).to_be_visible()
    assert page.locator(".chosen").is_hidden()
    assert faults == []


def test_on_a_phone_texts_of_a_section_stand_below_each_other_each_with_its_name(phone: Page, address: str) -> None:
    phone.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")
    phone.wait_for_selector(".versus__row #approach")
    cells = phone.locator(".versus__row:has(#approach) .versus__cell")

    first, second = (cells.nth(at).bounding_box() for at in (0, 1))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"]
    for cell in cells.all():
        assert cell.locator("h3").bounding_box()["height"] > 10  # type: ignore[index]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.goto("about:blank")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 900)])
def test_the_bar_never_covers_what_has_the_focus(width: int, height: int, page: Page, address: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + "themes/housing/")
    for at in range(3):
        page.locator(".choose__toggle").nth(at).click()
    page.locator(".card__title a").nth(2).focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """(() => {
              const node = document.activeElement, bar = document.querySelector(".dock")
              const [box, cover] = [node, bar].map((found) => found.getBoundingClientRect())
              return !bar.contains(node) && box.bottom > cover.top + 1 && box.top < cover.bottom
            })()"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_choosing_and_comparing(width: int, scheme: str, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + "themes/housing/")
    for at in range(4):
        page.locator(".choose__toggle").nth(at).click()
    found = violations(page)
    small = page.eval_on_selector_all(SMALL_TARGETS, SMALL)
    page.goto(f"{address}compare/?practices={','.join(THREE)},unknown")
    page.wait_for_selector(".versus__row")
    found += violations(page)
    small += page.eval_on_selector_all(SMALL_TARGETS, SMALL)
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()

    assert found == []
    assert small == []
    assert not sideways


def test_one_that_goes_while_its_partner_loads_leaves_no_message_behind(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/practices/altena-konzept/", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants a function of Python
    page.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")
    expect(page.get_by_text("Die Texte werden geladen.")).to_be_attached()
    page.locator("#versus-lists .choose__toggle[aria-pressed=true]:visible").first.click()
    for route in held:
        route.continue_()

    expect(page.get_by_text("Die Texte werden geladen.")).to_have_count(0)


def test_a_comparison_prints_without_what_chooses(page: Page, address: str) -> None:
    page.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")
    page.wait_for_selector(".versus__row #approach")
    page.emulate_media(media="print")

    assert page.locator("#versus-lists, .versus__choose, .versus button").filter(visible=True).count() == 0
    assert page.locator(".versus__row h3").first.is_visible()
    boxes = [cell.bounding_box() for cell in page.locator(".versus__row:has(#approach) .versus__cell").all()]
    assert len({round(box["y"]) for box in boxes if box}) == 1


def test_without_javascript_the_lists_and_the_matrix_are_there_and_no_button(
    browser: Browser, address: str, book: Handbook
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")

    assert page.locator("#versus-lists li a:visible").count() == len(book.practices) + len(book.places)
    assert page.locator("article button").count() == 0
    assert page.locator("noscript p").inner_text() == book.labels["de"]["compare"]["no_script"]
    page.click(f"article >> text={book.labels['de']['matrix']['title']}")
    assert page.locator("table.matrix").count() == len(book.countries)
    page.locator("table.matrix tbody a[aria-label]").first.click()
    assert "/themes/" in page.url
    context.close()


def test_terms_are_explained_in_what_is_compared(page: Page, address: str) -> None:
    """The page itself has no term; those of the practices come with their texts."""
    page.goto(address + "compare/?practices=altena-kuemmerer,istanbul-sisli-fluechtlingsraete")
    page.locator(".versus a.tip").first.focus()

    expect(page.locator(".tip-box")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_number_of_the_matrix_leads_to_those_practices(width: int, page: Page, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "compare/matrix/")
    cell = page.locator("td a[href*='nationwide-turkiye']").first
    number = int(cell.inner_text())
    cell.click()
    page.wait_for_selector("#search-results .card")

    assert page.locator("#search-status").inner_text().endswith(f" {number}")
    assert page.locator("#search-results .card").count() == number


def test_the_matrix_stays_a_table_on_a_phone(phone: Page, address: str, book: Handbook) -> None:
    phone.goto(address + "compare/matrix/")
    table = phone.get_by_role("table").first

    assert table.get_by_role("rowheader").count() == len(book.themes) + 1
    assert table.locator("tbody tr").first.get_by_role("cell").count() == table.get_by_role("columnheader").count() - 1
    boxes = [link.bounding_box() for link in table.locator("tbody td a").all()[:20]]
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_on_the_page_of_the_comparison_the_way_to_it_is_a_move_of_the_focus(page: Page, address: str) -> None:
    page.goto(address + "compare/?practices=altena-kuemmerer,altena-konzept")
    page.wait_for_selector(".versus__row")
    page.evaluate("window.here = true")
    page.locator(".choose__go:visible").first.click()

    assert page.evaluate("window.here && document.activeElement.id === 'versus'")
    assert page.evaluate("document.getElementById('versus').getBoundingClientRect().top") >= 0
