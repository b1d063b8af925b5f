"""The matrix of themes and states: what is counted where, and that every number keeps its promise."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import Site
from handbook import comparison, search
from handbook.model import Handbook


def test_a_practice_is_in_the_states_of_its_places_else_in_the_whole_country(book: Handbook) -> None:
    for practice in book.practices.values():
        found = comparison.areas(book, practice)
        states = {book.places[id_].state for id_ in practice.places} - {None}

        assert len(found) == len(set(found))
        assert {area for area in found if not area.startswith("nationwide-")} == states
        for country in book.countries_of(practice):
            own = [id_ for id_ in practice.places if book.places[id_].country == country and book.places[id_].state]
            assert (comparison.nationwide(country) in found) == (not own), practice.id


def test_the_matrix_has_every_theme_and_every_state_of_the_country_once(book: Handbook) -> None:
    for country in book.countries.values():
        matrix = comparison.matrix(book, country)

        assert set(matrix.cells) == set(matrix.of_theme) == set(book.themes)
        assert len(set(matrix.areas)) == len(matrix.areas) == len(country.states) + 1
        assert {len(row) for row in matrix.cells.values()} == {len(matrix.areas)}


def test_totals_count_a_practice_once_however_many_themes_and_states_it_has(book: Handbook) -> None:
    for country in book.countries.values():
        matrix = comparison.matrix(book, country)
        practices = book.practices_of_country[country.id]

        assert matrix.total == len(practices) == len({practice.id for practice in practices})
        for theme, row in matrix.cells.items():
            assert matrix.of_theme[theme] == sum(theme in practice.themes for practice in practices)
            assert max(row) <= matrix.of_theme[theme] <= sum(row)
        for at, total in enumerate(matrix.of_area):
            column = [row[at] for row in matrix.cells.values()]
            assert max(column) <= total <= sum(column)


@pytest.mark.parametrize(("count", "depth"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (60, 4)])
def test_a_cell_gets_deeper_with_every_doubling(count: int, depth: int) -> None:
    assert comparison.depth(count) == depth


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_number_leads_to_a_search_that_finds_as_many_practices(prefix: str, site: Site, book: Handbook) -> None:
    """Facets of the link against the records of the search index, as the search page counts them.

    A practice that is not translated yet is counted in the matrix, but a search finds texts of its own language only.
    """
    locale = prefix.strip("/") or book.locales[0]
    records = search.records(book, locale)
    untranslated = sum(
        not (practice.texts.get(locale) and practice.texts[locale].title) for practice in book.practices.values()
    )
    cells = site.pages[f"{prefix}compare/matrix/"].xpath("//table[contains(@class, 'matrix')]//td/a")

    assert len(cells) > 100
    for cell in cells:
        address = urlsplit(cell.get("data-found"))
        asked = parse_qs(address.query, strict_parsing=True)
        found = [
            record.facets
            for record in records
            if all(set(values) & set(record.facets.get(name, ())) for name, values in asked.items())
        ]
        pages = [facets for facets in found if facets["page"] == ["practices"]]
        assert address.path == "../../search/"
        assert len(found) == len(pages), cell.get("data-found")
        assert 0 <= int(cell.text) - len(pages) <= untranslated, cell.get("data-found")


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_without_scripts_every_number_leads_to_a_section_that_names_practices_or_places(prefix: str, site: Site) -> None:
    for cell in site.pages[f"{prefix}compare/matrix/"].xpath("//table[contains(@class, 'matrix')]//td/a"):
        path, _, id_ = cell.get("href").partition("#")
        (section,) = site.pages[prefix + path.removeprefix("../../")].xpath(f"//*[@id='{id_}']")
        around = section if section.tag == "div" else section.getparent()
        assert around.xpath(".//a[contains(@href, 'practices/') or contains(@href, 'places/')]"), cell.get("href")


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_an_empty_cell_says_so_in_words(prefix: str, site: Site, book: Handbook) -> None:
    words = book.labels[prefix.strip("/") or book.locales[0]]["matrix"]
    page = site.pages[f"{prefix}compare/matrix/"]
    empty = page.xpath("//table[contains(@class, 'matrix')]//td[not(a)]")

    assert empty
    assert {re.sub(r"\s", "", cell.text_content()) for cell in empty} == {f"–{words['none']}"}
    assert len(empty) == sum(row.count(0) for row in _rows(book))


def _rows(book: Handbook) -> list[tuple[int, ...]]:
    found = []
    for country in book.countries.values():
        matrix = comparison.matrix(book, country)
        found += [*matrix.cells.values(), tuple(matrix.of_theme.values()), matrix.of_area, (matrix.total,)]
    return found
