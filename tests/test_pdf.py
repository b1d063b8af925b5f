"""The handbook on paper: what stands in it, how it can be read by programs, and that no text becomes markup."""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from conftest import PROJECT, Site
from handbook import blocks, load, markup, pages, pdf
from handbook.book import Book, edition, file, with_sizes
from handbook.model import SECTIONS, Handbook
from handbook.translation import shown

DAY = date(2026, 3, 1)
URL = "https://handbook.test/"
HOSTILE = (
    r"""#set page(width: 1cm) #panic("x") $ x^2 $ @glossary `code` *bold* _emph_ \ \u{41} ~ -- --- ... // /* */ [a] {b} <c> """
    r"""= - + / 1. 'q' "q" ß ğ ı İ ş"""
)


def words(found: Any) -> str:
    """Every word of a document or a part of it, in its order."""
    if isinstance(found, str):
        return found
    if isinstance(found, list):
        return "".join(words(inner) for inner in found)
    return "".join(
        words(found[key]) for key in ("in", "title", "about", "term", "items", "blocks", "head", "rows") if _has(found, key)
    )


def _has(found: Any, key: str) -> bool:
    return isinstance(found, dict) and isinstance(found.get(key), str | list)


def squeezed(text: str) -> str:
    """Without white space, soft hyphens and word joiners: where a line ends is the printer's affair."""
    return re.sub(r"[\s\u00ad\u2060]+", "", text)


def unmarked(text: str) -> str:
    """Squeezed and without the signs that mean emphasis in Markdown, and a star in some names."""
    return squeezed(text.replace("*", ""))


def printed(document: dict[str, Any]) -> tuple[pikepdf.Pdf, str]:
    """A document as PDF, and what a program reads in it."""
    made = pdf.compiled(document)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    return pikepdf.open(io.BytesIO(made)), squeezed(text)


def elements(found: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure of a tagged PDF, in the order of reading."""
    if isinstance(found, pikepdf.Array):
        for inner in found:
            yield from elements(inner)
    elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
        yield found
        if "/K" in found:
            yield from elements(found.K)


def tags(made: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(made.Root.StructTreeRoot.K)]


def outline(made: pikepdf.Pdf) -> list[str]:
    with made.open_outline() as found:
        return list(_titles(found.root))


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


@dataclass(frozen=True)
class Small:
    """The tiny handbook with pages that say their name; a test gives a page another text."""

    handbook: Handbook

    def book(self, locale: str = "de", others: Mapping[str, str] | None = None) -> Book:
        texts = {uri: f"<h1>{uri}</h1><p>Text von {uri}</p>" for uri in [*self.uris, "about/handbook.md"]}
        return Book(self.handbook, locale, texts | dict(others or {}), URL, DAY)

    @cached_property
    def uris(self) -> list[str]:
        return [page.uri for page in pages.pages(self.handbook).values()]

    def theme(self, body: str) -> dict[str, Any]:
        """The PDF of a theme whose page has this body."""
        return self.book(others={"themes/language.md": f"<h1>Sprache</h1>{body}"}).theme("language")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    data = tmp_path_factory.mktemp("pdf") / "data"
    shutil.copytree(Path(__file__).parent / "tiny", data)
    shutil.copytree(PROJECT / "data/labels", data / "labels", dirs_exist_ok=True)
    return Small(load.handbook(data, ("de", "tr")))


# --- pages become blocks --------------------------------------------------------------------------------------------------


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n\t"), min_size=1))
def test_any_text_of_a_page_stays_that_text(text: str) -> None:
    found = blocks.blocks(blocks.tree(f"<p>{html.escape(text)}</p>"))

    assert words(found) == blocks.SPACE.sub(" ", text).strip(" ")


def plain(*words: Any, look: str = "") -> dict[str, Any]:
    return {"is": "paragraph", "look": look, "in": list(words)}


def done(do: str, *words: Any, **values: Any) -> dict[str, Any]:
    return {"do": do, "in": list(words)} | values


def cell(word: str, *, head: bool = False, number: bool = False) -> dict[str, Any]:
    return {"in": [word], "head": head, "number": number, "lang": ""}


BLOCKS: dict[str, tuple[str, list[Any]]] = {
    "white space as a browser shows it": (
        "<p>\n eins <b>zwei </b> drei<br> vier\n</p>",
        [plain("eins ", done("strong", "zwei "), "drei", done("break"), "vier")],
    ),
    "a text in another language": (
        '<div lang="de"><p>Ja <i lang="tr">evet</i></p></div>',
        [
            {
                "is": "group",
                "look": "",
                "id": "",
                "lang": "de",
                "blocks": [plain("Ja ", done("lang", done("emph", "evet"), lang="tr"))],
            }
        ],
    ),
    "navigation, pictures and forms stay behind": (
        '<nav><a href="x">x</a></nav><svg><text>x</text></svg><form><button>x</button></form><p>bleibt</p>',
        [plain("bleibt")],
    ),
    "what is for screens only stays behind": (
        '<p class="screen-only">x</p><span class="visually-hidden">x</span><p hidden>x</p><p>bleibt</p>',
        [plain("bleibt")],
    ),
    "several countries of a fact stand in one line": (
        '<dl><div><dt>Land</dt><dd><span class="country">A</span> <span class="country">B</span></dd></div></dl>',
        [{"is": "terms", "items": [{"term": ["Land"], "about": ["A", ", ", "B"]}]}],
    ),
    "what a fact lists stands in one line": (
        "<dl><dt>Wer</dt><dd><ul><li>eins</li><li>zwei</li></ul></dd></dl>",
        [{"is": "terms", "items": [{"term": ["Wer"], "about": ["eins", "; ", "zwei"]}]}],
    ),
    "a table with a caption and a head": (
        '<table><caption>T</caption><thead><tr><th>A</th></tr></thead><tr><td class="compare__number">1</td></tr></table>',
        [
            plain("T", look="caption"),
            {"is": "table", "columns": 1, "head": [[cell("A", head=True)]], "rows": [[cell("1", number=True)]]},
        ],
    ),
    "a card becomes a line that says where and when": (
        (
            '<ul class="cards"><li><p class="card__where"><span>Türkei</span> <span></span> <span>2020</span></p>'
            '<h3 class="card__title"><a href="../x/">X</a></h3><p class="card__text">lang</p></li></ul>'
        ),
        [{"is": "index", "items": [{"title": [done("link", "X", to="../x/", where=True)], "about": "Türkei · 2020"}]}],
    ),
    "a link in a list says its page": (
        '<ul class="links"><li><a href="../x/">X</a></li><li class="screen-only"><a href="../y/">Y</a></li></ul>',
        [{"is": "list", "ordered": False, "start": 1, "items": [[plain(done("link", "X", to="../x/", where=True))]]}],
    ),
    "a picture with words stands below the text around it": (
        '<p>So: <a href="x.png"><img src="x.png" alt="X"></a></p><p><img src="y.png" alt=""></p>',
        [plain("So:"), {"is": "picture", "file": "x.png", "alt": "X"}],
    ),
    "an address outside is printed": (
        '<p><a rel="external" href="https://a.org/">A</a></p>',
        [plain(done("link", "A", to="https://a.org/", where=True))],
    ),
    "unless it is printed already": (
        '<p><a rel="external" href="https://b.org/">https://b.org/</a></p>',
        [plain(done("link", "https://b.org/", to="https://b.org/", where=False))],
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_page_becomes_blocks(name: str) -> None:
    page, expected = BLOCKS[name]

    assert blocks.blocks(blocks.tree(page)) == expected


def test_sections_can_be_left_out_or_taken_alone() -> None:
    page = blocks.tree(
        '<h1>T</h1><p>a</p><h2 id="x">X</h2><p>b</p><h3 id="y">Y</h3><p>c</p><h2 id="z">Z</h2><p class="q">d</p>'
    )

    assert words(blocks.blocks(blocks.without(page, frozenset({"#x", ".q"})))) == "TaZ"
    assert words(blocks.blocks(blocks.only(page, "x"))) == "XbYc"
    assert words(blocks.blocks(blocks.only(page, "none"))) == ""


def test_the_title_of_a_page_comes_first_even_below_a_notice() -> None:
    """A chapter that is shown in another language: notice, then the marked text with its heading."""
    title, rest = blocks.headline(blocks.tree('<div class="notice"><p>N</p></div><div lang="de"><h1>T</h1><p>x</p></div>'))

    assert title == [{"do": "lang", "lang": "de", "in": ["T"]}]
    assert words(blocks.blocks(rest)) == "Nx"


# --- documents ------------------------------------------------------------------------------------------------------------


def test_links_stay_inside_where_they_can_and_lead_to_the_site_where_not(small: Small) -> None:
    body = "".join(
        f'<a href="{href}">{href}</a> '
        for href in ("../../practices/kurs/", "../../practices/kurs/#nowhere", "../../glossary/#duldung", "https://a.org/")
    )
    found = next(inner for inner in small.theme(f"<p>{body}</p>")["parts"] if inner["is"] == "paragraph")["in"]
    links = {word["to"]: word.get("label") for word in found if isinstance(word, dict)}

    assert links == {
        f"{URL}practices/kurs/": "practices/kurs/",
        f"{URL}practices/kurs/#nowhere": "practices/kurs/",
        f"{URL}glossary/#duldung": None,
        "https://a.org/": None,
    }


def test_headings_skip_no_level(small: Small) -> None:
    parts = small.theme("<h2>a</h2><h4>b</h4><h6>c</h6>")["parts"]
    levels = [block["level"] for block in parts if block["is"] == "heading"]

    assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False))


def test_the_whole_has_every_page_once(small: Small) -> None:
    text = words(small.book("tr").whole(["about/handbook.md"])["parts"])
    tools = {
        "index.md",
        "search.md",
        "contribute.md",
        "about/translations.md",
        "practices/index.md",
        "places/index.md",
        "themes/index.md",
    }

    for uri in small.uris:
        if uri not in tools and not uri.startswith(("background/", "compare/")):
            assert text.count(f"Text von {uri}") == 1, uri


def test_what_kind_of_place_it_is_stands_beside_its_name_and_not_in_the_outline(small: Small) -> None:
    page = {"places/ulm.md": '<h1>Ulm <small class="locator" lang="tr">kent</small></h1><p>x</p>'}
    made, text = printed(small.book(others=page).whole([]))

    assert "Ulm" in outline(made)
    assert "Ulmkent" in text


def test_lists_to_edit_from_stay_on_the_site(small: Small) -> None:
    """The state of the translations is a table of links to edit every file."""
    text = words(small.book(others={"about/x.md": "<h1>X</h1>"}).whole(["about/x.md", "about/translations.md"])["parts"])

    assert "X" in text
    assert "about/translations.md" not in text


def test_the_author_of_every_document_is_the_handbook(small: Small) -> None:
    name = small.handbook.labels["de"]["site"]["name"]

    for document in (small.book().whole([]), small.theme("")):
        assert printed(document)[0].docinfo.Author == name


def test_a_page_says_how_large_the_pdfs_are_that_it_links() -> None:
    page = '<a>P<span class="download__size" data-of="{}"></span></a>'

    assert with_sizes(page.format("a.pdf"), {"a.pdf": "2,9 MB"}) == page.format("a.pdf").replace("></s", "> (2,9 MB)</s")
    assert with_sizes(page.format("b.pdf"), {"a.pdf": "2,9 MB"}) == page.format("b.pdf")


def test_the_day_of_an_edition_is_given_or_that_of_the_last_commit_or_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert edition(tmp_path) == date(1970, 1, 2)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((edition(tmp_path) - date.today()).days) <= 1
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git[:3], "init", "-q"], check=True)
    committed = {"GIT_COMMITTER_DATE": "2020-05-06T12:00:00Z"}
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True, env=committed)
    assert edition(tmp_path) == date(2020, 5, 6)


# --- PDF ------------------------------------------------------------------------------------------------------------------

LETTERS = "".join(map(chr, range(0x21, 0x7F))) + "ÄÖÜäöüßÇĞİÖŞÜçğıöşü’„“”–…€·²"


@settings(max_examples=15, deadline=None)
@given(text=st.text(LETTERS + " ", min_size=1, max_size=60))
def test_any_text_comes_out_as_it_went_in(small: Small, text: str) -> None:
    """Nothing in a contributor's text is read as markup of Typst."""
    _, found = printed(small.theme(f"<p>§§{html.escape(text)}§§</p>"))

    assert squeezed(f"§§{blocks.SPACE.sub(' ', text)}§§") in found


@pytest.mark.parametrize(
    "place", ["<h2>{}</h2>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>", "<dl><dt>{}</dt><dd>x</dd></dl>"]
)
def test_hostile_words_are_words_wherever_they_stand(small: Small, place: str) -> None:
    _, found = printed(small.theme(place.format(html.escape(HOSTILE))))

    assert squeezed(HOSTILE) in found


def test_a_letter_that_no_font_has_stops_the_build_and_is_named(small: Small) -> None:
    with pytest.raises(pdf.PdfError, match="漢"):
        pdf.compiled(small.theme("<p>漢</p>"))


def test_letters_of_both_languages_and_italics_have_a_font(small: Small) -> None:
    made, found = printed(small.theme("<p>ğ ş ı İ ö ß ₺ <em>ğ ş ı İ</em> <strong>ß</strong> <strong><em>ş</em></strong></p>"))

    assert "ğşıİöß₺ğşıİßş" in found
    assert {"Regular", "Bold", "Italic", "BoldItalic"} <= {name.rpartition("-")[2] for name in fonts(made)}


def fonts(made: pikepdf.Pdf) -> set[str]:
    """The fonts of a PDF by name; fails if one is not embedded."""
    names = set()
    for page in made.pages:
        for font in page.Resources.Font.values() if "/Font" in page.Resources else ():
            (inner,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()), font.BaseFont
            names.add(str(inner.FontDescriptor.FontName).partition("+")[2])
    return names


PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


def test_pictures_are_there_and_say_in_words_what_they_show(small: Small, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/x.png").write_bytes(PICTURE)
    document = small.theme('<p><img src="../../assets/x.png" alt="Das Formular"><img src="https://a.org/y.png" alt="Y"></p>')
    made = pikepdf.open(io.BytesIO(pdf.compiled(document, tmp_path)))

    assert document["pictures"] == ["assets/x.png"]
    figures = [element for element in elements(made.Root.StructTreeRoot.K) if element.S == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Das Formular"]


def test_a_picture_that_is_not_there_is_named(small: Small, tmp_path: Path) -> None:
    with pytest.raises(pdf.PdfError, match=r"x\.png"):
        pdf.compiled(small.theme('<img src="../../assets/x.png" alt="X">'), tmp_path)


def test_a_low_table_stands_on_one_page_wherever_it_begins(small: Small) -> None:
    """Also with the sentence that leads to it."""
    rows = "".join(f"<tr><td>{row}#{{0}}#</td><td>{'Wort ' * 30}</td></tr>" for row in "ABCD")
    body = "".join("<p>z</p>" * n + f"<p>L#{n}#</p><table>{rows.format(n)}</table>" for n in range(24))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.compiled(small.theme(body)))).pages]

    for n in range(24):
        assert len({next(at for at, text in enumerate(pages) if f"{row}#{n}#" in text) for row in "LABCD"}) == 1, n


def test_words_in_narrow_columns_are_not_cut_where_they_have_room(small: Small) -> None:
    """Turkish rules would cut the German names that stand in Turkish tables: Allg-äu."""
    cells = "".join(f"<td>{word}</td>" for word in ["Kempten (Allgäu)", "Schleswig-Holstein", *["31 Aralık 2023"] * 6])
    document = small.book("tr", {"themes/language.md": f"<h1>Dil</h1><table><tr>{cells}</tr></table>"}).theme("language")

    assert "Kempten(Allgäu)Schleswig-Holstein" in printed(document)[1]


def test_text_in_another_language_is_marked(small: Small) -> None:
    made, _ = printed(small.theme('<p lang="tr">Merhaba</p><p>Ja <span lang="en">yes</span></p>'))

    assert "tr" in {element.Lang for element in elements(made.Root.StructTreeRoot.K) if "/Lang" in element}
    assert any(b"/Lang(en)" in page.Contents.read_bytes() for page in made.pages)


def test_the_same_document_gives_the_same_bytes(small: Small) -> None:
    first, again = (pdf.compiled(small.book().whole(["about/handbook.md"])) for _ in range(2))

    assert first == again


# --- the real site --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["de", "tr"])
def real(request: pytest.FixtureRequest, site: Site, book: Handbook) -> tuple[str, pikepdf.Pdf]:
    locale: str = request.param
    return locale, pikepdf.open(root(site, book, locale) / file(locale))


def root(site: Site, book: Handbook, locale: str) -> Path:
    return site.folder if locale == book.locales[0] else site.folder / locale


def test_the_handbook_says_what_it_is(real: tuple[str, pikepdf.Pdf], book: Handbook) -> None:
    locale, made = real

    assert made.Root.Lang == locale
    assert made.Root.MarkInfo.Marked
    assert made.Root.ViewerPreferences.DisplayDocTitle
    assert made.docinfo.Title == book.labels[locale]["site"]["name"]
    with made.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == book.labels[locale]["site"]["name"]


def test_the_handbook_is_packed(real: tuple[str, pikepdf.Pdf]) -> None:
    """Written object by object it is three times as large."""
    packed, loose = io.BytesIO(), io.BytesIO()
    real[1].save(packed, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    real[1].save(loose, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    assert len(packed.getvalue()) < len(loose.getvalue()) / 2


def test_the_handbook_has_tags_for_headings_tables_lists_and_links(real: tuple[str, pikepdf.Pdf]) -> None:
    found = list(elements(real[1].Root.StructTreeRoot.K))
    names = {str(element.S) for element in found}

    assert {"/H1", "/H2", "/H3", "/H4", "/H5", "/P", "/L", "/LI", "/LBody", "/TOC", "/Table", "/TH", "/TD", "/Link"} <= names
    for head in (element for element in found if element.S == "/TH"):
        attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
        assert any(attribute.get("/Scope") == "/Column" for attribute in attributes)
    assert not {"/Figure"} & {str(element.S) for element in found if "/Alt" not in element}


def test_the_outline_names_every_part_place_and_practice(real: tuple[str, pikepdf.Pdf], book: Handbook) -> None:
    locale, made = real
    titles = {squeezed(title) for title in outline(made)}

    for practice in book.practices.values():
        assert squeezed(str(shown(practice.texts, "title", locale, book, practice.source_language))) in titles, practice.id
    for theme in book.themes.values():
        assert squeezed(str(shown(theme.texts, "name", locale, book))) in titles
    nav = book.labels[locale]["nav"]
    assert {squeezed(nav[name]) for name in ("background", "resilience", "about", "themes", "reference")} <= titles


def test_the_handbook_has_only_its_own_typeface(real: tuple[str, pikepdf.Pdf]) -> None:
    """Then no letter of the data has fallen back to another one. What authors type stands in Typst's typeface for code."""
    assert {name.rpartition("-")[0] or name for name in fonts(real[1])} <= {"AtkinsonHyperlegibleNext", "DejaVuSansMono"}


def test_links_lead_to_pages_of_the_handbook_or_to_the_web(real: tuple[str, pikepdf.Pdf], book: Handbook) -> None:
    inside = outside = 0
    for page in real[1].pages:
        for note in page.Annots if "/Annots" in page else ():
            if "/Dest" in note or note.A.S == "/GoTo":
                inside += 1
            else:
                assert str(note.A.URI).startswith(("https://", "http://"))
                outside += 1

    assert inside > len(book.practices) * 4
    assert outside


@pytest.mark.parametrize("locale", ["de", "tr"])
def test_no_text_of_a_practice_is_missing(site: Site, book: Handbook, locale: str) -> None:
    prefix = "" if locale == book.locales[0] else f"{locale}/"
    html_ = {}
    for address, page in site.pages.items():
        if address.startswith(prefix) and address.endswith("/") and page.find(".//article") is not None:
            html_[f"{address.removeprefix(prefix).removesuffix('/')}.md"] = etree.tostring(
                page.find(".//article"), encoding="unicode"
            )
    html_["background/resilience/index.md"] = html_["background/resilience.md"]
    chapters = [uri for uri in html_ if uri.startswith(("background/", "about/")) and uri != "background/resilience.md"]
    text = unmarked(words(Book(book, locale, html_, URL, DAY).whole(chapters)["parts"]))

    for practice in book.practices.values():
        for name in ("title", "summary", *SECTIONS):
            found = str(shown(practice.texts, name, locale, book, practice.source_language))
            for line in re.split(r"\n|\[\[.*?\]\]|\|", found):
                assert unmarked(markup.plain_text(line)) in text, (practice.id, name)
        for element in practice.elements:
            assert unmarked(str(shown(element.texts, "title", locale, book, practice.source_language))) in text


def test_every_theme_has_a_pdf_with_its_practices(site: Site, book: Handbook) -> None:
    for locale in book.locales:
        for theme in book.themes.values():
            made = pikepdf.open(root(site, book, locale) / file(locale, theme.id))
            titles = {squeezed(title) for title in outline(made)}
            assert made.Root.Lang == locale
            assert made.docinfo.Title == str(shown(theme.texts, "name", locale, book))
            for practice in book.practices_of_theme.get(theme.id, ()):
                assert squeezed(str(shown(practice.texts, "title", locale, book, practice.source_language))) in titles


def test_the_text_of_a_pdf_can_be_read_out_with_all_its_letters(site: Site, book: Handbook) -> None:
    for locale in book.locales:
        glossary_and_more = PdfReader(root(site, book, locale) / file(locale)).pages[-20:]
        text = "".join(page.extract_text() for page in glossary_and_more)
        assert set("ğşıİöß") <= set(text), locale


def test_every_link_to_a_pdf_leads_to_a_file(site: Site, book: Handbook) -> None:
    found = {
        (site.folder / address / href).resolve()
        for address, page in site.pages.items()
        for href in page.xpath("//a[@type='application/pdf']/@href")
        if address != "404.html"
    }

    assert len(found) == len(book.locales) * (len(book.themes) + 1)
    assert all(path.is_file() for path in found)


def test_every_link_to_a_pdf_says_how_large_it_is(site: Site) -> None:
    links = [
        (site.folder / address / link.get("href"), link.text_content())
        for address, page in site.pages.items()
        for link in page.xpath("//a[@type='application/pdf']")
    ]

    assert links
    for path, words_ in links:
        assert f"({max(path.stat().st_size / 1e6, 0.1):.1f}".replace(".", ",") in words_, words_
        assert words_.endswith("MB)")
