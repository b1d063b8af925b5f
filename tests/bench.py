"""How page weight and build time grow with the number of practices: `make bench`. Ratios of one run, no assertions."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from handbook import load, pages
from test_build import build, copy, multiply

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


def main() -> None:
    runs = [measure(times) for times in (SMALL, LARGE)]
    print(f"{'pages':>8}{'load ms/page':>16}{'render ms/page':>16}{'build ms/page':>16}{'practice page':>16}")
    rows = [[1000 * t / run.pages for t in (run.load, run.render, run.build)] for run in runs]
    for run, row in zip(runs, rows, strict=True):
        print(f"{run.pages:>8}" + "".join(f"{value:>16.2f}" for value in row) + f"{run.weight:>14} B")
    ratios = [many / few for few, many in zip(*rows, strict=True)] + [runs[1].weight / runs[0].weight]
    print(f"{'ratio':>8}" + "".join(f"{ratio:>16.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
