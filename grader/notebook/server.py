"""A process beside a kernel: the text of executed cells -> cards, judged behind the walls.

It reads the cells as a notebook that was handed in, by the same bounded reader, and grades them in
the same sandbox. It opens nothing of `reference/`: hidden checks never run here.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from grader.checks.case import DEFAULT
from grader.course.manifest import find_course, load_course, pick_exercises
from grader.errors import GraderError, SandboxError, did_you_mean
from grader.i18n import N_, translate
from grader.model import Cause, Problem, message
from grader.model.grade import score
from grader.pipeline import Grader
from grader.submission.reader import Reader

from .cards import Shown, hint_card, judgment_card
from .messages import Answer, Card, Crash, Hello, Refusal, Request, Welcome, Work, receive, send

if TYPE_CHECKING:
    from grader.model import Course, Exercise, Grade, Language, Submission

COURSE = "GRADE_COURSE"  # an environment variable, as for `grade`
KITS = ("student-kit", "exercises")  # beside the notebook
_ENDING_SECONDS = 5
_HALF = 0.5
_DEFINED = re.compile(
    r"^[ \t]*(?:def|class)[ \t]+(\w{1,80})|^(\w{1,80})[ \t]*(?::[^=\n]{1,80})?=", re.MULTILINE
)
_NAME = "notebook.ipynb"


def main() -> None:
    """Answer on standard output until the input ends, which it does with the kernel."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # a check that prints must not speak in our frames
    threading.Thread(target=_end_with_kernel, args=(requests,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError), Session(sys.argv[2]) as session:
        while True:
            try:
                data = receive(requests)
            except EOFError:
                return
            send(answers, session.answer(msgspec.msgpack.decode(data, type=Request)))


def _end_with_kernel(requests: BinaryIO) -> None:
    """End a judgment whose kernel is gone; Windows waits until it is over."""
    if sys.platform == "win32":
        return
    import select  # noqa: PLC0415

    poll = select.poll()
    poll.register(requests.fileno(), 0)  # errors and the end are told without asking
    poll.poll()
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(_ENDING_SECONDS)
    os._exit(1)


class Session:
    """One kernel's grader: graders stay warm, one for each exercise; a context manager.

    Args:
        folder: the course's; by default it is looked for.
    """

    def __init__(self, folder: str = "") -> None:
        self._given = folder
        self._found: Course | None = None
        self._graders: dict[str, Grader] = {}
        self._open = contextlib.ExitStack()
        self._count = 0

    def __enter__(self) -> Self:
        self._folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        # warm as well: cells with a magic in them are read by IPython's rules
        self._reader = self._open.enter_context(Reader([self._folder]))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def answer(self, request: Request) -> Answer:
        """Answer; an error is an answer, too."""
        try:
            if isinstance(request, Hello):
                names = (name for e in self._course().exercises for name in e.names)
                return Welcome(tuple(dict.fromkeys(names)))
            return self._judge(request)
        except GraderError as error:
            language = _language(request)
            return Refusal(error.render(language), translate(error.tip, language))
        except Exception:  # noqa: BLE001 - the boundary of the program
            return Crash(traceback.format_exc())

    def _course(self) -> Course:
        if self._found is None:
            course = load_course(_course_folder(self._given))
            # not even opened: what this process never holds, no trick gets out of it
            self._found = msgspec.structs.replace(course, reference=None, secret="")
        return self._found

    def _judge(self, work: Work) -> Card:
        course = self._course()
        submission = self._read(work)
        exercises, function = _asked_for(course, work.what)
        answered = _worked_on(exercises, work)
        if not answered and work.what and not function:
            answered = exercises
        if not answered:
            raise _nothing_run()
        if not submission.files:  # reading took too much
            raise GraderError(*submission.problems[:1])
        # a function of several exercises is that of the one which is worked on
        answered = answered[:1] if function else answered
        grades = [self._grade(submission, exercise, function, work) for exercise in answered]
        self._count += 1
        shown = Shown(
            grades=grades,
            function=function,
            everything=work.everything,
            language=_language(work),
            numbers=tuple(number for number, _ in work.cells),
            anchor=f"grader-{os.getpid()}-{self._count}",
        )
        return hint_card(shown, work.steps) if work.steps else judgment_card(shown)

    def _read(self, work: Work) -> Submission:
        """The cells as the notebook that they would be."""
        cells = [{"cell_type": "code", "source": source} for _, source in work.cells]
        path = self._folder / _NAME
        path.write_bytes(msgspec.json.encode({"cells": cells or [{"cell_type": "code"}]}))
        return self._reader.read_path(path)

    def _grade(
        self, submission: Submission, exercise: Exercise, function: str, work: Work
    ) -> Grade:
        grader = self._grader(exercise)
        name = f"{exercise.module}.ipynb"
        files = tuple(msgspec.structs.replace(file, name=name) for file in submission.files)
        named = msgspec.structs.replace(submission, student="", files=files)
        trial = DEFAULT
        if function and (order := grader.judge.naming(exercise.slug, function)):
            trial = DEFAULT._replace(order=order)
        try:
            found = grader.grade(named, trial)
        except SandboxError:  # the fork server has died; the next call starts another
            found = grader.grade(named, trial)
        grade = found[0] if found else grader.grade_all(named)[0]
        grade = _without_questions(grade, exercise)
        return _by_number(_with_unread(grade.for_student(), work), name, work)

    def _grader(self, exercise: Exercise) -> Grader:
        if exercise.slug not in self._graders:
            grader = Grader(self._course(), (exercise,))
            self._graders[exercise.slug] = self._open.enter_context(grader)
        return self._graders[exercise.slug]


def _course_folder(given: str) -> Path:
    """The course that was named, or the one above, beside or within this grader."""
    named = given or os.environ.get(COURSE, "")
    if named:
        return Path(named).expanduser()
    here = Path.cwd()
    try:
        return find_course(here)
    except GraderError:
        for name in KITS:
            with contextlib.suppress(GraderError):
                return find_course(here / name)
        inside = embedded_course()
        if inside is not None:
            return inside
        raise GraderError(
            message("No course found in {folder} or above it.", folder=str(here)),
            message(
                "Put the students' kit beside this notebook, or name its folder: {command}",
                command="%grade --course PATH",
            ),
        ) from None


def embedded_course() -> Path | None:
    """The course that came with this grader, if it was installed from a students' kit."""
    inside = Path(__file__).resolve().parents[1] / "course" / "embedded" / "exercises"
    return inside if inside.is_dir() else None


def _asked_for(course: Course, what: str) -> tuple[tuple[Exercise, ...], str]:
    """The exercises to look at, and the function if one was named.

    Raises:
        GraderError: no exercise and no function has that name.
    """
    if not what:
        return course.exercises, ""
    having = tuple(e for e in course.exercises if what in e.names)
    if having:
        return having, what
    try:
        return pick_exercises(course, (what,)), ""
    except GraderError:
        if what[0].isdigit():
            raise
    known = [name for exercise in course.exercises for name in exercise.names]
    sentence = message("No exercise asks for a function {name}.", name=what)
    raise GraderError(sentence, did_you_mean(what, known))


def _nothing_run() -> GraderError:
    text = N_("Run the cells with your functions first, then {command}.")
    return GraderError(
        message("No cell that you have run defines a function of an exercise."),
        message(text, command="%grade"),
    )


def _worked_on(exercises: tuple[Exercise, ...], work: Work) -> tuple[Exercise, ...]:
    """The exercises with half of their functions in the cells, the fullest first; else that one.

    Names are not always of one exercise alone: a helper `sigmoid` is no work on layers.
    """
    found = (match for _, source in work.cells for match in _DEFINED.finditer(source))
    defined = {match[1] or match[2] for match in found}
    share = {e.slug: len(defined & {*e.names}) / len(e.names) for e in exercises}
    begun = sorted((e for e in exercises if share[e.slug]), key=lambda e: -share[e.slug])
    kept = tuple(e for e in begun if share[e.slug] >= _HALF)
    return kept or tuple(begun[:1])


def _without_questions(grade: Grade, exercise: Exercise) -> Grade:
    """The grade without answers in text cells, which no kernel knows."""
    if not exercise.questions:
        return grade
    asked = {question.check for question in exercise.questions}
    outcomes = tuple(outcome for outcome in grade.outcomes if outcome.check not in asked)
    text = N_("Your answers to questions are not looked at here, but in the saved file: {command}")
    remark = Problem(Cause.NOT_USED, message(text, command="grade check"))
    problems = (*grade.problems, remark)
    return msgspec.structs.replace(
        grade, outcomes=outcomes, problems=problems, score=score(outcomes)
    )


def _with_unread(grade: Grade, work: Work) -> Grade:
    """The grade with a remark on each cell that Python could not read."""
    text = N_(
        "In [{number}] could not be read by Python, so {functions} is judged as it was before."
    )
    remarks = tuple(
        Problem(Cause.UNREADABLE, message(text, number=number, functions=functions))
        for number, functions in work.unread
    )
    return msgspec.structs.replace(grade, problems=(*remarks, *grade.problems))


def _by_number(grade: Grade, name: str, work: Work) -> Grade:
    """The grade with each cell named as the kernel does."""
    labels = {
        f"{name} cell {place}": f"In [{number}]"
        for place, (number, _) in enumerate(work.cells, start=1)
    }

    def renamed(part: object) -> object:
        if isinstance(part, dict):
            return {key: renamed(value) for key, value in part.items()}
        if isinstance(part, list | tuple):
            return [renamed(value) for value in part]
        return labels.get(part, part) if isinstance(part, str) else part

    return msgspec.convert(renamed(msgspec.to_builtins(grade)), type=type(grade))


def _language(request: Request) -> Language:
    return "ko" if request.language == "ko" else "en"
