"""A Korean sentence with values -> the same with the particles that the values' sounds ask for.

The catalog writes both forms of a particle, as in `{name}을(를)` or `{name}(으)로`; the last sound
of the value decides. Numbers and Latin words are taken by their reading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTICLES = {
    "을(를)": ("을", "를"),
    "이(가)": ("이", "가"),
    "은(는)": ("은", "는"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_PLACE = re.compile(r"\{(\w+)(?:!r)?\}([`'\"’”]?)(" + "|".join(map(re.escape, _PARTICLES)) + ")")
_CELL = re.compile(r" cell (\d+)$")
_KERNEL_CELL = re.compile(r"^(In \[\d+\])$")
_FIRST, _LAST, _FINALS, _RIEUL = ord("가"), ord("힣"), 28, 8
_DIGITS_WITH_FINAL = "013678"  # 영, 일, 삼, 육, 칠, 팔
_DIGITS_WITH_RIEUL = "178"
_TYPES = {
    "list": "리스트(list)",
    "tuple": "튜플(tuple)",
    "dict": "딕셔너리(dict)",
    "int": "정수(int)",
    "float": "실수(float)",
    "complex": "복소수(complex)",
    "str": "문자열(str)",
    "bool": "불(bool)",
    "array": "배열(array)",
    "object": "객체(object)",
}


def fill(text: str, values: Mapping[str, str | int]) -> str:
    """Fill in the values, and choose each particle after one."""
    said = {name: _in_korean(name, value) for name, value in values.items()}

    def chosen(found: re.Match[str]) -> str:
        place = found.group()[: -len(found[3])]
        with_final, without = _PARTICLES[found[3]]
        final = final_of(str(said.get(found[1], "")))
        is_open = final == 0 or (found[3] == "(으)로" and final == _RIEUL)
        return place + (without if is_open else with_final)

    return _PLACE.sub(chosen, text).format(**said)


def final_of(word: str) -> int:
    """The final consonant of a word's last sound, as Unicode numbers them; 0 if it has none."""
    letters = re.sub(r"[^\w%]+$", "", re.sub(r"\([^()]*\)$", "", word))
    last = letters[-1:]
    if not last:
        return 0
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS
    if last.isdecimal():
        return _RIEUL if last in _DIGITS_WITH_RIEUL else int(last in _DIGITS_WITH_FINAL)
    return _final_of_latin(letters)


def _final_of_latin(word: str) -> int:
    """The final consonant of an English word as Korean reads it: tuple is 튜플, train is 트레인."""
    name = re.split(r"[\W_]", word)[-1]
    if len(name) == 1 or name.isupper():  # by the names of the letters: 엘, 엠, 엔, 알
        return _RIEUL if name[-1:] in "lLrR" else int(name[-1:] in "mMnN")
    if re.search(r"(l|le)$", name):
        return _RIEUL
    return int(bool(re.search(r"([nm]|[nm]e|ng)$", name)))


def _in_korean(name: str, value: str | int) -> str | int:
    if not isinstance(value, str):
        return value
    if name == "type":
        return _TYPES.get(value, value)
    if name not in {"where", "inner"}:
        return value
    return _KERNEL_CELL.sub(r"\1의", _CELL.sub(r" 셀 \1의", value))
