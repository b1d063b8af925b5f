"""Where the project lies and where contributors send what they write. Only MkDocs' configuration knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    """Addresses at the project's host. Any of them may be empty: then the pages do not offer it.

    `new_file` opens the host's page for a new file; {name} and {text} in it are filled in. `idea` opens a form for ideas.
    `files` is the address below which every file of the project can be edited.
    """

    new_file: str = ""
    idea: str = ""
    files: str = ""


NO_HOST = Host()
