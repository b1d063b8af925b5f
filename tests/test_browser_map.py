"""Maps in a browser: reached with the keyboard, read on a phone, named aloud."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from handbook.model import Handbook

PAGES = {"home": "", "tall country": "countries/germany/", "broad country": "countries/turkiye/", "theme": "themes/networks/"}
"""One page of every kind that has a map."""
WIDTHS = [320, 720, 960, 1280]
"""A narrow phone, and where the stylesheet makes maps larger."""

NAMES = """[...document.querySelectorAll(".map")].map((map) => ({
    frame: map.getBoundingClientRect().toJSON(),
    names: [...map.querySelectorAll("text")].filter((text) => text.checkVisibility())
        .map((text) => ({ text: text.textContent, ...text.getBoundingClientRect().toJSON() })),
}))"""
"""The visible names of every map, with where they lie."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("prefix", ["", "tr/"])
@pytest.mark.parametrize("kind", PAGES)
def test_names_lie_inside_the_picture_apart_and_large_enough_to_read(
    kind: str, prefix: str, width: int, page: Page, address: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + prefix + PAGES[kind])

    for found in page.evaluate(NAMES):
        frame, names = found["frame"], found["names"]
        assert names
        assert frame["left"] >= 0
        assert frame["right"] <= width
        for name in names:
            assert name["left"] >= frame["left"] - 1, name
            assert name["right"] <= frame["right"] + 1, name
            assert name["height"] >= 11, name
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                beside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
                above = (
                    one["bottom"] <= other["top"] + 4 or other["bottom"] <= one["top"] + 4
                )  # a line is higher than its letters
                assert beside or above, (one, other)


@pytest.mark.parametrize("prefix", ["", "tr/"])
@pytest.mark.parametrize("kind", PAGES)
def test_no_map_makes_a_phone_scroll_sideways(kind: str, prefix: str, phone: Page, address: str) -> None:
    phone.goto(address + prefix + PAGES[kind])

    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_place_of_a_map_can_be_hit_with_a_finger_in_the_list_below_it(phone: Page, address: str) -> None:
    """Dots cannot all be 24 px across where places are dense; the links of the list are, without opening anything."""
    phone.goto(address)
    places = "links => links.map(link => [link.getAttribute('href'), link.getBoundingClientRect()])"
    listed = phone.eval_on_selector_all(".maps__places a", places)
    dots = phone.eval_on_selector_all(".map a", places)

    assert {href for href, _ in listed} >= {href for href, _ in dots}
    assert [href for href, box in listed if box["height"] < 24 or box["width"] < 24] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_dots_have_the_same_size_on_every_map_and_do_not_touch(width: int, page: Page, address: str) -> None:
    """A dot is as large in pixels as its stroke says, however large its map is."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    dots = page.evaluate(
        """[...document.querySelectorAll(".map")].map((map) => [...map.querySelectorAll("a path")].map((path) => {
            const point = path.getPointAtLength(0).matrixTransform(path.getScreenCTM())
            const style = getComputedStyle(path)
            return [point.x, point.y, parseFloat(style.strokeWidth) / 2, style.vectorEffect]
        }))"""
    )

    assert len(dots) == 2
    for drawn in dots:
        for index, (x, y, radius, effect) in enumerate(drawn):
            assert effect == "non-scaling-stroke"
            for other_x, other_y, other_radius, _ in drawn[index + 1 :]:
                assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 >= radius + other_radius


def test_tab_leads_through_the_list_and_then_the_dots_from_the_largest_to_the_smallest(
    page: Page, address: str, book: Handbook
) -> None:
    page.goto(address + "countries/turkiye/")
    page.locator(".states a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#map-note"

    reached = []
    for _ in range(page.locator(".map a").count()):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')").split("/")[-2])
    sizes = [len(book.practices_of_place.get(id_, ())) for id_ in reached]

    assert reached[0] == "istanbul-sisli"
    assert sizes == sorted(sizes, reverse=True)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map') === null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focused_dot_is_seen_where_dots_are_dense(scheme: str, browser: Browser, address: str) -> None:
    """It turns into a ring with a spot inside: a form that no other dot has, in the colours of text and ground."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + "countries/germany/")
    page.locator(".map__skip").focus()
    page.keyboard.press("Tab")
    ring, spot, ink, paper = page.evaluate(
        """(() => {
            const style = (name) => getComputedStyle(document.activeElement.querySelector(name))
            const [circle, path] = [style("circle"), style("path")]
            const root = getComputedStyle(document.body)
            return [[circle.stroke, circle.fill, parseFloat(circle.strokeWidth)], [path.stroke, parseFloat(path.strokeWidth)],
                root.color, root.backgroundColor]
        })()"""
    )
    context.close()

    assert ring[0] == spot[0] == ink
    assert ring[1] == paper
    assert ring[2] >= 3
    assert spot[1] <= 6


def test_a_map_can_be_skipped_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".map__skip").first.focus()
    assert page.locator(".map__skip").first.bounding_box()["height"] >= 16  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('.maps__places') !== null")


def test_a_dot_leads_to_the_page_of_its_place(page: Page, address: str) -> None:
    page.goto(address + "tr/")
    box = page.locator(".map a[href='places/istanbul-sisli/'] path").evaluate(
        """(path) => {
            path.scrollIntoView({ block: "center" })
            const point = path.getPointAtLength(0).matrixTransform(path.getScreenCTM())
            return [point.x, point.y]
        }"""
    )
    page.mouse.click(*box)

    page.wait_for_url("**/tr/places/istanbul-sisli/")


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_a_dot_is_called_by_place_and_number(locale: str, page: Page, address: str, book: Handbook) -> None:
    page.goto(address + ("" if locale == "de" else "tr/") + "countries/turkiye/")
    count = len(book.practices_of_place["istanbul-sisli"])
    spoken = {"de": f"Şişli: {count} Praxisbeispiele", "tr": f"Şişli: {count} uygulama"}

    assert page.get_by_role("link", name=spoken[locale], exact=True).count() == 1
