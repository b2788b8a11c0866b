"""A formula in TeX -> MathML, which browsers set themselves, without a script or a network.

Only the commands that statements use are known. A word of several letters (`stride`, `kh`) is one
name, unlike in TeX, where it would be a product of letters.
"""

from __future__ import annotations

import re
from html import escape

_TOKEN = re.compile(r"\\text\{[^{}]*\}|\\[a-zA-Z]+|\\.|[a-zA-Z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_SIGNS = {
    r"\cdot": "·",
    r"\to": "→",
    r"\dots": "…",
    r"\times": "×",
    r"\partial": "∂",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\le": "≤",
    r"\ge": "≥",
    r"\delta": "δ",
    r"\alpha": "α",
    r"\sum": "∑",
    "-": "\N{MINUS SIGN}",
    "*": "∗",
}
_SPACES = {r"\,": 0.17, r"\;": 0.28, r"\ ": 0.25, r"\quad": 1, r"\qquad": 2, r"\!": 0}
_WORDS = {r"\max", r"\min", r"\ln", r"\exp", r"\log"}
_BRACKETS = {*"()[]|", r"\lceil", r"\rceil", r"\lfloor", r"\rfloor"}
_TALL = {r"\left", r"\right", r"\big", r"\Big"}  # the bracket behind it grows


class UnknownTexError(ValueError):
    """A command of TeX that is not known here."""


def mathml(tex: str) -> str:
    """Render a formula as a block.

    Raises:
        UnknownTexError: it has a command that is not known.
    """
    reader = _Reader(tex)
    inside = reader.row()
    if reader.left:
        raise UnknownTexError(reader.left[0])
    return f'<math display="block" xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>'


class _Reader:
    """The tokens of a formula that have not been read yet."""

    def __init__(self, tex: str) -> None:
        self.left = [token for token in _TOKEN.findall(tex) if not token.isspace()]

    def row(self) -> str:
        """Everything up to a closing brace or the end."""
        parts = []
        while self.left and self.left[0] != "}":
            parts.append(self._with_scripts(large=self.left[0] == r"\sum"))
        return f"<mrow>{''.join(parts)}</mrow>"

    def _with_scripts(self, *, large: bool) -> str:
        """An atom with its scripts above and below."""
        base, low, high = self._atom(), "", ""
        while self.left and self.left[0] in "_^":
            if self.left.pop(0) == "_":
                low = self._atom()
            else:
                high = self._atom()
        under, over = ("munder", "mover") if large else ("msub", "msup")
        both = "munderover" if large else "msubsup"
        if low and high:
            return f"<{both}>{base}{low}{high}</{both}>"
        if low:
            return f"<{under}>{base}{low}</{under}>"
        return f"<{over}>{base}{high}</{over}>" if high else base

    def _atom(self) -> str:
        if not self.left:
            raise UnknownTexError("the formula ends too early")
        token = self.left.pop(0)
        if token == "{":  # noqa: S105 - a brace is no password
            return self._closed()
        if token in {r"\frac", r"\tfrac"}:
            return f"<mfrac>{self._atom()}{self._atom()}</mfrac>"
        if token == r"\sqrt":  # noqa: S105
            return f"<msqrt>{self._atom()}</msqrt>"
        if token.startswith(r"\text{"):
            return f"<mtext>{escape(token[6:-1].replace(' ', chr(160)))}</mtext>"
        if token in _TALL and self.left:
            return f"<mo>{escape(self.left.pop(0))}</mo>"
        if token in _WORDS:
            space = "" if self.left[:1] == ["("] or self.left[:1] == [r"\big"] else _space(r"\,")
            return f"<mi>{token[1:]}</mi>{space}"
        return _sign(token)

    def _closed(self) -> str:
        inside = self.row()
        if not self.left:
            raise UnknownTexError("a brace is not closed")
        self.left.pop(0)
        return inside


def _space(token: str) -> str:
    return f'<mspace width="{_SPACES[token]}em"></mspace>'


def _sign(token: str) -> str:
    if token in _SPACES:
        return _space(token)
    if token.isalpha():
        return f"<mi>{token}</mi>"
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if token in _SIGNS or len(token) == 1:
        fixed = ' stretchy="false"' if token in _BRACKETS else ""
        fixed += ' lspace="0" rspace="0"' if token == "|" else ""  # noqa: S105
        return f"<mo{fixed}>{escape(_SIGNS.get(token, token))}</mo>"
    raise UnknownTexError(token)
