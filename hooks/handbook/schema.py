"""JSON Schemas of the data files, made from the model, so that editors complete, explain and check YAML while one types.

The schema is help, not law: what it lets pass, `load` still refuses. What a field means is said once, in
`fields/<locale>.yml`, for editors and for the form of the site; a schema says it in all languages, as it cannot ask for one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handbook.load import FOLDERS, LISTS, RULES, WORDS
from handbook.model import Handbook, Strict

NAMES = {"practices": "practice", "places": "place"}
"""A schema is named after one thing, as authors call it in the first line of a file."""

FIELDS = Path(__file__).parent / "fields"


@cache
def words(locale: str) -> dict[str, dict[str, dict[str, str]]]:
    """Name and help of every field: model -> field as authors write it -> `name`, `help`. Without a file the first at hand."""
    path = FIELDS / f"{locale}.yml"
    if not path.exists():
        path = min(FIELDS.glob("*.yml"))
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return loaded


def field_words(model: str, field: str, locale: str) -> dict[str, str]:
    """Name and help of one field. What a model has from the one it extends is said there."""
    owner = next(found.__name__ for found in _models()[model].__mro__ if field in words(locale).get(found.__name__, {}))
    return words(locale)[owner][field]


@cache
def _models() -> dict[str, type[Strict]]:
    def below(model: type[Strict]) -> Iterator[type[Strict]]:
        for inner in model.__subclasses__():
            yield inner
            yield from below(inner)

    return {model.__name__: model for model in below(Strict)}


def schemas(handbook: Handbook) -> dict[str, str]:
    """File name -> JSON text for every kind of data file."""
    made = _Maker(handbook)
    found: dict[str, str] = {}
    for name, model in {**FOLDERS, **LISTS, **RULES, **WORDS}.items():
        schema = made.schema(model)
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


def outdated(folder: Path, handbook: Handbook) -> str:
    """The first file of a folder of schemas that is not what `write` would write; none if there is no such folder."""
    found = schemas(handbook).items() if folder.exists() else ()
    return next(
        (name for name, text in found if not (folder / name).exists() or (folder / name).read_text("utf-8") != text), ""
    )


class _Maker:
    """Pydantic's schemas as authors write YAML: languages are keys, ids and values are offered and explained."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self.locales = handbook.locales
        states = {state.id: state for country in handbook.countries.values() for state in country.states}
        self.offered: Mapping[str, Mapping[str, Any]] = {
            "country": handbook.countries,
            "state": states,
            "place": handbook.places,
            "theme": handbook.themes,
            "target_group": handbook.target_groups,
            "publication": handbook.publications,
        }

    def schema(self, model: type[Strict]) -> dict[str, Any]:
        raw = model.model_json_schema()
        self.used: dict[str, dict[str, Any]] = {}
        definitions = {name: self._object(node, name) for name, node in raw.pop("$defs", {}).items()}
        return self._object(raw, model.__name__) | {"$defs": definitions | self.used}

    def _object(self, node: dict[str, Any], model: str) -> dict[str, Any]:
        """A thing with fields. Its texts are a field per language; the docstrings of the program are not for authors."""
        properties: dict[str, Any] = {}
        for name, value in node["properties"].items():
            made, about = self._value(value), self._about(model, name)
            if name == "texts":
                properties |= dict.fromkeys(self.locales, made["additionalProperties"] | about)
            else:
                properties[name] = made | about
        made = {"type": "object", "properties": properties, "additionalProperties": False}
        required = [name for name in node.get("required", ()) if name != "texts"]
        return made | ({"required": required} if required else {})

    def _about(self, model: str, field: str) -> dict[str, str]:
        """A field in words, in all languages: plainly for every editor, as Markdown for those that show it."""
        found = list({id(said := field_words(model, field, code)): said for code in self.locales}.values())
        return {
            "description": "\n\n".join(f"{said['name']}: {said['help']}" for said in found),
            "markdownDescription": "\n\n".join(f"**{said['name']}** – {said['help']}" for said in found),
        }

    def _value(self, node: Any) -> dict[str, Any]:
        if "anyOf" in node:  # a field that may be missing; nobody writes null
            return self._value(next(option for option in node["anyOf"] if option.get("type") != "null"))
        if "x-ids" in node:
            kind = node["x-kind"]
            self.used[kind] = {"type": "string"} | self._explained(
                {id_: self._name(item) for id_, item in self.offered[kind].items()}
            )
            return {"$ref": f"#/$defs/{kind}"}
        if "x-words" in node:
            labels = [self.handbook.labels[code][node["x-words"]] for code in self.locales]
            return {"type": "string"} | self._explained(
                {value: " / ".join(dict.fromkeys(said[value].replace("{n}", "…") for said in labels)) for value in node["enum"]}
            )
        if node.get("x-kind") == "locale":
            return {"type": "string", "enum": list(self.locales)}
        made = {key: value for key, value in node.items() if key not in {"title", "default"} and not key.startswith("x-")}
        if "items" in made:
            made["items"] = self._value(made["items"])
        if isinstance(inner := made.get("additionalProperties"), dict):  # a text per language, or a block of texts
            inner = self._value(inner)
            made |= {"additionalProperties": inner if "$ref" in inner else False}
            if "$ref" not in inner:
                made["properties"] = dict.fromkeys(self.locales, inner)
        return made

    @staticmethod
    def _explained(values: Mapping[str, str]) -> dict[str, list[str]]:
        """What VS Code and the YAML language server show beside each value and when the mouse rests on it."""
        return {"enum": list(values), "enumDescriptions": list(values.values())}

    def _name(self, item: Any) -> str:
        if hasattr(item, "short"):
            return str(item.short)
        return " / ".join(dict.fromkeys(item.texts[code].name for code in self.locales if code in item.texts))
