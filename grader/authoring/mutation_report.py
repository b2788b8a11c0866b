"""The mutants of an exercise's reference -> how many the checks catch, and those that get through.

A mutant that changes nothing that could be noticed is waived by its name in `waivers.toml`, with a
reason.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import CourseError
from grader.model import message

from .mutants import make_mutants
from .trial_grader import VerifyFinding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .mutants import Mutant
    from .trial_grader import TrialGrader

MUTANTS_CAUGHT = 0.95


class MutantReport(NamedTuple):
    """How the mutants fared.

    Attributes:
        waived: how many are waived by name, and were not tried.
        survived: those that nothing caught, by line.
        stale_waivers: the names of waivers that no mutant has.
    """

    made: int
    waived: int
    survived: list[Mutant]
    stale_waivers: list[str]

    @property
    def share_caught(self) -> float:
        """Of those that are not waived; 1 where there are none."""
        counted = self.made - self.waived
        return 1 - len(self.survived) / counted if counted else 1.0


def try_mutants(bench: TrialGrader) -> MutantReport:
    """Grades every mutant of the bench's reference until the first check notices it.

    Raises:
        CourseError: a waiver without a reason.
    """
    waivers = load_waivers(_waivers_path(bench))
    mutants = make_mutants(bench.source)
    survived = []
    waived = 0
    for number, mutant in enumerate(mutants, 1):
        bench.progress(message("mutant {number} of {count}", number=number, count=len(mutants)))
        if mutant.name in waivers:
            waived += 1
        elif not bench.is_caught(mutant.source):
            survived.append(mutant)
    names = {mutant.name for mutant in mutants}
    stale = [name for name in waivers if name not in names]
    return MutantReport(len(mutants), waived, survived, stale)


def mutant_findings(bench: TrialGrader, report: MutantReport) -> Iterator[VerifyFinding]:
    """Each survivor, where too few mutants are caught, and each waiver of none."""
    if report.share_caught < MUTANTS_CAUGHT:
        tip = message("Add a check that notices, or waive it with a reason in waivers.toml.")
        for mutant in report.survived:
            what = message("nothing notices: {change}", change=mutant.name)
            yield VerifyFinding(bench.solution, mutant.line, what, tip)
    for name in report.stale_waivers:
        what = message("waives {name!r}, which is no mutant.", name=name)
        yield VerifyFinding(_waivers_path(bench), 0, what, message("Remove it."))


def load_waivers(path: Path) -> dict[str, str]:
    """Mutants that change nothing that could be noticed: name -> why; none without a file.

    Raises:
        CourseError: a waiver without a reason.
    """
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("waivers", {})
    except tomllib.TOMLDecodeError as error:
        sentence = message("this file cannot be read: {error}.", error=str(error))
        raise CourseError(path, sentence) from error
    for name, reason in found.items():
        if not isinstance(reason, str) or not reason.strip():
            sentence = message("the waiver of {name!r} gives no reason.", name=name)
            raise CourseError(path, sentence, message("Say why."))
    return dict(found)


def _waivers_path(bench: TrialGrader) -> Path:
    return bench.reference / "waivers.toml"
