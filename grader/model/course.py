"""A course, its exercises, and their checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from .message import Language, Text, Value
from .question import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

Visibility = Literal["public", "hidden"]
CHECK_FILES: dict[Visibility, str] = {"public": "test_public.py", "hidden": "test_hidden.py"}


class Limits(Value, frozen=True):
    """Limits of one submission in one exercise.

    Attributes:
        check_seconds: wall time of one check's calls together.
        wall_seconds: wall time of all calls together.
        cpu_seconds: processor time of one worker.
        memory_mb: memory of one worker, on top of Python's and NumPy's.
        output_kb: printed text that is kept.
    """

    check_seconds: float = 10.0
    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_mb: int = 512
    output_kb: int = 64


class HintLadder(Value, frozen=True):
    """Hints for a group of checks, from a nudge to near the idea, never the answer."""

    id: str
    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Band(Value, frozen=True):
    """The least figure that training must reach.

    Attributes:
        margin: a run at most this far below is repeated with up to two other seeds.
    """

    least: float
    margin: float = 0.0


class TrainingPlan(Value, frozen=True):
    """The training of an exercise's models on one data set.

    Attributes:
        seconds: training is stopped after these; its result so far counts.
        images: the number of training images drawn for each student; 0 for all.
        bands: by the figure's name.
    """

    epochs: int
    seconds: float
    images: int = 0
    bands: dict[str, Band] = msgspec.field(default_factory=dict)


class Training(Value, frozen=True):
    """An exercise's training plans.

    Attributes:
        dataset: the plan in use: a data set's name, or `made` if the checks make the images.
        plans: by data set.
    """

    dataset: str
    plans: dict[str, TrainingPlan]

    def plan(self) -> TrainingPlan:
        """The plan in use."""
        return self.plans[self.dataset]


class WindowRule(Value, frozen=True):
    """How a function makes one cell of its answer out of a window of its input.

    Attributes:
        arguments: the function's parameters, in order, and what each of them is.
        padding: where no argument says it: cells of zeros, "same", or "copies" of the border.
        flipped: whether the weights are turned by 180 degrees.
        channels_apart: whether the weights serve every channel by itself.
        pixels: whether the result is rounded, and clipped to 0 ... 255.
    """

    arguments: dict[str, Literal["array", "weights", "bias", "size", "stride", "padding"]]
    how: Literal["sum", "max", "min", "mean"] = "sum"
    padding: int | Literal["same", "copies"] = 0
    flipped: bool = False
    channels_apart: bool = False
    pixels: bool = False


class DataFiles(Value, frozen=True):
    """Files that a student's code finds in its working folder.

    Attributes:
        files: names below the exercise's folder; in the kit, and beside a student's own file.
        hidden: names below its folder in `reference/`; there only when hidden checks run.
        writes: whether the code may write files into that folder, too.
    """

    files: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    writes: bool = False


class ExerciseFile(Value, frozen=True):
    """The content of `exercises/<slug>/exercise.toml`.

    Attributes:
        module: the name of the student's file, without its ending.
        functions: that students write.
        variables: names to which students give a value; a check reads them as `student.name`.
        classes: that students write; a check makes an object by `student.Name(...)`.
        script: the whole file is a program, which checks run by `run_script()`.
        points: the sum of its checks' points.
        packages: libraries that a student may import beside the standard library.
        training: if the exercise trains networks; its checks may then use `training_run`.
        files: further files for students to read: names or patterns in the same folder.
        data: files for the student's code.
        play: code to play with, in the last cell of the notebook; never graded.
        windows: by function, for the picture of the first wrong window.
        hidden: the topics of the hidden checks, for the sentence beside a public score.
        questions: to answer in words or by choosing, beside the checks.
    """

    title: Text
    module: str
    points: float
    functions: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    script: bool = False
    packages: tuple[str, ...] = ("numpy",)
    limits: Limits = Limits()
    hints: tuple[HintLadder, ...] = ()
    training: Training | None = None
    play: str = ""
    files: tuple[str, ...] = ()
    data: DataFiles = DataFiles()
    windows: dict[str, WindowRule] = msgspec.field(default_factory=dict)
    hidden: Text | None = None
    questions: tuple[Question, ...] = ()


class Exercise(ExerciseFile, frozen=True, kw_only=True):
    """One exercise: the content of its file, and its folder's name, `slug`."""

    slug: str

    @property
    def runs_apart(self) -> bool:
        """Whether no solution of it is loaded into the grading process, which has NumPy alone."""
        return self.training is not None or not {"numpy"}.issuperset(self.packages)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that students write."""
        return (*self.functions, *self.classes, *self.variables)


def language_for(reader: Language, languages: Sequence[str]) -> str:
    """The reader's language if it is among these; else another one of them.

    A language that the grader does not speak goes with the grader's English.
    """
    if reader in languages:
        return reader
    others = [language for language in languages if language != "ko"]
    return others[0] if others else languages[0]


class Course(Value, frozen=True):
    """A course's exercises and the folders of their files.

    Attributes:
        folder: `exercises/`, everything that a student may see.
        reference: `reference/`, solutions and hidden checks; None in a students' kit.
        secret: seeds the inputs of hidden checks; empty without `reference/`.
        kit_url: of the kit's wheel, where it is published; empty if it is not.
        languages: of its texts, the first one first; at most one that the grader does not speak.
        solutions: slugs of the exercises whose solutions students may see.
    """

    title: Text
    folder: Path
    reference: Path | None
    exercises: tuple[Exercise, ...]
    secret: str = ""
    kit_url: str = ""
    languages: tuple[str, ...] = ("en", "ko")
    solutions: tuple[str, ...] = ()

    def language_for(self, reader: Language) -> str:
        """The language of the texts that a reader of the grader's sentences gets."""
        return language_for(reader, self.languages)

    def reader_languages(self) -> tuple[Language, ...]:
        """Those of the grader's languages whose readers get texts of their own, Korean first."""
        languages: tuple[Language, ...] = ("ko", "en")
        if len(self.languages) > 1:
            return languages
        return ("ko",) if self.languages == ("ko",) else ("en",)

    def statement(self, slug: str, reader: Language) -> Path:
        """The file of an exercise's statement, in the reader's language if there is one."""
        return self.folder / slug / f"statement.{self.language_for(reader)}.md"

    def statements(self, slug: str) -> list[Path]:
        """The files of an exercise's statement, one a language."""
        return [self.folder / slug / f"statement.{language}.md" for language in self.languages]

    def manifest(self, slug: str) -> Path:
        """An exercise's `exercise.toml`."""
        return self.folder / slug / "exercise.toml"

    def driver(self, slug: str) -> Path:
        """The path of an exercise's driver, if it has one."""
        return self.folder / slug / "driver.py"

    def solution(self, exercise: Exercise) -> Path | None:
        """The path of an exercise's solution; None without a `reference/`."""
        if self.reference is None:
            return None
        return self.reference / exercise.slug / f"{exercise.module}.py"

    def data_files(self, exercise: Exercise, *, hidden: bool) -> tuple[tuple[str, Path], ...]:
        """The names and paths of an exercise's data files.

        Args:
            exercise: one of the course's.
            hidden: also those that only hidden checks use; none without a `reference/`.
        """
        found = [(name, self.folder / exercise.slug / name) for name in exercise.data.files]
        if hidden and self.reference is not None:
            folder = self.reference / exercise.slug
            found += [(name, folder / name) for name in exercise.data.hidden]
        return tuple(found)

    def check_files(self, slug: str) -> dict[Visibility, Path]:
        """The files of an exercise's checks; no hidden one without a `reference/`."""
        files: dict[Visibility, Path] = {"public": self.folder / slug / CHECK_FILES["public"]}
        if self.reference is not None:
            files["hidden"] = self.reference / slug / CHECK_FILES["hidden"]
        return files


class Check(Value, frozen=True):
    """One check.

    Attributes:
        id: the name of its function.
        bonus: not part of the exercise's points, and not needed for full marks.
        hints: its ladder, from a nudge to near the idea.
        requires: checks that must pass before this one is tried.
        builds_on: checks of functions that this one's function may call: while one of them does
            not pass, this one may be wrong for no reason of its own.
    """

    id: str
    title: Text
    points: float
    visibility: Visibility
    bonus: bool = False
    hints: tuple[Text, ...] = ()
    requires: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
