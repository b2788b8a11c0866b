"""`uses` and `avoids`: rules on how a function is written.

The submission's text is read by a worker in which none of it runs, see `grader.worker.reading`.
The submission's functions that it calls count as parts of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from grader.checks.proxies import (
    StudentClass,
    StudentFunction,
    StudentMethod,
    StudentProxy,
    code_of,
)
from grader.errors import did_you_mean
from grader.i18n import N_
from grader.model import Cause, message
from grader.sandbox.code_reader import Wanted
from grader.sandbox.faults import StudentFault
from grader.text import clean
from grader.worker.reading.finder import HIDDEN, PERHAPS, STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model import Message
    from grader.sandbox.code_reader import CodeReader, Place, Reading

Target = StudentFunction | StudentClass | StudentMethod | StudentProxy

_MUST_NOT = {
    "recursion": N_("{function} must not call itself, directly or through other functions."),
    "loops": N_("{function} must not use a loop."),
    HIDDEN: N_("{function}: no rule can read code that is made or changed by {rule}."),
}
_MUST = {
    "recursion": N_("{function} must call itself, directly or through other functions."),
    "loops": N_("{function} must use a loop."),
}


class _Rules(NamedTuple):
    """Who must keep rules, and which."""

    reader: CodeReader | None
    target: str
    shown: str
    wanted: Wanted

    def readings(self) -> Sequence[Reading]:
        """Each definition that is in force; none while the checks are recorded.

        Raises:
            StudentFault: the text has no definition of the function.
        """
        if self.reader is None:
            return ()
        found = self.reader.find(self.target, self.wanted)
        if not found:
            raise self.reader.missing(self.target)
        return found

    def broken(self, sentence: str, rule: str = "", place: Place | None = None) -> StudentFault:
        """The fault, at a place in the student's text if there is one."""
        details: tuple[Message, ...] = ()
        own = {"", self.target.rpartition(".")[2]}
        if place is not None and self.target and place.inside not in own:
            text = N_("It is in {helper}, which {function} uses.")
            details = (message(text, helper=clean(place.inside), function=self.shown),)
        values = {"function": self.shown} | ({"rule": rule} if rule else {})
        frames = self.reader.frames_of(place) if self.reader and place else ()
        return StudentFault(Cause.AGAINST_RULE, message(sentence, **values), details, frames)


def avoids(
    function: Target,
    *,
    recursion: bool = False,
    loops: bool = False,
    names: Iterable[str] = (),
    imports: Iterable[str] = (),
    statements: Iterable[str] = (),
) -> None:
    """Require that a function does without some things, and so does all that it calls.

    Args:
        function: `student.f`, a class or a method; `student` for the whole file.
        recursion: whether it must not call itself.
        loops: whether it must have no `for`, `while` or comprehension.
        names: `sorted`, `np.convolve` (imported by any name), `.sort` (of anything).
        imports: libraries: `scipy`.
        statements: `while`, `try`, `lambda` … (the keys of `reading.finder.STATEMENTS`).

    Raises:
        StudentFault: it does not.
    """
    wanted = _wanted(recursion, loops, names, imports, statements)
    rules = _rules(function, wanted)
    for reading in rules.readings():
        for place in reading.places:
            if place.item != PERHAPS:
                sentence = _MUST_NOT.get(place.rule, N_("{function} must not use {rule}."))
                raise rules.broken(sentence, place.item, place)


def uses(
    function: Target,
    *,
    recursion: bool = False,
    loops: bool = False,
    names: Iterable[str] = (),
    imports: Iterable[str] = (),
    statements: Iterable[str] = (),
) -> None:
    """Require that a function, or what it calls, has each of some things; see `avoids`.

    Raises:
        StudentFault: it has not.
    """
    wanted = _wanted(recursion, loops, names, imports, statements)
    rules = _rules(function, wanted)
    for reading in rules.readings():
        has = {
            (place.rule, "" if place.item == PERHAPS else place.item) for place in reading.places
        }
        for rule, item in _each(wanted):
            if (rule, item) not in has:
                raise rules.broken(_MUST.get(rule, N_("{function} must use {rule}.")), item)
        hidden = [one for one in reading.places if one.rule == HIDDEN and one.item != "eval"]
        if hidden:  # it may give the function another meaning
            raise rules.broken(_MUST_NOT[HIDDEN], hidden[0].item, hidden[0])
        if reading.is_wrapped:
            text = N_(
                "{function} is wrapped in code of your own, so the rule cannot be read: leave the "
                "wrapper out."
            )
            raise rules.broken(text)


def _wanted(
    recursion: bool,  # noqa: FBT001 - as in the two above
    loops: bool,  # noqa: FBT001
    *lists: Iterable[str],
) -> Wanted:
    for words in lists:
        if isinstance(words, str):
            raise TypeError(f"a rule takes a list of names: [{words!r}]")
    names, imports, statements = map(tuple, lists)
    for word in statements:
        if word not in STATEMENTS:
            near = did_you_mean(word, STATEMENTS)
            raise ValueError(f"no rule knows the statement {word!r}. {near.text}")
    wanted = Wanted(recursion, loops, names, imports, statements)
    if wanted == Wanted():
        raise TypeError("a rule must say what it is about")
    return wanted


def _each(wanted: Wanted) -> Iterable[tuple[str, str]]:
    """The rule and the item of everything that is wanted."""
    if wanted.recursion:
        yield "recursion", ""
    if wanted.loops:
        yield "loops", ""
    for rule in ("names", "imports", "statements"):
        for item in getattr(wanted, rule):
            yield rule, item


def _rules(function: Any, wanted: Wanted) -> _Rules:
    if isinstance(function, StudentProxy):
        reader = code_of(function)
        return _Rules(reader, "", reader.module if reader else "", wanted)
    if not isinstance(function, (StudentFunction, StudentClass, StudentMethod)):
        raise TypeError("a rule is about `student.f`, a class, a method, or `student` itself")
    return _Rules(code_of(function), function.name, function.name, wanted)
