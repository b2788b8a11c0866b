"""A cell's text -> the code of each of its statements, without a syntax tree.

A syntax tree takes more than a megabyte for a file of some pages, and a forked worker pays for each
page of memory that it is the first to touch. Cutting the text costs a third.
"""

import __future__

import ast
import contextlib
import dis
import re
import types
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .tracebacks import source_lines

FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag

# nobody needs annotations to run a function, and a library that they name may not be there
ANNOTATIONS = __future__.annotations.compiler_flag
MAX_TRIED_LINES = 5_000  # in all pieces that do not compile
MAX_JOINED_LINES = 2_000  # tried for one piece that does not compile
MAX_LINES = 2_000  # for each piece, the compiler reads an empty line for each line before it

# The start of a line that does not continue a statement. In a string or in brackets it does no
# harm: what comes before it does not compile alone.
_BEGINS = re.compile(r"(?!(?:else|elif|except|finally)\b)[^\s#)\]}]")
_DEFINING = (
    "CACHE RESUME NOP EXTENDED_ARG LOAD_CONST LOAD_NAME BUILD_TUPLE MAKE_FUNCTION "
    "SET_FUNCTION_ATTRIBUTE STORE_NAME POP_TOP RETURN_VALUE RETURN_CONST"
)
_DEFINING_CODES = {dis.opmap[name] for name in _DEFINING.split() if name in dis.opmap}
CELL_ID = r"[A-Za-z0-9_-]{1,64}"  # as a notebook's format has it
# `# %% clean` begins the cell `clean`, in a script and in a notebook
_MARK = re.compile(rf"^# ?%%[ \t]+({CELL_ID})[ \t]*\r?$", re.MULTILINE)


def marks_of(source: str) -> list[tuple[str, int]]:
    """Each mark of a source: the cell's id and the line, from 1."""
    found, line, at = [], 1, 0
    for match in _MARK.finditer(source):
        line += source.count("\n", at, match.start())
        at = match.start()
        found.append((match[1], line))
    return found


def compile_in_pieces(label: str, source: str) -> list[tuple[str, types.CodeType]]:
    """The place (`label:line`) and the code of each statement; empty where the text cannot be cut.

    If every piece compiles alone, then the pieces together mean what the text means: none ends in a
    string or a bracket, and none begins with a part of the one before. A piece that does not
    compile may end too early, in a docstring for example, and is tried together with the next.
    Statements that share a line share a piece.
    """
    lines = source_lines(source)
    if len(lines) > MAX_LINES:
        return []
    pieces: list[tuple[str, types.CodeType]] = []
    flags, first, left = ANNOTATIONS, 0, MAX_TRIED_LINES
    for end in _ends(lines):
        try:
            code = _compiled(label, lines[first:end], first, flags)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            left -= end - first
            if left < 0:
                return []
            continue
        pieces.append((f"{label}:{first + 1}", code))
        flags |= code.co_flags & FUTURES
        first = end
    return pieces if first == len(lines) else []


class Unreadable(NamedTuple):
    """Lines of a text that are no Python, from the first to the last, and Python's reason."""

    first: int
    last: int
    error: Exception


def compile_around(
    label: str, source: str
) -> tuple[list[tuple[str, types.CodeType]], list[Unreadable]]:
    """The statements of a text that Python cannot read, as `compile_in_pieces`, and what is left.

    A text that binds no name outside of the unreadable lines, as prose, has no statements.
    """
    lines = source_lines(source)
    if len(lines) > MAX_LINES:
        return [], []
    ends = list(_ends(lines))
    pieces: list[tuple[str, types.CodeType]] = []
    unreadable: list[Unreadable] = []
    flags, first, left = ANNOTATIONS, 0, MAX_TRIED_LINES
    while ends:
        tried = _tried(ends, first, min(left, MAX_JOINED_LINES))
        left -= sum(end - first for end in tried)
        found = _shortest_that_compiles(label, lines, first, tried, flags)
        if isinstance(found, Exception):
            _add(unreadable, Unreadable(first + 1, ends[0], found))
            first = ends.pop(0)
            continue
        code, first_after = found
        pieces.append((f"{label}:{first + 1}", code))
        flags |= code.co_flags & FUTURES
        first = first_after
        ends = [end for end in ends if end > first]
    steps = (step for _, code in pieces for step in dis.get_instructions(code))
    # a string alone is stored as the docstring
    binds = any(s.opname == "STORE_NAME" and s.argval != "__doc__" for s in steps)
    return (pieces if binds else []), unreadable


def _tried(ends: list[int], first: int, lines: int) -> list[int]:
    """The ends that a piece is tried with: the next one, and more while there are lines left."""
    tried = ends[:1]
    for end in ends[1:]:
        lines -= end - first
        if lines < 0:
            break
        tried.append(end)
    return tried


def _shortest_that_compiles(
    label: str, lines: list[str], first: int, ends: list[int], flags: int
) -> tuple[types.CodeType, int] | Exception:
    """The code of the shortest piece that is Python, and its end; Python's first reason if none."""
    reason: Exception | None = None
    for end in ends:
        try:
            return _compiled(label, lines[first:end], first, flags), end
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            reason = reason or error
    return reason or SyntaxError()


def _add(unreadable: list[Unreadable], more: Unreadable) -> None:
    """Add lines, to the last ones if they follow on them."""
    if unreadable and unreadable[-1].last + 1 == more.first:
        more = unreadable.pop()._replace(last=more.last)
    unreadable.append(more)


def on_line(line: int, statement: ast.stmt, label: str) -> types.CodeType:
    """The code of a statement, all of it on one line of a cell."""
    for node in ast.walk(statement):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line  # type: ignore[attr-defined]
            node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    tree = ast.Module([statement], [])
    code: types.CodeType = compile(tree, label, "exec", ANNOTATIONS, dont_inherit=True)
    return code


def only_defines(code: types.CodeType) -> bool:
    """Whether a statement runs no code of the student's, as the definition of a plain function."""
    return _DEFINING_CODES.issuperset(code.co_code[::2])


def _ends(lines: list[str]) -> Iterator[int]:
    """The numbers of lines after which the text may be cut; the last is the number of all lines."""
    decorated = False
    for number, line in enumerate(lines):
        if _BEGINS.match(line):
            if number and not decorated:
                yield number
            decorated = line.startswith("@")
    yield len(lines)


def _compiled(label: str, lines: list[str], before: int, flags: int) -> types.CodeType:
    text = "\n".join(lines) + "\n"
    # the empty lines give its lines their numbers in the cell
    code: types.CodeType = compile("\n" * before + text, label, "exec", flags, dont_inherit=True)
    return code


def run_program(cells: Iterable[tuple[str, str]], names: dict[str, Any]) -> None:
    """Run cells, each `(label, source)`, as one program; `exit()` ends it as its last line would.

    Raises:
        SyntaxError: Python cannot read one of them; then none has run.
    """
    codes = [compile(source, label, "exec", dont_inherit=True) for label, source in cells]
    with contextlib.suppress(SystemExit):
        for code in codes:
            exec(code, names)
