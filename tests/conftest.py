"""What tests share: a tiny handbook to break, the real one to measure, and one strict build of the real site."""

from __future__ import annotations

import functools
import http.server
import json
import logging
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Page as Tab

from handbook import load, pages
from handbook.model import Handbook
from handbook.page import Page

PROJECT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny"
DESCRIPTION = f"description: {'Zwei. ' * 11}Drei.\n"
"""Of the one chapter of the smallest project; no sentence is long enough to need a translation."""


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


@pytest.fixture
def small(tiny: Path) -> Path:
    """The smallest valid project: the tiny data with the real labels, one chapter per language, the real mkdocs.yml."""
    root = tiny.parent
    shutil.copytree(PROJECT / "data" / "labels", tiny / "labels", dirs_exist_ok=True)
    excepted = (PROJECT / "data" / "exceptions.yml").read_text("utf-8").splitlines()
    with (tiny / "exceptions.yml").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in excepted if "file: data/labels/" in line)
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"    - (?:background|about)/(?!partners|.*generated).*\n", "", text), "utf-8")
    for locale in load.locales(root / "mkdocs.yml"):
        (root / "docs" / locale / "background").mkdir(parents=True)
        words = f"---\ntitle: Eins\n{DESCRIPTION}---\n\n# Eins\n\n## Drei {{#three}}\n\nText.\n"
        (root / "docs" / locale / "background" / "partners.md").write_text(words, "utf-8")
    return root


@dataclass(frozen=True)
class Site:
    """A built site. Pages are parsed once."""

    folder: Path
    warnings: tuple[str, ...]
    written: tuple[str, ...]  # below docs/, where the build must leave everything as it is

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
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Site:
    """The real site, built once in strict mode, whoever of the workers comes first; all site tests read its files."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder, report = shared / "site", shared / "site.json"
    with FileLock(shared / "site.lock"):
        if not report.exists():  # written last
            report.write_text(json.dumps(_built(folder)), "utf-8")
    warnings, written = json.loads(report.read_text("utf-8"))
    return Site(folder, tuple(warnings), tuple(written))


def _built(folder: Path) -> tuple[list[str], list[str]]:
    """What MkDocs warns of while it builds the real site into a folder, and what is new below docs/ afterwards."""
    before = set((PROJECT / "docs").rglob("*"))
    handler = _Warnings()
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(folder), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    return handler.messages, sorted(str(path) for path in set((PROJECT / "docs").rglob("*")) - before)


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Files over HTTP without a log: tests speak for themselves."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The built site on a local address."""
    handler = functools.partial(QuietHandler, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
"""WCAG 2.2 A and AA. Without what passes: to report that too takes axe as long again as to look."""


def violations(page: Tab, part: str | None = None) -> list[str]:
    """What axe has against a page as it is now, or a part of it: rule, first element and how often."""
    found = Axe().run(page, context=part, options=WCAG).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]} ({len(one['nodes'])})" for one in found]


def chromium(playwright: Playwright) -> Browser:
    """What BROWSER_PATH names, the system's Chromium or Playwright's."""
    own = playwright.chromium.executable_path
    path = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or own
    if not Path(path).exists():
        raise FileNotFoundError("no Chromium found: install the package chromium, or set BROWSER_PATH to a browser")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Without a browser these tests fail rather than skip."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Tab]:
    """A page of its own, as a first visit."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def phone(browser: Browser) -> Iterator[Tab]:
    """One narrow page for all that only looks; what it has loaded once it keeps."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()
