"""The executed cells of a kernel -> the cells that a notebook with the same work would hold.

Runs in the student's kernel. A cell that was edited and executed again counts once, as it is now,
at the place where it first worked.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

PLAY = "%%play"
MAX_SENT = 2_000  # cells; the oldest are left out

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass
class Entry:
    """One execution of a cell.

    Attributes:
        number: its `In [number]`.
        raw: the text as it was typed.
        cell: the frontend's id of the cell; empty where it gives none.
        failed: whether it raised, or could not be read.
    """

    number: int
    raw: str
    cell: str = ""
    failed: bool = False


class SentCell(NamedTuple):
    """A cell that is judged: `number` is that of its latest execution."""

    number: int
    source: str


class Unread(NamedTuple):
    """A cell that Python could not read, and the course's functions that it would define."""

    number: int
    functions: list[str]


@dataclass
class Executed:
    """The cells to judge, in order, and those that could not be read."""

    cells: list[SentCell] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


class _Cell(NamedTuple):
    """An execution that can be read.

    Attributes:
        defines: functions and classes.
        binds: all names, those included.
    """

    entry: Entry
    defines: frozenset[str]
    binds: frozenset[str]
    needs_own: bool
    has_effect: bool


def cells_to_judge(
    entries: Sequence[Entry], transform: Callable[[str], str], functions: Collection[str]
) -> Executed:
    """Choose the executions that count.

    Args:
        entries: in the order of execution.
        transform: turns IPython's syntax into Python's.
        functions: all functions that the course asks for.
    """
    found = Executed()
    cells: list[_Cell] = []
    for entry in entries[-MAX_SENT:]:
        if not entry.raw.strip() or entry.raw.lstrip().startswith(PLAY):
            continue
        tree = _parse(entry.raw, transform)
        if tree is not None:
            cells.append(_look(entry, tree))
        elif written := [name for name in functions if _is_written(name, entry.raw)]:
            found.unread.append(Unread(entry.number, written))
    latest = _latest([cell for cell in cells if cell.binds or cell.has_effect], functions)
    found.cells = [SentCell(cell.entry.number, cell.entry.raw) for cell in latest]
    later = {name: cell.entry.number for cell in latest for name in cell.defines}
    found.unread = [  # a cell that was mended since is no matter any more
        Unread(number, kept)
        for number, names in found.unread
        if (kept := [name for name in names if later.get(name, 0) < number])
    ]
    return found


def _is_written(name: str, raw: str) -> bool:
    pattern = rf"^\s*(?:async\s+def|def|class)\s+{name}\b|^{name}\s*="
    return re.search(pattern, raw, re.MULTILINE) is not None


def _parse(raw: str, transform: Callable[[str], str]) -> ast.Module | None:
    try:
        return ast.parse(transform(raw))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _look(entry: Entry, tree: ast.Module) -> _Cell:
    """Find the names that a cell leaves behind."""
    bound: set[str] = set()
    defined: set[str] = set()
    needs_own = has_effect = False
    for statement in tree.body:
        stored, loaded = _names(statement)
        needs_own = needs_own or bool(stored & (loaded - bound))
        bound |= stored
        if isinstance(statement, _DEFINITIONS):
            defined.add(statement.name)
        has_effect = has_effect or _changes(statement)
    return _Cell(entry, frozenset(defined), frozenset(bound), needs_own, has_effect)


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """Names that a statement binds in the module, and those that it reads when it runs."""
    stored: set[str] = set()
    loaded: set[str] = set()
    for node in _outside_functions(statement):
        if isinstance(node, ast.Name):
            (loaded if isinstance(node.ctx, ast.Load) else stored).add(node.id)
        elif isinstance(node, _DEFINITIONS):
            stored.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            stored |= {(name.asname or name.name).partition(".")[0] for name in node.names}
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        loaded.add(statement.target.id)
    return stored, loaded


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, (*_DEFINITIONS, ast.Lambda)):
        return
    for child in ast.iter_child_nodes(node):
        yield from _outside_functions(child)


def _changes(statement: ast.stmt) -> bool:
    """Whether a statement may change names that it does not bind: `K[0] = 1`, `names.append(x)`."""
    if isinstance(statement, ast.Expr):
        call = statement.value
        if isinstance(call, ast.Await):
            call = call.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return False
        return isinstance(call.func.value, ast.Name)
    return any(
        isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store)
        for node in _outside_functions(statement)
    )


def _latest(cells: list[_Cell], functions: Collection[str]) -> list[_Cell]:
    """The latest execution of each cell, at the place of its first one that worked."""
    latest: dict[object, _Cell] = {}
    for cell in cells:
        key = _identity(cell, frozenset(functions))
        before = latest.get(key)
        # an experiment that raises leaves nothing behind
        if cell.entry.failed and not cell.defines and (before is None or not before.entry.failed):
            if before is None and cell.binds:
                latest[key] = cell
            continue
        if before is not None and before.entry.failed and not before.defines:
            del latest[key]  # where it failed, something that it needs was not there yet
        latest[key] = cell
    return list(latest.values())


def _identity(cell: _Cell, functions: frozenset[str]) -> object:
    """A key that two executions of one cell have in common, edited or not."""
    if cell.entry.cell:
        return "cell", cell.entry.cell
    if (own := cell.binds & functions) and not cell.needs_own:
        return "functions", own
    if cell.defines:
        return "names", cell.defines
    if cell.binds and not cell.needs_own:
        return "names", cell.binds
    return "text", cell.entry.raw.strip()
