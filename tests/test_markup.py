"""Texts come from strangers: whatever the rules let through, Python-Markdown turns into nothing but harmless HTML."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from handbook import markup

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
"""What mkdocs.yml switches on and reads markup from a text."""
HARMLESS_TAGS = set("p ul ol li em strong a br code hr table thead tbody tr th td div".split())
HARMLESS_ATTRIBUTES = {"href", "title", "align"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<iframe src=//evil.example>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](\tjavascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](vbscript:x)",
    "[x](http\u017f:x)",
    "[x](data:text/html;base64,xx)",
    "[x](//evil.example/)",
    "[x](https://ok.example){ onclick=alert(1) }",
    "text {: onmouseover=alert(1) }",
    "![x](https://evil.example/pixel.png)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x]\n\n[x]: <javascript:alert(1)>",
    "# H { onmouseover=alert(1) }",
    "<javascript:alert(1)>",
    "</div><div onclick=alert(1)>",
    "<!-- -->",
    "<?php ?>",
    "- [x]: javascript:alert(1)\n\n[x]",
    "> [x]: javascript:alert(1)\n\n[x]",
    "- # heading",
    "1. ```\n   code",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_refused(text: str) -> None:
    assert list(markup.problems(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ein **Kurs** mit [Seite](https://example.org/a_b) und [Post](mailto:a@example.org).",
        "- eins\n    - eins a\n- zwei\n\n1. erstens\n2. zweitens",
        "Ab 5 < 6 und a & b; „Zitat“ – İstanbul’da %18.",
        "Siehe [[rat]] und [[rat|den Rat]].",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Mehr steht in [Klammern] und (hier).",
    ],
)
def test_ordinary_texts_are_allowed(text: str) -> None:
    assert [] == list(markup.problems(text))


@settings(max_examples=500, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from([*HOSTILE, *"a []()<>*`&\\\n#=-", "\n\n", "    ", "- ", "[x]: javascript:a", "[x]", "# ", "1. "]),
        max_size=7,
    )
)
@example(['[x](https://ok.example "', "<script>", '")'])
def test_what_is_allowed_becomes_harmless_html(parts: list[str]) -> None:
    text = "".join(parts)
    if list(markup.problems(text)):
        return

    rendered = html.fromstring(f"<div>{markdown.markdown(text, extensions=EXTENSIONS)}</div>")

    for element in rendered.iter():
        assert element.tag in HARMLESS_TAGS
        assert set(element.attrib) <= HARMLESS_ATTRIBUTES
        assert element.get("href", "https:").startswith(markup.SAFE_SCHEMES)


def test_a_reference_becomes_a_link_with_its_title_or_its_own_words() -> None:
    linked = markup.resolved("[[rat]] und [[term:kommune|der Kommune]]", lambda kind, id_: (f"{kind} *{id_}*", f"../{id_}.md"))

    assert linked == "[practice \\*rat\\*](../rat.md) und [der Kommune](../kommune.md)"


@settings(derandomize=True)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_escaped_words_show_exactly_those_words(words: str) -> None:
    shown = html.fromstring(markdown.markdown(f"x{markup.escaped(words)}x")).text_content()

    assert " ".join(f"x{words}x".split()) == " ".join(shown.split())
