"""What pages weigh, what the search weighs with 5,000 practices, and how build time grows: `make bench`. No assertions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from conftest import PROJECT, chromium
from handbook import chapters, load, pages, search
from test_build import ENVIRONMENT, build, copy, multiply
from weight import Log, compressed, many, material_index, serve

SMALL, LARGE = 30, 300
"""Copies of the two practices of the tiny handbook."""


@dataclass(frozen=True)
class Run:
    """One handbook, measured. Times in seconds, weight in bytes."""

    pages: int
    load: float
    render: float
    build: float
    weight: int


def measure(times: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder))
        multiply(project, times)
        stamps = [time.perf_counter()]
        book = load.handbook(project / "data", load.locales(project / "mkdocs.yml"))
        stamps.append(time.perf_counter())
        made = pages.pages(book)
        stamps.append(time.perf_counter())
        result = build(project)
        stamps.append(time.perf_counter())
        if result.returncode:
            sys.exit(result.stderr)
        loaded, rendered, built = (after - before for before, after in pairwise(stamps))
        weight = (project / "site/practices/kurs/index.html").stat().st_size
        return Run(len(made), loaded, rendered, built, weight)


MANY = 5000
"""Practices in the index whose weight is measured."""

WORDS = {"de": ("Kurs", "Wohnung", "Ehrenamt"), "tr": ("kurs", "konut", "gönüllü")}
"""What is searched, at last a word that stands in every second or third practice."""

LIMITS = {"first page": 150, "second page": 25, "search": 200}
"""Kilobytes at most, compressed: a first page with everything; the next one; what a search loads on top of a page."""

PLACES = ("places", "themes", "countries", "background", "about", "glossary", "publications", "further-reading", "compare")
"""Folders of the site. Of each the heaviest page is a second page, like the second heaviest practice."""

KINDS = ("HTML", "CSS", "scripts", "fonts", "images", "index")


def weigh() -> None:
    """Print what a browser loads of the real site, and of its search with very many practices."""
    book = load.handbook(PROJECT / "data", load.locales(PROJECT / "mkdocs.yml"))
    large = many(book, MANY)
    read, _ = chapters.chapters(PROJECT / "docs", book.locales)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT | os.environ, check=True)
        browser = chromium(playwright)
        print(f"{'kB, compressed':<48}" + "".join(f"{kind:>9}" for kind in KINDS) + f"{'all':>9}{'limit':>9}")
        for locale in book.locales:
            folder = site / "assets/search" / locale
            for path in sorted(folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            search.write(search.records(large, locale, read), folder)
            prefix = "" if locale == book.locales[0] else f"{locale}/"
            _without_list(site / prefix / "search/index.html")
            _weigh_language(locale, prefix, site, browser)
        browser.close()
    for locale in book.locales:
        size = compressed(material_index(large, locale))
        print(f"search_index.json of Material's search, {MANY} practices, {locale}: {size / 1000:.0f} kB")


def _weigh_language(locale: str, prefix: str, site: Path, browser: Browser) -> None:
    heaviest, second = _heaviest(site / prefix, "practices")[:2]
    with serve(site) as (address, log):
        page = browser.new_context().new_page()
        page.goto(address + heaviest.relative_to(site).parent.as_posix() + "/", wait_until="networkidle")
        _row(f"first page, {locale}", log.weights(), LIMITS["first page"])
        for path in (second, *(_heaviest(site / prefix, kind)[0] for kind in PLACES)):
            log.weights()
            uri = path.relative_to(site).parent.as_posix()
            page.goto(f"{address}{uri}/", wait_until="networkidle")
            _row(uri, log.weights(), LIMITS["second page"])
        page.context.close()
        for word in WORDS[locale]:
            weights = _search(browser.new_context().new_page(), f"{address}{prefix}", word, log)
            _row(f"search for {word}, {locale}", weights, LIMITS["search"])


def _without_list(page: Path) -> None:
    """The search page as it is with so many practices: it does not list them (search_page.MOST_LISTED)."""
    page.write_text(re.sub(r'<h2 id="all">.*?</ul>', "", page.read_text("utf-8"), flags=re.DOTALL), "utf-8")


def _heaviest(folder: Path, kind: str) -> list[Path]:
    """The pages below a folder, that of the folder itself included, the heaviest first."""
    return sorted((folder / kind).rglob("index.html"), key=lambda path: -compressed(path.read_bytes()))


def _search(page: Page, home: str, word: str, log: Log) -> Counter[str]:
    """What is loaded until results show, for a reader who comes from another page of the site."""
    page.goto(f"{home}glossary/", wait_until="networkidle")
    log.weights()
    page.goto(f"{home}search/?q={word}")
    page.wait_for_selector("#search-results .card")
    page.context.close()
    return log.weights()


def _row(name: str, weights: Counter[str], limit: int) -> None:
    cells = [weights[kind] for kind in KINDS] + [weights.total()]
    print(f"{name[:47]:<48}" + "".join(f"{cell / 1000:>9.1f}" for cell in cells) + f"{limit:>9}")


def main() -> None:
    weigh()
    runs = [measure(times) for times in (SMALL, LARGE)]
    print(f"{'pages':>8}{'load ms/page':>16}{'render ms/page':>16}{'build ms/page':>16}{'practice page':>16}")
    rows = [[1000 * t / run.pages for t in (run.load, run.render, run.build)] for run in runs]
    for run, row in zip(runs, rows, strict=True):
        print(f"{run.pages:>8}" + "".join(f"{value:>16.2f}" for value in row) + f"{run.weight:>14} B")
    ratios = [many / few for few, many in zip(*rows, strict=True)] + [runs[1].weight / runs[0].weight]
    print(f"{'ratio':>8}" + "".join(f"{ratio:>16.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
