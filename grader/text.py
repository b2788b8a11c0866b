"""Strangers' text -> text that is safe to keep and to show."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_NAME_CHARS = 200
MAX_STRING_CHARS = 1_000_000

# C0 and C1 controls but tab and newline; bidirectional overrides and isolates; line separators;
# zero-width characters; lone surrogates, which no encoding takes; the byte order mark
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# what a terminal would take for colours, titles and links goes as a whole, not just its first byte
_ESCAPES = re.compile(
    "\x1b(?:\\[[0-?]*+[ -/]*+[@-~]|\\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\\\)?"
    "|[PX^_][^\x1b]{0,2000}(?:\x1b\\\\)?|.)",
    re.DOTALL,
)
# What CI systems take for commands wherever it stands on their output, and a report may wrap a line
# anywhere: GitHub's `::error …` and `##[error]`, Azure's `##vso[…]`, TeamCity's `##teamcity[…]`.
_WORKFLOW = re.compile(
    r":(?=:(?:add-(?:mask|matcher|path)|remove-matcher|set-(?:output|env)|save-state|stop-commands"
    r"|echo|error|warning|notice|debug|group|endgroup)\b)|\#(?=\#\w{0,20}\[)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The text with plain line ends, a replacement character for each unsafe one, no CI command."""
    text = _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _WORKFLOW.sub(r"\g<0> ", text)


def clean_name(name: str) -> str:
    """A file's or a student's name on one line, composed, and not too long: the end is kept."""
    one_line = clean(unicodedata.normalize("NFC", name)).replace("\n", " ").replace("\t", " ")
    return one_line if len(one_line) <= MAX_NAME_CHARS else "…" + one_line[1 - MAX_NAME_CHARS :]


def clean_strings(value: Any) -> Any:
    """Lists and dicts of plain values with every string cleaned, and cut where it is absurd."""
    if isinstance(value, str):
        return clean(value[:MAX_STRING_CHARS])
    if isinstance(value, (list, tuple)):
        return type(value)(clean_strings(item) for item in value)
    if isinstance(value, dict):
        return {key: clean_strings(item) for key, item in value.items()}
    return value


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones count too
BYTE_ORDER_MARK = "\ufeff"  # how Excel knows that it is UTF-8


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows below their header (RFC 4180: CR LF, every cell quoted)."""
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The same, line by line: a class's gradebook need not be in memory as a whole."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for cells in itertools.chain([header], rows):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def safe_cell(text: str) -> str:
    """A stranger's words as a cell that no spreadsheet takes for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
