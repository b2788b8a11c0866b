"""The grades of `grade watch` -> a terminal, which is cleared each time, or plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from grader.i18n import N_, gettext, pick, points, translate
from grader.model.grade import total
from grader.reports.view import next_hint

from .grades import print_grades
from .next_step import say_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from grader.errors import GraderError
    from grader.model import Exercise, Grade, Language, Problem


class WatchScreen:
    """The screen of `grade watch`.

    Args:
        console: where to; if it is no terminal, nothing is cleared.
        exercises: those that are watched.
        language: of the text.
        has_keys: whether pressed keys are seen.
    """

    def __init__(
        self,
        console: Console,
        exercises: Sequence[Exercise],
        language: Language,
        *,
        has_keys: bool,
    ) -> None:
        self._console = console
        self._exercises = exercises
        self._language = language
        self._has_keys = has_keys

    def greet(self, place: str) -> None:
        """Name the watched files, how to end, and once that there are no keys."""
        self._say(gettext("Watching {place}. Ctrl-C ends.", self._language, place=place))
        if not self._has_keys:
            text = N_("Keys do not work here. `grade -a` shows all findings, `grade hint` a hint.")
            self._say(gettext(text, self._language), style="dim")

    def show(
        self,
        focus: Exercise,
        grades: dict[str, Grade],
        remarks: Sequence[Problem] = (),
        *,
        everything: bool = False,
    ) -> None:
        """Show one exercise, begun or not, and how far the course is.

        Args:
            focus: the exercise.
            grades: by exercise.
            remarks: on the files, where none of them answers the exercise.
            everything: whether to show all findings in full.
        """
        self._clear()
        if focus.slug in grades:
            shown = [grades[focus.slug]]
            print_grades(self._console, shown, self._language, first_only=not everything)
        else:
            self._say(f"{focus.slug}  {pick(focus.title, self._language)}", style="bold")
            for problem in remarks:
                self._say(translate(problem.message, self._language))
            number = focus.slug.partition("_")[0]
            words = gettext("Begin with:", self._language)
            say_command(self._console, words, f"grade start {number}")
            self._say("")
        self._say(self._progress(grades))
        self._show_keys()

    def show_hint(self, grade: Grade, number: int) -> None:
        """Show one more hint for the exercise's first mistake, counted from 1."""
        found = next_hint([grade], number, self._language)
        if found is None:
            self._say(gettext("Everything passes here. No hint needed.", self._language))
            return
        if number <= len(found.texts):
            hint = gettext("Hint", self._language)
            self._say(f"{hint} {number}: {found.texts[-1]}")
        else:
            self._say(gettext("Those are all the hints.", self._language))
            words = gettext("Read the statement again:", self._language)
            command = f"grade statement {grade.exercise.partition('_')[0]}"
            say_command(self._console, words, command)

    def show_wait(self, exercise: Exercise) -> None:
        """Say that an exercise is being checked, which takes long."""
        text = gettext("Checking {exercise} …", self._language, exercise=exercise.slug)
        self._say(text, style="dim")

    def show_error(self, error: GraderError) -> None:
        """Say why there is no verdict."""
        self._clear()
        self._say(error.render(self._language), style="bold")
        tip = translate(error.tip, self._language)
        if tip:
            self._say(tip)
        self._show_keys()

    def _progress(self, grades: dict[str, Grade]) -> Text:
        """A mark for each exercise, how many pass, and the points."""
        line = Text()
        for exercise in self._exercises:
            grade = grades.get(exercise.slug)
            number = exercise.slug.partition("_")[0]
            if grade is None:
                line.append(f"{number}· ", style="dim")
            elif grade.all_passed():
                line.append(f"{number}✓ ", style="green")
            else:
                line.append(f"{number}✗ ", style="red")
        count = sum(grade.all_passed() for grade in grades.values())
        earned = points(total(list(grades.values())).earned)
        text = gettext(
            "{count} of {all} exercises pass, {earned} points",
            self._language,
            count=count,
            all=len(self._exercises),
            earned=earned,
        )
        return line.append(f" {text}", style="bold")

    def _show_keys(self) -> None:
        if self._has_keys:
            words = gettext("h hint   n next exercise   a all findings   q quit", self._language)
            self._say(words, style="dim")

    def _clear(self) -> None:
        if self._console.is_terminal:
            self._console.clear()

    def _say(self, text: str | Text, style: str = "") -> None:
        self._console.print(Text(text, style=style) if isinstance(text, str) else text)
