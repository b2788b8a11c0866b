"""A worker's messages: their fields are checked and cleaned before anything reads them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from grader.text import clean_strings, without_backspaces
from grader.worker.wire import WireError

# our worker stays far below both
MAX_WORDS_BYTES = 1 << 17  # of an exception
MAX_CHARACTERS = 1_000_000  # of all texts in one message
Name = Annotated[str, msgspec.Meta(max_length=300)]
Line = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Sentence = Annotated[str, msgspec.Meta(max_length=4_000)]


class WorkerMessage(msgspec.Struct, frozen=True, tag_field="event", forbid_unknown_fields=True):
    """The base of a worker's messages, told apart by `event`."""


class ReportedFrame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the student's code in a traceback."""

    where: Name
    line: Line
    function: Name
    source: Name
    column: Line = 0
    end: Line = 0


class ReportedError(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exception; `bases` are the names of its classes.

    Attributes:
        driver_line: of the driver, if it passed through one.
    """

    type: Name
    bases: Annotated[list[Name], msgspec.Meta(max_length=40)]
    text: Sentence
    where: Name
    line: Line
    source: Name
    frames: Annotated[list[ReportedFrame], msgspec.Meta(max_length=16)]
    column: Line = 0
    end: Line = 0
    driver_line: Line = 0


class ReportedProblem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A problem in a cell.

    Attributes:
        names: those that the statement would have bound, or that a remark is about.
        defines: whether it would have defined one of them by `def` or `class`.
        followed: how many statements failed only because of it.
        earlier: with `earlier_line`, another place that the remark is about.
    """

    kind: Name
    where: Name
    line: Line
    library: Name = ""
    text: Sentence = ""
    error: ReportedError | None = None
    names: Annotated[list[Name], msgspec.Meta(max_length=40)] = []
    defines: bool = False
    followed: Line = 0
    earlier: Name = ""
    earlier_line: Line = 0


class Output(WorkerMessage, frozen=True, tag="output"):
    """Printed text; `cut` if the rest was dropped."""

    text: str
    cut: bool


class Running(WorkerMessage, frozen=True, tag="running"):
    """A statement that is about to run: if the worker dies, this one killed it."""

    where: Name


class Loaded(WorkerMessage, frozen=True, tag="loaded"):
    """The report on loading all cells.

    Attributes:
        names: the functions that exist now.
        dropped: how many problems there were beside those that are told.
    """

    number: int
    names: Annotated[list[Name], msgspec.Meta(max_length=200)]
    problems: Annotated[list[ReportedProblem], msgspec.Meta(max_length=40)]
    dropped: Line = 0


class Raised(WorkerMessage, frozen=True, tag="raised"):
    """The end of a call that raised; `bases` are the names of the exception's classes."""

    bases: Annotated[list[Name], msgspec.Meta(max_length=40)]


class Missing(WorkerMessage, frozen=True, tag="missing"):
    """The end of a call of a missing function."""


class Unsendable(WorkerMessage, frozen=True, tag="unsendable"):
    """The end of a call whose value is too large or too deep to send."""

    text: Sentence


Failure = Raised | Missing | Unsendable


def _characters(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    if isinstance(value, tuple):  # our worker sends none; msgspec would read it as a list
        raise WireError("a tuple among words")
    return sum(map(_characters, value)) if isinstance(value, list) else 0


def parse_event(raw: object) -> Output | Running | Loaded:
    """Read a worker's message that answers no call.

    Raises:
        WireError: the decoded value is no such message.
    """
    if type(raw) is not dict:
        raise WireError("not a message")
    text = raw.get("text")
    if type(text) is str and "\b" in text:
        raw = {**raw, "text": without_backspaces(text)}
    event: Output | Running | Loaded = _parse_words(raw, Output | Running | Loaded)
    return event


def parse_failure(raw: object) -> Failure:
    """Read why a call returned no value.

    Raises:
        WireError: the decoded value does not say.
    """
    if type(raw) is not dict:
        raise WireError("not the end of a call")
    failure: Failure = _parse_words(raw, Failure)
    return failure


def parse_error(words: bytes) -> ReportedError:
    """Read an exception from the words of a response, which are JSON.

    Raises:
        WireError: they describe none.
    """
    if len(words) > MAX_WORDS_BYTES:
        raise WireError("too many words")
    try:
        # decoded by type at once, so that nested lists are never built
        raw = msgspec.json.decode(words, type=ReportedError)
    except (ValueError, RecursionError) as error:
        raise WireError("not an exception") from error
    cleaned: ReportedError = _parse_words(msgspec.to_builtins(raw), ReportedError)
    return cleaned


def _parse_words(raw: dict[Any, Any], kind: Any) -> Any:
    if _characters(raw) > MAX_CHARACTERS:
        raise WireError("too many words")
    try:
        # lengths are checked before cleaning: a text of control characters becomes short by it
        parsed = msgspec.convert(raw, type=kind)
        cleaned = clean_strings(raw)
        return parsed if cleaned == raw else msgspec.convert(cleaned, type=type(parsed))
    except (ValueError, TypeError, RecursionError) as error:  # msgspec's are ValueErrors
        raise WireError("not a message") from error
