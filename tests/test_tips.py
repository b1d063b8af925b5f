"""Terms are explained where they first stand in running text, and a page without its explanations is what it was."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from conftest import Site
from handbook.model import Handbook
from handbook.tips import Tips

TIP = re.compile(r'<a class="tip" [^>]*>(.*?)</a>')


@pytest.fixture(scope="module")
def tips(book: Handbook) -> dict[str, Tips]:
    return {locale: Tips(book, locale) for locale in book.locales}


def words(made: str) -> list[str]:
    return TIP.findall(made)


def test_a_term_becomes_a_link_to_its_entry_that_carries_the_note_and_the_other_language_s_word(
    tips: dict[str, Tips], book: Handbook
) -> None:
    made = tips["de"].inserted("<p>Sie hat eine Duldung.</p>", "practices/x.md")

    (link,) = html.fromstring(made).xpath("//a")
    assert link.text == "Duldung"
    assert link.get("href") == "../../glossary/#duldung"
    assert link.get("data-term") == "Duldung"
    assert link.get("data-note") == " ".join((book.terms["duldung"].texts["de"].note or "").split())
    assert link.get("data-others") == '[["tr", "Türkçe", "müsamaha (Duldung)"]]'


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("<p>Kommunen und Kommunen</p><p>Kommune</p>", ["Kommunen"]),
        ("<ul><li>Duldung</li></ul>", ["Duldung"]),
        ("<dl><dt>Kommune</dt><dd>Duldung</dd></dl>", ["Duldung"]),
        ("<table><tr><th>Kommune</th><td>Duldung</td></tr></table>", ["Duldung"]),
        ("<h2>Duldung</h2><p>Eine Duldung</p>", ["Duldung"]),
        ('<p><a href="x">Die Duldung</a> als Duldung</p>', ["Duldung"]),
        ("<p><strong>Duldung:</strong> <em>Kommune</em></p>", ["Duldung", "Kommune"]),
        ('<p><span lang="tr">Duldung</span></p><div lang="de"><p>Kommune</p></div>', []),
        ('<p><a href="../../glossary/#duldung">geduldet</a> heißt Duldung</p>', []),
        ("<div>Duldung</div><p><code>Duldung</code> <cite>Duldung</cite> <button>Duldung</button></p>", []),
        ('<ul class="cards"><li class="card"><p>Duldung</p></li></ul>', []),
        ('<dl class="facts"><div><dd>Duldung</dd></div></dl><nav class="crumbs"><ol><li>Duldung</li></ol></nav>', []),
        ('<p>x</p><script type="application/json">{"x": "<p>Duldung"}</script>', []),
        ('<p title="Duldung > x">Duldung<br>Kommune</p>', ["Duldung", "Kommune"]),
        ("<!-- <p>Duldung --><p>Kommune</p>", ["Kommune"]),
        ("<p>soziale <em>Kohäsion</em></p>", []),
        ("<p>Ein Bezirk</p>", []),
        ("<p>1 < 2, Duldung &amp; Kommune</p>", ["Duldung", "Kommune"]),
    ],
)
def test_only_the_first_mention_in_running_text_is_explained(before: str, found: list[str], tips: dict[str, Tips]) -> None:
    """Never in headings, links, code, cards, facts or another language; not what is explained or means two things."""
    made = tips["de"].inserted(before, "practices/x.md")

    assert words(made) == found
    assert TIP.sub(r"\1", made) == before


def test_a_sentence_goes_on_behind_an_inline_element(tips: dict[str, Tips]) -> None:
    """“Şişli” is a link, and what follows it belongs to its name."""
    assert words(tips["tr"].inserted('<p><a href="x">Şişli</a> Belediyesi</p>', "practices/x.md")) == []
    assert words(tips["tr"].inserted("<p>Bitti.</p><p>Belediye yaptı.</p>", "practices/x.md")) == ["Belediye"]


def test_the_glossary_explains_itself(tips: dict[str, Tips]) -> None:
    assert tips["de"].inserted("<p>Duldung</p>", "glossary.md") == "<p>Duldung</p>"


PIECES = [
    "<p>",
    "</p>",
    "<em>",
    "</em>",
    '<a href="x">',
    "</a>",
    "<br>",
    "<li>",
    "</ul>",
    "Duldung",
    " Kommunen ",
    "<",
    "&lt;",
    "’",
    "<h2>",
]


@settings(max_examples=200, deadline=None)
@given(before=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join))
def test_without_the_added_tags_any_html_is_what_it_was(before: str, tips: dict[str, Tips]) -> None:
    assert TIP.sub(r"\1", tips["de"].inserted(before, "practices/x.md")) == before


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_on_the_site_every_explanation_leads_to_its_entry_and_stands_once_in_running_text(
    prefix: str, site: Site, book: Handbook
) -> None:
    total = 0
    entries = set(site.pages[f"{prefix}glossary/"].xpath("//section[@class='term']/@id"))
    for url, page in site.pages.items():
        if url.startswith("tr/") != (prefix == "tr/"):
            continue
        tips = page.xpath("//a[@class='tip']")
        terms = [urldefrag(tip.get("href")).fragment for tip in tips]
        assert len(terms) == len(set(terms)), url
        assert set(terms) <= entries, url
        for tip in tips:
            assert not tip.xpath("ancestor::*[self::h1 or self::h2 or self::h3 or self::a or self::nav or self::code]"), url
            assert not tip.xpath(
                "ancestor::*[contains(@class, 'card') or contains(@class, 'facts') or @lang][not(self::html)]"
            ), url
        scripts = [src for src in page.xpath("//script/@src") if src.endswith("assets/tips.js")]
        assert len(scripts) == 1 or not tips, url  # a page without tips may come to show another language, which has some
        total += len(tips)
    assert total > len(book.practices)
    assert site.pages[f"{prefix}glossary/"].xpath("//a[@class='tip']") == []
