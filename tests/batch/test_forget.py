"""One student is removed from all that is kept of a class, and the others stay as they are."""

from __future__ import annotations

import pytest

from grader.batch.forget import forget
from grader.errors import GraderError
from grader.model import File, Submission, message
from grader.results.code import write_code
from grader.results.grade_file import Provenance, load_grades, render_grade_file
from grader.results.rebuild import examine_results
from grader.results.store import Record, digest_of, open_results, open_to_write
from tests.made_classes import class_file_of, grade_of, member_of, outcome_of

PEOPLE = {"20260001": "Kim Minjun", "20260002": "Lee Seoyeon", "20260003": "Park Kim"}
WORDS = (b"20260001", b"Minjun", b"minjun@x.kr", b"kim_1_9_a.py")


@pytest.fixture
def out(tmp_path):
    """Results of three students, with everything that a folder of results may hold of them."""
    folder = tmp_path / "out"
    members = [
        member_of(
            student,
            name=name,
            email=f"{name.split()[1].lower()}@x.kr",
            handed_in=(f"{name.split()[0].lower()}_{at}_9_a.py",),
        )
        for at, (student, name) in enumerate(PEOPLE.items(), 1)
    ]
    notes = (message("Late: {names}.", names="20260001 Kim Minjun, 20260002 Lee Seoyeon"),)
    found = class_file_of(notes=notes, left_out=("kim_1_9_a.py.bak", "other.pdf"))
    with open_to_write(folder) as results:
        results.write_class(found, map(Record, members))
        for member in members:
            data = render_grade_file([grade_of(member.student, outcome_of(0, "+"))], Provenance())
            for name in (f"grades/{member.file}.json", f"before/{member.file}.json"):
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(data)
            for ending in (".html", ".md"):
                path = folder / "reports" / f"{member.file}{ending}"
                path.parent.mkdir(exist_ok=True)
                path.write_text(f"{member.student} {member.person.name}")
            write_code(folder, member.file, [Submission(member.student, (File("a.py", b"x"),))])
            results.note(member.student, digest_of(data), Provenance())
    rows = "".join(f"{name},01,1,x\n" for name in PEOPLE.values())
    (folder / "adjustments.csv").write_text(f"student,exercise,points,reason\n{rows}")
    rows = "".join(f"{student};all;excused\n" for student in PEOPLE)
    (folder / "extensions.csv").write_text(f"student;exercise;due\n{rows}")
    (folder / "unmatched.csv").write_text(
        "submission,student,maybe\na.zip,,20260001\nb.zip,,20260002\n"
    )
    return folder


def holders(out):
    """Files that hold a word of the student's."""
    return [
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in WORDS)
    ]


@pytest.mark.parametrize("name", ["20260001", "Kim Minjun", "minjun@x.kr"])
def test_no_byte_of_the_student_is_left(out, name):
    assert len(holders(out)) > 8

    done = forget(out, name, "en")

    assert holders(out) == done.left == []
    assert set(done.removed) == {
        "grades/20260001.json",
        "before/20260001.json",
        "reports/20260001.html",
        "reports/20260001.md",
        "code/20260001.gz",
    }


def test_the_others_keep_grades_adjustments_extensions_and_their_place(out):
    before = {
        path: path.read_bytes()
        for folder in ("grades", "before", "reports")
        for path in (out / folder).iterdir()
        if "20260001" not in path.name
    }

    forget(out, "20260001", "en")

    assert {path: path.read_bytes() for path in before} == before
    with open_results(out) as results:
        assert [member.student for member in results.members()] == ["20260002", "20260003"]
        assert results.class_file().left_out == ("….bak", "other.pdf")
    gradebook = (out / "gradebook.csv").read_text("utf-8-sig")
    assert gradebook.count("EX") == 4  # of two students, two exercises each
    assert "Lee Seoyeon" in (out / "adjustments.csv").read_text("utf-8-sig")
    assert "b.zip" in (out / "unmatched.csv").read_text("utf-8-sig")


def test_whoever_left_the_class_is_removed_by_the_name_of_their_file(out):
    (out / "earlier" / "grades").mkdir(parents=True)
    data = render_grade_file([grade_of("old", outcome_of(0, "+"))], Provenance())
    (out / "earlier" / "grades" / "old.json").write_bytes(data)

    done = forget(out, "old", "en")

    assert done.removed == ["earlier/grades/old.json"]


def test_what_shows_who_is_alike_does_not_name_the_student_any_more(out):
    (out / "similar.csv").write_text("student,name,other\n20260002,Lee,20260001\n")
    (out / "similar.html").write_text("<p>Kim Minjun</p>")
    assert {"similar.csv", "similar.html"} <= set(holders(out))

    done = forget(out, "20260001", "en")

    assert holders(out) == done.left == []
    assert {"similar.csv", "similar.html"} <= set(done.removed)


def test_another_file_that_quotes_the_name_is_named(out):
    (out / "reports" / "20260002.md").write_text("copied from Kim Minjun, and Kim Minjunho")
    (out / "reports" / "20260003.md").write_text("Kim Minjunho")

    done = forget(out, "20260001", "en")

    assert done.left == ["reports/20260002.md"]


def test_nobody_of_that_name_is_an_error_and_nothing_is_removed(out):
    with pytest.raises(GraderError, match="There is no student 2026000 in this class"):
        forget(out, "2026000", "en")

    assert load_grades(out / "grades" / "20260001.json")
    assert "20260001" in (out / "class.json").read_text()


def test_the_folder_is_whole_afterwards(out):
    forget(out, "20260001", "en")

    with open_results(out) as results:
        assert len(list(results.each_result())) == 2
    assert examine_results(out) == []


def test_the_command_asks_first(out, monkeypatch, capsys):
    import io

    from grader.cli import run

    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run(["forget", "20260001", str(out), "--lang", "en"]) == 0
    assert "Nothing was changed." in capsys.readouterr().out
    assert holders(out)

    assert run(["forget", "20260001", str(out), "--yes", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert "Removed: grades/20260001.json" in said
    assert "Not removed, as it lies elsewhere" in said
    assert not holders(out)
