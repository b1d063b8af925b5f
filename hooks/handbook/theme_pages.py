"""Pages about themes: one, with both countries side by side, and the overview."""

from __future__ import annotations

from collections import Counter

from handbook import maps
from handbook.book import file
from handbook.language import Language
from handbook.model import Theme
from handbook.page import Page, relative_file


def theme(language: Language, theme: Theme) -> Page:
    book, uri = language.handbook, f"themes/{theme.id}.md"
    practices = book.practices_of_theme.get(theme.id, ())
    counts = Counter(id_ for practice in practices for id_ in practice.places)
    return language.page(
        uri,
        "theme",
        language.t(theme, "name"),
        language.t(theme, "description"),
        crumbs=language.section_crumbs("themes"),
        source="themes.yml",
        hide=("toc",),
        stale=language.stale_parts("themes", {}, f"{theme.id}."),
        pdf=relative_file(uri, file(language.locale, theme.id)),
        description=language.t(theme, "description"),
        intro=language.prose(theme, "intro", uri),
        maps=language.country_maps(counts, uri, maps.side_by_side),
        columns=[
            (
                country.id,
                language.anchor(country, "countries", uri),
                language.cards([found for found in practices if country.id in book.countries_of(found)], uri),
                [language.card(found, uri) for found in language.related.nearest(theme.id, country.id)],
            )
            for country in book.countries.values()
        ],
        survey=language.answers(book.survey_of_theme.get(theme.id, ()), uri),
        publications=book.publications,
    )


def theme_list(language: Language) -> Page:
    book, uri = language.handbook, "themes/index.md"
    return language.overview(
        uri,
        "themes",
        hide=("toc",),
        themes=[
            (
                language.anchor(theme, "themes", uri),
                language.t(theme, "description"),
                [
                    (
                        country.id,
                        language.t(country, "name"),
                        sum(
                            country.id in book.countries_of(practice) for practice in book.practices_of_theme.get(theme.id, ())
                        ),
                    )
                    for country in book.countries.values()
                ],
            )
            for theme in book.themes.values()
        ],
    )
