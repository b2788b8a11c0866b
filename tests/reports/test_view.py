"""Hints follow the fault: the check's own where a value is wrong, else advice on its form."""

from __future__ import annotations

import msgspec
import pytest

from grader.model import Cause, Frame, Problem, Text, message
from grader.reports.advice import ABOUT_VALUES, hints_of
from grader.reports.view import next_hint, view

HINT = Text(ko="힌트", en="A hint.")


@pytest.mark.parametrize("cause", sorted(ABOUT_VALUES))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_hints_follow_a_wrong_value(make_outcome, cause, language):
    outcome = make_outcome(cause=cause, hints=(HINT,))

    assert hints_of(outcome, language) == [getattr(HINT, language)]


@pytest.mark.parametrize("cause", sorted({*Cause} - ABOUT_VALUES - {Cause.AGAINST_RULE}))
def test_the_check_s_hints_follow_nothing_else(make_outcome, cause):
    outcome = make_outcome(status=cause.status or "failed", cause=cause, hints=(HINT,))

    assert "A hint." not in hints_of(outcome, "en")


WITHOUT_ADVICE = {
    *(Cause.KILLED, Cause.BROKE_RULES, Cause.UNFINISHED, Cause.MODEL_NOT_REBUILT),
    Cause.REVIEWED,  # the person says why
    *(cause for cause in Cause if cause.status in {None, "skipped", "broken", "pending"}),
}


@pytest.mark.parametrize("cause", sorted(set(Cause) - ABOUT_VALUES - WITHOUT_ADVICE))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_fault_that_a_student_can_mend_has_advice_of_its_own(make_outcome, cause, language):
    outcome = make_outcome(status=cause.status, cause=cause, hints=(HINT,))

    advice = hints_of(outcome, language)

    others = {c: hints_of(make_outcome(cause=c), language) for c in set(Cause) - {cause}}
    assert advice
    assert advice not in others.values()


@pytest.mark.parametrize("cause", sorted(WITHOUT_ADVICE))
def test_what_a_student_cannot_mend_has_no_advice(make_outcome, cause):
    assert hints_of(make_outcome(cause=cause, hints=(HINT,)), "en") == []


def test_hints_are_about_failed_checks_only():
    assert {cause.status for cause in ABOUT_VALUES} == {"failed"}


LADDER = tuple(Text(ko=f"힌트 {n}", en=f"Hint {n}.") for n in range(1, 4))


def test_the_next_hint_is_the_first_failed_checks_second_because_check_has_shown_one(
    make_grade, make_outcome
):
    passed = make_outcome(check="test_a", status="passed", hints=LADDER)
    broken = make_outcome(check="test_b", status="broken", hints=LADDER)
    skipped = make_outcome(check="test_s", status="skipped", hints=LADDER)
    failed = make_outcome(check="test_c", hints=LADDER)
    grades = [make_grade(passed, broken, skipped), make_grade(failed, exercise="02")]

    one, two = next_hint(grades, 1, "en"), next_hint(grades, 2, "en")

    assert (one.exercise, one.texts, one.has_more) == ("02", ["Hint 2."], True)
    assert (two.texts, two.has_more) == (["Hint 2.", "Hint 3."], False)


def test_the_hint_for_another_function_begins_with_the_first_step(make_grade, make_outcome):
    def failed(name):
        title = Text(ko=f"{name}: 값", en=f"{name}: the value.")
        return make_outcome(check=f"test_{name}", title=title, hints=LADDER)

    grade = make_grade(failed("first"), failed("second"))

    found = next_hint([grade], 1, "en", "second")

    assert (found.title, found.texts) == ("second: the value.", ["Hint 1."])
    assert next_hint([grade], 1, "en", "third") is None


def test_where_everything_passes_there_is_no_next_hint(make_grade, make_outcome):
    assert next_hint([make_grade(make_outcome(status="passed"))], 1, "en") is None


# -- what a fault means, in other words


def test_a_constant_that_is_still_none_is_named(make_grade, make_outcome):
    outcome = make_outcome(
        cause=Cause.NOT_WRITTEN,
        message=message("{function} is not written yet.", function="kernels"),
        details=(message("It said: {text}", text="BLUR"),),
    )

    (finding,) = view(make_grade(outcome), "en").findings

    assert (finding.headline, finding.sentences) == ("BLUR has no value yet.", [])
    assert "None" in finding.hints[0]


def raised(make_outcome, kind: str, words: str, source: str = "x = y[3]"):
    return make_outcome(
        cause=Cause.RAISED,
        message=message("{function} raised {type}.", function="f", type=kind),
        details=(message("It said: {text}", text=words),),
        frames=(Frame(where="a.py", line=1, source=source),),
    )


@pytest.mark.parametrize(
    ("kind", "words", "meaning", "hint"),
    [
        ("ValueError", "operands could not be broadcast together", "shapes", "shape of each array"),
        ("ValueError", "The truth value of an array is ambiguous", "np.where", "in place of the"),
        ("TypeError", "f() takes 2 positional arguments but 3 were given", "A call", "`def`"),
        ("NameError", "name 'np' is not defined", "import numpy", "first line of the file"),
        ("EOFError", "EOF when reading a line", "keyboard", "Take input() out"),
    ],
)
def test_an_exception_is_explained_and_has_a_next_step(
    make_grade, make_outcome, kind, words, meaning, hint
):
    (finding,) = view(make_grade(raised(make_outcome, kind, words)), "en").findings

    assert meaning in finding.sentences[-1]
    assert hint in finding.hints[0]


def test_a_raise_of_the_student_s_own_is_said_to_be(make_grade, make_outcome):
    outcome = raised(
        make_outcome, "ValueError", "too small", source='raise ValueError("too small")'
    )

    (finding,) = view(make_grade(outcome), "en").findings

    assert finding.sentences[-1] == "Your own code raises it, in this line."
    assert "your own test" in finding.hints[0]


@pytest.mark.parametrize(
    ("actual", "hint"), [("(3, 3)", "how long each axis"), ("(2, 2, 1)", "after each step")]
)
def test_a_wrong_shape_has_advice_by_its_number_of_axes(make_outcome, actual, hint):
    text = "Expected shape {expected}, got {actual}."
    outcome = make_outcome(
        cause=Cause.WRONG_SHAPE, details=(message(text, expected="(2, 2)", actual=actual),)
    )

    assert hint in hints_of(outcome, "en")[0]


def test_a_file_that_python_cannot_read_lists_no_checks(make_grade, make_outcome):
    outcome = make_outcome(
        cause=Cause.UNREADABLE, message=message("Python cannot read {file}.", file="a.py")
    )

    (finding,) = view(make_grade(outcome, outcome), "en").findings

    assert finding.checks == []


def test_constants_that_are_still_none_are_one_finding_that_names_all(make_grade, make_outcome):
    missing = make_outcome(
        cause=Cause.NOT_WRITTEN,
        message=message("{function} is not written yet.", function="kernels"),
        details=(message("It said: {text}", text="BLUR, SHARPEN"),),
    )

    (finding,) = view(make_grade(missing, missing), "en").findings

    assert finding.headline == "These have no value yet: BLUR, SHARPEN."


@pytest.mark.parametrize(
    ("words", "meaning", "hint"),
    [
        ("'(' was never closed", "never closed", "Count the brackets"),
        ("unterminated string literal (detected at line 1)", "quotation", "same quotation mark"),
        ("unexpected indent", "indented further", "margin of the line above"),
        ("'return' outside function", "outside a function", "Indent this line"),
        ("'break' outside loop", "inside a loop", "inside the loop"),
        ("Missing parentheses in call to 'print'. Did you mean", "print(...)", "Put brackets"),
    ],
)
def test_a_line_that_python_cannot_read_has_advice_on_its_own_fault(
    make_grade, make_outcome, words, meaning, hint
):
    outcome = make_outcome(
        cause=Cause.UNREADABLE,
        message=message("Python cannot read line {line} of {where}.", line=1, where="a.py"),
        details=(message("Python says: {text}", text=words),),
    )

    (finding,) = view(make_grade(outcome), "en").findings

    assert meaning in finding.sentences[-1]
    assert hint in finding.hints[0]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("return total / 0", "0 itself"),
        ("x = a // (0)", "0 itself"),
        ("x = a % 0.0", "0 itself"),
        ("x = a / n", "Print the divisor"),
        ("x = a / 0.5 / n", "Print the divisor"),
    ],
)
def test_a_zero_that_stands_in_the_line_is_seen(make_grade, make_outcome, line, hint):
    outcome = raised(make_outcome, "ZeroDivisionError", "division by zero", source=line)

    (finding,) = view(make_grade(outcome), "en").findings

    assert hint in finding.hints[0]


def stray(cause=Cause.UNREADABLE):
    said = message(
        "{where}, line {line}: Python cannot read this, so it is not used ({type}: {text}).",
        where="a.py",
        line=9,
        type="SyntaxError",
        text="invalid syntax",
    )
    return Problem(cause, said, Frame(where="a.py", line=9, source="x = = 3", column=5, end=5))


def test_a_stray_line_that_python_cannot_read_is_a_finding_with_a_caret(make_grade, make_outcome):
    shown = view(make_grade(make_outcome(status="passed"), problems=(stray(),)), "en")

    (finding,) = shown.findings
    assert finding.headline == "Python cannot read line 9 of a.py, so it is not used."
    assert finding.where == ("a.py, line 9", "x = = 3\n    ^")
    assert finding.earned == ""
    assert shown.notes == []


def test_a_line_that_hides_a_function_is_told_once(make_grade, make_outcome):
    hidden = make_outcome(cause=Cause.UNREADABLE, frames=(stray().frame,))

    assert len(view(make_grade(hidden, problems=(stray(),)), "en").findings) == 1


def test_a_line_that_calls_a_wrong_function_says_so(make_grade, make_outcome):
    first = make_outcome(message=message("{function} is wrong.", function="forward"))
    later = make_outcome(
        cause=Cause.RAISED,
        message=message("{function} raised {type}.", function="train", type="ValueError"),
        frames=(Frame(where="a.py", line=3, source="a, b = forward(x)"),),
    )
    other = make_outcome(
        cause=Cause.RAISED,
        message=message("{function} raised {type}.", function="step", type="ValueError"),
        frames=(Frame(where="a.py", line=8, source="a, b = backward(x)"),),
    )

    findings = view(make_grade(first, later, other), "en").findings

    assert [finding.follows for finding in findings] == [False, True, False]
    assert findings[1].sentences[-1].startswith("This line calls forward")


def test_what_hidden_checks_ask_is_said_in_the_course_s_words(make_grade, make_outcome):
    grade = make_grade(make_outcome(), complete=False, points=10.0)
    topics = Text(ko="다른 신경망", en="other nets")

    (plain,) = view(grade, "en").notes
    (named,) = view(msgspec.structs.replace(grade, hidden=topics), "en").notes

    assert "are judged by hidden checks" in plain
    assert "(" not in plain
    assert "The other 8 (other nets) are judged" in named


def test_a_sentence_goes_on_in_small_letters_after_a_name(make_grade, make_outcome):
    wrong = make_outcome(
        cause=Cause.WRONG_SHAPE,
        message=message("The array has the wrong shape."),
        title=Text(ko="f: x", en="f: the values."),
    )

    assert view(make_grade(wrong), "en").findings[0].headline == "f: the array has the wrong shape."
