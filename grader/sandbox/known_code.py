"""What is known of a student's code once it is loaded, for the sentences about its calls."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, assert_never

from grader.model import message
from grader.worker.wire import WireError

from .answers import Answer
from .endings import file_unreadable, function_missing, library_refused
from .faults import CannotCross, CodeRaised, Places, StudentFault
from .problems import describe_problems, first_unreadable, refused_library
from .replies import Missing, Raised, Returned, Unsendable, parse_ending, parse_error

if TYPE_CHECKING:
    from grader.model import Exercise, Message

    from .answers import Heard
    from .replies import Loaded, ProblemSaid

Sources = dict[str, list[tuple[str, str]]]


class KnownCode:
    """A hand-in's sources, and what the worker said when it loaded them first.

    Args:
        exercise: whose functions are asked.
        sources: module name -> cells, as `grader.submission` found them.
    """

    def __init__(self, exercise: Exercise, sources: Sources) -> None:
        self._exercise = exercise
        self.sources = sources
        self._cells = {label: source for cells in sources.values() for label, source in cells}
        self._places = Places(self._cells)
        self._names: list[str] = []
        self._said: list[ProblemSaid] = []
        self._unreadable: tuple[str, int] | None = None

    def loaded(self, said: Loaded) -> tuple[Message, ...]:
        """Takes note of what a worker found; a sentence for each problem."""
        self._names = said.names
        self._said = said.problems
        self._unreadable = first_unreadable(said.problems)
        return describe_problems(said.problems)

    def understand(
        self, function: str, heard: Heard, arguments: bytes, *, by_driver: bool
    ) -> Answer | StudentFault:
        """What a call returned, or why it did not.

        Args:
            function: what sentences name.
            heard: how the call ended.
            arguments: of the call.
            by_driver: whether the exercise's driver made it.

        Raises:
            WireError: no worker of ours says that.
        """
        if heard.fault is not None:
            return heard.fault
        ending = parse_ending(heard.body)
        match ending:
            case Returned(value=value, changed=changed, aliased=aliased):
                return Answer(value, changed, aliased, arguments, heard.seconds)
            case Raised(bases=bases):
                if by_driver and function not in self._exercise.functions:
                    function = self._exercise.module  # the driver's own name tells nobody anything
                return self._raised(function, bases, heard.words)
            case Missing():
                return self.missing(function)
            case Unsendable(text=why):
                text = "{function} returned something that cannot be judged."
                return CannotCross(
                    message(text, function=function), (message("It is {reason}.", reason=why),)
                )
            case _:
                assert_never(ending)

    def missing(self, function: str) -> StudentFault:
        """What is to be said where there is no such function."""
        if self._unreadable is not None:
            return file_unreadable(*self._unreadable)
        label = self.sources[self._exercise.module][0][0]
        file = label.replace(".ipynb cell ", ".ipynb\n").partition("\n")[0]
        return function_missing(function, file, self._names, self._exercise.functions)

    def _raised(self, function: str, bases: list[str], words: bytes) -> StudentFault:
        if "NameError" in bases:
            with contextlib.suppress(WireError):
                library = refused_library(parse_error(words), self._said, self._cells)
                if library:
                    return library_refused(function, library)
        return CodeRaised(function, bases, words, self._places)
