"""What authors use: `grade course ...`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import course_folder_option, course_option, data_options, open_course, pick

if TYPE_CHECKING:
    from grader.authoring.verify import Verified


@click.group()
def course() -> None:
    """For authors: make what students get from what staff keep."""


@course.command(epilog="Example: grade course stub --check")
@click.option("--check", is_flag=True, help="Write nothing; fail where a starter is out of date.")
@course_option
def stub(course_folder: Path | None, names: tuple[str, ...], *, check: bool) -> int:
    """Make the starters (.py and .ipynb) from the reference solutions."""
    from grader.course.stub import stale_starters, write_starters

    opened = open_course(course_folder, Path.cwd())
    exercises = pick(opened, names)
    if check:
        stale = stale_starters(opened, exercises)
        for path in stale:
            click.echo(f"out of date: {path}")
        return 1 if stale else 0
    for path in write_starters(opened, exercises):
        click.echo(f"wrote {path}")
    return 0


@course.command(epilog="Example: grade course verify -e 01 --no-mutants")
@click.option("--no-mutants", is_flag=True, help="Leave out the wrong solutions made by machine.")
@click.option(
    "--repeats",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How often the reference is graded, each time in another order.",
)
@click.option(
    "--calibrate",
    is_flag=True,
    help="First train the reference with 20 seeds and record what it reaches.",
)
@data_options
@course_option
def verify(
    course_folder: Path | None,
    names: tuple[str, ...],
    repeats: int,
    *,
    no_mutants: bool,
    calibrate: bool,
) -> int:
    """Check the checks: right answers pass, wrong ones lose points, every check is needed."""
    from rich.console import Console

    from grader.authoring.calibration import calibrate as train_reference
    from grader.authoring.verify import verify_exercise
    from grader.course.manifest import stray_exercises

    opened = open_course(course_folder, Path.cwd())
    errors = Console(stderr=True, markup=False, emoji=False, highlight=False)
    strays = stray_exercises(opened)
    for slug in strays:
        click.echo(f"✗ {slug} is not in {opened.folder / 'course.toml'}: add it, or move it away.")
    clean = not strays
    for exercise in pick(opened, names):
        with errors.status(exercise.slug) as status:

            def show(text: str, slug: str = exercise.slug) -> None:
                status.update(f"{slug}: {text}")

            if calibrate and exercise.training is not None:
                train_reference(opened, exercise, progress=show)
            found = verify_exercise(
                opened, exercise, repeats=repeats, mutants=not no_mutants, progress=show
            )
        clean = clean and not found.findings
        _print_verified(found)
    return 0 if clean else 1


def _print_verified(found: Verified) -> None:
    mark = "✗" if found.findings else "✓"
    told = f"{mark} {found.exercise}"
    if found.mutants is not None:
        report = found.mutants
        told += f": {report.share_caught:.1%} of {report.made - report.waived} mutants caught"
        told += f", {report.waived} waived" if report.waived else ""
    click.echo(told)
    for finding in found.findings:
        place = f"{finding.path}:{finding.line}" if finding.line else str(finding.path)
        click.echo(f"    {place}: {finding.what}\n        {finding.tip}")
    if found.mutants is not None and not found.findings:
        for survivor in found.mutants.survived:
            click.echo(f"    not caught, line {survivor}")


@course.command(epilog="Example: grade course new 12_dilated_convolution")
@click.argument("slug")
@course_folder_option
def new(slug: str, course_folder: Path | None) -> int:
    """Write a new exercise that verifies at once, to be changed into yours."""
    from grader.authoring.scaffold import new_exercise

    for path in new_exercise(open_course(course_folder, Path.cwd()), slug):
        click.echo(f"wrote {path}")
    click.echo(f"\nChange them, then run: grade course verify -e {slug}")
    return 0


@course.command(epilog="Example: grade course seal --out course.sealed -e 01")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default="course.sealed",
    show_default=True,
)
@click.option(
    "--protect",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file below this folder that students should leave alone; may be given again.",
)
@course_option
def seal(
    out: Path, protect: tuple[Path, ...], course_folder: Path | None, names: tuple[str, ...]
) -> int:
    """Encrypt what decides a grade, hidden checks included, into a file that may lie anywhere.

    The key is GRADE_COURSE_KEY of the environment, or a new one, which is printed.
    """
    import os

    from grader.ci.protected import hash_files
    from grader.ci.seal import KEY_VARIABLE, new_key, seal_course, take_key

    opened = open_course(course_folder, Path.cwd())
    given = take_key(os.environ)
    key = given or new_key()
    here = Path.cwd()
    protected = hash_files(here, [path.resolve() for path in protect])
    out.write_bytes(seal_course(opened, pick(opened, names), key, protected))
    click.echo(f"wrote {out}")
    if not given:
        click.echo(f"{KEY_VARIABLE}={key}\nKeep this key: it is shown only now.")
    return 0


@course.command(epilog="Example: grade course release --out dist/")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@course_folder_option
def release(out: Path, course_folder: Path | None) -> int:
    """Build the students' kit and prove that nothing of reference/ is in it."""
    from grader.authoring.release import make_kit

    path = make_kit(open_course(course_folder, Path.cwd()), out)
    click.echo(f"{path}")
    return 0
