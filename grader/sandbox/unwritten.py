"""Read a class or a function: is it still untouched, and which parameters has it?"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# how Python refuses to make an object without an `__init__`, or to find a method
_REFUSALS = frozenset({"TypeError", "AttributeError"})

_HEAD_END = re.compile(r":[ \t]*(?:#.*)?\n|:[ \t]*(?=pass\b|\.\.\.)")
_DOCSTRING = re.compile(r"""\s*[rRuU]?("{3}|'{3}|"|').*?\1""", re.DOTALL)
MAX_HEAD = 2000  # characters in which a `def` must end
MAX_DEPTH = 4
_EMPTY = frozenset({"pass", "...", "return", "return None"})


def is_empty_function(name: str, sources: Iterable[str]) -> bool:
    """Whether the last function of that name has a docstring, comments and `pass` at most.

    It goes by the lines, for it is asked of any function that returns nothing.

    Args:
        name: of the function.
        sources: cells, in their order.
    """
    lines = _lines_of_body(_text_from(name, sources))
    return lines is not None and _EMPTY.issuperset(lines)


def parameters_of(name: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The parameters of the last function of that name; none if they cannot be told.

    Args:
        name: of the function.
        sources: cells, in their order.
    """
    _, _, text = _text_from(name, sources)[:MAX_HEAD].partition("(")
    for _ in range(MAX_DEPTH):  # annotations and values with brackets, from the innermost
        text = re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", "", text)
    inside, closing, _ = text.partition(")")
    found = (re.match(r"\s*\**\s*(\w+)", part) for part in inside.split(","))
    return tuple(one[1] for one in found if one) if closing else ()


def _text_from(name: str, sources: Iterable[str]) -> str:
    """The source from the last function of that name on."""
    begins = re.compile(rf"^def {re.escape(name)}\(", re.MULTILINE)
    found = [source[start.start() :] for source in sources for start in begins.finditer(source)]
    return found[-1] if found else ""


def _lines_of_body(text: str) -> list[str] | None:
    """The function that a text begins with, without its docstring and comments."""
    end = _HEAD_END.search(text)
    head = text[: end.start()].split("\n")[1:] if end else [""]
    if end is None or any(line and not line[0].isspace() and line[0] != ")" for line in head):
        return None  # all of it stands in one line
    body = text[end.end() :]
    if not end[0].endswith("\n"):
        return [body.partition("\n")[0].partition("#")[0].strip()]
    docstring = _DOCSTRING.match(body)
    lines: list[str] = []
    for line in body[docstring.end() if docstring else 0 :].split("\n"):
        said = line.partition("#")[0].strip()
        if said and not line[0].isspace():
            break
        lines += [said] if said else []
    return lines


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
