"""The built site, checked file by file: what a reader, a browser and a search engine get."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import etree, html

from conftest import PROJECT, Site
from handbook import chapters, state
from handbook.model import SECTIONS, Handbook
from handbook.page import Page, address

PRACTICE_PAGE_LIMIT = 40_000
"""Bytes of HTML of a practice page at most."""
HOME_PAGE_LIMIT = 45_000
"""Bytes of HTML of the home page at most."""
MAPS_LIMIT, MAPS_LIMIT_PER_PLACE = 4_500, 270
"""Bytes of the two maps of a theme with their lists: the outlines, and what each place adds as dot and as link."""


def _ids(page: html.HtmlElement) -> set[str]:
    return set(page.xpath("//@id")) | set(page.xpath("//a/@name"))


def _target(url: str, link: str) -> str:
    """The address below the site's root to which a relative link on a page leads."""
    path = unquote(urlsplit(link).path)
    if not path:
        return url
    target = posixpath.normpath(posixpath.join("/" + url, path)).lstrip("/")
    return f"{target}/" if path.endswith("/") and target else target


def _prefix(locale: str, book: Handbook) -> str:
    return "" if locale == book.locales[0] else f"{locale}/"


def _text_pages(site: Site) -> dict[str, html.HtmlElement]:
    return {url: page for url, page in site.pages.items() if not url.endswith("404.html")}


def test_the_strict_build_prints_no_warning(site: Site) -> None:
    assert site.warnings == ()


@pytest.fixture(scope="module")
def own(made: dict[str, Page], book: Handbook) -> dict[str, set[str]]:
    """The languages that have a text of their own for a page, by its address there: a translation may always be missing."""
    found: dict[str, set[str]] = {}
    for page in made.values():
        found.setdefault(address(page.uri), set()).update({page.locale} if page.translated else ())
    for chapter in chapters.chapters(PROJECT / "docs", book.locales)[0].values():
        found.setdefault(address(chapter.uri), set()).update(chapter.texts)
    return found


def test_every_page_is_built_in_every_language_and_nothing_is_built_twice(
    site: Site, own: dict[str, set[str]], book: Handbook
) -> None:
    expected = {_prefix(locale, book) + url for locale in book.locales for url in (*own, "404.html")}

    assert expected == set(site.pages)


def test_every_practice_stands_in_its_own_words_or_says_that_it_does_not(site: Site, book: Handbook) -> None:
    stale = state.overview(book, {}).stale
    for practice in book.practices.values():
        for locale in book.locales:
            page = site.pages[f"{_prefix(locale, book)}practices/{practice.id}/"]
            text = practice.texts.get(locale)
            assert page.get("lang") == locale
            if text and text.title:
                assert [text.title] == [h1.text_content() for h1 in page.xpath("//h1")]
            lacking = not text or any(
                getattr(source, name) and not getattr(text, name)
                for source in [practice.texts[practice.source_language]]
                for name in ("title", "summary", *SECTIONS)
            )
            warned = lacking or f"practices/{practice.id}" in stale.get(locale, {})
            assert bool(page.xpath("//*[contains(@class, 'notice')]")) == warned, f"{locale} {practice.id}"


def test_every_page_has_one_heading_one_language_a_title_and_a_description(site: Site, book: Handbook) -> None:
    seen: dict[tuple[str, str], str] = {}
    for url, page in _text_pages(site).items():
        locale = next((code for code in book.locales if url.startswith(f"{code}/")), book.locales[0])
        assert page.get("lang") == locale, url
        assert len(page.xpath("//h1")) == 1, url
        description = page.xpath("string(//meta[@name='description']/@content)")
        title = page.xpath("string(//title)")
        assert description.strip(), url
        assert title.strip(), url
        for kind, words in (("title", title), ("description", description)):
            assert (kind, f"{locale} {words}") not in seen, f"{url} and {seen.get((kind, f'{locale} {words}'))} share a {kind}"
            seen[kind, f"{locale} {words}"] = url


def test_the_title_of_a_page_is_its_heading_and_the_name_of_the_site_in_its_language(site: Site, book: Handbook) -> None:
    for locale in book.locales:
        name = book.labels[locale]["site"]["name"]
        prefix = _prefix(locale, book)
        assert site.pages[prefix].xpath("string(//title)").strip() == name
        heading = book.practices["altena-kuemmerer"].texts[locale].title
        assert site.pages[f"{prefix}practices/altena-kuemmerer/"].xpath("string(//title)").strip() == f"{heading} – {name}"


def test_headings_descend_one_level_at_a_time(site: Site) -> None:
    for url, page in _text_pages(site).items():
        levels = [int(heading.tag[1]) for heading in page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert levels[0] == 1, url
        assert all(after - before <= 1 for before, after in pairwise(levels)), f"{url}: {levels}"


def test_ids_are_unique_on_a_page(site: Site) -> None:
    for url, page in site.pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), f"{url}: {sorted(id_ for id_ in ids if ids.count(id_) > 1)}"


def test_every_link_leads_to_a_page_a_file_or_an_anchor_that_exists(site: Site) -> None:
    known = {url: _ids(page) for url, page in site.pages.items()}
    for url, page in _text_pages(site).items():
        for link in {
            *page.xpath("//a/@href"),
            *page.xpath("//link[@rel!='canonical' and not(@hreflang)]/@href"),
            *page.xpath("//@src"),
        }:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(url, link)
            if target in known:
                assert not parts.fragment or unquote(parts.fragment) in known[target], f"{url}: {link}"
            else:
                assert (site.folder / target).is_file(), f"{url}: {link}"


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    for url, page in site.pages.items():
        loaded = [*page.xpath("//@src"), *page.xpath("//link[not(@rel='canonical') and not(@hreflang)]/@href")]
        assert not [link for link in loaded if urlsplit(link).netloc and not link.startswith("https://handbook.example/")], url
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text("utf-8")), path


def test_the_typeface_is_ours_and_has_the_letters_of_both_languages(site: Site) -> None:
    css = (site.folder / "assets/handbook.css").read_text("utf-8")

    for url in re.findall(r'url\("([^"]+)"\)', css):
        assert (site.folder / "assets" / url).is_file(), url
    ranges = [
        range(int(begin, 16), int(end or begin, 16) + 1)
        for begin, end in re.findall(r"U\+([0-9A-F]{4,})(?:-([0-9A-F]{4,}))?", css)
    ]
    assert [letter for letter in "äöüßÄÖÜğışİçŞĞÇ„“”’–" if not any(ord(letter) in found for found in ranges)] == []


def test_alternates_are_the_languages_with_a_text_of_their_own_with_absolute_addresses(
    site: Site, own: dict[str, set[str]], book: Handbook
) -> None:
    for url, page in _text_pages(site).items():
        alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
        bare = next((url.removeprefix(f"{code}/") for code in book.locales if url.startswith(f"{code}/")), url)
        root = "https://handbook.example/"
        expected = {code: f"{root}{_prefix(code, book)}{bare}" for code in book.locales if code in own[bare]}
        assert alternates == expected | {"x-default": next(iter(expected.values()))}, url
        assert page.xpath("string(//link[@rel='canonical']/@href)") == root + url


def test_switching_the_language_keeps_the_page(site: Site, book: Handbook) -> None:
    for url, page in _text_pages(site).items():
        (link,) = page.xpath("//ul[@class='languages']//a")
        target = _target(url, link.get("href"))
        here = next((code for code in book.locales if url.startswith(f"{code}/")), book.locales[0])
        bare = url if here == book.locales[0] else url.removeprefix(f"{here}/")
        assert target == _prefix(link.get("hreflang"), book) + bare, url
        assert link.get("lang") == link.get("hreflang") != here


def test_sections_have_the_same_ids_in_both_languages(site: Site, book: Handbook) -> None:
    for id_ in book.practices:
        german, turkish = site.pages[f"practices/{id_}/"], site.pages[f"tr/practices/{id_}/"]
        assert _ids(german.xpath("//article")[0]) == _ids(turkish.xpath("//article")[0]), id_


def test_the_sitemap_has_every_page_with_a_text_of_its_own_once(site: Site, own: dict[str, set[str]], book: Handbook) -> None:
    tree = etree.parse(site.folder / "sitemap.xml")
    found = [element.text.removeprefix("https://handbook.example/") for element in tree.iter("{*}loc")]

    assert sorted(found) == sorted(_prefix(code, book) + url for url, codes in own.items() for code in codes)


def test_the_navigation_leads_to_every_place_theme_and_chapter_but_to_no_practice(site: Site, book: Handbook) -> None:
    """Only the branch of a page is open, so what is reached is counted over all pages."""
    linked: set[str] = set()
    for url, page in _text_pages(site).items():
        if not url.startswith("tr/"):
            hrefs = page.xpath("//nav[@id='sections']//a/@href")
            linked |= {_target(url, href).strip("/") for href in hrefs}

    assert {f"places/{id_}" for id_ in book.places} <= linked
    assert {f"themes/{id_}" for id_ in book.themes} <= linked
    assert {f"countries/{id_}" for id_ in book.countries} <= linked
    assert {"places", "themes", "practices", "glossary", "publications", "about/handbook"} <= linked
    assert not [link for link in linked if re.fullmatch(r"practices/.+", link)]


def test_every_generated_page_but_home_has_breadcrumbs_that_lead_back(site: Site, made: dict[str, Page]) -> None:
    for page in made.values():
        if page.uri == "index.md":
            continue
        url = ("" if page.locale == "de" else f"{page.locale}/") + address(page.uri)
        crumbs = site.pages[url].xpath("//nav[@class='crumbs']//a/@href")
        assert crumbs, url
        assert posixpath.normpath(posixpath.join("/" + url, crumbs[0])).strip("/") == (
            "" if page.locale == "de" else page.locale
        )


def test_chapters_have_breadcrumbs_too_and_the_home_page_has_none(site: Site, book: Handbook) -> None:
    for locale in book.locales:
        prefix = _prefix(locale, book)
        assert site.pages[prefix].xpath("//nav[@class='crumbs']") == []
        crumbs = site.pages[f"{prefix}background/resilience/study/"].xpath("//nav[@class='crumbs']//li")
        nav = book.labels[locale]["nav"]
        assert [crumb.text_content().strip() for crumb in crumbs][:3] == [nav["home"], nav["background"], nav["resilience"]]


def test_every_practice_is_three_steps_from_home_without_javascript(site: Site, book: Handbook) -> None:
    steps = {"": 0}
    frontier = [""]
    while frontier:
        url = frontier.pop(0)
        for href in site.pages[url].xpath("//article//a/@href"):
            parts = urlsplit(href)
            if parts.scheme or not parts.path.endswith("/"):
                continue
            target = _target(url, href)
            if target not in steps:
                steps[target] = steps[url] + 1
                frontier.append(target)

    assert max(steps[f"practices/{id_}/"] for id_ in book.practices) <= 3


def test_edit_links_lead_to_the_file_of_the_page(site: Site, book: Handbook) -> None:
    root = "https://git.example/handbook/edit/main/"
    for id_ in book.practices:
        for url in (f"practices/{id_}/", f"tr/practices/{id_}/"):
            (link,) = site.pages[url].xpath("//a[@rel='edit']/@href")
            assert posixpath.normpath(link.replace("https://", "/")) == posixpath.normpath(
                root.replace("https://", "/") + f"data/practices/{id_}.yml"
            )
    (chapter,) = site.pages["about/handbook/"].xpath("//a[@rel='edit']/@href")
    assert chapter == root + "docs/de/about/handbook.md"


def test_the_404_page_speaks_every_language_and_its_own_first(site: Site, book: Handbook) -> None:
    for url, first in (("404.html", "de"), ("tr/404.html", "tr")):
        page = site.pages[url]
        assert page.get("lang") == first
        assert page.xpath("//h1/text()") == [book.labels[first]["not_found"]["title"]]
        assert page.xpath("//section[@lang]/@lang") == [code for code in book.locales if code != first]
        assert page.xpath("//article//a/@href")[0].startswith("https://handbook.example/") or page.xpath("//article//a/@href")[
            0
        ].startswith("/")


def test_the_parts_of_a_practice_are_reached_from_the_place_the_theme_and_the_whole(site: Site, book: Handbook) -> None:
    for practice in book.practices.values():
        above = [f"places/{id_}/" for id_ in practice.places] + [f"themes/{id_}/" for id_ in practice.themes]
        above += [f"practices/{practice.part_of}/"] if practice.part_of else []
        for locale in book.locales:
            prefix = _prefix(locale, book)
            for url in above:
                links = {_target(prefix + url, href) for href in site.pages[prefix + url].xpath("//article//a/@href")}
                assert f"{prefix}practices/{practice.id}/" in links, f"{prefix}{url} does not lead to {practice.id}"


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_the_comparison_shows_all_case_studies_with_their_notes(prefix: str, site: Site, book: Handbook) -> None:
    page = site.pages[f"{prefix}background/resilience/case-studies/"]
    studied = [place for place in book.places.values() if place.case_study]

    assert studied
    assert len(page.xpath("//table[@class='compare']/tbody/tr")) == len(studied)
    assert page.xpath("//table[@class='compare']/caption")
    assert len(page.xpath("//table[@class='compare']//th[@scope='col']")) == 8
    for id_ in ("cottbus", "hannover", "landkreis-kassel"):  # values of a larger area, never without their note
        cells = page.xpath(f"//tr[th/a[contains(@href, '/{id_}/')]]/td[contains(@class, 'number')][position() > 3]")
        assert len(cells) == 2
        for cell in cells:
            (note,) = cell.xpath(".//sup/a/@href")
            assert page.xpath(f"//li[@id='{note[1:]}']"), id_


def test_answers_of_the_survey_stand_on_the_pages_of_their_themes(site: Site, book: Handbook) -> None:
    assert book.survey
    for answer in book.survey.values():
        for theme in answer.themes:
            for prefix in ("", "tr/"):
                assert answer.id in _ids(site.pages[f"{prefix}themes/{theme}/"]), answer.id


def test_further_reading_is_linked_from_practices_or_chapters(site: Site, book: Handbook) -> None:
    """Three titles are printed in the bibliography but cited nowhere in the source."""
    uncited = {"lit-1177", "lit-1191", "lit-1197"}
    linked = {
        urlsplit(href).fragment
        for url, page in site.pages.items()
        if url != "further-reading/"
        for href in page.xpath("//article//a[contains(@href, 'further-reading/#')]/@href")
    }

    assert set(book.literature) - linked == uncited


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_chart_shows_the_same_numbers_in_picture_and_table(prefix: str, site: Site, book: Handbook) -> None:
    page = site.pages[f"{prefix}background/figures/"]
    pictures = page.xpath("//figure[@class='chart']/*[local-name()='svg']")
    tables = page.xpath("//table[@class='numbers']")

    assert len(pictures) == len(tables) == len(book.charts)
    for picture, table, chart in zip(pictures, tables, book.charts.values(), strict=True):
        drawn = [text.text for text in picture.xpath(".//*[@class='chart__value']")]
        listed = [cell.text_content() for cell in table.xpath(".//td[@class='compare__number']")]
        assert drawn == listed, chart.id
        assert len(drawn) == len(chart.bars), chart.id
        assert picture.get("aria-labelledby").split() == [f"{chart.id}-title", f"{chart.id}-description"]


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_theme_page_has_practices_of_both_countries_or_says_so(prefix: str, site: Site, book: Handbook) -> None:
    words = book.labels[prefix.strip("/") or book.locales[0]]["theme"]
    for theme in book.themes:
        for column in site.pages[f"{prefix}themes/{theme}/"].xpath("//section[contains(@class, 'column')]"):
            assert column.xpath(".//li[contains(@class, 'card')]"), theme
            own = [p for p in book.practices_of_theme[theme] if column.xpath("./h2/@id")[0] in book.countries_of(p)]
            assert bool(own) != (words["none"] in column.text_content()), theme


def _map(page: html.HtmlElement, country: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//*[contains(@class, 'map ') and contains(@class, 'country--{country}')]")
    return found


def _places(url: str, hrefs: list[str]) -> list[str]:
    """Ids of the places that links lead to."""
    return [found[1] for href in hrefs if (found := re.search(r"places/([^/]+)/$", _target(url, href)))]


NO_SPOT = {"state", "association"}
"""Kinds of places that stand in lists but are no dot."""


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_place_of_a_country_with_coordinates_is_a_dot_that_leads_to_it(prefix: str, site: Site, book: Handbook) -> None:
    for country in book.countries:
        url = f"{prefix}countries/{country}/"
        page = site.pages[url]
        dots = _places(url, _map(page, country).xpath(".//*[local-name()='a']/@href"))
        own = {id_: place for id_, place in book.places.items() if place.country == country}
        expected = {id_ for id_, place in own.items() if place.coordinates and place.kind not in NO_SPOT}

        assert len(dots) == len(set(dots))
        assert set(dots) == expected
        assert set(_places(url, page.xpath("//dl[@class='states']//a/@href"))) == set(own)


@pytest.mark.parametrize("prefix", ["", "tr/"])
@pytest.mark.parametrize("kind", ["home", "theme"])
def test_beside_the_maps_stand_the_same_places_as_a_list(kind: str, prefix: str, site: Site, book: Handbook) -> None:
    """Of a theme those with practices on it; states and unions are in the list only."""
    shown = {f"themes/{id_}/": book.practices_of_theme[id_] for id_ in book.themes} if kind == "theme" else {}
    for below, practices in (shown or {"": tuple(book.practices.values())}).items():
        url = prefix + below
        expected = {id_ for practice in practices for id_ in practice.places}
        for country in book.countries:
            picture = _map(site.pages[url], country)
            dots = _places(url, picture.xpath(".//*[local-name()='a']/@href"))
            listed = _places(url, picture.xpath("ancestor::*[@class='maps__one']//ul//a/@href"))
            own = {id_ for id_ in expected if book.places[id_].country == country}

            assert set(listed) == own, url
            spots = {id_ for id_ in own if book.places[id_].kind not in NO_SPOT and book.places[id_].coordinates}
            assert set(dots) == spots, url
            assert len(listed) == len(set(listed)), url


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_a_dot_says_its_place_and_how_many_practices_it_has(locale: str, site: Site, book: Handbook) -> None:
    url = f"{_prefix(locale, book)}countries/germany/"
    words = book.labels[locale]["map"]
    for dot in _map(site.pages[url], "germany").xpath(".//*[local-name()='a']"):
        (id_,) = _places(url, [dot.get("href")])
        count = len(book.practices_of_place.get(id_, ()))
        name = book.places[id_].texts[locale].name
        phrase = words["none" if count == 0 else "one" if count == 1 else "many"]
        assert dot.xpath("string(./*[local-name()='title'])") == phrase.format(place=name, n=count)


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_the_home_page_is_light(prefix: str, site: Site) -> None:
    assert (site.folder / prefix / "index.html").stat().st_size <= HOME_PAGE_LIMIT


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_the_maps_of_a_theme_weigh_little_and_grow_with_its_places_only(prefix: str, site: Site, book: Handbook) -> None:
    for theme in book.themes:
        text = (site.folder / prefix / "themes" / theme / "index.html").read_text("utf-8")
        maps = text[text.index('<div class="maps">') : text.index('id="map-note"')]
        places = {id_ for practice in book.practices_of_theme[theme] for id_ in practice.places}
        assert len(maps.encode()) <= MAPS_LIMIT + MAPS_LIMIT_PER_PLACE * len(places), theme


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_a_practice_page_is_light(prefix: str, site: Site, book: Handbook) -> None:
    sizes = {id_: (site.folder / prefix / "practices" / id_ / "index.html").stat().st_size for id_ in book.practices}

    assert {id_: size for id_, size in sizes.items() if size > PRACTICE_PAGE_LIMIT} == {}


def test_no_file_of_the_theme_is_there_that_no_page_uses(site: Site) -> None:
    """Material brings a search of its own, megabytes of source maps and an icon."""
    pages = [path.read_text("utf-8") for path in site.folder.rglob("*.html")]
    texts = [*pages, *(path.read_text("utf-8") for kind in ("*.js", "*.css") for path in site.folder.rglob(kind))]

    for folder in ("javascripts", "stylesheets", "images"):
        for path in (site.folder / "assets" / folder).rglob("*"):
            assert path.is_dir() or any(path.name in page for page in pages), path
    assert not list(site.folder.rglob("*.map"))
    for name in ("lunr", "workers/search", "favicon.png"):
        assert not [text for text in texts if name in text], name


def test_nothing_is_written_below_docs(site: Site) -> None:
    assert site.pages
    assert site.written == ()


def test_texts_in_another_language_are_marked(site: Site, book: Handbook) -> None:
    """Titles of sources stay in the language of the publication; a screen reader must know."""
    cites = site.pages["tr/publications/"].xpath("//cite")

    assert len(cites) == len(book.publications)
    assert {cite.get("lang") for cite in cites} == {"de"}


def test_no_page_has_an_inline_script_handler_or_style(site: Site) -> None:
    """What a strict content security policy would stop. Blocks of JSON are data, no scripts."""
    for url, page in site.pages.items():
        assert page.xpath("//@*[starts-with(name(), 'on')] | //@style | //style") == [], url
        assert [script.text for script in page.xpath("//script[not(@src) and not(@type='application/json')]")] == [], url


def test_every_page_begins_with_a_way_past_the_header_and_names_the_handbook_in_its_language(
    site: Site, book: Handbook
) -> None:
    """mkdocs.yml has the name in English only."""
    english = yaml.load((PROJECT / "mkdocs.yml").read_text("utf-8").split("\nsite_url")[0], Loader=yaml.BaseLoader)["site_name"]
    for url, page in _text_pages(site).items():
        target = page.xpath("string(//a[contains(@class, 'md-skip')]/@href)")
        assert page.xpath(f"//*[@id='{target.removeprefix('#')}']"), url
        locale = next((code for code in book.locales if url.startswith(f"{code}/")), book.locales[0])
        assert book.labels[locale]["site"]["name"] in page.text_content(), url
        assert english not in page.text_content(), url
