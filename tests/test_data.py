"""Rules that the real data keeps, one a test. Faults of form are the loader's business; these are the house's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from handbook.model import SECTIONS, Handbook

DESIGN_THEMES = (
    "language education work housing health encounter volunteering participation "
    "strategy administration networks advice protection data exchange funding"
).split()


def _texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a model with its path."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, f"{path}.{key}")
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from _texts(value, f"{path}.{index}")


def _all_texts(book: Handbook, locale: str) -> list[tuple[str, str]]:
    kinds = (book.practices, book.places, book.countries, book.themes, book.publications, book.terms)
    found = [text for kind in kinds for item in kind.values() for text in _texts(item.model_dump(), item.id)]
    return [(path, text) for path, text in found if f".{locale}" in path and ".avoid." not in path]


@pytest.mark.parametrize(
    ("publications", "entries"),
    [({"dstgb-giz-2020", "dstgb-press-2021"}, 151), ({"desi-2025"}, 166), ({"desi-2016"}, 64), ({"giz-exchange-2022"}, 26)],
)
def test_every_publication_is_in_with_all_its_entries(publications: set[str], entries: int, book: Handbook) -> None:
    """Practices, their elements and answers of the survey; a practice that cites two publications counts for both."""
    cited = [p for p in book.practices.values() if {source.publication for source in p.sources} & publications]
    answers = [answer for answer in book.survey.values() if answer.source.publication in publications]

    assert len(cited) + sum(len(practice.elements) for practice in cited) + len(answers) >= entries


def test_every_theme_opens_with_an_introduction_of_readable_length(book: Handbook) -> None:
    for theme in book.themes.values():
        for locale, text in theme.texts.items():
            assert text.intro, f"{theme.id} {locale}"
            assert 110 <= len(text.intro.split()) <= 220, f"{theme.id} {locale}: {len(text.intro.split())}"


def test_the_timeline_is_in_the_order_of_time(book: Handbook) -> None:
    years = [entry.date[:4] for entry in book.timeline.values()]

    assert years == sorted(years)


def test_a_practice_has_at_least_one_section(book: Handbook) -> None:
    for practice in book.practices.values():
        text = practice.texts[practice.source_language]
        assert any(getattr(text, section) for section in SECTIONS), practice.id


def test_titles_are_unique_in_each_language(book: Handbook) -> None:
    for locale in book.locales:
        titles = [text.title for practice in book.practices.values() if (text := practice.texts.get(locale)) and text.title]
        assert len(titles) == len(set(titles))


def test_the_themes_are_those_of_the_design(book: Handbook) -> None:
    """More may come, none may go: their ids are addresses."""
    assert set(DESIGN_THEMES) <= book.themes.keys()


def test_every_theme_has_practices(book: Handbook) -> None:
    assert set(book.themes) == set(book.practices_of_theme)


def test_every_theme_is_described_in_two_sentences(book: Handbook) -> None:
    for theme in book.themes.values():
        for locale, text in theme.texts.items():
            assert len(re.findall(r"[.?!](?= |$)", text.description)) == 2, f"{theme.id} {locale}"


def test_every_place_has_coordinates_and_a_state_but_national_unions(book: Handbook) -> None:
    for place in book.places.values():
        assert (place.kind == "association") == (place.coordinates is None), place.id
        assert (place.kind == "association") == (place.state is None), place.id


def test_coordinates_lie_in_their_country(book: Handbook) -> None:
    boxes = {"germany": (47, 55.1, 5.8, 15.1), "turkiye": (35.8, 42.2, 25.6, 44.9)}
    for place in book.places.values():
        if place.coordinates:
            south, north, west, east = boxes[place.country]
            assert south < place.coordinates.lat < north, place.id
            assert west < place.coordinates.lon < east, place.id


def test_every_place_is_reached_from_a_practice_an_element_or_its_districts(book: Handbook) -> None:
    """A page about a place that nothing speaks of would be empty; those that sources only name are listed here."""
    named_only = {"niedersachsen", "bayern", "saarland", "ankara"}
    studied = {id_ for id_, place in book.places.items() if place.case_study}
    above = {place.part_of for place in book.places.values()}
    reached = {*book.practices_of_place, *book.elements_of_place, *book.survey_of_place, *above, *studied, *named_only}

    assert set(book.places) <= reached


def test_no_direct_apostrophe_and_no_straight_quotes_in_texts(book: Handbook) -> None:
    for locale in book.locales:
        for path, text in _all_texts(book, locale):
            assert not re.search(r"['\"]", text), f"{path}: {text[:80]}"


def test_quotation_marks_are_those_of_the_language(book: Handbook) -> None:
    for path, text in _all_texts(book, "tr"):
        assert "„" not in text, path
    for path, text in _all_texts(book, "de"):
        assert "”" not in text, path


def test_percent_signs_are_written_as_each_language_does(book: Handbook) -> None:
    for path, text in _all_texts(book, "de"):
        assert not re.search(r"\d ?%", text), f"{path}: a no-break space belongs before %"
    for path, text in _all_texts(book, "tr"):
        assert not re.search(r"\d\s?%", text), f"{path}: % stands before the number"


def test_german_persons_are_written_without_signs_in_words(book: Handbook) -> None:
    for path, text in _all_texts(book, "de"):
        unquoted = re.sub(r"„[^“]*“", "", text)  # proper names keep their spelling
        found = re.findall(r"\w+(?:\*|:|_)innen\b|\w+Innen\b", unquoted)
        assert not [word for word in found if not re.match(r"Vielfaltsgestalter|Integrationsmanager", word)], f"{path}: {found}"


BLOCKED = {
    "de": r"Flüchtlings(?:welle|strom|flut|krise)|Migrationskrise|"
    r"Überfremdung|Asylant(?!r)|Asyltouris|Wirtschaftsflüchtling|Best Practice",
    "tr": r"\bbayan|kaçak göçmen|illegal|mülteci (?:akını|dalgası|seli|krizi)|\bvaroş|\bgetto|entegrasyon",
}


@pytest.mark.parametrize("locale", BLOCKED)
def test_blocked_words_do_not_occur(locale: str, book: Handbook) -> None:
    for path, text in _all_texts(book, locale):
        if not path.startswith("integration."):  # the glossary explains why entegrasyon is not our word
            unquoted = re.sub(r"[„“][^“”]*[“”]", "", text)
            assert not re.search(BLOCKED[locale], unquoted), f"{path}: {text[:100]}"


def test_turkish_abbreviations_and_names_take_the_curved_apostrophe(book: Handbook) -> None:
    for path, text in _all_texts(book, "tr"):
        assert not re.search(r"\w[‘´`]\w", text), path
