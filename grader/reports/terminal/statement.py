"""An exercise's statement, in Markdown -> a terminal of any width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.markdown import Markdown, TableElement
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


_FORMULA = re.compile(r"^\$\$(.+?)\$\$$", re.MULTILINE | re.DOTALL)


class _FoldedTable(TableElement):
    """A table whose cells break long words, which are code here, instead of cutting them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in super().__rich_console__(console, options):
            if isinstance(part, Table):
                for column in part.columns:
                    column.overflow = "fold"
            yield part


class _Statement(Markdown):
    elements = {**Markdown.elements, "table_open": _FoldedTable}  # noqa: RUF012 - as rich has it


def print_statement(console: Console, text: str) -> None:
    """Print a statement; nothing of it is cut, however narrow the terminal is."""
    # a terminal sets no formulas: as code, at least no sign of them is lost
    console.print(_Statement(_FORMULA.sub(r"```\n\1\n```", text)))
