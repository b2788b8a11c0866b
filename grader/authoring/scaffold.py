"""A name -> the files of a new exercise, small and complete, for the author to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.course.manifest import MANIFEST, load_course
from grader.course.starters import write_starters
from grader.errors import GraderError
from grader.model import message

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Course

_SLUG = re.compile(r"\d{2}_[a-z][a-z0-9_]*")

_EXERCISE = """module = "{module}"
functions = ["double"]
points = 3

[title]
ko = "{module}"
en = "{module}"

[[hints]]
id = "twice"
ko = ["칸마다 무엇을 해야 하나요?", "한 칸을 손으로 계산하고 코드의 값과 견주어 보세요."]
en = ["What has to happen to each cell?", "Work one cell out by hand and compare."]
"""

_STATEMENTS = {
    "ko": """# {module}

`double(values)`는 배열의 각 값을 두 배로 한 새 float64 배열을 돌려줍니다. 모양은 그대로입니다.

예: `double([1, 2])` → `[2.0, 4.0]`
""",
    "en": """# {module}

`double(values)` returns a new float64 array of the same shape, with every value doubled.

Example: `double([1, 2])` → `[2.0, 4.0]`
""",
}

_PUBLIC = '''"""Public checks of exercise {slug}: the worked examples."""

from grader.checks import assert_close, check


@check(points=1, ko="1과 2의 두 배는 2와 4입니다.", hint="twice")
def test_worked_double(student):
    """Twice 1 and 2 is 2 and 4."""
    assert_close(student.double([1, 2]), [2, 4])
'''

_HIDDEN = '''"""Hidden checks of exercise {slug}: inputs that nobody can foresee."""

from grader.checks import assert_close, check


@check(points=2, ko="여러 모양의 배열에서 값이 맞습니다.", hint="twice")
def test_random_arrays(student, reference, rng):
    """Arrays of several shapes are right."""
    for shape in ((4,), (2, 3), (1, 1, 5)):
        values = rng.normal(size=shape)

        assert_close(student.double(values), reference.double(values))
'''

_HEAD = '''"""{sentence}"""

import numpy as np


def double(values):
    """Every value doubled. 모든 값을 두 배로.

    `values` is an array of any shape; the result is float64 of the same shape.
    """
'''

_SOLUTION = """    # BEGIN SOLUTION
    return np.asarray(values, dtype=np.float64) * 2
    # END SOLUTION
"""

_WRONG = '''"""The values are squared instead of doubled.

caught_by: test_random_arrays
costs: 100 %, because the exercise asks for one thing only
ko: 값을 두 배로 하지 않고 제곱했습니다. 2에서는 둘이 같아서 드러나지 않습니다.
en: The values are squared, not doubled. At 2 the two are the same, so it does not show there.
"""


def double(values):
    return np.asarray(values, dtype=np.float64) ** 2
'''

_RIGHT = '''"""Added to itself."""

import numpy as np


def double(values):
    array = np.asarray(values, dtype=np.float64)
    return array + array
'''


def new_exercise(course: Course, slug: str) -> list[Path]:
    """Write a new exercise and register it in the course; returns the paths.

    Raises:
        GraderError: the name is not valid, or taken.
    """
    public, staff = _folders_for(course, slug)
    module = slug.partition("_")[2]
    words = {"slug": slug, "module": module, "sentence": f"{module}: the reference solution."}
    files = {
        public / "exercise.toml": _EXERCISE,
        public / "statement.ko.md": _STATEMENTS["ko"],
        public / "statement.en.md": _STATEMENTS["en"],
        public / "test_public.py": _PUBLIC,
        staff / "test_hidden.py": _HIDDEN,
        staff / f"{module}.py": _HEAD + _SOLUTION,
        staff / "misconceptions" / "squared.py": _WRONG,
        staff / "equivalents" / "added.py": _RIGHT,
    }
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = template
        for name, word in words.items():
            text = text.replace("{" + name + "}", word)
        path.write_text(text, "utf-8", newline="\n")  # the same bytes on Windows
    _register(course.folder / MANIFEST, slug)
    opened = load_course(course.folder)
    new = tuple(exercise for exercise in opened.exercises if exercise.slug == slug)
    return [*files, *write_starters(opened, new)]


def _folders_for(course: Course, slug: str) -> tuple[Path, Path]:
    """The new exercise's folders in `exercises/` and `reference/`.

    Raises:
        GraderError: the name is not valid, or taken.
    """
    if not _SLUG.fullmatch(slug):
        raise GraderError(
            message("{slug} is not a valid name for an exercise.", slug=slug),
            message("Use two digits and lower-case letters, as in 13_dilated_convolution."),
        )
    if course.reference is None:
        raise GraderError(
            message("There is no reference/ beside {folder}.", folder=str(course.folder)),
            message("Exercises are made where staff keep the solutions."),
        )
    number = slug.partition("_")[0]
    taken = [e.slug for e in course.exercises if e.slug.partition("_")[0] == number]
    if taken and taken[0] != slug:
        free = max(int(e.slug[:2]) for e in course.exercises if e.slug[:2].isdecimal()) + 1
        raise GraderError(
            message("{slug} has the number {number} already.", number=number, slug=taken[0]),
            message("The next free number is {number}.", number=f"{free:02}"),
        )
    folders = course.folder / slug, course.reference / slug
    if any(folder.exists() for folder in folders):
        raise GraderError(
            message("{slug} is there already.", slug=slug), message("Choose another name.")
        )
    return folders


def _register(manifest: Path, slug: str) -> None:
    """Add the slug to the course's list; comments and layout of the file stay."""
    # edited as text, because no TOML writer keeps comments
    text = manifest.read_text("utf-8")
    found = re.search(r"^exercises\s*=\s*\[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise GraderError(
            message("{path} has no list of exercises.", path=str(manifest)),
            message('Write: exercises = ["01_first"]'),
        )
    inner = found.group(1).rstrip().rstrip(",")
    tail = ",\n" if "\n" in found.group(1) else ""
    lead = ",\n    " if "\n" in found.group(1) else ", "
    entries = f'{inner}{lead if inner.strip() else ""}"{slug}"{tail}'
    manifest.write_text(text[: found.start(1)] + entries + text[found.end(1) :], "utf-8")
