"""Pages about places and countries, and the table that compares municipalities."""

from __future__ import annotations

from handbook import comparison, maps
from handbook.language import Anchor, Language
from handbook.model import Country, Place
from handbook.page import Page, relative
from handbook.translation import Shown, chosen, extent


def place(language: Language, place: Place) -> Page:
    book, uri = language.handbook, f"places/{place.id}.md"
    country = book.countries[place.country]
    whole = book.places[place.part_of] if place.part_of else None
    name = language.t(place, "name")
    described = language.t(place, "summary") or language.labels["kind"][place.kind]
    districts = [found for found in book.places.values() if found.part_of == place.id]
    near = [
        found
        for found in book.places_of_state[place.country, place.state]
        if found.id not in {place.id, place.part_of} and found not in districts
    ]
    return language.page(
        uri,
        "place",
        name,
        f"{name}: {described}",
        crumbs=[
            *language.section_crumbs(),
            (language.t(country, "name"), f"countries/{country.id}.md"),
            *([(language.t(whole, "name"), f"places/{whole.id}.md")] if whole else []),
        ],
        source=f"places/{place.id}.yml",
        place=place,
        untranslated=extent([name, language.t(place, "summary")]),
        stale=language.stale_parts(
            f"places/{place.id}",
            {name: Anchor(language.labels["place"][name], f"#{name}") for name in ("figures", "links")},
        ),
        locator=language.t(place, "locator"),
        summary=language.t(place, "summary"),
        country=(country.id, language.anchor(country, "countries", uri)),
        state=next((language.t(state, "name") for state in country.states if state.id == place.state), Shown("")),
        state_label=language.t(country, "state"),
        whole=language.anchor(whole, "places", uri) if whole else None,
        districts=language.place_links(districts, uri),
        cards=language.cards(book.practices_of_place.get(place.id, ()), uri, place.id),
        elements=[
            (language.element(practice, element, uri), relative(uri, f"practices/{practice.id}.md#{element.id}"))
            for practice, element in book.elements_of_place.get(place.id, ())
        ],
        neighbours=language.place_links(near, uri) if place.state else [],
        survey=language.answers(book.survey_of_place.get(place.id, ()), uri),
        publications=book.publications,
    )


def place_list(language: Language) -> Page:
    book, uri = language.handbook, "places/index.md"
    rows = [
        {
            "anchor": language.anchor(place, "places", uri),
            "kind": place.kind,
            "country": place.country,
            "country_name": language.t(book.countries[place.country], "name"),
            "state": next(
                (language.t(s, "name") for s in book.countries[place.country].states if s.id == place.state), Shown("")
            ),
            "count": len(book.practices_of_place.get(place.id, ())),
        }
        for place in book.places.values()
    ]
    return language.overview(
        uri,
        "places",
        hide=("toc",),
        rows=sorted(rows, key=lambda row: language.key(row["anchor"].text)),
    )


def country(language: Language, country: Country) -> Page:
    book, uri = language.handbook, f"countries/{country.id}.md"
    groups = [
        (state.id, language.t(state, "name"), language.place_links(places, uri))
        for state in country.states
        if (places := book.places_of_state.get((country.id, state.id)))
    ]
    national = [
        practice
        for practice in book.practices_of_country.get(country.id, ())
        if not any(book.places[id_].state for id_ in practice.places)
    ]
    words = language.prose(country, "text", uri)
    return language.page(
        uri,
        "country",
        language.t(country, "name"),
        f"{language.t(country, 'name')}: {language.labels['home']['by_country_text']}",
        crumbs=language.section_crumbs(),
        source="countries.yml",
        country=country,
        untranslated=extent([language.t(country, "name"), words]),
        stale=language.stale_parts(
            "countries",
            {
                "figures": Anchor(language.labels["country"]["figures"], "#figures"),
                "states": Anchor(language.labels["country"]["places"], "#places"),
            },
            f"{country.id}.",
        ),
        words=words,
        groups=sorted(groups, key=lambda group: language.key(group[1].text)),
        unions=language.place_links(book.places_of_state.get((country.id, None), ()), uri),
        map=language.country_map(
            country,
            {
                place.id: len(book.practices_of_place.get(place.id, ()))
                for place in book.places.values()
                if place.country == country.id
            },
            uri,
            maps.large,
        ),
        cards=language.cards(national, uri),
        publications=book.publications,
    )


def case_studies(language: Language) -> Page:
    """The municipalities of the study side by side. Cells sort by number, names by the alphabet of the language."""
    book, uri = language.handbook, "background/resilience/case-studies.md"
    places = sorted(
        (place for place in book.places.values() if place.case_study),
        key=lambda place: language.key(language.t(place, "name").text),
    )
    notes: list[Shown] = []
    rows = []
    for place in places:
        figures = comparison.newest(place)
        cells = [figures.get(column) for column in comparison.COLUMNS]
        marks = []
        for figure in cells:
            note = chosen(figure.note, language.locale, book) if figure and figure.note else None
            if note and note not in notes:
                notes.append(note)
            marks.append(notes.index(note) + 1 if note else 0)
        state = next(language.t(s, "name") for s in book.countries[place.country].states if s.id == place.state)
        dates = sorted({figure.as_of for figure in cells if figure})
        rows.append((language.anchor(place, "places", uri), state, list(zip(cells, marks, strict=True)), dates))
    states = sorted({str(state) for _, state, _, _ in rows}, key=language.key)
    return language.page(
        uri,
        "case_studies",
        language.labels["case_studies"]["title"],
        language.labels["case_studies"]["description"],
        crumbs=[*language.section_crumbs(), (language.labels["nav"]["resilience"], "background/resilience/index.md")],
        hide=("toc", "navigation"),
        columns=[f"{kind}-{unit}" if unit else kind for kind, unit in comparison.COLUMNS],
        rows=rows,
        ranks={state: rank for rank, state in enumerate(states)},
        notes=notes,
        sortable=comparison.sortable,
    )
