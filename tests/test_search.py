"""What the search has to find: records of the real data and chapters, and the pages they lead to."""

from __future__ import annotations

from functools import cache

import pytest

from conftest import PROJECT, Site
from handbook import chapters, search
from handbook.chapters import Chapter
from handbook.model import Handbook
from handbook.page import Page, address
from handbook.search import Record


@cache
def _chapters(locales: tuple[str, ...]) -> dict[str, Chapter]:
    return chapters.chapters(PROJECT / "docs", locales)[0]


def _records(book: Handbook, made: dict[str, Page], locale: str) -> list[Record]:
    return search.records(book, locale, _chapters(book.locales), made.values())


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_every_record_leads_to_a_place_on_a_page(locale: str, site: Site, book: Handbook, made: dict[str, Page]) -> None:
    prefix = "" if locale == book.locales[0] else f"{locale}/"
    urls = [record.url for record in _records(book, made, locale)]

    assert len(urls) == len(set(urls))
    for url in urls:
        path, _, anchor = url.partition("#")
        page = site.pages[f"{prefix}{path}"]
        assert not anchor or page.xpath("//*[@id=$id]", id=anchor), url


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_every_page_of_the_language_can_be_found(locale: str, site: Site, book: Handbook, made: dict[str, Page]) -> None:
    prefix = "" if locale == book.locales[0] else f"{locale}/"
    found = {prefix + record.url.partition("#")[0] for record in _records(book, made, locale)}
    untranslated = {prefix + address(page.uri) for page in made.values() if page.locale == locale and not page.translated}
    untranslated |= {prefix + address(uri) for uri, chapter in _chapters(book.locales).items() if locale not in chapter.texts}
    pages = {uri for uri in site.pages if not uri.endswith(".html") and uri.startswith("tr/") == (prefix == "tr/")}

    assert pages - found - untranslated == {prefix, f"{prefix}search/"}


def test_a_chapter_is_found_by_section_and_says_to_which_it_belongs(book: Handbook, made: dict[str, Page]) -> None:
    by_url = {record.url: record for record in _records(book, made, "de")}
    whole, part = by_url["background/success-factors/"], by_url["background/success-factors/#recurring"]

    assert whole.facets == part.facets == {"page": ["background"]}
    assert part.title == "Was wiederkehrt"
    assert part.shown["chapter"] == whole.title
    assert "|" not in by_url["background/success-factors/#comparison"].content
    assert "Gelingensfaktoren" in whole.hidden


def test_a_word_of_the_other_language_is_there_without_its_letters_too() -> None:
    record = Record(url="x/", title="Frauencafé", content="Ein Café von Frauen.", hidden="Kadınlar kahvesi Köln")

    made = search._with_hidden_words(record, {}, {ord("ö"): "oe"})

    assert {"Kadinlar", "Koeln"} <= set(made.hidden.split())


def test_nothing_is_indexed_twice_for_its_capitals() -> None:
    record = Record(url="x/", title="Integration", content="In Integration", hidden="Im Izmir")

    made = search._with_hidden_words(record, {}, {})

    assert made.hidden == "Im Izmir"
