"""A cell's text -> the code of its statements, each by itself, without a syntax tree.

A tree of Python objects takes more than a megabyte for a file of some pages, and a forked worker
pays for each page of memory that it touches first: cutting the text costs a third.
"""

import __future__

import dis
import re
import types
from collections.abc import Iterator

from .tracebacks import source_lines

FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag

MAX_TRIED_LINES = 5_000  # of pieces that do not compile, all together
MAX_LINES = 2_000  # each piece is compiled with as many empty lines as there are before it

# what begins a line and does not continue a statement; nothing that stands in a string or in
# brackets gets by, because what comes before it does not compile alone
_BEGINS = re.compile(r"(?!(?:else|elif|except|finally)\b)[^\s#)\]}]")
_DEFINING = (
    "CACHE RESUME NOP EXTENDED_ARG LOAD_CONST LOAD_NAME BUILD_TUPLE MAKE_FUNCTION "
    "SET_FUNCTION_ATTRIBUTE STORE_NAME POP_TOP RETURN_VALUE RETURN_CONST"
)
_DEFINING_CODES = {dis.opmap[name] for name in _DEFINING.split() if name in dis.opmap}


def compile_in_pieces(label: str, source: str) -> list[tuple[str, types.CodeType]]:
    """Each statement's place (`label:line`) and code; nothing where the text cannot be cut so.

    Where every piece compiles alone, the pieces one after the other are what the text is: none
    ends within a string or a bracket, and none begins with what belongs to the one before. A piece
    that does not compile may end too early, within a docstring say, and is tried with the next.
    Short statements that share a line share a piece.
    """
    lines = source_lines(source)
    if len(lines) > MAX_LINES:
        return []
    pieces: list[tuple[str, types.CodeType]] = []
    flags, first, left = 0, 0, MAX_TRIED_LINES
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


def only_defines(code: types.CodeType) -> bool:
    """Whether a statement runs nothing of the student's: it defines a plain function, say."""
    return _DEFINING_CODES.issuperset(code.co_code[::2])


def _ends(lines: list[str]) -> Iterator[int]:
    """How many lines come before each place where the text may be cut; at last all of them."""
    decorated = False
    for number, line in enumerate(lines):
        if _BEGINS.match(line):
            if number and not decorated:
                yield number
            decorated = line.startswith("@")
    yield len(lines)


def _compiled(label: str, lines: list[str], before: int, flags: int) -> types.CodeType:
    text = "\n".join(lines) + "\n"
    # empty lines before it give its lines their numbers
    code: types.CodeType = compile("\n" * before + text, label, "exec", flags, dont_inherit=True)
    return code
