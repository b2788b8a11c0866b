"""A misconception file is laid over a base, and what its author cannot have meant is refused."""

from __future__ import annotations

import pytest

from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.errors import CourseError

REFERENCE = '''
from __future__ import annotations

import math

FACTOR = 2


def f(x):
    """Twice x."""
    return scaled(x)


def scaled(x):
    return FACTOR * math.floor(x)
'''
HEADER = '''
"""An idea.

caught_by: test_one, test_two
{fields}ko: 생각
en: An idea
of two lines.
"""
'''


def overlay(body: str, *fields: str) -> str:
    """A misconception file: `fields` are further lines of its header."""
    return HEADER.lstrip().format(fields="".join(f"{field}\n" for field in fields)) + "\n\n" + body


REPLACING = overlay("def scaled(x):\n    return 7 * x\n", "replaces: scaled")


@pytest.fixture
def ideas(make_course):
    """Loads the misconceptions of a course: keywords are files of `misconceptions/`."""

    def loaded(*, equivalents=(), reference: str = REFERENCE, **files: str):
        folder = make_course(public="", points=0, reference=reference, misconceptions=files)
        for name, source in dict(equivalents).items():
            path = folder / "reference" / "01_f" / "equivalents" / f"{name}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(source, "utf-8")
        course = load_course(folder)
        return load_misconceptions(course, course.exercises[0])

    return loaded


@pytest.fixture
def refusal(ideas):
    """What is said of a file called `wrong.py`, and the tip after it."""

    def said(source: str, **files: str) -> str:
        with pytest.raises(CourseError) as caught:
            ideas(wrong=source, **files)
        assert caught.value.path.name == "wrong.py"
        return str(caught.value).removeprefix(f"{caught.value.path}: ")

    return said


def answer(idea, x: float) -> float:
    """What `f` answers where the idea runs as a worker runs it, and where it runs here."""
    one: dict = {"__name__": "answer"}
    other: dict = {"__name__": "answer"}
    exec(compile(idea.source, "answer.py", "exec", dont_inherit=True), one)
    exec(idea.code, other)
    assert one["f"](x) == other["f"](x)
    return one["f"](x)


# -- laid over


def test_the_bases_functions_call_the_overlays(ideas):
    (idea,) = ideas(wrong=REPLACING)

    assert answer(idea, 3) == 21


def test_an_overlay_calls_the_bases_functions_and_takes_its_imports(ideas):
    (idea,) = ideas(wrong=overlay("def f(x):\n    return max(scaled(x), math.ceil(x))\n"))

    assert answer(idea, 2.5) == 4
    assert answer(idea, 0.5) == 1


def test_a_constant_is_replaced_like_a_function(ideas):
    (idea,) = ideas(wrong=overlay("FACTOR = 5\n", "replaces: FACTOR"))

    assert answer(idea, 3) == 15


def test_a_function_of_the_exercise_is_replaced_without_a_word(ideas):
    (idea,) = ideas(wrong=overlay("def f(x):\n    return 0\n"))

    assert answer(idea, 3) == 0


def test_a_base_beside_the_ideas_comes_before_the_reference(ideas):
    found = ideas(
        _base="def f(x):\n    return g(x)\n\n\ndef g(x):\n    return 1\n",
        wrong=REPLACING.replace("scaled", "g"),
    )

    assert [idea.name for idea in found] == ["wrong"]
    assert answer(found[0], 3) == 21


@pytest.mark.parametrize(
    ("base", "expected"), [("reference", 7), ("_base_sums", 4), ("equivalents/shift", 13)]
)
def test_a_header_names_its_base(ideas, base, expected):
    source = overlay("def f(x):\n    return scaled(x) + 1\n", f"base: {base}")

    (idea,) = ideas(
        _base_sums="def scaled(x):\n    return x\n",
        equivalents={"shift": "def scaled(x):\n    return x << 2\n"},
        wrong=source,
    )

    assert answer(idea, 3) == expected


def test_a_header_is_read_field_by_field(ideas):
    (idea,) = ideas(wrong=REPLACING)

    assert idea.name == "wrong"
    assert idea.text.ko == "생각"
    assert idea.text.en == "An idea of two lines."
    assert idea.caught_by == ("test_one", "test_two")


def test_an_import_again_replaces_nothing(ideas):
    (idea,) = ideas(wrong=overlay("import math\n\n\ndef f(x):\n    return math.ceil(x)\n"))

    assert answer(idea, 2.5) == 3


def test_a_new_name_of_its_own_needs_no_word(ideas):
    (idea,) = ideas(
        wrong=overlay("seen = []\n\n\ndef f(x):\n    seen.append(x)\n    return seen[0]\n")
    )

    assert answer(idea, 2.5) == 2.5


def test_annotations_come_to_what_a_worker_makes_of_them(ideas):
    body = "seen = []\n\n\ndef f(x: seen.append(1)):\n    return len(seen)\n"

    (evaluated,) = ideas(reference="def f(x):\n    return x\n", wrong=overlay(body))
    (text,) = ideas(wrong=overlay(body))

    assert (answer(evaluated, 3), answer(text, 3)) == (1, 0)


def test_without_a_reference_there_are_no_misconceptions(make_course):
    folder = make_course(public="", points=0)
    (folder / "reference").rename(folder / "away")
    course = load_course(folder)

    assert load_misconceptions(course, course.exercises[0]) == []


# -- refused


@pytest.mark.parametrize(
    "body",
    [
        "def scaled(x):\n    return 7 * x\n",
        "scaled = abs\n",
        "scaled, other = abs, 1\n",
        "from math import ceil as scaled\n",
        "class scaled:\n    pass\n",
        "if True:\n    scaled = abs\n",
        "for scaled in (abs,):\n    pass\n",
        "del scaled\n",
    ],
)
def test_a_helper_of_the_base_is_not_replaced_silently(refusal, body):
    said = refusal(overlay(body))

    assert said == (
        "defines scaled, which its base has too. "
        "Rename it, or write into the header: replaces: scaled"
    )


def test_an_import_of_something_else_by_the_same_name_is_a_replacement(refusal):
    assert "defines math, which its base has too." in refusal(overlay("import cmath as math\n"))


def test_all_that_a_header_has_to_say_is_in_the_tip(refusal):
    body = "def scaled(x):\n    return 7 * x\n\n\nFACTOR = 3\n"

    said = refusal(overlay(body, "replaces: scaled"))

    assert said.endswith("replaces: FACTOR, scaled")


def test_an_unknown_base_is_refused_with_the_nearest(refusal):
    said = refusal(overlay("def f(x):\n    return 0\n", "base: refrence"))

    assert said == "there is no base refrence. Did you mean reference?"


def test_a_base_that_is_an_idea_is_unknown(refusal):
    said = refusal(overlay("def f(x):\n    return 0\n", "base: other"), other=REPLACING)

    assert "there is no base other." in said


def test_replacing_what_the_base_does_not_have_is_refused(refusal):
    said = refusal(overlay("def scald(x):\n    return x\n", "replaces: scald"))

    assert said == "replaces scald, which its base does not have. Did you mean scaled?"


def test_replacing_without_defining_is_refused(refusal):
    said = refusal(overlay("def f(x):\n    return 0\n", "replaces: scaled"))

    assert "replaces scaled and does not define it." in said


@pytest.mark.parametrize("again", ["def f(x):\n    return 1\n", "f = abs\n", "import f\n"])
def test_two_definitions_of_one_name_are_refused(refusal, again):
    assert "defines f twice." in refusal(overlay(f"def f(x):\n    return 0\n\n\n{again}"))


@pytest.mark.parametrize(
    "body",
    [
        "def f(x):\n    return scald(x)\n",
        "f = scald\n",
        "def f(x):\n    return [scald(y) for y in x]\n",
        "class C:\n    def g(self):\n        return scald\n",
    ],
)
def test_a_name_that_nobody_defines_is_refused(refusal, body):
    said = refusal(overlay(body))

    assert said == "uses scald, which neither it nor its base defines. Did you mean scaled?"


@pytest.mark.parametrize("body", ["def f(x:\n", "return 1\n", "x = '\0'\n"])
def test_a_file_that_is_not_python_is_refused(refusal, body):
    assert "this file does not run" in refusal(overlay(body))


@pytest.mark.parametrize("body", ["def f(x:\n", "return 1\n"])
def test_a_syntax_error_is_told_with_its_own_line(refusal, body):
    assert "wrong.py:10: " in refusal(overlay(body))


def test_a_file_that_is_no_text_is_refused(make_course):
    folder = make_course(public="", points=0, misconceptions={"wrong": REPLACING})
    path = folder / "reference" / "01_f" / "misconceptions" / "wrong.py"
    path.write_bytes(b"\xff")
    course = load_course(folder)

    with pytest.raises(CourseError, match="this file does not run"):
        load_misconceptions(course, course.exercises[0])


def test_a_future_belongs_into_the_base(refusal):
    said = refusal(overlay("from __future__ import annotations\n\n\ndef f(x):\n    return 0\n"))

    assert "Put `from __future__` into its base: it holds for both." in said


def test_a_base_that_is_not_python_is_named(ideas):
    with pytest.raises(CourseError) as caught:
        ideas(_base="def f(x:\n", wrong=REPLACING)

    assert caught.value.path.name == "_base.py"
