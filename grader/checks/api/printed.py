"""Text that a student's code printed, and the differences that a comparison overlooks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, Self

from grader.model import Message, message
from grader.sandbox.typing_faults import typed_details

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Overlooked = Literal["case", "spaces", "trailing spaces", "final newline"]

_NORMAL: dict[str, Callable[[str], str]] = {
    "case": str.casefold,
    "spaces": lambda text: re.sub(r"[ \t]+", " ", re.sub(r"(?m)^[ \t]+|[ \t]+$", "", text)),
    "trailing spaces": lambda text: re.sub(r"(?m)[ \t]+$", "", text),
    "final newline": lambda text: text.rstrip("\n"),
}


class FoundText(str):
    """Text that came in answers of calls; equal to any text with the same letters.

    Attributes:
        pieces: the answers as they came, by which the calls are found.
    """

    __slots__ = ("pieces",)

    pieces: tuple[Any, ...]


class FileText(FoundText):
    """Text of a file."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str, data: bytes) -> Self:
        """The text that was read from these bytes."""
        found = cls(text)
        found.pieces = (data,)
        return found


class PrintedText(FoundText):
    """Printed text.

    Attributes:
        typed: what the calls could read; None for nothing.
        returned: the value of the last call.
    """

    __slots__ = ("returned", "typed")

    typed: str | None
    returned: Any

    @classmethod
    def of(cls, pieces: Collection[str], typed: str | None, returned: Any) -> Self:
        """The text of some calls."""
        text = cls("".join(pieces))
        text.pieces, text.typed, text.returned = tuple(pieces), typed, returned
        return text

    def normal(self, text: str) -> Self:
        """Another text of the same calls."""
        new = type(self)(text)
        new.pieces, new.typed, new.returned = self.pieces, self.typed, self.returned
        return new


def overlooking(text: Any, ignoring: Collection[str]) -> Any:
    """Remove the differences that do not matter from a text; any other value stays as it is.

    Raises:
        ValueError: there is no such thing to ignore.
    """
    unknown = sorted(set(ignoring) - set(_NORMAL))
    if unknown:
        raise ValueError(f"assert_text cannot ignore {unknown[0]!r}, but {sorted(_NORMAL)}")
    if not isinstance(text, str):
        return text
    changed = str(text)
    for name, normal in _NORMAL.items():
        if name in ignoring:
            changed = normal(changed)
    return text.normal(changed) if isinstance(text, PrintedText) else changed


def terminal_details(got: str, want: str) -> tuple[Message, ...]:
    """Details about printed text, beside the place where it differs."""
    if not isinstance(got, PrintedText):
        return ()
    said: list[Message] = []
    if not got and type(got.returned) is str and got.returned.split() == want.split():
        said.append(message("It returned this text and printed nothing: use print."))
    elif not got:
        said.append(message("Nothing was printed."))
    return (*said, *(typed_details(got.typed) if got.typed is not None else ()))
