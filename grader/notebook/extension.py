"""`%load_ext grader` -> `%grade`, `%hint`, `%%play` and `digits()` in a student's kernel."""

from __future__ import annotations

import argparse
import atexit
import shlex
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from grader.i18n import LANGUAGES, default_language, gettext

from .client import GraderProcess
from .history import Entry, Executed, cells_to_judge
from .messages import Card, Crash, Hello, Refusal, Welcome, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Language

    from .messages import Answer, Request

_USAGE = """
%grade                judge what this kernel has executed
%grade {name:14} one function
%grade 01             one exercise
%grade --all          every finding in full
%hint                 the next hint, for the first mistake
%hint {name} -n 2
%%play                a cell that is never judged
"""
_ATTRIBUTE = "_cnn_grader"  # of the shell: what one %load_ext leaves for the next
_MIME_HTML, _MIME_TEXT = "text/html", "text/plain"


class Kernel:
    """The executed cells of a kernel, and the grader beside it.

    Args:
        shell: IPython's.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._process = GraderProcess()
        self._course = ""
        earlier = shell.history_manager.input_hist_raw[1:]
        self._entries = [Entry(number, raw) for number, raw in enumerate(earlier, start=1)]

    def begin_cell(self, info: Any) -> None:
        """Note a cell that is about to run; one may hold its own `%grade`."""
        if info.store_history:
            # versions of IPython differ in when they count a cell
            number = len(self._shell.history_manager.input_hist_raw)
            cell = str(getattr(info, "cell_id", None) or "")
            self._entries.append(Entry(number, str(info.raw_cell), cell))

    def end_cell(self, result: Any) -> None:
        """Note how a cell ended."""
        if result.info is not None and result.info.store_history and self._entries:
            self._entries[-1].number = result.execution_count or self._entries[-1].number
            self._entries[-1].failed = not result.success

    def grade(self, line: str) -> None:
        """Judge the executed cells: the notebook, or the function or exercise that is named."""
        self._answer(_options("%grade", line, self._usage))

    def hint(self, line: str) -> None:
        """Show the next hints for the first mistake, or for the function that is named."""
        self._answer(_options("%hint", line, self._usage))

    def play(self, line: str, cell: str) -> None:
        """Run a cell that is never judged, here or after handing in."""
        del line
        self._shell.run_cell(cell, store_history=False)

    def close(self) -> None:
        """End the grader."""
        self._process.close()

    def _usage(self) -> str:
        """The commands, with a function of the course in the examples."""
        answer = self._process.ask(Hello(default_language()))
        names = answer.functions if isinstance(answer, Welcome) else ()
        return _USAGE.format(name=names[0] if names else "mean").strip()

    def _answer(self, options: argparse.Namespace | None) -> None:
        if options is None:  # its help or its error has been shown
            return
        language: Language = options.lang or default_language()
        if options.course and options.course != self._course:
            self._process.close()
            self._course = options.course
            self._process = GraderProcess(options.course)
        answer = self._process.ask(Hello(language))
        if isinstance(answer, Welcome):
            executed = self._executed(answer.functions)
            answer = self._process.ask(_work(executed, options, language))
        _show(answer, language)

    def _executed(self, functions: Sequence[str]) -> Executed:
        return cells_to_judge(self._entries, self._shell.transform_cell, functions)


def load(shell: Any) -> None:
    """Add the commands to a shell."""
    if getattr(shell, _ATTRIBUTE, None) is not None:
        unload(shell)
    kernel = Kernel(shell)
    shell.register_magic_function(kernel.grade, "line", "grade")
    shell.register_magic_function(kernel.hint, "line", "hint")
    shell.register_magic_function(kernel.play, "cell", "play")
    shell.events.register("pre_run_cell", kernel.begin_cell)
    shell.events.register("post_run_cell", kernel.end_cell)
    shell.user_ns.setdefault("digits", digits)
    atexit.register(kernel.close)
    setattr(shell, _ATTRIBUTE, kernel)


def unload(shell: Any) -> None:
    """Take the events away again, and end the grader; `%reload_ext grader` begins anew."""
    kernel: Kernel = getattr(shell, _ATTRIBUTE)
    shell.events.unregister("pre_run_cell", kernel.begin_cell)
    shell.events.unregister("post_run_cell", kernel.end_cell)
    atexit.unregister(kernel.close)
    kernel.close()
    setattr(shell, _ATTRIBUTE, None)


def digits(count: int = 1_000) -> tuple[Any, Any]:
    """Real handwritten digits to play with: images (N, 28, 28) from 0 to 255, and labels 0 to 9."""
    from grader.datasets import load_images  # noqa: PLC0415 - NumPy, only where it is used

    found = load_images("digits")
    return found.images[:count].copy(), found.labels[:count].copy()


class _Refused(Exception):  # noqa: N818 - no error, but the end of reading a line
    """The line of a command is no good, or asks for help."""


class _Line(argparse.ArgumentParser):
    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        del status
        raise _Refused(message or "")

    def error(self, message: str) -> NoReturn:
        raise _Refused(f"{message}\n{self.format_usage()}")


def _options(name: str, line: str, usage: Callable[[], str]) -> argparse.Namespace | None:
    """The options of a command's line; None after printing its help or an error."""
    wants_help = not {"-h", "--help"}.isdisjoint(line.split())
    parser = _Line(
        prog=name,
        description=usage() if wants_help else "",
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("what", nargs="?", default="", help="a function, or an exercise (01)")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the answer")
    parser.add_argument("--course", default="", help="the folder of the course or the kit")
    if name == "%hint":
        parser.add_argument("-n", "--steps", type=_at_least_one, default=1, help="how many hints")
        parser.set_defaults(everything=False)
    else:
        parser.add_argument("-a", "--all", dest="everything", action="store_true")
        parser.set_defaults(steps=0)
    try:
        return parser.parse_args(shlex.split(line))
    except (_Refused, ValueError) as error:  # a quote that is not closed
        print(error, file=sys.stderr)
        return None


def _at_least_one(text: str) -> int:
    return max(1, int(text))


def _work(executed: Executed, options: argparse.Namespace, language: Language) -> Request:
    return Work(
        cells=tuple((cell.number, cell.source) for cell in executed.cells),
        unread=tuple((cell.number, ", ".join(cell.functions)) for cell in executed.unread),
        what=options.what,
        everything=options.everything,
        steps=options.steps,
        language=language,
    )


def _show(answer: Answer, language: Language) -> None:
    from IPython.display import display  # noqa: PLC0415 - the kernel has it

    if isinstance(answer, Card):
        bundle = {_MIME_HTML: answer.html, _MIME_TEXT: answer.text}
        display(bundle, raw=True)  # type: ignore[no-untyped-call]
    elif isinstance(answer, Refusal):
        print(f"{gettext('Error', language)}: {answer.sentence}", file=sys.stderr)
        if answer.tip:
            print(f"{gettext('Tip', language)}: {answer.tip}", file=sys.stderr)
    elif isinstance(answer, Crash):
        text = "The grader itself failed. Please report this:"
        print(gettext(text, language), answer.trace, sep="\n\n", file=sys.stderr)
