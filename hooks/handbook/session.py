"""What every command of `handbook` shares: the project, the language it speaks, and its words.

Commands are written in English once; before one runs, `Group` puts the words of the author's language into all help texts.
They stand in messages/command/<locale>.yml under `help`: a command's name, with its options below it. What is not there keeps
its English.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click
import yaml

from handbook import faults, load

PROJECT = Path(__file__).resolve().parents[2]
"""The command is installed from the project it belongs to."""
WORDS = faults.MESSAGES / "command"
ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a terminal says its language; the first one that is set decides, as everywhere on Unix."""
LANGUAGE = ("-l", "--language")
HELP = ("-h", "--help")
REASONS: Mapping[type[OSError], str] = {
    FileNotFoundError: "os_missing",
    NotADirectoryError: "os_missing",
    PermissionError: "os_denied",
}
"""What is said of a file or folder that a command cannot read or write."""
WRONG_CALL = click.UsageError.exit_code
"""The exit code of a command that could not do its work."""


@dataclass(frozen=True)
class Session:
    """One call of the command. Commands take it with `@click.pass_obj`."""

    project: Path
    locales: tuple[str, ...]
    locale: str
    chosen: bool = False
    """Whether the author asked for the language, rather than the environment."""

    @property
    def data(self) -> Path:
        return self.project / "data"

    @property
    def words(self) -> Mapping[str, Any]:
        """All words of the command in the author's language."""
        return _words(self.locale)

    def say(self, key: str, /, **values: Any) -> str:
        """A sentence of the command in the author's language."""
        return str(self.words["say"][key]).format(**values)

    def languages(self, project: Path) -> tuple[str, ...]:
        """The languages of a folder of the handbook, or the end of the command if it is none."""
        found = _locales(project)
        return self.fail(found.key, **found.values) if isinstance(found, Unusable) else found

    def fail(self, key: str, /, **values: Any) -> NoReturn:
        """End with a sentence and exit code 2: the command was called in a way that cannot work."""
        raise Refused(self.say(key, **values))


@dataclass(frozen=True)
class Unusable:
    """Why a command cannot do its work: a sentence of the command and its values."""

    key: str
    values: Mapping[str, Any]


def _locales(project: Path) -> tuple[str, ...] | Unusable:
    """The languages of a project. Without its mkdocs.yml nothing else can be read."""
    path = project / "mkdocs.yml"
    try:
        return load.locales(path)
    except (FileNotFoundError, NotADirectoryError):
        return Unusable("no_handbook", {"path": project})
    except OSError as error:
        return _told(error)
    except yaml.MarkedYAMLError as error:
        line, column = (error.problem_mark.line + 1, error.problem_mark.column + 1) if error.problem_mark else (1, 1)
        return Unusable("bad_mkdocs", {"path": path, "line": line, "column": column})
    except (yaml.YAMLError, LookupError, TypeError, ValueError):
        return Unusable("no_languages", {"path": path})


def _told(error: OSError) -> Unusable:
    """What is said of a file or folder that cannot be read or written."""
    key = next((key for kind, key in REASONS.items() if isinstance(error, kind)), "os_failed")
    return Unusable(key, {"path": error.filename or "–", "problem": error.strerror or error})


class Refused(click.UsageError):
    """A call that cannot work, explained in the author's language."""


def _words(locale: str) -> dict[str, Any]:
    return faults.messages(locale, WORDS)


def language(arguments: Sequence[str], environment: Mapping[str, str], locales: tuple[str, ...]) -> tuple[str, bool]:
    """The language to speak, and whether an option asked for it: option, else environment, else the first of mkdocs.yml."""
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        given = value if equals else (*arguments, "")[index + 1]
        if name in LANGUAGE and given in locales:
            return given, True
    spoken = next((environment[name] for name in ENVIRONMENT if environment.get(name)), "")
    code = spoken.partition(".")[0].partition("_")[0]
    return (code if code in locales else locales[0]), False


class _Formatter(click.HelpFormatter):
    """Help pages with the headings of the author's language."""

    headings: Mapping[str, str]

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(self.headings.get(name, name)):
            yield

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{self.headings['Usage']}: ")


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        made = _Formatter(width=self.terminal_width, max_width=self.max_content_width)
        made.headings = _words(self.find_root().obj.locale)["click"]["headings"]
        return made


class Group(click.Group):
    """The whole command. It speaks one language at a time, errors included; click itself speaks English only."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # in Windows a file or pipe has an encoding without ş and ğ
                stream.reconfigure(encoding="utf-8")
        arguments = list(sys.argv[1:] if args is None else args)
        project = _project(arguments)
        found = _locales(project)
        locales = tuple(sorted(path.stem for path in WORDS.glob("*.yml"))) if isinstance(found, Unusable) else found
        locale, chosen = language(arguments, os.environ, locales)
        session = Session(project, locales, locale, chosen)
        _word(self, _words(locale)["help"], locales, _words(locale))
        try:
            if isinstance(found, Unusable):
                session.fail(found.key, **found.values)
            code = super().main(arguments, prog_name or "handbook", standalone_mode=False, obj=session, **extra)
        except click.ClickException as error:
            click.echo(_explained(error, session), err=True)
            code = error.exit_code
        except OSError as error:
            told = _told(error)
            click.echo(session.say(told.key, **told.values), err=True)
            code = WRONG_CALL
        except (click.Abort, KeyboardInterrupt):
            click.echo(session.say("aborted"), err=True)
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


def _project(arguments: list[str]) -> Path:
    """The folder after --project: its languages are needed before anything is parsed."""
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--project" and (equals or index + 1 < len(arguments)):
            return Path(value if equals else arguments[index + 1]).resolve()
    return PROJECT


def _word(command: click.Command, words: Mapping[str, Any], locales: tuple[str, ...], all_words: Mapping[str, Any]) -> None:
    """Put the words of one language into a command and all below it, and let each take --language."""
    command.context_class = _Context
    command.help = words.get("about", command.help)
    command.short_help = words.get("short")
    command.options_metavar, general = all_words["click"]["options"], all_words["help"]["everywhere"]
    command.params = [param for param in command.params if LANGUAGE[1] not in param.opts]
    command.params.append(click.Option(LANGUAGE, type=click.Choice(locales), expose_value=False))
    for param in command.get_params(click.Context(command, help_option_names=list(HELP))):
        param.help = words.get("options", {}).get(param.name) or general.get(param.opts[-1]) or param.help
        if not isinstance(param.type, click.Choice) and not getattr(param, "is_flag", False):
            param.metavar = words.get("metavars", {}).get(param.name) or all_words["click"]["metavars"].get(param.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = all_words["click"]["command"]
        for name, inner in command.commands.items():
            _word(inner, words.get(name, {}), locales, all_words)


def _explained(error: click.ClickException, session: Session) -> str:
    """An error of click in the author's language, with what to do."""
    match error:
        case click.exceptions.NoSuchOption():
            close = ", ".join(error.possibilities or ())
            found = session.say("similar_option", name=error.option_name, nearest=close) if close else ""
            what = found or session.say("no_such_option", name=error.option_name)
        case click.exceptions.MissingParameter():
            hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
            what = session.say("missing_option", name=hint)
        case click.BadParameter(param=click.Parameter() as param):
            allowed = ", ".join(map(str, param.type.choices)) if isinstance(param.type, click.Choice) else ""
            hint = param.get_error_hint(error.ctx) if error.ctx else param.name
            what = session.say("bad_value_of", name=hint, allowed=allowed) if allowed else session.say("bad_value", name=hint)
        case click.exceptions.NoSuchCommand():
            close = ", ".join(error.possibilities or ())
            found = session.say("similar_command", name=error.command_name, nearest=close) if close else ""
            what = found or session.say("no_such_command", name=error.command_name)
        case click.BadOptionUsage():
            what = session.say("needs_value", name=error.option_name)
        case click.exceptions.NoArgsIsHelpError():
            return error.format_message()
        case Refused():
            return error.format_message()
        case _:
            what = session.say("wrong_call", problem=error.format_message())
    context = getattr(error, "ctx", None)
    return f"{what}\n{session.say('try_help', command=context.command_path)}" if context else what


def commands(command: click.Command, name: str = "handbook") -> Iterator[tuple[str, click.Command]]:
    """A command and everything below it by its full name, for tests and for the guide."""
    yield name, command
    if isinstance(command, click.Group):
        for inner_name, inner in command.commands.items():
            yield from commands(inner, f"{name} {inner_name}")
