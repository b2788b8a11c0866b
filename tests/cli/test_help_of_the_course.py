"""`grade --help` speaks of the course that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli import COMMANDS, run

ROOT = Path(__file__).parents[2]
INTRO = ROOT / "tests" / "courses" / "intro"
BELOW = ("stub", "pictures", "book", "verify", "init", "new", "seal", "release")
EVERY = [(), *((name,) for name in COMMANDS), *(("course", name) for name in BELOW)]
SHIPPED_WORDS = ("conv", "pooling", "kernel_", "keras", "mnist", "network")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("command", [one for one in EVERY if one != ("data",)])
def test_no_help_names_another_course(command, language, monkeypatch, capsys):
    monkeypatch.chdir(INTRO)
    monkeypatch.setenv("GRADE_LANG", language)

    assert run([*command, "--help"]) == 0

    said = capsys.readouterr().out.lower()
    # `course new --kind` offers a training to any course
    words = SHIPPED_WORDS[:-1] if command[-1:] in {("new",), ("init",)} else SHIPPED_WORDS
    allowed = said.replace("without the network", "")
    assert [word for word in words if word in allowed] == []
    assert "{" not in said


def test_the_help_names_the_courses_title_file_and_function(monkeypatch, capsys):
    monkeypatch.chdir(INTRO)

    run(["--help", "--lang", "en"])
    run(["hint", "--help", "--lang", "en"])

    said = capsys.readouterr().out
    assert "The course here: First Python" in said
    assert "grade check basket.py" in said
    assert "grade hint total" in said


def test_the_title_is_in_the_readers_language(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    run(["--help", "--lang", "ko"])

    assert "합성곱 신경망 실습" in capsys.readouterr().out


@pytest.mark.parametrize("given", ["option", "equals", "variable", "folder"])
def test_the_course_is_the_one_that_the_command_would_use(given, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(INTRO / "reference" if given == "folder" else tmp_path)
    options = {"option": ["--course", str(INTRO)], "equals": [f"--course={INTRO}"]}
    if given == "variable":
        monkeypatch.setenv("GRADE_COURSE", str(INTRO))

    run(["check", *options.get(given, []), "--help"])

    assert "basket" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["exercises = 3", "exercises = [", 'exercises = ["01_gone"]', ""])
def test_help_helps_where_the_course_is_broken(text, monkeypatch, capsys, tmp_path):
    (tmp_path / "course.toml").write_text(text)
    monkeypatch.chdir(tmp_path)

    assert run(["check", "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def test_options_of_training_are_shown_where_an_exercise_trains(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    run(["--help"])
    run(["course", "verify", "--help"])

    said = capsys.readouterr().out
    assert "--calibrate" in said
    assert "--dataset" in said
    assert "\n  data " in said


def test_where_there_is_nothing_the_first_exercise_of_this_course_is_named(
    monkeypatch, capsys, tmp_path
):
    monkeypatch.chdir(tmp_path)

    assert run(["check", "--course", str(INTRO), "--lang", "en"]) == 2

    assert "grade start 01" in capsys.readouterr().err
