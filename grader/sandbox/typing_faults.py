"""A call that wanted to read more than was typed -> a sentence about that, not about EOFError."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Cause, Message, message

from .faults import CodeRaised

if TYPE_CHECKING:
    from .exchange import Kind
    from .faults import StudentFault

MAX_TYPED = 200  # characters that are shown


class AskedForMore(CodeRaised):
    """`input()` had nothing left to read."""

    @classmethod
    def of(cls, fault: CodeRaised, kind: Kind) -> AskedForMore:
        """The same exception, with other words."""
        new = cls(*fault.reported)
        new.kind_of_call = kind
        return new

    kind_of_call: Kind

    @property
    def cause(self) -> Cause:  # type: ignore[override]
        """Why there is no value."""
        return Cause.RAISED

    @property
    def message(self) -> Message:  # type: ignore[override]
        """The sentence for everybody."""
        text = N_("{function} asks by input() once more when nothing is left to be typed.")
        return message(text, function=self.kind_of_call.function)

    @property
    def details(self) -> tuple[Message, ...]:  # type: ignore[override]
        """The typed text."""
        return typed_details(self.kind_of_call.typed)


def about_typing(fault: StudentFault, kind: Kind) -> StudentFault:
    """The fault; where a call with a terminal found no more typed text, one about that."""
    has_terminal = kind.typed is not None or kind.prints or kind.how == "run"
    if has_terminal and isinstance(fault, CodeRaised) and "EOFError" in fault.bases:
        return AskedForMore.of(fault, kind)
    return fault


def typed_details(typed: str | None) -> tuple[Message, ...]:
    """A detail with the typed text, line by line, or that there was none."""
    if not typed:
        return (message("Nothing is typed in here."),)
    lines = " ⏎ ".join(typed.removesuffix("\n").split("\n"))
    shown = lines if len(lines) <= MAX_TYPED else f"{lines[:MAX_TYPED]} …"
    return (message("Typed in: {text}", text=shown),)
