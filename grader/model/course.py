"""What is asked: a course, its exercises, and their checks as they were collected."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from .message import Text, Value

Visibility = Literal["public", "hidden"]
CHECK_FILES: dict[Visibility, str] = {"public": "test_public.py", "hidden": "test_hidden.py"}


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


class TrainingPlan(Value, frozen=True):
    """How one model of an exercise is trained on one data set.

    Attributes:
        seconds: after which training is ended, keeping what was reached.
        images: how many of the training images are used; all of them where it is 0.
        bands: the figures that are asked, by name.
    """

    epochs: int
    seconds: float
    images: int = 0
    bands: dict[str, Band] = msgspec.field(default_factory=dict)


class Training(Value, frozen=True):
    """What an exercise trains networks on.

    Attributes:
        dataset: the name of a plan: a data set, or `made` where the checks make their own images.
        plans: by data set.
    """

    dataset: str
    plans: dict[str, TrainingPlan]

    def plan(self) -> TrainingPlan:
        """The plan for the data set that is used."""
        return self.plans[self.dataset]


class ExerciseFile(Value, frozen=True):
    """What `exercises/<slug>/exercise.toml` says of an exercise.

    Attributes:
        module: the name of the student's file, without its ending.
        points: what its checks add up to.
        packages: libraries that a student may import beside the standard library.
        training: where the exercise trains networks; its checks may then use `study`.
    """

    title: Text
    module: str
    functions: tuple[str, ...]
    points: float
    packages: tuple[str, ...] = ("numpy",)
    limits: Limits = Limits()
    hints: tuple[HintLadder, ...] = ()
    training: Training | None = None


class Exercise(ExerciseFile, frozen=True, kw_only=True):
    """One exercise: what its file says, and its `slug`, the name of its folder."""

    slug: str


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

    def manifest(self, slug: str) -> Path:
        """An exercise's `exercise.toml`."""
        return self.folder / slug / "exercise.toml"

    def driver(self, slug: str) -> Path:
        """Where an exercise's driver is, if it has one."""
        return self.folder / slug / "driver.py"

    def solution(self, exercise: Exercise) -> Path | None:
        """Where the solution of an exercise is; None without a `reference/`."""
        if self.reference is None:
            return None
        return self.reference / exercise.slug / f"{exercise.module}.py"

    def check_files(self, slug: str) -> dict[Visibility, Path]:
        """The files that an exercise's checks stand in; hidden ones need a `reference/`."""
        files: dict[Visibility, Path] = {"public": self.folder / slug / CHECK_FILES["public"]}
        if self.reference is not None:
            files["hidden"] = self.reference / slug / CHECK_FILES["hidden"]
        return files


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
