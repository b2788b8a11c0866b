"""A submission's text -> the parts of a function, read by a worker in which none of it runs.

Parsing may cost any amount of time and memory, and end the process. So it is done in a worker, with
its limits, which is thrown away with the submission. Its answers are checked like any others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import Cause, Exercise, Limits, Text, message
from grader.worker import reading

from .faults import Places, StudentFault

if TYPE_CHECKING:
    from grader.model import Frame

    from .explain import Sources
    from .student_process import StudentProcess

_LIMITS = Limits(check_seconds=10, wall_seconds=120, cpu_seconds=20, memory_mb=512)
_EXERCISE = Exercise(
    slug="reading",
    title=Text(ko="읽기", en="Reading"),
    module="finder",
    functions=("find",),
    points=0,
    limits=_LIMITS,
)


class Wanted(msgspec.Struct, frozen=True):
    """The parts that are looked for; see `grader.worker.reading.finder`."""

    recursion: bool = False
    loops: bool = False
    names: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class Place(NamedTuple):
    """A place in the student's text that a rule is about.

    Attributes:
        rule: a field of `Wanted`, or `finder.HIDDEN`.
        item: the entry of that field.
        inside: the student's function that holds the line.
    """

    rule: str
    item: str
    label: str
    line: int
    inside: str


class Reading(NamedTuple):
    """A definition of a function that is in force.

    Attributes:
        is_wrapped: whether code of the submission stands around it, and may replace it.
        places: of the parts looked for, those in the function itself first.
    """

    is_wrapped: bool
    places: tuple[Place, ...]


class CodeReader:
    """Reads a submission's text; its worker starts at the first question.

    Args:
        process: the submission's, whose sandbox it shares.
        module: of the exercise.
        sources: module name -> cells.

    Attributes:
        module: of the exercise.
    """

    def __init__(self, process: StudentProcess, module: str, sources: Sources) -> None:
        self._student = process
        self.module = module
        self._modules = [(name, list(cells)) for name, cells in sources.items()]
        self._places = Places({label: text for cells in sources.values() for label, text in cells})
        self._own: StudentProcess | None = None

    def find(self, target: str, wanted: Wanted) -> list[Reading]:
        """Read each definition of a name; none where the text has none.

        Args:
            target: `function`, `Class` or `Class.method`; empty for the whole file.
            wanted: the parts to look for.

        Raises:
            StudentFault: the text cannot be read within the limits.
        """
        if self._own is None:
            self._own = self._student.beside(_EXERCISE, _sources())
            self._own.load()
        self._own.begin_check()
        args = (self._modules, self.module, target, msgspec.to_builtins(wanted))
        try:
            with self._student.paused():
                answer = self._own.call("find", args, {}).value
            return msgspec.convert(answer, list[Reading])
        except (StudentFault, msgspec.ValidationError, ValueError) as error:
            text = N_("Your code could not be read: it is too long, or nested too deeply.")
            raise StudentFault(Cause.AGAINST_RULE, message(text)) from error

    def frames_of(self, place: Place) -> tuple[Frame, ...]:
        """The line of a place, as reports show it."""
        return self._places.frame(f"{place.label}:{place.line}")

    def missing(self, target: str) -> StudentFault:
        """The fault of a name that the text does not define."""
        if not self._student.has_function(target):
            return self._student.missing(target)
        text = N_("How {function} is made cannot be read: define it with `def` in your file.")
        return StudentFault(Cause.AGAINST_RULE, message(text, function=target))

    def close(self) -> None:
        """End the worker."""
        if self._own is not None:
            self._own.__exit__()
            self._own = None


def _sources() -> dict[str, list[tuple[str, str]]]:
    folder = Path(reading.__file__).parent
    names = ("syntax", "names", "finder")
    return {n: [(f"{n}.py", (folder / f"{n}.py").read_text("utf-8"))] for n in names}
