"""An exercise's statement, in Markdown, or its solution -> a terminal of any width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.markdown import Markdown, TableElement
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


_FORMULA = re.compile(r"^\$\$(.+?)\$\$$", re.MULTILINE | re.DOTALL)
# colours of the terminal's own that can be read on light and on dark ground
_CODE = ANSISyntaxTheme(
    {
        ("Keyword",): Style(color="blue", bold=True),
        ("Operator", "Word"): Style(color="blue", bold=True),
        ("Name", "Function"): Style(bold=True),
        ("Name", "Class"): Style(bold=True),
        ("Literal", "String"): Style(color="green"),
        ("Literal", "Number"): Style(color="magenta"),
        ("Comment",): Style(dim=True),
    }
)


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


def print_code(console: Console, code: str) -> None:
    """Print code of Python, in colours on a terminal, else as it is."""
    if not console.is_terminal:
        console.file.write(code)
        return
    console.print(Syntax(code, "python", theme=_CODE, word_wrap=True))
