"""What a page says, seen in the Markdown of the tiny handbook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import PROJECT
from handbook import load, nav, page, pages
from handbook.model import Handbook


@pytest.fixture
def tiny(tiny: Path) -> Path:
    """Pages need all the words, so here the tiny handbook has the real labels."""
    shutil.rmtree(tiny / "labels")
    shutil.copytree(PROJECT / "data" / "labels", tiny / "labels")
    return tiny


@pytest.fixture
def small(tiny: Path) -> Handbook:
    return load.handbook(tiny, ("de", "tr"))


@pytest.mark.parametrize(
    ("uri", "to", "expected"),
    [
        ("practices/a.md", "places/b.md", "../../places/b/"),
        ("practices/a.md", "practices/b.md#c", "../b/#c"),
        ("practices/a.md", "index.md", "../../"),
        ("index.md", "practices/a.md", "practices/a/"),
        ("index.md", "index.md", "./"),
        ("practices/index.md", "practices/a.md", "a/"),
        ("glossary.md", "publications.md#x", "../publications/#x"),
    ],
)
def test_links_are_relative_addresses(uri: str, to: str, expected: str) -> None:
    assert expected == page.relative(uri, to)


def test_every_language_has_the_same_tree(small: Handbook) -> None:
    made = pages.pages(small)

    assert {uri.partition("/")[2] for uri in made if uri.startswith("de/")} == {
        uri.partition("/")[2] for uri in made if uri.startswith("tr/")
    }


def test_sections_have_the_same_ids_in_every_language_and_words_of_their_own(small: Handbook) -> None:
    made = pages.pages(small)

    assert "## Vorgehen {#approach}" in made["de/practices/kurs.md"].body
    assert "## Yöntem {#approach}" in made["tr/practices/kurs.md"].body


def test_sections_that_a_practice_lacks_are_not_there(small: Handbook) -> None:
    body = pages.pages(small)["de/practices/kurs.md"].body

    assert "{#results}" not in body
    assert "{#links}" not in body


def test_a_text_without_translation_is_shown_with_a_notice_and_marked(small: Handbook) -> None:
    body = pages.pages(small)["tr/practices/rat.md"].body

    assert "Bu metnin Türkçesi henüz yok." in body
    assert '<h1 lang="de">Şişli gründet einen Rat</h1>' in body
    assert '<div lang="de" markdown="1">\n\nNiemand wurde gefragt.\n\n</div>' in body
    assert "## Çıkış noktası {#challenge}" in body


def test_a_translation_has_no_notice_and_no_mark(small: Handbook) -> None:
    body = pages.pages(small)["tr/practices/kurs.md"].body

    assert "Türkçesi henüz yok" not in body
    assert '<div lang="de"' not in body


def test_a_partial_translation_says_so_and_marks_only_what_is_missing(tiny: Path) -> None:
    path = tiny / "practices" / "rat.yml"
    path.write_text(path.read_text("utf-8") + "tr: {title: Şişli’de bir meclis kuruldu, summary: Herkes için.}\n", "utf-8")

    body = pages.pages(load.handbook(tiny, ("de", "tr")))["tr/practices/rat.md"].body

    assert "bazı bölümlerinin Türkçesi henüz yok" in body
    assert "<h1>Şişli’de bir meclis kuruldu</h1>" in body
    assert '<div lang="de" markdown="1">' in body


def test_the_source_may_be_turkish(tiny: Path) -> None:
    path = tiny / "practices" / "rat.yml"
    path.write_text(path.read_text("utf-8").replace("source_language: de\nde:", "source_language: tr\ntr:"), "utf-8")

    made = pages.pages(load.handbook(tiny, ("de", "tr")))

    assert '<h1 lang="tr">' in made["de/practices/rat.md"].body
    assert "noch nicht auf Deutsch vor" in made["de/practices/rat.md"].body
    assert "<h1>" in made["tr/practices/rat.md"].body


def test_references_become_links_that_the_generator_can_check(small: Handbook) -> None:
    body = pages.pages(small)["de/practices/kurs.md"].body

    assert "[einem Café](kurs.md#kurs-cafe)" in body
    assert "[Şişli gründet einen Rat](rat.md)" in body
    assert "[Duldung](../glossary.md#duldung)" in body


def test_an_element_has_its_own_anchor_and_its_title_is_text(small: Handbook) -> None:
    assert "### Café &amp; mehr {#kurs-cafe}" in pages.pages(small)["de/practices/kurs.md"].body


def test_figures_stand_once_and_are_written_in_each_language(small: Handbook) -> None:
    made = pages.pages(small)

    assert "3,5\u00a0%" in made["de/practices/kurs.md"].body
    assert "%3,5" in made["tr/practices/kurs.md"].body
    assert "Juni 2019" in made["de/practices/kurs.md"].body


def test_a_place_lists_its_practices_and_what_else_happens_there(small: Handbook) -> None:
    body = pages.pages(small)["de/places/sisli.md"].body

    assert "../../practices/rat/" in body
    assert "../../practices/kurs/#kurs-cafe" in body
    assert "31. Dezember 2018" in body


def test_a_theme_shows_both_countries_side_by_side(small: Handbook) -> None:
    made = pages.pages(small)

    assert made["de/themes/language.md"].body.count('<section class="column') == 2
    assert small.labels["de"]["theme"]["none"] in made["de/themes/housing.md"].body


def test_related_practices_come_from_the_other_country_first(small: Handbook) -> None:
    body = pages.pages(small)["de/practices/kurs.md"].body

    assert "../rat/" in body[body.index("{#related}") :]


def test_a_named_relation_holds_in_both_directions(tiny: Path) -> None:
    path = tiny / "practices" / "rat.yml"
    path.write_text(path.read_text("utf-8").replace("themes: [language]", "themes: [housing]\nrelated: [kurs]"), "utf-8")
    book = load.handbook(tiny, ("de", "tr"))

    assert "../kurs/" in page_of(book, "de/practices/rat.md").partition("{#related}")[2]
    assert "../rat/" in page_of(book, "de/practices/kurs.md").partition("{#related}")[2]


def test_titles_are_escaped_everywhere(tiny: Path) -> None:
    path = tiny / "practices" / "rat.yml"
    path.write_text(path.read_text("utf-8").replace("Şişli gründet einen Rat", "Rat & Tat > 1"), "utf-8")

    for found in pages.pages(load.handbook(tiny, ("de", "tr"))).values():
        assert "Rat & Tat" not in found.body


def test_navigation_has_countries_states_and_places_in_the_order_of_the_language(small: Handbook) -> None:
    found = nav.nav(small, "tr", ["background/x.md", "about/y.md"])

    assert {"Türkiye": ["countries/turkiye.md", {"İstanbul": ["places/sisli.md"]}]} in found
    assert {"Konular": ["themes/index.md", "themes/housing.md", "themes/language.md"]} in found
    assert {"Arka plan": ["background/x.md"]} in found
    assert not any("practices/kurs.md" in str(entry) for entry in found)


def test_a_chart_is_drawn_and_tabled_from_the_same_numbers(small: Handbook) -> None:
    body = page_of(small, "de/background/figures.md")

    assert body.count("rund 88,4\u00a0%") == 2
    assert body.count("44,2\u00a0%") == 2
    assert 'width="265.2"' in body  # 88.4 of 100, on a scale of 300
    assert 'width="132.6"' in body
    assert "n = 270" not in body  # its bars are of different years, so the table has the sources
    assert '<desc id="umfrage-description">Fast alle helfen.</desc>' in body


def test_the_timeline_is_a_list_before_it_is_a_picture(small: Handbook) -> None:
    body = page_of(small, "tr/background/timeline.md")

    assert body.index('<li id="forum">') < body.index('<li id="bericht">') < body.index("<svg")
    assert "24-28 Haziran 2019" in body
    assert '<a href="#forum"' in body


def test_a_theme_without_a_practice_of_a_country_points_to_the_nearest(small: Handbook) -> None:
    """Housing goes with language in the one practice it has; on language there is a practice from Türkiye."""
    body = page_of(small, "de/themes/housing.md")

    assert "../../practices/rat/" in body[body.index(small.labels["de"]["theme"]["none"]) :]


def test_pages_are_the_same_every_time_and_show_nothing_of_the_program(small: Handbook) -> None:
    """A label named like a method of a dictionary (`clear`) would show as that method."""
    made = pages.pages(small)

    assert made == pages.pages(small)
    assert not [uri for uri, page in made.items() if " object at 0x" in page.body or "built-in method" in page.body]


def page_of(book: Handbook, src_uri: str) -> str:
    return pages.pages(book)[src_uri].body
