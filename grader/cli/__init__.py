"""A command line -> calls into the package, printed text and an exit code.

Exit codes: 0 all passed, 1 graded and something not passed, 2 you must fix something,
3 we are broken, 130 interrupted, 141 nobody reads the output any more.
"""

from __future__ import annotations

import atexit
import codecs
import difflib
import gc
import importlib
import io
import os
import platform
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.i18n import N_, default_language, gettext, translate

from .examples import find_examples
from .language import NEUTRAL, set_click_language, translated
from .options import language_in

if TYPE_CHECKING:
    from grader.model import Language

    from .examples import Examples

# command -> its module, which is loaded when the command runs, so that `grade --help` needs no
# more than click; the help lists them in this order
COMMANDS = {
    "check": "student",
    "watch": "watch",
    "start": "student",
    "hint": "student",
    "status": "study",
    "statement": "study",
    "solution": "study",
    "reset": "student",
    "submission": "staff",
    "batch": "batch",
    "review": "review",
    "report": "staff",
    "gradebook": "classroom",
    "feedback": "classroom",
    "statistics": "classroom",
    "similar": "classroom",
    "diff": "classroom",
    "forget": "classroom",
    "doctor": "staff",
    "data": "staff",
    "ci": "ci",
    "course": "author",
}
# All libraries make about as many objects, and none of them is garbage: looking for some after
# every 700 took a tenth of a cold `grade check`.
LOADED_OBJECTS = 100_000
SIMPLER = "grader.simpler"  # the name of the error handler
_ASCII = dict(zip("✓✗○•━┄─×−–·’‘“”", "+xo*=.-x--.''\"\"", strict=True)) | {"→": "->", "…": "..."}
READERS = {
    N_("Students"): {"student", "study", "watch"},
    N_("Staff"): {"staff", "batch", "review", "classroom", "ci"},
    N_("Authors"): {"author"},
}
HELP = {
    "check": N_("Check your files here, or those at PATH (what bare `grade` does)."),
    "watch": N_("Stay, and check your files again each time you save."),
    "start": N_("Put the starter file of an exercise into this folder."),
    "hint": N_("A hint for the first mistake, or for one of your functions."),
    "status": N_("Show the course at a glance: what is begun, what passes, what comes next."),
    "statement": N_("Show the statement of an exercise."),
    "solution": N_("Show the solution of an exercise, once your course has released it."),
    "reset": N_("Start an exercise again; your file is kept beside it."),
    "submission": N_("Grade one submission, hidden checks included."),
    "batch": N_("Grade a folder of submissions, one for each student."),
    "review": N_("Look at a class's code in the browser: comments, a rubric, spot checks."),
    "report": N_("Make a report from a file of grades."),
    "gradebook": N_("Make a class's gradebook again, or the file that Canvas or Moodle imports."),
    "feedback": N_("Make what Moodle or Canvas imports as feedback, or a table to mail it."),
    "statistics": N_("Show how a class did: difficulty of checks, points, misconceptions."),
    "similar": N_("Show which answers of a class are more alike than others, side by side."),
    "diff": N_("Show the points that a regrade changed, and the checks behind it."),
    "forget": N_("Remove one student from all that is kept of a class."),
    "doctor": N_("Show how this machine isolates students' code, layer by layer."),
    "data": N_("List, fetch or look at the images that networks are trained on."),
    "ci": N_("Grade a checkout for GitHub, GitLab, Gradescope or Classroom 50; set that up."),
    "course": N_("Make starters, verify the checks, begin exercises, release the kit."),
}


class GradeGroup(click.Group):
    """Commands that are loaded when they run; without a command, `check` runs.

    Attributes:
        examples: what the help of commands names.
    """

    examples: Examples = NEUTRAL

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, students' first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, in the reader's language."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{COMMANDS[cmd_name]}", __name__)
        command: click.Command = getattr(module, cmd_name)
        return translated(command, _language(ctx), self.examples)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by reader, from the tables above, so that no module is loaded."""
        language = _language(ctx)
        for title, modules in READERS.items():
            names = [name for name, home in COMMANDS.items() if home in modules]
            if not self.examples.trains:
                names = [name for name in names if name != "data"]
            with formatter.section(gettext(title, language)):
                formatter.write_dl([(name, gettext(HELP[name], language)) for name in names])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front if no command is named."""
        first = args[0] if args else ""
        if first in {"--help", "-h"}:
            args = [first]  # `--lang` may follow; `run` has read it already
        if first not in COMMANDS and first not in {"--help", "-h", "--version"}:
            near = difflib.get_close_matches(first, COMMANDS, n=1, cutoff=0.7)
            # `grade chek` is a typing error, `grade check.py` is a file
            looks_like_path = Path(first).exists() or Path(first).suffix or os.sep in first
            if near and not looks_like_path:
                text = N_("There is no command '{word}'. Did you mean '{name}'?")
                raise click.UsageError(gettext(text, _language(ctx), word=first, name=near[0]), ctx)
            args = ["check", *args]
        return super().parse_args(ctx, args)


def _language(context: click.Context) -> Language:
    return context.obj or "en"


@click.group(
    cls=GradeGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: grade check {module}.py --all",
)
@click.version_option(package_name="cnn-grader", prog_name="grade")
def grade() -> None:
    """Check your exercises: bare `grade` checks the files in this folder."""


def simpler(error: UnicodeError) -> tuple[str, int]:
    """Signs of ASCII for those that an output's encoding lacks; `?` for all others.

    Raises:
        UnicodeError: it is no error of encoding.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_ASCII.get(sign, "?") for sign in signs), error.end


def main() -> None:
    """Run the console script."""
    gc.set_threshold(LOADED_OBJECTS)
    # the arrays of checks are small, and idle threads of BLAS take the processor from the workers
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    codecs.register_error(SIMPLER, simpler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SIMPLER)  # better another sign than an error
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End as `sys.exit` does, but do not take apart what is loaded, which takes longest."""
    if threading.active_count() > 1:  # another thread may have work to end
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001 - no public name, and stable since Python 3.0
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 141
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run a command line; returns the exit code, whatever happens."""
    language = language_in(arguments) or default_language()
    set_click_language(language)
    try:
        examples = find_examples(arguments) if _asks_for_help(arguments) else NEUTRAL
        command = translated(grade, language, examples)
        if title := examples.title_for(language):
            said = gettext("The course here: {title}", language, title=title)
            command.help = f"{command.help}\n\n{said}"
        command.examples = examples
        code = command.main(arguments, prog_name="grade", standalone_mode=False, obj=language)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n" + gettext("Interrupted.", language), err=True)
        return 130
    except BrokenPipeError:
        # `grade ... | head`: the reader has ended; without this Python would complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:  # noqa: BLE001 - the boundary of the program
        return _report(error, arguments, language)
    return code if isinstance(code, int) else 0


def _asks_for_help(arguments: list[str]) -> bool:
    return not {"--help", "-h"}.isdisjoint(arguments) or arguments == ["course"]


def _report(error: Exception, arguments: list[str], language: Language) -> int:
    """Print a sentence and a tip, or a report to paste; returns the exit code."""
    from grader import __version__  # noqa: PLC0415
    from grader.errors import GraderError  # noqa: PLC0415 - needs msgspec, which help does not

    if isinstance(error, GraderError):
        click.secho(gettext("Error", language) + ": ", fg="red", bold=True, err=True, nl=False)
        click.echo(error.render(language), err=True)
        tip = translate(error.tip, language)
        if tip:
            click.secho(gettext("Tip", language) + ": ", fg="cyan", bold=True, err=True, nl=False)
            click.echo(tip, err=True)
        return error.exit_code
    click.echo(gettext("The grader itself failed. Please report this:", language), err=True)
    click.echo(
        f"\ncnn-grader {__version__}, Python {sys.version.split()[0]}, "
        f"{platform.platform()}\ngrade {' '.join(arguments)}\n",
        err=True,
    )
    click.echo("".join(traceback.format_exception(error)), err=True)
    return 3
