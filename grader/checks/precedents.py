"""What a check came to for some answers, kept for the next hand-in that gives the same ones.

A check is a function of what it is answered: its inputs are the same for everyone. In a class most
answers are somebody else's, bit for bit, so its questions are asked as before and the answers
compared as bytes; where all are the same, the outcome is too, and the check itself need not run. At
the first that differs it runs, with the answers so far in hand.

Kept are passes and failures of checks that were told answers alone, or that a call raised and what
kind of exception: nothing that quotes a student's code or clock, nothing that broke. A check that
was found to ask something else after the same answers has no precedents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.sandbox.faults import StudentFault

if TYPE_CHECKING:
    from grader.model import Outcome
    from grader.sandbox.exchange import Exchange, Question, Transcript
    from grader.sandbox.student_process import StudentProcess

MAX_OUTCOMES = 50  # of one check; the answers that many give come early
MAX_QUESTION_BYTES = 1 << 24  # of one check, for all the questions that are kept


class _Ended(NamedTuple):
    """A check's outcome, and how many answers of each question it looked at."""

    outcome: Outcome
    looked_at: tuple[int, ...]


class _Asked:
    """A question that a check asks, and what comes next after which answers."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.next: dict[bytes, _Asked | _Ended] = {}


class Precedents:
    """The precedents of one check."""

    def __init__(self) -> None:
        self._steps: dict[bytes, _Asked | _Ended] = {}  # the first one, by no answers
        self._questions: dict[bytes, Question] = {}  # by their bodies, to keep equal ones once
        self._outcomes_left = MAX_OUTCOMES
        self._bytes_left = MAX_QUESTION_BYTES

    def follow(self, process: StudentProcess) -> Outcome | None:
        """Asks what the check would ask, for as long as the answers have been given before.

        Returns:
            The outcome that these answers came to; None where the check must run.
        """
        step = self._steps.get(b"")
        asked: list[Exchange] = []
        while isinstance(step, _Asked):
            asked.append(process.ask_ahead(step.question))
            step = step.next.get(asked[-1].digest)
        if step is None:
            return None
        for exchange, count in zip(asked, step.looked_at, strict=True):
            process.look_at(exchange, count)
        return step.outcome

    def keep(self, transcript: Transcript, error: BaseException | None, outcome: Outcome) -> None:
        """Takes note of what a check that ran came to.

        Args:
            transcript: what it asked and heard.
            error: what it raised.
            outcome: its output and seconds are the hand-in's own and are not kept.
        """
        if transcript.has_strayed:
            self._forget()
        is_general = transcript.holds_for_others() and not isinstance(error, StudentFault)
        is_kept = is_general and outcome.status in {"passed", "failed"}
        if not is_kept or self._outcomes_left <= 0:
            return
        answers = [exchange.digest for exchange in transcript.exchanges]
        if b"" in answers:
            return
        self._outcomes_left -= 1
        steps, answer = self._steps, b""
        for exchange, digest in zip(transcript.exchanges, answers, strict=True):
            question = self._once(exchange.question)
            step = steps.setdefault(answer, _Asked(question))
            if not isinstance(step, _Asked) or step.question is not question:
                self._forget()
                return
            steps, answer = step.next, digest
        looked_at = tuple(exchange.looked_at for exchange in transcript.exchanges)
        kept = msgspec.structs.replace(outcome, output="", seconds=0.0)
        if isinstance(steps.setdefault(answer, _Ended(kept, looked_at)), _Asked):
            self._forget()

    def _once(self, question: Question) -> Question:
        known = self._questions.setdefault(question.body, question)
        if known is question:
            self._bytes_left -= 2 * len(question.body)
            if self._bytes_left < 0:
                self._outcomes_left = 0
        return known

    def _forget(self) -> None:
        """Keeps nothing from now on: the check does not depend on its answers alone."""
        self._outcomes_left = 0
        self._steps.clear()
        self._questions.clear()
