"""Documents as PDF, by Typst: tagged, after PDF/UA-1, the same bytes for the same document every time."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import typst

TEMPLATE = Path(__file__).parent / "typst" / "book.typ"
FONTS = Path(__file__).parent / "fonts"


class PdfError(Exception):
    """A document that cannot be set, as when no font has one of its letters. The message says which."""


def compiled(document: Mapping[str, Any], pictures: Path = Path()) -> bytes:
    """One document with its pictures from a folder. Its words reach Typst as data, so nothing in them is ever read as markup.

    Raises PdfError.
    """
    try:
        files = {file: list((pictures / file).read_bytes()) for file in document["pictures"]}
        pdf: bytes = typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            sys_inputs={"document": json.dumps({**document, "pictures": files}, ensure_ascii=False)},
        )
    except (typst.TypstError, OSError) as error:
        raise PdfError(f"PDF „{document['title']['text']}“ ({document['lang']}): {error}") from None
    return packed(pdf)


def packed(pdf: bytes) -> bytes:
    """The same PDF in a third of the bytes: Typst writes each of its many tags and links uncompressed, one by one."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as found:
        found.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return made.getvalue()


def write(documents: Mapping[Path, Mapping[str, Any]], pictures: Path) -> None:
    """Each document to its file, one on each processor, the longest first: Typst works outside of Python's lock."""

    def one(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled(documents[path], pictures))

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(one, sorted(documents, key=lambda path: -len(documents[path]["parts"]))))
