"""Python source -> the sentences of commands, for `pybabel extract` (see `babel.cfg`).

Needs Babel, which only developers have.
"""

from __future__ import annotations

import ast
from typing import IO, TYPE_CHECKING, Any

from babel.messages.extract import extract_python

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_CLICKS_KEYWORDS = {"help", "epilog", "show_default"}  # click shows what they are given


def extract_commands(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[tuple[Any, ...]]:
    """Babel's own findings in Python, and the texts of commands.

    These are their docstrings and the words given to click; they are translated when they are
    shown, so no function stands around them.
    """
    yield from extract_python(fileobj, keywords, comment_tags, dict(options))  # type: ignore[arg-type]
    fileobj.seek(0)
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield node.lineno, None, ast.get_docstring(node) or "", []
        if isinstance(node, ast.keyword) and node.arg in _CLICKS_KEYWORDS:
            value = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(value, str):
                yield node.value.lineno, None, value, []


def _makes_command(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in {"command", "group"}
