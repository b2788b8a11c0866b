"""What a worker may say, checked field by field and cleaned before anything believes it."""

from __future__ import annotations

from typing import Any

import msgspec

from grader.text import clean_strings
from grader.worker.wire import WireError


class Said(msgspec.Struct, frozen=True, tag_field="event", forbid_unknown_fields=True):
    """The base of a worker's messages; `event` tells them apart."""


class FrameSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the student's code, as the worker tells it."""

    where: str
    line: int
    function: str
    source: str


class ErrorSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exception, as the worker tells it; `bases` are the names of its classes."""

    type: str
    bases: list[str]
    text: str
    where: str
    line: int
    source: str
    frames: list[FrameSaid]


class ProblemSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something about a cell that the student should know."""

    kind: str
    where: str
    line: int
    library: str = ""
    text: str = ""
    error: ErrorSaid | None = None


class Output(Said, frozen=True, tag="output"):
    """The student's code printed something; `cut` where the rest was dropped."""

    text: str
    cut: bool


class Running(Said, frozen=True, tag="running"):
    """A statement is about to run, so that the one that kills the worker is known."""

    where: str


class Loaded(Said, frozen=True, tag="loaded"):
    """All cells have been tried; `names` are the functions that exist now."""

    number: int
    names: list[str]
    problems: list[ProblemSaid]


class Returned(Said, frozen=True, tag="returned"):
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
    text: str


Reply = Loaded | Returned | RaisedSaid | Missing | Unsendable


def parse_said(raw: object) -> Output | Running | Reply:
    """The message that the decoded value is, its words cleaned; a returned value is left as it is.

    Raises:
        WireError: it is none.
    """
    if isinstance(raw, dict):
        raw = {key: item if key == "value" else clean_strings(item) for key, item in raw.items()}
    try:
        return msgspec.convert(raw, type=Output | Running | Reply)
    except (msgspec.ValidationError, TypeError, RecursionError) as error:
        raise WireError("not a message") from error
