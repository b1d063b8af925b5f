"""What the house wants of its data is said to the author at its place, and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import DESCRIPTION
from handbook import checks, faults, house, load, project

PLACE = "country: germany\nkind: city\nstate: bayern\ncoordinates: {lat: '48.39', lon: '10.01'}\n"

CASES = {
    "two practices of one title": (
        "practices/rat.yml",
        ("Şişli gründet einen Rat", "Neu-Ulm lehrt Deutsch"),
        "8:10",
        (
            "„Neu-Ulm lehrt Deutsch“ heißt schon eine andere Praxis (data/practices/kurs.yml); "
            "in Listen sind die beiden nicht zu unterscheiden"
        ),
        (
            "“Neu-Ulm lehrt Deutsch” başlığı başka bir uygulamada da var (data/practices/kurs.yml); "
            "listelerde ikisi birbirinden ayırt edilemez"
        ),
    ),
    "a place without a state": (
        "places/sisli.yml",
        ("state: istanbul\n", ""),
        "1:1",
        "dem Ort „sisli“ fehlt das Bundesland oder die Provinz (state)",
        "“sisli” yerinin eyaleti ya da ili (state) yazılmamış",
    ),
    "a place without coordinates": (
        "places/ulm.yml",
        ('coordinates: {lat: "48.39", lon: "10.01"}\n', ""),
        "1:1",
        "dem Ort „ulm“ fehlen die Koordinaten (coordinates); ohne sie steht er auf keiner Karte",
        "“ulm” yerinin koordinatları (coordinates) yazılmamış; bu yüzden hiçbir haritada görünmez",
    ),
    "coordinates in another country": (
        "places/ulm.yml",
        ('lat: "48.39", lon: "10.01"', 'lat: "10.01", lon: "48.39"'),
        "4:14",
        "diese Koordinaten liegen außerhalb des Landes „germany“; sind lat und lon vertauscht?",
        "bu koordinatlar “germany” ülkesinin dışında; lat ile lon yer değiştirmiş olabilir mi?",
    ),
    "an empty page of a place": (
        "places/leer.yml",
        ("", PLACE + "de: {name: Leer}\n"),
        "1:1",
        "von „leer“ handelt noch keine Praxis, und eine Kurzfassung fehlt; die Seite bleibt leer",
        "“leer” ile ilgili henüz bir uygulama yok, özeti de yazılmamış; sayfası boş kalıyor",
    ),
    "a theme without a practice": (
        "practices/kurs.yml",
        ("themes: [language, housing]", "themes: [language]"),
        "data/themes.yml:1:3",
        "zum Thema „housing“ gibt es noch keine Praxis",
        "“housing” konusunda henüz bir uygulama yok",
    ),
    "a description of another length": (
        "themes.yml",
        ("Ein Dach. Ein Haus.", "Ein Dach und ein Haus."),
        "2:35",
        "diese Beschreibung hat 1 Sätze; auf den Karten der Themen sind es immer 2",
        "bu açıklama 1 cümle; konu kartlarında hep 2 cümle durur",
    ),
    "a short introduction": (
        "themes.yml",
        ("Ein Dach. Ein Haus.}", "Ein Dach. Ein Haus., intro: Wohnen und bleiben.}"),
        "2:63",
        "diese Einführung hat 3 Wörter; üblich sind 110 bis 220",
        "bu giriş 3 sözcük; olağan uzunluk 110-220 sözcüktür",
    ),
    "a timeline out of order": (
        "timeline.yml",
        ("date: 2021", "date: 2018"),
        "9:9",
        "„2018“ steht hinter „2019-06-24“; die Zeitleiste folgt der Zeit",
        "“2018”, “2019-06-24” tarihinden sonra geliyor; zaman çizelgesi tarih sırasını izler",
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_wish_is_a_warning_at_its_place_in_both_languages(rule: str, tiny: Path) -> None:
    file, (old, new), where, german, turkish = CASES[rule]
    path = tiny / file
    text = path.read_text("utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    (found,) = checks.findings(load.handbook(tiny, ("de", "tr")), {}, tiny.parent)

    place = where if where.startswith("data/") else f"data/{file}:{where}"
    assert found.severity == "warning"
    assert found.text("de") == f"{place}: Hinweis: {german} [{found.code}]"
    assert found.text("tr") == f"{place}: Uyarı: {turkish} [{found.code}]"


def test_the_description_of_a_chapter_has_a_length_that_search_engines_show(small: Path) -> None:
    path = small / "docs/tr/background/partners.md"
    path.write_text(path.read_text("utf-8").replace(DESCRIPTION, "description: Kısa\n"), "utf-8")

    (found,) = [fault for fault in project.warnings(project.read(small)) if fault.path.startswith("docs/tr")]

    assert found.text("de") == (
        "docs/tr/background/partners.md:3:1: Hinweis: diese Beschreibung hat 4 Zeichen; "
        "in Suchmaschinen wirken 60 bis 170 [chapter_description]"
    )


def test_a_wish_can_be_excepted_with_a_reason(tiny: Path) -> None:
    path = tiny / "places/ulm.yml"
    path.write_text(path.read_text("utf-8").replace('coordinates: {lat: "48.39", lon: "10.01"}\n', ""), "utf-8")
    with (tiny / "exceptions.yml").open("a", encoding="utf-8") as file:
        file.write("- {code: place_coordinates, text: ulm, reason: überall}\n")

    assert checks.findings(load.handbook(tiny, ("de", "tr")), {}, tiny.parent) == []


def test_a_union_of_cities_lies_nowhere(tiny: Path) -> None:
    (tiny / "places/bund.yml").write_text(
        "country: germany\nkind: association\nde: {name: Bund, summary: Ein Bund.}\n", "utf-8"
    )

    assert checks.findings(load.handbook(tiny, ("de", "tr")), {}, tiny.parent) == []


def test_every_wish_has_a_wording() -> None:
    assert house.CODES <= faults.messages("de").keys()
