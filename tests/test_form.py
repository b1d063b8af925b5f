"""The form for contributors as data: every field of a practice in the order of the file, every rule of the loader."""

from __future__ import annotations

import re

import pytest

from conftest import PROJECT
from handbook import form, markup
from handbook.contribute_page import contribute
from handbook.host import NO_HOST, Host
from handbook.language import Language
from handbook.model import PATTERNS, Handbook, Practice
from handbook.related import Related

SCRIPTS = PROJECT / "docs/assets/contribute"


@pytest.fixture(scope="module", params=["de", "tr"])
def language(request: pytest.FixtureRequest, book: Handbook) -> Language:
    return Language(book, request.param, Related(book))


def test_the_form_has_every_field_of_a_practice_in_the_order_of_the_file(language: Language) -> None:
    keys = [field.key for field in form.fields(language)]
    expected = [code for name in Practice.model_fields for code in (language.handbook.locales if name == "texts" else [name])]

    assert keys == expected


def test_every_field_stands_in_one_section_of_the_form() -> None:
    assert sorted(key for keys in form.PARTS.values() for key in keys) == sorted(Practice.model_fields)


def test_nothing_is_required_but_what_the_model_requires(language: Language) -> None:
    required = {field.key for field in form.fields(language) if field.required}
    model = {info.alias or name for name, info in Practice.model_fields.items() if info.is_required()}

    assert required == model - {"texts"}


def test_the_script_has_words_for_every_fault_that_it_can_find(language: Language) -> None:
    found = form.data(language, form.fields(language))["messages"]
    script = "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    named = set(re.findall(r'code: "([a-z_]+)"|missing\(|"(\w+)", values', script)) - {("", "")}

    assert {code for pair in named for code in pair if code} <= found.keys()
    assert {code for code, _ in markup.REFUSED} | PATTERNS.keys() - {"degrees"} <= found.keys()
    assert found.keys() == set(form.CODES)


def test_patterns_are_such_that_a_browser_reads_them_the_same_way() -> None:
    r"""\w, \d and \s mean other characters in a browser: none is left. What is left means the same in both."""
    patterns = [
        markup.PLAIN,
        markup.LINK,
        markup.SCHEME,
        markup.REFERENCE,
        markup.LIST_ITEM,
        markup.SPACES,
        *(p for _, p in markup.REFUSED),
    ]
    for pattern in patterns:
        source, flags = form.javascript(pattern)
        assert "u" in flags
        assert not re.search(r"\\[wdsbWDSBAZ]|\(\?P|\(\?[aimsx]", source), source
        assert ("m" in flags) == bool(pattern.flags & re.MULTILINE)
        assert ("i" in flags) == bool(pattern.flags & re.IGNORECASE)


def test_the_page_offers_the_host_only_if_there_is_one(language: Language) -> None:
    host = Host("https://git.example/new?name={name}&value={text}", "https://git.example/idea")
    with_host = contribute(language, host).body
    without = contribute(language, NO_HOST).body

    assert with_host.count('href="https://git.example/idea"') == 2
    assert 'data-new-file="https://git.example/new?name={name}&amp;value={text}"' in with_host
    assert "git.example" not in without


def test_every_word_of_the_page_is_a_word(language: Language) -> None:
    """A label called like a method of a dictionary would show that method."""
    body = contribute(language, Host("x", "y")).body

    assert "built-in method" not in body
    assert all(f">{language.labels['contribute'][name]}<" in body for name in ("add", "check", "copy", "delete", "open"))


def test_no_text_of_the_data_can_end_the_data_block(language: Language) -> None:
    block = contribute(language, NO_HOST).body.split('id="contribute-data">')[1]

    assert block.count("<") == block.count("</script>") == 1
