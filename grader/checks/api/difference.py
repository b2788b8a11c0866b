"""Where two values differ: of texts the letter, of bytes the byte; shared by all types."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.i18n import N_
from grader.model import Cause, Message, message

from .preview import preview, type_name, type_word
from .printed import PrintedText, terminal_details

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_NAMED = 5  # keys or members that are missing, or too many
AROUND = 24  # characters of a text on each side of its first difference
BYTES_AROUND = 8
_WRONG_TEXT = N_("The text is wrong.")


class Difference(NamedTuple):
    """Where two values differ, and how.

    Attributes:
        cause: like the sentence, independent of any value.
        sentence: shows no value.
        path: from the whole value to the part, as in Python: `[2]["a"]`.
        details: sentences about the part.
        pair: the right part and the student's, to be shown; none if the details show them.
    """

    cause: Cause
    sentence: Message
    path: str
    details: tuple[Message, ...] = ()
    pair: tuple[Any, Any] | None = None


def wrong_type(got: Any, want: Any, path: str) -> Difference:
    """A value of another type than the right one."""
    text = N_("The type is wrong: {wanted} is asked, not {type}.")
    sentence = message(text, wanted=type_word(want), type=type_word(got))
    same_word = type_word(want) == type_word(got)
    more = (message("Its type is {type}.", type=type_name(got)),) if same_word else ()
    return Difference(Cause.WRONG_TYPE, sentence, path, more, (want, got))


def wrong(want: Any, got: Any, path: str, text: str = "") -> Difference:
    """Another value than the right one; `text` is the sentence."""
    sentence = message(text or N_("The value is wrong."))
    return Difference(Cause.WRONG_VALUES, sentence, path, (), (want, got))


def named(missing: Collection[Any], extra: Collection[Any]) -> tuple[Message, ...]:
    """The names of the first entries that are missing, and of the first that are too many."""
    said = []
    for text, which in ((N_("Missing: {names}"), missing), (N_("Not asked for: {names}"), extra)):
        if which:
            said.append(message(text, names=_list(which)))
    return tuple(said)


def _list(which: Collection[Any]) -> str:
    shown = sorted(map(preview, which))[:MAX_NAMED]
    return ", ".join(shown) + (", …" if len(which) > MAX_NAMED else "")


# -- text


def texts(got: Any, want: Any, path: str, _atol: float) -> Difference | None:
    """The first letter that differs."""
    if not isinstance(got, str):
        return wrong_type(got, want, path)
    if str(got) == str(want):
        return None
    text = N_("The printed text is wrong.") if isinstance(got, PrintedText) else _WRONG_TEXT
    details = (*_text_details(got, want), *terminal_details(got, want))
    return Difference(Cause.WRONG_VALUES, message(text), path, details)


def _text_details(got: str, want: str) -> tuple[Message, ...]:
    """The line that differs, twice, with a caret below the first letter that does."""
    line = 0
    gots, wants = got.split("\n"), want.split("\n")
    while line < min(len(gots), len(wants)) - 1 and gots[line] == wants[line]:
        line += 1
    ours, theirs = wants[line], gots[line]
    if ours == theirs:  # one has more lines
        text = N_("Expected {expected} lines, got {actual}.")
        return (message(text, expected=len(wants), actual=len(gots)),)
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    said: list[Message] = []
    if len(wants) > 1:
        said.append(message("Line {number} differs.", number=line + 1))
    if ours.split() == theirs.split():
        said.append(message("Only blanks differ."))
    elif ours.casefold() == theirs.casefold():
        said.append(message("Only capital and small letters differ."))
    start = max(0, at - AROUND)
    before = _width(_visible(ours[start:at]))
    # one sentence of three lines, which reports show as it stands
    text = N_("expected: {expected}\nyours:    {actual}\n          {caret}")
    shown = [_visible(line[start : at + AROUND]) for line in (ours, theirs)]
    more = message(text, expected=shown[0], actual=shown[1], caret=" " * before + "^")
    return (*said, more)


def _visible(text: str) -> str:
    """The text with a dot for each blank at its end, and no character that moves the cursor."""
    bare = text.rstrip(" ")
    shown = bare + "·" * (len(text) - len(bare))
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)


def _width(text: str) -> int:
    """Columns on a terminal: Korean letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


# -- bytes


def bytestrings(got: Any, want: Any, path: str, _atol: float) -> Difference | None:
    """The first byte that differs."""
    if type(got) is not bytes:
        return wrong_type(got, want, path)
    if got == want:
        return None
    sentence = message("The value is wrong.")
    pairs = zip(got, want, strict=False)
    at = next((n for n, (g, w) in enumerate(pairs) if g != w), None)
    if at is None:  # one has more
        text = N_("Expected {expected} bytes, got {actual}.")
        more = message(text, expected=len(want), actual=len(got))
        return Difference(Cause.WRONG_VALUES, sentence, path, (more,))
    parts = [preview(value[at : at + BYTES_AROUND]) for value in (want, got)]
    text = N_("First wrong at {index}: expected {expected}, got {actual}.")
    index = f"{path}[{at}]"
    more = message(text, index=index, expected=parts[0], actual=parts[1])
    return Difference(Cause.WRONG_VALUES, sentence, "", (more,))
