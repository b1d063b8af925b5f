"""Words, numbers and dates as a German and a Turkish reader expect them."""

from __future__ import annotations

from typing import Any

import pytest

from handbook import text
from handbook.model import Figure, Handbook, Period


def test_german_sorts_umlauts_with_their_vowels(book: Handbook) -> None:
    key = text.sort_key(book.labels["de"])

    # DIN 5007-1, the order that Intl.Collator("de") gives
    expected = [
        "Adel",
        "Altena",
        "Ärzte",
        "Münster",
        "Mut",
        "Ofen",
        "Özil",
        "Şişli",
        "Sitte",
        "Straße",
        "Straßenfest",
        "Zürich",
    ]
    assert expected == sorted(set(expected), key=key)


def test_turkish_sorts_its_own_letters_after_their_neighbours(book: Handbook) -> None:
    key = text.sort_key(book.labels["tr"])

    # the order that Intl.Collator("tr") gives
    expected = [
        "Agop",
        "Ağrı",
        "Cizre",
        "Çanakkale",
        "Iğdır",
        "Isparta",
        "İzmir",
        "Ordu",
        "Ödemiş",
        "Özel Ağ",
        "Sivas",
        "Şişli",
        "Urfa",
        "Ürgüp",
    ]
    assert expected == sorted(set(expected), key=key)


@pytest.mark.parametrize(
    ("locale", "word", "letter"),
    [
        ("de", "Ärzte", "A"),
        ("de", "Şişli", "S"),
        ("tr", "ılıca", "I"),
        ("tr", "iş gücü", "İ"),
        ("tr", "şehir", "Ş"),
        ("tr", "„Ağ“", "A"),
        ("de", "17 Kapitel", "#"),
    ],
)
def test_a_word_stands_under_its_letter(locale: str, word: str, letter: str, book: Handbook) -> None:
    assert letter == text.initial(book.labels[locale])(word)


@pytest.mark.parametrize(
    ("locale", "small", "letter"),
    [
        ("de", "i", "I"),
        ("tr", "i", "İ"),
        ("tr", "ı", "I"),
        ("de", "ä", "Ä"),
        ("de", "ş", "Ş"),
        ("tr", "ö", "Ö"),
        ("de", "ß", "ß"),
    ],
)
def test_a_small_letter_has_the_capital_of_its_language(locale: str, small: str, letter: str, book: Handbook) -> None:
    assert letter == text.capital(book.labels[locale])(small)
    assert letter == text.capital(book.labels[locale])(letter)


@pytest.mark.parametrize(
    ("facts", "german", "turkish"),
    [
        (("1200", None, None), "1.200", "1.200"),
        (("17.200", "about", None), "rund 17.200", "yaklaşık 17.200"),
        (("3,60", None, "million"), "3,60 Mio.", "3,60 milyon"),
        (("18,5", "over", "percent"), "über 18,5\u00a0%", "%18,5 üzeri"),
        (("50-70", None, "percent"), "50 bis 70\u00a0%", "%50-70"),
        (("25.000", "up-to", "euro"), "bis zu 25.000 Euro", "en çok 25.000 avro"),
    ],
)
def test_amounts(facts: tuple[str, Any, Any], german: str, turkish: str, book: Handbook) -> None:
    value, qualifier, unit = facts
    figure = Figure(value=value, qualifier=qualifier, unit=unit, label={"de": "x"}, as_of="2019")

    assert german == text.amount(figure, book.labels["de"], "de")
    assert turkish == text.amount(figure, book.labels["tr"], "tr")


@pytest.mark.parametrize(
    ("written", "german", "turkish"),
    [("2018-12-31", "31. Dezember 2018", "31 Aralık 2018"), ("2019-06", "Juni 2019", "Haziran 2019"), ("2019", "2019", "2019")],
)
def test_dates_are_as_exact_as_the_source(written: str, german: str, turkish: str) -> None:
    assert german == text.moment(written, "de")
    assert turkish == text.moment(written, "tr")


@pytest.mark.parametrize(
    ("days", "german", "turkish"),
    [
        (("2019-06-24", "2019-06-28"), "24.–28. Juni 2019", "24-28 Haziran 2019"),
        (("2019-06-24", "2019-07-02"), "24. Juni 2019 bis 2. Juli 2019", "24 Haziran 2019 - 2 Temmuz 2019"),
        (("2017-12", "2022-05"), "Dezember 2017 bis Mai 2022", "Aralık 2017 - Mayıs 2022"),
        (("2018", None), "2018", "2018"),
    ],
)
def test_spans(days: tuple[str, str | None], german: str, turkish: str, book: Handbook) -> None:
    assert german == text.span(*days, book.labels["de"], "de")
    assert turkish == text.span(*days, book.labels["tr"], "tr")


@pytest.mark.parametrize(
    ("years", "german", "turkish"),
    [
        (("2015", "2018", "ended"), "2015 bis 2018", "2015-2018"),
        (("2015", None, "ongoing"), "seit 2015", "2015 yılından beri"),
        (("2020", None, "planned"), "2020", "2020"),
        ((None, "2018", "unknown"), "bis 2018", "2018 yılına kadar"),
        (("2019", "2019", "ended"), "2019", "2019"),
        ((None, None, "ongoing"), "", ""),
    ],
)
def test_periods(years: tuple[str, str, Any], german: str, turkish: str, book: Handbook) -> None:
    begin, end, status = years
    period = Period.model_validate({"from": begin, "to": end, "status": status})

    assert german == text.period(period, book.labels["de"])
    assert turkish == text.period(period, book.labels["tr"])
