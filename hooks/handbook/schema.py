"""JSON Schemas of the data files, made from the model, so that editors complete and check YAML while one types.

The schema is help, not law: what it lets pass, `load` still refuses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handbook.load import FOLDERS, LISTS, RULES, WORDS
from handbook.model import Handbook

NAMES = {"practices": "practice", "places": "place"}
"""A schema is named after one thing, as authors call it in the first line of a file."""


def schemas(handbook: Handbook) -> dict[str, str]:
    """File name -> JSON text for every kind of data file."""
    ids = {
        "country": list(handbook.countries),
        "theme": list(handbook.themes),
        "target_group": list(handbook.target_groups),
        "publication": list(handbook.publications),
    }
    found: dict[str, str] = {}
    for name, model in {**FOLDERS, **LISTS, **RULES, **WORDS}.items():
        schema = _resolved(model.model_json_schema(), handbook.locales, ids)
        if name in FOLDERS:  # the file's name is the id
            schema["properties"].pop("id")
            schema["required"].remove("id")
        elif name not in WORDS:
            definitions = schema.pop("$defs", {})
            schema = {"type": "array", "items": schema, "$defs": definitions}
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
        found[f"{NAMES.get(name, name)}.json"] = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return found


def write(folder: Path, handbook: Handbook) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in schemas(handbook).items():
        (folder / name).write_text(text, "utf-8")


def _resolved(node: Any, locales: tuple[str, ...], ids: Mapping[str, list[str]]) -> Any:
    """The schema as authors write YAML: languages are keys, ids are offered, titles of pydantic left out."""
    if isinstance(node, list):
        return [_resolved(item, locales, ids) for item in node]
    if not isinstance(node, dict):
        return node
    if "ids" in node:
        return {"type": "string", "enum": ids[node["ids"]]}
    made = {key: _resolved(value, locales, ids) for key, value in node.items() if key != "title" or isinstance(value, dict)}
    properties = made.get("properties", {})
    texts = properties.pop("texts", None) if "properties" in made else None
    if texts:
        properties |= texts["properties"]
        made["required"] = [name for name in made["required"] if name != "texts"]
    elif made.get("type") == "object" and "properties" not in made and isinstance(made.get("additionalProperties"), dict):
        made = {
            "type": "object",
            "properties": dict.fromkeys(locales, made["additionalProperties"]),
            "additionalProperties": False,
        }
    return made
