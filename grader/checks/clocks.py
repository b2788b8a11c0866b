"""Whether a file of checks can tell the time: then a verdict is no matter of answers alone."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CLOCKS = {"time", "timeit", "datetime"}


def reads_clock(path: Path) -> bool:
    """Whether a file of Python imports a clock, wherever in it.

    `answer_of` is none: who asks it is known when it is asked.
    """
    return any(_is_clock(node) for node in ast.walk(ast.parse(path.read_bytes())))


def _is_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    else:
        return False
    return not _CLOCKS.isdisjoint(name.partition(".")[0] for name in names)
