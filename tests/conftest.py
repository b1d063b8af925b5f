"""What tests share: a tiny handbook to break, the real one to measure, and one strict build of the real site."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from handbook import load, pages
from handbook.model import Handbook
from handbook.page import Page

PROJECT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session")
def book() -> Handbook:
    """The real data."""
    return load.handbook(PROJECT / "data", load.locales(PROJECT / "mkdocs.yml"))


@pytest.fixture(scope="session")
def made(book: Handbook) -> dict[str, Page]:
    """The real pages as Markdown."""
    return pages.pages(book)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the smallest valid data folder."""
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    return data


@dataclass(frozen=True)
class Site:
    """A built site. Pages are parsed once."""

    folder: Path
    warnings: tuple[str, ...]

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every HTML page by its address: `` for the home page, `tr/practices/x/`."""
        return {
            path.relative_to(self.folder).as_posix().removesuffix("index.html"): html.fromstring(path.read_bytes())
            for path in sorted(self.folder.rglob("*.html"))
        }


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built once in strict mode; all site tests read its files."""
    folder = tmp_path_factory.mktemp("site")
    handler = _Warnings()
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(folder), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    return Site(folder, tuple(handler.messages))
