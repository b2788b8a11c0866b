"""Comments, rubric levels and other events of a review by hand, as its journal keeps them."""

from __future__ import annotations

from .message import Text, Value


class Comment(Value, frozen=True, tag="comment", tag_field="event"):
    """A version of a comment; the last one counts.

    Attributes:
        id: stays through all versions.
        version: 1 for the first.
        students: everybody whom it is for; empty once it is taken back.
        points: given by it; below 0, taken.
        where: the file or cell of a line that it is about; empty for none.
        line: of it, from 1.
        at: when it was written, in ISO 8601.
    """

    id: str
    version: int
    students: tuple[str, ...]
    exercise: str
    text: str
    points: float = 0.0
    where: str = ""
    line: int = 0
    at: str = ""


class Mark(Value, frozen=True, tag="mark", tag_field="event"):
    """A level of a criterion of the rubric; of several marks the last one counts.

    Attributes:
        level: from 0, in the order of the rubric; None takes the mark back.
        title: of the criterion.
        said: of the level, as the rubric put it then; likewise `points`.
        answer: a hash of the answer to a question; with another one, the mark does not count.
    """

    students: tuple[str, ...]
    exercise: str
    criterion: str
    level: int | None
    title: Text
    said: Text
    points: float = 0.0
    at: str = ""
    answer: str = ""


class Seen(Value, frozen=True, tag="seen", tag_field="event"):
    """Whether a student's answer was looked at."""

    student: str
    exercise: str
    seen: bool
    at: str = ""


class Blind(Value, frozen=True, tag="blind", tag_field="event"):
    """The start (or the end) of a review without names, which holds all back until it ends."""

    on: bool
    at: str = ""


class Remark(Value, frozen=True):
    """What a student reads of a comment, or of a level of the rubric.

    Attributes:
        criterion: of the rubric; None for a comment.
        said: of the level, as `criterion`.
    """

    exercise: str
    text: str = ""
    points: float = 0.0
    where: str = ""
    line: int = 0
    criterion: Text | None = None
    said: Text | None = None
