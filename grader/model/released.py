"""A solution that the course released: its first line says so, and an untouched copy is known.

The line carries a digest of the rest. So a copy that a student keeps beside their own work is told
from it, whatever its name, its line ends and the year of its release.
"""

from __future__ import annotations

import hashlib
import re

_FIRST = "# 강좌의 모범 답안 · The course's own solution [{digest}]"
_KNOWN = re.compile(re.escape(_FIRST).replace(re.escape("{digest}"), "([0-9a-f]{16})"))
_MOST_BEFORE = 20  # characters before the line, such as a byte order mark or empty lines


def as_released(code: str) -> str:
    """The code below a line that says whose it is."""
    return f"{_FIRST.format(digest=_digest(code))}\n\n{code}"


def is_released(text: str) -> bool:
    """Whether a text is a released solution, but for blanks and line ends."""
    found = _KNOWN.search(text, 0, _MOST_BEFORE + len(_FIRST) + 16)
    if found is None or text[: found.start()].strip("\ufeff \t\r\n"):
        return False
    return _digest(text[found.end() :]) == found[1]


def _digest(code: str) -> str:
    # editors and shells change blanks and line ends, and a narrow terminal breaks lines
    return hashlib.sha256("".join(code.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
