"""The glossary says where a term is used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import Site
from handbook import load
from handbook.chapters import Chapter, ChapterText, Section
from handbook.model import Handbook, Practice
from handbook.reference_pages import TERM_USES
from handbook.usage import usage


@pytest.fixture
def small(tiny: Path, book: Handbook) -> Handbook:
    """The tiny handbook with the terms and words of the real one."""
    return replace(load.handbook(tiny, ("de", "tr")), labels=book.labels, terms=book.terms)


def with_summary(small: Handbook, id_: str, locale: str, summary: str) -> Handbook:
    practice = small.practices[id_]
    text = practice.texts[locale].model_copy(update={"summary": summary})
    changed: Practice = practice.model_copy(update={"texts": dict(practice.texts) | {locale: text}})
    return replace(small, practices=dict(small.practices) | {id_: changed})


def test_the_page_that_mentions_a_term_most_often_comes_first(small: Handbook) -> None:
    small = with_summary(small, "kurs", "de", "Eine Duldung.")
    small = with_summary(small, "rat", "de", "Eine Duldung oder zwei Duldungen.")

    assert usage(small, {}, "de")["duldung"] == ["practices/rat.md", "practices/kurs.md"]


def test_only_texts_of_the_language_count(small: Handbook) -> None:
    small = with_summary(small, "kurs", "tr", "Duldung belgesi.")

    assert usage(small, {}, "tr")["duldung"] == ["practices/kurs.md"]
    assert "duldung" not in usage(small, {}, "de")


def test_a_word_that_two_terms_share_counts_for_neither(small: Handbook) -> None:
    small = with_summary(small, "kurs", "tr", "Bir ilçede.")

    assert not {"landkreis", "ilce"} & usage(small, {}, "tr").keys()


def test_chapters_count_too(small: Handbook) -> None:
    section = Section("top", "Titel", 1, "# Titel\n\nEine Duldung.", 5)
    chapter = Chapter("about/x.md", "de", {"de": ChapterText("docs/de/about/x.md", {"title": "Titel"}, {"top": section})})

    assert usage(small, {"about/x.md": chapter}, "de")["duldung"] == ["about/x.md"]


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_every_entry_shows_both_languages_and_some_pages_that_use_the_term(prefix: str, site: Site, book: Handbook) -> None:
    page = site.pages[f"{prefix}glossary/"]
    entries = page.xpath("//section[@class='term']")
    used = 0

    assert len(entries) == sum(term.glossary for term in book.terms.values())
    for entry in entries:
        assert entry.xpath(".//p[@class='term__other']//@lang"), entry.get("id")
        links = entry.xpath(".//details//li/a/@href")
        searches = [link for link in links if "/search/" in link]
        assert len(links) - len(searches) <= TERM_USES
        if searches:
            assert len(links) == TERM_USES + 1, entry.get("id")
            (query,) = parse_qs(urlsplit(searches[0]).query)["q"]
            assert query
        used += bool(links)
    assert used > len(entries) * 0.8
