"""Grades -> the files that a place wants to read, and the lines of its log.

Most of these files lie in the student's checkout, and could have been committed into it: as files,
folders or links. So the place is emptied before anything else happens, and again before writing.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import StaleReportsError
from grader.files import write_atomically, writing
from grader.i18n import N_, points, translate
from grader.model import message
from grader.model.grade import judged_total
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
    render_release_body,
    render_step_summary,
)
from grader.reports.formats.markdown import render_markdown
from grader.reports.formats.records import render_junit
from grader.reports.pages.student_page import render_student_page
from grader.results.grade_file import render_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grader.model import Language

    from .grading import CheckoutGrades
    from .provider import Provider

NO_ADDRESS = "-"  # where Classroom 50 wants an address that the runner did not give
QUALITY = "gl-code-quality-report.json"
REPORTS = ("report.html", "report.md", "grades.json", "junit.xml", QUALITY)
RELEASE_BODY = "release-body.md"  # beside Classroom 50's results


def empty_place(
    provider: Provider, out: Path, environment: Mapping[str, str], kept: Iterable[Path]
) -> None:
    """Remove all reports that lie where this run's will be written.

    In CI everything in `out` goes, because an artifact is the whole folder. Elsewhere other files
    than reports are somebody's own, and stay.

    Args:
        provider: the place.
        out: the folder of the reports.
        environment: of this process.
        kept: files that are read later; a folder that holds any is not emptied as a whole.

    Raises:
        StaleReportsError: something cannot be removed, or may not.
    """
    in_ci = provider.kind != "plain" or bool(environment.get("CI"))
    with _staying(out):
        _remove_links(out, provider.submission, allowed=in_ci)
        read_later = (provider.submission, *kept)
        holds_it = any(path.resolve().is_relative_to(out.resolve()) for path in read_later)
        for path in [out / name for name in REPORTS] if holds_it or not in_ci else [out]:
            _remove(path, folders=in_ci)
    for path in _single_files(provider):
        with _staying(path):
            _remove(path, folders=True)


def _single_files(provider: Provider) -> list[Path]:
    """The files that are written outside the folder of the reports."""
    if provider.results is None:
        return []
    body = provider.results.with_name(RELEASE_BODY)
    return [provider.results, *([body] if provider.kind == "classroom50" else [])]


def _remove_links(out: Path, checkout: Path, *, allowed: bool) -> None:
    """Remove links on the way to `out`: they would lead reports and their readers elsewhere."""
    here = {Path.cwd(), checkout.resolve()}
    for part in (out, *out.parents):
        may_be_brought = not part.is_absolute() or not here.isdisjoint(part.parents)
        if may_be_brought and part.is_symlink():
            if not allowed:
                raise StaleReportsError(
                    message(
                        "{path} is a link; reports are not written through it.", path=str(part)
                    ),
                    message("Name another folder with --out."),
                )
            part.unlink()


def _remove(path: Path, *, folders: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISDIR(mode):
        path.unlink()
    elif folders:
        shutil.rmtree(path)  # follows no link
    else:
        raise IsADirectoryError(None, "it is a folder")


@contextlib.contextmanager
def _staying(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        text = N_("{path} cannot be emptied ({reason}), so old reports may lie there.")
        raise StaleReportsError(
            message(text, path=str(path), reason=reason),
            message("Name another folder with --out."),
        ) from error


def write_files(
    provider: Provider,
    graded: CheckoutGrades,
    out: Path,
    environment: Mapping[str, str],
    language: Language,
) -> list[Path]:
    """Write the place's files, and the reports into `out`; returns the paths for people to open."""
    grades = graded.grades
    texts = {
        "report.html": render_student_page(grades, language),
        "report.md": render_markdown(grades, language),
        "grades.json": render_json(grades),
        "junit.xml": render_junit(grades, language, for_gitlab=provider.kind == "gitlab"),
    }
    if provider.kind == "gitlab":
        texts[QUALITY] = render_gitlab(grades, language)
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
    annotations = render_annotations(graded.grades, language, graded.lines)
    return "".join(line + "\n" for line in warnings) + annotations


def passes(graded: CheckoutGrades, fail_under: float) -> bool:
    """Whether at least so many per cent of the points were earned; a bonus does not help."""
    score = judged_total(graded.grades)
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
    body = path.with_name(RELEASE_BODY)
    write_atomically(body, render_release_body(graded.grades, language))


def _outputs(provider: Provider, graded: CheckoutGrades, language: Language) -> str:
    """A step's outputs, one a line; every value is a number, base64 or a word of ours."""
    score = judged_total(graded.grades)
    earned, possible = points(score.earned), points(score.possible)
    if provider.kind == "classroom50":
        status = "success" if passes(graded, 100) else "failure"
        return f"status={status}\nsummary={earned} / {possible}\n"
    result = render_classroom_reporter(graded.grades, language)
    return f"score={earned}\npossible={possible}\nresult={result}"


def _append(path: Path, text: str) -> None:
    """Append to a file of the runner's; a link or a pipe in its place is none."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with writing(path), os.fdopen(os.open(path, flags, 0o644), "w", encoding="utf-8") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(None, "it is no file")
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
