"""The content security policy that the README recommends holds on every kind of page."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from conftest import PROJECT, Site
from test_browser import KINDS, visit

(POLICY,) = re.findall(r"^    Content-Security-Policy: (.*)$", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE)


class _WithPolicy(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Tests speak for themselves."""


@pytest.fixture(scope="module")
def guarded(site: Site) -> Iterator[str]:
    """The built site, served with the policy."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_WithPolicy, directory=str(site.folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe-inline" not in POLICY
    assert "'unsafe-eval'" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'; ")


@pytest.mark.parametrize("prefix", ["", "tr/"])
def test_no_kind_of_page_breaks_the_policy(prefix: str, page: Page, guarded: str) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI, e.sample))"
    )
    for kind in KINDS:
        visit(page, guarded + prefix, kind)
        assert messages == [], kind


def test_what_readers_do_breaks_it_neither(page: Page, guarded: str) -> None:
    """The menu, the colour scheme, sorting a table and searching need no inline script or style."""
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.goto(guarded + KINDS["comparison"])
    page.locator("table.compare thead button").nth(2).click()
    page.click(".scheme")
    page.set_viewport_size({"width": 360, "height": 740})
    page.focus(".menu")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.goto(guarded + KINDS["search"])
    page.fill("#search-query", "kurs")
    page.wait_for_selector("#search-results mark")

    assert broken == []
