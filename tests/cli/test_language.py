"""Help and click's own complaints come in the reader's language, and fit the terminal."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from grader.cli import COMMANDS, run

SUBCOMMANDS = [(name,) for name in COMMANDS] + [
    ("course", name) for name in ("stub", "verify", "new", "seal", "release")
]


def is_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def options(text: str) -> list[str]:
    """The options that a help lists, in their order."""
    return re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE)


@pytest.mark.parametrize("command", [(), *SUBCOMMANDS])
def test_help_is_korean_where_korean_is_asked_for(command, capsys, monkeypatch):
    monkeypatch.setenv("GRADE_LANG", "ko")
    run([*command, "--help"])
    korean = capsys.readouterr().out
    monkeypatch.setenv("GRADE_LANG", "en")
    run([*command, "--help"])
    english = capsys.readouterr().out
    assert korean.startswith("사용법: grade")
    assert english.startswith("Usage: grade")
    assert is_korean(korean)
    assert not is_korean(english)
    assert set(options(english)) == set(options(korean))


@pytest.mark.parametrize("command", SUBCOMMANDS)
def test_korean_help_is_no_wider_than_the_terminal(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GRADE_LANG", "ko")

    run([*command, "--help"])

    lines = capsys.readouterr().out.splitlines()
    too_wide = [line for line in lines if cell_len(line) > 80 and is_korean(line)]
    assert too_wide == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "--nothing"], "오류: '--nothing'라는 선택 사항은 없습니다."),
        (["batch", "."], "'--out'"),
        (["chek"], "오류: 'chek'라는 명령은 없습니다."),
        (["check", ".", "second"], "남는 인수가 있습니다(second)"),
        (["check", "--lang"], "값이 필요합니다"),
        (["course", "verify", "--data-dir", "nowhere"], "nowhere가 없습니다."),
        (["batch", ".", "--out", "o", "--executor", "dask"], "함께 주어야 합니다."),
    ],
)
def test_a_wrong_command_line_is_explained_in_korean(arguments, sentence, capsys, monkeypatch):
    monkeypatch.setenv("GRADE_LANG", "ko")

    assert run(arguments) == 2

    assert sentence in capsys.readouterr().err


def test_one_process_may_serve_readers_of_both_languages(capsys):
    run(["check", "--help", "--lang", "ko"])
    run(["check", "--help", "--lang", "en"])

    assert "Check your files" in capsys.readouterr().out
