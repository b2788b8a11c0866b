"""The code beside the grades is what was graded, and no fault of it stops anybody."""

import gzip

import msgspec
import pytest

from grader.fingerprint import hash_submission
from grader.model import File, Submission
from grader.results import code
from grader.results.code import code_file, load_code, write_code
from grader.results.store import Result
from tests.made_classes import grade_of, member_of, outcome_of

MEMBER = member_of("kim")


def submission(text: str) -> Submission:
    return Submission(student="kim", files=(File(name="doubling.py", data=text.encode()),))


def result_of(*graded: Submission) -> Result:
    grades = tuple(
        grade_of(
            "kim",
            outcome_of(1, "+"),
            exercise=f"0{number}",
            hashes={"submission": hash_submission(each)},
        )
        for number, each in enumerate(graded)
    )
    return Result(MEMBER, grades)


def test_each_exercise_has_the_attempt_that_counted(tmp_path):
    first, last = submission("a = 1"), submission("a = 2")
    write_code(tmp_path, "kim", [first, last])

    assert load_code(tmp_path, result_of(last, first)) == {"00": last, "01": first}


def test_code_that_is_not_what_was_graded_is_not_shown(tmp_path):
    write_code(tmp_path, "kim", [submission("a = 1")])

    assert load_code(tmp_path, result_of(submission("a = 2"))) == {}


def test_the_same_code_is_the_same_bytes(tmp_path):
    for name in ("kim", "lee"):
        write_code(tmp_path, name, [submission("a = 1")])

    assert code_file(tmp_path, "kim").read_bytes() == code_file(tmp_path, "lee").read_bytes()


def test_who_hands_in_nothing_any_more_has_no_code(tmp_path):
    write_code(tmp_path, "kim", [submission("a = 1")])
    write_code(tmp_path, "kim", [Submission(student="kim", files=())])

    assert not code_file(tmp_path, "kim").exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"no gzip", gzip.compress(b"\xc1 no msgpack"), gzip.compress(b"x" * 100)[:-9]],
    ids=["empty", "other", "torn", "cut"],
)
def test_a_damaged_file_is_as_none(tmp_path, data):
    path = code_file(tmp_path, "kim")
    path.parent.mkdir()
    path.write_bytes(data)

    assert load_code(tmp_path, result_of(submission("a = 1"))) == {}


def test_a_file_that_unpacks_to_very_much_is_left_alone(tmp_path, monkeypatch):
    kept = submission("a = 1")
    write_code(tmp_path, "kim", [kept])
    monkeypatch.setattr(code, "MAX_BYTES", len(msgspec.msgpack.encode([kept])) - 1)

    assert load_code(tmp_path, result_of(kept)) == {}
