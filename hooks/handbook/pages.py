"""Handbook -> {src_uri: Page}. The dictionary is the product; MkDocs is one of its consumers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from markupsafe import Markup

from handbook import picture_pages, place_pages, practice_pages, reference_pages, search_page, theme_pages
from handbook.chapters import Chapter
from handbook.language import Language, environment
from handbook.model import Handbook
from handbook.page import Page
from handbook.related import Related

NO_CHAPTERS: Mapping[str, Chapter] = MappingProxyType({})


def pages(handbook: Handbook, chapters: Mapping[str, Chapter] = NO_CHAPTERS) -> dict[str, Page]:
    """Every generated page of every language by its source address below docs/, such as `de/practices/altena.md`.

    The chapters are no generated pages; the glossary says where they use a term.
    """
    related = Related(handbook)
    made = (page for locale in handbook.locales for page in _of(Language(handbook, locale, related), chapters))
    return {page.src_uri: page for page in made}


def _of(language: Language, chapters: Mapping[str, Chapter]) -> Iterator[Page]:
    book = language.handbook
    yield reference_pages.home(language)
    yield search_page.search(language)
    yield practice_pages.practice_list(language)
    yield from (practice_pages.practice(language, practice) for practice in book.practices.values())
    yield place_pages.place_list(language)
    yield from (place_pages.place(language, place) for place in book.places.values())
    yield from (place_pages.country(language, country) for country in book.countries.values())
    yield place_pages.case_studies(language)
    yield theme_pages.theme_list(language)
    yield from (theme_pages.theme(language, theme) for theme in book.themes.values())
    yield reference_pages.glossary(language, chapters)
    yield reference_pages.publications(language)
    yield reference_pages.literature(language)
    yield picture_pages.charts(language)
    yield picture_pages.timeline(language)


def fallback(markdown: str, written_in: str, locale: str, handbook: Handbook) -> str:
    """A hand-written chapter that its own language lacks: a notice in the reader's language, then the marked text."""
    template = environment().get_template("fallback.md.jinja")
    return template.render(markdown=Markup(markdown), lang=written_in, labels=handbook.labels[locale])  # noqa: S704  a chapter is ours
