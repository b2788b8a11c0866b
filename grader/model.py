"""The values that everything else passes on: a course's parts, a submission's, a grade's.

All are frozen. A `Grade` is computed once; every report is a pure function of it. Decoding is
strict (msgspec): an unknown key or a wrong type is an error with its place.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

Language = Literal["ko", "en"]
Visibility = Literal["public", "hidden"]
Status = Literal["passed", "failed", "error", "timeout", "crashed", "skipped", "broken"]
Level = Literal["full", "partial", "process", "none"]


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all values: frozen, by keyword, strict when decoded."""


class Text(Value, frozen=True):
    """One sentence in the course's two languages, written by the course's author."""

    ko: str
    en: str


class Message(Value, frozen=True):
    """One sentence of the grader's, translated only when it is shown.

    Attributes:
        text: the English sentence, with `{names}` for the values; the key of the catalogs.
        values: what stands for the names; may hold a student's words, so reports escape them.
        ko: the Korean sentence, where a course brings its own.
    """

    text: str
    values: dict[str, str | int | float] = {}
    ko: str = ""


def message(text: str, /, **values: str | float) -> Message:
    """A `Message`, written short; `text` is also what the catalogs are searched for."""
    return Message(text=text, values=values)


# -- what is asked


class Limits(Value, frozen=True):
    """What one submission may use on one exercise.

    Attributes:
        check_seconds: wall time that the calls of one check may take together.
        wall_seconds: wall time that all calls of the exercise may take together.
        cpu_seconds: processor time of one worker.
        memory_mb: memory of one worker, on top of what Python and NumPy take.
        output_kb: how much printed text is kept.
    """

    check_seconds: float = 10.0
    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_mb: int = 512
    output_kb: int = 64


class HintLadder(Value, frozen=True):
    """Hints for a group of checks, from a nudge to near the idea, never the answer."""

    id: str
    ko: tuple[str, ...]
    en: tuple[str, ...]


class Band(Value, frozen=True):
    """A figure that training must reach.

    Attributes:
        least: passes from here on.
        margin: a run that is no further below is repeated with up to two other seeds.
    """

    least: float
    margin: float = 0.0


class Plan(Value, frozen=True):
    """How one model of an exercise is trained on one data set.

    Attributes:
        seconds: after which training is ended, keeping what was reached.
        images: how many of the training images are used; all of them where it is 0.
        bands: the figures that are asked, by name.
    """

    epochs: int
    seconds: float
    images: int = 0
    bands: dict[str, Band] = {}


class Training(Value, frozen=True):
    """What an exercise trains networks on.

    Attributes:
        dataset: the name of a plan: a data set, or `made` where the checks make their own images.
        plans: by data set.
    """

    dataset: str
    plans: dict[str, Plan]

    def plan(self) -> Plan:
        """The plan for the data set that is used."""
        return self.plans[self.dataset]


class Exercise(Value, frozen=True):
    """One exercise as `exercise.toml` describes it.

    Attributes:
        slug: the name of its folder.
        module: the name of the student's file, without its ending.
        points: what its checks add up to.
        packages: libraries that a student may import beside the standard library.
        training: where the exercise trains networks; its checks may then use `study`.
    """

    slug: str
    title: Text
    module: str
    functions: tuple[str, ...]
    points: float
    packages: tuple[str, ...] = ("numpy",)
    limits: Limits = Limits()
    hints: tuple[HintLadder, ...] = ()
    training: Training | None = None


class Course(Value, frozen=True):
    """A course's exercises and where their files lie.

    Attributes:
        folder: `exercises/`: everything a student may see.
        reference: `reference/`: solutions and hidden checks; None where only the kit is.
        secret: seeds the inputs of hidden checks; empty without `reference/`.
    """

    title: Text
    folder: Path
    reference: Path | None
    exercises: tuple[Exercise, ...]
    secret: str = ""


class Check(Value, frozen=True):
    """One check as it was collected.

    Attributes:
        id: the name of its function.
        bonus: apart from the exercise's points, and not needed for full marks.
        hints: its ladder, from a nudge to near the idea.
        requires: checks that must pass before this one is tried.
    """

    id: str
    title: Text
    points: float
    visibility: Visibility
    bonus: bool = False
    hints: tuple[Text, ...] = ()
    requires: tuple[str, ...] = ()


# -- what was handed in


class File(Value, frozen=True):
    """A file of a submission; `name` is relative, with forward slashes."""

    name: str
    data: bytes


class Submission(Value, frozen=True):
    """What one student handed in.

    Attributes:
        student: from the channel it came by (folder, file name), never from its contents.
        files: everything that may be source; the rest is left behind and named in `problems`.
        problems: what could not be taken, in sentences for the student.
    """

    student: str
    files: tuple[File, ...]
    received: datetime.datetime | None = None
    problems: tuple[Message, ...] = ()


# -- how it was judged


class Frame(Value, frozen=True):
    """A line of the student's code that an exception passed through."""

    where: str
    line: int
    function: str = ""
    source: str = ""


class LayerRow(Value, frozen=True):
    """A line of a model's table; the shape without the batch."""

    description: str
    shape: tuple[int, ...]
    parameters: int


class LayerTable(Value, frozen=True):
    """A model as the evaluator rebuilt it, beside the one that was asked.

    Attributes:
        first_difference: the number of the first row that differs, from 0; None where none does.
    """

    function: str
    rows: tuple[LayerRow, ...]
    expected: tuple[LayerRow, ...]
    first_difference: int | None = None


class TrainingRecord(Value, frozen=True):
    """What training a model came to.

    Attributes:
        loss: by epoch, as the student's process told it; likewise `accuracy`, which may be empty.
        loss_before: on training images, as the evaluator measured it; likewise `loss_after`.
        held_back_accuracy: on images whose labels no worker saw.
        confusion: `confusion[is][taken_for]`, counts of held-back images.
        stopped: the budget that ended it early (`seconds`, `images`); empty where none did.
    """

    function: str
    dataset: str
    images: int
    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    loss_before: float
    loss_after: float
    held_back_accuracy: float
    confusion: tuple[tuple[int, ...], ...] = ()
    stopped: str = ""
    seconds: float = 0.0

    def most_confused(self, count: int = 3) -> list[tuple[int, int, int]]:
        """`(is, taken for, how often)`, the most frequent mistakes first."""
        pairs = [
            (what, taken, number)
            for what, row in enumerate(self.confusion)
            for taken, number in enumerate(row)
            if what != taken and number
        ]
        return sorted(pairs, key=lambda pair: (-pair[2], pair))[:count]


class Measured(Value, frozen=True):
    """A figure of training beside its band."""

    name: str
    value: float
    least: float
    margin: float = 0.0


class Exhibits(Value, frozen=True):
    """What a check shows beside its verdict, passed or not."""

    layers: tuple[LayerTable, ...] = ()
    training: tuple[TrainingRecord, ...] = ()
    measured: tuple[Measured, ...] = ()


class Grid(Value, frozen=True):
    """A plane of an array that a check was about, for a small picture of it.

    Attributes:
        role: what the array was: given to the function, wanted from it, or what came.
        name: the parameter that it was given as, where that is known.
        shape: of the whole array.
        plane: which plane of more than two axes this is, `[:, :, 1]`; empty where it is all.
        rows: the cells, six digits each; None for one that is not finite, or beyond 1e300.
        step: 1, or every how many-th row and column was taken of an array that is larger.
        first_wrong: row and column in `rows` of the first cell that is wrong.
        is_picture: whether the cells are pixels, 0 (black) to 255 (white).
    """

    role: Literal["argument", "expected", "actual"]
    shape: tuple[int, ...]
    rows: tuple[tuple[float | None, ...], ...]
    name: str = ""
    plane: str = ""
    step: int = 1
    first_wrong: tuple[int, int] | None = None
    is_picture: bool = False


class Outcome(Value, frozen=True):
    """How one check ended.

    Attributes:
        message: what went wrong, without any value: safe to show for hidden checks too.
        details: the values: which index, how far off, what the exception said.
        expected: what the check wanted, as short text.
        actual: what came, as short text.
        grids: the arrays behind a wrong one: the call's arguments, what was wanted, what came.
        output: what the student's code printed during this check.
        hints: the check's ladder, from a nudge to near the idea.
        misconception: the known wrong idea whose answers these are.
        exhibits: networks and their training, where the check looked at any.
    """

    check: str
    title: Text
    visibility: Visibility
    points: float
    earned: float
    status: Status
    bonus: bool = False
    message: Message | None = None
    details: tuple[Message, ...] = ()
    expected: str = ""
    actual: str = ""
    grids: tuple[Grid, ...] = ()
    frames: tuple[Frame, ...] = ()
    output: str = ""
    seconds: float = 0.0
    hints: tuple[Text, ...] = ()
    misconception: Text | None = None
    exhibits: Exhibits | None = None


class Score(Value, frozen=True):
    """Points: `earned` of `possible`, and a bonus apart; checks that broke count nowhere."""

    earned: float
    possible: float
    bonus: float = 0.0


class Isolation(Value, frozen=True):
    """What was in force round the student's code: the level, and each layer with its reason."""

    level: Level
    layers: dict[str, str] = {}


class Grade(Value, frozen=True):
    """One student's result in one exercise; the canonical report, from which all others are made.

    Attributes:
        file: the student's file that was judged; empty where there was none.
        outcomes: one for each check, in the order of the checks.
        problems: what the student should know about the file itself.
        complete: whether hidden checks were among the checks, and what they need was there.
        missing: libraries that the exercise needs and this machine lacks; then nothing was tried.
        versions: of the grader, Python and NumPy.
        hashes: SHA-256 of the submission's files and of the exercise's.
    """

    student: str
    exercise: str
    title: Text
    file: str
    outcomes: tuple[Outcome, ...]
    score: Score
    problems: tuple[Message, ...]
    complete: bool
    isolation: Isolation
    versions: dict[str, str]
    hashes: dict[str, str]
    missing: tuple[str, ...] = ()

    def for_student(self) -> Grade:
        """The grade without what a student may not see of hidden checks."""
        outcomes = tuple(
            o if o.visibility == "public" else _without_values(o) for o in self.outcomes
        )
        return msgspec.structs.replace(self, outcomes=outcomes)

    def has_broken(self) -> bool:
        """Whether a check failed through the grader's or the course's own fault."""
        return any(o.status == "broken" for o in self.outcomes)

    def all_passed(self) -> bool:
        """Whether there were checks and every one passed; a bonus is not needed."""
        needed = [outcome for outcome in self.outcomes if not outcome.bonus]
        return bool(needed) and all(outcome.status == "passed" for outcome in needed)


def _without_values(outcome: Outcome) -> Outcome:
    # places stay, words go: a student's code may have put a hidden input into any word it chose
    frames = tuple(Frame(where=frame.where, line=frame.line) for frame in outcome.frames[-1:])
    return msgspec.structs.replace(
        outcome,
        details=(),
        expected="",
        actual="",
        exhibits=None,
        grids=(),
        output="",
        frames=frames,
        seconds=0.0,
    )
