"""Pages about practices: one, and the list of all."""

from __future__ import annotations

from handbook import text
from handbook.language import Anchor, Language
from handbook.model import SECTIONS, Practice
from handbook.page import Page, relative
from handbook.translation import Shown, extent


def practice(language: Language, practice: Practice) -> Page:
    book, uri = language.handbook, f"practices/{practice.id}.md"
    sections = [(name, language.prose(practice, name, uri)) for name in SECTIONS]
    elements = [language.element(practice, element, uri) for element in practice.elements]
    title, summary = language.t(practice, "title"), language.t(practice, "summary")
    parent = book.practices[practice.part_of] if practice.part_of else None
    texts = [title, summary, *(words for _, words in sections), *(words for _, *pair in elements for words in pair)]
    return language.page(
        uri,
        "practice",
        title,
        summary,
        crumbs=_crumbs(language, practice, parent),
        source=f"practices/{practice.id}.yml",
        hide=("navigation",),
        practice=practice,
        untranslated=extent(texts),
        stale=language.stale_parts(f"practices/{practice.id}", _headings(language, elements)),
        summary=summary,
        sections=[(name, words) for name, words in sections if words],
        elements=elements,
        places=[language.anchor(book.places[id_], "places", uri) for id_ in practice.places],
        countries=[(id_, language.anchor(book.countries[id_], "countries", uri)) for id_ in book.countries_of(practice)],
        themes=[language.anchor(book.themes[id_], "themes", uri) for id_ in practice.themes],
        target_groups=[language.t(book.target_groups[id_], "name") for id_ in practice.target_groups],
        period=text.period(practice.period, language.labels) if practice.period else "",
        parent=language.anchor(parent, "practices", uri, "title") if parent else None,
        parts=language.cards(book.parts.get(practice.id, ()), uri),
        related=[language.card(found, uri) for found in language.related.to(practice)],
        publications=book.publications,
        literature=[(book.literature[id_], relative(uri, f"further-reading.md#{id_}")) for id_ in practice.literature],
    )


def _headings(language: Language, elements: list[tuple[str, Shown, Shown]]) -> dict[str, Anchor]:
    """Where the texts of a practice stand on its page, by the beginning of their keys."""
    words = language.labels["practice"]
    named = {name: Anchor(words[name], f"#{name}") for name in (*SECTIONS, "figures", "links")}
    named["partners"] = Anchor(words["partners"], "#facts")
    return named | {f"elements.{id_}": Anchor(title.text, f"#{id_}", title.lang) for id_, title, _ in elements}


def _crumbs(language: Language, practice: Practice, parent: Practice | None) -> list[tuple[Shown | str, str]]:
    """Home, country and place if there is just one, else the list of all practices; then the whole it is part of."""
    book = language.handbook
    countries = book.countries_of(practice)
    crumbs: list[tuple[Shown | str, str]] = [(language.labels["nav"]["home"], "index.md")]
    if len(countries) == 1:
        crumbs.append((language.t(book.countries[countries[0]], "name"), f"countries/{countries[0]}.md"))
        crumbs += [(language.t(book.places[id_], "name"), f"places/{id_}.md") for id_ in practice.places[:1]]
    else:
        crumbs.append((language.labels["nav"]["practices"], "practices/index.md"))
    if parent:
        crumbs.append((language.t(parent, "title"), f"practices/{parent.id}.md"))
    return crumbs


def practice_list(language: Language) -> Page:
    uri = "practices/index.md"
    cards = [language.card(practice, uri) for practice in language.handbook.practices.values()]
    return language.overview(
        uri,
        "practices",
        hide=("toc",),
        letters=language.by_letter(cards, lambda card: card.title.text),
    )
