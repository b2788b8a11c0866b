"""Grades made by hand, for reports that are pure functions of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.model import (
    Cause,
    Frame,
    Grade,
    Isolation,
    Message,
    Outcome,
    Problem,
    Score,
    Text,
    message,
)
from grader.model.grade import score
from grader.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable


USUAL_CAUSES = {
    "passed": None,
    "failed": Cause.WRONG_VALUES,
    "error": Cause.RAISED,
    "timeout": Cause.TIMEOUT,
    "crashed": Cause.CRASHED,
    "skipped": Cause.REQUIREMENT,
    "broken": Cause.BROKEN,
    "pending": Cause.TO_REVIEW,
}


def outcome_of(**changes) -> Outcome:
    """A failed public check, with the changes; a status comes with a cause of its own."""
    changes.setdefault("cause", USUAL_CAUSES[changes.get("status", "failed")])
    plain = Outcome(
        check="test_one",
        title=Text(ko="한국어 제목", en="English title"),
        visibility="public",
        points=2.0,
        earned=0.0,
        status="failed",
        message=message("The values are wrong."),
    )
    return msgspec.structs.replace(plain, **changes)


def grade_of(*outcomes: Outcome, **changes) -> Grade:
    """A grade of these outcomes, with the changes."""
    plain = Grade(
        student="kim",
        exercise="01_double",
        title=Text(ko="두 배", en="Twice as much"),
        file="doubling.py",
        outcomes=outcomes,
        score=Score(
            earned=sum(outcome.earned for outcome in outcomes),
            possible=sum(outcome.points for outcome in outcomes),
        ),
        problems=(),
        complete=True,
        isolation=Isolation(level="full", layers={"seccomp": "on"}),
        versions={"grader": "1"},
        hashes={"submission": "0"},
    )
    return msgspec.structs.replace(plain, **changes)


def hostile_grades(text: str) -> list[Grade]:
    """Grades with the text in every field that a student's words can reach."""
    said = Message(text="It said: {text}", values={"text": text})
    full = outcome_of(
        message=Message(text="{function} raised.", values={"function": text}),
        details=(said,),
        expected=text,
        actual=text,
        frames=(Frame(where=text, line=1, function=text, source=text),),
        output=text,
        hints=(Text(ko=text, en=text),),
        misconception=Text(ko=text, en=text),
    )
    group = tuple(
        outcome_of(check=f"test_{n}", status="error", message=said, title=Text(ko=text, en=text))
        for n in range(5)
    )
    skipped = outcome_of(check="test_s", status="skipped", message=said)
    passed = outcome_of(check="test_p", status="passed", earned=2.0, message=None)
    outcomes = (full, *group, skipped, passed)
    problems = (Problem(Cause.NOTICE, said),)
    first = grade_of(*outcomes, student=text, file=text, problems=problems, complete=False)
    return [first, msgspec.structs.replace(first, exercise="02_mean")]


@pytest.fixture
def make_outcome() -> Callable[..., Outcome]:
    """`outcome_of`."""
    return outcome_of


@pytest.fixture
def make_grade() -> Callable[..., Grade]:
    """`grade_of`."""
    return grade_of


@pytest.fixture
def make_hostile() -> Callable[[str], list[Grade]]:
    """`hostile_grades`."""
    return hostile_grades


# -- pages in a browser


@pytest.fixture
def open_page(browser, tmp_path):
    """Opens HTML from a file; `heard` is what the page says and asks of the network."""
    contexts = []

    def opened(text: str, *, width: int = 1000, scheme: str = "light", scripts: bool = True):
        path = tmp_path / "page.html"
        path.write_text(text, "utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda request: page.heard.append(request.url[:60]))
        page.goto(path.as_uri())
        page.heard = [h for h in page.heard if not h.startswith(("file:", "data:image/png"))]
        return page

    yield opened
    for context in contexts:
        context.close()


# -- strangers' words, for every format

HOSTILE_WORDS = [
    "</failure></testsuite><testcase name='passed'/>",
    "]]> <![CDATA[ &lt; &#0; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "[[ATTACHMENT|/etc/passwd]]",
    '", "score": 100, "x": "',
    '\\u0000 \\ \\n \\"',
    "::error file=x::message",
    "ok\n::set-output name=score::100\n::stop-commands::x",
    "a,b:c%0A::notice::x",
    '=HYPERLINK("http://example.com")',
    "+1\n-1\n@SUM(A1)",
    '"quoted","cells"\r\n=1',
    "<script>alert(1)</script>",
    "\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}\x1b[31m\x00",
    "\ufffe\uffff",
    "가나다 🦆 " * 40,
]


@pytest.fixture(params=HOSTILE_WORDS, ids=range(len(HOSTILE_WORDS)))
def hostile_words(request) -> str:
    """Words that would mean something to one format or another, cleaned as at the entrance."""
    return clean(request.param)


@pytest.fixture
def mixed_grades(make_grade, make_outcome) -> list[Grade]:
    """Two exercises with a check of each status, a bonus and a line of the student's."""
    frame = Frame(where="doubling.py", line=7, function="double", source="return 1 / 0")
    statuses = ["failed", "error", "timeout", "crashed", "skipped", "broken"]
    outcomes = [
        make_outcome(
            check=f"test_{status}",
            status=status,
            points=0.25,
            title=Text(ko=f"{status} 검사", en=f"The {status} check"),
        )
        for status in statuses
    ]
    outcomes[1] = msgspec.structs.replace(outcomes[1], frames=(frame,))
    right = make_outcome(check="test_right", status="passed", points=1.5, earned=1.5, message=None)
    bonus = msgspec.structs.replace(right, check="test_bonus", bonus=True, points=1.0, earned=1.0)
    scored = [*outcomes, right, bonus]
    first = make_grade(*scored, score=score(scored))
    nothing = Problem(Cause.NOT_HANDED_IN, message("Nothing."))
    absent = make_outcome(status="skipped", cause=Cause.NOT_HANDED_IN)
    missing = make_grade(absent, exercise="02_mean", file="", problems=(nothing,))
    return [first, missing]
