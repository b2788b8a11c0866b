"""All that is wrong with a course's files is told at once: file, line, key and what to write."""

from __future__ import annotations

import pytest

from grader.course import load_course
from grader.course.toml_file import line_of
from grader.errors import CourseError

TOML = "exercises/01_double/exercise.toml"
OTHER = "exercises/02_mean/exercise.toml"


def refusal(course) -> CourseError:
    with pytest.raises(CourseError) as caught:
        load_course(course)
    return caught.value


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_every_fault_of_every_file_is_told_with_its_line(toy_course):
    change(toy_course / TOML, "points = 4", 'points = "four"\npackges = ["numpy"]')
    change(toy_course / TOML, "check_seconds = 2.0", "check_seconds = true")
    change(toy_course / OTHER, 'module = "average"', "module = 3")
    (toy_course / "reference/staff.toml").write_text("secrets = 1\n")

    error = refusal(toy_course)

    told = {(e.path.parent.name, e.path.name, e.line, str(e.sentence.values)) for e in error.errors}
    lines = (toy_course / TOML).read_text("utf-8").splitlines()
    for text, key in [
        ('points = "four"', "points"),
        ('packges = ["numpy"]', "packges"),
        ("check_seconds = true", "limits.check_seconds"),
    ]:
        place = ("01_double", "exercise.toml", lines.index(text) + 1, f"{{'key': '{key}'}}")
        assert place in told
    assert ("02_mean", "exercise.toml", 1, "{'key': 'module'}") in told
    assert ("reference", "staff.toml", 1, "{'key': 'secrets'}") in told
    assert len(error.errors) == 5


def test_each_of_several_faults_is_shown_with_its_own_tip(toy_course):
    change(toy_course / TOML, "points = 4", 'points = "four"\npackges = ["numpy"]')

    lines = refusal(toy_course).render("en").splitlines()

    assert lines[0] == "2 things are wrong:"
    assert lines[1].endswith("exercise.toml:4: unknown key 'packges'.")
    assert lines[2] == "      Did you mean packages?"
    assert lines[3].endswith("exercise.toml:3: the key 'points' must be a number.")
    assert lines[4] == "      Write, for example: points = 4"


def test_a_misspelt_key_is_not_told_as_missing_as_well(toy_course):
    change(toy_course / TOML, "points = 4", "pionts = 4")

    (error,) = refusal(toy_course).errors

    assert str(error).endswith("unknown key 'pionts'. Did you mean points?")


def test_a_key_below_a_table_is_told_to_go_above_it(toy_course):
    change(toy_course / TOML, "points = 4\n", "")
    change(toy_course / TOML, "[limits]\n", "[limits]\npoints = 4\n")

    (error,) = refusal(toy_course).errors

    assert "unknown key 'limits.points'" in str(error)
    assert "Put it above the first line in [brackets]." in str(error)


def test_what_is_not_toml_is_told_with_its_line(toy_course):
    change(toy_course / TOML, "points = 4", "points = four")

    error = refusal(toy_course)

    assert error.line == 3
    assert "not TOML" in str(error)


@pytest.mark.parametrize("encode", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_files_that_windows_wrote_are_read(toy_course, encode):
    for path in toy_course.rglob("*.toml"):
        path.write_bytes(encode(path.read_text("utf-8")).encode())

    assert load_course(toy_course).exercises[0].points == 4


def test_a_file_in_another_encoding_is_told_with_its_line(toy_course):
    data = (toy_course / TOML).read_bytes()
    (toy_course / TOML).write_bytes(data + "# 평균".encode("cp949"))

    error = refusal(toy_course)

    assert error.line == data.count(b"\n") + 1
    assert "Save it as UTF-8." in str(error)


@pytest.mark.parametrize("line", ['secret = ""', 'secret = "  "'])
def test_an_empty_secret_is_refused(toy_course, line):
    (toy_course / "reference/staff.toml").write_text(line)

    assert "the secret is empty" in str(refusal(toy_course))


def test_a_missing_secret_is_answered_with_one_to_paste(toy_course):
    (toy_course / "reference/staff.toml").unlink()

    tip = str(refusal(toy_course))
    written = tip.partition("for example: ")[2]
    (toy_course / "reference/staff.toml").write_text(written)

    assert len(load_course(toy_course).secret) > 20


LINES = """\
points = 1
[title]
ko = "가"
en = "a"
[[hints]]
id = "a"
[[hints]]
en = []
[plan.a]
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("points",), 1),
        (("title", "en"), 4),
        (("title", "de"), 2),
        (("hints", 0, "id"), 6),
        (("hints", 1, "en"), 8),
        (("hints", 1, "ko"), 7),
        (("plan", "a", "epochs"), 9),
        (("nothing",), 0),
    ],
)
def test_a_keys_line_is_found_or_that_of_its_table(where, line):
    assert line_of(LINES, where) == line
