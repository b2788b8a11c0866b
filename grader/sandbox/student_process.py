"""A submission in a worker: loaded and called; every failure becomes a fault."""

from __future__ import annotations

import contextlib
import functools
import time
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from grader.errors import SandboxError
from grader.i18n import N_
from grader.model import Cause, message
from grader.worker import wire
from grader.worker.cells import NOTHING
from grader.worker.wire import WireError

from .channel import ChannelClosedError, ChannelTimeoutError, Ended, FrameRefusedError
from .code_reader import CodeReader
from .exchange import (
    MAX_ANSWERS_BYTES,
    WORDS_BESIDE,
    Answer,
    Conversation,
    Kind,
    Question,
    Response,
    Returned,
    encode_arguments,
    new_number,
    parse_ending,
)
from .explain import (
    KnownCode,
    broke_the_rules,
    left_out,
    not_called_again,
    too_large,
    worker_died,
)
from .faults import Crashed, StudentFault, TimedOut
from .places import NOWHERE, Places
from .time_limits import Clock
from .typing_faults import about_typing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.model import Exercise, Limits, Problem
    from grader.worker.cells import Wanted

    from .channel import Sandbox
    from .explain import Aside, Sources
    from .messages import Loaded

CHANNEL_ERRORS = (ChannelTimeoutError, ChannelClosedError, FrameRefusedError, WireError)
MAX_RELOADS = 3  # each leaves out one more statement that kills the worker
MAX_TIMEOUTS = 2  # of one function, which is then not called again: a class must not be held up


class Asked(NamedTuple):
    """A question and its responses, up to one that killed the worker.

    Attributes:
        seconds: that they took.
        size: of the responses, in bytes.
    """

    question: Question
    responses: list[Response]
    seconds: float = 0.0
    size: int = 0


class StudentProcess:
    """A student's module in a worker; after a timeout or a crash, in a new worker.

    Args:
        sandbox: opens the workers.
        exercise: gives the module's name and the limits.
        sources: module name -> cells, from `grader.submission`.
        driver: the source of the exercise's `driver.py`; empty if it has none.
        aside: functions in a notebook's other cells, and the code cell before each.
        identity: of the student, by the channel; empty where it names nobody.
        wanted: values as of cells that will be asked for.

    Attributes:
        places: the exercise's data files; to be set before anything is loaded.
    """

    def __init__(  # noqa: PLR0913
        self,
        sandbox: Sandbox,
        exercise: Exercise,
        sources: Sources,
        driver: str = "",
        *,
        aside: Aside = (),
        identity: str = "",
        wanted: Wanted = NOTHING,
    ) -> None:
        self.identity = identity
        self._wanted = wanted
        self.places = Places()
        self._is_hidden = False  # whether hidden checks have begun
        self._sandbox = sandbox
        self._exercise = exercise
        self.driver = driver
        self._limits: Limits = exercise.limits
        self._code = KnownCode(exercise, sources, driver, aside)
        self._clock = Clock(exercise.limits)
        self._conversation: Conversation | None = None
        self._named_function = ""
        self._skip: list[str] = []
        self._running = ""
        self._timeouts: Counter[str] = Counter()
        self._output: list[str] = []
        self._is_cut = False
        self._load_fault: StudentFault | None = None
        self._is_loaded = False
        self.problems: tuple[Problem, ...] = ()
        self.code = CodeReader(self, exercise.module, sources)  # reads it, and runs nothing
        self._make_room()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self.code.close()

    def load(self) -> None:
        """Run the student's cells and collect `problems`.

        A statement that hangs or kills the worker is left out, and the rest is tried again.
        """
        skipped: list[Problem] = []
        for attempt in range(MAX_RELOADS + 1):
            self._clock.begin_load(attempt)
            try:
                _, report = self._open()
            except (TimedOut, Crashed) as fault:
                self._load_fault = fault
                if fault.cause is Cause.KILLED:  # no statement is to blame
                    continue
                if not self._running or self._running in self._skip:
                    break  # no statement is known to be at fault, or leaving it out did not help
                self._skip.append(self._running)
                skipped.append(left_out(self._running, fault))
            else:
                self._load_fault = None
                self._is_loaded = True
                self.problems = self._code.loaded(report)
                break
        self.problems = (*skipped, *self.problems)
        self._clock.begin_checks()

    def begin_check(self, room: int = MAX_ANSWERS_BYTES, *, hidden: bool = False) -> None:
        """Give the next check its full time, and room for output and answers.

        Args:
            room: how many bytes its answers may take. What goes beyond is not kept, since a check
                may make of a byte many times that.
            hidden: whether it is a hidden check, which may have data files of its own.
        """
        if hidden and not self._is_hidden:
            self._is_hidden = True
            if self.places.hidden != self.places.public:
                self._end()
        self._clock.begin_check()
        if self._conversation is None and self._is_loaded:
            with contextlib.suppress(StudentFault):  # the first call will say so
                self._open()
            self._clock.begin_check()  # whatever killed the last worker, no check pays for this one
        self._make_room(room)

    def _make_room(self, room: int = MAX_ANSWERS_BYTES) -> None:
        self._room = self._limits.output_kb * 1024  # characters that may be printed
        self._answers_left = MAX_ANSWERS_BYTES
        self._values_left = room

    @contextlib.contextmanager
    def on_behalf_of(self, function: str, seconds: float) -> Iterator[None]:
        """Name a student's function in faults of the driver's calls, and give those their own time.

        Several checks share the result, so the first of them does not pay for it; the exercise
        does.
        """
        self._named_function = function
        try:
            with self._clock.allowing(seconds):
                yield
        finally:
            self._named_function = ""

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the worker for a while; its threads take nothing from others then."""
        with contextlib.ExitStack() as stack:
            if self._conversation is not None:
                stack.enter_context(self._conversation.channel.paused())
            yield

    def beside(self, exercise: Exercise, sources: Sources, driver: str = "") -> Self:
        """A process in the same sandbox for modules that are not the student's."""
        return type(self)(self._sandbox, exercise, sources, driver)

    def twin(self, source: str, label: str) -> Self:
        """A process for another solution of the same exercise."""
        process = self.beside(
            self._exercise, {self._exercise.module: [(label, source)]}, self.driver
        )
        process.places = self.places
        return process

    def stray_return(self, function: str) -> StudentFault | None:
        """Why a function returns nothing, if its `return` stands outside of it."""
        return self._code.stray_return(function)

    def not_begun(self, function: str) -> StudentFault | None:
        """Why a function returns nothing, if there is nothing in it."""
        return self._code.not_begun(function)

    def parameters_of(self, function: str) -> tuple[str, ...]:
        """The parameters of a function, as its `def` has them; none if that is not found."""
        return self._code.parameters_of(function)

    def take_output(self) -> str:
        """Hand over the text printed since the last call."""
        text = "".join(self._output) + ("\n[…]\n" if self._is_cut else "")
        self._output.clear()
        self._is_cut = False
        return text

    def call(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        by_driver: bool = False,
    ) -> Answer:
        """Call the student's function, or the driver's, on copies of the arguments.

        Raises:
            StudentFault: it returned no value.
        """
        question = Question(Kind(function, by_driver), [encode_arguments(args, kwargs)])
        end = next(self.ask(question))
        if isinstance(end, StudentFault):
            raise end
        return end

    def ask(self, question: Question) -> Iterator[Answer | StudentFault]:
        """Make all calls of a question at once; returns each end when it is asked for.

        The ends stop at a call that kills the worker. The output of calls that nobody asks for is
        dropped.
        """
        return self.read(self._ask(question))

    def ask_all(self, questions: Iterable[Question]) -> list[Asked]:
        """Ask one question after the other, up to one that kills the worker.

        Those that are not read cost nothing but the time of their check.
        """
        asked: list[Asked] = []
        for question in questions:
            asked.append(self._ask(question))
            if isinstance(asked[-1].responses[-1].fault, (TimedOut, Crashed)):
                break  # a new worker knows nothing of the calls so far
        return asked

    def read(self, asked: Asked) -> Iterator[Answer | StudentFault]:
        """The end of each call of a question that was asked."""
        self._clock.charge(asked.seconds)
        question = asked.question
        return map(functools.partial(self._read, question), question.calls, asked.responses)

    def charge(self, asked: Iterable[Asked]) -> None:
        """Charge the exercise for calls as if they were read."""
        self._clock.charge(sum(one.seconds for one in asked))

    def print_again(self, asked: Iterable[Asked]) -> None:
        """Replace the text printed so far by that of these calls, in order."""
        self.take_output()
        for one in asked:
            for response in one.responses:
                self._keep_output(response)

    def _keep_output(self, response: Response) -> None:
        if response.printed:
            self._output.append(response.printed)
            self._is_cut = self._is_cut or response.is_cut

    def _read(
        self, question: Question, arguments: bytes, response: Response
    ) -> Answer | StudentFault:
        self._keep_output(response)
        self._timeouts[question.kind.function] += isinstance(response.fault, TimedOut)
        return self._interpret(question, response, arguments)

    def _ask(self, question: Question) -> Asked:
        """Ask a question; there are responses up to one that kills the worker."""
        if self._load_fault is not None:
            return Asked(question, [Response.nothing(self._load_fault)])
        if self._timeouts[question.kind.function] >= MAX_TIMEOUTS:
            refused = not_called_again(self._name_of(question), MAX_TIMEOUTS)
            return Asked(question, [Response.nothing(refused)])
        started, answers_left = time.monotonic(), self._answers_left
        responses: list[Response] = []
        try:
            conversation = self._conversation or self._open()[0]
        except StudentFault as fault:
            return Asked(question, [Response.nothing(fault)], time.monotonic() - started)
        most = max(self._values_left, 0) + WORDS_BESIDE
        conversation.channel.most_bytes = min(most, wire.MAX_FRAME_BYTES)
        try:
            with self._clock.running() as deadline:
                for some in conversation.ask(question, deadline, self._room, answers_left):
                    responses += self._taken(some, question)
        except CHANNEL_ERRORS as error:
            last = self._fault_of(error, self._name_of(question))
            responses.append(Response.nothing(last, "".join(conversation.printed)))
        size = answers_left - self._answers_left
        return Asked(question, responses, time.monotonic() - started, size)

    def _taken(self, responses: list[Response], question: Question) -> list[Response]:
        """Some responses, without the values for which the check has no room."""
        self._room -= len(responses[0].printed)  # what is printed comes with the first of them
        sizes = [len(one.body) for one in responses]
        size, before = sum(sizes), self._values_left
        self._answers_left -= size + sum([len(one.words) for one in responses])
        self._values_left -= size
        if self._values_left >= 0:
            return responses
        rooms = (before - taken for taken in accumulate(sizes))
        fault = too_large(self._name_of(question))
        return [
            one if room >= 0 else one.without_value(fault)
            for one, room in zip(responses, rooms, strict=True)
        ]

    def _name_of(self, question: Question) -> str:
        """The student's function that sentences about a question name."""
        kind = question.kind
        return self._named_function or self._code.named(kind.said, by_driver=kind.by_driver)

    def _interpret(
        self, question: Question, response: Response, arguments: bytes
    ) -> Answer | StudentFault:
        if response.fault is not None:
            return response.fault
        function = self._named_function or question.kind.function
        by_driver = question.kind.by_driver
        try:
            with self._clock.reading():
                ending = parse_ending(response.body)
                if isinstance(ending, Returned):
                    return Answer(*ending, arguments, response.seconds, response.body)
                if question.kind.how == "probe" or question.kind.cell:
                    ends = {place.cell for place in self._wanted.ends}
                    fault = self._code.explain_beside(question.kind, ending, response.words, ends)
                else:
                    fault = self._code.explain(
                        function, ending, response.words, by_driver=by_driver
                    )
                return about_typing(fault, question.kind)
        except ChannelTimeoutError:
            return self._clock.too_slow(self._name_of(question))
        except WireError:
            self._end()
            return broke_the_rules()

    def has_function(self, name: str) -> bool:
        """Whether there is such a function, as the worker says."""
        return self._code.has(name)

    def missing(self, function: str) -> StudentFault:
        """The fault of a missing function."""
        return self._code.missing(function)

    # -- the worker's life

    def _open(self) -> tuple[Conversation, Loaded]:
        """Load the student's module in a fresh worker; returns its report, too."""
        self._running = ""
        place = self.places.hidden if self._is_hidden else self.places.public
        has_place = () if place == NOWHERE else (place,)
        conversation = Conversation(self._sandbox.open_channel(self._limits, *has_place))
        self._conversation = conversation
        request = {
            "number": new_number(),
            "module": self._exercise.module,
            "sources": self._code.sources,
            "allowed": list(self._exercise.packages),
            "skip": self._skip,
            "driver": self.driver,
            "script": self._exercise.script,
        }
        if self._wanted.ends:
            request["cells"] = [list(place) for place in self._wanted.ends]
            request["names"] = list(self._wanted.names)
        try:
            with self._clock.running() as deadline:
                # the cells' own output belongs to no check
                return conversation, conversation.load(request, deadline, self._room)
        except CHANNEL_ERRORS as error:
            raise self._fault_of(error, "") from None

    def _end(self) -> Ended:
        conversation, self._conversation = self._conversation, None
        if conversation is None:
            return Ended()
        self._running = conversation.running
        return conversation.channel.close()

    def _fault_of(self, error: Exception, function: str) -> StudentFault:
        """End the worker; the fault of this function that an error of the channel means.

        Raises:
            SandboxError: it is a fault of the machine.
        """
        ended = self._end()
        if isinstance(error, ChannelTimeoutError):
            return self._code.too_slow(self._clock.too_slow(function), self._running)
        if isinstance(error, FrameRefusedError):
            return too_large(function)
        if isinstance(error, WireError):
            return broke_the_rules()
        if ended.lost:
            text = N_("The fork server ended while a worker was busy.")
            raise SandboxError(message(text)) from None
        return worker_died(ended, self._limits, self._sandbox.isolation().level)
