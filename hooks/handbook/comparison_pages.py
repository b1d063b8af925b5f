"""Pages that compare: practices or places side by side, and the matrix of themes and states."""

from __future__ import annotations

from urllib.parse import urlencode

from handbook import comparison
from handbook.language import Language
from handbook.model import Country
from handbook.page import Page, relative
from handbook.translation import Shown


def compare(language: Language) -> Page:
    """The list of all practices and places, from which docs/assets/compare.js lets readers choose what it puts side by side."""
    book, uri = language.handbook, "compare/index.md"
    cards = [language.card(practice, uri) for practice in book.practices.values()]
    places = [
        (language.anchor(place, "places", uri), place.country, language.t(book.countries[place.country], "name"))
        for place in book.places.values()
    ]
    labels = language.labels
    return language.overview(
        uri,
        "compare",
        hide=("navigation", "toc"),
        practices=sorted(cards, key=lambda card: language.key(card.title.text)),
        places=sorted(places, key=lambda row: language.key(row[0].text)),
        words=labels["compare"] | {"practices": labels["nav"]["practices"], "places": labels["nav"]["places"]},
    )


def matrix(language: Language) -> Page:
    """Per country a table of themes and states; every number leads to the practices it counts.

    That is a search. Without scripts there is none, so a number then leads to the theme or the state.
    """
    uri = "compare/matrix.md"
    return language.page(
        uri,
        "matrix",
        language.labels["matrix"]["title"],
        language.labels["matrix"]["description"],
        crumbs=language.section_crumbs("compare"),
        hide=("navigation", "toc"),
        tables=[_table(language, country) for country in language.handbook.countries.values()],
        themes=[(theme.id, language.anchor(theme, "themes", uri)) for theme in language.handbook.themes.values()],
        depth=comparison.depth,
        found=lambda **facets: f"{relative(uri, 'search.md')}?{urlencode(facets)}",
        themed=lambda theme, country: relative(uri, f"themes/{theme}.md#{country}"),
        placed=lambda country, area: relative(
            uri, f"countries/{country}.md#{'practices' if area == comparison.nationwide(country) else area}"
        ),
    )


def _table(language: Language, country: Country) -> tuple[str, Shown, comparison.Matrix, list[tuple[int, str, Shown]]]:
    """A country, its matrix, and its columns (position in the matrix, id, name): states by name, then the whole country."""
    counted = comparison.matrix(language.handbook, country)
    names = {state.id: language.t(state, "name") for state in country.states}
    whole = Shown(language.labels["nav"]["no_state"])
    columns = [(at, area, names.get(area, whole)) for at, area in enumerate(counted.areas)]
    columns.sort(key=lambda column: (column[1] not in names, language.key(column[2].text)))
    return country.id, language.t(country, "name"), counted, columns
