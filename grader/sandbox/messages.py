"""What a worker may say, checked field by field and cleaned before anything believes it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from grader.text import clean_strings
from grader.worker.wire import WireError

MAX_WORDS_BYTES = 1 << 17  # of an exception; a worker keeps far below
MAX_CHARACTERS = 1_000_000  # of all words in one message; a worker keeps far below
Name = Annotated[str, msgspec.Meta(max_length=300)]
Line = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Sentence = Annotated[str, msgspec.Meta(max_length=4_000)]


class WorkerMessage(msgspec.Struct, frozen=True, tag_field="event", forbid_unknown_fields=True):
    """The base of a worker's messages; `event` tells them apart."""


class ReportedFrame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the student's code, as the worker tells it."""

    where: Name
    line: Line
    function: Name
    source: Name


class ReportedError(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exception, as the worker tells it; `bases` are the names of its classes."""

    type: Name
    bases: Annotated[list[Name], msgspec.Meta(max_length=40)]
    text: Sentence
    where: Name
    line: Line
    source: Name
    frames: Annotated[list[ReportedFrame], msgspec.Meta(max_length=16)]


class ReportedProblem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something about a cell that the student should know."""

    kind: Name
    where: Name
    line: Line
    library: Name = ""
    text: Sentence = ""
    error: ReportedError | None = None


class Output(WorkerMessage, frozen=True, tag="output"):
    """The student's code printed something; `cut` where the rest was dropped."""

    text: str
    cut: bool


class Running(WorkerMessage, frozen=True, tag="running"):
    """A statement is about to run, so that the one that kills the worker is known."""

    where: Name


class Loaded(WorkerMessage, frozen=True, tag="loaded"):
    """All cells have been tried; `names` are the functions that exist now."""

    number: int
    names: Annotated[list[Name], msgspec.Meta(max_length=200)]
    problems: Annotated[list[ReportedProblem], msgspec.Meta(max_length=40)]


class Raised(WorkerMessage, frozen=True, tag="raised"):
    """A call raised; `bases` are the names of the exception's classes."""

    bases: Annotated[list[Name], msgspec.Meta(max_length=40)]


class Missing(WorkerMessage, frozen=True, tag="missing"):
    """There is no such function."""


class Unsendable(WorkerMessage, frozen=True, tag="unsendable"):
    """A call returned something too large or too deep to cross."""

    text: Sentence


Failure = Raised | Missing | Unsendable


def _characters(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    if isinstance(value, tuple):  # our worker sends none, and msgspec would take it for a list
        raise WireError("a tuple among words")
    return sum(map(_characters, value)) if isinstance(value, list) else 0


def parse_event(raw: object) -> Output | Running | Loaded:
    """What a worker tells beside answers, its words cleaned.

    Raises:
        WireError: the decoded value is nothing of the kind.
    """
    if type(raw) is not dict:
        raise WireError("not a message")
    event: Output | Running | Loaded = _parse_words(raw, Output | Running | Loaded)
    return event


def parse_failure(raw: object) -> Failure:
    """Why a call returned nothing.

    Raises:
        WireError: the decoded value does not say it.
    """
    if type(raw) is not dict:
        raise WireError("not the end of a call")
    failure: Failure = _parse_words(raw, Failure)
    return failure


def parse_error(words: bytes) -> ReportedError:
    """The exception that the words of an answer, which are JSON, describe.

    Raises:
        WireError: they describe none.
    """
    if len(words) > MAX_WORDS_BYTES:
        raise WireError("too many words")
    try:
        # by type at once: lists in lists are never made
        said = msgspec.json.decode(words, type=ReportedError)
    except (ValueError, RecursionError) as error:
        raise WireError("not an exception") from error
    cleaned: ReportedError = _parse_words(msgspec.to_builtins(said), ReportedError)
    return cleaned


def _parse_words(raw: dict[Any, Any], kind: Any) -> Any:
    if _characters(raw) > MAX_CHARACTERS:
        raise WireError("too many words")
    try:
        said = msgspec.convert(raw, type=kind)
        cleaned = clean_strings(raw)
        # lengths are judged before cleaning, so that no endless word is short when it is clean
        return said if cleaned == raw else msgspec.convert(cleaned, type=type(said))
    except (ValueError, TypeError, RecursionError) as error:  # msgspec's are ValueErrors
        raise WireError("not a message") from error
