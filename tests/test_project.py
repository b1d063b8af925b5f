"""The project holds what its documents say."""

from __future__ import annotations

import json
import re
import subprocess

import yaml

from conftest import PROJECT
from handbook import schema
from handbook.model import Handbook, Practice


def test_every_command_of_the_readme_exists_and_every_command_is_in_the_readme() -> None:
    readme = set(re.findall(r"(?:^    |`)make ([a-z]+)", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE))
    made = re.search(r"^\.PHONY: (.*)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert made
    assert set(made[1].split()) == readme


def test_the_guide_shows_every_field_of_a_practice() -> None:
    guide = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")

    for name, field in Practice.model_fields.items():
        if name not in {"id", "texts"}:
            assert re.search(rf"^{field.alias or name}:", guide, re.MULTILINE), name


def test_the_schemas_are_those_of_the_model(book: Handbook) -> None:
    """If this fails: make schema. Ids may lag behind the data, as who adds a place in the browser has no command to run."""

    def without_ids(text: str) -> str:
        made = json.loads(text)
        for kind in ("country", "state", "place", "theme", "target_group", "publication"):
            made["$defs"].pop(kind, None)
        return json.dumps(made)

    expected = {name: without_ids(text) for name, text in schema.schemas(book).items()}

    found = (PROJECT / "data/schema").glob("*.json")
    assert expected == {path.name: without_ids(path.read_text("utf-8")) for path in found}


def test_requirements_are_locked_with_hashes_and_name_no_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text("utf-8")
        packages = re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)
        assert packages
        assert "://" not in text
        for block in re.split(r"\n(?=[a-z])", text.strip()):
            assert "--hash=sha256:" in block, block


def test_no_language_code_stands_in_the_program() -> None:
    """Languages come from mkdocs.yml; messages/ has a file per language and no program."""
    for path in [
        PROJECT / "hooks/events.py",
        *(PROJECT / "hooks").rglob("handbook/*.py"),
        *(PROJECT / "hooks").rglob("*.jinja"),
    ]:
        code = re.sub(r'""".*?"""|#.*', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"""["'](?:de|tr)["']""", code), path


def test_no_case_function_touches_texts() -> None:
    """str.lower and its like break Turkish: İ, ı, I, i."""
    for path in (PROJECT / "hooks").rglob("*.py"):
        assert not re.search(r"\.(?:lower|upper|title|capitalize|swapcase)\(\)", path.read_text("utf-8")), path


def test_mkdocs_is_known_in_one_place_only() -> None:
    for path in (PROJECT / "hooks/handbook").rglob("*.py"):
        assert not re.search(r"^\s*(?:from|import) (?:mkdocs|material|events)", path.read_text("utf-8"), re.MULTILINE), path


def test_templates_have_no_words() -> None:
    """What is left of a template without tags, markup and expressions is no language."""
    for path in (PROJECT / "hooks").rglob("*.jinja"):
        text = re.sub(r"\{# .*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>| lang=", "", text)
        if path.name.endswith(".yml.jinja"):  # names of fields and the values that the model knows are no wording
            text = re.sub(r"\$schema=\S+|yaml-language-server|[a-z_]+:|\b(?:true|ended)\b", "", text)
        assert not re.search(r"[A-Za-zÄÖÜäöüßçğıöşüÇĞİŞ]{2,}", text), f"{path.name}: {text.strip()[:80]}"


def test_tracked_files_name_no_registry_and_no_machine() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split("\n")
    hosts = re.compile(
        "pypi" + r"\.org|python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian\.org|/" + "work/|/" + "root/"
    )
    for name in files:
        path = PROJECT / name
        if (
            name
            and path.is_file()
            and path.suffix in {".py", ".md", ".yml", ".toml", ".txt", ".html", ".js", ".css", ".json", ""}
        ):
            assert not hosts.search(path.read_text("utf-8")), name


def test_every_label_is_used() -> None:
    """A label that nothing shows would still be translated. Whole groups are looked up by a value of the data."""
    by_value = {"kind", "status", "qualifier", "unit", "term_kind", "case_studies", "fallback", "translations"}
    labels = yaml.safe_load((PROJECT / "data/labels/de.yml").read_text("utf-8"))
    files = [*(PROJECT / "hooks").rglob("*.py"), *(PROJECT / "hooks").rglob("*.jinja"), *(PROJECT / "hooks").rglob("*.html")]
    program = "\n".join(path.read_text("utf-8") for path in [*files, *(PROJECT / "docs/assets").rglob("*.js")])
    sections = {"challenge", "approach", "results", "lessons", "transfer"}
    folders = {"background", "about", "resilience"}

    for group, words in labels.items():
        for name, word in (words if isinstance(words, dict) else {group: words}).items():
            if group in by_value or isinstance(word, dict) or name in sections | folders:
                continue
            assert re.search(rf"""(?:\.{name}\b|\["{name}"\]|"{name}")""", program), f"{group}.{name}"
