"""What a worker may say, checked field by field and cleaned before anything believes it."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import msgspec

from grader.text import clean_strings
from grader.worker.wire import WireError

MAX_CHARACTERS = 1_000_000  # of all words in one message; a worker keeps far below
Name = Annotated[str, msgspec.Meta(max_length=300)]
Line = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Sentence = Annotated[str, msgspec.Meta(max_length=4_000)]


class Said(msgspec.Struct, frozen=True, tag_field="event", forbid_unknown_fields=True):
    """The base of a worker's messages; `event` tells them apart."""


class FrameSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the student's code, as the worker tells it."""

    where: Name
    line: Line
    function: Name
    source: Name


class ErrorSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exception, as the worker tells it; `bases` are the names of its classes."""

    type: Name
    bases: Annotated[list[Name], msgspec.Meta(max_length=40)]
    text: Sentence
    where: Name
    line: Line
    source: Name
    frames: Annotated[list[FrameSaid], msgspec.Meta(max_length=16)]


class ProblemSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something about a cell that the student should know."""

    kind: Name
    where: Name
    line: Line
    library: Name = ""
    text: Sentence = ""
    error: ErrorSaid | None = None


class Output(Said, frozen=True, tag="output"):
    """The student's code printed something; `cut` where the rest was dropped."""

    text: str
    cut: bool


class Running(Said, frozen=True, tag="running"):
    """A statement is about to run, so that the one that kills the worker is known."""

    where: Name


class Loaded(Said, frozen=True, tag="loaded"):
    """All cells have been tried; `names` are the functions that exist now."""

    number: int
    names: Annotated[list[Name], msgspec.Meta(max_length=200)]
    problems: Annotated[list[ProblemSaid], msgspec.Meta(max_length=40)]


class Returned(NamedTuple):
    """A call returned; `value` is decoded and no more than that."""

    number: int
    value: Any
    changed: bool
    aliased: bool


class RaisedSaid(Said, frozen=True, tag="raised"):
    """A call raised."""

    number: int
    error: ErrorSaid


class Missing(Said, frozen=True, tag="missing"):
    """There is no such function."""

    number: int


class Unsendable(Said, frozen=True, tag="unsendable"):
    """A call returned something too large or too deep to cross."""

    number: int
    text: Sentence


Named = Output | Running | Loaded | RaisedSaid | Missing | Unsendable
Reply = Loaded | Returned | RaisedSaid | Missing | Unsendable


def _characters(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    if isinstance(value, tuple):  # our worker sends none, and msgspec would take it for a list
        raise WireError("a tuple among words")
    return sum(map(_characters, value)) if isinstance(value, list) else 0


def parse_said(raw: object) -> Output | Running | Reply:
    """The message that the decoded value is, its words cleaned; a returned value is left as it is.

    Raises:
        WireError: it is none.
    """
    match raw:
        case (int(number), value, bool(changed), bool(aliased)) if type(raw) is tuple:
            return Returned(number, value, changed, aliased)
        case dict():
            return _parse_words(raw)
        case _:
            raise WireError("not a message")


def _parse_words(raw: dict[Any, Any]) -> Named:
    if _characters(raw) > MAX_CHARACTERS:
        raise WireError("too many words")
    try:
        said: Named = msgspec.convert(raw, type=Named)
        cleaned = clean_strings(raw)
        # lengths are judged before cleaning, so that no endless word is short when it is clean
        return said if cleaned == raw else msgspec.convert(cleaned, type=type(said))
    except (ValueError, TypeError, RecursionError) as error:  # msgspec's are ValueErrors
        raise WireError("not a message") from error
