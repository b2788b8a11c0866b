"""What README and docs say exists: commands, options, targets, files, links and anchors."""

from __future__ import annotations

import importlib
import re
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import click
import pytest

from grader import checks
from grader.checks import networks
from grader.checks.collect import FIXTURES
from grader.cli import COMMANDS
from tests.docs.pages import (
    DOCS,
    LANGUAGES,
    PAGES,
    README_WORDS,
    ROOT,
    anchors_of,
    blocks_of,
    code_of,
    commands_of,
    links_of,
    read,
)

DESIGN = "docs/design.md"
FOLDERS = "grader|tests|exercises|reference|datasets|docs"
A_PATH = re.compile(rf"(?:{FOLDERS})/[\w./-]*")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def all_commands() -> dict[tuple[str, ...], click.Command]:
    """`("course", "new")` -> its command, for every command and every group."""
    found: dict[tuple[str, ...], click.Command] = {}
    for name, home in COMMANDS.items():
        command = getattr(importlib.import_module(f"grader.cli.{home}"), name)
        found[(name,)] = command
        if isinstance(command, click.Group):
            found |= {(name, sub): inner for sub, inner in command.commands.items()}
    return found


GRADE = all_commands()


def command_in(words: list[str]) -> tuple[str, ...]:
    """The command that the words behind `grade` name: `check` where they name none."""
    names = tuple(words[:2])
    if names in GRADE:
        return names
    return names[:1] if names[:1] in GRADE else ("check",)


def options_of(*commands: click.Command) -> set[str]:
    found = {
        name
        for command in commands
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    }
    return found | {"-h", "--help", "--version"}


def shown_in(page: str) -> list[list[str]]:
    """The words behind `grade` in each command of a page, in blocks and in sentences."""
    lines = [command.line for command in commands_of(page)] + code_of(page)
    # `init github | gitlab` and `grade … | head`: what comes behind is no option of ours
    parts = [line.partition("|")[0].split() for line in lines]
    return [words[1:] for words in parts if words[:1] == ["grade"]]


def test_the_readme_is_short():
    assert len(read("README.md").split()) <= README_WORDS


@pytest.mark.parametrize("page", DOCS)
def test_the_readme_leads_to_every_page(page):
    assert page in links_of("README.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_block_says_what_it_is(page):
    assert {block.language for block in blocks_of(page)} <= LANGUAGES


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    for link in links_of(page):
        name, _, anchor = link.partition("#")
        if link.startswith("https://"):
            continue
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors_of(target.resolve().relative_to(ROOT).as_posix()), link


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_exists(page):
    made = {block.path for block in blocks_of(page)}
    named = {code for code in code_of(page) if A_PATH.fullmatch(code)} - made

    assert [code for code in sorted(named) if not (ROOT / code).exists()] == []


@pytest.mark.parametrize("names", sorted(GRADE), ids=" ".join)
def test_every_command_of_grade_is_in_the_docs(names):
    text = "\n".join(
        " ".join(["grade", *words]) for page in ("README.md", *DOCS) for words in shown_in(page)
    )

    assert re.search(rf"^grade {' '.join(names)}\b", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_of_grade_that_is_shown_exists(page):
    for words in shown_in(page):
        command = GRADE[command_in(words)]
        shown = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert shown <= options_of(command), words


@pytest.mark.parametrize("page", PAGES)
def test_every_option_that_is_named_by_itself_exists(page):
    named = {code.split()[0] for code in code_of(page) if code.startswith("--")}

    assert named <= options_of(*GRADE.values())


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_that_is_named_exists(page):
    lines = [command.line for command in commands_of(page)] + code_of(page)
    named = {line.split()[1] for line in lines if re.match(r"make [a-z]+\b", line)}

    assert named <= TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_script_that_is_shown_exists_and_knows_its_options(page):
    for command in commands_of(page):
        if PurePosixPath(command.words[0]).name != "python" or command.words[1] == "-m":
            continue
        script = ROOT / command.words[1]
        text = script.read_text("utf-8")
        assert all(f'"{word}"' in text for word in command.words[2:] if word.startswith("--"))


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_python_is_python(page):
    for block in blocks_of(page):
        if block.language == "python":
            compile(block.text, page, "exec")


def test_the_wheel_has_the_name_that_students_are_told():
    shown = {
        Path(word.partition("[")[0]).name
        for command in commands_of("docs/students.md")
        for word in command.words
        if ".whl" in word
    }

    assert shown == {f"cnn_grader-{version('cnn-grader')}-py3-none-any.whl"}


def test_students_are_told_the_numpy_of_the_lock_file():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    page = (ROOT / "docs/students.md").read_text("utf-8")
    old, new = re.findall(r"^numpy==(\d+\.\d+)", lock, re.MULTILINE)

    assert f"NumPy {old} with Python 3.11, NumPy {new} with a later one" in page
    assert f"Python 3.11은 NumPy {old}, 그 뒤는 NumPy {new}" in page


def test_every_fixture_that_a_check_may_use_is_in_the_authors_page():
    assert set(FIXTURES) <= set(code_of("docs/authors.md"))


@pytest.mark.parametrize("page", PAGES)
def test_every_assertion_that_is_named_exists(page):
    named = {name for code in code_of(page) for name in re.findall(r"\bassert_\w+", code)}

    assert {name for name in named if not hasattr(checks, name)} <= set(dir(networks))


def test_every_variable_of_the_environment_that_is_named_is_read():
    named = {name for page in PAGES for name in re.findall(r"\bGRADE_[A-Z_]+", read(page))}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "grader").rglob("*.py"))

    assert {name for name in named if f'"{name}"' not in code} == set()


def test_every_function_that_the_design_names_exists():
    named = set(re.findall(r"\b((?:load|find|open)_\w+|[A-Z][a-z]\w+\.[a-z_]+)\b", read(DESIGN)))
    code = "".join(path.read_text("utf-8") for path in (ROOT / "grader").rglob("*.py"))

    assert len(named) > 5
    assert {name for name in named if f"def {name.rpartition('.')[2]}(" not in code} == set()
