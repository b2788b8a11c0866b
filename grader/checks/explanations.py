"""Failed checks -> what explains them: a misconception, or a relation to the right answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.model import Cause

from .case import DEFAULT, Ended
from .diagnosis.in_process import Diagnosis
from .diagnosis.in_workers import WorkerDiagnosis
from .diagnosis.misconceptions import load_misconceptions
from .diagnosis.related import Failed, with_relations
from .diagnosis.sealed_ideas import NAME, Answers, SealedIdeas

if TYPE_CHECKING:
    from grader.model import Course, Exercise, Outcome, Text

    from .apart import References
    from .case import Case
    from .staff_modules import StaffModules


class Explainer:
    """Explains the failures of one submission after the other.

    Args:
        course: with the solutions; of a kit, with the sealed ideas.
        staff: the course's modules.
        references: which of them are not loaded here.
    """

    def __init__(self, course: Course, staff: StaffModules, references: References) -> None:
        self._course = course
        self._staff = staff
        self._references = references
        self._sealed: dict[str, SealedIdeas] = {}
        self._diagnoses: dict[str, Diagnosis] = {}
        self._worker_diagnoses: dict[str, WorkerDiagnosis] = {}

    def explain(self, case: Case, ended: list[Outcome | Ended]) -> list[Outcome]:
        """The outcomes of all checks, in order, those that failed with their explanation."""
        return self._related(case, self._explained_all(case, ended))

    def _explained_all(self, case: Case, ended: list[Outcome | Ended]) -> list[Outcome | Ended]:
        """The ends of the checks, with the misconceptions behind them."""
        sealed = self._unsealed(case, ended)
        explained = list(ended)
        if sealed:
            for number, one in enumerate(ended):
                if isinstance(one, Ended):
                    explained[number] = one.naming(sealed.get(one.outcome.check))
        if self._course.reference is None or case.trial.only_verdicts:
            return explained
        named: set[str] = set()  # by their English sentences
        # answers first: an idea that they name may explain a function that only raises
        for status in ("failed", "error"):
            for number, one in enumerate(ended):
                if isinstance(one, Ended) and one.outcome.status == status:
                    explained[number] = one.naming(self._diagnose(case, one, named))
            outcomes = [one.outcome for one in explained if isinstance(one, Ended)]
            named = {o.misconception.en for o in outcomes if o.misconception is not None}
        return explained

    def _unsealed(self, case: Case, ended: list[Outcome | Ended]) -> dict[str, Text]:
        """The ideas behind failed checks, by check, in a kit, which has them sealed."""
        failed = [
            Answers(one.outcome.check, one.calls)
            for one in ended
            if isinstance(one, Ended) and _may_have_idea(one)
        ]
        if case.trial.failed is not None:
            case.trial.failed.extend(failed)
        is_usual = case.trial._replace(order=None) == DEFAULT
        if not failed or self._course.reference is not None or not is_usual:
            return {}
        slug = case.exercise.slug
        if slug not in self._sealed:
            self._sealed[slug] = SealedIdeas(self._course.folder / slug / NAME)
        return self._sealed[slug].find(failed)

    def _related(self, case: Case, ended: list[Outcome | Ended]) -> list[Outcome]:
        """The outcomes, some of them with the relation of their answers to the right ones."""
        failed = [
            Failed(*one)
            for one in ended
            if isinstance(one, Ended) and one.calls and one.outcome.status == "failed"
        ]
        explained: dict[str, Outcome] = {}
        is_apart = self._references.is_apart(case.exercise)
        if failed and not is_apart and not case.trial.only_verdicts:
            explained = with_relations(failed, self._staff.reference(case.exercise))
        outcomes = [one.outcome if isinstance(one, Ended) else one for one in ended]
        return [explained.get(outcome.check, outcome) for outcome in outcomes]

    def _diagnose(self, case: Case, ended: Ended, named: set[str]) -> Text | None:
        """The misconception behind one check, if any."""
        outcome, calls = ended.outcome, ended.calls
        if not calls:
            return None
        if self._references.is_apart(case.exercise):
            if outcome.status != "failed":  # asking a worker once more may take seconds
                return None
            diagnosis = self._worker_diagnosis_of(case.exercise)
            return diagnosis.diagnose(outcome.check, calls, case.process)
        diagnosis_here = self._diagnosis_of(case.exercise)
        everywhere = case.log.of_functions(calls)
        if outcome.status == "failed":
            return diagnosis_here.diagnose(calls, everywhere)
        if outcome.cause is not Cause.RAISED:
            return None
        return diagnosis_here.diagnose_raise(calls, everywhere, named)

    def _diagnosis_of(self, exercise: Exercise) -> Diagnosis:
        if exercise.slug not in self._diagnoses:
            reference = self._staff.solution(exercise)
            assert reference is not None
            ideas = load_misconceptions(self._course, exercise)
            driver = self._staff.driver(exercise)
            functions, kept = frozenset(exercise.functions), self._staff.kept_names(exercise)
            self._diagnoses[exercise.slug] = Diagnosis(reference, ideas, driver, functions, kept)
        return self._diagnoses[exercise.slug]

    def _worker_diagnosis_of(self, exercise: Exercise) -> WorkerDiagnosis:
        if exercise.slug not in self._worker_diagnoses:
            solution = self._course.solution(exercise)
            assert solution is not None
            self._worker_diagnoses[exercise.slug] = WorkerDiagnosis(
                solution.read_text("utf-8"),
                load_misconceptions(self._course, exercise),
                of_networks=exercise.training is not None,
            )
        return self._worker_diagnoses[exercise.slug]


def _may_have_idea(ended: Ended) -> bool:
    # an idea explains answers, not a call that gave none
    return bool(ended.calls) and ended.outcome.status == "failed"
