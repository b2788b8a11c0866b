"""An exception that ends a command -> a sentence and a tip, or a report to paste."""

from __future__ import annotations

import platform
import sys
import traceback
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from grader.errors import GraderError
from grader.i18n import gettext, translate

if TYPE_CHECKING:
    from grader.model import Language


def show_trouble(error: Exception, arguments: list[str], language: Language) -> int:
    """Prints what happened; returns the exit code: 3 where only we can mend it."""
    if isinstance(error, GraderError):
        click.secho(gettext("Error", language) + ": ", fg="red", bold=True, err=True, nl=False)
        click.echo(error.render(language), err=True)
        tip = translate(error.tip, language)
        if tip:
            click.secho(gettext("Tip", language) + ": ", fg="cyan", bold=True, err=True, nl=False)
            click.echo(tip, err=True)
        return error.exit_code
    click.echo(gettext("The grader itself failed. Please report this:", language), err=True)
    click.echo(
        f"\ncnn-grader {version('cnn-grader')}, Python {sys.version.split()[0]}, "
        f"{platform.platform()}\ngrade {' '.join(arguments)}\n",
        err=True,
    )
    click.echo("".join(traceback.format_exception(error)), err=True)
    return 3
