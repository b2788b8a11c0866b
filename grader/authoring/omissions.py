"""A right solution -> one without a function, a class or a method, or with another value.

A part that no check misses is worth nothing to a student: it need not be asked for.
"""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, NamedTuple

from grader.course.starters import with_marks, with_marks_as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Exercise

_ANOTHER = '''
def _another(value):
    """A value of the same type that differs a little; None where none is known."""
    import datetime

    if isinstance(value, bool):
        return not value
    if isinstance(value, (str, bytes)):
        return value + type(value)("?" if isinstance(value, str) else b"?")
    if isinstance(value, (list, tuple)):
        return value[:-1] or type(value)([0])
    if isinstance(value, (set, frozenset)):
        return type(value)(list(value)[1:] or [0])
    if isinstance(value, dict):
        return dict(list(value.items())[:-1]) or {0: 0}
    if hasattr(value, "iloc"):
        return value.iloc[:-1]
    for step in (1, datetime.timedelta(days=1)):
        try:
            return value + step
        except Exception:
            pass
    return None
'''


class Omission(NamedTuple):
    """A solution that lacks a function, a class or a method; or has another value of a variable."""

    name: str
    text: str
    is_value: bool = False


def omissions(source: str, exercise: Exercise) -> Iterator[Omission]:
    """The solution without each thing that students write."""
    tree = ast.parse(with_marks_as_text(source))
    for name in (*exercise.functions, *exercise.classes):
        yield Omission(name, _without(tree, name))
    for name in exercise.classes:
        for method in _methods(tree, name):
            full = f"{name}.{method}"
            yield Omission(full, _without(tree, full))
    for name in exercise.variables:
        text = _with_another(tree, name)
        if text:
            yield Omission(name, text, is_value=True)


def _without(tree: ast.Module, name: str) -> str:
    """The text with a function, a class or a `Class.method` as empty as in the starter."""
    owner, _, member = name.rpartition(".")
    clone = copy.deepcopy(tree)
    for node in ast.walk(clone):
        body = getattr(node, "body", None)
        is_owner = isinstance(node, ast.ClassDef) and node.name == owner
        if not (is_owner if owner else isinstance(node, ast.Module)) or body is None:
            continue
        for part in body:
            if isinstance(part, ast.FunctionDef) and part.name == member:
                part.body = ast.parse(f"raise NotImplementedError({member!r})").body
            elif isinstance(part, ast.ClassDef) and part.name == member:
                part.body, part.bases = [ast.Pass()], []
    return with_marks(ast.unparse(clone))


def _methods(tree: ast.Module, name: str) -> list[str]:
    """The methods of a class that others call, and how its objects are made."""
    return [
        part.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == name
        for part in node.body
        if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
    ]


def _with_another(tree: ast.Module, name: str) -> str:
    """The text in which a variable gets another value; empty where it is not simply assigned."""
    clone = copy.deepcopy(tree)
    found = [
        node
        for node in ast.walk(clone)
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and node.value is not None
        and any(isinstance(one, ast.Name) and one.id == name for one in _targets(node))
    ]
    if not found:
        return ""
    last = max(found, key=lambda node: node.lineno)
    last.value = ast.Call(ast.Name("_another"), [last.value], [])  # type: ignore[list-item]
    at = _begin(clone)
    clone.body[at:at] = ast.parse(_ANOTHER).body
    return with_marks(ast.unparse(ast.fix_missing_locations(clone)))


def _begin(tree: ast.Module) -> int:
    """The place below the docstring and `from __future__` imports."""
    for number, statement in enumerate(tree.body):
        is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_future and not is_docstring:
            return number
    return len(tree.body)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]
