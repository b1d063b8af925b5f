"""What pages weigh, what the search weighs with 5,000 practices, and how build time grows: `make bench`. No assertions."""

from __future__ import annotations

import os
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
from handbook import load, pages, search
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

KINDS = ("HTML", "CSS", "scripts", "fonts", "images", "index")


def weigh() -> None:
    """Print what a browser loads of the real site, and of its search with very many practices."""
    book = load.handbook(PROJECT / "data", load.locales(PROJECT / "mkdocs.yml"))
    large = many(book, MANY)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT | os.environ, check=True)
        browser = chromium(playwright)
        print(f"{'kB, compressed':<24}" + "".join(f"{kind:>9}" for kind in KINDS) + f"{'all':>9}{'limit':>9}")
        for locale in book.locales:
            folder = site / "assets/search" / locale
            for path in sorted(folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            search.write(search.records(large, locale), folder, book.labels[locale]["language"]["index"])
            _weigh_language(locale, "" if locale == book.locales[0] else f"{locale}/", site, browser)
        browser.close()
    for locale in book.locales:
        size = compressed(material_index(large, locale))
        print(f"search_index.json of Material's search, {MANY} practices, {locale}: {size / 1000:.0f} kB")


def _weigh_language(locale: str, prefix: str, site: Path, browser: Browser) -> None:
    heaviest, second = sorted((site / prefix / "practices").glob("*/index.html"), key=lambda path: -path.stat().st_size)[:2]
    with serve(site) as (address, log):
        page = browser.new_context().new_page()
        page.goto(address + heaviest.relative_to(site).parent.as_posix() + "/", wait_until="networkidle")
        _row(f"first page, {locale}", log.weights(), LIMITS["first page"])
        page.goto(address + second.relative_to(site).parent.as_posix() + "/", wait_until="networkidle")
        _row(f"second page, {locale}", log.weights(), LIMITS["second page"])
        page.context.close()
        for word in WORDS[locale]:
            weights = _search(browser.new_context().new_page(), f"{address}{prefix}", word, log)
            _row(f"search for {word}, {locale}", weights, LIMITS["search"])


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
    print(f"{name:<24}" + "".join(f"{cell / 1000:>9.1f}" for cell in cells) + f"{limit:>9}")


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
