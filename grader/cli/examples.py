"""The course of a folder -> the names of its own that `--help` shows in examples.

Reads the course's files as plain TOML: help needs no more of the grader, and helps where a file of
the course is wrong, too.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Language


class Examples(NamedTuple):
    """Names for the examples of commands.

    Attributes:
        title: of the course, by language; empty without a course.
        slug: of an exercise.
        module: of the same exercise.
        name: something that its students write.
        free: the number of the exercise that an author would add.
        trains: whether any exercise trains networks.
    """

    title: Mapping[str, str] = {}
    slug: str = "01_mean"
    module: str = "mean"
    name: str = "mean"
    free: str = "02"
    trains: bool = True

    def values(self) -> dict[str, str]:
        """The values for the places in a help text."""
        number = self.slug.partition("_")[0]
        words = {"slug": self.slug, "module": self.module, "name": self.name}
        return {**words, "number": number, "free": self.free}

    def title_for(self, language: Language) -> str:
        """The course's title; in another language if there is none in this one."""
        titles = [self.title.get(language, ""), self.title.get("en", ""), *self.title.values()]
        return next(filter(None, titles), "")


def find_examples(arguments: list[str]) -> Examples:
    """Examples from the course that a command line would use; made-up ones if there is none."""
    folder = _course_folder(arguments)
    course = _read(folder / "course.toml") if folder else {}
    slugs = course.get("exercises")
    if folder is None or not isinstance(slugs, list):
        return Examples()
    files = {str(slug): _read(folder / str(slug) / "exercise.toml") for slug in slugs}
    title = course.get("title", {})
    found = Examples(
        title=title if isinstance(title, dict) else {"en": str(title)},
        trains=any("training" in file for file in files.values()),
        free=f"{len(slugs) + 1:02}",
    )
    for slug, file in files.items():
        module = str(file.get("module", slug.partition("_")[2]))
        names = [file.get(key, ()) for key in ("functions", "classes", "variables")]
        first = next((str(name) for each in names for name in each), module)
        return found._replace(slug=slug, module=module, name=first)
    return found


def _course_folder(arguments: list[str]) -> Path | None:
    given = os.environ.get("GRADE_COURSE", "")
    for before, value in zip(["", *arguments], [*arguments, ""], strict=True):
        if before == "--course" or before.startswith("--course="):
            given = value if before == "--course" else before.partition("=")[2]
    start = Path(given).resolve() if given else Path.cwd()
    for folder in (start, *start.parents) if not given else (start,):
        for candidate in (folder, folder / "exercises"):
            if (candidate / "course.toml").is_file():
                return candidate
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):  # the command itself names the fault
        return {}
