"""Judges many inputs: first those that a strategy draws, then changes of these, as many as asked.

Drawing is thorough and slow, and shrinks what fails; changing is blind and quick.
"""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING, Any

from hypothesis import given

from tests.fuzz.conftest import INPUTS, fuzzed, no_hang
from tests.fuzz.inputs import SPECIAL_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    Change = Callable[[random.Random, list[Any]], Any]


def fuzz(strategy: SearchStrategy[Any], judge: Callable[[Any], None], change: Change) -> int:
    """Judges `INPUTS` inputs; how many.

    Args:
        strategy: draws the first of them.
        judge: raises where an input ends in anything but the grader's own words.
        change: makes a new input from those that were drawn.

    Raises:
        AssertionError: for one of them; it names the input.
    """
    drawn: list[Any] = []

    @fuzzed
    @given(strategy)
    def judge_drawn(value: Any) -> None:
        drawn.append(value)
        with no_hang():
            judge(value)

    judge_drawn()
    chance = random.Random(len(drawn))
    for _ in range(INPUTS - len(drawn)):
        value = change(chance, drawn)
        try:
            with no_hang():
                judge(value)
        except Exception as error:
            raise AssertionError(f"fails for {value!r}") from error
    return max(INPUTS, len(drawn))


def change_bytes(chance: random.Random, drawn: list[bytes]) -> bytes:
    """One of the inputs with a few bytes changed, cut, doubled, or spliced with another."""
    data = bytearray(chance.choice(drawn))
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(5)
        if kind == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randint(1, 16)]
        elif kind == 2:
            data[at:at] = chance.randbytes(chance.randint(1, 8))
        elif kind == 3:
            data[at:at] = data[at : at + chance.randint(1, 64)]
        else:
            other = chance.choice(drawn)
            data[at:] = other[chance.randrange(len(other) + 1) :]
    return bytes(data)


def change_text(chance: random.Random, drawn: list[str]) -> str:
    """One of the texts with words put in that some format acts on, or spliced with another."""
    text = chance.choice(drawn)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + chance.choice(SPECIAL_WORDS) + text[at:]
        elif kind == 1:
            text = text[:at] + chr(chance.randrange(0x11_0000)) + text[at:]
        elif kind == 2:
            text = text[:at] + chance.choice(string.printable) + text[at:]
        else:
            other = chance.choice(drawn)
            text = text[:at] + other[chance.randrange(len(other) + 1) :]
    return text[:300]


def change_value(chance: random.Random, drawn: list[Any]) -> Any:
    """One of the values with a part of it put in another's place, or put together with others."""
    value = chance.choice(drawn)
    part = chance.choice(drawn)
    if isinstance(value, dict) and value:
        return {**value, chance.choice(list(value)): part}
    if isinstance(value, (list, tuple)) and value:
        at = chance.randrange(len(value))
        return type(value)([*value[:at], part, *value[at + 1 :]])
    return chance.choice([[value, part], (value, part), {"value": part}])


def change_pair(chance: random.Random, drawn: list[tuple[bytes, str]]) -> tuple[bytes, str]:
    """Bytes and a name, each changed."""
    data = change_bytes(chance, [pair[0] for pair in chance.sample(drawn, min(len(drawn), 4))])
    return data, change_text(chance, [chance.choice(drawn)[1]])
