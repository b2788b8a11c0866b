"""Grades -> the results that Gradescope, Classroom 50 and GitHub Classroom read."""

from __future__ import annotations

import base64
import json
import math
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from grader.i18n import gettext, pick, translate
from grader.model import Value
from grader.model.grade import judged_total, total
from grader.reports.notes import notes_of
from grader.reports.outcome_text import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome


def render_gradescope(grades: Sequence[Grade], language: Language) -> str:
    """Render Gradescope's `results.json`: the score with its bonus, each check as a test."""
    score = total(grades)
    notes = [note for grade in grades for note in notes_of(grade, language)]
    found: dict[str, Any] = {
        "score": round(score.earned + score.bonus, 4),
        "output": "\n".join(notes or [gettext("Nothing was graded.", language)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        # Gradescope hides the total if any test is hidden; a grade made for students holds nothing
        # of a hidden check that they may not see
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _gradescope_test(outcome, f"{row}.{column}", grade, language)
            for row, grade in enumerate(grades, 1)
            for column, outcome in enumerate(grade.outcomes, 1)
        ],
        "extra_data": {
            "earned": score.earned,
            "possible": score.possible,
            "bonus": score.bonus,
            "versions": grades[0].versions if grades else {},
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _gradescope_test(
    outcome: Outcome, number: str, grade: Grade, language: Language
) -> dict[str, Any]:
    exercise = grade.exercise.partition("_")[0]
    found = {
        "name": f"{exercise} {pick(outcome.title, language)}",
        "number": number,
        "output": text_of(outcome, language),
        "visibility": "visible",
    }
    if outcome.status == "pending":  # without a score: a person gives it in a question of its own
        return found
    most = 0.0 if outcome.bonus or outcome.status == "broken" else outcome.points
    status = "passed" if outcome.status == "passed" else "failed"
    return found | {"score": outcome.earned, "max_score": most, "status": status}


# -- Classroom 50: whole points only

SCHEMA = "classroom50/result/v1"


class Classroom50Run(Value, frozen=True):
    """The submission in the runner's words; nothing is read from the student's files.

    Attributes:
        submission: the tag, beginning with `submit/`.
        commit, release, review: addresses.
        submitted: `YYYY-MM-DDTHH:MM:SSZ`.
    """

    classroom: str
    assignment: str
    owner: str
    username: str
    submission: str
    commit: str
    release: str
    review: str
    submitted: str
    assignment_type: Literal["individual", "group"] = "individual"


class Whole(NamedTuple):
    """A check's points in whole numbers."""

    outcome: Outcome
    score: int
    possible: int


def render_classroom50(
    grades: Sequence[Grade], run: Classroom50Run, language: Language = "en"
) -> str:
    """Render Classroom 50's `result.json`, without the bonus: no score may exceed the maximum."""
    whole = whole_points(grades)
    found = {
        "schema": SCHEMA,
        "classroom": run.classroom,
        "assignment": run.assignment,
        "assignment_type": run.assignment_type,
        "owner": run.owner,
        "submission": run.submission,
        "commit": run.commit,
        "release": run.release,
        "review": run.review,
        "datetime": run.submitted,
        "score": sum(one.score for one in whole),
        "max-score": sum(one.possible for one in whole),
        "tests": [_classroom50_test(one, language) for one in whole],
        "submitted_by": {"username": run.username},
    }
    if not run.username:
        del found["submitted_by"]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def whole_points(grades: Sequence[Grade]) -> list[Whole]:
    """Give each check whole points that add up to the score, which is rounded once.

    The score is rounded half up, but it is never full while a check has not passed. It is shared
    out among the checks that passed, and the rest of the maximum among the others, both by largest
    remainders. So the maximum of one check may differ by a point between two students.
    """
    needed = [
        outcome
        for grade in grades
        for outcome in grade.outcomes
        if not outcome.bonus and outcome.status not in {"broken", "pending"}
    ]
    score = judged_total(grades)
    possible = math.floor(score.possible + 0.5)
    earned = min(math.floor(score.earned + 0.5), possible)
    passed = [outcome.points if outcome.status == "passed" else 0.0 for outcome in needed]
    others = [outcome.points if outcome.status != "passed" else 0.0 for outcome in needed]
    if earned == possible > 0 and any(others):
        earned -= 1
    scores, rests = _shared(earned, passed), _shared(possible - earned, others)
    return [
        Whole(outcome, mine, mine + rest)
        for outcome, mine, rest in zip(needed, scores, rests, strict=True)
    ]


def _shared(whole: int, weights: list[float]) -> list[int]:
    """Share a whole number out by weights, in whole parts; of equal remainders the first wins."""
    together = sum(weights)
    if not together or not whole:
        return [0] * len(weights)
    exact = [whole * weight / together for weight in weights]
    parts = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda n: (parts[n] - exact[n], n))
    for number in by_remainder[: whole - sum(parts)]:
        parts[number] += 1
    return parts


def _classroom50_test(one: Whole, language: Language) -> dict[str, Any]:
    outcome = one.outcome
    found: dict[str, Any] = {
        "test-name": pick(outcome.title, language),
        "passed": outcome.status == "passed",
        "score": one.score,
        "max-score": one.possible,
        "points": outcome.points,
    }
    if outcome.message is not None:
        found["message"] = translate(outcome.message, language)
    return found


# -- GitHub Classroom

_WORDS = {"passed": "pass", "broken": "error"}


def render_classroom_reporter(grades: Sequence[Grade], language: Language) -> str:
    """Render the input of GitHub Classroom's autograding reporter, one line of base64.

    The reporter wants a score for every test, and at least one test.
    """
    tests = [
        _reporter_test(outcome, grade, language)
        for grade in grades
        for outcome in grade.outcomes
        if not outcome.bonus and outcome.status != "pending"
    ]
    if not tests:
        nothing = gettext("Nothing was graded.", language)
        tests = [{"name": nothing, "status": "error", "score": 0, "message": nothing}]
    found = {
        "version": 1,
        "status": _status([test["status"] for test in tests]),
        "max_score": judged_total(grades).possible,
        "tests": tests,
    }
    return base64.b64encode(json.dumps(found).encode()).decode() + "\n"


def _status(statuses: list[str]) -> str:
    if "error" in statuses:
        return "error"
    return "pass" if set(statuses) == {"pass"} else "fail"


def _reporter_test(outcome: Outcome, grade: Grade, language: Language) -> dict[str, Any]:
    return {
        "name": f"{grade.exercise}: {pick(outcome.title, language)}",
        "status": _WORDS.get(outcome.status, "fail"),
        "score": outcome.earned,
        "message": text_of(outcome, language),
        "test_code": outcome.check,
        "filename": grade.file,
        "line_no": outcome.frames[-1].line if outcome.frames else 0,
        "duration": outcome.seconds,
    }
