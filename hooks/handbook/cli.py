"""The command `handbook`: what authors run without building the site."""

from __future__ import annotations

from pathlib import Path

import click

from handbook import load, po_commands
from handbook.faults import DataError
from handbook.schema import write as write_schemas

PROJECT = Path(__file__).resolve().parents[2]
"""The command is installed from the project it belongs to."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Tools for the authors of the handbook."""


@main.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PROJECT / "data")
def check(data: Path) -> None:
    """Read all data and name every mistake as file:line:column. Exit code 1 if there is one."""
    try:
        handbook = load.handbook(data, load.locales(PROJECT / "mkdocs.yml"))
    except DataError as error:
        raise SystemExit(str(error)) from None
    click.echo(f"{len(handbook.practices)} practices, {len(handbook.places)} places: no fault")


@main.command()
def schema() -> None:
    """Write data/schema/*.json anew after a change of the model, so that editors know it."""
    handbook = load.handbook(PROJECT / "data", load.locales(PROJECT / "mkdocs.yml"))
    write_schemas(PROJECT / "data" / "schema", handbook)


main.add_command(po_commands.commands)
