"""What every value is, and the sentences in them: translated only when they are shown."""

from __future__ import annotations

from typing import Literal

import msgspec

from .cause import Cause

Language = Literal["ko", "en"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all values: frozen, and strict when decoded."""


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


class Problem(Value, frozen=True):
    """A remark on a student's file.

    Attributes:
        cause: None in a file of the first format.
    """

    cause: Cause | None
    message: Message


def message(text: str, /, **values: str | float) -> Message:
    """A `Message`, written short; `text` is also what the catalogs are searched for."""
    return Message(text=text, values=values)
