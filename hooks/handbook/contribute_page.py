"""The page with the form for contributors: a new practice without YAML, checked in the browser, sent by way of the host."""

from __future__ import annotations

from handbook import form
from handbook.host import Host
from handbook.language import Language
from handbook.page import Page, relative


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
