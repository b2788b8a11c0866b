"""A bare `assert` of a check that failed -> a finding with the values that were compared.

pytest rewrites the asserts of files of checks when it imports them, so that a failed one tells its
operands. For `==` they are compared anew, by `assert_equal`, which says where they differ.
"""

from __future__ import annotations

import ast
import functools
import operator
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from grader.model import Cause, message
from grader.text import clean

from .api.equality import assert_equal
from .api.preview import preview, preview_both
from .api.wrong_answer import NO_VALUE, WrongAnswerError
from .calls_behind import is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Message

    from .call_log import Call

MAX_COMPARISONS = 100  # of one assert
MAX_CHARS = 300  # of a condition, and of its author's words
_ASSERT = re.compile(r"(?:^|[:;])[ \t]*assert\b", re.MULTILINE)
_BEGINS = re.compile(r"^assert ", re.MULTILINE)  # pytest's explanation, below the author's words
_HOLDS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda one, other: one in other,
    "not in": lambda one, other: one not in other,
}


class Comparison(NamedTuple):
    """Two values that an assert compared."""

    sign: str
    left: Any
    right: Any

    def fails(self) -> bool:
        """Whether it does not hold; a chain and an `or` have some that do."""
        try:
            return not _HOLDS[self.sign](self.left, self.right)
        except Exception:  # noqa: BLE001 - of any class, from values of any type
            return True


def has_asserts(text: str) -> bool:
    """Whether a file of checks has bare asserts, for which pytest has to rewrite it."""
    return _ASSERT.search(text) is not None


class Watched:
    """Note the values that failing asserts compared meanwhile; a context manager."""

    def __init__(self) -> None:
        self.seen: list[Comparison] = []
        # without pytest, no file has been rewritten
        self._util: Any = sys.modules.get("_pytest.assertion.util")
        self._saved: Any = None

    def __enter__(self) -> Self:
        if self._util is not None:
            # pytest sets it for each test that it runs itself, and we call the functions
            self._saved, self._util._reprcompare = self._util._reprcompare, self._note  # noqa: SLF001
        return self

    def __exit__(self, *_: object) -> None:
        if self._util is not None:
            self._util._reprcompare = self._saved  # noqa: SLF001

    def _note(self, sign: str, left: object, right: object) -> None:
        if len(self.seen) < MAX_COMPARISONS:
            self.seen.append(Comparison(sign, left, right))


def explained(
    error: BaseException, seen: Sequence[Comparison], returned: Sequence[Call]
) -> BaseException:
    """The finding of a failed assert; any other error as it is.

    Args:
        error: raised by a check.
        seen: the values that its asserts compared.
        returned: the student's answers to it.
    """
    text = str(error.args[0]) if type(error) is AssertionError and error.args else ""
    begin = _BEGINS.search(text)
    if begin is None:
        return error
    said = _said(error, " ".join(text[: begin.start()].split()))
    failed = next((one for one in seen if one.fails()), None)
    if failed is None:
        return _wrong(said, returned[-1].value if returned else NO_VALUE)
    if failed.sign == "==":
        return _unequal(failed, said, returned)
    said += _line(failed)
    recent = min((_age(side, returned), number) for number, side in enumerate(failed[1:]))
    if recent[0] < len(returned):
        return _wrong(said, failed[1 + recent[1]])
    # neither side is an answer, so that it is made of one
    return _wrong(said, returned[0].value if len(returned) == 1 else NO_VALUE)


def _unequal(
    failed: Comparison, said: tuple[Message, ...], returned: Sequence[Call]
) -> WrongAnswerError:
    """The typed difference of the student's side from the other one."""
    got, want = failed.left, failed.right
    if _age(want, returned) < _age(got, returned):
        got, want = want, got
    try:
        assert_equal(got, want)
    except WrongAnswerError as error:
        error.details = (*said, *error.details)
        return error
    except Exception:  # noqa: BLE001 - values that no assertion compares
        return _wrong((*said, *_line(failed)), got)
    # equal but for the last digits, or NaN
    expected, actual = preview_both(want, got)
    sentence = message("The value is wrong.")
    return WrongAnswerError(Cause.WRONG_VALUES, sentence, said, expected, actual, value=got)


def _line(failed: Comparison) -> tuple[Message, ...]:
    """The comparison with its values, if they fit into a line."""
    text = f"{preview(failed.left)} {failed.sign} {preview(failed.right)}"
    if "\n" in text or len(text) > MAX_CHARS:
        return ()
    return (message("Here this is: {comparison}", comparison=text),)


def _wrong(said: tuple[Message, ...], value: object) -> WrongAnswerError:
    sentence = message("The answer is wrong.")
    actual = "" if value is NO_VALUE else preview(value)
    return WrongAnswerError(Cause.WRONG_ANSWER, sentence, said, actual=actual, value=value)


def _age(value: object, returned: Sequence[Call]) -> int:
    """How many answers came after the one that a value is of; their number if it is of none."""
    ages = (age for age, call in enumerate(reversed(returned)) if is_of(value, call.value))
    return next(ages, len(returned))


def _said(error: BaseException, words: str) -> tuple[Message, ...]:
    """The demand of an assert, and the words that its author has put behind it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    said: tuple[Message, ...] = ()
    if trace is not None:
        asserts = _conditions(trace.tb_frame.f_code.co_filename)
        if condition := asserts.get(trace.tb_lineno):
            said += (message("The check asks for: {condition}", condition=_cut(condition)),)
    # they may have a student's text in them
    return (*said, message("{text}", text=_cut(clean(words)))) if words else said


@functools.lru_cache(maxsize=64)
def _conditions(file: str) -> dict[int, str]:
    """The condition of each assert in a file of checks, by its line."""
    try:
        source = Path(file).read_text("utf-8")
        tree = ast.parse(source)
    except (OSError, ValueError, SyntaxError):
        return {}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Assert))
    parts = {node.lineno: ast.get_source_segment(source, node.test) for node in found}
    return {line: " ".join(text.split()) for line, text in parts.items() if text}


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 1] + "…"
