"""Errors that the user can fix.

    GraderError                 a sentence and a tip; ends a command with exit code 2
    +-- CourseError             an exercise or course file is wrong: path, key, "did you mean"
    |   +-- GatheredError       several of them, told together
    +-- SubmissionError         the path given holds nothing that can be graded
    +-- SandboxError            no worker could be started here
    +-- StaleReportsError       reports of another run may be taken for this one's; exit code 3
    +-- OtherVersionsError      a machine of a cluster has other versions than this one

A student's wrong answer is not an error but an `Outcome`. Any other exception is a bug: the command
prints a report to paste (exit code 3).
"""

from __future__ import annotations

import contextlib
import difflib
from typing import TYPE_CHECKING

from .i18n import gettext, translate
from .model import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .model import Language

NO_TIP = message("{nothing}", nothing="")


class GraderError(Exception):
    """A problem that the user can fix.

    Args:
        sentence: what is wrong.
        tip: what to do about it.

    Attributes:
        exit_code: of the command that it ends.
    """

    exit_code = 2

    def __init__(self, sentence: Message, tip: Message = NO_TIP) -> None:
        super().__init__(sentence, tip)
        self.sentence = sentence
        self.tip = tip

    def render(self, language: Language) -> str:
        """The sentence in the reader's language, without the tip."""
        return translate(self.sentence, language)

    def __str__(self) -> str:
        return f"{self.render('en')} {translate(self.tip, 'en')}".strip()


class CourseError(GraderError):
    """A course or exercise file that cannot be used.

    Args:
        path: the file at fault, shown in front of the sentence.
        sentence: what is wrong, naming the key.
        tip: what to do about it.
        line: in the file; 0 if none is known.
    """

    def __init__(self, path: Path, sentence: Message, tip: Message = NO_TIP, line: int = 0) -> None:
        super().__init__(sentence, tip)
        # unpickling in another process calls __init__ with these
        self.args = (path, sentence, tip, line)
        self.path = path
        self.line = line

    @property
    def errors(self) -> tuple[CourseError, ...]:
        """The single errors; this one."""
        return (self,)

    def render(self, language: Language) -> str:
        """The file at fault, then the sentence."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {super().render(language)}"


class GatheredError(CourseError):
    """Several errors, so that an author mends them in one go.

    Args:
        errors: at least one; each is told with its own tip.
    """

    def __init__(self, errors: Sequence[CourseError]) -> None:
        first = errors[0]
        super().__init__(first.path, first.sentence, NO_TIP, first.line)
        self.args = (errors,)
        self._errors = tuple(errors)

    @property
    def errors(self) -> tuple[CourseError, ...]:
        """The single errors."""
        return self._errors

    def render(self, language: Language) -> str:
        """How many there are, then each with its tip."""
        lines = [gettext("{count} things are wrong:", language, count=len(self._errors))]
        for error in self._errors:
            lines.append(f"  {error.render(language)}")
            if tip := translate(error.tip, language):
                lines.append(f"      {tip}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.render("en")


@contextlib.contextmanager
def gathered(errors: list[CourseError]) -> Iterator[None]:
    """Put a `CourseError` of the block on the list, and go on after it."""
    try:
        yield
    except CourseError as error:
        errors += error.errors


def raise_together(errors: Sequence[CourseError]) -> None:
    """Raise the gathered errors: none, the only one, or all of them in one."""
    unique = list({str(error): error for error in errors}.values())
    if len(unique) == 1:
        raise unique[0]
    if unique:
        raise GatheredError(unique)


class SubmissionError(GraderError):
    """A path without a submission."""


class NothingToGradeError(SubmissionError):
    """A path with nothing that can be graded.

    Args:
        reasons: about the files there; a line for each.
    """

    def __init__(self, sentence: Message, tip: Message, reasons: tuple[Message, ...] = ()) -> None:
        super().__init__(sentence, tip)
        self.args = (sentence, tip, reasons)
        self.reasons = reasons

    def render(self, language: Language) -> str:
        """The sentence, then the reasons."""
        lines = (f"  • {translate(reason, language)}" for reason in self.reasons)
        return "\n".join([super().render(language), *lines])


class SandboxError(GraderError):
    """A worker that cannot be started, or not with the isolation asked for."""


class StaleReportsError(GraderError):
    """A place of reports that cannot be emptied, so that older ones may be taken for new ones."""

    exit_code = 3  # 2 is often taken for "nothing happened", and these reports would be kept


class OtherVersionsError(GraderError):
    """A machine of the cluster with other versions, so that grades might differ there."""


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """A tip that names the nearest known word, or all of them if none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return message("Did you mean {name}?", name=near[0])
    return message("Known: {names}.", names=", ".join(known)) if known else NO_TIP


_NETWORKS = {"keras", "tensorflow", "numpy"}
# an import name -> the name in the package index, where they differ
_DISTRIBUTIONS = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}


def install_command(libraries: Iterable[str]) -> str:
    """The command that installs libraries, given by their import names."""
    names = list(libraries)
    if _NETWORKS.issuperset(names):
        return install_keras()
    return " ".join(["python -m pip install", *(_DISTRIBUTIONS.get(n, n) for n in names)])


def install_keras() -> str:
    """The command that installs the libraries of networks, wherever the grader came from."""
    # a kit's wheel is in no package index, so "cnn-grader[keras]" would find nothing
    from importlib.metadata import PackageNotFoundError, requires  # noqa: PLC0415 - seldom needed

    from packaging.requirements import Requirement  # noqa: PLC0415

    try:
        listed = [Requirement(line) for line in requires("cnn-grader") or ()]
    except PackageNotFoundError:  # run from its sources
        listed = []
    found = [
        f'"{one.name}{one.specifier}"'
        for one in listed
        if one.marker is not None
        and one.marker.evaluate({"extra": "keras"})
        and not one.marker.evaluate({"extra": ""})
    ]
    return " ".join(["python -m pip install", *(found or ["keras", "tensorflow", "pooch"])])
