"""A statement in a terminal is whole at any width."""

from __future__ import annotations

import io
import re

import pytest

from grader.reports.terminal.grades import make_console
from grader.reports.terminal.statement import print_statement

TABLE = """
| function | checks |
|---|---|
| `a_function_with_a_very_long_name_indeed` | sizes, types, ValueErrors |
"""


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_cell_of_a_table_is_cut(width):
    text = io.StringIO()

    print_statement(make_console(text, width=width), TABLE)

    said = text.getvalue()
    assert "…" not in said
    assert max(map(len, said.splitlines())) <= width
    first_column = "".join(line[: width // 2].strip() for line in said.splitlines()[2:])
    assert "a_function" in re.sub(r"\W", "", first_column)
