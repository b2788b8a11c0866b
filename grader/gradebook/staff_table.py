"""Tables that staff write beside the gradebook -> rows that name a student and an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import message
from grader.submission.roster import Identifier
from grader.submission.table_file import Table, column_name, number_cell
from grader.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from grader.model import Message
    from grader.submission.roster import Roster

HEADINGS = {
    "student": "student",
    "exercise": "exercise",
    "reason": "reason",
    "학번": "student",
    "학생": "student",
    "과제": "exercise",
    "사유": "reason",
    "이유": "reason",
}


class Line(NamedTuple):
    """A row of such a table, to read it and to report a mistake in it."""

    name: str
    number: int
    cells: dict[str, str]

    def error(self, text: str, tip: Message, value: str = "") -> GraderError:
        """The error for a cell of this row."""
        given = clean_name(value)
        return GraderError(message(text, path=self.name, line=self.number, value=given), tip)

    def student(self, roster: Roster) -> str:
        """The student, given by number, login, e-mail address or name.

        Raises:
            GraderError: nobody in the class, or several, may be meant.
        """
        given = self.cells["student"]
        found = find_student(given, roster)
        if found is None:
            text = N_("{path}, line {line}: there is no student {value} in this class.")
            students = [person.student for person in roster.people]
            raise self.error(text, did_you_mean(given, students), given)
        return found

    def exercise(self, slugs: Collection[str]) -> str:
        """The exercise, given as 1, 01 or its whole name.

        Raises:
            GraderError: there is none of that name.
        """
        # Excel makes 1 of 01
        numbers = {slug: slug.partition("_")[0] for slug in slugs}
        by_name = {
            name: slug
            for slug, number in numbers.items()
            for name in (slug, number, number.lstrip("0") or number)
        }
        given = self.cells["exercise"]
        if number_cell(given) not in by_name:
            text = N_("{path}, line {line}: there is no exercise {value}.")
            raise self.error(text, did_you_mean(given, slugs), given)
        return by_name[number_cell(given)]


def lines_of(
    table: Table, name: str, headings: Mapping[str, str], columns: Collection[str]
) -> Iterator[Line]:
    """The rows of a table that are not empty, by column.

    Args:
        headings: as they are written -> column.
        columns: that there must be.

    Raises:
        GraderError: a column is missing, or a row has more cells than the header.
    """
    known = [headings.get(column_name(cell), "") for cell in table.header]
    if not set(columns) <= set(known):
        text = N_("{path}: the first line must be: {columns}")
        raise GraderError(message(text, path=name, columns=",".join(columns)))
    places = {column: known.index(column) for column in known if column}
    for index, row in enumerate(table.rows):
        cells = {column: row[at].strip() if at < len(row) else "" for column, at in places.items()}
        line = Line(name, table.line(index), cells)
        if any(cell.strip() for cell in row[len(known) :]):
            text = N_("{path}, line {line}: there are more cells than columns.")
            raise line.error(text, message("Put quotes around what holds a comma."))
        if any(cells.values()):
            yield line


def find_student(cell: str, roster: Roster) -> str | None:
    """The student whom a key, another number of theirs, or their name means."""
    if cell in roster:
        return cell
    value = number_cell(cell)
    if person := roster.find([Identifier("any", value)]):
        return person.student
    # Excel makes 12 of 0012
    bare = [one.student for one in roster.people if one.student.lstrip("0") == value.lstrip("0")]
    return bare[0] if len(bare) == 1 and value.isdecimal() else None
