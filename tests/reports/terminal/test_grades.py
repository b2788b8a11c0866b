"""The terminal: readable at 80 columns and without colour; a student's words stay words."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
from rich.cells import cell_len

from grader.gradebook.rows import make_row
from grader.model import Cause, Frame, Score, ShownCall, Text, message
from grader.reports.terminal.class_report import print_class
from grader.reports.terminal.grades import make_console, print_grades
from grader.results.class_file import ClassFile, Member
from grader.results.store import Result
from grader.submission.roster import Person
from grader.text import clean

HOSTILE = [
    "[red]red[/red] [bold]b[/] [/] [",
    "[link=http://example.com]x[/link]",
    ":boom: :warning:",
    "<b>html</b> &amp;",
    "`ticks` **stars**",
    "one\ntwo\nthree",
    "word" * 100,
    "넓은 글자 " * 40,
    "가" * 200,
    "a  b\tc\td",
    "{curly} {0} %s %(x)d",
    "\\[escaped\\]",
]
ESCAPES = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",
    "a\rb",
    "a\x08\x08b",
    "\x9b31m",
    "\x1bP payload \x1b\\",
    "a\u202eb",
    "\x1b",
    "\x07bell",
]


@pytest.fixture
def printed(monkeypatch):
    """What is printed of grades to something that is no terminal."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def text(grades, language="en", *, width=80, as_class=False, verbose=True):
        file = io.StringIO()
        console = make_console(file, width=width)
        if as_class:
            print_class(console, [row_of(grade) for grade in grades], ["01_double"], language)
        else:
            print_grades(console, grades, language, verbose=verbose)
        return file.getvalue()

    return text


def row_of(grade):
    """A student's line in a class where this is the only exercise."""
    member = Member(person=Person(student=grade.student), file="file")
    return make_row(Result(member, (grade,)), ClassFile(layout="plain", exercises=()), [], "en")


def squeezed(text: str) -> str:
    """Without anything that line breaks and frames put between the words."""
    return re.sub(r"[\s|…-]", "", text)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_line_is_wider_than_80_columns(printed, make_hostile, hostile, language):
    lines = printed(make_hostile(hostile), language).splitlines()

    assert lines
    assert max(cell_len(line) for line in lines) <= 80


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_class_is_no_wider_than_80_columns(printed, make_hostile, hostile):
    lines = printed(make_hostile(hostile), as_class=True).splitlines()

    assert lines
    assert max(cell_len(line) for line in lines) <= 80


@pytest.mark.parametrize("hostile", [text for text in HOSTILE if "\t" not in text])
def test_markup_is_printed_as_it_was_written(printed, make_hostile, hostile):
    text = printed(make_hostile(hostile))

    assert squeezed(hostile) in squeezed(text)


@pytest.mark.parametrize("hostile", ["[red]kim[/red]", ":boom:", "k[/]im"])
def test_a_student_s_name_is_printed_as_it_was_written(printed, make_grade, make_outcome, hostile):
    text = printed([make_grade(make_outcome(), student=hostile)], as_class=True)

    assert hostile in text


@pytest.mark.attack
@pytest.mark.parametrize("hostile", ESCAPES)
@pytest.mark.parametrize("as_class", [False, True])
def test_words_that_were_cleaned_move_no_cursor(printed, make_hostile, hostile, as_class):
    text = printed(make_hostile(clean(hostile)), as_class=as_class)

    assert all(character.isprintable() or character == "\n" for character in text)


@pytest.mark.attack
@pytest.mark.parametrize(
    "name", ["\\x1b[31mred", "\\x1b]0;title\\x07", "a\\rb", "a\\nb", "\\u202eb", "\\x9b31m"]
)
@pytest.mark.parametrize(
    "source",
    [
        "def double(x):\n    return type('NAME', (), {})()\n",
        "def double(x):\n    return [type('NAME', (), {})()]\n",
        "def double(x):\n    return 'NAME'\n",
        "def double(x):\n    raise type('NAME', (ValueError,), {})('NAME')\n",
        "def double(x):\n    print('NAME')\n    return x\n",
        "double = 3\nraise ValueError('NAME')\n",
    ],
    ids=["type", "list", "text", "error", "output", "loading"],
)
def test_words_from_a_worker_move_no_cursor(printed, grade_text, source, name):
    text = printed([grade_text(source.replace("NAME", name))])

    assert all(character.isprintable() or character == "\n" for character in text)


def test_without_a_terminal_there_are_no_colour_codes(printed, grade_text):
    assert "\x1b" not in printed([grade_text("def double(x):\n    return x\n")])


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_report_fits_the_width_it_is_given(printed, grade_text, width):
    text = printed([grade_text("def double(x):\n    return x * x\n")], width=width)

    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_each_language_has_its_own_words(printed, make_grade, make_outcome):
    grade = make_grade(make_outcome())

    assert "한국어 제목" in printed([grade], "ko")
    assert "English title" in printed([grade], "en")
    assert "한국어" not in printed([grade], "en")


def test_the_score_stands_at_the_top(printed, make_grade, make_outcome):
    grade = make_grade(make_outcome(), make_outcome(check="b", status="passed", earned=2.0))

    assert "2 / 4" in "\n".join(printed([grade]).splitlines()[:3])


def test_the_bar_is_full_only_where_everything_passed(printed, make_grade, make_outcome):
    passed = make_outcome(status="passed", earned=1000.0, points=1000.0)
    nearly = make_grade(passed, make_outcome(check="b", points=0.25))

    assert "┄" in printed([nearly])
    assert "┄" not in printed([make_grade(passed)])


def test_several_exercises_have_a_total(printed, make_grade, make_outcome):
    grade = make_grade(make_outcome(status="passed", earned=2.0))

    assert "Total: 4 / 4" in printed([grade, grade])
    assert "Total" not in printed([grade])


def test_one_cause_is_told_once_with_its_checks_below(printed, make_grade, make_outcome):
    group = [
        make_outcome(
            check=f"c{n}",
            title=Text(ko="", en=f"Title {n}"),
            cause=Cause.MISSING,
            message=message("There is no function {function}.", function="f"),
        )
        for n in range(6)
    ]

    text = printed([make_grade(*group)])

    assert text.count("There is no function f.") == 1
    assert text.count("Found by:") == 1
    assert "and 3 more" in text


def test_only_the_first_mistake_is_shown_in_full(make_grade, make_outcome):
    titles = [Text(ko="", en=f"f{n}: title {n}.") for n in range(3)]
    waiting = make_outcome(check="w", status="skipped", title=titles[0], actual="skipped")
    failed = [make_outcome(check=f"c{n}", title=titles[n], actual=f"answer {n}") for n in (1, 2)]
    file = io.StringIO()

    folded = print_grades(
        make_console(file, width=80), [make_grade(waiting, *failed)], "en", first_only=True
    )

    text = file.getvalue()
    assert folded == 2
    assert all(title.en in text for title in titles)
    assert ("answer 1" in text, "answer 2" in text, "skipped" in text) == (True, False, False)


def test_a_call_stands_on_lines_of_its_own_that_can_be_pasted(printed, make_grade, make_outcome):
    code = f"conv2d(np.array({[[1, 2, 3]] * 12}), np.array([[1]]), bias=-1.5)"
    call = ShownCall(function="conv2d", text=code, runs=True, number=3, count=6)

    lines = printed([make_grade(make_outcome(calls=(call,)))]).splitlines()

    start = next(n for n, line in enumerate(lines) if "call 3 of 6:" in line)
    pasted = "\n".join(lines[start + 1 : start + 5]).partition("-1.5)")[0] + "-1.5)"
    assert "".join(pasted.split()) == "".join(code.split())
    compile(pasted.strip(), "pasted", "eval")


def test_passed_checks_are_named_only_where_asked(printed, make_grade, make_outcome):
    grade = make_grade(make_outcome(status="passed", earned=2.0, message=None))

    assert "English title" in printed([grade], verbose=True)
    assert "English title" not in printed([grade], verbose=False)


def test_a_student_who_handed_nothing_in_has_a_0_as_in_the_gradebook(
    printed, make_grade, make_outcome
):
    grade = make_grade(make_outcome(status="skipped"), file="")

    (row,) = [line for line in printed([grade], as_class=True).splitlines() if "kim" in line]

    assert row.split() == ["kim", "0", "0/2"]


@pytest.mark.parametrize(("width", "column"), [(60, 60), (80, 80), (120, 80)])
def test_points_end_in_one_column(printed, make_grade, make_outcome, width, column):
    titles = [Text(ko="짧은 제목", en="Short."), Text(ko="긴 제목 " * 20, en="Long title " * 20)]
    outcomes = [
        make_outcome(check=f"test_{n}", title=title, points=0.25 + n)
        for n, title in enumerate(titles)
    ]

    text = printed([make_grade(*outcomes)], "ko", width=width)

    ends = [line.rstrip() for line in text.splitlines() if line.rstrip().endswith("5)")]
    assert len(ends) == 2
    assert {cell_len(line) for line in ends} == {column}


# -- a student's line, and points


def shown_at(grade, width: int) -> str:
    text = io.StringIO()
    print_grades(make_console(text, width=width), [grade], "en")
    return text.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_what_the_caret_points_at_stays_to_be_seen(make_grade, make_outcome, width):
    source = "if " + " or ".join(["가 > 나"] * 15) + ": raise ValueError('no')"
    column = source.index("raise") + 1
    frame = Frame(where="a.py", line=3, source=source, column=column, end=len(source))
    outcome = make_outcome(
        cause=Cause.RAISED, message=message("f raised ValueError."), frames=(frame,)
    )

    lines = shown_at(make_grade(outcome), width).splitlines()

    line = next(line for line in lines if "raise ValueError" in line)
    caret = next(line for line in lines if "^" in line)
    assert cell_len(line[: line.index("raise")]) == caret.index("^")
    assert all(cell_len(line) <= width for line in lines)


def test_the_points_of_a_bonus_are_called_so(make_grade, make_outcome):
    score = Score(earned=0.5, possible=2.0, bonus=1.0)
    grade = msgspec.structs.replace(make_grade(make_outcome()), score=score)

    assert "  0.5 + 1 bonus / 2\n" in shown_at(grade, 80)
