"""README and docs as a reader follows them: every command is typed, every shown file written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.sandbox.pool import open_sandbox
from tests.docs.conftest import MAKES_THE_KIT
from tests.docs.pages import PAGES, blocks_of, commands_in, commands_of

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="staff's commands want Linux"),
]

NETWORK = "downloads from the network"
CLUSTER = "needs a Dask cluster; tests/test_cluster.py has one"
FEEDBACK = "needs that platform's download; tests/batch/test_feedback.py has one"
# command, or how it begins -> why it is not run here
NOT_RUN = {
    "make demo": "tests/demo grades the same class",
    "make test": "is this very run of the tests",
    "make long": "is this very run of the tests",
    "make quick": "is a part of this very run of the tests",
    "make help": "reads the Makefile; its targets are held by test_pages",
    "make bench": "takes ten minutes",
    "grade watch": "stays until q is typed; tests/cli/test_watch.py types it",
    "grade review reports/": "stays until ^C; tests/review opens it in a browser",
    ". .venv/bin/activate": "changes the reader's own shell",
    "pip install": f"{NETWORK}; the kit's wheel is installed by tests/ci",
    "grade solution 01": "the course has released none; tests/authoring/test_kit_solutions has one",
    MAKES_THE_KIT: "makes the kit in which the students' page is followed: fixture `kit`",
    "grade data fetch mnist": NETWORK,
    "grade submission submissions/kim.zip -e 10 --dataset mnist": f"MNIST {NETWORK[:9]}s first",
    "grade course verify -e 10 --calibrate": "trains twenty times, for minutes",
    "grade batch submissions/ --out reports/ -e 01 -e 05 --executor dask": CLUSTER,
    "dask": CLUSTER,
    "grade feedback reports/ --format moodle": FEEDBACK,
    "grade feedback reports/ --format canvas": FEEDBACK,
    "python tests/benchmarks/": "measures for minutes",
    ".venv/bin/python tests/reports/take_pictures.py": "needs Chromium and what `make demo` wrote",
}
# what has not passed yet ends with 1
ENDS_WITH_1 = {
    "grade",
    "grade check -v",
    "grade check -e 01",
    "grade check --html my.html",
    "grade check --lang ko",
    "grade -a",
    "grade hint",
    "grade hint conv2d",
    "grade hint -n 2",
    "grade submission exercises/13_mean/mean.py -e 13",
    "grade ci -e 01",
    "grade ci -e 01 --fail-under 60 --out grade-reports",
}
SHOWS_WHAT_IT_PRINTS = {"docs/ci.md"}
STUDENTS = "docs/students.md"  # whose reader stays in one folder; others return for each section
BEGINS_AGAIN = "Start"  # there the same way is told in the other language
OUTSIDE = "From an empty folder to a graded class"  # its course cannot lie in another one


def reason_not_to_run(line: str) -> str:
    return next((why for start, why in NOT_RUN.items() if line.startswith(start)), "")


def expected_code(line: str) -> int:
    if "--require-isolation full" in line:
        with open_sandbox() as sandbox:
            return 0 if sandbox.isolation().level == "full" else 2
    return int(line in ENDS_WITH_1)


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if commands_of(page)])
def test_every_command_of_the_page_works(page, checkout, fresh_kit, shell, monkeypatch):
    start = fresh_kit() if page == STUDENTS else checkout
    monkeypatch.chdir(start)
    section = printed = ""
    for block in blocks_of(page):
        if block.section == OUTSIDE:
            continue  # followed below
        if page == STUDENTS and block.section == BEGINS_AGAIN != section:
            start = fresh_kit()
            monkeypatch.chdir(start)
        elif page != STUDENTS and block.section != section:
            monkeypatch.chdir(start)
        section = block.section
        if block.path:
            (start / block.path).parent.mkdir(parents=True, exist_ok=True)
            (start / block.path).write_text(block.text, "utf-8")
        for command in commands_in(block) if block.language == "sh" else ():
            if reason_not_to_run(command.line):
                continue
            ran = shell.run(command.words)
            printed += ran.out
            assert ran.code == expected_code(command.line), f"{command.line}\n{ran.out}{ran.err}"
            assert command.points in ran.out, command.line
        if page in SHOWS_WHAT_IT_PRINTS and block.language == "text":
            assert all(line.rstrip("…") in printed for line in block.text.splitlines())


@pytest.mark.slow
def test_an_empty_folder_becomes_a_graded_class_as_the_page_says(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    printed: dict[str, list[str]] = {}
    for block in blocks_of("docs/authors.md"):
        if block.section != OUTSIDE:
            continue
        if block.path:
            Path(block.path).write_text(block.text, "utf-8")
        for command in commands_in(block) if block.language == "sh" else ():
            ran = shell.run(command.words)
            assert ran.code == expected_code(command.line), f"{command.line}\n{ran.out}{ran.err}"
            printed.setdefault(command.line, []).append(ran.out)

    begun, own = printed["grade course verify"]
    assert begun.startswith("✓ 01_initials")
    assert own.startswith("✓ 01_initials")
    (all_kinds,) = printed["grade course verify --no-mutants"]
    assert [line for line in all_kinds.splitlines() if line.startswith("✗")] == []
    (graded,) = [out for line, (out, *_) in printed.items() if line.startswith("grade batch")]
    rows = [line.split()[:3] for line in graded.splitlines()]
    assert ["kim", "3", "3/3"] in rows
    assert ["lee", "0", "0/3"] in rows


@pytest.mark.parametrize("start", NOT_RUN)
def test_what_is_not_run_is_still_shown(start):
    assert any(c.line.startswith(start) for page in PAGES for c in commands_of(page))


@pytest.mark.parametrize("line", sorted(ENDS_WITH_1))
def test_what_ends_with_1_is_still_shown(line):
    assert any(command.line == line for page in PAGES for command in commands_of(page))


def test_most_commands_are_run():
    lines = [command.line for page in PAGES for command in commands_of(page)]
    run = [line for line in lines if not reason_not_to_run(line)]

    assert len(run) > 50
    assert len(run) > 2 * (len(lines) - len(run))


@pytest.mark.slow
def test_the_students_page_shows_what_is_printed_for_a_flipped_kernel(
    fresh_kit, shell, monkeypatch, wrong_solution
):
    folder = fresh_kit()
    source = wrong_solution("01_convolution", "kernel_flipped")
    (folder / "convolution.py").write_text(source, "utf-8")
    monkeypatch.chdir(folder)
    (sample,) = [block.text for block in blocks_of(STUDENTS) if block.language == "text"]

    printed = shell.run(["grade"]).out

    assert sample in "".join(line.rstrip() + "\n" for line in printed.splitlines())
