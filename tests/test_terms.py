"""Terms of the glossary are found where they stand, inflected too, and nowhere else."""

from __future__ import annotations

import pytest

from handbook.model import Handbook, Term
from handbook.terms import Finder, avoided, forms


@pytest.fixture(scope="module")
def finders(book: Handbook) -> dict[str, Finder]:
    return {locale: Finder(book, locale) for locale in book.locales}


def words(finder: Finder, text: str) -> list[tuple[str, str]]:
    """What was found: the words and the term."""
    return [(text[start:end], term) for start, end, term in finder.found(text)]


YES = {
    "de": {
        "Die Integration gelingt.": ("Integration", "integration"),
        "Zwei Kommunen halfen.": ("Kommunen", "kommune"),
        "Hilfe für Geflüchtete": ("Geflüchtete", "gefluechtete"),
        "Ein Geflüchteter half.": ("Geflüchteter", "gefluechtete"),
        "mit sozialer Kohäsion": ("sozialer Kohäsion", "soziale-kohaesion"),
        "Soziale Kohäsion wächst.": ("Soziale Kohäsion", "soziale-kohaesion"),
        "in kreisfreien Städten": ("kreisfreien Städten", "kreisfreie-stadt"),
        "die Integrationsräte": ("Integrationsräte", "integrationsrat"),
        "zwölf Sprachmittlerinnen": ("Sprachmittlerinnen", "sprachmittler"),
        "des Ehrenamts": ("Ehrenamts", "ehrenamt"),
        "mit freien Trägern": ("freien Trägern", "freier-traeger"),
        "des Türkischen Roten Halbmonds": ("Türkischen Roten Halbmonds", "kizilay"),
        "die Muhtars der Viertel": ("Muhtars", "muhtar"),
        "das BAMF": ("BAMF", "bamf"),
        "an der VHS": ("VHS", "volkshochschule"),
        "die Landrätin": ("Landrätin", "landrat"),
        "Sie heißen hemşehri.": ("hemşehri", "hemsehri"),
        "das Gesetz\nNr.\u00a06458": ("Gesetz\nNr.\u00a06458", "yukk"),
    },
    "tr": {
        "Uyum iki yönlüdür.": ("Uyum", "integration"),
        "kentte uyumu destekler": ("uyumu", "integration"),
        "mültecilerin hakları": ("mültecilerin", "gefluechtete"),
        "bir mülteci geldi": ("mülteci", "gefluechtete"),
        "dayanıklılığı artırır": ("dayanıklılığı", "resilienz"),
        "dayanıklılık": ("dayanıklılık", "resilienz"),
        "uyum kurslarına gitti": ("uyum kurslarına", "integrationskurs"),
        "kent konseylerinde": ("kent konseylerinde", "kent-konseyi"),
        "Şişli Kent Konseyine sordu": ("Kent Konseyine", "kent-konseyi"),
        "İlk kabul merkezi kuruldu.": ("İlk kabul merkezi", "erstaufnahmeeinrichtung"),
        "derneğe gitti": ("derneğe", "verein"),
        "BAMF’ın kararı": ("BAMF’ın", "bamf"),
        "Jobcenter’a gitti": ("Jobcenter’a", "jobcenter"),
        "Federal Göç ve Mülteciler Dairesinin görevi": ("Federal Göç ve Mülteciler Dairesinin", "bamf"),
        "müsamaha (Duldung) yok": ("müsamaha", "duldung"),
        "Duldung belgesi": ("Duldung", "duldung"),
        "ev sahibi topluluğun": ("ev sahibi topluluğun", "aufnehmende-bevoelkerung"),
        "halka açık. Belediye destekledi": ("Belediye", "gemeinde"),
    },
}


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, cases in YES.items() for text in cases])
def test_a_term_is_found_in_its_inflected_forms(locale: str, text: str, finders: dict[str, Finder]) -> None:
    assert YES[locale][text] in words(finders[locale], text)


NO = {
    "de": {
        "Der Integrationskurs beginnt.": "integration",
        "Integrations- und Sprachkurse": "integration",
        "Kommunalpolitik, kommunal": "kommune",
        "Viele Menschen sind geflüchtete Familien.": "gefluechtete",
        "die EU-Kommune": "kommune",
        "das Kommune-Netz": "kommune",
        "Ehrenamtliche halfen.": "ehrenamt",
        "die Teilhaber der Firma": "teilhabe",
        "Flüchtlingskommune": "kommune",
        "in der Stadtgemeinde": "gemeinde",
    },
    "tr": {
        "katılımcılar sordu": "beteiligung",
        "uyumlu bir ekip": "integration",
        "uyumsuz": "integration",
        "Şişli Belediyesi açtı": "gemeinde",
        "belediyecilik dersi": "gemeinde",
        "kent ile köy": "il",
        "ilk adım, ilgi": "il",
        "topluluğu güçlendirmeyi amaçlar": "empowerment",
        "göçmenlik": "migrantinnen-und-migranten",
        "IYUM UYUMSAL": "integration",
        "Mülteciler Derneği açtı": "verein",
    },
}


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, cases in NO.items() for text in cases])
def test_compounds_derived_words_and_parts_of_names_are_not_the_term(
    locale: str, text: str, finders: dict[str, Finder]
) -> None:
    assert NO[locale][text] not in [term for _, term in words(finders[locale], text)]


def test_the_longest_term_wins(finders: dict[str, Finder]) -> None:
    assert words(finders["tr"], "sosyal uyum ve uyum") == [("sosyal uyum", "soziale-kohaesion"), ("uyum", "integration")]
    assert words(finders["tr"], "topluma katılım") == [("topluma katılım", "teilhabe")]


def test_a_word_that_two_terms_share_is_found_for_both(finders: dict[str, Finder]) -> None:
    assert words(finders["tr"], "bir ilçede") == [("ilçede", "landkreis"), ("ilçede", "ilce")]


def test_places_are_those_in_the_text_and_in_its_order(finders: dict[str, Finder]) -> None:
    text = "Geflüchtete und Kommunen, Integration"

    assert [term for *_, term in finders["de"].found(text)] == ["gefluechtete", "kommune", "integration"]
    assert finders["de"].found("") == []


@pytest.mark.parametrize(
    ("german", "turkish", "in_german", "in_turkish"),
    [
        ("Duldung", "müsamaha (Duldung)", ["Duldung"], ["müsamaha", "Duldung"]),
        ("Bezirk (Berlin, Hamburg)", "kent ilçesi (Bezirk)", ["Bezirk"], ["kent ilçesi", "Bezirk"]),
        ("Landrätin, Landrat", "ilçe başkanı (Landrat)", ["Landrätin", "Landrat"], ["ilçe başkanı", "Landrat"]),
        ("Volksschule (VHS)", "merkez (Volksschule, VHS)", ["Volksschule", "VHS"], ["merkez", "Volksschule", "VHS"]),
        ("Asyl-, Migrations- und Fonds (AMIF)", "Göç, Uyum Fonu", ["Asyl-, Migrations- und Fonds", "AMIF"], ["Göç, Uyum Fonu"]),
        ("Muhtar (gewählt)", "muhtar", ["Muhtar"], ["muhtar"]),
    ],
)
def test_brackets_hold_abbreviations_and_the_other_language_s_word_but_no_explanation(
    german: str, turkish: str, in_german: list[str], in_turkish: list[str]
) -> None:
    term = Term.model_validate({"id": "x", "kind": "concept", "texts": {"de": {"term": german}, "tr": {"term": turkish}}})

    assert list(forms(term, "de")) == in_german
    assert list(forms(term, "tr")) == in_turkish


def test_forms_in_the_data_replace_those_of_the_term_and_an_empty_list_keeps_it_from_being_found() -> None:
    text = {"de": {"term": "Recht (RE)", "forms": ["Rechte"]}, "tr": {"term": "il", "forms": []}}
    term = Term.model_validate({"id": "x", "kind": "legal", "texts": text})

    assert list(forms(term, "de")) == ["Rechte"]
    assert list(forms(term, "tr")) == []


def test_wrong_renderings_are_found_the_same_way(book: Handbook) -> None:
    assert words(Finder(book, "tr", avoided), "entegrasyona karşı") == [("entegrasyona", "integration")]


def test_every_form_is_found_where_it_stands_alone(book: Handbook, finders: dict[str, Finder]) -> None:
    for locale, finder in finders.items():
        for term in book.terms.values():
            for form in forms(term, locale):
                assert (0, len(form), term.id) in finder.found(form), f"{locale} {form}"
