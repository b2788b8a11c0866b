"""Untrusted text -> text that is safe to keep and to show."""

from __future__ import annotations

import csv
import io
import itertools
import os
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_NAME_CHARS = 200
MAX_STRING_CHARS = 1_000_000
BYTE_ORDER_MARK = "\ufeff"  # how Excel knows that a CSV file is UTF-8
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide signs start a formula in Excel, too

# C0 and C1 controls except tab and newline; bidirectional overrides and isolates; line separators;
# zero-width characters; lone surrogates, which no encoding takes; the byte order mark
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# A terminal's colours, titles and links go as a whole: without its first byte one is still rubbish.
_ESCAPES = re.compile(
    "\x1b(?:\\[[0-?]*+[ -/]*+[@-~]|\\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\\\)?"
    "|[PX^_][^\x1b]{0,2000}(?:\x1b\\\\)?|.)",
    re.DOTALL,
)
# CI systems obey these anywhere in a line, and a report may wrap a line anywhere: GitHub's
# `::error …` and `##[error]`, Azure's `##vso[…]`, TeamCity's `##teamcity[…]`.
_WORKFLOW = re.compile(
    r":(?=:(?:add-(?:mask|matcher|path)|remove-matcher|set-(?:output|env)|save-state|stop-commands"
    r"|echo|error|warning|notice|debug|group|endgroup)\b)|\#(?=\#\w{0,20}\[)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Remove terminal escapes, replace unsafe characters, break up CI commands; lines end in LF."""
    text = _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _WORKFLOW.sub(r"\g<0> ", text)


def clean_name(name: str) -> str:
    """Clean a name and put it on one line in composed letters; of a long one keep the end."""
    one_line = clean(unicodedata.normalize("NFC", name)).replace("\n", " ").replace("\t", " ")
    return one_line if len(one_line) <= MAX_NAME_CHARS else "…" + one_line[1 - MAX_NAME_CHARS :]


def clean_strings(value: Any) -> Any:
    """Clean every string in nested lists, tuples and dicts; cut those above `MAX_STRING_CHARS`."""
    if isinstance(value, str):
        return clean(value[:MAX_STRING_CHARS])
    if isinstance(value, (list, tuple)):
        return type(value)(clean_strings(item) for item in value)
    if isinstance(value, dict):
        return {key: clean_strings(item) for key, item in value.items()}
    return value


def composed(name: str) -> str:
    """Write a file's name in composed letters; macOS writes Korean ones as separate letters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        # bytes that are not UTF-8 are what Korean Windows writes, or unknown
        raw = os.fsencode(name)
        try:
            name = raw.decode("cp949")
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", name)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV text, header first (RFC 4180: CR LF, every cell quoted)."""
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV line by line, so that a large gradebook is never in memory as a whole."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for cells in itertools.chain([header], rows):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def safe_cell(text: str) -> str:
    """Clean untrusted text for a cell, so that no spreadsheet takes it for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
