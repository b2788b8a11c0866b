"""Code -> tokens that stay the same when names, comments, prints or the layout change.

Strangers' code is neither compiled nor parsed here: one regular expression takes it apart, each
character once, so that broken, hostile or endless text costs its length and nothing more.
"""

from __future__ import annotations

import builtins
import keyword
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_TOKENS = 50_000  # of one answer: a long one has a few thousand
# Strings end with the text if nothing else ends them, and no part is tried twice (`*+`): text
# that is made to be searched again and again takes no more time than other text.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n]*+)
    | (?P<string>(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?(?:
          \"\"\"(?:[^"\\]++|\\.?|"(?!""))*+(?:\"\"\")?
        | '''(?:[^'\\]++|\\.?|'(?!''))*+(?:''')?
        | "(?:[^"\\\n]++|\\.?)*+"?
        | '(?:[^'\\\n]++|\\.?)*+'?))
    | (?P<name>[^\W\d]\w*+)
    | (?P<number>\.?\d[\w.]*+)
    | (?P<line>\n)
    | (?P<space>[^\S\n]++|\\)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<sign>\*\*=?|//=?|<<=?|>>=?|->|[-:<>=!+*/%&|^@]=?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = frozenset(keyword.kwlist) | frozenset(dir(builtins))
_NAME, _STRING = "n", "s"
_ALIASES = {"numpy": "np"}
_IMPORTS = ("import", "from")


class Token(NamedTuple):
    """One token: its normalised word, and where it stands in the code."""

    word: str
    start: int
    end: int


def tokens_of(code: str, kept: Collection[str] = ()) -> list[Token]:
    """Take code apart; names that a student chose become one, and prints and imports are left out.

    Args:
        kept: names that an exercise asks for, which stay as they are.
    """
    found: list[Token] = []
    for token in _without_prints(_raw(code, kept)):
        if len(found) == MAX_TOKENS:
            break
        found.append(token)
    return found


def _raw(code: str, kept: Collection[str]) -> Iterator[Token]:
    """The tokens without comments, imports, and strings that are statements of their own."""
    depth = 0
    begins = True  # a statement
    in_import = False
    before = ""
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup, match.group()
        if kind == "line":
            if depth == 0:
                begins, in_import = True, False
            continue
        if kind in ("space", "comment"):
            continue
        depth = max(0, depth + (kind == "open") - (kind == "close"))
        if begins:
            in_import = text in _IMPORTS
            begins = kind == "string"  # a docstring
            if begins:
                continue
        if not in_import:
            yield Token(_normal(kind, text, before, kept), match.start(), match.end())
        before = text


def _normal(kind: str | None, text: str, before: str, kept: Collection[str]) -> str:
    if kind == "string":
        return _STRING
    if kind != "name" or text in _WORDS or text in kept or before == ".":
        return text  # a name after a dot is mostly a library's
    return "np" if _ALIASES.get(text, text) == "np" else _NAME


def _without_prints(tokens: Iterator[Token]) -> Iterator[Token]:
    """Leave out calls of `print`, with all that is within their brackets."""
    for token in tokens:
        if token.word != "print":
            yield token
            continue
        following = next(tokens, None)
        if following is None:
            return
        if following.word != "(":
            yield from (token, following)
            continue
        depth = 1
        for inside in tokens:
            depth += (inside.word in ("(", "[", "{")) - (inside.word in (")", "]", "}"))
            if depth == 0:
                break
