"""The pictures of the guides, taken from the real thing: `make pictures`. Run it after a change that shows in them.

A clone of the project is built, spoiled and asked in each language; what its pages and the command show is photographed.
"""

from __future__ import annotations

import functools
import html
import http.server
import os
import pty
import re
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from conftest import PROJECT, QuietHandler, chromium
from handbook import load

PRACTICE = "practices/altena-kuemmerer"
WIDTH = 720
"""Pixels of every picture: the width of a chapter's text on a screen, and readable when a phone shrinks it by half."""
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #1e2327; }}
pre {{ margin: 0; padding: 16px; font: 14px/1.5 "DejaVu Sans Mono", monospace; color: #e9e6e1; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
.c31 {{ color: #ff9d94; text-decoration: line-through; }} .c32 {{ color: #8fdc9b; }} .c1 {{ font-weight: 700; }}
</style><pre>{text}</pre>"""
ANSWERS = {
    "de": (
        "Altena lädt zum Kaffee ins Rathaus",
        "Altena (Nordrhein-Westfalen) lädt Geflüchtete und Nachbarschaft ein.",
        "Altena",
        "Begegnung",
        "2019",
        "dstgb-giz-2020",
        "Das Altena Konzept",
    ),
    "tr": (
        "Altena’da belediyede kahve buluşması",
        "Altena’da (Kuzey Ren-Vestfalya) mülteciler ve komşular buluşuyor.",
        "Altena",
        "buluşma",
        "2019",
        "dstgb-giz-2020",
        "Das Altena Konzept",
    ),
}
"""What a new author answers to `handbook new practice`. The practice is made up and never enters the handbook."""


class Studio:
    """One clone of the project and one browser."""

    def __init__(self, project: Path, browser: Browser, locales: tuple[str, ...]) -> None:
        self.project = project
        self.browser = browser
        self.locales = locales

    def command(self, locale: str, *arguments: str, answers: tuple[str, ...] = ()) -> str:
        """What the command shows in a terminal, answers included, with its colours."""
        program = [sys.executable, "-m", "handbook.cli", "--project", str(self.project), *arguments]
        environment = os.environ | {"PYTHONPATH": str(self.project / "hooks"), "LC_ALL": f"{locale}.UTF-8", "COLUMNS": "84"}
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.project)
            os.execve(program[0], program, environment)  # noqa: S606
        shown, waiting = b"", list(answers)
        while True:
            ready, _, _ = select.select([terminal], [], [], 1.0)
            if not ready and waiting:  # it is waiting for us
                os.write(terminal, waiting.pop(0).encode() + b"\n")
                continue
            try:
                part = os.read(terminal, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.waitpid(pid, 0)
        line = " ".join(arguments if arguments[0] != "--project" else arguments[2:])
        return f"$ .venv/bin/handbook {line}\n" + shown.decode().replace("\r\n", "\n").replace(str(self.project), ".")

    def terminal(self, text: str, target: Path) -> None:
        """A picture of a terminal."""
        marked = re.sub(
            r"\x1b\[(\d+)m",
            lambda code: "</span>" if code[1] == "0" else f'<span class="c{code[1]}">',
            html.escape(text.strip()),
        )
        page = self.browser.new_page(viewport={"width": WIDTH, "height": 40})
        page.set_content(TERMINAL.format(text=marked))
        page.screenshot(path=target, full_page=True)
        page.close()

    @contextmanager
    def page(self, address: str, height: int = 560) -> Iterator[Page]:
        page = self.browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
        page.goto(address, wait_until="load")
        yield page
        page.close()

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.project / path
        text = file.read_text("utf-8")
        if old not in text:
            raise SystemExit(f"{path} does not say {old!r} any more: mend tests/pictures.py")
        file.write_text(text.replace(old, new, 1), "utf-8")

    def build(self) -> Path:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=self.project, env=self._environment(), check=True)
        return self.project / "site"

    @contextmanager
    def preview(self) -> Iterator[str]:
        """The address of `mkdocs serve`."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", address]
        with subprocess.Popen(command, cwd=self.project, env=self._environment(), stderr=subprocess.DEVNULL) as server:
            while True:
                try:
                    urllib.request.urlopen(f"http://{address}/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.5)
            try:
                yield f"http://{address}/"
            finally:
                server.terminate()

    def _environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.project / "hooks"), "NO_MKDOCS_2_WARNING": "1", "PDF": "false"}


def take(studio: Studio, folder: Path) -> None:
    """All pictures of all languages. The order matters: each step spoils a little more."""
    default = studio.locales[0]
    prefix = {locale: "" if locale == default else f"{locale}/" for locale in studio.locales}
    with serving(studio.build()) as site:
        for locale in studio.locales:
            title, summary = ANSWERS[locale][:2]
            with studio.page(f"{site}{prefix[locale]}contribute/", 760) as page:
                page.fill(f"#f-{locale}-title", title)
                page.fill(f"#f-{locale}-summary", summary)
                page.evaluate("id => document.getElementById(id).scrollIntoView({block: 'center'})", f"f-{locale}-title")
                page.screenshot(path=folder / locale / "form.png")
            with studio.page(f"{site}{prefix[locale]}{PRACTICE}/", 320) as page:
                page.locator(".edit").scroll_into_view_if_needed()
                page.evaluate("document.querySelector('.edit').style.outline = '3px solid'")
                page.screenshot(path=folder / locale / "edit.png")
    for locale in studio.locales:
        shown = studio.command(locale, "new", "practice", answers=ANSWERS[locale])
        studio.terminal(shown, folder / locale / "new.png")
        subprocess.run(["git", "clean", "-qfd", "data"], cwd=studio.project, check=True)
    studio.edit(f"data/{PRACTICE}.yml", "places: [altena]", "places: [altenau]")
    for locale in studio.locales:
        studio.terminal(studio.command(locale, "check"), folder / locale / "check.png")
    studio.edit(f"data/{PRACTICE}.yml", "places: [altenau]", "places: [altena]")
    with studio.preview() as site:
        studio.edit(f"data/{PRACTICE}.yml", "places: [altena]", "places: [altenau]")
        for locale in studio.locales:
            with studio.page(f"{site}{prefix[locale]}{PRACTICE}/") as page:
                page.wait_for_selector("#preview-faults", timeout=60_000)  # the preview loads the page anew by itself
                page.screenshot(path=folder / locale / "overlay.png")
        studio.edit(f"data/{PRACTICE}.yml", "places: [altenau]", "places: [altena]")
    studio.edit(f"data/{PRACTICE}.yml", "wurde einzeln beraten und begleitet", "wurde einzeln beraten und auf Wunsch begleitet")
    for locale in studio.locales:
        studio.terminal(studio.command(locale, "translations", "diff", PRACTICE.split("/")[1]), folder / locale / "diff.png")
    with serving(studio.build()) as site:
        for locale in studio.locales:
            with studio.page(f"{site}{prefix[locale]}about/translations/", 520) as page:
                page.evaluate("document.querySelector('.state td details').open = true")
                page.evaluate("document.querySelector('details.state[open]').scrollIntoView()")
                page.screenshot(path=folder / locale / "state.png")
            with studio.page(f"{site}{prefix[locale]}{PRACTICE}/", 520) as page:
                if page.locator("main .notice").count():
                    page.screenshot(path=folder / locale / "notice.png")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def main() -> None:
    locales = load.locales(PROJECT / "mkdocs.yml")
    folder = PROJECT / "docs" / "assets" / "pictures"
    for locale in locales:
        (folder / locale).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        clone = Path(scratch) / "handbook"
        subprocess.run(["git", "clone", "-q", f"file://{PROJECT}", str(clone)], check=True)
        browser = chromium(playwright)
        take(Studio(clone, browser, locales), folder)
        browser.close()


if __name__ == "__main__":
    main()
