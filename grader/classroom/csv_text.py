"""Rows of text -> CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from grader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones count too
BYTE_ORDER_MARK = "\ufeff"  # how Excel knows that it is UTF-8


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows below their header (RFC 4180: CR LF, every cell quoted)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def safe_cell(text: str) -> str:
    """A stranger's words as a cell that no spreadsheet takes for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
