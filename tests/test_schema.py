"""What editors and the form for contributors say about fields: each is explained, in every language, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handbook import project, schema
from handbook.load import FOLDERS, LISTS, RULES, WORDS
from handbook.model import Handbook, Practice, PracticeText


def _own_fields() -> set[tuple[str, str]]:
    """Every field of every model, where it is first defined, as authors write it."""
    return {
        (model.__name__, info.alias or name)
        for model in schema._models().values()
        for name, info in model.model_fields.items()
        if name in model.__annotations__
    }


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_every_field_has_a_name_and_help_and_no_words_are_left_over(locale: str) -> None:
    said = {(model, field): words for model, fields in schema.words(locale).items() for field, words in fields.items()}

    assert _own_fields() == said.keys()
    for key, words in said.items():
        assert words.keys() == {"name", "help"}, key
        assert words["name"].strip(), key
        assert words["help"].endswith((".", "?")) or ": " in words["help"], key
        assert "'" not in words["help"], key


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_a_field_has_the_name_that_it_has_on_the_page(locale: str, book: Handbook) -> None:
    on_page = book.labels[locale]["practice"]
    for model in (Practice, PracticeText):
        for name in model.model_fields:
            if name in on_page:
                assert schema.field_words(model.__name__, name, locale)["name"] == on_page[name]


def _properties(node: Any) -> list[tuple[str, Any]]:
    found = list(node["properties"].items()) if isinstance(node, dict) and "properties" in node else []
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return found + [pair for value in inner for pair in _properties(value)]


def test_every_field_of_every_schema_is_explained_in_both_languages(book: Handbook) -> None:
    for name, text in schema.schemas(book).items():
        for field, node in _properties(json.loads(text)):
            if field not in book.locales:  # short texts per language are explained by the field they are in
                assert node["description"].count("\n\n") == 1, f"{name} {field}"
                assert node["markdownDescription"].startswith("**"), f"{name} {field}"


def test_ids_and_values_are_offered_with_their_names_in_both_languages(book: Handbook) -> None:
    made = json.loads(schema.schemas(book)["practice.json"])["$defs"]

    assert set(made["place"]["enum"]) == set(book.places)
    names = dict(zip(made["theme"]["enum"], made["theme"]["enumDescriptions"], strict=True))
    assert names["housing"] == " / ".join(book.themes["housing"].texts[locale].name for locale in book.locales)
    status = made["Period"]["properties"]["status"]
    assert dict(zip(status["enum"], status["enumDescriptions"], strict=True))["planned"] == "geplant / planlanıyor"


def test_a_new_practice_changes_no_schema(book: Handbook) -> None:
    """Who contributes by the form adds one file; the committed schemas must stay right."""
    texts = schema.schemas(book)

    assert not [id_ for id_ in book.practices if id_ not in book.places and f'"{id_}"' in texts["practice.json"]]


def test_every_schema_is_a_schema_without_loose_ends(book: Handbook) -> None:
    for name, text in schema.schemas(book).items():
        made = json.loads(text)
        assert '"x-' not in text, name
        assert {found.removeprefix("#/$defs/") for found in _references(made)} == made["$defs"].keys(), name
    assert len(schema.schemas(book)) == len({*FOLDERS, *LISTS, *RULES, *WORDS})


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [found for inner in node for found in _references(inner)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [found for inner in node.values() for found in _references(inner)]


def test_schemas_that_lag_behind_the_data_are_named_and_an_absent_folder_is_not(small: Path) -> None:
    assert "schema_outdated" not in {fault.code for fault in project.warnings(project.read(small))}
    (small / "data/schema").mkdir()
    schema.write(small / "data/schema", project.read(small).data.handbook)
    assert project.warnings(project.read(small)) == ()
    place = (small / "data/places/ulm.yml").read_text("utf-8")
    (small / "data/places/alm.yml").write_text(place, "utf-8")

    (found,) = project.warnings(project.read(small))

    assert found.text("de").startswith("data/schema/practice")
    assert "„make schema“ schreibt data/schema/ neu" in found.text("de")
    assert "“make schema” yeniler" in found.text("tr")
