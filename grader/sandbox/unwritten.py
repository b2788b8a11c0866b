"""Tell an untouched class of a starter from one that a student has begun."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# how Python refuses to make an object without an `__init__`, or to find a method
_REFUSALS = frozenset({"TypeError", "AttributeError"})


def is_refusal(bases: list[str]) -> bool:
    """Whether an object without methods of its own raises such an exception."""
    return not _REFUSALS.isdisjoint(bases)


def is_unwritten_class(name: str, sources: Iterable[str]) -> bool:
    """Whether the last class of that name has no method with a body.

    Args:
        sources: cells, in their order.
    """
    found: ast.ClassDef | None = None
    for source in sources:
        if name not in source:
            continue
        try:
            statements = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for statement in statements:
            if isinstance(statement, ast.ClassDef) and statement.name == name:
                found = statement
    # a decorator, such as dataclass, may write methods
    return found is not None and not found.decorator_list and all(map(_is_given, found.body))


def _is_given(statement: ast.stmt) -> bool:
    """Whether a statement of a class leaves all to be done."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return all(map(_is_stub, statement.body))
    return _is_stub(statement)


def _is_stub(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)  # a docstring, or `...`
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Pass)
