"""Handbook -> {src_uri: Page}. The dictionary is the product; MkDocs is one of its consumers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from handbook import (
    comparison_pages,
    contribute_page,
    picture_pages,
    place_pages,
    practice_pages,
    reference_pages,
    search_page,
    state,
    theme_pages,
    translation_pages,
)
from handbook.chapters import Chapter
from handbook.host import NO_HOST, Host
from handbook.language import Language
from handbook.model import Handbook
from handbook.page import Page
from handbook.related import Related

NO_CHAPTERS: Mapping[str, Chapter] = MappingProxyType({})


def languages(handbook: Handbook, overview: state.Overview) -> list[Language]:
    """The handbook in each of its languages."""
    related = Related(handbook)
    return [Language(handbook, locale, related, overview.stale.get(locale, {})) for locale in handbook.locales]


def pages(handbook: Handbook, chapters: Mapping[str, Chapter] = NO_CHAPTERS, host: Host = NO_HOST) -> dict[str, Page]:
    """Every generated page of every language by its source address below docs/, such as `de/practices/altena.md`.

    `host` is where contributors send what they write.
    """
    overview = state.overview(handbook, chapters)
    return pages_of(languages(handbook, overview), overview, chapters, host)


def pages_of(
    found: Iterable[Language], overview: state.Overview, chapters: Mapping[str, Chapter], host: Host
) -> dict[str, Page]:
    """The same from parts that a caller needs himself."""
    return {page.src_uri: page for language in found for page in _of(language, overview, chapters, host)}


def _of(language: Language, overview: state.Overview, chapters: Mapping[str, Chapter], host: Host) -> Iterator[Page]:
    book = language.handbook
    yield reference_pages.home(language)
    yield search_page.search(language)
    yield comparison_pages.compare(language)
    yield comparison_pages.matrix(language)
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
    yield translation_pages.state(language, overview, chapters, host.files)
    yield contribute_page.contribute(language, host)
