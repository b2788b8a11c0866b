"""Grades -> an HTML page for a student: what to do next, then each exercise with its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.model.grade import total
from grader.reports.view import MARKS, View, passed_label, view

from .heatmap import heat_maps
from .page import render_page
from .training_charts import layer_pairs, training_charts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Status
    from grader.reports.view import Finding

    from .heatmap import HeatMap
    from .training_charts import LayerPair, TrainingChart

MAX_STEPS = 3


class Pair(NamedTuple):
    """One finding in both languages, with its pictures.

    Attributes:
        anchor: the target of links in the page.
    """

    anchor: str
    mark: str
    ko: Finding
    en: Finding
    maps: list[HeatMap]

    @property
    def status(self) -> Status:
        """The status of the first of its checks."""
        return self.en.status

    @property
    def layers(self) -> list[LayerPair]:
        """The model's table beside the one asked for, if the model is not as asked."""
        return layer_pairs(self.en.layers) if self.en.layers is not None else []

    @property
    def hints(self) -> list[tuple[str, str]]:
        """The ladder, each step in Korean and English."""
        return list(zip(self.ko.hints, self.en.hints, strict=True))


class Part(NamedTuple):
    """One exercise in both languages."""

    anchor: str
    grade: Grade
    ko: View
    en: View
    findings: list[Pair]
    networks: list[TrainingChart]

    @property
    def passed_labels(self) -> tuple[str, str]:
        """How many checks passed, in Korean and English."""
        return passed_label(self.ko, "ko"), passed_label(self.en, "en")

    @property
    def done(self) -> bool:
        """Whether all checks passed."""
        return self.grade.all_passed()


class Step(NamedTuple):
    """The next thing to do in an exercise: its first finding."""

    part: Part
    pair: Pair


def render_student_page(grades: Sequence[Grade], language: Language) -> str:
    """Render one student's grades; the page needs no network and no script."""
    parts = [_part(grade) for grade in grades]
    missing = [part for part in parts if not part.grade.file]
    marked = [
        pair.anchor
        for part in parts
        for pair in part.findings
        if any(drawn.first_wrong for drawn in pair.maps)
    ]
    return render_page(
        "student.html",
        language,
        legend_at=marked[0] if marked else "",
        student=grades[0].student if grades else "",
        score=total(grades),
        parts=parts,
        steps=_next_steps(parts),
        missing=missing if len(parts) > 1 else [],
        done=bool(parts) and all(part.done for part in parts),
        marks=MARKS,
    )


def _part(grade: Grade) -> Part:
    korean, english = view(grade, "ko"), view(grade, "en")
    pairs = [
        Pair(f"{grade.exercise}-{number}", MARKS[en.status], ko, en, heat_maps(en.array_views))
        for number, (ko, en) in enumerate(
            zip(korean.findings, english.findings, strict=True), start=1
        )
    ]
    return Part(grade.exercise, grade, korean, english, pairs, training_charts(grade))


def _next_steps(parts: list[Part]) -> list[Step]:
    """The first finding of each exercise that the student can mend."""
    steps = []
    for part in parts:
        mine = [pair for pair in part.findings if pair.status not in {"broken", "skipped"}]
        steps += [Step(part, pair) for pair in mine[:1]]
    return steps[:MAX_STEPS]
