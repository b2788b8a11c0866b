"""Wrong answers -> the misconception that gives the same ones, if there is one.

A check that failed has an idea that gives all of its answers. One that ended in an exception has an
idea that raises in the same calls, and in no others, if the answers beside them are its own, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import marshal
import random
from functools import cached_property, partial
from itertools import accumulate
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks.call_log import EncodedCall, cells_in, decode_calls
from grader.worker.cells import run_in_cells
from grader.worker.kept import SCRIPT

from .raised import Raised, described, end_of, with_raises
from .same_answer import is_same_end, tells_anything
from .solutions import Solution, digest, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from grader.checks.call_log import Call
    from grader.model import Text

    from .misconceptions import Misconception
    from .solutions import Answer

WITHOUT_REFERENCES = 2  # the version of `marshal` in which equal values are equal bytes
_WORDS = EncodedCall._fields.index("words")
MAX_CELLS = 100_000  # of all answers of a check; more say no more, and cost memory
MAX_ASKED = 40  # wrong answers that a single idea is asked for
MAX_COMPARED = 4096  # pairs of answers of which it is kept whether they are equal
MAX_COMPARED_BYTES = 1 << 10  # of such a pair
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
        self._reference = Solution(lambda: reference, driver, functions, has_state=False)
        is_script = SCRIPT in vars(reference)
        self._ideas = [
            (idea, Solution(partial(_fresh, idea, kept, is_script=is_script), driver, functions))
            for idea in ideas
        ]
        self._named: dict[bytes, Text | None] = {}
        self._tables: list[tuple[list[EncodedCall], _Compared]] = []
        self._same: dict[tuple[Any, ...], bool] = {}
        self._everywhere: tuple[list[EncodedCall], bytes] = [], b""

    def diagnose(self, calls: list[Call], everywhere: list[EncodedCall]) -> Text | None:
        """The misconception behind a check that failed.

        It must give all answers to the check. Several may do so by chance, because a check asks
        little: the one that explains the most wrong answers to the same functions in all checks
        is named, if it explains at least half of them.

        Args:
            calls: the failed check's calls that returned.
            everywhere: all calls of the same functions, in all checks.
        """
        key = self._key(calls, everywhere)
        return self._kept(key, partial(self._find, calls, everywhere))

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
        key = self._key(calls, everywhere) + "|".join([*raised, *sorted(named)]).encode()
        return self._kept(key, partial(self._find_raise, calls, everywhere, named))

    def _key(self, calls: list[Call], everywhere: list[EncodedCall]) -> bytes:
        """A hash of a check's calls and of all calls, which are hashed once for many checks."""
        if self._everywhere[0] is not everywhere:
            self._everywhere = everywhere, _digest_of(everywhere)
        return _digest_of(call.encoded for call in calls) + self._everywhere[1]

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
        compared = self._compared(calls)
        if not compared.wrong:
            return None
        found = [pair for pair in self._ideas if compared.agrees(pair[1])]
        return self._best(found, self._table(everywhere)) if found else None

    def _table(self, everywhere: list[EncodedCall]) -> _Compared:
        """All calls of some functions, compared once for all checks of a submission."""
        for known, table in self._tables:
            if known is everywhere:
                return table
        table = self._compared(decode_calls(everywhere))
        self._tables = [(everywhere, table), *self._tables[:1]]
        return table

    def _find_raise(
        self, calls: list[Call], everywhere: list[EncodedCall], named: Collection[str]
    ) -> Text | None:
        if sum(cells_in(call.value) for call in calls) > MAX_CELLS:
            return None
        compared = self._compared(calls)
        found = [pair for pair in self._ideas if compared.agrees(pair[1])]
        if not found:
            return None
        ends = with_raises(everywhere)
        # where the reference raises, another question is asked
        rights = self._compared(ends).answers(self._reference)
        ends = [described(ends[n], self._functions) for n, r in rights if not _raises(r.value)]
        table = self._compared(ends)
        alike = [
            (idea, solution)
            for idea, solution in found
            if table.raises_alike(solution, is_named=idea.text.en in named)
        ]
        return self._best(alike, table) if alike else None

    def _compared(self, calls: list[Call]) -> _Compared:
        if len(self._same) > MAX_COMPARED:
            self._same.clear()
        return _Compared(calls, self._reference, self._same)

    def _best(
        self, found: list[tuple[Misconception, Solution]], compared: _Compared
    ) -> Text | None:
        if len(found) == 1:  # as mostly; a solution's answers cost more than all else
            ((idea, solution),) = found
            return idea.text if compared.agrees_in_half(solution) else None
        scores = [(compared.agreements(solution), idea) for idea, solution in found]
        most = max(score for score, _ in scores)
        best = [idea for score, idea in scores if score == most]
        return best[0].text if len(best) == 1 and 2 * most >= len(compared.wrong) else None


class _Compared:
    """A student's answers, to compare with those of several solutions.

    Args:
        calls: the calls and their ends.
        reference: the right solution.
        same: what was compared before; a class repeats its answers.
    """

    def __init__(
        self, calls: list[Call], reference: Solution, same: dict[tuple[Any, ...], bool]
    ) -> None:
        self._calls = calls
        self._reference = reference
        self._alone = [*map(key_of, calls)]
        # most misconceptions answer most calls like the reference: equal answers are compared once
        self._known: dict[tuple[int, bytes], bool] = {}
        self._same = same

    @cached_property
    def wrong(self) -> list[int]:
        """Numbers of the answers that are not the reference's."""
        rights = self.answers(self._reference)
        return [number for number, answer in rights if not self._is_same(number, answer)]

    def answers(
        self, solution: Solution, numbers: Collection[int] | None = None
    ) -> Iterator[tuple[int, Answer]]:
        """A solution's answers to the calls of these numbers, all by default; each is asked for.

        They come in this order where the solution cannot remember, else in that of the calls.
        """
        numbers = range(len(self._calls)) if numbers is None else numbers
        if not self._may_remember(solution):
            for number in numbers:
                yield number, solution.answer(self._calls[number], self._alone[number])
            return
        wanted = set(numbers)
        for number, answer in enumerate(solution.answers(self._calls, self._keys)):
            if number in wanted:
                yield number, answer

    def _may_remember(self, solution: Solution) -> bool:
        return any(solution.can_remember(call) for call in self._kinds)

    @cached_property
    def _kinds(self) -> list[Call]:
        """A call of each kind, for what depends on the function alone."""
        kinds = {(c.function, c.by_driver, c.encoded.how, c.has_terminal): c for c in self._calls}
        return [*kinds.values()]

    @cached_property
    def _keys(self) -> list[bytes]:
        """A hash of each call and all before it."""
        return list(accumulate(self._alone, digest, initial=b""))[1:]

    @cached_property
    def _first_wrong(self) -> list[int]:
        """The numbers of all answers, wrong ones first: hardly any solution gives those."""
        others = sorted(set(range(len(self._calls))).difference(self.wrong))
        return [*self.wrong, *others]

    def agrees(self, solution: Solution) -> bool:
        """Whether all answers are this solution's."""
        answers = self.answers(solution, self._first_wrong)
        return all(self._is_same(number, answer) for number, answer in answers)

    def agreements(self, solution: Solution) -> int:
        """How many of the wrong answers are this solution's."""
        answers = self.answers(solution, self.wrong)
        return sum(self._is_same(number, answer) for number, answer in answers)

    def agrees_in_half(self, solution: Solution) -> bool:
        """Whether at least half of the wrong answers are this solution's.

        Of very many, a sample is asked for; and no more than tell.
        """
        numbers = self.wrong
        if len(numbers) > MAX_ASKED:  # each third one, say, could be all that one loop asks
            numbers = sorted(random.Random(0).sample(numbers, MAX_ASKED))  # noqa: S311 - no secret
        missing = (len(numbers) + 1) // 2
        left = len(numbers)
        for number, answer in self.answers(solution, numbers) if missing else ():
            missing -= self._is_same(number, answer)
            left -= 1
            if missing == 0 or left < missing:
                break
        return missing == 0

    def raises_alike(self, solution: Solution, *, is_named: bool) -> bool:
        """Whether a solution raises in the very calls in which the student's code does.

        Args:
            solution: an idea's.
            is_named: whether the idea needs no calls that returned, because others tell it.
        """
        returned = []
        for number, answer in self.answers(solution):
            call, is_same = self._calls[number], self._is_same(number, answer)
            if not (_raises(call.value) or _raises(answer.value)):
                returned.append((call, is_same))
            elif not is_same:
                return False
        same = [call for call, is_same in returned if is_same]
        # that all calls raise is true of any broken function
        return is_named or (2 * len(same) > len(returned) and tells_anything(same))

    def _is_same(self, number: int, answer: Answer) -> bool:
        key = (number, answer.packed)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._compare(self._calls[number], answer)
        return found

    def _compare(self, call: Call, answer: Answer) -> bool:
        one, end = call.encoded, call.value
        if len(one.body) + len(answer.packed) > MAX_COMPARED_BYTES:
            return is_same_end(answer.value, call)
        # how a call ended is told by its body, except where in the code an exception was raised
        key = (one.how, one.body, end if _raises(end) else None, answer.packed)
        if key not in self._same:
            self._same[key] = is_same_end(answer.value, call)
        return self._same[key]


def _digest_of(calls: Iterable[EncodedCall]) -> bytes:
    """A hash of calls and of how they ended."""
    # a class repeats its wrong answers; the words of exceptions differ, and tell hardly more
    wordless = [call[:_WORDS] + call[_WORDS + 1 :] for call in calls]
    return hashlib.sha256(marshal.dumps(wordless, WITHOUT_REFERENCES)).digest()


def _raises(end: Any) -> bool:
    return isinstance(end, Raised)


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
