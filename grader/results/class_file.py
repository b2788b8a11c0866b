"""`class.json`: the exercises that were graded, the rules, and the students of the class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from grader.model import Arrival, Lateness, Message, Value
from grader.submission.roster import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLASS = "class.json"
FORMAT = "cnn-grader/class/v3"
FORMAT_OF_EARLIER_VERSION = "cnn-grader/class/v2"
Nothing = Literal["zero", "blank"]


class Member(Value, frozen=True):
    """One student of a graded class.

    Attributes:
        file: name of their files in `grades/` and `reports/`, without the ending.
        arrival: of the last attempt.
        listed: whether they are on the roster; True without a roster.
        handed_in: names in the download of the files that count; an LMS takes feedback by them.
    """

    person: Person
    file: str
    arrival: Arrival = Arrival()
    listed: bool = True
    handed_in: tuple[str, ...] = ()

    @property
    def student(self) -> str:
        """Their name in grades."""
        return self.person.student

    @property
    def label(self) -> str:
        """Their name in grades, and beside it the person's name if that is another."""
        name = self.person.name
        return f"{self.student} {name}" if name not in ("", self.student) else self.student


class ExercisePoints(Value, frozen=True):
    """An exercise that was graded, and its points without a bonus."""

    slug: str
    points: float


class Repeats(Value, frozen=True):
    """How often an exercise was graded again on an unchanged submission.

    Attributes:
        changed: check -> how often its status was then another.
    """

    exercise: str
    count: int
    changed: dict[str, int] = msgspec.field(default_factory=dict)


class ClassFile(Value, frozen=True):
    """The head of `class.json`: exercises, rules, notes to staff.

    Attributes:
        nothing: the points shown for an exercise that was not handed in.
    """

    layout: str
    exercises: tuple[ExercisePoints, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    lateness: Lateness = Lateness()
    format: str = FORMAT
    nothing: Nothing = "zero"


class ClassDocument(ClassFile, frozen=True):
    """The whole of `class.json`."""

    repeats: tuple[Repeats, ...] = ()
    students: tuple[Member, ...] = ()


class _Format(msgspec.Struct):
    """The part that tells whether the rest can be read."""

    format: str


def class_format(out: Path) -> str | None:
    """The format that `class.json` names, empty if it names none; None without the file."""
    try:
        return msgspec.json.decode((out / CLASS).read_bytes(), type=_Format).format
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    except OSError:
        return None


def render_class(
    found: ClassFile, repeats: list[Repeats], members: Iterable[Member]
) -> Iterator[bytes]:
    """The text of `class.json`, one student at a time."""
    head = msgspec.to_builtins(found)
    head["repeats"] = msgspec.to_builtins(repeats)
    yield msgspec.json.format(msgspec.json.encode(head), indent=2).removesuffix(b"\n}")
    yield b',\n  "students": ['
    before = b"\n    "
    for member in members:
        yield before + msgspec.json.encode(member)
        before = b",\n    "
    yield b"\n  ]\n}\n"
