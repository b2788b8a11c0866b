"""Similar answers as a table and as lines: formulas disarmed, controls removed."""

import csv
import io

import pytest

from grader.reports.similar_table import MAX_LINES, similar_csv, similar_lines
from grader.similarity.likeness import FromSolution
from tests.made_classes import member_of
from tests.reports.pages.test_similar_page import found_in
from tests.similarity.kept_class import Kept, equivalents, shipped_course

SOURCES = equivalents()


@pytest.fixture
def pair(tmp_path):
    students = [
        Kept("=kim", SOURCES["plain_loops"], {1: "[7]"}),
        Kept("lee", SOURCES["plain_loops"], {1: "[7]"}),
        *(Kept(name, code) for name, code in SOURCES.items() if name != "plain_loops"),
    ]
    return found_in(tmp_path / "out", students)


def test_a_line_for_each_pair_the_most_surprising_first(pair):
    rows = list(csv.DictReader(io.StringIO("".join(similar_csv(pair)).lstrip("\ufeff"))))

    first = rows[0]
    assert (first["student"], first["other"], first["exercise"]) == ("'=kim", "lee", "05_pooling")
    assert float(first["code"]) > 0.9
    assert (first["code_as_alike"], first["answers_as_alike"], first["pairs"]) == ("1", "1", "21")
    assert (first["same_wrong_answers"], first["fewest_who_gave_one"]) == ("1", "2")
    assert len(rows) == len(pair.pairs)


def test_the_terminal_says_who_how_seldom_and_what_it_does_not_prove(pair):
    lines = list(similar_lines(pair, "en"))

    assert lines[0] == "=kim · lee"
    assert "(1 of 21 pairs as alike or more)" in lines[1]
    assert "same wrong answers: 1, the rarest given by 2 of 7" in lines[1]
    assert "proves nothing" in lines[-1]
    assert sum(" · " in line for line in lines) == min(MAX_LINES, len(pair.pairs))


def test_nobody_alike_is_said(tmp_path):
    alone = found_in(tmp_path / "out", [Kept("kim", SOURCES["plain_loops"])])

    assert list(similar_lines(alone, "en")) == [
        "No two students share anything that others do not have."
    ]


def test_who_is_much_like_the_released_solution_comes_first(pair):
    each = FromSolution(member_of("\x07kim"), shipped_course().exercises[4], 0.876)

    lines = list(similar_lines(pair._replace(from_solutions=(each,) * (MAX_LINES + 2)), "en"))

    assert lines[0].startswith("Much like the solution that the course released")
    assert lines[1] == "  \ufffdkim  05_pooling  88 per cent of it"
    assert lines[MAX_LINES + 1] == "  and 2 more"
    assert lines[MAX_LINES + 2 :] == list(similar_lines(pair, "en"))


def test_it_says_how_code_that_is_not_kept_comes_to_be_kept(tmp_path):
    found = found_in(tmp_path / "out", [Kept("kim", "x", keeps_code=False)])

    assert "1 students is not kept here. Run the same `grade batch` again" in next(
        similar_lines(found, "en")
    )
