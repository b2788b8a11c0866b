"""An exception of the student's code -> text and numbers of limited size, for a report.

It runs in the worker, because an exception's own methods (`__str__`) are the student's code too and
have to stop with it.
"""

import itertools
import re
from types import CodeType, TracebackType
from typing import Any

DRIVER = "driver.py"
MAX_TEXT = 2_000
MAX_FRAMES = 8
MAX_KNOWN_FRAMES = 256
MAX_BASES = 32
MAX_SHOWN = 200  # characters of a line


# as `type` has them, because a class may lie about itself
_NAME = type.__dict__["__name__"].__get__
_BASES = type.__dict__["__mro__"].__get__


def source_lines(source: str) -> list[str]:
    """The lines as Python counts them; `str.splitlines` ends lines at more characters."""
    return re.split("\r\n|\r|\n", source)


class Lines:
    """The lines of each cell by its label, made when they are first needed.

    Args:
        sources: label -> text.

    Attributes:
        frames: frames that have been described, by code and instruction.
    """

    def __init__(self, sources: dict[str, str]) -> None:
        self._sources = sources
        self._cut: dict[str, list[str]] = {}
        self.frames: dict[tuple[int, int], tuple[CodeType, dict[str, Any]]] = {}

    def __contains__(self, label: str) -> bool:
        return label in self._sources

    def of(self, label: str) -> list[str]:
        """The lines of one cell; none if there is no such cell."""
        if label not in self._cut:
            self._cut[label] = source_lines(self._sources.get(label, ""))
        return self._cut[label]


def describe_exception(error: BaseException, lines: Lines) -> dict[str, Any]:
    """The exception's type, its bases, its text and the frames that lie in the student's cells.

    Args:
        error: the exception.
        lines: of the student's cells; frames in other files are left out.
    """
    kind = type(error)
    where, line = _syntax_place(error)
    column, end = _syntax_columns(error, lines, where, line) if where else (0, 0)
    return {
        "type": _name(kind),
        "bases": [_name(base) for base in _BASES(kind)[:MAX_BASES]],
        "text": _text(error),
        "where": where,
        "line": line,
        "source": _source_line(lines, where, line),
        "column": column,
        "end": end,
        "frames": _frames(BaseException.__dict__["__traceback__"].__get__(error), lines),
    }


def driver_line(error: BaseException) -> int:
    """The driver's line where an exception came from; 0 if it came from the student's code."""
    step = BaseException.__dict__["__traceback__"].__get__(error)
    found = 0
    while step is not None:
        if step.tb_frame.f_code.co_filename == DRIVER:
            found = step.tb_lineno
        step = step.tb_next
    return found


def _syntax_place(error: BaseException) -> tuple[str, int]:
    """Where a syntax error is; empty for another exception, or if it does not say."""
    if not issubclass(type(error), SyntaxError):
        return "", 0
    try:
        where, line = error.filename, error.lineno  # type: ignore[attr-defined]
    except BaseException:
        return "", 0
    is_place = type(where) is str and type(line) is int and 0 <= line < 2**31
    return (plain(where)[:200], line) if is_place else ("", 0)


def _syntax_columns(error: BaseException, lines: Lines, where: str, line: int) -> tuple[int, int]:
    """First and last column of a syntax error in the shown line, from 1; 0, 0 if unknown."""
    try:
        first, last = error.offset, error.end_offset  # type: ignore[attr-defined]
        is_one_line = error.end_lineno == line  # type: ignore[attr-defined]
    except BaseException:
        return 0, 0
    if type(first) is not int or first < 1:
        return 0, 0
    if type(last) is not int or not is_one_line or last <= first:
        last = first + 1
    return _columns_shown(lines, where, line, first - 1, last - 1)


def _columns_shown(lines: Lines, where: str, line: int, first: int, last: int) -> tuple[int, int]:
    """Columns from 0, half-open, as the first and the last one of the line without its margin."""
    cell = lines.of(where)
    if not 0 < line <= len(cell):
        return 0, 0
    text = cell[line - 1]
    margin = len(text) - len(text.lstrip())
    first, last = max(first - margin, 0), min(last - margin, len(text.strip()))
    return (first + 1, max(last, first + 1)) if first < MAX_SHOWN else (0, 0)


def _frame_columns(step: TracebackType, lines: Lines) -> tuple[int, int]:
    """The columns of the expression that raised; 0, 0 if it is the whole line, or not known."""
    code = step.tb_frame.f_code
    places = itertools.islice(code.co_positions(), step.tb_lasti // 2, None)
    start, end, first, last = next(places, (None, None, None, None))
    line = step.tb_lineno
    if start != line or end != line or first is None or last is None:
        return 0, 0
    text = lines.of(code.co_filename)[line - 1 : line]
    if not text:
        return 0, 0
    encoded = text[0].encode("utf-8", "replace")  # Python counts bytes
    columns = (len(encoded[:byte].decode("utf-8", "ignore")) for byte in (first, last))
    return _columns_shown(lines, code.co_filename, line, *columns)


def plain(text: str) -> str:
    """The text as an exact `str`, without lone surrogates: a subclass would not cross the wire."""
    if type(text) is str and text.isascii():
        return text
    return str.encode(text, "utf-8", "replace").decode("utf-8")


def _name(kind: type) -> str:
    return plain(_NAME(kind))[:200]


def _text(error: BaseException) -> str:
    try:
        if issubclass(type(error), SyntaxError) and isinstance(error.msg, str):  # type: ignore[attr-defined]
            return plain(error.msg)[:MAX_TEXT]  # type: ignore[attr-defined]
        return plain(str(error))[:MAX_TEXT]
    except BaseException:
        return "(its text cannot be made)"


def _frames(step: TracebackType | None, lines: Lines) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename in lines:
            found.append(_frame(step, lines))
            # the first frames show the call and the last ones the error; a recursion has thousands
            if len(found) > MAX_FRAMES:
                del found[MAX_FRAMES // 2]
        step = step.tb_next
    return found


def _frame(step: TracebackType, lines: Lines) -> dict[str, Any]:
    """One frame; a check of errors has the same place raise again and again."""
    code = step.tb_frame.f_code
    key = id(code), step.tb_lasti
    known = lines.frames.get(key)
    if known is None:
        if len(lines.frames) >= MAX_KNOWN_FRAMES:
            lines.frames.clear()
        column, end = _frame_columns(step, lines)
        frame = {
            "where": code.co_filename[:200],
            "line": step.tb_lineno,
            "function": code.co_name[:200],
            "source": _source_line(lines, code.co_filename, step.tb_lineno),
            "column": column,
            "end": end,
        }
        known = lines.frames[key] = (code, frame)  # a code that is kept shares its id with no other
    return known[1]


def _source_line(lines: Lines, where: str, line: int) -> str:
    cell = lines.of(where)
    return cell[line - 1].strip()[:MAX_SHOWN] if 0 < line <= len(cell) else ""
