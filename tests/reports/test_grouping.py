"""One mistake is one finding, and what waits for it to be mended stands with it."""

from __future__ import annotations

import pytest

from grader.model import Cause, Frame, Message, Problem, ShownCall, Text, message
from grader.reports.view import view

RAISED = "{function} raised {type} in {where}, line {line}."


@pytest.fixture
def findings(make_grade, make_outcome):
    """The checks of each finding; each outcome is `(name, changes)`."""

    def grouped(*outcomes):
        made = [
            make_outcome(check=name, title=Text(ko=name, en=changes.pop("title", name)), **changes)
            for name, changes in outcomes
        ]
        found = view(make_grade(*made), "en").findings
        return [[*([f.headline] if f.is_title else []), *f.checks, *f.waiting] for f in found]

    return grouped


def wrong(function, **changes):
    call = ShownCall(function=function, text=f"{function}()", runs=True)
    return {"calls": (call,), "actual": "0", **changes}


def raised(function, line, **changes):
    values = {"function": function, "type": "ValueError", "where": "a.py", "line": line}
    said = Message(text=RAISED, values=values)
    return {"status": "error", "message": said, **changes}


def hidden(function, text="{function} raised {type}."):
    said = message(text, function=function, type="ValueError")
    return {"status": "error", "visibility": "hidden", "message": said}


def test_wrong_values_of_one_function_are_one_finding(findings):
    assert findings(("a", wrong("f")), ("b", wrong("g")), ("c", wrong("f"))) == [["a", "c"], ["b"]]


def test_a_wrong_form_and_a_wrong_value_are_two(findings):
    shape = wrong("f", cause=Cause.WRONG_SHAPE)

    assert findings(("a", wrong("f")), ("b", shape)) == [["a"], ["b"]]


def test_one_idea_about_two_functions_is_one_finding(findings):
    idea = Text(ko="생각", en="idea")
    found = findings(
        ("a", wrong("f", misconception=idea)),
        ("b", wrong("g", misconception=idea)),
        ("c", wrong("g")),
    )

    assert found == [["a", "b", "c"]]


def test_a_line_that_raises_is_one_finding_whoever_calls_it(findings):
    assert findings(("a", raised("f", 3)), ("b", raised("g", 3)), ("c", raised("g", 4))) == [
        ["a", "b"],
        ["c"],
    ]


def test_a_hidden_check_that_shows_no_line_belongs_to_the_line_that_is_known(findings):
    assert findings(("a", raised("f", 3)), ("h", hidden("f")), ("i", hidden("g"))) == [
        ["a", "h"],
        ["i"],
    ]


def test_one_missing_import_is_one_finding_for_all_functions(findings):
    said = (message("It said: {text}", text="name 'np' is not defined"),)

    def unknown(function, line):
        return raised(function, line, details=said)

    assert findings(("a", unknown("f", 3)), ("b", unknown("g", 9))) == [["a", "b"]]


def test_what_waits_for_a_check_stands_with_it_and_its_points_are_counted(make_grade, make_outcome):
    failed = make_outcome(check="a", title=Text(ko="가", en="a"), **wrong("f"))
    needs = Message(text="Not tried: {title}", values={"check": "a", "title": "a"})
    waiting = make_outcome(
        check="b", title=Text(ko="나", en="b"), status="skipped", message=needs, points=1.0
    )

    (finding,) = view(make_grade(failed, waiting), "en").findings

    assert (finding.waiting, finding.earned) == (["b"], "0 / 3")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_headline_names_the_function(make_grade, make_outcome, language):
    outcome = make_outcome(
        message=message("The array has the wrong shape."), **wrong("f", cause=Cause.WRONG_SHAPE)
    )

    (finding,) = view(make_grade(outcome), language).findings

    assert finding.headline.startswith("f: ")


def test_a_remark_on_the_file_that_a_finding_makes_is_not_made_twice(make_grade, make_outcome):
    frame = Frame(where="a.py", line=2, source="def f(:", column=7, end=7)
    said = message("Python cannot read {where}: line {line}.", where="a.py", line=2)
    outcome = make_outcome(cause=Cause.UNREADABLE, message=said, frames=(frame,))
    same = Problem(Cause.UNREADABLE, message("{where}, line {line}.", where="a.py", line=2))
    other = Problem(Cause.UNREADABLE, message("{where}, line {line}.", where="a.py", line=9))

    shown = view(make_grade(outcome, problems=(same, other)), "en")

    assert shown.notes == ["a.py, line 9."]
    assert shown.findings[0].where == ("a.py, line 2", "def f(:\n      ^")


def test_a_caret_stands_below_its_letter_where_letters_are_wide(make_grade, make_outcome):
    frame = Frame(where="a.py", line=2, source="가나 = x + y", column=6, end=6)
    outcome = make_outcome(status="error", frames=(frame,))

    (finding,) = view(make_grade(outcome), "en").findings

    assert finding.where[1] == "가나 = x + y\n       ^"
