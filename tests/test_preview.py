"""The live preview: a saved file shows, a mistake shows over the last good page, and both without starting anew."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from handbook.faults import Fault
from handbook.preview import Preview
from test_build import ENVIRONMENT, copy, edit

FAULT = Fault("data/practices/rat.yml", 3, 8, "year")


def answer(page: bytes, preview: Preview, status: str = "200 OK", kind: str = "text/html") -> tuple[list[Any], bytes]:
    """What a browser gets from an application with the preview over it."""

    def app(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(page)))])
        return [page]

    begun: list[Any] = []
    body = b"".join(preview.over(app)({}, lambda *given: begun.append(given)))
    return begun, body


def test_a_page_without_faults_stays_as_it_is() -> None:
    page = b'<html lang="de"><body>Text</body></html>'

    assert page == answer(page, Preview(("de", "tr")))[1]


@pytest.mark.parametrize(("locale", "words"), [("de", "hier wird ein Jahr erwartet"), ("tr", "burada bir yıl bekleniyor")])
def test_faults_stand_in_the_language_of_the_page_with_the_right_length(locale: str, words: str) -> None:
    page = f'<html lang="{locale}"><body>Text</body></html>'.encode()

    ((_, headers),), body = answer(page, Preview(("de", "tr"), (FAULT,)))

    assert f'<div id="preview-faults" role="alert" lang="{locale}">' in body.decode()
    assert f"data/practices/rat.yml:3:8</code> {words}" in body.decode()
    assert body.endswith(b"</body></html>")
    assert dict(headers)["Content-Length"] == str(len(body))


def test_what_a_fault_quotes_is_text() -> None:
    fault = Fault("data/x.yml", 1, 1, "html", {"snippet": "<script>"})

    assert "<script>" not in Preview(("de",), (fault,)).notice("de")


def test_other_files_are_left_alone() -> None:
    assert b"{}" == answer(b"{}", Preview(("de",), (FAULT,)), kind="application/json")[1]


def test_a_page_lost_in_a_build_that_stopped_says_why_and_comes_back_by_itself() -> None:
    body = answer(b"404 Not Found", Preview(("de",), (), "docs/de/x.md is generated"), "404 Not Found")[1].decode()

    assert "docs/de/x.md is generated" in body
    assert '<meta http-equiv="refresh" content="2">' in body


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A real `mkdocs serve` of the tiny project, and its address."""
    project = copy(tmp_path_factory.mktemp("preview"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", address]
    environment = ENVIRONMENT | {"PYTHONPATH": str(project / "hooks")}
    log = (project / "log").open("wb")
    with subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log) as server:
        try:
            until(f"http://{address}/", lambda page: "</html>" in page)
            yield project, f"http://{address}/"
        finally:
            server.terminate()
            log.close()


def until(url: str, fits: Callable[[str], bool]) -> None:
    """Wait for a page that fits, at most half a minute."""
    end, page = time.monotonic() + 30, ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own server
                page = answer.read().decode()
        except urllib.error.HTTPError as error:
            page = error.read().decode()
        except OSError:
            pass
        if fits(page):
            return
        time.sleep(0.2)
    pytest.fail(f"{url} did not come to fit:\n{page[-2000:]}")


def test_mistakes_in_data_and_chapters_show_over_the_last_good_page_until_they_are_mended(served: tuple[Path, str]) -> None:
    project, root = served
    practice, chapter = project / "data/practices/rat.yml", project / "docs/tr/about/accessibility.md"
    german, turkish = f"{root}practices/rat/", f"{root}tr/practices/rat/"

    edit(practice, "Şişli gründet einen Rat", "Ein neuer Titel")
    until(german, lambda page: "Ein neuer Titel" in page and "preview-faults" not in page)

    edit(practice, "as_of: 2020", "as_of: bald")
    until(german, lambda page: "rat.yml:3:8</code> hier wird ein Jahr erwartet" in page and "Ein neuer Titel" in page)
    until(turkish, lambda page: "rat.yml:3:8</code> burada bir yıl bekleniyor" in page)

    edit(chapter, "Text.", "[x](../practices/rot.md)")
    until(german, lambda page: "rat.yml:3:8" in page and "accessibility.md:8:5</code> die Seite „../practices/rot.md“" in page)

    edit(practice, "as_of: bald", "as_of: 2021")
    until(german, lambda page: "rat.yml:3:8" not in page and "accessibility.md:8:5" in page and "2021" in page)

    edit(chapter, "[x](../practices/rot.md)", "Text.")
    until(german, lambda page: "preview-faults" not in page)


def test_a_build_that_stops_for_another_reason_is_shown_and_survived(served: tuple[Path, str]) -> None:
    project, root = served
    template = project / "hooks/handbook/templates/home.md.jinja"
    right = template.read_text("utf-8")

    template.write_text(right + "{% nonsense %}", "utf-8")
    until(f"{root}practices/rat/", lambda page: "unknown tag" in page)

    template.write_text(right, "utf-8")
    until(f"{root}practices/rat/", lambda page: "preview-faults" not in page and "</html>" in page)


def test_an_open_page_shows_the_fault_and_loses_it_without_a_key_pressed(served: tuple[Path, str], page: Tab) -> None:
    project, root = served
    path = project / "data/themes.yml"
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{root}themes/")
    notice = page.locator("#preview-faults")
    expect(notice).to_have_count(0)

    edit(path, "- id: housing", "- id: Wohnen")
    expect(notice).to_contain_text("data/themes.yml:1:7", timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    notice.locator("summary").press("Enter")
    expect(notice.locator("li").first).to_be_hidden()

    edit(path, "- id: Wohnen", "- id: housing")
    expect(notice).to_have_count(0, timeout=20_000)
