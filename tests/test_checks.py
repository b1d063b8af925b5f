"""What the checks of texts find and, as important, what they leave alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PROJECT
from handbook import chapters, checks, faults, load, parity, prose, spelling, terminology, typography
from handbook.model import Exemption, Handbook, Instead, Words
from handbook.prose import Finding
from handbook.units import Unit, Where

NBSP = "\u00a0"


def styles(book: Handbook) -> dict[str, typography.Style]:
    names = ("Şişli", "Osnabrück", "Essen", "Treptow-Köpenick", "Türkiye")
    return {locale: typography.Style(locale, labels, names) for locale, labels in book.labels.items()}


def readings(book: Handbook) -> dict[str, parity.Reading]:
    return {locale: parity.Reading(locale, labels["parity"]) for locale, labels in book.labels.items()}


def said(found: Iterator[Finding], locale: str) -> list[str]:
    """The messages of findings, in one language."""
    return [faults.wording(finding.code, finding.values, locale) for finding in found]


OPENING_MARK = 'das Anführungszeichen " passt nicht zu dieser Sprache; richtig ist hier „'
CLOSING_MARK = 'das Anführungszeichen " passt nicht zu dieser Sprache; richtig ist hier “'


# --- one text: typography ----------------------------------------------------------------------------------------------------

SIGNS = [
    ("de", 'Das "Haus" steht.', [OPENING_MARK, CLOSING_MARK]),
    ("de", "Das “Haus” steht.", ["das Anführungszeichen “ passt nicht zu dieser Sprache; richtig ist hier „",
     "das Anführungszeichen ” passt nicht zu dieser Sprache; richtig ist hier “"]),
    ("tr", "Buna „ev“ denir.", ["„ tırnağı bu dile uymuyor; burada doğrusu “", "“ tırnağı bu dile uymuyor; burada doğrusu ”"]),
    ("tr", "İstanbul'da", ["bu bir kesme işareti değil ('); doğrusu ’"]),
    ("de", "Wie geht's?", ["das ist kein Apostroph ('); richtig ist ’"]),
    ("de", "18% und 3,5 %.", [
        f"„18%“ schreibt man in dieser Sprache „18{NBSP}%“, je nach Sprache mit geschütztem Leerzeichen",
        f"„3,5 %“ schreibt man in dieser Sprache „3,5{NBSP}%“, je nach Sprache mit geschütztem Leerzeichen"]),
    ("tr", "18% ve % 3,5", ["“18%” bu dilde şöyle yazılır: “%18”; arada boşluk varsa bölünmez olmalı",
     "“% 3,5” bu dilde şöyle yazılır: “%3,5”; arada boşluk varsa bölünmez olmalı"]),
    ("de", "von 2016–2019", ["„2016–2019“ schreibt man in dieser Sprache „2016 bis 2019“"]),
    ("tr", "2016–2019 arası", ["“2016–2019” bu dilde şöyle yazılır: “2016-2019”"]),
    ("de", "Die Stadt - und das Land", ["ein Gedankenstrich ist länger als „-“; richtig ist – zwischen Leerzeichen"]),
    ("tr", "Kent - ve ülke", ["burada “-” yerine uzun çizgi gerekir; doğrusu iki boşluk arasında –"]),
    ("de", "Und so weiter...", ["statt drei Punkten steht das eine Zeichen …"]),
    ("tr", "İki  boşluk", ["burada iki boşluk var; biri yeter"]),
    ("de", "Leerzeichen , hier", ["vor „,“ steht kein Leerzeichen"]),
    ("de", "am 22. Mai, § 24, z.B.", [
        "„22. Mai“ darf nicht umbrochen werden; setzen Sie geschützte Leerzeichen, wo ␣ steht: 22.␣Mai",
        "„§ 24“ darf nicht umbrochen werden; setzen Sie geschützte Leerzeichen, wo ␣ steht: §␣24",
        "„z.B.“ darf nicht umbrochen werden; setzen Sie geschützte Leerzeichen, wo ␣ steht: z.␣B."]),
    ("de", "Mitarbeiter*innen und BürgerInnen", [
        "„Mitarbeiter*innen“: Personen nennen wir ohne Sonderzeichen, neutral oder in beiden Formen",
        "„BürgerInnen“: Personen nennen wir ohne Sonderzeichen, neutral oder in beiden Formen"]),
    ("tr", "Şişlide ve Osnabrückten", ["ada gelen ek kesmeyle ayrılır: “Şişlide” değil “Şişli’de”",
     "ada gelen ek kesmeyle ayrılır: “Osnabrückten” değil “Osnabrück’ten”"]),
    ("tr", "Şişli Belediyesi’nin", ["kurum adlarına gelen ek kesmeyle ayrılmaz: “Belediyesi’nin” değil “Belediyesinin”"]),
]  # fmt: skip

GOOD_SIGNS = [
    ("de", "„Haus“, innen ‚so‘; **„fett“**, („in Klammern“) und [„als Link“](https://example.org/a'b)"),
    ("de", f"Das sind 18{NBSP}% bis 3,5{NBSP}%. Am 22.{NBSP}Mai, §{NBSP}24, z.{NBSP}B. im e.{NBSP}V."),
    ("de", "2016 bis 2019, B2, 2.0, 2014/15, 0176-12, Neu-Ulm, Integrations- und Sprachkurse"),
    ("de", "- Punkt eins\n- Punkt zwei\n\n1. Eins – mit Strich"),
    ("de", "| Spalte  | Zahl |\n|---|---:|\n| a  - b | 1 |"),
    ("de", "„Bürgerinnen“ in Innenstädten; die Info: innen und außen"),
    ("tr", "“Ev”, içte ‘böyle’; %18, %50-70, 2016-2019, 24 Haziran 2019’da"),
    ("tr", "Osnabrück’te yaşayanlar, Türkiye’de, Şişli Belediyesinin, Belediye Kanunu’nun"),
    ("tr", "Almanya’daki “Flüchtlingsrat”lar, [[altena-konzept|“Konsept”]], Essen kentinde"),
    ("tr", "Essenli misiniz? Osnabrücklüler ve Mülteciler Derneği (2020)"),
]


@pytest.mark.parametrize(("locale", "text", "expected"), SIGNS)
def test_a_sign_the_house_style_writes_differently_is_named_with_what_is_right(
    book: Handbook, locale: str, text: str, expected: list[str]
) -> None:
    assert said(typography.findings(text, styles(book)[locale]), locale) == expected


@pytest.mark.parametrize(("locale", "text"), GOOD_SIGNS)
def test_right_signs_are_left_alone(book: Handbook, locale: str, text: str) -> None:
    assert said(typography.findings(text, styles(book)[locale]), locale) == []


# --- two texts: parity -------------------------------------------------------------------------------------------------------

DIFFERENT = [
    ("Es kamen 1.200 Menschen.", "Gelenler oldu.", ["die Zahl „1.200“ steht unter „de“, hier fehlt sie"],
     ["“1.200” sayısı “de” altında var, burada yok"]),
    ("Es kamen 3,5 Millionen.", "3,6 milyon kişi geldi.",
     ["die Zahl „3,5 Millionen“ steht unter „de“, hier fehlt sie",
      "die Zahl „3,6 milyon“ steht nicht unter „de“; prüfen Sie, welche Fassung stimmt"],
     ["“3,5 Millionen” sayısı “de” altında var, burada yok",
      "“3,6 milyon” sayısı “de” altında yok; hangisinin doğru olduğuna bakın"]),
    ("Am 24. Juni 2019.", "24 Temmuz 2019’da.",
     ["das Datum „24. Juni“ steht unter „de“, hier fehlt es",
      "das Datum „24 Temmuz“ steht nicht unter „de“; prüfen Sie, welche Fassung stimmt"],
     ["“24. Juni” tarihi “de” altında var, burada yok",
      "“24 Temmuz” tarihi “de” altında yok; hangisinin doğru olduğuna bakın"]),
    ("Im Juni 2019.", "2019’da.", ["das Datum „Juni 2019“ steht unter „de“, hier fehlt es"],
     ["“Juni 2019” tarihi “de” altında var, burada yok"]),
    ("Siehe [hier](https://a.example/x).", "[Buraya](https://a.example/y) bakın.",
     ["der Link https://a.example/x steht unter „de“, hier fehlt er",
      "der Link https://a.example/y steht nicht unter „de“; prüfen Sie, welche Fassung stimmt"],
     ["https://a.example/x bağlantısı “de” altında var, burada yok",
      "https://a.example/y bağlantısı “de” altında yok; hangisinin doğru olduğuna bakın"]),
    ("Siehe [[altena-konzept]].", "Bakın.", ["der Verweis [[altena-konzept]] steht unter „de“, hier fehlt er"],
     ["[[altena-konzept]] göndermesi “de” altında var, burada yok"]),
    ("Drei:\n\n- a\n- b\n- c", "Üç:\n\n- a\n- b", ["hier stehen 2 Listenpunkte, unter „de“ 3; gleichen Sie die Listen an"],
     ["burada 2 liste maddesi var, “de” altında 3; listeleri eşitleyin"]),
    ("Ja. Die Stadt hat allen Menschen dort sehr geholfen.", "Evet. Die Stadt hat allen Menschen dort sehr geholfen.",
     ["„Die Stadt hat allen Menschen dort sehr geholfen“ steht ebenso unter „de“; übersetzen Sie den Satz"],
     ["“Die Stadt hat allen Menschen dort sehr geholfen”, “de” altında da aynı; cümleyi çevirin"]),
]  # fmt: skip

ALIKE = [
    ("1.200 Menschen, 18 %, 3,6 Mio., 10 Tausend", "1.200 kişi, %18, 3,6 milyon, 10 bin"),
    ("1.000.000 Menschen", "1 milyon kişi"),
    ("Am 24. Juni 2019 und im Mai 2020", "24 Haziran 2019’da ve Mayıs 2020’de"),
    ("in der Nacht vom 16. auf den 17. August 1999", "1999’da 16 Ağustos’u 17 Ağustos’a bağlayan gece"),
    ("im Juni 2019", "2019’un haziran ayında"),
    ("vom 24. bis 28. Juni 2019", "24-28 Haziran 2019"),
    ("3 Büros, zuletzt 12", "üç büro, son olarak on iki"),
    ("2016 kamen viele, 2016 gingen wenige.", "2016’da çok kişi geldi, az kişi gitti."),
    ("Der Bundesverband (BBE) und [[a|der Verein]] [im Netz](../x.md#y)", "BBE ve [[a|dernek]] [internette](../x.md#y)"),
    ("Bundesamt für Migration und Flüchtlinge", "Bundesamt für Migration und Flüchtlinge"),
    ("- a\n- b", "* a\n* b"),
    ("![Ein Bild](../de/a.png)", "![Bir resim](../tr/a.png)"),
    ("[![Bild](../de/a.png){ loading=lazy }](../de/a.png)", "[![Resim](../tr/a.png){ loading=lazy }](../tr/a.png)"),
    ("unter `http://127.0.0.1/`.", "`http://127.0.0.1/` adresinde"),
]


@pytest.mark.parametrize(("source", "target", "german", "turkish"), DIFFERENT)
def test_what_a_translation_lacks_or_adds_is_named(
    book: Handbook, source: str, target: str, german: list[str], turkish: list[str]
) -> None:
    reads = readings(book)

    assert said(parity.findings(source, target, reads["de"], reads["tr"]), "de") == german
    assert said(parity.findings(source, target, reads["de"], reads["tr"]), "tr") == turkish


@pytest.mark.parametrize(("german", "turkish"), ALIKE)
def test_the_same_facts_in_the_manner_of_each_language_are_the_same(book: Handbook, german: str, turkish: str) -> None:
    reads = readings(book)

    assert said(parity.findings(german, turkish, reads["de"], reads["tr"]), "de") == []
    assert said(parity.findings(turkish, german, reads["tr"], reads["de"]), "de") == []


# --- terms -------------------------------------------------------------------------------------------------------------------

TERMS = [
    ("Wer eine Duldung hat, darf arbeiten.", "Bu kişiler çalışabilir.",
     ["der Begriff „Duldung“ steht unter „de“; hier fehlt die vereinbarte Entsprechung „müsamaha (Duldung)“"],
     ["“Duldung” terimi “de” altında geçiyor; burada kararlaştırılan karşılığı yok: “müsamaha (Duldung)”"]),
    ("Die Ehrenamtlichen leisten Integration.", "Gönüllüler entegrasyonu sağlıyor.",
     ["„entegrasyonu“ gibt „Integration“ nicht richtig wieder; vereinbart ist „uyum“"],
     ["“entegrasyonu”, “Integration” için doğru karşılık değil; kararlaştırılan: “uyum”"]),
    ("Geflüchtete lernen Deutsch.", "Mülteciler Almanca öğreniyor, kaçaklar da.",
     ["„kaçaklar“ gibt „Geflüchtete“ nicht richtig wieder; vereinbart ist „mülteciler“"],
     ["“kaçaklar”, “Geflüchtete” için doğru karşılık değil; kararlaştırılan: “mülteciler”"]),
    ("Der Landkreis hilft.", "İl destek verir.",
     ["der Begriff „Landkreis“ steht unter „de“; hier fehlt die vereinbarte Entsprechung „ilçe (Landkreis)“",
      "„İl“ gibt „Landkreis“ nicht richtig wieder; vereinbart ist „ilçe (Landkreis)“"],
     ["“Landkreis” terimi “de” altında geçiyor; burada kararlaştırılan karşılığı yok: “ilçe (Landkreis)”",
      "“İl”, “Landkreis” için doğru karşılık değil; kararlaştırılan: “ilçe (Landkreis)”"]),
]  # fmt: skip

GOOD_TERMS = [
    ("Wer eine Duldung hat, darf arbeiten.", "Müsamahası olan çalışabilir."),
    ("Die Dauer der Duldungen steigt.", "Duldung (müsamaha) süreleri uzuyor."),
    ("Eine [Duldung](../glossary.md#duldung) hilft.", "[Bu belge](../glossary.md#duldung) işe yarar."),
    ("Das Buch „Duldung in der Praxis“ erschien.", "“Duldung in der Praxis” adlı kitap yayımlandı."),
    ("Das Kent Konseyi lädt ein.", "Kent konseyi davet ediyor; belediye meclisi de."),
    ("Der Landkreis hilft.", "İlçe (Landkreis) destek verir, il ile birlikte."),
]


def unit(german: str, turkish: str) -> Unit:
    where = Where("data/x.yml", ())
    return Unit("x", "text", "de", {"de": german, "tr": turkish}, {"de": where, "tr": where})


def of_terms(book: Handbook, german: str, turkish: str, locale: str) -> list[str]:
    by_locale = {code: terminology.Terminology(book, code) for code in book.locales}
    return said((finding for _, finding in terminology.findings([[unit(german, turkish)]], by_locale)), locale)


@pytest.mark.parametrize(("german", "turkish", "in_german", "in_turkish"), TERMS)
def test_agreed_terms_are_missed_and_words_to_avoid_found(
    book: Handbook, german: str, turkish: str, in_german: list[str], in_turkish: list[str]
) -> None:
    assert of_terms(book, german, turkish, "de") == in_german
    assert of_terms(book, german, turkish, "tr") == in_turkish


@pytest.mark.parametrize(("german", "turkish"), GOOD_TERMS)
def test_terms_may_be_inflected_linked_or_quoted(book: Handbook, german: str, turkish: str) -> None:
    assert of_terms(book, german, turkish, "de") == []


def test_a_term_has_to_stand_once_in_a_thing_not_in_every_text(book: Handbook) -> None:
    by_locale = {code: terminology.Terminology(book, code) for code in book.locales}
    thing = [unit("Eine Duldung.", "Belge."), unit("Mit Duldung.", "Müsamaha ile.")]

    assert list(terminology.findings([thing], by_locale)) == []


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("tr", "İşbirliği ve işgücünün", ["“İşbirliği” yerine yazım kılavuzumuzdaki biçim: “iş birliği”",
         "“işgücünün” yerine yazım kılavuzumuzdaki biçim: “iş gücü”"]),
        ("tr", "İş birliği resmî, “işbirliği” sözü alıntı", []),
        ("de", "Asylanten in der Flüchtlingskrise", ["statt „Asylanten“ schreibt der Hausstil „Asylsuchende“",
         "statt „Flüchtlingskrise“ schreibt der Hausstil „Ankunft vieler Geflüchteter“"]),
        ("de", "Asylanträge und Asylsuchende", []),
        ("tr", "Entegrasyonun illegal göçmenlere yararı", ["“Entegrasyonun” yerine yazım kılavuzumuzdaki biçim: “uyum”",
         "“illegal göçmenlere” yerine yazım kılavuzumuzdaki biçim: “düzensiz göçmen”"]),
        ("tr", "illegal yollar", ["“illegal” yerine yazım kılavuzumuzdaki biçim: “düzensiz”"]),
    ],
)  # fmt: skip
def test_the_house_style_has_words_of_its_own(book: Handbook, locale: str, text: str, expected: list[str]) -> None:
    terms = terminology.Terminology(book, locale)

    found = terminology.wording(text, terms)

    assert sorted(said(found, locale)) == sorted(expected)


# --- spelling ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> spelling.Dictionaries:
    """Two dictionaries of a few words, in the form of the real ones."""
    folder = tmp_path_factory.mktemp("dictionaries")
    for name, words in (("de", "Stadt hilft Lotsin/N Lotsinnen Sprach- und Kurs die"), ("tr", "kent/A yardım ediyor resmi")):
        (folder / f"{name}.aff").write_text("SET UTF-8\nSFX A Y 1\nSFX A 0 in .\nSFX N Y 1\nSFX N 0 nen .\n", "utf-8")
        listed = words.split()
        (folder / f"{name}.dic").write_text("\n".join([str(len(listed)), *listed]), "utf-8")
    return spelling.Dictionaries(folder)


def speller(book: Handbook, locale: str, small: spelling.Dictionaries) -> spelling.Speller:
    labels = {code: {**all_, "language": {**all_["language"], "dictionary": code}} for code, all_ in book.labels.items()}
    words = {"de": Words(known=("Kümmerer", "social")), "tr": Words(known=("eşgüdüm", "düzenl*"))}
    return spelling.Speller(replace(book, labels=labels, words=words), locale, small)


@pytest.mark.parametrize(
    ("locale", "text", "unknown"),
    [
        ("de", "Die Stadt hilftt", ["hilftt"]),
        ("de", "Lotsinnen und -lotsinnen, Sprach- und Kurs-Stadt", []),
        ("de", "Osnabrück, Osnabrücks, Kümmerern, GIZ, BAMF", []),
        ("de", "Stadt (kent, social) und [hilft](https://kurss.example/) `xyzz`", []),
        ("de", "Stadt ediyor", ["ediyor"]),
        ("tr", "kentin, Kent’te, 2016’da, “Kurs”lar, resmî", []),
        ("tr", "eşgüdümü, eşgüdüme, düzenleyecekti, Osnabrück’te", []),
        ("tr", "Eşgüdüm yardmı", ["yardmı"]),
        ("tr", "Stadt ediyor hilft İŞKUR", ["hilft"]),
    ],
)
def test_words_are_known_by_dictionary_list_or_name(
    book: Handbook, small: spelling.Dictionaries, locale: str, text: str, unknown: list[str]
) -> None:
    found = list(speller(book, locale, small).findings(text))

    assert [finding.values["value"] for finding in found] == unknown
    assert [text[finding.start : finding.end] for finding in found] == unknown


def test_an_unknown_word_comes_with_the_nearest_known_one(book: Handbook, small: spelling.Dictionaries) -> None:
    found = speller(book, "tr", small).findings("yardım yardmı")

    assert said(found, "tr") == [
        "“yardmı” hiçbir sözlükte yok; doğruysa data/words/ içine yazın. Şunu mu demek istediniz: “yardım”?"
    ]


def test_a_missing_dictionary_is_a_finding_and_never_silence(book: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "SHIPS_DICTIONARIES", "no_such_package")

    (found,) = checks.misspellings(book, {}, PROJECT)

    assert found.path == "data/labels/de.yml"
    assert found.message("de") == (
        "Hinweis: die Rechtschreibung wurde nicht geprüft: Es fehlt no_such_package; "
        "„make spelling“ richtet die Wörterbücher ein [spelling_unavailable]"
    )
    assert found.message("tr") == (
        "Uyarı: yazım denetlenmedi: no_such_package eksik; sözlükleri “make spelling” kurar [spelling_unavailable]"
    )


# --- where, and what is excepted ---------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The real data and chapters, to break."""
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    return tmp_path


def check(project: Path) -> list[str]:
    book = load.handbook(project / "data", ("de", "tr"))
    found, _ = chapters.chapters(project / "docs", book.locales)
    return [fault.text("de") for fault in checks.findings(book, found, project)]


def edit(path: Path, old: str, new: str) -> tuple[int, int]:
    """Replace the first place where something stands; its line and column."""
    text = path.read_text("utf-8")
    at = text.index(old)
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def test_a_finding_says_line_and_column_in_folded_quoted_and_chapter_texts(project: Path) -> None:
    folded = edit(project / "data/places/mersin.yml", "2020 tarihli", "2021 tarihli")
    quoted = edit(project / "data/survey.yml", "Ekip önemli konuları", "Ekip  önemli konuları")
    chapter = edit(project / "docs/tr/background/resilience/study.md", "101.486", "101.487")
    front = edit(project / "docs/tr/background/resilience/study.md", "description: ", "description: 77 ")

    found = check(project)

    added = "steht nicht unter „de“; prüfen Sie, welche Fassung stimmt [number_added]"
    assert f"data/places/mersin.yml:{folded[0]}:{folded[1]}: Hinweis: die Zahl „2021“ {added}" in found
    assert (
        f"data/survey.yml:{quoted[0]}:{quoted[1] + 4}: Hinweis: hier stehen zwei Leerzeichen; eines genügt [double_space]"
        in found
    )
    path = "docs/tr/background/resilience/study.md"
    assert f"{path}:{chapter[0]}:{chapter[1]}: Hinweis: die Zahl „101.487“ {added}" in found
    assert f"{path}:{front[0]}:{front[1] + 13}: Hinweis: die Zahl „77“ {added}" in found


def test_an_exception_covers_its_finding_and_one_that_covers_nothing_is_reported(book: Handbook) -> None:
    text = unit("Mitarbeiter*innen", "Çalışanlar")
    at = text.places["de"]
    finding = next(typography.findings(text.source, styles(book)["de"]))

    def exempt(**fields: str) -> list[int]:
        rows = (Exemption(**({"code": "gender_sign", "text": "Mitarbeiter*innen", "reason": "Name"} | fields)),)
        return checks._exempt(replace(book, exceptions=rows), at, finding)

    assert exempt() == exempt(file="data/x.yml") == [0]
    assert exempt(file="data/y.yml") == exempt(text="Bürger*innen") == exempt(code="dash") == []


def test_an_exception_names_a_known_code_and_still_applies(project: Path) -> None:
    path = project / "data/exceptions.yml"
    rows = path.read_text("utf-8") + "- {code: gender_sing, text: x, reason: y}\n- {code: dash, text: x, reason: y}\n"
    path.write_text(rows, "utf-8")
    last = rows.count("\n")
    unknown = "Hinweis: „gender_sing“ ist kein Code eines Befunds, den man ausnehmen kann."
    unused = "Hinweis: diese Ausnahme („x“) trifft auf nichts mehr zu; löschen Sie sie"

    assert [found for found in check(project) if found.startswith("data/exceptions.yml")] == [
        f"data/exceptions.yml:{last - 1}:10: {unknown} Meinten Sie „gender_sign“? [exception_code]",
        f"data/exceptions.yml:{last}:3: {unused} [exception_unused]",
    ]


def test_an_exception_needs_a_reason(tiny: Path) -> None:
    (tiny / "exceptions.yml").write_text("- {code: dash, text: x}\n", "utf-8")

    with pytest.raises(faults.DataError, match=r"data/exceptions.yml:1:3: das Feld „reason“ fehlt"):
        load.handbook(tiny, ("de", "tr"))


def test_rules_for_words_are_read_and_checked(tiny: Path) -> None:
    (tiny / "words").mkdir()
    (tiny / "words" / "de.yml").write_text("known: [Kümmerer]\ninstead: [{wrong: a, right: b}]\n", "utf-8")

    assert load.handbook(tiny, ("de", "tr")).words["de"] == Words(known=("Kümmerer",), instead=(Instead(wrong="a", right="b"),))

    (tiny / "words" / "de.yml").write_text("know: [Kümmerer]\n", "utf-8")
    with pytest.raises(faults.DataError, match=r"data/words/de.yml:1:1: das Feld „know“ gibt es hier nicht"):
        load.handbook(tiny, ("de", "tr"))


# --- everything --------------------------------------------------------------------------------------------------------------


def test_a_word_that_is_refused_everywhere_is_named_once(project: Path) -> None:
    """The glossary would name it a second time, as its term stands in the source."""
    path = project / "data/practices/kempten-sprachmittler-schulen.yml"
    text = path.read_text("utf-8").partition("\nde:")[0]
    de = "de: {title: Integration, summary: Integration gelingt.}\n"
    path.write_text(f"{text}\n{de}tr: {{title: Uyum, summary: Entegrasyon ve uyum.}}\n", "utf-8")

    (found,) = [fault for fault in check(project) if "Entegrasyon" in fault and "kempten" in fault]

    place = f"data/practices/kempten-sprachmittler-schulen.yml:{text.count(chr(10)) + 3}:28"
    assert found == f"{place}: Hinweis: statt „Entegrasyon“ schreibt der Hausstil „uyum“ [instead]"


def test_what_stands_in_a_file_with_faults_is_left_alone_and_nothing_is_called_unused(project: Path) -> None:
    edit(project / "data/places/mersin.yml", "2020 tarihli", "2021 tarihli")
    edit(project / "data/survey.yml", "Ekip önemli konuları", "Ekip  önemli konuları")
    book = load.handbook(project / "data", ("de", "tr"))
    some = dict(list(book.practices.items())[:3])

    found = checks.findings(replace(book, practices=some), {}, project, frozenset({"data/survey.yml"}))

    assert ["number_missing", "number_added"] == [fault.code for fault in found if fault.path == "data/places/mersin.yml"]
    assert "data/survey.yml" not in {fault.path for fault in found}
    assert not {"place_unused", "theme_unused", "exception_unused"} & {fault.code for fault in found}


def test_every_code_that_can_be_excepted_has_a_wording() -> None:
    assert checks.CODES <= faults.messages("de").keys()


PIECES = st.sampled_from(
    ["„", "“", "”", "‘", "'", '"', " ", "  ", "%", "18", "1.200", "3,5", "–", "-", "...", "[[a|", "]]", "](", ")", "{", "}",
     "İ", "ı", "Juni", "Haziran", "§", "\n", "- ", "1. ", "| ", "Şişli", "de", "Mio.", "bin", "*innen", "uyum", "`", "```\n",
     "’", "\u00a0", "\ue000", "https://x.example/", "Belediyesi’nin"]
)  # fmt: skip


@given(one=st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join), two=st.lists(PIECES, max_size=15).map("".join))
def test_no_check_fails_on_any_text_and_every_finding_lies_in_it(book: Handbook, one: str, two: str) -> None:
    reads = readings(book)
    assert len(prose.masked(one)) == len(one)
    found = [(one, finding) for finding in typography.findings(one, styles(book)["de"])]
    found += [(one, finding) for finding in typography.findings(one, styles(book)["tr"])]
    found += [(two, finding) for finding in parity.findings(one, two, reads["de"], reads["tr"])]
    found += [(one, finding) for finding in terminology.wording(one, terminology.Terminology(book, "tr"))]
    for text, finding in found:
        assert 0 <= finding.start <= finding.end <= len(text)
        for locale in ("de", "tr"):
            assert faults.wording(finding.code, finding.values, locale)


def test_the_tiny_handbook_has_no_finding_and_a_language_needs_its_rules(tiny: Path) -> None:
    assert checks.findings(load.handbook(tiny, ("de", "tr")), {}, tiny.parent) == []

    for locale in ("de", "tr"):
        path = tiny / "labels" / f"{locale}.yml"
        path.write_text(path.read_text("utf-8").partition("parity:")[0], "utf-8")
    found = checks.findings(load.handbook(tiny, ("de", "tr")), {}, tiny.parent)

    assert [fault.text("de") for fault in found] == [
        "data/labels/de.yml:1:1: Hinweis: das Feld „parity“ fehlt [missing_key]",
        "data/labels/tr.yml:1:1: Hinweis: das Feld „parity“ fehlt [missing_key]",
    ]
