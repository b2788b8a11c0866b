"""What no terminal, log, editor or table should be shown, by Unicode's own lists."""

from __future__ import annotations

import itertools
import unicodedata

UNSAFE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt
IGNORABLE = {
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
}
HANGUL_VOWELS_AND_FINALS = {*range(0x1160, 0x1200), *range(0xD7B0, 0xD800)}


def unsafe_in(text: str, allowed: str = "\n\t") -> str:
    """The characters of a text that change what is around them, or cannot be seen."""
    return "".join(
        letter
        for letter in text
        if letter not in allowed
        and (unicodedata.category(letter) in UNSAFE_CATEGORIES or ord(letter) in IGNORABLE)
    )


def tallest(text: str) -> int:
    """How many marks stand on one letter at most."""
    runs = itertools.groupby(text, _is_mark)
    return max((len(list(run)) for is_mark, run in runs if is_mark), default=0)


def _is_mark(letter: str) -> bool:
    is_mark = unicodedata.category(letter).startswith("M")
    return is_mark or ord(letter) in HANGUL_VOWELS_AND_FINALS
