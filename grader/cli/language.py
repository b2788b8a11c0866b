"""A command's help and click's own sentences -> the reader's language, with the course's names.

click asks gettext for its sentences, so it is given our catalog. A command's help is translated in
a copy of the command, because one process may serve readers of both languages.
"""

from __future__ import annotations

import copy
import gettext as gettext_module
import inspect
import os
import unicodedata
from typing import TYPE_CHECKING, TypeVar

import click

from grader.i18n import LOCALE_FOLDER, N_, N_plural, gettext

from .examples import Examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grader.model import Language

NEUTRAL = Examples()  # for a command that runs: nobody reads its help
OF_TRAINING = {"dataset", "data_dir", "calibrate"}  # options for exercises that train networks
_FILLER = "\N{INVISIBLE SEPARATOR}"

# click's sentences that our commands can cause
CLICKS_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Option {name!r} does not take a value."),
)
CLICKS_PLURALS = (
    N_plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    N_plural("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_plural(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    ),
)

_Command = TypeVar("_Command", bound=click.Command)


def set_click_language(language: Language) -> None:
    """Let click use our catalog, until the next call."""
    os.environ["LANGUAGE"] = language  # gettext reads it at each call
    gettext_module.bindtextdomain("grader", LOCALE_FOLDER)
    gettext_module.textdomain("grader")


def translated(command: _Command, language: Language, examples: Examples = NEUTRAL) -> _Command:
    """A copy of the command with its help in this language, and examples from the course."""
    command = copy.copy(command)  # the original serves other readers
    values = examples.values()
    command.help = _translate(inspect.cleandoc(command.help or ""), language, values)
    command.epilog = _translate(command.epilog or "", language, values)
    command.params = [_translated_option(each, language, examples) for each in command.params]
    if language != "en":
        command.context_class = WideContext
    if isinstance(command, click.Group):
        command.commands = {
            name: translated(each, language, examples) for name, each in command.commands.items()
        }
    return command


def _translated_option(
    parameter: click.Parameter, language: Language, examples: Examples
) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    parameter = copy.copy(parameter)
    parameter.help = _translate(parameter.help or "", language, examples.values())
    parameter.hidden = parameter.hidden or (parameter.name in OF_TRAINING and not examples.trains)
    if isinstance(parameter.show_default, str):
        parameter.show_default = _translate(parameter.show_default, language, {})
    return parameter


def _translate(text: str, language: Language, values: Mapping[str, str]) -> str:
    return gettext(text, language, **values) if text else ""  # "" is the catalog's own header


class WideFormatter(click.HelpFormatter):
    """A formatter that wraps by columns: click counts letters, and a Korean one takes two."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(_widened(text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of options or commands with their help."""
        super().write_dl([(_widened(a), _widened(b)) for a, b in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """The whole help."""
        return super().getvalue().replace(_FILLER, "")


class WideContext(click.Context):
    """A context with a help that is wrapped by columns."""

    formatter_class = WideFormatter


def _widened(text: str) -> str:
    """The text with a filler after each wide letter, which `getvalue` removes again."""
    return "".join(
        letter + _FILLER if unicodedata.east_asian_width(letter) in "WF" else letter
        for letter in text
    )
