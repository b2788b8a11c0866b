"""Tell by an error that the code is written for another version of Python or NumPy."""

from __future__ import annotations

import platform
import re
import sys
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .messages import ReportedError

# what Python says and what stands in the line -> the version that reads it
_NEWER = [
    ((3, 12), r"f-string.*(backslash|'#'|nested too deeply)", r""),
    # the quote of the text within its own braces
    ((3, 12), r"f-string", r".*\bf(\"|')[^{]*\{[^}]*\1[^}]*\1"),
    ((3, 12), r"", r"\s*type\s+\w+\s*(\[.*\])?\s*=[^=]"),
    ((3, 12), r"", r"\s*(async\s+def|def|class)\s+\w+\s*\["),
    ((3, 14), r"", r"(?:.*[^\w])?[tT][rR]?[\"']"),
    ((3, 14), r"multiple exception types", r"\s*except\*?\s+[\w.]+\s*,\s*[A-Z][\w.]*\s*(,|:)"),
]
_OLD = re.compile(r"\s*(?:exec\s+[^\s(=.,]|except\s+[\w.]+\s*,\s*[a-z_]\w*\s*:|raise\s+\w+\s*,)")
# of a name that another version has, or that means less than it did
_DEPENDS = re.compile(
    r"module '\w+[\w.]*' has no attribute|cannot import name '\w+' from '[\w.]+'|"
    r"was removed (?:in|from) |Unable to avoid copy while|"
    r"only 0-dimensional arrays can be converted|setting an array element with a sequence\.$"
)


def needed_python(error: ReportedError) -> str:
    """The version of Python that reads a line on which this one raises; empty if none is known."""
    if "SyntaxError" not in error.bases:
        return ""
    if _OLD.match(error.source):
        return "2"
    for version, said, line in _NEWER:
        if (
            sys.version_info < version
            and re.search(said, error.text)
            and re.match(line, error.source)
        ):
            return ".".join(map(str, version))
    return ""


def depends_on_version(error: ReportedError) -> bool:
    """Whether the likely cause of an exception is another version of Python or NumPy."""
    return _DEPENDS.search(error.text) is not None


def running_python() -> str:
    """The version of Python that grades, as 3.11."""
    return ".".join(platform.python_version_tuple()[:2])


def running_numpy() -> str:
    """The version of NumPy that grades."""
    return np.__version__
