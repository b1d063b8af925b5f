"""How the handbook knows which translation is current, and what readers see of it."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PROJECT
from handbook import chapters, checks, history, load, pages, state, translation_pages, units
from handbook.faults import DataError
from handbook.host import Host

LOCALES = ("de", "tr")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)


@pytest.fixture
def tiny(tiny: Path) -> Path:
    """The tiny handbook with the real labels, every translation it has recorded as current."""
    shutil.rmtree(tiny / "labels")
    shutil.copytree(PROJECT / "data" / "labels", tiny / "labels")
    accept(tiny)
    return tiny


def accept(data: Path) -> None:
    book = load.handbook(data, LOCALES)
    found = state.overview(book, {}).entries
    for locale in LOCALES:
        held = [entry.unit for entry in found if entry.locale == locale and entry.state != "missing"]
        state.write(data, locale, held, (), book.records[locale])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def open_texts(data: Path) -> list[tuple[str, str, str, str]]:
    """Language, file, key and state of everything that is not current."""
    found = state.overview(load.handbook(data, LOCALES), {}).entries
    return [(entry.locale, entry.unit.file, entry.unit.key, entry.state) for entry in found if entry.state != "current"]


# --- fingerprints ---------------------------------------------------------------------------------------------------------


@given(TEXTS)
def test_a_fingerprint_is_twelve_digits_and_always_the_same(text: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", state.fingerprint(text))
    assert state.fingerprint(text) == state.fingerprint(text)


@given(st.lists(st.text("abcäşı", min_size=1, max_size=8), min_size=1, max_size=12), st.data())
def test_breaking_lines_elsewhere_is_no_change(words: list[str], data: st.DataObject) -> None:
    spaces = data.draw(st.lists(st.sampled_from([" ", "\n", "  ", "\n\n"]), min_size=len(words), max_size=len(words)))
    broken = "".join(word + space for word, space in zip(words, spaces, strict=True))

    assert state.fingerprint(broken) == state.fingerprint(" ".join(words))


@given(st.lists(st.text("abcäşı1.,", min_size=1, max_size=8), min_size=1, max_size=12), st.data())
def test_any_other_word_is_a_change(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:at], words[at] + "x", *words[at + 1 :]]

    assert state.fingerprint(" ".join(changed)) != state.fingerprint(" ".join(words))


def test_the_same_letters_in_other_code_points_are_no_change() -> None:
    assert state.fingerprint("s\u0327is\u0327li u\u0308") == state.fingerprint("şişli ü")


# --- states ---------------------------------------------------------------------------------------------------------------


def test_changing_one_sentence_makes_exactly_its_translation_stale(tiny: Path) -> None:
    before = open_texts(tiny)
    edit(tiny / "practices/kurs.yml", "Ein Kurs für alle.", "Ein Kurs für viele.")

    assert set(open_texts(tiny)) - set(before) == {("tr", "practices/kurs", "summary", "stale")}


def test_accepting_makes_it_current_again(tiny: Path) -> None:
    before = open_texts(tiny)
    edit(tiny / "practices/kurs.yml", "Ein Kurs für alle.", "Ein Kurs für viele.")
    accept(tiny)

    assert open_texts(tiny) == before


def test_a_new_translation_is_unreviewed_until_somebody_accepts_it(tiny: Path) -> None:
    path = tiny / "practices/rat.yml"
    path.write_text(path.read_text("utf-8") + "tr:\n  title: Şişli bir meclis kurdu\n", "utf-8")

    assert ("tr", "practices/rat", "title", "unreviewed") in open_texts(tiny)
    assert ("tr", "practices/rat", "summary", "missing") in open_texts(tiny)


def test_either_language_may_be_the_source(tiny: Path) -> None:
    path = tiny / "practices/kurs.yml"
    edit(path, "source_language: de", "source_language: tr")
    edit(path, "Herkes için bir kurs.", "Herkes için iki kurs.")

    assert ("de", "practices/kurs", "summary", "unreviewed") in open_texts(tiny)
    accept(tiny)
    edit(path, "Herkes için iki kurs.", "Herkes için üç kurs.")
    assert ("de", "practices/kurs", "summary", "stale") in open_texts(tiny)


def test_a_translation_whose_source_is_gone_is_an_orphan(tiny: Path) -> None:
    edit(tiny / "practices/kurs.yml", "  summary: Herkes için bir kurs.\n", "")
    (tiny / "translations/tr/practices/weg.yml").write_text("title: 000000000000\n", "utf-8")

    found = state.overview(load.handbook(tiny, LOCALES), {}).orphans
    assert found == (("tr", "practices/kurs", "summary"), ("tr", "practices/weg", "title"))


def test_records_are_one_small_sorted_file_per_file_of_texts(tiny: Path) -> None:
    lines = (tiny / "translations/tr/practices/kurs.yml").read_text("utf-8").splitlines()

    assert lines == sorted(lines)
    assert all(re.fullmatch(r"[a-z0-9.-]+: [0-9a-f]{12}", line) for line in lines)


# --- lists without ids ----------------------------------------------------------------------------------------------------


def listed(texts: list[str]) -> list[units.Unit]:
    """Partners of a practice, each with a translation."""
    return [
        units.Unit("practices/x", f"partners.{index}", "de", {"de": text, "tr": "x"}, {}) for index, text in enumerate(texts)
    ]


def states_of(texts: list[str], record: dict[tuple[str, str], str]) -> list[state.State | None]:
    found = listed(texts)
    return [state.of(unit, "tr", state.placed(found, record)) for unit in found]


def recorded(texts: list[str]) -> dict[tuple[str, str], str]:
    return {(unit.file, unit.key): state.fingerprint(unit.source) for unit in listed(texts)}


ENTRIES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6)


@given(ENTRIES, st.data())
def test_an_entry_of_a_list_stays_current_wherever_it_moves(before: list[str], data: st.DataObject) -> None:
    """Adding, removing and moving entries touches nothing else: an added one is not reviewed, and nothing is stale."""
    kept = data.draw(st.permutations(before))
    removed = data.draw(st.integers(0, len(before) - 1)) if data.draw(st.booleans()) else 0
    after = kept[removed:]
    for _ in range(0 if removed else data.draw(st.integers(0, 3))):
        after.insert(data.draw(st.integers(0, len(after))), data.draw(st.sampled_from("xyz")))

    assert states_of(after, recorded(before)) == ["unreviewed" if text in "xyz" else "current" for text in after]


@given(ENTRIES, st.data())
def test_a_changed_entry_of_a_list_is_stale_wherever_it_moves_and_no_other_is(before: list[str], data: st.DataObject) -> None:
    after = data.draw(st.permutations(before))
    after[data.draw(st.integers(0, len(after) - 1))] = "new"

    assert states_of(after, recorded(before)) == ["stale" if text == "new" else "current" for text in after]


@given(ENTRIES, ENTRIES)
def test_what_is_accepted_in_a_changed_list_is_current_and_the_rest_stays_as_it_was(
    before: list[str], after: list[str]
) -> None:
    found, record = listed(after), recorded(before)
    placed = state.placed(found, record)
    then = states_of(after, record)
    accepted = {(found[0].file, found[0].key): state.fingerprint(found[0].source)}

    assert states_of(after, placed) == then
    for text, old, new in zip(after[1:], then[1:], states_of(after, placed | accepted)[1:], strict=True):
        assert new == ("current" if text == after[0] else old)


@given(ENTRIES, ENTRIES)
def test_records_of_removed_entries_can_go_without_touching_the_others(before: list[str], after: list[str]) -> None:
    record = recorded(before)
    lost = {(file, key) for _, file, key in state.orphans(listed(after), {"tr": record})}

    rest = {name: fingerprint for name, fingerprint in record.items() if name not in lost}
    assert states_of(after, rest) == states_of(after, record)


def test_the_text_of_an_entry_that_moved_and_changed_is_found_in_the_history(repository: Path) -> None:
    data = repository / "data"
    accept(data)
    edit(data / "practices/kurs.yml", "der Menschen", "aller Menschen")
    edit(data / "practices/kurs.yml", "figures:\n", 'figures:\n  - {value: "1", label: {de: Kurs, tr: kurs}, as_of: 2019}\n')
    overview = state.overview(load.handbook(data, LOCALES), {})
    unit = next(entry.unit for entry in overview.entries if entry.unit.key == "figures.1.label")

    assert history.earlier(repository, unit, overview.records["tr"][unit.file, unit.key]) == "der Menschen"


def test_a_damaged_record_is_a_fault(tiny: Path) -> None:
    (tiny / "translations/tr/practices/kurs.yml").write_text("title: neu\n", "utf-8")

    with pytest.raises(DataError) as raised:
        load.handbook(tiny, LOCALES)
    assert str(raised.value) == (
        "data/translations/tr/practices/kurs.yml:1:8: „title“ hat keinen gültigen Fingerabdruck; "
        "diese Dateien schreibt der Befehl „handbook translations accept“"
    )


def test_a_record_whose_text_is_gone_is_named(tiny: Path) -> None:
    """Whoever deletes a section in the browser cannot run the command that tidies up, so it is a warning."""
    path = tiny / "translations/tr/practices/kurs.yml"
    path.write_text(f"{path.read_text('utf-8')}transfer: 0123456789ab\n", "utf-8")
    last = path.read_text("utf-8").count("\n")

    found = next(f for f in checks.findings(load.handbook(tiny, LOCALES), {}, tiny.parent) if f.code == "translation_orphan")

    place = f"data/translations/tr/practices/kurs.yml:{last}:11"
    assert found.text("de") == (
        f"{place}: Hinweis: den Ausgangstext „transfer“ gibt es nicht mehr; "
        "„handbook translations prune“ räumt solche Vermerke auf [translation_orphan]"
    )
    assert found.text("tr") == (
        f"{place}: Uyarı: “transfer” kaynak metni artık yok; "
        "böyle kayıtları “handbook translations prune” temizler [translation_orphan]"
    )


# --- what readers see -----------------------------------------------------------------------------------------------------


def test_a_stale_page_names_the_sections_in_its_own_language(tiny: Path) -> None:
    edit(tiny / "practices/kurs.yml", "    - eins\n", "    - eins, neu\n")
    edit(tiny / "practices/kurs.yml", "text: Ein Café.", "text: Zwei Cafés.")
    made = pages.pages(load.handbook(tiny, LOCALES))

    notice = made["tr/practices/kurs.md"].body.partition("Çeviri güncel değil")[2].partition("</div>")[0]
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', notice) == [
        ("#approach", "Yöntem"),
        ("#kurs-cafe", "Kafe ve ötesi"),
    ]
    assert "nicht auf dem neuesten Stand" not in made["de/practices/kurs.md"].body
    assert "Çeviri güncel değil" not in made["tr/practices/rat.md"].body


def test_a_stale_entry_of_a_list_says_so_where_it_stands(tiny: Path) -> None:
    edit(tiny / "glossary.yml", "note: Ein Status.", "note: Ein anderer Status.")
    body = pages.pages(load.handbook(tiny, LOCALES))["tr/glossary.md"].body

    assert body.count('<p class="stale">') == 1


def test_a_page_without_translation_is_no_alternate(tiny: Path) -> None:
    made = pages.pages(load.handbook(tiny, LOCALES))

    assert not made["tr/practices/rat.md"].translated
    assert made["de/practices/rat.md"].translated
    assert made["tr/practices/kurs.md"].translated


def test_a_stale_chapter_names_its_sections_below_its_heading(tmp_path: Path, tiny: Path) -> None:
    for locale, words in (("de", "Text."), ("tr", "Metin.")):
        path = tmp_path / "docs" / locale / "x.md"
        path.parent.mkdir(parents=True)
        front = f"---\ntitle: T {locale}\ndescription: D\n---\n"
        path.write_text(f"{front}\n# {locale}\n\n{words}\n\n## Eins {locale} {{#one}}\n\n{words}\n", "utf-8")
    book = load.handbook(tiny, LOCALES)
    found, _ = chapters.chapters(tmp_path / "docs", LOCALES)
    state.write(tiny, "tr", list(units.units(book, found)), (), {})
    edit(tmp_path / "docs/de/x.md", "{#one}\n\nText.", "{#one}\n\nAnders.")
    book = load.handbook(tiny, LOCALES)
    found, _ = chapters.chapters(tmp_path / "docs", LOCALES)
    turkish = pages.languages(book, state.overview(book, found))[1]

    shown = translation_pages.with_notice("# tr\n\nMetin.\n", found["x.md"], turkish)
    assert shown.startswith("# tr\n\n")
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', shown) == [("#one", "Eins tr")]


def test_the_state_page_lists_every_file_with_what_is_to_do_and_where_to_edit(tiny: Path) -> None:
    edit(tiny / "practices/kurs.yml", "Ein Kurs für alle.", "Ein Kurs für viele.")
    book = load.handbook(tiny, LOCALES)
    made = pages.pages(book, {}, Host(files="https://git.example/edit/main/"))

    for locale, word in (("de", "veraltet"), ("tr", "eskimiş")):
        body = made[f"{locale}/about/translations.md"].body
        row = next(row for row in body.split("<tr>") if "/practices/kurs.yml" in row)
        assert f"{word}: <code>summary</code>" in row
        assert 'href="https://git.example/edit/main/data/practices/kurs.yml"' in row
        files = {(entry.locale, entry.unit.file) for entry in state.overview(book, {}).entries}
        assert len(re.findall(r'rel="edit" aria-label', body)) == len(files)


def renewed(data: Path, shown: str) -> None:
    """Do in a file of records what the state page says: replace lines that begin alike, add the others."""
    for path, lines in re.findall(r'rel="edit">data/([^<]*)</a></p><pre><code>([^<]*)</code>', shown):
        before = dict(line.split(": ") for line in (data / path).read_text("utf-8").splitlines())
        after = before | dict(line.split(": ") for line in html.unescape(lines).split("\n"))
        (data / path).write_text("".join(f"{key}: {value}\n" for key, value in after.items()), "utf-8")


def test_in_the_browser_the_lines_of_the_state_page_make_a_stale_text_current(tiny: Path) -> None:
    """Also in a list whose entries have moved: their old records are replaced, so they need new ones."""
    before = open_texts(tiny)
    path = tiny / "practices/kurs.yml"
    edit(path, "Ein Kurs für alle.", "Ein Kurs für viele.")
    edit(path, "der Menschen", "aller Menschen")
    edit(path, "figures:\n", 'figures:\n  - {value: "1", label: {de: Kurs, tr: kurs}, as_of: 2019}\n')
    edit(tiny / "glossary.yml", "note: Ein Status.", "note: Ein anderer Status.")
    made = pages.pages(load.handbook(tiny, LOCALES), {}, Host(files="https://git.example/edit/main/"))
    body = made["de/about/translations.md"].body

    assert 'href="https://git.example/edit/main/data/translations/tr/practices/kurs.yml" rel="edit">data/' in body
    renewed(tiny, body)
    assert open_texts(tiny) == before
    assert "<pre>" not in pages.pages(load.handbook(tiny, LOCALES))["de/about/translations.md"].body


# --- what has changed -----------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(before: str, after: str) -> None:
    found = list(history.changes(before, after))

    assert "".join(words for change, words in found if change != "gone") == after
    assert re.sub(r"\s", "", "".join(words for change, words in found if change != "new")) == re.sub(r"\s", "", before)


def test_what_changed_is_told_word_by_word() -> None:
    found = list(history.changes("Ein Kurs für alle.", "Ein neuer Kurs für viele."))

    assert found == [
        ("same", "Ein "),
        ("new", "neuer "),
        ("same", "Kurs für "),
        ("gone", "alle."),
        ("new", "viele."),
    ]


@pytest.fixture
def repository(tiny: Path) -> Path:
    """The tiny handbook in git: translated, then an unrelated change, then a change of the source text."""
    project = tiny.parent

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=project, check=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    edit(tiny / "practices/kurs.yml", "as_of: 2019\nfigures", "as_of: 2018\nfigures")
    git("commit", "-qam", "two")
    edit(tiny / "practices/kurs.yml", "Ein Kurs für alle.", "Ein Kurs für viele.")
    git("commit", "-qam", "three")
    return project


def stale(data: Path) -> tuple[units.Unit, str]:
    book = load.handbook(data, LOCALES)
    (entry,) = (entry for entry in state.overview(book, {}).entries if entry.state == "stale")
    return entry.unit, book.records["tr"][entry.unit.file, entry.unit.key]


def test_the_text_that_was_translated_is_found_in_the_history(repository: Path) -> None:
    assert history.earlier(repository, *stale(repository / "data")) == "Ein Kurs für alle."


def test_a_squash_and_a_shallow_clone_change_no_state(repository: Path, tmp_path: Path) -> None:
    before = open_texts(repository / "data")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository}", str(clone)], check=True)

    assert open_texts(clone / "data") == before
    assert history.earlier(clone, *stale(clone / "data")) is None

    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "reset", "-q", "--soft", "HEAD~2"], cwd=repository, check=True)
    subprocess.run(["git", *identity, "commit", "-qm", "squashed"], cwd=repository, check=True)
    assert open_texts(repository / "data") == before
