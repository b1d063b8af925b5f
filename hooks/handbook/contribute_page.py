"""The page with the form for contributors: a new practice without YAML, checked in the browser, sent by way of the host."""

from __future__ import annotations

from dataclasses import dataclass

from handbook import form
from handbook.language import Language
from handbook.page import Page, relative


@dataclass(frozen=True)
class Host:
    """Where contributors send what they write. Either address may be empty: then the page does not offer it.

    `new_file` opens the host's page for a new file; {name} and {text} in it are filled in. `idea` opens a form for ideas.
    """

    new_file: str = ""
    idea: str = ""


NO_HOST = Host()


def contribute(language: Language, host: Host) -> Page:
    uri = "contribute.md"
    fields = form.fields(language)
    by_key = {field.key: field for field in fields}
    texts = sorted((field for field in fields if field.kind == "text"), key=lambda field: field.key != language.locale)
    parts = {
        part: [field for key in keys for field in (texts if key == "texts" else [by_key[key]])]
        for part, keys in form.PARTS.items()
    }
    data = form.data(language, fields)
    return language.overview(
        uri,
        "contribute",
        hide=("navigation", "toc"),
        parts=parts,
        host=host,
        operator=relative(uri, "about/accessibility.md#operator"),
        long={kind for kind, names in data["names"].items() if len(names) > form.LONG_LIST},
        form=data,
    )
