"""One student's grades -> a terminal, by rich: readable at 80 columns and without colour.

Every string goes in as `Text`, never as markup: a student's `[red]` is printed as it is. Sentences
have no colour, since yellow and cyan cannot be read on light ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console, Group
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.i18n import N_, gettext, points, translate
from grader.model.grade import total
from grader.reports.not_tried import not_tried
from grader.reports.view import MARKS, advice, checks_label, passed_label, view
from grader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import IO

    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from grader.model import Account, Grade, Language, Status
    from grader.reports.view import Finding, View

BAR_CELLS = 24
MAX_TITLES = 3
BEFORE_CARET = 16  # characters of a long line that stay in front of the fault
MAX_LINE = 80  # columns; points stay near their titles on a wide terminal
_STYLES: dict[Status, str] = {
    "passed": "green",
    "failed": "bold red",
    "error": "bold red",
    "timeout": "bold red",
    "crashed": "bold red",
    "skipped": "yellow",
    "broken": "bold magenta",
    "pending": "yellow",
}


def make_console(
    file: IO[str] | None = None, *, width: int | None = None, is_plain: bool = False
) -> Console:
    """Make a console that prints text as it is: no markup, no emoji codes, no highlighting.

    Args:
        file: where to; the terminal by default.
        width: in columns; the terminal's by default.
        is_plain: no colours, even if the environment asks for them.
    """
    return Console(
        file=file,
        width=width,
        color_system=None if is_plain else "auto",
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )


def print_grades(
    console: Console,
    grades: Sequence[Grade],
    language: Language,
    *,
    verbose: bool = False,
    first_only: bool = False,
) -> int:
    """Print each exercise that was handed in, then those that were not, and the total.

    Args:
        console: where to.
        grades: one student's.
        language: of the text.
        verbose: whether to name the checks that passed.
        first_only: whether to show one finding in full and of the others a line each.

    Returns:
        How many findings were shown as a line.
    """
    tried = [grade for grade in grades if not grade.missing]
    shown = [view(grade, language) for grade in tried if grade.file or len(grades) == 1]
    findings = [finding for one in shown for finding in one.findings]
    first = next((f for f in findings if f.status not in {"skipped", "broken", "pending"}), None)
    for one in shown:
        in_full = [f for f in one.findings if not first_only or f is first]
        console.print(_exercise(one, in_full, language, verbose=verbose))
        console.print()
    missing = [grade for grade in tried if not grade.file]
    if missing and len(grades) > 1:
        slugs = ", ".join(grade.exercise for grade in missing)
        console.print(Text(gettext("Not handed in: {slugs}", language, slugs=slugs), style="bold"))
        for sentence in dict.fromkeys(translate(p.message, language) for p in missing[0].problems):
            console.print(_marked(Text("•", style="yellow"), Text(sentence)))
        console.print()
    print_not_tried(console, grades, language)
    if len(tried) > 1:
        score = total(tried)
        line = Text(gettext("Total", language) + ": ", style="bold")
        line.append(f"{points(score.earned)} / {points(score.possible)}")
        if pending := sum(grade.pending for grade in grades):
            text = N_("{pending} to be looked at by a person")
            line.append(", " + gettext(text, language, pending=points(pending)))
        console.print(line)
    return len(findings) - 1 if first_only and first is not None else 0


def print_not_tried(console: Console, grades: Sequence[Grade], language: Language) -> None:
    """Print once what to install for the exercises that could not be tried here, if any."""
    for one in not_tried(grades):
        slugs = ", ".join(one.exercises)
        console.print(Text(gettext("Not tried: {slugs}", language, slugs=slugs), style="bold"))
        said = f"{translate(one.reason, language)} {gettext('Install with:', language)}"
        console.print(_marked(Text("•", style="yellow"), Text(said)))
        # one line however narrow the terminal: it is there to be copied
        console.print(Text(f"    {one.command}", style="bold"), soft_wrap=True)
        console.print()


def print_account(console: Console, account: Account, language: Language) -> None:
    """Print the changes of a student's points after the checks, and the points that count."""
    if not account.changes:
        return
    text = N_("{total} of {possible} points count in the gradebook.")
    total_points, possible = points(account.total), points(account.possible)
    console.print(Text(gettext(text, language, total=total_points, possible=possible)))
    for change in account.changes:
        console.print(Text(f"  {clean(translate(change, language))}"))


def _exercise(
    shown: View, in_full: Sequence[Finding], language: Language, *, verbose: bool
) -> RenderableType:
    parts: list[RenderableType] = [_headline(shown)]
    parts += [_marked(Text("•", style="yellow"), Text(note)) for note in shown.notes]
    is_line = False
    for finding in shown.findings:
        is_whole = any(finding is one for one in in_full)
        parts += [] if is_line and not is_whole else [Text("")]  # lines stand together
        note = gettext("perhaps only because of an earlier one", language)
        line = _first_line(finding, f" ({note})" if finding.follows else "")
        parts += _finding(finding, language) if is_whole else [line]
        is_line = not is_whole
    for panel in shown.panels:
        parts += [Text(""), _indented(Text(panel.title, style="bold"))]
        parts.append(_indented(_lines(panel.lines)))
    if shown.passed:
        parts.append(Text(""))
        if verbose:
            parts += [Text(f"  ✓ {title}", style="green") for title in shown.passed]
        else:
            parts.append(Text(f"  ✓ {passed_label(shown, language)}", style="green"))
    return Group(*parts)


def _headline(shown: View) -> RenderableType:
    filled = int(shown.share * BAR_CELLS)  # rounded down: full only if everything passed
    bar = Text("━" * filled, style="green") + Text("┄" * (BAR_CELLS - filled), style="dim")
    score = Text(f"  {shown.earned} / {shown.possible}", style="bold")
    title = Text(shown.title, style="bold") + Text(f"  {shown.file}", style="dim")
    return Group(title, bar + score)


def _finding(finding: Finding, language: Language) -> Iterable[RenderableType]:
    yield _first_line(finding)
    for sentence in finding.sentences:
        yield _indented(Text(sentence))
    yield from (_indented(Text(text)) for text in finding.aligned)
    for label, text in finding.calls:
        yield _indented(Text(f"{label}:", style="dim"))
        yield _indented(_code(text))
    if finding.where is not None:
        place, source = finding.where
        yield _indented(Text(f"{place}:", style="dim"))
        yield _indented(_SourceLines(source))
    if finding.expected or finding.actual:
        yield _indented(_compared(finding, language))
    yield from _columns(finding, language)
    for label, text in advice(finding, language):
        yield _indented(Text(f"{label}: ", style="bold magenta") + Text(text))
    if finding.checks:
        yield _indented(Text(checks_label(finding, language), style="dim"))
        yield from _titles(finding.checks, language)
    if finding.waiting:
        yield _indented(Text(gettext("Not tried before that passes:", language), style="dim"))
        yield from _titles(finding.waiting, language)


def _first_line(finding: Finding, note: str = "") -> RenderableType:
    mark = Text(MARKS[finding.status], style=_STYLES[finding.status])
    earned = Text(f"({finding.earned})" if finding.earned else "", style="dim")
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=1)
    grid.add_column(overflow="fold", ratio=1)
    # points stay together, in a column, and at the sentence's end
    grid.add_column(no_wrap=True, justify="right", vertical="bottom")
    grid.add_row(mark, Text(finding.headline) + Text(note, style="dim"), earned)
    return Constrain(Padding(grid, (0, 0, 0, 2)), MAX_LINE)


def _titles(titles: list[str], language: Language) -> Iterable[RenderableType]:
    for title in titles[:MAX_TITLES]:
        yield _indented(_marked(Text("-"), Text(title), left=0))
    more = len(titles) - MAX_TITLES
    if more > 0:
        yield _indented(Text("- " + gettext("and {count} more", language, count=more), style="dim"))


class _SourceLines:
    """Lines of code with a caret below the last one; the caret stays to be seen."""

    def __init__(self, source: str) -> None:
        self._lines = source.splitlines()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines from the same column on, such that what the caret points at has room."""
        room = options.max_width - 3  # the margin, and the sign of what is left out
        marked = next((line for line in self._lines if set(line.strip()) == {"^"}), "")
        first = len(marked) - len(marked.lstrip())
        hidden = 0
        if cell_len(marked) > room:
            hidden = first - BEFORE_CARET if first > BEFORE_CARET else 0
        for line in self._lines:
            sign = "…" if hidden and line is not marked else " "
            yield _lines([f" {sign}{_from_column(line, hidden)}"])


def _from_column(line: str, column: int) -> str:
    """The line without its first columns; a wide character takes two of them."""
    while line and column > 0:
        column -= cell_len(line[0])
        line = line[1:]
    return " " * -column + line


def _columns(finding: Finding, language: Language) -> Iterable[RenderableType]:
    """The parts that keep their columns: a model's table, and the output of the student's code."""
    if finding.table:
        yield _indented(_lines(finding.table))
    if finding.output:
        yield _indented(Text(gettext("printed", language) + ":", style="dim"))
        yield _indented(_lines(["  | " + printed for printed in finding.output]))


def _marked(mark: Text, text: Text, left: int = 2) -> RenderableType:
    """A mark and its text; further lines of the text do not go below the mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")  # by default, text that does not fit is cut
    grid.add_row(mark, text)
    return Padding(grid, (0, 0, 0, left))


def _compared(finding: Finding, language: Language) -> RenderableType:
    """The expected value beside the student's, or below it if the line is too short."""
    blocks = []
    for label, text, style in (
        (gettext("expected", language), finding.expected, "green"),
        (gettext(finding.label, language), finding.actual, "red"),
    ):
        if text:
            width = max(cell_len(line) for line in [*text.splitlines(), label])
            block = Text(label, style="dim") + Text("\n") + Text(text, style=style)
            blocks.append((width, block))
    if sum(width for width, _ in blocks) + 4 <= 68:
        return Columns([block for _, block in blocks], padding=(0, 4))
    return Group(*[block for _, block in blocks])


def _lines(lines: list[str]) -> RenderableType:
    """Lines that keep their columns; text that does not fit is cut."""
    return Text("\n".join(lines), overflow="ellipsis", no_wrap=True)


def _code(text: str) -> RenderableType:
    """Python that may be pasted: it breaks at spaces, and only where it is longer than a line."""
    return Padding(Text(text, style="bold", overflow="fold"), (0, 0, 0, 2))


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 4))
