"""A folder of results: what is amiss is told, and the index is made anew from what is readable.

`earlier_version/` was graded by the version that kept a journal in lines (0.1.0, grades/v1): a late
student, one of whose two attempts the first counted, one who handed nothing in, one who is on no
roster, one who left; graded twice, and one student a third time.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.batch.summary import summarise, write_summary
from grader.errors import GraderError
from grader.files import write_atomically, write_bytes_atomically
from grader.model import Arrival, message
from grader.results.class_file import Repeats
from grader.results.grade_file import (
    Provenance,
    load_grades,
    parse_grade_file,
    render_grade_file,
    render_json,
)
from grader.results.rebuild import examine_results, rebuild_index, take_over_earlier
from grader.results.store import digest_of, open_results, open_to_write
from tests.made_classes import write_results
from tests.results.test_store import KILLED

EARLIER = Path(__file__).parent / "earlier_version" / "out"
STUDENTS = ("kim", "lee", "park")


@pytest.fixture
def out(tmp_path, make_member, make_grade, make_outcome):
    """A folder of results of three students, all graded, with reports."""
    out = write_results(tmp_path / "out", *map(make_member, STUDENTS))
    with open_to_write(out) as results:
        for place, student in enumerate(STUDENTS):
            provenance = Provenance(
                keys={"01_double": student},
                language="ko",
                arrivals=(Arrival(), Arrival(is_late=True)),
                counted={"01_double": 0} if place else {},
            )
            data = render_grade_file([make_grade(student, make_outcome(0, "+"))], provenance)
            write_bytes_atomically(out / "grades" / f"{student}.json", [data])
            for ending in ("html", "md"):
                write_atomically(out / "reports" / f"{student}.{ending}", "")
            results.note(student, digest_of(data), provenance, [Repeats("01_double", 1)])
        results.finish()
    return out


def contents(out):
    """All that the index says."""
    with open_results(out) as results:
        return results.class_file(), list(results.records()), results.repeats()


def told(out):
    """The findings as English sentences."""
    from grader.i18n import translate

    return [translate(finding.sentence, "en") for finding in examine_results(out)]


# -- the index is made anew


@pytest.mark.parametrize("data", [None, b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_an_index_made_anew_says_what_the_lost_one_said(out, data):
    before = contents(out)
    (out / "index.sqlite").unlink()
    if data is not None:
        (out / "index.sqlite").write_bytes(data)

    rebuild_index(out)

    assert contents(out) == before
    assert told(out) == []


def test_what_a_killed_writer_left_beside_a_damaged_index_does_not_get_into_the_new_one(out):
    before = contents(out)
    subprocess.run([sys.executable, "-c", KILLED, str(out / "index.sqlite")], check=False)
    assert (out / "index.sqlite-journal").stat().st_size > 1000
    (out / "index.sqlite").write_bytes(b"?")

    rebuild_index(out)

    assert contents(out) == before


def test_grades_that_were_changed_by_hand_are_not_taken_for_ours(out):
    path = out / "grades" / "lee.json"
    path.write_bytes(path.read_bytes().replace(b'"earned": 2.0', b'"earned": 9.0'))

    rebuild_index(out)

    kim, lee, _ = contents(out)[1]
    assert kim.digest
    assert not lee.digest  # so the next batch grades lee again
    assert lee.provenance.arrivals[1].is_late  # and what lateness costs is known until then
    assert told(out) == ["Their file of grades was changed by hand: lee"]


@pytest.mark.parametrize(
    "change",
    [(b'"earned": 2.0', b'"earned": 9.0'), (b'"is_late": true', b'"is_late": false')],
    ids=["points", "arrival"],
)
def test_neither_points_nor_what_they_were_made_from_can_be_changed_unseen(out, change):
    path = out / "grades" / "kim.json"
    before = path.read_bytes()
    path.write_bytes(before.replace(*change))

    assert parse_grade_file(before).is_intact()
    assert not parse_grade_file(path.read_bytes()).is_intact()


def test_who_has_no_grades_is_in_the_class_all_the_same(out):
    (out / "grades" / "kim.json").unlink()
    (out / "grades" / "lee.json").write_text("{")

    rebuild_index(out)

    assert [record.digest != "" for record in contents(out)[1]] == [False, False, True]


def test_a_lost_class_json_is_written_from_the_index(out):
    before = (out / "class.json").read_bytes()
    (out / "class.json").write_text("{")
    assert [sentence.partition(": ")[0] for sentence in told(out)] == [str(out / "class.json")]

    rebuild_index(out)

    assert (out / "class.json").read_bytes() == before


@pytest.mark.parametrize("data", [None, b"?"])
def test_where_both_are_lost_it_is_told_how_to_go_on(out, data):
    (out / "class.json").write_text("{")
    (out / "index.sqlite").unlink()
    if data is not None:
        (out / "index.sqlite").write_bytes(data)

    with pytest.raises(GraderError, match="run the same `grade batch` again"):
        rebuild_index(out)

    (out / "index.sqlite").unlink(missing_ok=True)  # as is told
    with open_to_write(out) as results:
        assert results.last_class_file() is None


def test_a_folder_in_which_a_batch_is_at_work_is_not_rebuilt(out):
    with (
        open_to_write(out),
        pytest.raises(GraderError, match="another `grade batch` is writing here"),
    ):
        rebuild_index(out)


@pytest.mark.parametrize("use", [rebuild_index, examine_results])
def test_a_folder_without_results_is_not_touched(tmp_path, use):
    with pytest.raises(GraderError, match="no results of a class"):
        use(tmp_path / "nowhere")

    assert not (tmp_path / "nowhere").exists()


# -- what is amiss


def test_a_folder_in_order_has_nothing_to_tell(out):
    assert told(out) == []


def delete_index(out):
    (out / "index.sqlite").unlink()


def delete_grades(out):
    (out / "grades" / "kim.json").unlink()


def damage_grades(out):
    (out / "grades" / "kim.json").write_text("{")


def change_grades(out):
    path = out / "grades" / "kim.json"
    path.write_bytes(path.read_bytes().replace(b'"earned": 2.0', b'"earned": 9.0'))


def write_other_grades(out):
    path = out / "grades" / "kim.json"
    grades = parse_grade_file(path.read_bytes()).grades
    path.write_bytes(render_grade_file(grades, Provenance(keys={"01_double": "new"})))


def delete_report(out):
    (out / "reports" / "kim.md").unlink()


def add_grades_of_a_stranger(out):
    write_atomically(out / "grades" / "zed.json", render_json([]))


def note_trouble(out):
    with open_to_write(out) as results:
        results.note("kim", "", Provenance(trouble=message("it was killed")))


def change_the_class(out):
    path = out / "class.json"
    path.write_text(path.read_text().replace("kim", "kym"))


@pytest.mark.parametrize(
    ("harm", "sentence", "remedy"),
    [
        (delete_index, "{out}/index.sqlite is missing.", "--rebuild"),
        (delete_grades, "Not graded yet: kim", "grade batch"),
        (damage_grades, "Their file of grades cannot be read: kim", "grade batch"),
        (change_grades, "Their file of grades was changed by hand: kim", "grade batch"),
        (
            write_other_grades,
            "Their file of grades is not the one in the index: kim",
            "--rebuild",
        ),
        (delete_report, "Their reports are missing: kim", "grade batch"),
        (
            add_grades_of_a_stranger,
            "Files of grades of nobody in this class: zed",
            "grade batch",
        ),
        (note_trouble, "Could not be graded by the last run: kim", "grade batch"),
        (
            change_the_class,
            "{out}/class.json does not name the students of the index.",
            "grade batch",
        ),
    ],
)
def test_each_harm_is_told_with_what_makes_it_good(out, harm, sentence, remedy):
    harm(out)

    (finding,) = examine_results(out)

    assert told(out) == [sentence.format(out=out)]
    assert remedy in finding.remedy.text


def test_without_an_index_the_files_are_examined_all_the_same(out):
    delete_index(out)
    damage_grades(out)
    add_grades_of_a_stranger(out)

    assert told(out)[1:] == [
        "Their file of grades cannot be read: kim",
        "Files of grades of nobody in this class: zed",
    ]


def test_examining_changes_nothing(out):
    def files():
        return {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    change_grades(out)
    before = files()

    examine_results(out)

    assert files() == before


# -- what an earlier version wrote


@pytest.fixture
def earlier(tmp_path):
    """A copy of its folder."""
    return Path(shutil.copytree(EARLIER, tmp_path / "earlier"))


def test_readers_say_how_to_go_on_with_an_earlier_version_s_folder(earlier):
    with pytest.raises(GraderError, match="an earlier version") as caught, open_results(earlier):
        pass

    assert "grade batch" in caught.value.tip.text
    assert f"grade doctor {earlier} --rebuild" in str(caught.value)


def is_within(old, new) -> bool:
    """Whether `new` says all that `old` says; it may have fields that are new."""
    if isinstance(old, dict):
        return all(key in new and is_within(value, new[key]) for key, value in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(is_within, old, new))
    return old == new


@pytest.mark.parametrize("use", [rebuild_index, take_over_earlier])
def test_an_earlier_version_s_folder_is_summed_up_as_it_was(earlier, use):
    use(earlier)
    with open_results(earlier) as results:
        write_summary(earlier, summarise(results, "en"), "en")

    assert rows_in(earlier) == rows_in(EARLIER)
    new, old = (json.loads((out / "statistics.json").read_text()) for out in (earlier, EARLIER))
    assert is_within(old, new)


def rows_in(out):
    """The gradebook without remarks, whose words may change; what was blank then is 0 now."""
    text = (out / "gradebook.csv").read_text("utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return [{key: row[key] or "0" for key in row if key != "remark"} for row in rows]


def test_an_earlier_version_s_grades_stay_and_say_now_what_they_were_made_from(earlier):
    take_over_earlier(earlier)

    for path in sorted((EARLIER / "grades").glob("*.json")):
        assert load_grades(earlier / "grades" / path.name) == load_grades(path)
    first = parse_grade_file((earlier / "grades" / "2001.json").read_bytes())
    assert first.is_intact()
    assert first.provenance.counted == {"01_double": 0, "02_mean": 0}
    assert len(first.provenance.arrivals) == 2


def test_an_index_made_from_an_earlier_version_s_folder_can_be_made_anew(earlier):
    take_over_earlier(earlier)
    before = contents(earlier)
    delete_index(earlier)

    rebuild_index(earlier)

    assert contents(earlier) == before
    assert [(each.exercise, each.count) for each in before[2]] == [("01_double", 6), ("02_mean", 6)]


def test_what_was_changed_by_hand_in_an_earlier_version_s_folder_is_graded_again(earlier):
    path = earlier / "grades" / "2001.json"
    path.write_bytes(path.read_bytes().replace(b'"earned": 4.0', b'"earned": 9.0'))

    take_over_earlier(earlier)

    (first, *others) = contents(earlier)[1]
    assert not first.digest
    assert len(first.provenance.arrivals) == 2  # what lateness costs is known all the same
    assert all(record.digest for record in others)


def test_what_else_lies_in_an_earlier_version_s_folder_stays(earlier):
    take_over_earlier(earlier)

    for name in ("adjustments.csv", "before/2002.json", "earlier/grades/2004.json"):
        assert (earlier / name).read_bytes() == (EARLIER / name).read_bytes()
    for name in ("journal.jsonl", "students.jsonl", "repeats.jsonl"):
        assert (earlier / "earlier" / name).read_bytes() == (EARLIER / name).read_bytes()
        assert not (earlier / name).exists()


def test_taking_over_that_was_killed_in_the_midst_is_done_again(earlier):
    once = shutil.copytree(earlier, earlier.parent / "once")
    take_over_earlier(once)
    # killed when one file of grades was written and the index begun
    shutil.copy(once / "grades" / "2001.json", earlier / "grades" / "2001.json")
    (earlier / "index.sqlite").write_bytes(b"")

    take_over_earlier(earlier)

    assert contents(earlier) == contents(once)


def test_torn_lines_of_an_earlier_version_s_journal_are_passed_over(earlier):
    whole = shutil.copytree(earlier, earlier.parent / "whole")
    with (earlier / "journal.jsonl").open("ab") as file:
        file.write(b'{"student": "20')
    take_over_earlier(whole)

    take_over_earlier(earlier)

    assert contents(earlier) == contents(whole)


@pytest.mark.parametrize("text", [None, "", "{\n", '{"person": {"student": "kim"}}\n'])
def test_an_earlier_version_s_damaged_list_of_students_is_told_and_hinders_no_batch(earlier, text):
    (earlier / "students.jsonl").unlink()
    if text is not None:
        (earlier / "students.jsonl").write_text(text)

    with pytest.raises(GraderError, match=r"students\.jsonl"):
        rebuild_index(earlier)
    take_over_earlier(earlier)

    with open_to_write(earlier) as results:
        assert results.last_class_file() is None


def test_what_is_no_folder_of_an_earlier_version_is_left_alone(out):
    before = json.loads((out / "class.json").read_text())

    take_over_earlier(out)

    assert json.loads((out / "class.json").read_text()) == before
