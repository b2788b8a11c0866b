"""What the commands for authors print, in the language that is asked for."""

from __future__ import annotations

import pytest

from grader.cli import run

VERIFY = ("course", "verify", "--repeats", "1", "--no-mutants")


@pytest.fixture
def grade(made, capsys, monkeypatch):
    """Runs `grade` on the made course; the lines it printed, and its exit code at the end."""
    monkeypatch.setenv("GRADE_LANG", "en")

    def call(*arguments: str) -> list[str]:
        code = run([*arguments, "--course", str(made.root)])
        printed = capsys.readouterr()
        return [*(printed.out + printed.err).splitlines(), str(code)]

    return call


def plant(made) -> None:
    """Three faults: in the texts, in a starter and in a wrong solution."""
    (made.public / "statement.ko.md").unlink()
    (made.public / "twice.py").write_text("old = 1\n")
    made.change(made.staff / "misconceptions" / "squared.py", "** 2", "* 2")


def test_findings_are_told_in_korean_each_with_its_file_and_tip(made, grade):
    plant(made)

    assert grade(*VERIFY, "--lang", "ko") == [
        "✗ 01_twice",
        f"    {made.public / 'statement.ko.md'}: 설명이 없습니다.",
        "        써 주세요. 학생은 여기서 시작합니다.",
        f"    {made.public / 'twice.py'}: 모범 답안에서 만들어지는 시작 파일과 다릅니다.",
        "        실행하세요: grade course stub",
        f"    {made.public / 'twice.ipynb'}: 모범 답안에서 만들어지는 시작 파일과 다릅니다.",
        "        실행하세요: grade course stub",
        f"    {made.public / 'starters.sha256'}: 모범 답안에서 만들어지는 시작 파일과 다릅니다.",
        "        실행하세요: grade course stub",
        f"    {made.staff / 'misconceptions' / 'squared.py'}: 만점을 받습니다.",
        "        옳은 답과 가르는 검사를 더하세요.",
        "    잘못된 생각마다 잃는 배점의 비율:",
        "       0%  squared",
        "1",
    ]


def test_the_same_findings_are_told_in_english(made, grade):
    plant(made)

    assert grade(*VERIFY) == [
        "✗ 01_twice",
        f"    {made.public / 'statement.ko.md'}: the statement is missing.",
        "        Write it; students begin here.",
        f"    {made.public / 'twice.py'}: differs from the starter made from the reference.",
        "        Run: grade course stub",
        f"    {made.public / 'twice.ipynb'}: differs from the starter made from the reference.",
        "        Run: grade course stub",
        f"    {made.public / 'starters.sha256'}: differs from the starter made from the reference.",
        "        Run: grade course stub",
        f"    {made.staff / 'misconceptions' / 'squared.py'}: gets full marks.",
        "        Add a check that tells it from a right answer.",
        "    share of the points that each misconception costs:",
        "       0%  squared",
        "1",
    ]


def test_checks_that_contradict_the_exercise_are_told_in_korean(made, grade):
    manifest = made.public / "exercise.toml"
    made.change(manifest, "points = 3", "points = 4")

    assert grade(*VERIFY, "--lang", "ko") == [
        "✗ 01_twice",
        f"    {manifest}:5: points = 4인데 검사의 배점을 더하면 3입니다.",
        "        `points`나 검사의 배점을 고치세요.",
        "1",
    ]


def test_a_course_that_cannot_be_read_is_told_in_korean_with_its_file(made, grade):
    path = made.public / "exercise.toml"
    made.change(path, "points = 3", "point = 3")

    assert grade("course", "stub", "--lang", "ko") == [
        f"오류: {path}:5: 모르는 키 'point'가 있습니다.",
        "도움말: 혹시 points인가요?",
        "2",
    ]


def test_a_release_that_is_refused_is_told_in_korean(made, grade, tmp_path):
    made.change(made.public / "statement.en.md", "Example", "See s-e-c-r-e-t. Example")
    grade("course", "stub")

    lines = grade("course", "release", "--out", str(tmp_path / "dist"), "--lang", "ko")

    assert lines[0] == "오류: 2가지를 고쳐야 합니다:"
    told = [line for line in lines if "비밀값(secret)이 들어 있습니다" in line]
    assert ["statement.en.md" in line for line in told] == [True, False]
    assert "exercises/01_twice/twice.ipynb" in told[1]  # which holds the statement
    assert lines[-1] == "2"
    assert not (tmp_path / "dist" / "student-kit").exists()


def test_a_mutant_that_is_let_through_is_told_in_korean_with_its_line(made, grade):
    made.change(made.staff / "test_hidden.py", "student.double(values)", "student.double([1, 2])")
    made.change(made.staff / "test_hidden.py", "reference.double(values)", "[2, 4]")
    made.change(made.staff / "twice.py", "* 2", "* (2 if np.size(values) < 9 else 3)")

    text = "\n".join(grade("course", "verify", "--repeats", "1", "--lang", "ko"))

    line = (made.staff / "twice.py").read_text("utf-8").splitlines().index("    # BEGIN SOLUTION")
    assert f"twice.py:{line + 2}: 어느 검사도 알아채지 못합니다: double: " in text
    assert "알아챌 검사를 더하거나, waivers.toml에 이유를 적어 면제하세요." in text
