"""A class's pairs: copies first, the same rare wrong answers, and what is not kept."""

import json

import msgspec
import pytest

from grader.course.solutions import released_text
from grader.results.store import open_results
from grader.similarity.answer_code import share_in, solution_runs
from grader.similarity.likeness import MUCH_OF_SOLUTION, Measure, class_likeness
from tests.similarity.disguises import all_at_once
from tests.similarity.kept_class import FILE, Kept, equivalents, shipped_course, write_kept_class

FUNCTIONS = shipped_course().exercises[4].functions
SOURCES = equivalents()
EXERCISE = shipped_course().exercises[4]


def likeness_of(out, *students: Kept):
    write_kept_class(out, students)
    with open_results(out) as results:
        return class_likeness(results, shipped_course(), [EXERCISE])


def independent(**changes) -> list[Kept]:
    return [Kept(name, code, **changes) for name, code in SOURCES.items()]


def names_of(pair) -> set[str]:
    return {pair.one.student, pair.two.student}


@pytest.mark.parametrize("name", SOURCES)
def test_a_disguised_copy_comes_first(tmp_path, name):
    copy = Kept("copy", all_at_once(SOURCES[name], FUNCTIONS))

    found = likeness_of(tmp_path / "out", *independent(), copy)

    first = found.pairs[0]
    assert names_of(first) == {"copy", name}
    assert first.exercises[0].code.as_alike == 1
    assert first.exercises[0].code.pairs == 21


def test_the_shared_part_is_marked_and_says_how_many_have_it(tmp_path):
    copy = Kept("copy", all_at_once(SOURCES["plain_loops"], FUNCTIONS))

    found = likeness_of(tmp_path / "out", *independent(), copy)

    for side, code in zip(
        found.pairs[0].exercises[0].sides, (copy.code, SOURCES["plain_loops"]), strict=True
    ):
        of_two = [piece.text for piece in side.pieces if piece.holders == 2]
        assert "".join(piece.text for piece in side.pieces).strip() == code.strip()
        assert 0.3 < len("".join(of_two)) / len(code) < 0.9


@pytest.fixture
def solution() -> str:
    """What `grade solution 05` shows, without the line that says so."""
    return released_text(shipped_course(), EXERCISE).partition("\n")[2]


def from_solutions(out, released, *students: Kept) -> dict[str, float]:
    course = msgspec.structs.replace(shipped_course(), solutions=released)
    write_kept_class(out, students)
    with open_results(out) as results:
        found = class_likeness(results, course, [EXERCISE])
    return {each.member.student: each.share for each in found.from_solutions}


def test_who_handed_in_the_released_solution_is_named_whatever_was_changed(tmp_path, solution):
    as_it_is = Kept("as_it_is", solution)
    disguised = Kept("disguised", all_at_once(solution, FUNCTIONS))

    found = from_solutions(tmp_path / "out", (EXERCISE.slug,), *independent(), as_it_is, disguised)

    assert list(found) == ["as_it_is", "disguised"]
    assert found["as_it_is"] == 1 > found["disguised"] > 0.5


def test_nobody_is_named_for_a_solution_that_is_not_released(tmp_path, solution):
    assert from_solutions(tmp_path / "out", (), Kept("kim", solution)) == {}


def test_a_short_solution_names_nobody(tmp_path, solution, monkeypatch):
    monkeypatch.setattr("grader.similarity.answer_code.MIN_SOLUTION_RUNS", 10_000)

    assert from_solutions(tmp_path / "out", (EXERCISE.slug,), Kept("kim", solution)) == {}


REPAIRS = "11_keras_repair"  # a solution of a few words, which everybody finds


@pytest.mark.parametrize(
    "exercise",
    [e for e in shipped_course().exercises if e.slug != REPAIRS],
    ids=lambda e: e.slug,
)
def test_no_other_right_solution_is_like_the_released_one(exercise):
    course = msgspec.structs.replace(shipped_course(), solutions=(exercise.slug,))
    runs = solution_runs(course, exercise)
    assert runs is not None

    shares = [share_in(code, runs, exercise) for code in equivalents(exercise.slug).values()]

    assert max(shares) < MUCH_OF_SOLUTION


def test_a_copy_in_a_notebook_comes_first(tmp_path):
    cells = all_at_once(SOURCES["plain_loops"], FUNCTIONS).split("\n\n")
    cells = [{"cell_type": "code", "source": text} for text in cells]
    copy = Kept("copy", json.dumps({"cells": cells}), file="pooling.ipynb")

    found = likeness_of(tmp_path / "out", *independent(), copy)

    assert names_of(found.pairs[0]) == {"copy", "plain_loops"}


def test_the_starter_and_the_reference_make_nobody_alike(tmp_path):
    reference = shipped_course().solution(EXERCISE).read_text("utf-8")
    starter = (shipped_course().folder / EXERCISE.slug / FILE).read_text("utf-8")
    given = [Kept(f"s{n}", text) for n, text in enumerate([reference, reference, starter, starter])]

    assert likeness_of(tmp_path / "out", *given).pairs == ()


def test_the_same_rare_wrong_answer_makes_a_pair_and_a_common_one_hardly(tmp_path):
    students = [
        each._replace(wrong={0: "[1, 2]"} if place > 1 else {0: "[1, 2]", 1: "[7, 9]"})
        for place, each in enumerate(independent())
    ]

    found = likeness_of(tmp_path / "out", *students)

    first = found.pairs[0]
    assert names_of(first) == {students[0].name, students[1].name}
    rarest = first.exercises[0].shared[0]
    assert (rarest.shown, rarest.holders, rarest.asked) == ("[7, 9]", 2, 6)
    assert first.exercises[0].answers.as_alike == 1


def test_other_answers_to_the_same_check_are_not_the_same(tmp_path):
    students = [each._replace(wrong={0: f"[{n}]"}) for n, each in enumerate(independent())]

    found = likeness_of(tmp_path / "out", *students)

    assert not any(each.shared for pair in found.pairs for each in pair.exercises)


def test_without_their_code_students_are_counted_and_their_answers_compared(tmp_path):
    students = independent(keeps_code=False)
    students[:2] = [each._replace(wrong={0: "[3]"}) for each in students[:2]]

    found = likeness_of(tmp_path / "out", *students)

    assert found.without_code == found.handed_in == 6
    assert [names_of(pair) for pair in found.pairs] == [{s.name for s in students[:2]}]
    assert found.pairs[0].exercises[0].sides is None


def test_every_pair_stands_in_the_classs_distribution(tmp_path):
    found = likeness_of(tmp_path / "out", *independent())

    (spread,) = found.spreads
    assert spread.pairs == sum(spread.bars) == 15


HOSTILE = {
    "broken": "def max_pool2d(image:\n    '''",
    "endless strings": 'def max_pool2d(a): pass\n"""\\' + '"""\\' * 100_000,
    "not utf-8": "# coding: latin-1\ndef max_pool2d(é): return é\n",
    "empty of meaning": "\x00\ufeff\u202e\n",
}


def test_hostile_code_stops_nothing(tmp_path):
    hostile = [Kept(f"h{n}", code) for n, code in enumerate(HOSTILE.values())]
    copy = Kept("copy", SOURCES["plain_loops"])

    found = likeness_of(tmp_path / "out", *hostile, *independent(), copy)

    assert names_of(found.pairs[0]) == {"copy", "plain_loops"}


def test_of_two_pairs_that_are_first_the_more_alike_is_the_more_surprising():
    same, hardly = Measure(0.9, as_alike=1, pairs=100), Measure(0.2, as_alike=1, pairs=100)

    assert same.surprise == pytest.approx(1.8)
    assert hardly.surprise == pytest.approx(0.4)
