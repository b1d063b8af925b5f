"""The command `handbook`: what authors, translators and the pull-request checks run without building the site.

A further command is written in a module of its own and added at the end; its words stand in messages/command/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from handbook import load, po_commands, project, translation_commands
from handbook.faults import Fault
from handbook.new import new
from handbook.schema import write as write_schemas
from handbook.session import HELP, PROJECT, Group, Session
from handbook.summary import summary


@click.group(cls=Group, context_settings={"help_option_names": list(HELP)})
@click.option("--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PROJECT, expose_value=False)
def main() -> None:
    """Tools for the authors of the handbook."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--strict", is_flag=True)
@click.option("--spelling", is_flag=True)
@click.pass_obj
@click.pass_context
def check(
    context: click.Context, session: Session, files: tuple[Path, ...], form: str, *, strict: bool, spelling: bool
) -> None:
    """Read all data and chapters and name every fault as file:line:column."""
    read = project.read(session.project, session.locales)
    found = _in(files, sorted((*project.faults(read), *project.warnings(read, spelling=spelling))), session)
    if form == "json":
        click.echo(as_json(found, session.locale))
    elif form == "github":
        click.echo("".join(as_annotations(found, (session.locale,) if session.chosen else session.locales)), nl=False)
    else:
        click.echo("".join(f"{fault.text(session.locale)}\n" for fault in found), nl=False)
    errors = sum(fault.severity == "error" for fault in found)
    book = read.data.handbook
    key = "check_errors" if errors else "check_warnings" if found else "check_clean_files" if files else "check_clean"
    total = session.say(
        key,
        errors=errors,
        warnings=len(found) - errors,
        practices=len(book.practices),
        places=len(book.places),
        chapters=len(read.chapters),
    )
    click.echo(total, err=form != "text" or bool(found))
    context.exit(1 if errors or (strict and found) else 0)


@main.command()
@click.pass_obj
def schema(session: Session) -> None:
    """Write data/schema/*.json anew after a change of the model, so that editors know it."""
    write_schemas(session.data / "schema", load.handbook(session.data, session.locales))


main.add_command(new)
main.add_command(summary)


def _in(files: Sequence[Path], found: Iterable[Fault], session: Session) -> list[Fault]:
    """The faults in the given files and folders; all of them if none is given."""
    wanted = []
    for file in files:
        if not file.exists():
            session.fail("no_such_file", path=file)
        try:
            wanted.append(file.resolve().relative_to(session.project).as_posix())
        except ValueError:
            session.fail("outside_project", path=file, project=session.project)
    return [fault for fault in found if not wanted or any(_below(fault.path, path) for path in wanted)]


def _below(path: str, folder: str) -> bool:
    return folder in {".", path} or path.startswith(f"{folder}/")


def as_json(found: Iterable[Fault], locale: str) -> str:
    """Faults as a list for programs. `message` is in one language, `code` is the same in all."""
    return json.dumps(
        [
            {
                "path": fault.path,
                "line": fault.line,
                "column": fault.column,
                "severity": fault.severity,
                "code": fault.code,
                "message": fault.message(locale),
            }
            for fault in found
        ],
        ensure_ascii=False,
        indent=1,
    )


def as_annotations(found: Iterable[Fault], locales: Sequence[str]) -> list[str]:
    """Faults as workflow commands, which GitHub shows at the line; in every language, since who reads them is unknown."""
    return [
        f"::{fault.severity} file={_property(fault.path)},line={fault.line},col={fault.column},title={_property(fault.code)}"
        f"::{_escaped(chr(10).join(fault.message(locale) for locale in locales))}\n"
        for fault in found
    ]


def _escaped(text: str) -> str:
    """As the runner of GitHub Actions reads the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


main.add_command(translation_commands.translations)
main.add_command(po_commands.commands)


if __name__ == "__main__":
    main()
