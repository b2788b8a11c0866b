"""One sandbox for each set of libraries, and none before it is needed."""

import pytest

from grader.errors import SandboxError
from grader.model import Exercise, Isolation, Text
from grader.sandbox import pool
from grader.sandbox.inprocess import InProcessSandbox
from grader.sandbox.pool import SandboxPool, missing_libraries


class Counted(InProcessSandbox):
    """Remembers what it was made for and whether it was closed."""

    def __init__(self, packages, level="full"):
        self.packages = packages
        self.level = level
        self.closed = False

    def isolation(self):
        return Isolation(level=self.level)

    def __exit__(self, *_):
        self.closed = True


@pytest.fixture
def made(monkeypatch):
    opened = []

    def open_sandbox(packages, **_):
        opened.append(Counted(packages, "process" if "typing" in packages else "full"))
        return opened[-1]

    monkeypatch.setattr(pool, "open_sandbox", open_sandbox)
    return opened


def exercise(*packages):
    return Exercise(
        slug="x",
        title=Text(ko="", en=""),
        module="m",
        functions=("f",),
        points=1,
        packages=packages,
    )


LIGHT, HEAVY, WEAK = exercise("numpy"), exercise("numpy", "json"), exercise("numpy", "typing")


def test_the_lightest_starts_at_once_and_the_others_when_they_are_needed(made):
    with SandboxPool([HEAVY, LIGHT]) as sandboxes:
        assert [sandbox.packages for sandbox in made] == [("numpy",)]

        assert sandboxes.sandbox_for(HEAVY).packages == ("numpy", "json")
        assert sandboxes.sandbox_for(HEAVY) is sandboxes.sandbox_for(HEAVY)
        assert len(made) == 2


def test_exercises_with_the_same_libraries_share_a_sandbox(made):
    with SandboxPool([LIGHT, LIGHT]) as sandboxes:
        assert sandboxes.sandbox_for(LIGHT) is sandboxes.first
    assert len(made) == 1


def test_all_are_closed_at_the_end(made):
    with SandboxPool([LIGHT, HEAVY]) as sandboxes:
        sandboxes.sandbox_for(HEAVY)

    assert [sandbox.closed for sandbox in made] == [True, True]


def test_one_that_would_be_weaker_than_the_first_is_refused(made):
    with SandboxPool([LIGHT, WEAK]) as sandboxes, pytest.raises(SandboxError):
        sandboxes.sandbox_for(WEAK)


def test_a_sandbox_that_is_given_serves_all(made):
    given = InProcessSandbox()

    with SandboxPool([LIGHT, HEAVY], given) as sandboxes:
        assert sandboxes.sandbox_for(HEAVY) is given
    assert made == []


def test_what_is_not_installed_is_told_and_opens_nothing(made):
    absent = exercise("numpy", "a_library_that_nobody_wrote")

    with SandboxPool([absent]):
        assert missing_libraries(absent) == ("a_library_that_nobody_wrote",)
    assert [sandbox.packages for sandbox in made] == [("numpy",)]
