"""The commands: arguments in, calls into the package, words and an exit code out.

Exit codes: 0 all passed, 1 graded and something not passed, 2 you must fix something,
3 we are broken, 130 interrupted, 141 whoever reads the output has had enough.
"""

from __future__ import annotations

import difflib
import importlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, default_language, gettext

from .language import speak, translated
from .options import language_in

if TYPE_CHECKING:
    from grader.model import Language

# command -> the module that holds it; modules are loaded when their command runs, so that
# `grade --help` needs no more than click. The order is the one of the help.
COMMANDS = {
    "check": "student",
    "start": "student",
    "hint": "student",
    "reset": "student",
    "submission": "staff",
    "batch": "batch",
    "report": "staff",
    "gradebook": "classroom",
    "statistics": "classroom",
    "diff": "classroom",
    "doctor": "staff",
    "data": "data",
    "ci": "ci",
    "course": "author",
}
READERS = {
    N_("Students"): {"student"},
    N_("Staff"): {"staff", "batch", "classroom", "ci", "data"},
    N_("Authors"): {"author"},
}
HELP = {
    "check": N_("Check your files here, or those at PATH (what bare `grade` does)."),
    "start": N_("Put the starter file of an exercise into this folder."),
    "hint": N_("A hint for the first check that does not pass."),
    "reset": N_("Start an exercise again; your file is kept beside it."),
    "submission": N_("Grade one submission, hidden checks included."),
    "batch": N_("Grade a folder of submissions, one for each student."),
    "report": N_("Make a report from a file of grades."),
    "gradebook": N_("Make a class's gradebook again, or the file that Canvas or Moodle imports."),
    "statistics": N_("How a class did: each check's difficulty, points, wrong ideas."),
    "diff": N_("Whose points a regrade changed, and by which checks."),
    "doctor": N_("What this machine offers for isolation, layer by layer."),
    "data": N_("List, fetch or look at the images that networks are trained on."),
    "ci": N_("Grade a checkout for GitHub, GitLab, Gradescope or Classroom 50; set that up."),
    "course": N_("Make starters, verify the checks, begin exercises, release the kit."),
}


class GradeGroup(click.Group):
    """Loads a command's module when it is asked for; a path, or nothing, means `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, students' first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{COMMANDS[cmd_name]}", __name__)
        command: click.Command = getattr(module, cmd_name)
        return translated(command, _language(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by who uses them, from the table above: no module is loaded for it."""
        language = _language(ctx)
        for title, modules in READERS.items():
            names = [name for name, home in COMMANDS.items() if home in modules]
            with formatter.section(gettext(title, language)):
                formatter.write_dl([(name, gettext(HELP[name], language)) for name in names])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `check` in front where no command is named."""
        first = args[0] if args else ""
        if first in {"--help", "-h"}:
            args = [first]  # `--lang` may follow, and has been heard already
        if first not in COMMANDS and first not in {"--help", "-h", "--version"}:
            near = difflib.get_close_matches(first, COMMANDS, n=1, cutoff=0.7)
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
    epilog="Example: grade check convolution.py --lang ko",
)
@click.version_option(package_name="cnn-grader", prog_name="grade")
def grade() -> None:
    """Check exercises on convolutional networks: bare `grade` checks the files in this folder."""


def main() -> None:
    """The console script: runs a command and turns whatever happens into an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of another encoding loses a mark
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs a command line; the one place where errors end."""
    language = language_in(arguments) or default_language()
    speak(language)
    try:
        command = translated(grade, language)
        code = command.main(arguments, prog_name="grade", standalone_mode=False, obj=language)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n" + gettext("Interrupted.", language), err=True)
        return 130
    except BrokenPipeError:
        # `grade ... | head`: whoever read has had enough; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:  # noqa: BLE001 - the boundary of the program
        from .trouble import show_trouble  # noqa: PLC0415

        return show_trouble(error, arguments, language)
    return code if isinstance(code, int) else 0
