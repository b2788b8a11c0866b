"""Pages made by commands: a student's own, any report again, a class without names."""

from pathlib import Path

import pytest

from grader.results.grade_file import load_grades

TOY = str(Path(__file__).parents[1] / "toy_course")


def test_a_student_may_have_the_report_as_a_page(grade, folder, wrong):
    (folder / "output_size.py").write_text(wrong)

    ran = grade("check", "--html", "my.html")

    text = (folder / "my.html").read_text("utf-8")
    assert ran.code == 1
    assert ran.out.endswith("my.html\n")
    assert "What to do next" in text
    assert "760" in text


def test_only_the_page_for_staff_tells_hidden_values(grade, folder):
    source = "def double(x):\n    return 6.0 if type(x) is float else x * x\n"
    (folder / "doubling.py").write_text(source)
    grade("submission", "doubling.py", "-e", "01", "--course", TOY, "--out", "kim.json")
    (found,) = load_grades(folder / "kim.json")
    (hidden,) = [o for o in found.outcomes if o.visibility == "hidden" and o.status == "failed"]
    wanted = hidden.details[0].values["expected"]

    pages = {}
    for reader in ("student", "staff"):
        grade("report", "kim.json", "--format", "html", "--for", reader, "--out", "page.html")
        pages[reader] = (folder / "page.html").read_text("utf-8")

    assert wanted in pages["staff"]
    assert wanted not in pages["student"]
    assert 'class="cells"' in pages["staff"]
    assert 'class="cells"' not in pages["student"]


@pytest.mark.slow
def test_the_page_of_a_class_can_be_made_again_without_names(grade, folder, right, wrong):
    (folder / "hand-ins").mkdir()
    (folder / "hand-ins" / "kim.py").write_text(right)
    (folder / "hand-ins" / "lee.py").write_text(wrong)
    grade("batch", "hand-ins", "--out", "out", "-e", "06")

    grade("report", "out", "--format", "class", "--out", "again.html")
    grade("report", "out", "--format", "class", "--anonymous", "--out", "lecture.html")

    assert (folder / "again.html").read_text() == (folder / "out" / "class.html").read_text()
    lecture = (folder / "lecture.html").read_text("utf-8")
    assert "kim" not in lecture
    assert "lee" not in lecture
    assert (folder / "out" / "reports" / "kim.html").is_file()


def test_a_students_report_cannot_be_without_a_name(grade, folder, right):
    (folder / "output_size.py").write_text(right)
    grade("submission", "output_size.py", "-e", "06", "--out", "kim.json")

    ran = grade("report", "kim.json", "--anonymous")

    assert ran.code == 2
    assert "--format class" in ran.err
