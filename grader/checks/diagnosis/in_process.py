"""Wrong answers -> the misconception that gives the same ones, if there is one.

A check that failed has an idea that gives all of its answers. One that ended in an exception has an
idea that raises in the same calls, and in no others, if the answers beside them are its own, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import marshal
from functools import partial
from itertools import accumulate
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.checks.call_log import EncodedCall, cells_in, decode_calls
from grader.worker import wire
from grader.worker.cells import cells_of, run_in_cells
from grader.worker.kept import SCRIPT, Kept, at_terminal, called

from .raised import Raised, described, end_of, raised_here, with_raises
from .same_answer import NOTHING, is_same_end, tells_anything

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from grader.checks.call_log import Call
    from grader.model import Text

    from .misconceptions import Misconception

WITHOUT_REFERENCES = 2  # the version of `marshal` in which equal values are equal bytes
_WORDS = EncodedCall._fields.index("words")
MAX_CELLS = 100_000  # of all answers of a check; more say no more, and cost memory
MAX_KEPT_BYTES = 1 << 17  # of one misconception's encoded answers
OVERHEAD_BYTES = 200  # of a kept answer
MAX_NAMED = 4096  # failed checks whose misconception is kept; about 150 bytes each


class Diagnosis:
    """The misconceptions of one exercise, and their answers so far.

    Args:
        reference: the right solution.
        ideas: the misconceptions.
        driver: the exercise's driver, if it has one.
        functions: those of the exercise.
        kept: names whose values as of cells are asked for.
    """

    def __init__(
        self,
        reference: ModuleType,
        ideas: list[Misconception],
        driver: ModuleType | None = None,
        functions: Collection[str] = (),
        kept: tuple[str, ...] = (),
    ) -> None:
        self._functions = functions
        self._reference = _Solution(lambda: reference, driver, functions, has_state=False)
        is_script = SCRIPT in vars(reference)
        self._ideas = [
            (idea, _Solution(partial(_fresh, idea, kept, is_script=is_script), driver, functions))
            for idea in ideas
        ]
        self._named: dict[bytes, Text | None] = {}
        self._tables: list[tuple[list[EncodedCall], _Compared]] = []

    def diagnose(self, calls: list[Call], everywhere: list[EncodedCall]) -> Text | None:
        """The misconception behind a check that failed.

        It must give all answers to the check. Several may do so by chance, because a check asks
        little: the one that explains the most wrong answers to the same functions in all checks
        is named, if it explains at least half of them.

        Args:
            calls: the failed check's calls that returned.
            everywhere: all calls of the same functions, in all checks.
        """
        return self._kept(_digest_of(calls, everywhere), partial(self._find, calls, everywhere))

    def diagnose_raise(
        self, calls: list[Call], everywhere: list[EncodedCall], named: Collection[str]
    ) -> Text | None:
        """The misconception behind a check that ended in an exception of the student's.

        It must raise the same kind of exception in the same functions, in all checks in the same
        calls, and give most of the other answers. Where every call raises, it must be one that
        wrong answers to other functions have named.

        Args:
            calls: the check's calls that returned, and the one that raised.
            everywhere: as for `diagnose`.
            named: the English sentences of ideas that answers to other checks have named.
        """
        calls = [end_of(call, self._functions) for call in calls]
        raised = [f"{end.value.kind} {end.value.function}" for end in calls if _raises(end.value)]
        key = _digest_of(calls, everywhere) + "|".join([*raised, *sorted(named)]).encode()
        return self._kept(key, partial(self._find_raise, calls, everywhere, named))

    def _kept(self, key: bytes, find: Callable[[], Text | None]) -> Text | None:
        if key not in self._named:
            if len(self._named) >= MAX_NAMED:
                self._named.clear()
            # wrong solutions may print and overflow
            with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
                self._named[key] = find()
        return self._named[key]

    def _find(self, calls: list[Call], everywhere: list[EncodedCall]) -> Text | None:
        if sum(cells_in(call.value) for call in calls) > MAX_CELLS or not tells_anything(calls):
            return None
        compared = _Compared(calls)
        if compared.agrees(self._reference):
            return None
        found = [pair for pair in self._ideas if compared.agrees(pair[1])]
        return self._best(found, self._table(everywhere)) if found else None

    def _table(self, everywhere: list[EncodedCall]) -> _Compared:
        """All calls of some functions, compared once for all checks of a submission."""
        for known, table in self._tables:
            if known is everywhere:
                return table
        table = _Compared(decode_calls(everywhere))
        self._tables = [(everywhere, table), *self._tables[:1]]
        return table

    def _find_raise(
        self, calls: list[Call], everywhere: list[EncodedCall], named: Collection[str]
    ) -> Text | None:
        if sum(cells_in(call.value) for call in calls) > MAX_CELLS:
            return None
        compared = _Compared(calls)
        found = [pair for pair in self._ideas if compared.agrees(pair[1])]
        if not found:
            return None
        ends = with_raises(everywhere)
        # where the reference raises, another question is asked
        answers = _Compared(ends).answers(self._reference)
        asked = zip(ends, answers, strict=True)
        ends = [described(e, self._functions) for e, right in asked if not _raises(right.value)]
        table = _Compared(ends)
        alike = [
            (idea, solution)
            for idea, solution in found
            if table.raises_alike(solution, is_named=idea.text.en in named)
        ]
        return self._best(alike, table) if alike else None

    def _best(
        self, found: list[tuple[Misconception, _Solution]], compared: _Compared
    ) -> Text | None:
        wrong = compared.wrong(self._reference)
        if len(found) == 1:  # as mostly; a solution's answers cost more than all else
            ((idea, solution),) = found
            return idea.text if compared.agrees_in_half(solution, wrong) else None
        scores = []
        for idea, solution in found:
            same = compared.agreements(solution)
            scores.append((sum(same[number] for number in wrong), idea))
        most = max(score for score, _ in scores)
        best = [idea for score, idea in scores if score == most]
        return best[0].text if len(best) == 1 and 2 * most >= len(wrong) else None


class _Compared:
    """A student's answers, to compare with those of several solutions."""

    def __init__(self, calls: list[Call]) -> None:
        self._calls = calls
        self._keys = list(accumulate(map(_packed_call, calls), _digest, initial=b""))[1:]
        # most misconceptions answer most calls like the reference: equal answers are compared once
        self._known: dict[tuple[int, bytes], bool] = {}
        self._wrong: list[int] | None = None

    def answers(self, solution: _Solution) -> Iterator[_Answer]:
        """A solution's answers to the same calls."""
        return solution.answers(self._calls, self._keys)

    def agrees(self, solution: _Solution) -> bool:
        """Whether all answers are this solution's."""
        answers = self.answers(solution)
        return all(self._is_same(number, answer) for number, answer in enumerate(answers))

    def agreements(self, solution: _Solution) -> list[bool]:
        """Whether each answer is this solution's."""
        answers = self.answers(solution)
        return [self._is_same(number, answer) for number, answer in enumerate(answers)]

    def wrong(self, reference: _Solution) -> list[int]:
        """Numbers of the answers that are not the reference's."""
        if self._wrong is None:
            right = self.agreements(reference)
            self._wrong = [number for number, is_right in enumerate(right) if not is_right]
        return self._wrong

    def agrees_in_half(self, solution: _Solution, numbers: list[int]) -> bool:
        """Whether at least half of these answers are this solution's; asks no further than that."""
        wanted, missing = set(numbers), (len(numbers) + 1) // 2
        for number, answer in enumerate(self.answers(solution)) if missing else ():
            if number in wanted and self._is_same(number, answer):
                missing -= 1
                if missing == 0:
                    break
        return missing == 0

    def raises_alike(self, solution: _Solution, *, is_named: bool) -> bool:
        """Whether a solution raises in the very calls in which the student's code does.

        Args:
            solution: an idea's.
            is_named: whether the idea needs no calls that returned, because others tell it.
        """
        returned = []
        for number, answer in enumerate(self.answers(solution)):
            call, is_same = self._calls[number], self._is_same(number, answer)
            if not (_raises(call.value) or _raises(answer.value)):
                returned.append((call, is_same))
            elif not is_same:
                return False
        same = [call for call, is_same in returned if is_same]
        # that all calls raise is true of any broken function
        return is_named or (2 * len(same) > len(returned) and tells_anything(same))

    def _is_same(self, number: int, answer: _Answer) -> bool:
        key = (number, answer.packed)
        if key not in self._known:
            self._known[key] = is_same_end(answer.value, self._calls[number])
        return self._known[key]


class _Answer(NamedTuple):
    """A solution's answer, encoded and decoded."""

    packed: bytes
    value: Any


class _Solution:
    """A solution that keeps its answers: a whole class is asked the same.

    Args:
        make: the solution as a module, fresh if it is a misconception.
        driver: the exercise's driver, if it has one.
        functions: those of the exercise.
        has_state: whether a function's answer may depend on the calls before it.
    """

    def __init__(
        self,
        make: Callable[[], ModuleType],
        driver: ModuleType | None,
        functions: Collection[str],
        *,
        has_state: bool = True,
    ) -> None:
        self._make = make
        self._has_state = has_state
        self._driver = driver
        self._functions = functions
        self._kept: dict[bytes, _Answer] = {}
        self._room = MAX_KEPT_BYTES

    def answers(self, calls: list[Call], keys: list[bytes]) -> Iterator[_Answer]:
        """Answer the calls in order.

        Args:
            calls: the calls.
            keys: a hash of each call and all before it.
        """
        if not self._has_state and all(map(_is_plain, calls)):
            yield from map(self._answer_alone, calls)
            return
        # a misconception may be about state, so an answer depends on the calls before it
        module = None
        kept = Kept()  # of the module, once it is there
        done = 0  # calls made of the module
        for number, key in enumerate(keys):
            answer = self._kept.get(key)
            if answer is None:
                if module is None:
                    module = self._make()
                    kept = Kept(cells_of(module))
                for call in calls[done:number]:
                    self._replay(module, call, kept)
                answer = _answer_of(self._replay(module, calls[number], kept))
                done = number + 1
                self._keep(key, answer)
            yield answer

    def _answer_alone(self, call: Call) -> _Answer:
        key = _digest(b"", _packed_call(call))
        answer = self._kept.get(key)
        if answer is None:
            answer = _answer_of(self._replay(self._make(), call, Kept()))
            self._keep(key, answer)
        return answer

    def _replay(self, module: ModuleType, call: Call, kept: Kept) -> Any:
        try:
            return _made(module, call, self._driver, kept)
        except Exception as error:  # noqa: BLE001 - a wrong solution may raise anything
            return raised_here(error, getattr(module, "__file__", ""), self._functions)

    def _keep(self, key: bytes, answer: _Answer) -> None:
        size = len(answer.packed) + OVERHEAD_BYTES
        if size <= self._room:
            self._room -= size
            self._kept[key] = answer


def _digest_of(calls: list[Call], everywhere: list[EncodedCall]) -> bytes:
    """A hash of calls and of how they ended."""
    # a class repeats its wrong answers; the words of exceptions differ, and tell hardly more
    groups = [_wordless(c.encoded) for c in calls], [_wordless(c) for c in everywhere]
    return hashlib.sha256(marshal.dumps(groups, WITHOUT_REFERENCES)).digest()


def _wordless(call: EncodedCall) -> tuple[Any, ...]:
    return call[:_WORDS] + call[_WORDS + 1 :]


def _packed_call(call: Call) -> bytes:
    one = call.encoded
    kind = f"{one.function} {one.by_driver:d} {one.how} {one.keep} {one.typed!r} {one.prints:d} "
    kind += f"{one.cell} "
    return kind.encode() + one.arguments


def _is_plain(call: Call) -> bool:
    """Whether a function is called, and no object or driver, which keep what was before."""
    return call.encoded.how == "call" and not call.by_driver


def _digest(before: bytes, call: bytes) -> bytes:
    return hashlib.sha256(before + call).digest()


def _raises(end: Any) -> bool:
    return isinstance(end, Raised)


def _answer_of(value: Any) -> _Answer:
    """A copy of the answer, so that later calls do not change it."""
    if isinstance(value, Raised):  # no value is encoded like this
        return _Answer(f"raised {value.kind} {value.function}".encode(), value)
    try:
        packed = wire.encode(value)
    except (wire.WireError, RecursionError):  # no student's answer can be equal to this
        packed = b""
    return _Answer(packed, wire.decode(packed) if packed else NOTHING)


def _fresh(idea: Misconception, kept: tuple[str, ...], *, is_script: bool) -> ModuleType:
    module = ModuleType(f"misconception_{idea.name}")
    module.__file__ = idea.code.co_filename
    if is_script:
        module.__dict__[SCRIPT] = idea.code
        return module
    with contextlib.suppress(Exception):  # one that does not run agrees with nothing
        if kept:
            run_in_cells(idea.source, idea.code.co_filename, module.__dict__, kept)
        else:
            exec(idea.code, module.__dict__)  # noqa: S102 - the course's own file
    return module


def replay(module: ModuleType, call: Call, driver: ModuleType | None) -> Any:
    """The module's own answer to a student's call; `NOTHING` if it raises."""
    try:
        return _made(module, call, driver, Kept(cells_of(module)))
    except Exception:  # noqa: BLE001 - a wrong solution may raise anything
        return NOTHING


def _made(module: ModuleType, call: Call, driver: ModuleType | None, kept: Kept) -> Any:
    """Make a student's call of another module."""
    args, kwargs = wire.decode(call.arguments)
    if call.by_driver:
        function = at_terminal(called(driver, call.encoded, kept), call.encoded)
        return function(module, *args, **kwargs)
    return at_terminal(called(module, call.encoded, kept), call.encoded)(*args, **kwargs)
