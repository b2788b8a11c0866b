"""A table as spreadsheets and portals save it -> rows of text.

CSV in UTF-8, UTF-16 or cp949, with commas, semicolons or tabs, or an HTML table named `.xls`;
rows above the header, such as a title, are passed over.
"""

from __future__ import annotations

import csv
import html.parser
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError
from grader.i18n import N_
from grader.model import message
from grader.text import clean_name

from .roster import normalized

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS_ABOVE = 20  # the header: a title, a date, an empty row
_HTML = re.compile(r"\s*(?:<!doctype html|<html|<table|<meta|<\?xml)", re.IGNORECASE)
_ROW, _CELL = ("tr", "row"), ("td", "th", "cell")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls
_FLOAT = re.compile(r"(\d+)\.0+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)


class Table(NamedTuple):
    """A table's rows from its header on.

    Attributes:
        start: the number of the header's line in the file, from 1.
    """

    header: list[str]
    rows: list[list[str]]
    start: int

    def line(self, index: int) -> int:
        """The number of a row's line."""
        return self.start + 1 + index


def load_table(path: Path, is_known: Callable[[str], bool]) -> Table:
    """Load a table; see `parse_table`.

    Raises:
        GraderError: the file cannot be read, or is no table of text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise GraderError(
            message("{path}: this file cannot be read.", path=str(path)),
            message("Name a CSV file with a row for each student."),
        ) from error
    text = decode(data) if len(data) <= MAX_BYTES else None
    if text is None or data.startswith(_WORKBOOKS):
        said = N_("{path}: this is no CSV file in UTF-8.")
        raise GraderError(
            message(said, path=str(path)), message("Save it as “CSV UTF-8” and try again.")
        )
    return parse_table(text, path.name, is_known)


def parse_table(text: str, name: str, is_known: Callable[[str], bool]) -> Table:
    """Parse a table's text.

    Args:
        is_known: whether a heading, as `column_name` gives it, is one of a column that is read; the
            header is the first row with two of these, or else with one.

    Raises:
        GraderError: a line is no CSV.
    """
    rows = (
        _html_rows(text) if _HTML.match(text) else _csv_rows(text, name, _delimiter(text, is_known))
    )
    known = [sum(is_known(column_name(cell)) for cell in row) for row in rows[:MAX_ROWS_ABOVE]]
    places = [at for least in (2, 1) for at, count in enumerate(known) if count >= least]
    at = places[0] if places else 0
    return Table(rows[at] if rows else [], rows[at + 1 :], at + 1)


def column_name(heading: str) -> str:
    """`Email address` -> `email_address`."""
    return normalized(heading).replace(" ", "_")


def decode(data: bytes) -> str | None:
    """The text of a file; None if it has none of the encodings of spreadsheets."""
    is_utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # Blackboard writes it; Korean Excel cp949
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str, is_known: Callable[[str], bool]) -> str:
    """Comma, semicolon (German Excel) or tab (a copied table): most headings are known by it."""
    lines = text.splitlines()[:MAX_ROWS_ABOVE]
    if lines and (said := re.fullmatch(r'"?sep=(.)"?', lines[0].strip(), re.IGNORECASE)):
        return said[1]

    def count(mark: str) -> tuple[int, int]:
        rows = [line.split(mark) for line in lines]
        known = [sum(is_known(column_name(cell.strip(' "'))) for cell in row) for row in rows]
        return max(known, default=0), lines[0].count(mark) if lines else 0

    return max(",;\t|", key=count)


def number_cell(cell: str) -> str:
    """A number or login without the marks that spreadsheets add: `20231234.0`, `="007"`, `'-mj`."""
    cell = cell.strip()
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    if len(cell) > 1 and cell[0] == "'" and "'" not in cell[1:]:
        cell = cell[1:]
    if floating := _FLOAT.fullmatch(cell):
        return floating[1]
    return cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell


def is_cut_number(cell: str) -> bool:
    """Whether Excel has lost the digits of a long number, as in `2.02E+07`."""
    return bool(_SCIENTIFIC.fullmatch(cell.strip()))


def _csv_rows(text: str, name: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            # an empty row for each further line of a cell, so that numbers of lines stay true
            rows += [[] for _ in range(reader.line_num - len(rows) - 1)]
            rows.append(row)
    except csv.Error as error:
        said = N_("{path}, line {line}: this is no CSV ({reason}).")
        raise GraderError(
            message(said, path=clean_name(name), line=reader.line_num, reason=str(error)),
            message("Is a quote missing?"),
        ) from error
    return rows


def _html_rows(text: str) -> list[list[str]]:
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return reader.rows


class _TableReader(html.parser.HTMLParser):
    """The cells of all tables of a page, or of Excel's own XML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._is_in_cell = False
        self._at = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        kind = tag.rpartition(":")[2]
        if kind in _ROW:
            self.rows.append([])
        elif kind in _CELL and self.rows:
            # what stands right of a wide cell keeps its column
            width = next((value for key, value in attrs if key == "colspan"), None) or "1"
            wide = int(width) if width.isdecimal() and len(width) < 3 else 1
            self._at = len(self.rows[-1])
            self.rows[-1] += [""] * wide
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag.rpartition(":")[2] in {*_ROW, *_CELL}:
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        """Add text to the cell."""
        if self._is_in_cell:
            row = self.rows[-1]
            row[self._at] = " ".join(f"{row[self._at]} {data}".split())
