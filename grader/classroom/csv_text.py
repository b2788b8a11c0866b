"""Rows of text -> CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

from grader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
