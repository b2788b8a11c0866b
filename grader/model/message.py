"""The base of all values, and sentences that are translated only when they are shown."""

from __future__ import annotations

from typing import Literal

import msgspec

Language = Literal["ko", "en"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all values: frozen, and strict when decoded."""


class Text(Value, frozen=True):
    """A sentence of the course's author for readers of either language of the grader.

    Both are the same where the course has one language only.
    """

    ko: str
    en: str


class Message(Value, frozen=True):
    """A sentence of the grader.

    Attributes:
        text: the English sentence with `{names}` for values; the catalog's key.
        values: by name; they may hold a student's words, so reports escape them.
        ko: the Korean sentence, if the course brings its own.
    """

    text: str
    values: dict[str, str | int | float] = {}
    ko: str = ""


def message(text: str, /, **values: str | float) -> Message:
    """Make a `Message`; the catalog's tools look for calls of this name."""
    return Message(text=text, values=values)
