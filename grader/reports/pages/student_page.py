"""Grades -> an HTML page for a student: the next step, then each exercise with its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import translate
from grader.model import Cause
from grader.model.grade import total
from grader.pictures.reading import words_of, wrong_window
from grader.reports.not_tried import not_tried
from grader.reports.view import MARKS, View, passed_label, view

from .heatmap import heat_maps
from .page import languages_of, render_page, svg_address
from .training_charts import layer_pairs, training_charts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model import Account, Grade, Language, Status, Text, WrongWindow
    from grader.model.remark import Remark
    from grader.reports.view import Finding

    from .heatmap import HeatMap
    from .training_charts import LayerPair, TrainingChart

MAX_STEPS = 3


class WindowPicture(NamedTuple):
    """A picture of the window behind a wrong cell.

    Attributes:
        place: the cell's index, `[0, 1]`.
        address: the picture itself.
        words: its sum as plain text.
    """

    place: str
    address: str
    words: str


def window_picture(window: WrongWindow) -> WindowPicture:
    """Draw the window behind a wrong cell."""
    place = f"[{', '.join(map(str, window.at))}]"
    return WindowPicture(place, svg_address(wrong_window(window)), words_of(window))


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
    def window(self) -> WindowPicture | None:
        """The window behind the first wrong cell, if it is known."""
        return None if self.en.window is None else window_picture(self.en.window)

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
    remarks: list[Remark]

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


def render_student_page(
    grades: Sequence[Grade], language: Language, account: Account | None = None
) -> str:
    """Render one student's grades; the page needs no network and no script.

    Args:
        account: the points that count and the remarks, if anything came after the checks.
    """
    remarks = account.remarks if account is not None else ()
    parts = [part_of(grade, remarks=remarks) for grade in grades]
    if len(parts) > 1:  # missing libraries are named once, at the top
        parts = [_without_libraries(part) if part.grade.missing else part for part in parts]
    missing = [part for part in parts if not part.grade.file]
    return render_page(
        "student.html",
        language,
        offered=languages_of(_authored(grades)),
        legend_at=first_marked(parts),
        student=grades[0].student if grades else "",
        score=total(grades),
        account=account,
        parts=parts,
        steps=_next_steps(parts),
        missing=missing if len(parts) > 1 else [],
        not_tried=not_tried(grades) if len(parts) > 1 else [],
        done=bool(parts) and all(part.done for part in parts),
        marks=MARKS,
    )


def _authored(grades: Sequence[Grade]) -> Iterator[Text]:
    """The course authors' texts about the exercises and their checks."""
    for grade in grades:
        yield grade.title
        yield from (outcome.title for outcome in grade.outcomes)


def _without_libraries(part: Part) -> Part:
    """A part without the note that its libraries are not installed."""
    said = [p.message for p in part.grade.problems if p.cause is Cause.LIBRARY_MISSING]

    def shorter(shown: View, language: Language) -> View:
        known = {translate(one, language) for one in said}
        return shown._replace(notes=[note for note in shown.notes if note not in known])

    return part._replace(ko=shorter(part.ko, "ko"), en=shorter(part.en, "en"))


def first_marked(parts: Sequence[Part]) -> str:
    """The anchor of the first finding with a marked cell, where the marks are explained."""
    pairs = (pair for part in parts for pair in part.findings)
    return next((p.anchor for p in pairs if any(drawn.first_wrong for drawn in p.maps)), "")


def part_of(grade: Grade, prefix: str = "", remarks: Sequence[Remark] = ()) -> Part:
    """One exercise's part of a page.

    Args:
        grade: the exercise's.
        prefix: in front of each target of links, where several reports share a page.
        remarks: people's, on all exercises.
    """
    korean, english = view(grade, "ko"), view(grade, "en")
    pairs = [
        Pair(
            f"{prefix}{grade.exercise}-{number}",
            MARKS[en.status],
            ko,
            en,
            heat_maps(en.array_views),
        )
        for number, (ko, en) in enumerate(
            zip(korean.findings, english.findings, strict=True), start=1
        )
    ]
    anchor = f"{prefix}{grade.exercise}"
    own = [remark for remark in remarks if remark.exercise == grade.exercise]
    return Part(anchor, grade, korean, english, pairs, training_charts(grade), own)


def _next_steps(parts: list[Part]) -> list[Step]:
    """The first finding of each exercise that the student can mend."""
    steps = []
    for part in parts:
        mine = [
            pair for pair in part.findings if pair.status not in {"broken", "skipped", "pending"}
        ]
        steps += [Step(part, pair) for pair in mine[:1]]
    return steps[:MAX_STEPS]
