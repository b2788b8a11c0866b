"""The environment -> where this runs: the submission, its student, the place for results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from grader.model import Value
from grader.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["github", "gitlab", "gradescope", "classroom50", "plain"]
GRADESCOPE_ROOT = "/autograder"


class Provider(Value, frozen=True):
    """Where grading runs.

    Attributes:
        student: from the place, never from the submission.
        submission: its path.
        results: the one file that the place reads, where it reads one.
        outputs: where a step's outputs are appended, on GitHub.
        summary: where a step's summary is appended, on GitHub.
    """

    kind: Kind
    student: str
    submission: Path
    results: Path | None = None
    outputs: Path | None = None
    summary: Path | None = None


def find_provider(
    environment: Mapping[str, str], folder: Path, kind: Kind | None = None
) -> Provider:
    """The place that the environment speaks of.

    Args:
        environment: of this process.
        folder: the checkout.
        kind: asked for; else found out.
    """
    kind = kind or _kind(environment)
    return {
        "github": _github,
        "gitlab": _gitlab,
        "gradescope": _gradescope,
        "classroom50": _classroom50,
        "plain": _plain,
    }[kind](environment, folder)


def _kind(environment: Mapping[str, str]) -> Kind:
    if {"CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG"} <= set(environment):
        return "classroom50"
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    if environment.get("GITLAB_CI"):
        return "gitlab"
    return "gradescope" if (_root(environment) / "submission_metadata.json").is_file() else "plain"


def _github(environment: Mapping[str, str], folder: Path) -> Provider:
    return Provider(
        kind="github",
        student=clean_name(environment.get("GITHUB_REPOSITORY", "")) or folder.resolve().name,
        submission=folder,
        outputs=_path(environment, "GITHUB_OUTPUT"),
        summary=_path(environment, "GITHUB_STEP_SUMMARY"),
    )


def _gitlab(environment: Mapping[str, str], folder: Path) -> Provider:
    student = clean_name(environment.get("CI_PROJECT_PATH", "")) or folder.resolve().name
    return Provider(kind="gitlab", student=student, submission=folder)


def _gradescope(environment: Mapping[str, str], folder: Path) -> Provider:  # noqa: ARG001
    root = _root(environment)
    return Provider(
        kind="gradescope",
        student=_names(root / "submission_metadata.json") or "student",
        submission=root / "submission",
        results=root / "results" / "results.json",
    )


def _classroom50(environment: Mapping[str, str], folder: Path) -> Provider:
    owner = environment.get("OWNER") or environment.get("USERNAME", "")
    return Provider(
        kind="classroom50",
        student=clean_name(owner) or folder.resolve().name,
        submission=folder,
        results=folder / "result.json",
        outputs=_path(environment, "GITHUB_OUTPUT"),
    )


def _plain(environment: Mapping[str, str], folder: Path) -> Provider:  # noqa: ARG001
    return Provider(kind="plain", student=clean_name(folder.resolve().name), submission=folder)


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    return Path(environment[name]) if environment.get(name) else None


def _root(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("AUTOGRADER_ROOT") or GRADESCOPE_ROOT)


def _names(metadata: Path) -> str:
    """The names of those who handed in, as Gradescope says; empty where it does not."""
    try:
        found: Any = json.loads(metadata.read_bytes())
        names = [user.get("name") or user.get("email") for user in found["users"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return clean_name(", ".join(str(name) for name in names if name))
