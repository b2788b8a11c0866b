"""A course of one scaffolded exercise, which verifies, for faults to be planted in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.authoring.scaffold import new_exercise
from grader.authoring.verify import Effort, verify_exercise
from grader.course import load_course
from grader.i18n import translate
from grader.sandbox.inprocess import InProcessSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.authoring.trial_grader import VerifyFinding
    from grader.model import Message

SLUG = "01_twice"


class Made:
    """A course on disk; `verify()` reads it anew each time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.public = root / "exercises" / SLUG
        self.staff = root / "reference" / SLUG
        self.found: list[VerifyFinding] = []  # by all that was verified so far

    def change(self, path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def verify(self, **options):
        course = load_course(self.root / "exercises")
        progress = options.pop("progress", lambda _words: None)
        effort = Effort(**{"repeats": 3, "secrets": 0, "mutants": False} | options)
        verified = verify_exercise(
            course, course.exercises[0], effort, progress=progress, sandbox=InProcessSandbox()
        )
        self.found += verified.findings
        return verified

    def sentences(self, **options) -> str:
        return "\n".join(
            f"{finding.path.name}: {translate(finding.what, 'en')}"
            for finding in self.verify(**options).findings
        )


def is_korean(sentence: Message) -> bool:
    return any("가" <= letter <= "힣" for letter in translate(sentence, "ko"))


@pytest.fixture
def made(tmp_path) -> Iterator[Made]:
    """The course; whatever fault a test plants in it, what is found must be told in Korean, too."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "staff.toml").write_text('secret = "s-e-c-r-e-t"\n')
    manifest = 'exercises = []\ntitle = { ko = "강좌", en = "Course" }\n'
    (tmp_path / "exercises" / "course.toml").write_text(manifest, "utf-8")
    new_exercise(load_course(tmp_path / "exercises"), SLUG)
    course = Made(tmp_path)
    yield course
    assert [f.what for f in course.found if not is_korean(f.what) or not is_korean(f.tip)] == []
