"""A file that YAML cannot read is explained to the one who wrote it: the slip is named where it stands, whatever the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PROJECT
from handbook import document

PRACTICES = sorted((PROJECT / "data" / "practices").glob("*.yml"))[::20]
FIELD = re.compile(r"^(?P<key> *(?:- )?[a-z_]+):(?P<space> )(?P<text>[^\s\"'{\[|>].*)$")
SLIPS = {
    "syntax_key": "{key}{space}{text}",
    "syntax_space": "{key}:{text}",
    "syntax_unclosed": '{key}:{space}"{text}',
    "syntax_colon": "{key}:{space}Wort: {text}",
    "comment": "{key}:{space}{text} #1\n          und mehr",
}
"""How one line of a practice goes wrong, by the code of the fault that is to be named there."""


def slips(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines):
        if field := FIELD.match(line):
            for code, pattern in SLIPS.items():
                yield number, pattern.format(**field.groupdict()), code
        elif re.match(" {4,}[A-ZÄÖÜÇİÖŞ]", line) and lines[number - 1].endswith("|") and ":" not in line:
            yield number, line.lstrip(), "syntax_text"


@pytest.mark.parametrize("path", PRACTICES, ids=lambda path: path.stem)
def test_a_slip_is_named_in_its_line(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")

    for number, wrong, code in slips(lines):
        text = "\n".join([*lines[:number], wrong, *lines[number + 1 :]])
        found = [(fault.line, fault.code) for fault in document.read(text.encode(), "x.yml").faults]
        assert (found, wrong) == ([(number + 1, code)], wrong)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            [*" \n\t:-[]{}\"'#|>&*!%@`,?\\", "\n  ", "de", ": ", "- ", "Ä: ", " #", "=======", "\n<<<<<<< x", "\u00a0"]
        )
    )
)
def test_no_text_breaks_the_reader_and_every_fault_lies_in_it(parts: list[str]) -> None:
    text = "".join(parts)

    read = document.read(text.encode(), "x.yml")

    lines = text.split("\n")
    for fault in read.faults:
        assert fault.message("de")
        assert fault.line <= len(lines)
        assert fault.column <= len(lines[fault.line - 1]) + 1


def test_of_many_faults_of_one_kind_the_first_twenty_are_named() -> None:
    many = document.read(b"a:\tb\n" * 50, "x.yml").faults

    assert [(fault.line, fault.column) for fault in many] == [(line, 3) for line in range(1, document.MOST_SHOWN + 1)]


def test_every_conflict_of_a_merge_is_named_once() -> None:
    conflict = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n"
    found = document.text(f"{conflict}b: 3\n{conflict}=======\n".encode(), "x.md")

    assert [(fault.line, fault.code) for fault in found.faults] == [(1, "merge_mark"), (7, "merge_mark"), (12, "merge_mark")]


@pytest.mark.parametrize(
    "text", ["Titel\n======\n", "a\n========\n", "======= x >>>>>>>", "x <<<<<<< y", "| ======= |", "<<<<<<<<"]
)
def test_lines_that_only_look_like_marks_of_a_merge_are_none(text: str) -> None:
    assert document.text(text.encode(), "x.md").faults == []
