"""data/ -> Handbook, or one DataError with every fault of every file.

Two passes: first all files are read and all ids gathered, then each file is validated knowing them. So a broken file never
hides the faults of the others, and a reference to it is not a second fault.
"""

from __future__ import annotations

import re
import string
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from handbook import document
from handbook.document import Document, Loc
from handbook.faults import DataError, Fault, nearest
from handbook.model import (
    ID,
    ID_LENGTH,
    RESERVED,
    Chart,
    Context,
    Country,
    ElementText,
    Exemption,
    Handbook,
    Outline,
    Place,
    Practice,
    PracticeText,
    Publication,
    Reference,
    Strict,
    SurveyAnswer,
    TargetGroup,
    Term,
    Theme,
    TimelineEntry,
    Words,
)

FOLDERS: Mapping[str, type[Strict]] = {"practices": Practice, "places": Place}
"""Folders of data/ with one thing per file; the file's name is its id."""
LISTS: Mapping[str, type[Strict]] = {
    "countries": Country,
    "outlines": Outline,
    "themes": Theme,
    "target_groups": TargetGroup,
    "publications": Publication,
    "glossary": Term,
    "survey": SurveyAnswer,
    "literature": Reference,
    "charts": Chart,
    "timeline": TimelineEntry,
}
"""Files of data/ that hold a list, in the order in which pages show it."""
RULES: Mapping[str, type[Strict]] = {"exceptions": Exemption}
"""Files of data/ that may hold a list of rules for the checks of texts. They are no part of the site."""
WORDS: Mapping[str, type[Strict]] = {"words": Words}
"""Folders of data/ with one such file per language."""
KINDS = {
    "countries": "country",
    "outlines": "outline",
    "themes": "theme",
    "target_groups": "target_group",
    "publications": "publication",
    "glossary": "term",
    "survey": "survey",
    "literature": "literature",
    "charts": "chart",
    "timeline": "timeline",
}
"""What one thing in a list file is called where it is referred to."""
TRANSLATIONS = "translations"
"""Folder of data/ with the records of what has been translated from which source text (module `state`)."""
FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def locales(mkdocs_yml: Path) -> tuple[str, ...]:
    """The languages of the i18n plugin in mkdocs.yml, the default (first) one first. They are configured nowhere else."""
    config = yaml.load(mkdocs_yml.read_text("utf-8"), Loader=yaml.BaseLoader)
    for plugin in config["plugins"]:
        if isinstance(plugin, dict) and "i18n" in plugin:
            return tuple(language["locale"] for language in plugin["i18n"]["languages"])
    raise ValueError(f"{mkdocs_yml}: no i18n plugin, so no languages")


@dataclass(frozen=True)
class Loaded:
    """What data/ holds, however broken: the valid part of it, every file with its positions, all ids, all faults."""

    handbook: Handbook
    documents: Mapping[str, Document]
    """By path below data/, without the suffix: `practices/altena-konzept`, `themes`."""
    context: Context
    faults: tuple[Fault, ...]


def handbook(data: Path, locales: tuple[str, ...]) -> Handbook:
    """Read and check everything below `data`. Raises DataError, worded in the first language."""
    loaded = read(data, locales)
    if loaded.faults:
        raise DataError(loaded.faults, locales[0])
    return loaded.handbook


def read(data: Path, locales: tuple[str, ...], unsaved: Mapping[str, bytes] | None = None) -> Loaded:
    """Read everything below `data` and collect the faults. `unsaved` files, by path below it, count as if they lay there."""
    loader = _Loader(data, locales, unsaved or {})
    made = loader.handbook()
    return Loaded(made, loader.documents, loader.context, tuple(loader.faults))


class _Loader:
    def __init__(self, data: Path, locales: tuple[str, ...], unsaved: Mapping[str, bytes]) -> None:
        self.data = data
        self.locales = locales
        self.unsaved = unsaved
        self.faults: list[Fault] = []
        self.documents: dict[str, Document] = {}
        """By path below data/, without the suffix: `practices/altena-konzept`, `themes`."""
        self.records: dict[str, dict[tuple[str, str], str]] = {locale: {} for locale in locales}
        self._read()
        self.context = Context(locales, self._known())

    def handbook(self) -> Handbook:
        labels = self._labels()
        kinds: dict[str, dict[str, Any]] = {}
        for folder, model in FOLDERS.items():
            kinds[folder] = {
                name.partition("/")[2]: item
                for name, found in self.documents.items()
                if name.startswith(f"{folder}/")
                for item in self._valid(model, found, {"id": name.partition("/")[2]})
            }
        for name, model in LISTS.items():
            found = self.documents.get(name)
            items = found.data if found and isinstance(found.data, list) else []
            kinds[name] = {
                item.id: item
                for index in range(len(items))
                for item in self._valid(model, found, {}, (index,))  # type: ignore[arg-type]
            }
        rules = self._rules()
        self._across(kinds["practices"], kinds["places"], kinds["countries"])
        self.faults += [fault for found in self.documents.values() for fault in found.faults]
        return Handbook(
            locales=self.locales,
            practices=kinds["practices"],
            places=kinds["places"],
            countries=kinds["countries"],
            outlines=kinds["outlines"],
            themes=kinds["themes"],
            target_groups=kinds["target_groups"],
            publications=kinds["publications"],
            terms=kinds["glossary"],
            survey=kinds["survey"],
            literature=kinds["literature"],
            charts=kinds["charts"],
            timeline=kinds["timeline"],
            labels=labels,
            records=self.records,
            **rules,
        )

    def _rules(self) -> dict[str, Any]:
        """What the checks of texts know."""
        exempt = self.documents.get("exceptions")
        lists = {locale: found for locale in self.locales if (found := self.documents.get(f"words/{locale}"))}
        words = {locale: known for locale, found in lists.items() for known in self._valid(Words, found, {})}
        rows = range(len(exempt.data)) if exempt and isinstance(exempt.data, list) else range(0)
        exemptions = [item for row in rows for item in self._valid(Exemption, exempt, {}, (row,))]  # type: ignore[arg-type]
        return {"exceptions": tuple(exemptions), "words": words}

    # --- reading ----------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read every YAML file once; whatever else lies in data/ is a fault, so that no text is lost unseen."""
        expected = {f"{name}.yml" for name in LISTS}
        lists = expected | {f"{name}.yml" for name in RULES}
        for path in sorted({*self.data.rglob("*"), *(self.data / name for name in self.unsaved)}):
            below = path.relative_to(self.data).as_posix()
            if path.is_dir() or path.name.startswith(".") or below.startswith("schema/"):
                continue
            label = f"{self.data.name}/{below}"
            folder, _, name = below.rpartition("/")
            if path.suffix == ".yml" and any(below.startswith(f"{TRANSLATIONS}/{locale}/") for locale in self.locales):
                self._read_record(path.read_bytes(), label, below.removesuffix(".yml").split("/", 2))
                continue
            if refused := _misnamed(path, label, below in lists, folder, expected):
                self.faults.append(refused)
            else:
                raw = self.unsaved[below] if below in self.unsaved else path.read_bytes()
                self.documents[below.removesuffix(".yml")] = found = document.read(raw, label)
                if not found.faults and not isinstance(found.data, list if below in lists else dict):
                    found.fault("expected_list" if below in lists else "expected_block", 0)
        for name in sorted(expected - {f"{name}.yml" for name in self.documents}):
            self.faults.append(Fault(f"{self.data.name}/{name}", 1, 1, "missing_file"))

    def _read_record(self, raw: bytes, label: str, parts: list[str]) -> None:
        """Fingerprints of source texts that a language has translated. The command `handbook translations` writes them."""
        found = document.read(raw, label)
        self.faults += found.faults
        _, locale, file = parts
        name = f"{file}.md" if file.startswith("docs/") else file
        if not isinstance(found.data, dict):
            if not found.faults:
                self.faults.append(Fault(label, 1, 1, "expected_block"))
            return
        for key, value in found.data.items():
            if isinstance(value, str) and FINGERPRINT.fullmatch(value):
                self.records[locale][name, key] = value
            else:
                found.fault("fingerprint", found.start((key,)), key=key)
                self.faults.append(found.faults[-1])

    def _known(self) -> dict[str, frozenset[str]]:
        """Every id of every kind, taken from the raw data: a thing with a fault still exists."""
        files = {folder: {n.partition("/")[2] for n in self.documents if n.startswith(f"{folder}/")} for folder in FOLDERS}
        elements: dict[str, str] = {}
        for name, found in self.documents.items():
            if not name.startswith("practices/"):
                continue
            for loc, id_ in _ids(found.data, "elements"):
                if id_ in files["practices"] or id_ in elements:
                    found.fault("duplicate_id", found.start(loc), value=id_, first=elements.get(id_, f"{id_}.yml"))
                elements.setdefault(id_, found.path)
        known = {
            "practice": frozenset(files["practices"] | elements.keys()),
            "practice_file": frozenset(files["practices"]),
            "place": frozenset(files["places"]),
        }
        for name, kind in KINDS.items():
            if (ids := self._listed(name)) is not None:
                known[kind] = frozenset(ids)
        if "country" in known:
            known["state"] = frozenset(id_ for item in self.documents["countries"].data for _, id_ in _ids(item, "states"))
        if "term" in known:  # only what the glossary explains can be linked to
            terms = [term for term in self.documents["glossary"].data if isinstance(term, dict)]
            known["term"] = frozenset(term["id"] for term in terms if "id" in term and term.get("glossary", "false") != "false")
        return known

    def _listed(self, name: str) -> set[str] | None:
        """The ids of a list file, None if it cannot be read; an id that comes twice is a fault."""
        found = self.documents.get(name)
        if found is None or not isinstance(found.data, list):
            return None
        seen: dict[str, int] = {}
        for loc, id_ in _ids({"": found.data}, ""):
            index = found.start(loc[1:])
            if id_ in seen:
                found.fault("duplicate_id", index, value=id_, first=f"{found.path}:{seen[id_]}")
            seen.setdefault(id_, found.text.count("\n", 0, index) + 1)
        return set(seen)

    # --- validating -------------------------------------------------------------------------------------------------------

    def _valid(self, model: type[Strict], found: Document, given: Mapping[str, str], loc: Loc = ()) -> Iterator[Any]:
        """The valid thing at `loc` of a file, or nothing and its faults."""
        data: Any = found.data
        for step in loc:
            data = data[step]
        if found.data is None or (not loc and not isinstance(data, dict)):
            return
        if isinstance(data, dict) and given.keys() & data.keys():
            for key in given.keys() & data.keys():
                found.fault("key_from_file_name", found.start((*loc, key), of_key=True), key=key)
            return
        try:
            yield model.model_validate({**data, **given} if isinstance(data, dict) else data, context=self.context)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_input=False)
            for problem in problems:
                # A list of nothing but wrong values is not also too short.
                inner = any(other["loc"][: len(problem["loc"])] == problem["loc"] != other["loc"] for other in problems)
                if not (problem["type"] == "too_short" and inner):
                    self._explain(model, found, loc, problem)

    def _explain(self, model: type[BaseModel], found: Document, base: Loc, problem: Any) -> None:
        """One of pydantic's errors as a fault at the place in the file where an author can mend it."""
        inside: Loc = problem["loc"]
        loc = (*base, *(step for step in inside if step != "texts"))
        context = dict(problem.get("ctx", {}))
        code: str = problem["type"]
        if code == "markup":
            for name, snippet, values in context["problems"]:
                found.fault(name, found.find(loc, snippet), **values)
        elif code == "extra_forbidden":
            allowed = sorted(_fields(model, inside[:-1], self.locales) - ({"id"} if not base and len(inside) == 1 else set()))
            key = str(loc[-1])
            found.fault(
                "unknown_key",
                found.start(loc, of_key=True),
                key=key,
                allowed=", ".join(allowed),
                nearest=nearest(key, allowed),
            )
        elif code == "comment":
            found.cut_off(loc)
        elif code == "missing":
            found.fault("missing_key", found.start(loc[:-1]), key=loc[-1])
        elif code in {"literal_error", "enum"}:
            allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            value = _value(found.data, loc)
            found.fault(
                "unknown_value",
                found.start(loc),
                value=value,
                allowed=", ".join(allowed),
                nearest=nearest(str(value), allowed),
            )
        elif code in PYDANTIC:
            found.fault(PYDANTIC[code], found.start(loc), **context)
        else:
            found.fault(code, found.start(loc), **context)

    def _across(self, practices: Mapping[str, Practice], places: Mapping[str, Place], countries: Mapping[str, Country]) -> None:
        """Check what only shows when several things are seen together."""
        for practice in practices.values():
            found = self.documents[f"practices/{practice.id}"]
            self._source_texts(practice, found)
            if practice.id in practice.related:
                found.fault("related_to_itself", found.start(("related", practice.related.index(practice.id))))
            if _part_of_itself(practice, practices):
                found.fault("part_of_itself", found.start(("part_of",)), value=practice.part_of)
        for place in places.values():
            found = self.documents[f"places/{place.id}"]
            country = countries.get(place.country)
            if place.state and country and place.state not in {state.id for state in country.states}:
                found.fault("state_elsewhere", found.start(("state",)), value=place.state, country=place.country)
            if _part_of_itself(place, places):
                found.fault("part_of_itself", found.start(("part_of",)), value=place.part_of)

    @staticmethod
    def _source_texts(practice: Practice, found: Document) -> None:
        """A translation may be partial; the language a practice was written in has everything that a page needs."""
        language = practice.source_language
        needed: list[tuple[Any, Loc, tuple[str, ...]]] = [(practice, (), PracticeText.needed)]
        needed += [(element, ("elements", at), ElementText.needed) for at, element in enumerate(practice.elements)]
        for item, loc, keys in needed:
            text = item.texts.get(language)
            if text is None:
                found.fault("source_language_empty", found.start(loc), locale=language)
            for key in keys:
                if text is not None and getattr(text, key) is None:
                    found.fault("missing_key", found.start((*loc, language), of_key=True), key=key)

    # --- labels -----------------------------------------------------------------------------------------------------------

    def _labels(self) -> dict[str, Mapping[str, Any]]:
        """The interface words of each language: the same keys and the same {slots} as in the first one."""
        labels: dict[str, Mapping[str, Any]] = {}
        flat: dict[str, dict[Loc, str]] = {}
        for locale in self.locales:
            found = self.documents.get(f"labels/{locale}")
            if found is None:
                self.faults.append(Fault(f"{self.data.name}/labels/{locale}.yml", 1, 1, "missing_file"))
                continue
            labels[locale] = found.data or {}
            flat[locale] = _words(found)
            expected = flat.get(self.locales[0])
            if not (found.data and expected):  # what a broken file lacks says nothing about the others
                continue
            for loc in expected.keys() - flat[locale].keys():
                found.fault("missing_key", found.start(loc[:-1]), key=".".join(map(str, loc)))
            for loc in flat[locale].keys() - expected.keys():
                close = nearest(".".join(map(str, loc)), (".".join(map(str, known)) for known in expected))
                key = ".".join(map(str, loc))
                found.fault("unknown_label", found.start(loc, of_key=True), key=key, locale=self.locales[0], nearest=close)
            for loc in flat[locale].keys() & expected.keys():
                mine, theirs = _slots(flat[locale][loc]), _slots(expected[loc])
                if mine is not None and theirs is not None and mine != theirs:
                    found.fault("slots", found.start(loc), expected=" ".join(sorted(theirs)) or "–")
        return labels


PYDANTIC = {
    "model_type": "expected_block",
    "dict_type": "expected_block",
    "tuple_type": "expected_list",
    "string_type": "expected_text",
    "too_long": "too_long",
    "too_short": "too_short",
    "string_pattern_mismatch": "pattern",
    "bool_parsing": "expected_truth",
    "bool_type": "expected_truth",
    "int_type": "year",
    "float_type": "degrees",
}
"""Pydantic's error types as our codes; the rest are raised by the model under our own codes."""


def _misnamed(path: Path, label: str, listed: bool, folder: str, expected: set[str]) -> Fault | None:
    """What is wrong with the name of a file or with its place."""
    if path.suffix != ".yml" and path.suffix.casefold() in {".yml", ".yaml"}:
        return Fault(label, 1, 1, "wrong_ending", {"name": f"{path.stem}.yml"})
    if path.suffix != ".yml" or not (listed or folder in {*FOLDERS, *WORDS, "labels"}):
        return Fault(label, 1, 1, "unknown_file", {"nearest": "" if folder else nearest(path.name, expected)})
    if folder in FOLDERS and not ID.fullmatch(path.stem):
        return Fault(label, 1, 1, "bad_file_name", {"value": path.name})
    if folder in FOLDERS and len(path.stem) > ID_LENGTH:
        return Fault(label, 1, 1, "long_file_name", {"length": len(path.stem), "limit": ID_LENGTH})
    if folder in FOLDERS and path.stem in RESERVED:
        return Fault(label, 1, 1, "reserved_id", {"value": path.stem})
    return None


def _ids(data: Any, key: str) -> Iterator[tuple[Loc, str]]:
    """Place and value of every `id` in the list `data[key]`, however broken the rest may be."""
    items = data.get(key) if isinstance(data, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield (key, index, "id"), item["id"]


def _part_of_itself(item: Any, items: Mapping[str, Any]) -> bool:
    seen = {item.id}
    above = item.part_of
    while above in items and above not in seen:
        seen.add(above)
        above = items[above].part_of
    return bool(above == item.id)


def _value(data: Any, loc: Loc) -> Any:
    for step in loc:
        data = data[step]
    return data


def leaves(labels: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Every label with its place; what is no group of labels should be a text."""
    if isinstance(labels, Mapping):
        for key, value in labels.items():
            yield from leaves(value, (*loc, key))
    else:
        yield loc, labels


def _words(found: Document) -> dict[Loc, str]:
    """Every label of a file; what is no text, and a brace without its partner, is a fault."""
    words: dict[Loc, str] = {}
    for loc, text in leaves(found.data or {}):
        words[loc] = text if isinstance(text, str) else ""
        if not isinstance(text, str):
            found.fault("expected_text", found.start(loc))
        elif _slots(text) is None:
            found.fault("brace", found.start(loc), example="{n}")
    return words


def _slots(text: str) -> set[str] | None:
    """The {names} in a label; None where a brace has no partner."""
    try:
        return {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _fields(annotation: Any, loc: Loc, locales: tuple[str, ...]) -> set[str]:
    """The keys allowed at `loc` of a type, as an author writes them."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _fields(arguments[0], loc, locales)
    if origin in {Union, types.UnionType}:
        return set().union(*(_fields(option, loc, locales) for option in arguments))
    if origin in {tuple, dict} and loc:
        return _fields(arguments[0 if origin is tuple else 1], loc[1:], locales)
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return set()
    fields = {info.alias or name: info.annotation for name, info in annotation.model_fields.items()}
    if loc:
        return _fields(fields.get(str(loc[0])), loc[1:], locales)
    return fields.keys() - {"texts"} | (set(locales) if "texts" in fields else set())
