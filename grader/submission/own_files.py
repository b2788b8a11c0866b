"""A student's own files, read again and again, as `grade watch` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from .loading import load_submission
from .notebooks import may_be_ipython
from .reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from grader.model import File, Submission


class OwnFiles:
    """Reads as `read_submission`, but keeps the process that knows IPython; a context manager.

    It starts when a file needs it first. Files that are as they were are not read anew.
    """

    def __init__(self) -> None:
        self._reader: Reader | None = None
        self._before: tuple[File, ...] | None = None
        self._kept: Submission | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader is not None:
            self._reader.__exit__()

    def read(
        self,
        path: Path,
        student: str = "",
        wanted: Sequence[str] = (),
        leave_out: Callable[[Submission], Submission] = lambda submission: submission,
    ) -> Submission:
        """Read the submission at a path; see `read_submission`.

        Args:
            path: the same each time.

        Raises:
            SubmissionError: there is none.
        """
        submission = leave_out(load_submission(path, student, wanted))
        if not any(map(may_be_ipython, submission.files)):
            return submission
        if self._kept is not None and submission.files == self._before:
            return self._kept
        if self._reader is None:
            self._reader = Reader([path], wanted=wanted)
        found = leave_out(self._reader.read_path(path, student))
        # kept only if nothing was saved between the two readings
        is_same = leave_out(load_submission(path, student, wanted)).files == submission.files
        self._before, self._kept = (submission.files, found) if is_same else (None, None)
        return found
