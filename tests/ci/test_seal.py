"""A sealed course: shut without its key, whole with it, and no key is left lying about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.ci.seal import (
    KEY_VARIABLE,
    NONCE_BYTES,
    CourseKey,
    grading_files,
    key_for_sealing,
    opened,
    parse_key,
    read_header,
    seal_course,
    take_key,
    zip_files,
)
from grader.course import load_course
from grader.errors import GraderError
from grader.fingerprint import hash_exercise

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(toy_course):
    return load_course(toy_course)


@pytest.fixture
def key():
    return key_for_sealing("", "2026-2")


@pytest.fixture
def secret(key):
    return key.text()


@pytest.fixture
def sealed(course, key):
    return seal_course(course, course.exercises, key, {"a.yml": "0" * 64})


def test_what_was_sealed_grades_as_the_course_does(course, sealed, secret):
    with opened(sealed, secret) as found:
        assert found.exercises == course.exercises
        assert found.secret == course.secret
        for exercise in course.exercises:
            assert hash_exercise(found, exercise) == hash_exercise(course, exercise)


def test_the_opened_course_lies_where_only_its_owner_may_look_and_is_removed(sealed, secret):
    with opened(sealed, secret) as found:
        folder = found.folder.parent
        assert folder.stat().st_mode & 0o777 == 0o700

    assert not folder.exists()


def test_one_exercise_may_be_sealed_alone(course, key, secret):
    alone = seal_course(course, course.exercises[1:], key, {})

    with opened(alone, secret) as found:
        assert [exercise.slug for exercise in found.exercises] == ["02_mean"]


def test_nothing_of_the_reference_can_be_read_without_the_key(course, sealed):
    files = grading_files(course, course.exercises)

    assert "reference/01_double/test_hidden.py" in files
    for data in files.values():
        assert not any(line in sealed for line in data.splitlines() if len(line) > 12)


def test_the_reader_above_would_see_what_is_not_encrypted(course):
    import zlib

    packed = zip_files(grading_files(course, course.exercises))
    data = grading_files(course, course.exercises)["reference/staff.toml"]

    assert zlib.compress(data, wbits=-15)[:8] in packed


def test_another_key_does_not_open_it(sealed):
    with (
        pytest.raises(GraderError, match="another key"),
        opened(sealed, key_for_sealing("", "2026-2").text()),
    ):
        pass


@pytest.mark.attack
@pytest.mark.parametrize("provider", ["header", "nonce", "body", "end"])
def test_a_changed_byte_is_noticed(sealed, secret, provider):
    body = sealed.index(b"\n", sealed.index(b"\n") + 1) + 1
    at = {"header": sealed.index(b"0000"), "nonce": body, "body": body + NONCE_BYTES + 5}
    index = at.get(provider, len(sealed) - 1)
    changed = sealed[:index] + bytes([sealed[index] ^ 1]) + sealed[index + 1 :]

    with pytest.raises(GraderError, match="cannot be opened"), opened(changed, secret):
        pass


@pytest.mark.parametrize("cut", [0, 10, 30, 200])
def test_a_file_cut_short_is_an_error_with_a_tip(sealed, secret, cut):
    with pytest.raises(GraderError), opened(sealed[:cut], secret):
        pass


def test_what_anybody_may_read_is_the_list_of_exercises_and_hashes(sealed):
    header = read_header(sealed, Path("course.sealed"))

    assert header.exercises == ("01_double", "02_mean")
    assert header.protected == {"a.yml": "0" * 64}
    assert header.term == "2026-2"
    assert header.version.startswith("20")


# -- another sealed course of the same key

OLD, NOW = "20260301T120000Z", "20261129T120000Z"


@pytest.fixture
def opens(course, key):
    """Opens what was sealed for a term, at a time, with a secret of the same key."""

    def call(sealed: tuple[str, str], asked: tuple[str, str]):
        data = seal_course(course, course.exercises, CourseKey(key.key, *sealed), {})
        return opened(data, CourseKey(key.key, *asked).text())

    return call


@pytest.mark.parametrize("asked", [NOW, OLD])  # a correction needs no other secret
def test_a_course_opens_that_was_sealed_when_the_secret_says_or_later(opens, asked):
    with opens(("2026", NOW), ("2026", asked)) as course:
        assert course.exercises


@pytest.mark.attack
@pytest.mark.parametrize(
    ("sealed", "asked"),
    [
        (("2026", OLD), ("2026", NOW)),
        (("2026-1", NOW), ("2026-2", OLD)),
        (("2026-2", NOW), ("2026-1", OLD)),
    ],
    ids=["older", "of an earlier term", "of a later term"],
)
def test_another_sealed_course_of_the_same_key_is_refused(opens, sealed, asked, key):
    with (
        pytest.raises(GraderError, match="The sealed course is of") as raised,
        opens(sealed, asked),
    ):
        pass

    assert ":".join(sealed) in str(raised.value)
    assert key.key not in str(raised.value)


@pytest.mark.attack
@pytest.mark.parametrize("part", ["term", "version"])
def test_term_and_version_cannot_be_written_anew_without_the_key(sealed, key, secret, part):
    was = getattr(key, part).encode()
    forged = sealed.replace(was, b"2999" + was[4:], 1)

    with pytest.raises(GraderError, match="cannot be opened"), opened(forged, secret):
        pass


def test_a_key_alone_opens_nothing_because_it_does_not_say_what(sealed, key):
    unsaid = pytest.raises(GraderError, match="does not say which sealed courses")
    with unsaid, opened(sealed, key.key):
        pass


@pytest.mark.parametrize(
    "limits", ["2026", "2026:", ":" + NOW, "2026:1", "a b:" + NOW, "2026:" + NOW + ":x"]
)
def test_limits_of_another_form_are_no_key(limits, key):
    with pytest.raises(GraderError, match="holds no key"):
        parse_key(f"{key.key}:{limits}")


def test_a_key_that_seals_again_keeps_its_term_and_is_of_now(key):
    before = CourseKey(key.key, "2025-1", OLD)

    again = key_for_sealing(before.text(), None)

    assert (again.key, again.term) == (before.key, "2025-1")
    assert again.version > before.version
    assert key_for_sealing(before.text(), "2026-2").term == "2026-2"


def test_a_clock_that_was_put_back_does_not_make_a_course_that_is_refused(key):
    ahead = CourseKey(key.key, "2026", "29990101T000000Z")

    assert key_for_sealing(ahead.text(), None).version == ahead.version


@pytest.mark.parametrize("term", ["2026:2", "a b", "x" * 41, "가을", "\n"])
def test_a_term_has_letters_digits_dots_and_hyphens(term):
    with pytest.raises(GraderError, match="is no term"):
        key_for_sealing("", term)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"cnn-grader/sealed/v2\n{}\n", b"\xff" * 99])
def test_another_file_is_no_sealed_course(data):
    with pytest.raises(GraderError, match="no sealed course"):
        read_header(data, Path("x"))


@pytest.mark.parametrize("key", ["", "short", "가나다", "A" * 44, "A" * 43])
def test_what_is_no_key_is_told(course, key):
    if key == "A" * 44:
        key = "A" * 48  # 36 bytes
    with pytest.raises(GraderError, match="holds no key"):
        seal_course(course, course.exercises, CourseKey(key, "2026", "20260101T000000Z"), {})


def test_a_kit_without_reference_cannot_be_sealed(toy_course, key):
    import shutil

    shutil.rmtree(toy_course / "reference")
    course = load_course(toy_course)

    with pytest.raises(GraderError, match="no hidden checks"):
        seal_course(course, course.exercises, key, {})


def test_the_key_is_taken_out_of_an_environment():
    environment = {KEY_VARIABLE: " abc\n", "PATH": "/bin"}

    assert take_key(environment) == "abc"
    assert environment == {"PATH": "/bin"}
    assert take_key(environment) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize("taken", [True, False])
def test_the_key_is_gone_from_proc_once_it_is_taken(secret, taken):
    code = (
        "import os; from grader.ci.seal import take_key\n"
        f"assert not {taken} or take_key(os.environ) == {secret!r}\n"
        "print(open('/proc/self/environ').read())"
    )
    environment = {**os.environ, KEY_VARIABLE: secret}

    shown = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert (secret in shown) is not taken
