"""What surrounds the project: workflows that a stranger's pull request runs in, review, editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import PROJECT

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))


def workflow(path: Path) -> dict[str, Any]:
    """All values stay text: `on` is a key, not True."""
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return loaded


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_there_is_one_for_pull_requests_and_one_for_all_tests() -> None:
    assert {"pull-request", "tests"} <= {path.stem for path in WORKFLOWS}


def test_workflows_may_only_read_and_have_no_secrets(path: Path) -> None:
    found = workflow(path)

    assert found["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in path.read_text("utf-8")
    assert "workflow_run" not in found["on"]
    assert "secrets" not in re.sub(r"#.*", "", path.read_text("utf-8"))
    for job in found["jobs"].values():
        assert job.get("permissions", {"contents": "read"}) == {"contents": "read"}


def test_foreign_actions_are_pinned_to_a_commit_and_name_their_version(path: Path) -> None:
    lines = re.findall(r"uses: (.*)", path.read_text("utf-8"))

    assert lines
    for line in lines:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", line), line


def test_nothing_that_a_stranger_wrote_gets_into_a_shell(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step


def test_credentials_are_not_kept_after_the_checkout(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_workflows_end_and_the_older_run_of_the_same_branch_gives_way(path: Path) -> None:
    found = workflow(path)

    assert found["concurrency"]["cancel-in-progress"] == "true"
    assert all(0 < int(job["timeout-minutes"]) <= 30 for job in found["jobs"].values())


def test_every_command_in_a_workflow_exists(path: Path) -> None:
    """A make target, a file of the project, or one of our own commands."""
    targets = set(re.findall(r"^([\w./-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for step in steps(path):
        for line in step.get("run", "").splitlines():
            command, *rest = line.split()
            if command == "make":
                assert set(rest) <= targets, line
            elif command.startswith(".venv/bin/"):
                assert (command, rest[0]) in {(".venv/bin/handbook", name) for name in ("check", "summary")}, line
            else:
                assert command == "git" or (PROJECT / command).exists(), line


def test_pre_commit_runs_our_own_commands_only() -> None:
    repos = workflow(PROJECT / ".pre-commit-config.yaml")["repos"]

    assert [repo["repo"] for repo in repos] == ["local"]
    assert {hook["entry"] for hook in repos[0]["hooks"]} == {"make check", "make lint"}


def test_every_path_with_an_owner_exists_and_each_language_has_one() -> None:
    lines = [
        line.split() for line in (PROJECT / ".github/CODEOWNERS").read_text("utf-8").splitlines() if line and line[0] != "#"
    ]

    for pattern, *owners in lines:
        assert owners, pattern
        assert pattern == "*" or (PROJECT / pattern.strip("/")).exists(), pattern
    owned = {line[0] for line in lines}
    texts = [path for path in PROJECT.glob("**/tr.yml") if ".venv" not in path.parts]
    assert {"/docs/de/", "/docs/tr/", "/data/translations/tr/"} <= owned
    assert {f"/{path.relative_to(PROJECT).as_posix()}" for path in texts if "tests" not in path.parts} <= owned


def test_forms_ask_in_both_languages() -> None:
    form = workflow(PROJECT / ".github/ISSUE_TEMPLATE/idea.yml")

    for field in form["body"]:
        if field["type"] != "markdown":
            assert " / " in field["attributes"]["label"], field["id"]
    assert all(
        " / " in line for line in re.findall(r"- \[ \] (.*)", (PROJECT / ".github/pull_request_template.md").read_text("utf-8"))
    )


def test_every_data_file_has_exactly_one_schema_in_the_editor() -> None:
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text("utf-8"))
    schemas = settings["yaml.schemas"]

    assert all((PROJECT / schema).is_file() for schema in schemas)
    assert {path.name for path in (PROJECT / "data/schema").glob("*.json")} == {Path(schema).name for schema in schemas}
    for path in (PROJECT / "data").rglob("*.yml"):
        if "translations" in path.parts:  # nobody writes these by hand
            continue
        below = f"/{path.relative_to(PROJECT).as_posix()}"
        found = [schema for schema, pattern in schemas.items() if fnmatch(below, pattern)]
        assert len(found) == (0 if path.parent.name == "labels" else 1), below
