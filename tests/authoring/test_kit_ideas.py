"""A kit tells a student's idea from public checks, and tells nobody the list of ideas."""

from __future__ import annotations

import json

import numpy as np
import pytest

from grader.authoring.kit_ideas import shown_arrays, shown_ideas, write_ideas
from grader.authoring.release import copy_exercises
from grader.checks.diagnosis.sealed_ideas import NAME
from grader.course import load_course
from grader.errors import CourseError
from grader.i18n import translate
from grader.model import Text
from grader.reports.formats.markdown import render_markdown

PUBLIC = '''
import numpy as np

VALUES = np.array([1, 2, 5, 7, 11])

@check(points=1, ko="")
def test_values(student):
    """Values."""
    assert_close(student.f(VALUES), [2, 4, 10, 14, 22])

@check(points=1, ko="")
def test_seven(student):
    """One number."""
    assert_number(student.f(7), 14)
'''
HIDDEN = '''
import numpy as np

@check(points=1, ko="")
def test_hidden(student, rng, reference):
    """Hidden."""
    values = rng.normal(size=6)
    assert_close(student.f(values), reference.f(values))
'''


def idea(name, body):
    header = f"{name}.\n\ncaught_by: test_values\nko: 당신의 값은 {name}입니다.\n"
    return f'"""{header}en: Your values are those of {name}.\n"""\n\n{body}'


SQUARED = idea("squaring", "def f(x):\n    return x * x\n")
HALVED = idea("halving", "def f(x):\n    return x / 2\n")
SEVEN = idea("a lucky seven", "def f(x):\n    return 8 if isinstance(x, int) else 2 * x\n")
TWIN = idea("a twin", "def f(x):\n    return x ** 2\n")


@pytest.fixture
def kit(make_course, tmp_path):
    """Makes a course of some ideas and its kit; gives both courses and the words of progress."""

    def make(**ideas):
        root = make_course(public=PUBLIC, hidden=HIDDEN, points=3, misconceptions=ideas)
        course = load_course(root)
        folder = tmp_path / "kit" / "exercises"
        copy_exercises(course, course.exercises, folder)
        words = []
        write_ideas(course, folder, lambda said: words.append(translate(said, "en")))
        return course, folder, words

    return make


@pytest.fixture
def told(grade_course):
    """The ideas, by check, that a kit tells to a source."""

    def find(folder, source):
        (grade,) = grade_course(folder, {"answer.py": source})
        return {o.check: o.misconception for o in grade.outcomes if o.misconception is not None}

    return find


def test_a_kit_tells_the_idea_behind_wrong_values(kit, told):
    _, folder, words = kit(squared=SQUARED, halved=HALVED)
    text = Text(ko="당신의 값은 squaring입니다.", en="Your values are those of squaring.")

    found = told(folder, "def f(x):\n    return x ** 2\n")

    assert found == {"test_values": text, "test_seven": text}
    assert words == ["01_f: 2 of 2 misconceptions can be told from public checks"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Your values are those of squaring."), ("ko", "당신의 값은 squaring입니다.")],
)
def test_a_student_reads_it_in_both_languages(kit, grade_course, language, sentence):
    _, folder, _ = kit(squared=SQUARED)

    grades = grade_course(folder, {"answer.py": "def f(x):\n    return x * x\n"})

    assert sentence in render_markdown([grade.for_student() for grade in grades], language)


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return 2 * x\n",
        "def f(x):\n    return x * 3\n",
        "def f(x):\n    return [n * n for n in x]\n",
        "def f(x):\n    raise KeyError\n",
        "def f(x):\n    return None\n",
        "def f(x):\n",
    ],
)
def test_it_tells_nothing_to_other_answers(kit, told, source):
    _, folder, _ = kit(squared=SQUARED, halved=HALVED)

    assert told(folder, source) == {}


def test_ideas_change_no_verdict(kit, grade_course):
    _, folder, _ = kit(squared=SQUARED)
    files = {"answer.py": "def f(x):\n    return x * x\n"}

    (with_ideas,) = grade_course(folder, files)
    (folder / "01_f" / NAME).unlink()
    (without,) = grade_course(folder, files)

    assert with_ideas.score == without.score
    assert [o.status for o in with_ideas.outcomes] == [o.status for o in without.outcomes]


def test_answers_that_could_be_tried_out_are_not_sealed(kit, told):
    _, folder, words = kit(seven=SEVEN)

    assert words == ["01_f: 0 of 1 misconceptions can be told from public checks"]
    assert told(folder, "def f(x):\n    return 8 if isinstance(x, int) else 2 * x\n") == {}


def test_two_ideas_with_the_same_answers_are_not_told(kit, told):
    _, folder, words = kit(squared=SQUARED, twin=TWIN)

    assert words == ["01_f: 0 of 2 misconceptions can be told from public checks"]
    assert told(folder, "def f(x):\n    return x * x\n") == {}


def test_a_kit_that_tells_another_idea_is_refused(kit, monkeypatch):
    monkeypatch.setattr(
        "grader.authoring.kit_ideas._telling",
        lambda trials, right: {
            secret: trials[0].idea.text
            for trial in trials[1:]
            for secret in map(_secret_alone, trial.failed)
        },
    )

    with pytest.raises(CourseError, match="another idea"):
        kit(halved=HALVED, squared=SQUARED)


def _secret_alone(failed):
    from grader.checks.diagnosis.sealed_ideas import secrets_of, witnesses

    return next(secrets_of(witnesses(failed, [failed])[0]))


def files_of(folder):
    return [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]


def test_no_byte_of_a_kit_shows_an_idea_or_a_hidden_array(kit):
    course, folder, _ = kit(squared=SQUARED, halved=HALVED)

    assert (folder / "01_f" / NAME).stat().st_size > 1000
    assert list(shown_ideas(course, files_of(folder))) == []
    assert list(shown_arrays(course, files_of(folder))) == []


@pytest.mark.parametrize(
    "planted",
    [
        b"# Your values are\n# those of squaring.".replace(b"# ", b""),
        "당신의 값은 squaring입니다.".encode(),
        json.dumps("당신의 값은 squaring입니다.").encode(),
        b"\x00\xff" + b"Your values are those of squaring." + b"\xfe",
    ],
)
def test_an_idea_is_found_in_whatever_file_it_stands(kit, planted):
    course, folder, _ = kit(squared=SQUARED)
    (folder / "01_f" / NAME).write_bytes(planted)

    (leak,) = shown_ideas(course, files_of(folder))

    assert NAME in translate(leak, "en")
    assert "squaring" in translate(leak, "ko")


def test_a_sentence_that_students_have_anyway_is_no_leak(kit):
    course, folder, _ = kit(squared=SQUARED)
    text = "Your values are those of squaring.\n"
    (course.folder / "01_f" / "statement.en.md").write_text(text)
    (folder / "01_f" / "statement.en.md").write_text(text)

    assert list(shown_ideas(course, files_of(folder))) == []


@pytest.mark.parametrize("factor", [1, 2])
def test_a_hidden_input_and_its_answer_are_found_in_sealed_ideas(kit, factor):
    from grader.checks.judge import Judge
    from grader.worker import wire

    course, folder, _ = kit(squared=SQUARED)
    judge = Judge(course, course.exercises)
    (asked,) = judge.recorded_calls(course.exercises[0], ["test_hidden"])
    values = wire.decode(asked.arguments)[0][0]
    assert isinstance(values, np.ndarray)
    path = folder / "01_f" / NAME
    path.write_bytes(path.read_bytes() + (factor * values).tobytes())

    assert list(shown_arrays(course, files_of(folder)))
