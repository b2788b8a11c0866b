"""Copies of a solution in disguise: renamed, reordered, with dead code in between."""

from __future__ import annotations

import ast
import builtins
import keyword
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def renamed(code: str, kept: Collection[str]) -> str:
    """Every name of the student's own is another one."""
    tree = ast.parse(code)
    fixed = {*kept, *dir(builtins), *keyword.kwlist}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            fixed |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    names: dict[str, str] = {}

    def new(name: str) -> str:
        return name if name in fixed else names.setdefault(name, f"v{len(names)}_x")

    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = new(node.id)
        elif isinstance(node, ast.arg):
            node.arg = new(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            node.name = new(node.name)
        elif isinstance(node, ast.keyword) and node.arg is not None and node.arg in names:
            node.arg = new(node.arg)
    return _written(tree)


def reordered(code: str, kept: Collection[str]) -> str:
    """Functions in another order, and neighbouring assignments swapped where nothing changes."""
    tree = ast.parse(code)
    draw = random.Random(code)
    tree.body = _shuffled(tree.body, draw)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            _swap_neighbours(node.body)
    return _written(tree)


def padded(code: str, kept: Collection[str]) -> str:
    """Dead code in every function, prints, and a function that nobody calls."""
    tree = ast.parse(code)
    for number, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.FunctionDef):
            dead = [
                f"unused_{number} = [value * {number} for value in range({number})]",
                f"if False:\n    unused_{number} = None",
                f"print('here', {number})",
            ]
            for step, text in enumerate(dead):
                place = min(1 + 2 * step, len(node.body))
                node.body[place:place] = ast.parse(text).body
    extra = (
        "def spare(a, b):\n    total = 0\n    for c in a:\n        total += c * b\n    return total"
    )
    return _written(tree) + "\n\n" + extra + "\n"


def all_at_once(code: str, kept: Collection[str]) -> str:
    """All three."""
    return padded(reordered(renamed(code, kept), kept), kept)


DISGUISES: dict[str, Callable[[str, Collection[str]], str]] = {
    "renamed": renamed,
    "reordered": reordered,
    "padded": padded,
    "all_at_once": all_at_once,
}


def _written(tree: ast.Module) -> str:
    return ast.unparse(ast.fix_missing_locations(tree))


def _shuffled(body: list[ast.stmt], draw: random.Random) -> list[ast.stmt]:
    places = [place for place, node in enumerate(body) if isinstance(node, ast.FunctionDef)]
    functions = [body[place] for place in places]
    draw.shuffle(functions)
    found = list(body)
    for place, function in zip(places, functions, strict=True):
        found[place] = function
    return found


def _swap_neighbours(body: list[ast.stmt]) -> None:
    place = 0
    while place + 1 < len(body):
        one, two = body[place : place + 2]
        may_swap = isinstance(one, ast.Assign) and isinstance(two, ast.Assign)
        stored = [_names(each, ast.Store) for each in (one, two)]
        if may_swap and not (stored[0] & _names(two) or stored[1] & _names(one)):
            body[place : place + 2] = [two, one]
            place += 1
        place += 1


def _names(node: ast.AST, context: type = ast.expr_context) -> set[str]:
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, context)
    }
