"""Grades -> the files that a place wants to read, and what is said on its log."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.files import write_atomically
from grader.i18n import points, translate
from grader.model import message
from grader.model.grade import total
from grader.reports.formats.autograders import (
    Classroom50Run,
    render_classroom50,
    render_classroom_reporter,
    render_gradescope,
)
from grader.reports.formats.code_hosts import (
    command,
    render_annotations,
    render_gitlab,
    render_step_summary,
)
from grader.reports.formats.markdown import render_markdown
from grader.reports.formats.records import render_junit
from grader.reports.pages.student_page import render_student_page
from grader.results.grade_file import render_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Language

    from .grading import CheckoutGrades
    from .provider import Provider

NO_ADDRESS = "-"  # where Classroom 50 wants an address that the runner did not give


def write_files(
    provider: Provider,
    graded: CheckoutGrades,
    out: Path,
    environment: Mapping[str, str],
    language: Language,
) -> list[Path]:
    """Writes what the place reads, and the reports into `out`; returns what people may open.

    Raises:
        GraderError: the way to `out` leads through a link, which a checkout may have brought.
    """
    _refuse_links(out)
    grades = graded.grades
    texts = {
        "report.html": render_student_page(grades, language),
        "report.md": render_markdown(grades, language),
        "grades.json": render_json(grades),
        "junit.xml": render_junit(grades, language),
    }
    if provider.kind == "gitlab":
        texts["gl-code-quality-report.json"] = render_gitlab(grades, language)
    for name, text in texts.items():
        write_atomically(out / name, text)
    if provider.results is not None:
        _write_results(provider, provider.results, graded, environment, language)
    if provider.summary is not None:
        _append(provider.summary, render_step_summary(grades, language))
    if provider.outputs is not None:
        _append(provider.outputs, _outputs(provider, graded, language))
    return [out / name for name in texts]


def log_of(provider: Provider, graded: CheckoutGrades, language: Language) -> str:
    """Commands to the place's runner, made of escaped text only; empty where it knows none."""
    if provider.kind not in {"github", "classroom50"}:
        return ""
    warnings = [command("warning", translate(notice, language)) for notice in graded.notices]
    return "".join(line + "\n" for line in warnings) + render_annotations(graded.grades, language)


def passes(graded: CheckoutGrades, fail_under: float) -> bool:
    """Whether at least so many per cent of the points were earned; a bonus does not help."""
    score = total(graded.grades)
    return score.possible > 0 and 100 * score.earned >= fail_under * score.possible - 1e-9


def _write_results(
    provider: Provider,
    path: Path,
    graded: CheckoutGrades,
    environment: Mapping[str, str],
    language: Language,
) -> None:
    """The one file that Gradescope or Classroom 50 reads."""
    if provider.kind == "gradescope":
        write_atomically(path, render_gradescope(graded.grades, language))
        return
    run = _classroom50_run(provider, environment)
    write_atomically(path, render_classroom50(graded.grades, run, language))
    body = path.with_name("release-body.md")
    write_atomically(body, render_markdown(graded.grades, language))


def _outputs(provider: Provider, graded: CheckoutGrades, language: Language) -> str:
    """A step's outputs, one a line; every value is a number, base64 or a word of ours."""
    score = total(graded.grades)
    earned, possible = points(score.earned), points(score.possible)
    if provider.kind == "classroom50":
        status = "success" if passes(graded, 100) else "failure"
        return f"status={status}\nsummary={earned} / {possible}\n"
    result = render_classroom_reporter(graded.grades, language)
    return f"score={earned}\npossible={possible}\nresult={result}"


def _refuse_links(out: Path) -> None:
    for part in (out, *out.parents):
        is_here = not part.is_absolute() or Path.cwd() in part.parents
        if is_here and part.is_symlink():
            raise GraderError(
                message("{path} is a link; reports are not written through it.", path=str(part)),
                message("Name another folder with --out."),
            )


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _classroom50_run(provider: Provider, environment: Mapping[str, str]) -> Classroom50Run:
    commit = environment.get("COMMIT_URL") or NO_ADDRESS
    kind = environment.get("ASSIGNMENT_TYPE", "")
    return Classroom50Run(
        classroom=environment.get("CLASSROOM") or NO_ADDRESS,
        assignment=environment.get("ASSIGNMENT") or NO_ADDRESS,
        owner=provider.student,
        username=environment.get("USERNAME", ""),
        submission=environment.get("SUBMISSION_TAG") or "submit/unknown",
        commit=commit,
        release=environment.get("RELEASE_URL") or NO_ADDRESS,
        review=environment.get("REVIEW_URL") or commit,
        submitted=_commit_time(provider.submission),
        assignment_type="group" if kind == "group" else "individual",
    )


def _commit_time(checkout: Path) -> str:
    """When the graded commit was made, which no regrading changes; now, where git does not say."""
    moment = datetime.datetime.now(datetime.UTC)
    environment = {"PATH": os.environ.get("PATH", ""), "GIT_CONFIG_NOSYSTEM": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - the place's own git
            ["git", "-C", str(checkout), "log", "-1", "--format=%ct"],  # noqa: S607
            capture_output=True,
            timeout=20,
            env=environment,
            check=False,
        )
        moment = datetime.datetime.fromtimestamp(int(done.stdout), tz=datetime.UTC)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        pass
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
