"""`baseline` in a check: the driver in a worker without the student's code, to compare times."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from grader.errors import SandboxError
from grader.i18n import N_
from grader.model import message
from grader.sandbox.exchange import Question, encode_arguments
from grader.sandbox.faults import StudentFault

if TYPE_CHECKING:
    from grader.sandbox.code_reader import CodeReader
    from grader.sandbox.exchange import Kind
    from grader.sandbox.student_process import StudentProcess

    from .student import Cases, Ends


class StaffWorker:
    """A worker for the course's own code, which starts at the first call that needs it."""

    def __init__(self) -> None:
        self._own: StudentProcess | None = None
        self._numbers = itertools.count()

    def new_number(self) -> int:
        """A number for an object that the worker keeps."""
        return next(self._numbers)

    def code(self) -> CodeReader | None:
        """None: a rule is about a student's code."""
        return None

    def close(self) -> None:
        """End the worker."""
        if self._own is not None:
            self._own.__exit__()
            self._own = None


class Baseline(StaffWorker):
    """The driver's functions beside an empty module; the worker starts at the first call.

    Args:
        student: the submission's process. It is stopped during the calls, which its threads would
            slow down.
    """

    def __init__(self, student: StudentProcess) -> None:
        super().__init__()
        self._student = student

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """Make the calls; yields the answer to each.

        Raises:
            SandboxError: a call failed; never the student's fault.
        """
        if self._own is None:
            self._own = self._student.twin("", "baseline")
            self._own.load()
        self._own.begin_check()
        calls = [encode_arguments(case, kwargs) for case in cases]
        with self._student.paused():
            found = list(self._own.ask(Question(kind, calls)))
        for end in found:
            if isinstance(end, StudentFault):
                text = N_("The driver's {function} failed without a student's code: {reason}")
                reason = str(end.message)
                raise SandboxError(message(text, function=kind.function, reason=reason))
            yield end
