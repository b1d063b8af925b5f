"""The handbook's events in MkDocs: the only file that knows MkDocs. Each handler is a call into the package.

Order matters because mkdocs-static-i18n replaces every file at priority -100 and then builds the other languages inside its own
`on_post_build`, on the same config object. So pages are announced before it, without text, that it may give them their
language, address and alternates; they are filled after it. Measured in the project's research on MkDocs and the plugin.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from handbook import book, links, nav, pages, pdf, project, search, state, text, translation_pages
from handbook.chapters import Chapter
from handbook.faults import DataError
from handbook.host import Host
from handbook.language import Language
from handbook.model import Handbook
from handbook.page import Page
from handbook.preview import Preview
from handbook.tips import Tips

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

_handbook: Handbook
_chapters: Mapping[str, Chapter]
_languages: dict[str, Language]
_pages: dict[str, Page]
_preview = Preview(())
_log = logging.getLogger("mkdocs.hooks.handbook")
_tips: dict[str, Tips] = {}
_html: dict[tuple[str, str], str] = {}
"""What became of every page, by language and address below it: what PDFs are made of."""
_serving = False


def on_startup(command: str, dirty: bool) -> None:
    """The live preview makes no PDFs: they would hold up every saved change."""
    global _serving  # noqa: PLW0603  see on_config
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Load the data once per build; the builds of the other languages inside it use the same pages."""
    # MkDocs keeps hook modules for the life of the process; events share state here.
    global _handbook, _chapters, _languages, _pages  # noqa: PLW0603
    if _i18n(config).building:
        return
    root = Path(config.config_file_path).parent
    locales = tuple(language.locale for language in _i18n(config).config.languages)
    read = project.read(root, locales)
    _preview.locales, _preview.faults = locales, tuple(found for found in project.faults(read) if found.severity == "error")
    # The live preview shows a page with a dead link; in a strict build MkDocs would name it in English and without its line.
    stopping = {*read.data.faults, *read.form, *read.listing}
    if fatal := tuple(found for found in _preview.faults if (config.strict and not _serving) or found in stopping):
        raise PluginError(f"{len(fatal)} ×\n{DataError(fatal, locales[0])}")
    _handbook, _chapters = read.data.handbook, read.chapters
    _html.clear()
    overview = state.overview(_handbook, _chapters)
    _languages = {language.locale: language for language in pages.languages(_handbook, overview)}
    host = Host(**config.extra["host"], files=urljoin(config.edit_uri or "", "../"))
    _pages = pages.pages_of(_languages.values(), overview, _chapters, host)
    _tips.update({locale: Tips(_handbook, locale) for locale in locales})


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """A mistake shows over the last good page. As MkDocs leaves it, every page hangs until the mistake is mended."""

    def build() -> None:
        try:
            builder()
        except Abort as error:  # MkDocs has logged the reason, which is not in the error itself
            _preview.stopped = str(error.__context__ or error)
        except Exception as error:  # whatever it is, the author shall see it and go on
            _preview.stopped = str(error) or type(error).__name__
            _log.exception("live preview")
        else:
            _preview.stopped = ""

    server.builder = build
    server.set_app(_preview.over(server.serve_request))
    return server


UNUSED = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*", "assets/images/favicon.png", "*.map")
"""Files of Material that no page loads: its own search, its icon, and what only those who change Material itself ask for."""


def _announce(files: Files, config: MkDocsConfig) -> Files:
    """Before the i18n plugin: a file for every page, as if it lay below docs/; none that no page uses.

    A chapter that a language lacks the plugin shows in the default one. One that the default one lacks gets a file there too.
    """
    for file in [file for file in files if any(fnmatch(file.src_uri, pattern) for pattern in UNUSED)]:
        files.remove(file)
    default = _i18n(config).default_language
    for src_uri in [*_pages, *(f"{default}/{uri}" for uri, chapter in _chapters.items() if default not in chapter.texts)]:
        files.append(File.generated(config, src_uri, abs_src_path=str(Path(config.docs_dir, src_uri))))
    return files


@event_priority(-105)
def _fill(files: Files, config: MkDocsConfig) -> Files:
    """After the i18n plugin: the text of each page, where its data can be edited, and this language's navigation."""
    for file in files.documentation_pages():
        page = _pages.get(file.src_uri)
        if page is None:
            locale, _, uri = file.src_uri.partition("/")
            if uri in _chapters and locale not in _chapters[uri].texts:
                source = _chapters[uri].source_language
                file.content_string = _chapters[uri].texts[source].markdown
                file.edit_uri = f"{source}/{uri}"
            continue
        file.content_string = page.markdown
        file.edit_uri = f"../data/{page.source}" if page.source else None
        if page.uri.startswith("practices/") and page.source:
            file.inclusion = InclusionLevel.NOT_IN_NAV  # practices stay outside the navigation tree
    config.nav = nav.nav(_handbook, _locale(config), config.extra["chapters"])
    return files


on_files = CombinedEvent(_announce, _fill)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """A third of a page would be the white space of the theme's templates."""
    env.trim_blocks = env.lstrip_blocks = True
    return env


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """A chapter says if it is older than its source; one that this language lacks is shown in another, marked as such."""
    file: Any = page.file
    if file.src_uri in _pages:
        return markdown
    language = _languages[_locale(config)]
    uri = file.src_uri.partition("/")[2]
    chapter = _chapters[uri]
    linked = links.linked(markdown, uri, language)
    if language.locale not in chapter.texts:
        written_in = file.locale if file.locale in chapter.texts else chapter.source_language
        return translation_pages.fallback(linked, written_in, language)
    return translation_pages.with_notice(linked, chapter, language)


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Keep the text for the PDFs; on the page, terms of the glossary are explained where they first stand."""
    uri = page.file.src_uri.partition("/")[2]
    _html[_locale(config), uri] = html
    return _tips[_locale(config)].inserted(html, uri)


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    return _with_words(context, config) | {"chapter": page.file.src_uri not in _pages}


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    return _with_words(context, config)


@event_priority(-101)
def on_post_build(config: MkDocsConfig) -> None:
    """Index what can be found and make the PDFs, once all languages are built."""
    i18n = _i18n(config)
    if i18n.building:
        return
    for locale in _handbook.locales:
        folder = Path(config.site_dir, "assets", "search", locale)
        search.write(search.records(_handbook, locale, _chapters, _pages.values()), folder)
    if _serving or not config.extra["pdf"]:
        return
    day = book.edition(Path(config.config_file_path).parent)
    documents: dict[Path, dict[str, Any]] = {}
    linking: list[Path] = []
    for locale in _handbook.locales:
        folder = Path(config.site_dir, "" if locale == i18n.default_language else locale)
        html = {uri: words for (code, uri), words in _html.items() if code == locale}
        printed = book.Book(_handbook, locale, html, config.site_url or "", day)
        documents |= {folder / name: document for name, document in printed.documents(config.extra["chapters"]).items()}
        linking += [folder / "index.html", *(folder / "themes" / theme / "index.html" for theme in _handbook.themes)]
    try:
        pdf.write(documents, Path(config.site_dir))
    except pdf.PdfError as error:
        raise PluginError(str(error)) from None
    sizes = {
        path.name: text.megabytes(path.stat().st_size, _handbook.labels[document["lang"]], document["lang"])
        for path, document in documents.items()
    }
    for page in linking:
        page.write_text(book.with_sizes(page.read_text("utf-8"), sizes), "utf-8")


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """MkDocs writes 404.html once per language to the same place. Each language keeps its own, the default one the root."""
    i18n = _i18n(config)
    if template_name != "404.html" or i18n.is_default_language_build:
        return output
    target = Path(config.site_dir, i18n.current_language, "404.html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(output, "utf-8")
    return ""


def _with_words(context: dict[str, Any], config: MkDocsConfig) -> dict[str, Any]:
    """What the theme's templates need: the words of this language, and those of all for the language switch."""
    return context | {
        "labels": _handbook.labels[_locale(config)],
        "all_labels": _handbook.labels,
        "locale": _locale(config),
        "announced": _announced,
    }


def _announced(file: Any) -> dict[str, Any]:
    """The alternates of a file that are in their language: those that only show another language's text are none."""
    uri = file.src_uri.partition("/")[2]
    written = _chapters[uri].texts if uri in _chapters else [code for code in _languages if _pages[f"{code}/{uri}"].translated]
    return {code: alternate for code, alternate in file.alternates.items() if code in written}


def _locale(config: MkDocsConfig) -> str:
    locale: str = _i18n(config).current_language
    return locale


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]
