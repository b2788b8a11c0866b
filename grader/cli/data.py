"""What staff use for data sets: `grade data ...`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import data_dir_option, language_option

if TYPE_CHECKING:
    from grader.model import Language


@click.group()
def data() -> None:
    """The images that networks are trained on: what there is, fetch it, look at it."""


@data.command("list", epilog="Example: grade data list")
@data_dir_option
@language_option
def list_(language: Language) -> int:
    """The data sets, and where each lies on this machine."""
    from grader.datasets import find_file, load_manifest
    from grader.i18n import gettext, pick

    for name, found in load_manifest().items():
        path = find_file(name)
        missing = gettext("not here yet: grade data fetch {name}", language, name=name)
        click.echo(f"{name}  {pick(found.title, language)}")
        click.echo(f"    {path or missing}")
        click.echo(f"    {found.source} ({found.licence})")
    return 0


@data.command(epilog="Example: grade data fetch mnist")
@click.argument("name")
@data_dir_option
@language_option
def fetch(name: str, language: Language) -> int:
    """Download the data set NAME, unless it is here already, and check it."""
    from grader.datasets import fetch as fetch_file
    from grader.i18n import gettext

    path = fetch_file(name)
    click.echo(gettext("{name} is here and whole: {path}", language, name=name, path=str(path)))
    return 0


@data.command(epilog="Example: grade data show digits --count 5 --seed 3")
@click.argument("name", default="digits")
@click.option("--count", default=3, show_default=True, type=click.IntRange(1, 20))
@click.option("--seed", default=0, show_default=True, help="Another seed, other digits.")
@data_dir_option
def show(name: str, count: int, seed: int) -> int:
    """Draw some of the training digits of NAME in the terminal."""
    from grader.datasets import load_images
    from grader.datasets.images import draw_digits

    click.echo(draw_digits(load_images(name), count, seed))
    return 0
