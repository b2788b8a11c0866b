"""A hidden check's outcome -> what its student may see: kinds out of short lists, nothing else.

The student's code has the hidden inputs while it runs. Whatever it can choose and its author reads
is a way to tell them: words, numbers, lines, types. So nothing is left that is not on a list here.
"""

from __future__ import annotations

import builtins
import string
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from .cause import Cause
from .message import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .grade import Outcome

MAX_IDEAS = 3  # that the hidden checks of one grade name

# an exception of another class is shown as the nearest of its bases that is here
_EXCEPTIONS = frozenset(
    {
        *("AttributeError", "IndexError", "KeyError", "MemoryError", "NameError", "TypeError"),
        *("ValueError", "ZeroDivisionError"),
    }
)
_BASES = {
    name: [base.__name__ for base in kind.__mro__]
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
} | {"LinAlgError": ["ValueError"], "AxisError": ["ValueError"]}  # NumPy's own
_TYPES = frozenset({"list", "tuple", "array", "int", "float", "str"})

# decided before the first hidden input is there, or by staff alone
_BEFORE = frozenset(
    {
        *(Cause.MISSING, Cause.NO_CELL, Cause.UNREADABLE, Cause.LOADING_TIMEOUT),
        *(Cause.REQUIREMENT, Cause.NOT_HANDED_IN, Cause.FILE_UNREADABLE, Cause.LIBRARY_MISSING),
        *(Cause.INSTRUCTOR_ONLY, Cause.BROKEN, Cause.BROKEN_OFF, Cause.NOT_ANSWERED),
    }
)
# where the whole sentence has a place in it, or words of the student's
_SENTENCES = {
    Cause.RAISED: message("{function} raised {type}.").text,
    Cause.MEMORY: message("{function} raised {type}.").text,
    Cause.NOT_ALLOWED: message("{function} imports what this exercise does not allow.").text,
    Cause.CRASHED: message("Your code ended the Python process instead of returning.").text,
    Cause.LAYERS_DO_NOT_FIT: message(
        "In {function}, a layer cannot take what comes before it."
    ).text,
    Cause.LAYER_NOT_ALLOWED: message(
        "{function} uses a layer that cannot be graded; only Keras's own usual layers can."
    ).text,
}
# of an expression, which a hidden check does not show
_OF_EXPRESSIONS = {
    Cause.RAISED: message("An expression of this check raised {type}.").text,
    Cause.MEMORY: message("An expression of this check raised {type}.").text,
    Cause.TIMEOUT: message("An expression of this check did not end in time.").text,
    Cause.RETURNED_NONE: message("An expression of this check is None.").text,
}
_STAFFS = frozenset(
    {"function", "seconds", "count", "most", "rule", "wanted", "asked"}
)  # values that staff have set
_NOTHING_MORE = message("The answer is wrong.")


def shown_to_student(outcome: Outcome, ideas: frozenset[str]) -> Outcome:
    """The outcome of a hidden check without anything that its student's code could have chosen.

    But for its kind: the cause, the class of an exception or the type of a value, and the bare
    name of a relation, of which the judge finds at most one for each function.

    Args:
        outcome: of a hidden check.
        ideas: the wrong ideas that may be named, see `few_ideas`.
    """
    idea = outcome.misconception
    return msgspec.structs.replace(
        outcome,
        misconception=idea if idea is not None and idea.en in ideas else None,
        message=_shown_message(outcome.cause, outcome.message),
        details=(),
        expected="",
        actual="",
        calls=(),
        evidence=None,
        array_views=(),
        window=None,
        frames=(),
        output="",
        seconds=0.0,
    )


def few_ideas(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """The wrong ideas that hidden checks may name: those that most of them do.

    Code that can answer as one of sixty ideas does tells six bits with each of them.
    """
    counts = Counter(
        outcome.misconception.en for outcome in outcomes if outcome.misconception is not None
    )
    return frozenset(idea for idea, _ in counts.most_common(MAX_IDEAS))


def _shown_message(cause: Cause | None, said: Message | None) -> Message | None:
    if said is None or cause in _BEFORE:
        return said
    text = said.text if cause is None else _SENTENCES.get(cause, said.text)
    if str(said.values.get("function", "")).startswith("`"):
        text = _OF_EXPRESSIONS.get(cause, "") if cause is not None else ""
        if not text:
            return _NOTHING_MORE
    values = {name: value for name, value in said.values.items() if name in _STAFFS}
    if "type" in said.values:
        near = _near_type if cause is Cause.WRONG_TYPE else _near_exception
        values["type"] = near(str(said.values["type"]))
    fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    if not fields <= set(values):
        return _NOTHING_MORE
    # for advice, which differs by what the course asks for
    kept = {name: value for name, value in values.items() if name in {*fields, "asked"}}
    return Message(text=text, values=kept, ko=said.ko)


def _near_exception(name: str) -> str:
    return next((base for base in _BASES.get(name, ()) if base in _EXCEPTIONS), "Exception")


def _near_type(name: str) -> str:
    if name.startswith("numpy "):
        name = {"i": "int", "u": "int", "f": "float"}.get(name[6:7], "")
    return name if name in _TYPES else "object"
