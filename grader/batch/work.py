"""One student's work and its result, as they travel from the controller and back.

All travels as msgpack, the same way to a process of this machine and to a cluster.
"""

from __future__ import annotations

import msgspec

from grader.model import Message, Submission, Value
from grader.results.class_file import Repeats
from grader.results.grade_file import Provenance


class Work(Value, frozen=True):
    """One student's work.

    Attributes:
        slugs: the exercises to grade now; the grades of the others are in `before`.
        attempts: of several the best counts, for each exercise.
        lost: exercise -> per cent of the points that lateness costs each attempt.
        before: the file of grades of an earlier run; empty if there is none.
        broken_off: why grading is given up; all checks are set to broken.
        provenance: as far as it is known before grading.
        mates: other students of the group, who get the same grades.
    """

    student: str
    slugs: tuple[str, ...]
    attempts: tuple[Submission, ...]
    lost: dict[str, tuple[float, ...]] = msgspec.field(default_factory=dict)
    before: bytes = b""
    broken_off: Message | None = None
    provenance: Provenance = Provenance()
    mates: tuple[str, ...] = ()


class StudentResult(Value, frozen=True):
    """One student's results.

    Attributes:
        grades: the content of the file of grades.
        reports: ending of the file -> text.
        provenance: as it stands in the file of grades.
        repeats: exercises that were graded again on an unchanged submission.
        mates: the results of the others of the group.
    """

    student: str
    grades: bytes
    reports: dict[str, str]
    provenance: Provenance
    repeats: tuple[Repeats, ...] = ()
    mates: tuple[StudentResult, ...] = ()
