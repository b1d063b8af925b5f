"""What a reader's browser loads, in bytes and compressed, also with very many practices: for `make bench`."""

from __future__ import annotations

import functools
import gzip
import io
import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from handbook import markup
from handbook.model import SECTIONS, Handbook, Practice, PracticeText

KINDS = {".html": "HTML", ".css": "CSS", ".js": "scripts", ".woff2": "fonts", ".svg": "images", ".png": "images"}


def kind(path: Path) -> str:
    """Kind of a file as the table of `make bench` names it; everything that belongs to Pagefind is the index."""
    return "index" if "search" in path.parts[-4:-1] and path.suffix != ".html" else KINDS.get(path.suffix, "index")


class Log:
    """The files that a server has sent. A browser does not ask again for what it keeps."""

    def __init__(self) -> None:
        self.sent: list[Path] = []

    def weights(self) -> Counter[str]:
        """Bytes by kind since the last call, each file compressed, or as it is where that is less: fonts, index."""
        sent, self.sent = self.sent, []
        weights: Counter[str] = Counter()
        for path in sent:
            weights[kind(path)] += min(path.stat().st_size, compressed(path.read_bytes()))
        return weights


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


class _Logging(SimpleHTTPRequestHandler):
    """Serves a folder, lets the browser keep files, and logs what it sends."""

    def __init__(self, *arguments: Any, log: Log, **options: Any) -> None:
        self.log = log
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        found = super().send_head()
        if found is not None:
            path = Path(self.translate_path(self.path))
            self.log.sent.append(path / "index.html" if path.is_dir() else path)
        return found

    def log_message(self, *_: object) -> None:
        """The log is ours."""


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, Log]]:
    """A folder on a local address, and the log of what was sent."""
    log = Log()
    handler = functools.partial(_Logging, directory=str(folder), log=log)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", log
        server.shutdown()


SYLLABLES = (
    "ba be bo da de do fa fe ga go ka ke ki la le li ma me mo na ne no pa ra re ri sa se si ta te to va wa ze zo".split()
)


def many(book: Handbook, number: int, seed: int = 1) -> Handbook:
    """The handbook with so many practices instead of its own, with texts like its own.

    Each takes facts and lengths from a real practice and its sentences at random from all real ones. In every third sentence a
    word becomes a made-up name, mostly a new one: the number of different words grows with the texts, as it does in real ones.
    """
    chance = random.Random(seed)  # noqa: S311  not for secrets
    practices = book.practices.values()
    pool = {
        locale: [sentence for practice in practices for text in _texts(practice, locale) for sentence in _sentences(text)]
        for locale in book.locales
    }
    models = list(practices)
    made: dict[str, Practice] = {}
    for count in range(number):
        model = models[count % len(models)]
        texts = {locale: _rewritten(model.texts[locale], pool[locale], chance) for locale in model.texts}
        id_ = f"practice-{count}"
        made[id_] = model.model_copy(update={"id": id_, "texts": texts, "elements": (), "part_of": None, "related": ()})
    return replace(book, practices=made)


def material_index(book: Handbook, locale: str) -> bytes:
    """The search_index.json that Material's search makes of the practices in one language: a record a page and a section."""
    labels = book.labels[locale]["practice"]
    docs = []
    for practice in book.practices.values():
        if text := practice.texts.get(locale):
            location = f"practices/{practice.id}/"
            docs.append({"location": location, "title": text.title, "text": f"<p>{text.summary}</p>"})
            docs += [
                {"location": f"{location}#{name}", "title": labels[name], "text": f"<p>{found}</p>"}
                for name in SECTIONS
                if (found := getattr(text, name))
            ]
    config = {"lang": list(book.locales), "separator": "[\\s\\-]+", "pipeline": ["stopWordFilter"]}
    return json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":")).encode()


def _texts(practice: Practice, locale: str) -> list[str]:
    text = practice.texts.get(locale)
    return [found for name in ("summary", *SECTIONS) if text and (found := getattr(text, name))]


def _sentences(text: str) -> list[str]:
    return [f"{sentence.strip()}." for sentence in markup.plain_text(text).split(". ") if sentence.strip()]


def _rewritten(text: PracticeText, pool: list[str], chance: random.Random) -> PracticeText:
    changed = {
        name: " ".join(_sentence(pool, chance) for _ in _sentences(found))
        for name in ("summary", *SECTIONS)
        if (found := getattr(text, name))
    }
    return text.model_copy(update=changed | {"title": _sentence(pool, chance)[:70]})


def _sentence(pool: list[str], chance: random.Random) -> str:
    words = chance.choice(pool).split()
    if chance.random() < 1 / 3:
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
        words[chance.randrange(len(words))] = name[0].swapcase() + name[1:]
    return " ".join(words)
