"""What the live preview shows over a page while something is wrong: every fault, in the language of the page.

Any WSGI server can show it; nothing here is part of the built site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from handbook import faults
from handbook.faults import Fault
from handbook.language import environment
from handbook.session import WORDS

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application."""

LANGUAGE = re.compile(rb'<html[^>]* lang="([^"]+)"')


@dataclass
class Preview:
    """What is wrong right now. `stopped` says why the last build did not come to its end, if it did not."""

    locales: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    stopped: str = ""

    def notice(self, locale: str, *, lost: bool = False) -> str:
        """The faults as HTML for the end of a page, or nothing. A page that was `lost` asks for itself again by and by."""
        if not self.faults and not self.stopped:
            return ""
        template = environment().get_template("preview.html.jinja")
        return template.render(
            words=faults.messages(locale, WORDS)["preview"],
            lang=locale,
            lost=lost,
            stopped=bool(self.stopped),
            faults=[(f"{fault.path}:{fault.line}:{fault.column}", fault.message(locale)) for fault in self.faults],
            other="" if self.faults else self.stopped,
        )

    def over(self, app: App) -> App:
        """The application with the notice on every page."""

        def served(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            begun: list[Any] = []
            body = app(request, lambda *answer: begun.append(answer))
            ((status, headers, *rest),) = begun
            kind = next((value for name, value in headers if name == "Content-Type"), "")
            if not kind.startswith("text/html"):
                start_response(status, headers, *rest)
                return body
            page = b"".join(body)
            spoken = LANGUAGE.search(page)
            code = spoken[1].decode() if spoken else self.locales[0]
            made = _inserted(page, self.notice(code, lost=not status.startswith("200")).encode())
            kept = [(name, value) for name, value in headers if name not in {"Content-Length", "Content-Type"}]
            start_response(
                status, [*kept, ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(made)))], *rest
            )
            return [made]

        return served


def _inserted(page: bytes, notice: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + notice + end + after if end else page + notice
