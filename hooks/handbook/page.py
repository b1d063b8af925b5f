"""One page and its address: what every consumer of the dictionary gets."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

import yaml


@dataclass(frozen=True)
class Page:
    """One page in one language. `source` is the data file it comes from, relative to the project; None if there is none."""

    uri: str
    locale: str
    title: str
    description: str
    body: str
    source: str | None = None
    hide: tuple[str, ...] = ()
    translated: bool = True
    """Whether any of its text is in the page's language; if not, the page is no alternate of the others."""

    @property
    def src_uri(self) -> str:
        return f"{self.locale}/{self.uri}"

    @property
    def markdown(self) -> str:
        """The page as a Markdown file."""
        meta = {"title": self.title, "description": self.description, "hide": list(self.hide)}
        front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{front}---\n\n{self.body}"


def address(uri: str) -> str:
    """The address of a page below its language's root: `practices/x.md` -> `practices/x/`, `index.md` -> ``."""
    folder, name = posixpath.split(uri.removesuffix(".md"))
    path = folder if name == "index" else posixpath.join(folder, name)
    return f"{path}/" if path else ""


def relative(uri: str, to: str) -> str:
    """The relative address from one page to another; `to` may have a `#fragment`."""
    target, hash_, fragment = to.partition("#")
    path = posixpath.relpath(address(target) or ".", address(uri) or ".")
    return (f"{path}/" if path != "." else "./") + hash_ + fragment


def relative_file(uri: str, path: str) -> str:
    """The relative address from a page to a file below its language's root."""
    return posixpath.relpath(path, address(uri) or ".")
