"""Statistics of a class: held against SciPy and against what is counted by hand."""

from __future__ import annotations

import csv
import io
import json
import statistics

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, pearsonr, pointbiserialr

from grader.gradebook.intervals import RunningStats, fisher
from grader.gradebook.item_analysis import ClassStatistics, render_statistics, statistics_lines
from grader.gradebook.tally import class_statistics
from grader.model import Text
from grader.reports.terminal.class_report import print_statistics
from grader.reports.terminal.grades import make_console
from grader.results.class_file import Repeats

ROWS = ("+++", "++-", "+--", "+--", "---", "-s+")


@pytest.fixture
def checks(make_class):
    """The statistics of each check of a class of six."""
    (exercise,) = class_statistics(make_class(*ROWS)).exercises
    return exercise.checks


def test_who_could_not_be_judged_is_in_no_mean_and_no_histogram(make_class):
    found = class_statistics(make_class("++", "bb", "+-"))

    assert (found.students, found.totals.count, found.totals.mean) == (3, 2, 3)
    (exercise,) = found.exercises
    assert (exercise.handed_in, exercise.scores.count, exercise.scores.minimum) == (3, 2, 2)


def test_the_pass_rate_is_of_all_who_handed_in(checks):
    assert [check.pass_rate for check in checks] == [round(4 / 6, 4), round(2 / 6, 4), 0.3333]


def test_difficulty_is_of_those_who_came_so_far_as_to_try(checks):
    assert checks[1].difficulty == round(3 / 5, 4)
    assert checks[1].statuses == {"passed": 2, "failed": 3, "skipped": 1}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_discrimination_is_scipy_s_point_biserial_with_the_rest(checks, place):
    passed = np.array([[letter == "+" for letter in row] for row in ROWS])
    rest = 2.0 * np.delete(passed, place, axis=1).sum(axis=1)

    expected = pointbiserialr(passed[:, place], rest).statistic

    assert checks[place].discrimination == pytest.approx(expected, abs=1e-4)


def test_a_bonus_is_held_against_all_points_as_it_is_in_none_of_them(make_grade, make_outcome):
    rows = ("+++", "++-", "+-+", "+-+", "---", "---")
    grades = [
        make_grade(name, *map(make_outcome, range(2), row), make_outcome(2, row[2], bonus=True))
        for name, row in zip("abcdef", rows, strict=True)
    ]
    passed = np.array([[letter == "+" for letter in row] for row in rows])

    (exercise,) = class_statistics((grade,) for grade in grades).exercises

    expected = pointbiserialr(passed[:, 2], 2.0 * passed[:, :2].sum(axis=1)).statistic
    bonus = exercise.checks[2]
    assert (bonus.bonus, exercise.possible) == (True, 4)
    assert bonus.discrimination == pytest.approx(expected, abs=1e-4)
    assert bonus.discrimination > 0  # against the points less its own it would be below


def test_a_check_that_the_weak_pass_and_the_good_fail_is_below_zero_and_weak(make_class):
    (exercise,) = class_statistics(make_class("++-", "++-", "++-", "--+", "--+")).exercises

    assert exercise.checks[2].discrimination == -1
    assert exercise.checks[2].is_weak()
    assert not exercise.checks[0].is_weak()


@pytest.mark.parametrize("rows", [("+-", "-+", "++", "--"), ("++",) * 6, ("+",) * 3 + ("-",) * 3])
def test_where_nothing_can_be_said_discrimination_is_none(make_class, rows):
    """Four hand-ins are too few; where all did the same, or there is no other check, too."""
    (exercise,) = class_statistics(make_class(*rows)).exercises

    assert exercise.checks[0].discrimination is None
    assert not exercise.checks[0].is_weak()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=2, max_size=30))
def test_running_moments_are_numpy_s(pairs):
    moments = RunningStats()
    for x, y in pairs:
        moments.add(float(x), float(y))
    x, y = np.array(pairs, dtype=float).T

    assert moments.mean() == pytest.approx(x.mean())
    if x.std() and y.std():
        assert moments.correlation() == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-4)
    else:
        assert moments.correlation() is None


def test_a_broken_check_counts_nowhere_but_is_seen(make_class):
    (exercise,) = class_statistics(make_class("+b", "++", "--")).exercises
    check = exercise.checks[1]

    assert (check.handed_in, check.passed, check.pass_rate) == (2, 1, 0.5)
    assert check.statuses["broken"] == 1


def test_what_was_not_handed_in_is_no_failure_of_a_check(make_class, make_grade, make_outcome):
    nobody = make_grade("lee", make_outcome(0, "s"), file="")
    (exercise,) = class_statistics([*make_class("+"), (nobody,)]).exercises

    assert (exercise.students, exercise.handed_in, exercise.complete) == (2, 1, 1)
    assert exercise.checks[0].pass_rate == 1
    assert exercise.scores.count == 1


def test_checks_are_known_even_where_nobody_handed_in(make_grade, make_outcome):
    nobody = make_grade("lee", make_outcome(0, "s"), file="")
    (exercise,) = class_statistics([(nobody,)]).exercises

    assert [check.check for check in exercise.checks] == ["test_0"]
    assert exercise.checks[0].pass_rate is None
    assert exercise.scores.mean == 0


@given(st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_a_histogram_counts_everyone_once_and_full_marks_in_the_last_bar(passed):
    from tests.made_classes import class_of

    found = class_statistics(class_of(*("+" * n + "-" * (10 - n) for n in passed)))
    scores = found.exercises[0].scores

    assert [bar.count for bar in scores.histogram] == [
        passed.count(n) if n < 9 else passed.count(9) + passed.count(10) for n in range(10)
    ]
    assert scores.mean == pytest.approx(2 * statistics.fmean(passed), abs=1e-4)
    assert scores.median == 2 * statistics.median(passed)
    assert scores.deviation == pytest.approx(2 * statistics.pstdev(passed), abs=1e-4)


@pytest.mark.parametrize(
    ("earned", "place"),
    [
        (0.0, 0),
        (0.2999, 0),
        (0.3, 1),  # 0.3 / 3 * 10 is a hair below 1
        (0.3001, 1),
        (1.2, 4),  # and 1.2 / 3 * 10 a hair below 4
        (1.5, 5),
        (2.6999, 8),
        (2.7, 9),
        (2.9999, 9),
        (3.0, 9),
    ],
)
def test_points_on_a_border_are_in_the_bar_that_begins_there(
    make_grade, make_outcome, earned, place
):
    kim = make_grade("kim", make_outcome(0, "-", points=3.0, earned=earned))
    found = class_statistics([(kim,)])

    for distribution in (found.totals, found.exercises[0].scores):
        assert [bar.count for bar in distribution.histogram] == [
            int(number == place) for number in range(10)
        ]


def test_the_bars_of_a_histogram_are_tenths_that_follow_one_another(make_class):
    bars = class_statistics(make_class("+-")).totals.histogram

    assert [bar.low for bar in bars] == pytest.approx(np.arange(10) / 10)
    assert [bar.high for bar in bars] == pytest.approx(np.arange(1, 11) / 10)


def test_a_student_has_an_idea_once_however_many_checks_show_it(make_class, idea):
    grades = make_class("---", "--+", misconception=idea)
    (exercise,) = class_statistics([*grades, *make_class("---")]).exercises

    (found,) = exercise.misconceptions

    assert found.idea == idea
    assert found.students == 2
    assert found.checks == ("test_0", "test_1", "test_2")


def test_the_slowest_checks_come_first(make_grade, make_outcome):
    outcomes = [make_outcome(n, "-", seconds=float(n)) for n in range(4)]
    found = class_statistics([(make_grade("kim", *outcomes),)])

    assert [check.check for check in found.slowest(2)] == ["test_3", "test_2"]
    assert found.slowest(1)[0].seconds_max == 3


def test_the_slowest_are_slow_on_average_and_were_tried(make_grade, make_outcome):
    seconds = [(2.0, 2.0), (3.0, 0.5), (0.0, 0.0)]
    grades = [
        (
            make_grade(
                name, *(make_outcome(n, "-", seconds=s[place]) for n, s in enumerate(seconds))
            ),
        )
        for place, name in enumerate(("kim", "lee"))
    ]
    found = class_statistics(grades)

    assert [check.check for check in found.slowest(9)] == ["test_0", "test_1"]
    assert [check.seconds_max for check in found.slowest(9)] == [2.0, 3.0]


def test_the_longest_of_a_check_s_times_is_kept_whoever_came_last(make_grade, make_outcome):
    grades = [(make_grade("kim", make_outcome(0, "-", seconds=time)),) for time in (1, 3, 2)]
    (check,) = class_statistics(grades).checks()

    assert (check.seconds_max, check.seconds_mean) == (3, 2)


def test_a_check_that_was_skipped_took_no_time(make_grade, make_outcome):
    grades = [
        (make_grade("kim", make_outcome(0, letter, seconds=2.0)),) for letter in ("-", "s", "b")
    ]
    (check,) = class_statistics(grades).checks()

    assert (check.seconds_mean, check.difficulty) == (2.0, 1.0)


def test_a_check_without_points_has_nothing_to_lose(make_grade, make_outcome):
    (check,) = class_statistics([(make_grade("kim", make_outcome(0, "-", points=0.0)),)]).checks()

    assert check.difficulty == 0


@pytest.mark.parametrize(
    ("discrimination", "is_weak"),
    [(None, False), (-1.0, True), (0.0999, True), (0.1, False), (1.0, False)],
)
def test_a_check_of_a_large_class_is_weak_below_a_tenth(checks, discrimination, is_weak):
    interval = None if discrimination is None else fisher(discrimination, 500)
    changed = {"discrimination": discrimination, "discrimination_interval": interval}

    assert msgspec.structs.replace(checks[0], **changed).is_weak() is is_weak


@pytest.mark.parametrize(
    ("count", "is_weak", "is_unsure"), [(6, False, True), (20, False, True), (200, True, False)]
)
def test_the_same_discrimination_is_weak_in_a_large_class_and_too_few_to_say_in_a_small(
    checks, count, is_weak, is_unsure
):
    changed = {"discrimination": 0.05, "discrimination_interval": fisher(0.05, count)}
    check = msgspec.structs.replace(checks[0], **changed)

    assert (check.is_weak(), check.is_unsure()) == (is_weak, is_unsure)


def test_below_five_it_is_said_that_they_are_too_few(make_class):
    (exercise,) = class_statistics(make_class("+-", "-+", "++")).exercises

    assert exercise.checks[0].is_unsure()
    assert exercise.checks[0].discrimination_interval is None


def test_the_weakest_come_first(make_class):
    rows = ("++--", "++-+", "+++-", "--++", "--+-")
    found = class_statistics(make_class(*rows * 20))

    assert [check.check for check in found.weakest(9)] == ["test_2", "test_3"]
    assert [check.check for check in found.weakest(1)] == ["test_2"]


# -- intervals


@pytest.mark.parametrize(("passed", "count"), [(0, 5), (3, 5), (5, 5), (40, 120), (1, 1)])
def test_the_interval_of_a_pass_rate_is_scipy_s_by_wilson(make_class, passed, count):
    rows = ["+"] * passed + ["-"] * (count - passed)
    (check,) = class_statistics(make_class(*rows)).checks()

    expected = binomtest(passed, count).proportion_ci(method="wilson")

    assert check.pass_rate_interval == pytest.approx((expected.low, expected.high), abs=1e-4)
    low, high = check.difficulty_interval
    assert (1 - high, 1 - low) == pytest.approx(check.pass_rate_interval, abs=2e-4)


@pytest.mark.parametrize("count", [6, 12, 60])
def test_the_interval_of_a_discrimination_is_scipy_s_by_fisher(count):
    draw = np.random.default_rng(count)
    x, y = draw.normal(size=(2, count)) + draw.normal(size=count)
    found = pearsonr(x, y)

    expected = found.confidence_interval()

    assert fisher(found.statistic, count) == pytest.approx((expected.low, expected.high), abs=1e-4)


def test_five_who_agree_perfectly_prove_no_correlation_of_one():
    low, high = fisher(1.0, 5)

    assert low < 0.6
    assert high < 1.0


# -- ideas, and checks that fail together


def test_an_idea_costs_what_it_lost_in_all_checks_together(make_grade, make_outcome, idea):
    wrong = [make_outcome(n, "-", misconception=idea) for n in range(3)]
    bonus = make_outcome(3, "-", misconception=idea, bonus=True)
    partial = make_outcome(0, "-", misconception=idea, earned=0.5)
    students = [make_grade("kim", *wrong, bonus), make_grade("lee", partial, make_outcome(1, "+"))]

    (exercise,) = class_statistics((grade,) for grade in students).exercises

    (found,) = exercise.misconceptions
    assert (found.students, found.points_lost, found.points_each) == (2, 7.5, 3.75)
    assert found.share == pytest.approx((0.3424, 1.0), abs=1e-4)


ALWAYS = ["++--", "+-++", "-+++", "++--", "+-++", "-+--", "++++", "----"]


def test_checks_that_only_fail_together_are_told_with_how_often(make_class):
    (exercise,) = class_statistics(make_class(*ALWAYS)).exercises

    (group,) = exercise.together
    assert (group.checks, group.failed, group.mixed) == (("test_2", "test_3"), 3, 6)


def test_one_that_failed_alone_once_does_not_fail_together(make_class):
    (exercise,) = class_statistics(make_class(*ALWAYS, "++-+")).exercises

    assert exercise.together == ()


def test_where_everything_or_nothing_fails_nothing_is_said_of_together(make_class):
    (exercise,) = class_statistics(make_class(*["----"] * 9, *["++++"] * 9)).exercises

    assert exercise.together == ()


def test_what_may_well_be_chance_is_not_said(make_class):
    (exercise,) = class_statistics(make_class("+--", "-++", "+++")).exercises  # 1 of 2

    assert exercise.together == ()


def test_the_table_has_a_line_for_each_check_with_its_verdict(make_class):
    lines = "".join(statistics_lines(class_statistics(make_class("+-", "-+", "++"))))
    rows = list(csv.DictReader(io.StringIO(lines.lstrip("\ufeff"))))

    assert [row["check"] for row in rows] == ["test_0", "test_1"]
    assert (rows[0]["pass_rate"], rows[0]["verdict"]) == ("0.6667", "too few to say")
    assert rows[0]["discrimination"] == ""


@pytest.mark.parametrize(("count", "is_told"), [(4, False), (5, True)])
def test_discrimination_takes_five(make_class, count, is_told):
    rows = ["++", "+-", "--", "--", "++"][:count]
    (exercise,) = class_statistics(make_class(*rows)).exercises

    assert (exercise.checks[0].discrimination is not None) is is_told


@pytest.mark.parametrize("rows", [("+b", "++"), ("++", "+b")])
def test_what_could_be_had_is_what_those_could_have_for_whom_nothing_broke(make_class, rows):
    found = class_statistics(make_class(*rows))

    assert (found.possible, found.exercises[0].possible) == (4, 4)


def test_exercises_come_in_the_order_of_their_names(make_grade, make_outcome):
    grades = [
        make_grade("kim", make_outcome(0, "+"), exercise=slug) for slug in ("02_mean", "01_double")
    ]

    assert [e.exercise for e in class_statistics([grades]).exercises] == ["01_double", "02_mean"]


def test_the_flakiest_changed_most_often_of_the_times_they_were_tried(make_grade, make_outcome):
    grades = [
        make_grade("kim", make_outcome(0, "+"), exercise=slug) for slug in ("01_double", "02_mean")
    ]
    repeats = [
        Repeats(exercise="01_double", count=4, changed={"test_0": 2}),
        Repeats(exercise="02_mean", count=1, changed={"test_0": 1}),
    ]

    flakiest = class_statistics([grades], repeats).flakiest(2)

    assert [(check.exercise, check.changed) for check in flakiest] == [
        ("02_mean", 1),
        ("01_double", 2),
    ]


def test_a_check_that_changes_on_an_unchanged_hand_in_is_flaky(make_class):
    repeats = [
        Repeats("01_double", 2, {"test_0": 1, "gone": 1}),
        Repeats("gone", 1, {"test_1": 1}),
    ]

    (flaky,) = class_statistics(make_class("++"), repeats).flakiest(5)

    assert (flaky.check, flaky.repeated, flaky.changed) == ("test_0", 2, 1)


def test_totals_count_every_exercise_of_a_student(make_grade, make_outcome):
    first = make_grade("kim", make_outcome(0, "+"))
    second = make_grade("kim", make_outcome(0, "-"), exercise="02_mean")

    found = class_statistics([(first, second)])

    assert (found.students, found.possible, found.totals.mean) == (1, 4.0, 2.0)
    assert [exercise.exercise for exercise in found.exercises] == ["01_double", "02_mean"]


def test_statistics_as_json_are_read_back_the_same(make_class):
    found = class_statistics(make_class(*ROWS))

    text = render_statistics(found)

    assert msgspec.json.decode(text, type=ClassStatistics) == found
    assert json.loads(text)["format"] == "cnn-grader/statistics/v1"


def test_a_class_of_nobody_has_statistics(make_class):
    assert class_statistics([]).students == 0


@pytest.mark.parametrize("width", [60, 80, 200])
def test_long_titles_leave_the_figures_their_columns(make_class, width):
    file = io.StringIO()
    found = class_statistics(make_class("++-", "+--"))
    (first, *others) = found.exercises
    long = Text(ko="길다", en="a title of many words " * 6)
    checks = tuple(msgspec.structs.replace(check, title=long) for check in first.checks)
    exercises = (msgspec.structs.replace(first, checks=checks), *others)

    print_statistics(
        make_console(file, width=width), msgspec.structs.replace(found, exercises=exercises), "en"
    )

    (heading,) = (line for line in file.getvalue().splitlines() if "Check" in line)
    assert heading.split() == ["Check", "passed", "difficulty", "discrimination", "seconds"]
    assert "…" not in file.getvalue()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_terminal_shows_points_checks_and_ideas_within_80_columns(make_class, idea, language):
    file = io.StringIO()
    found = class_statistics(make_class("++-", "++-", "++-", "--+", "--+", misconception=idea))

    print_statistics(make_console(file, width=80), found, language)

    shown = file.getvalue()
    assert getattr(idea, language) in shown
    assert "-1.00" in shown
    assert shown.count("60%") == 2
    assert max(len(line) for line in shown.splitlines()) <= 80
