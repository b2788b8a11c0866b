"""Cells in IPython's syntax -> the same in Python's, line by line; in the reader's process alone.

IPython's transformer rewrites the lines. It and Python's compiler meet strangers' text here, so
`in_python` runs nowhere but within the reader's bounds. Lines keep their numbers.
"""

from __future__ import annotations

import ast
import hashlib
import re
import warnings
from typing import TYPE_CHECKING, Any

import msgspec

from grader.worker.magics import LEFT_OUT, OTHER_LANGUAGES, WRITES_A_FILE, file_of
from grader.worker.tracebacks import source_lines

from .skipped import MAX_SOURCE_CHARS
from .sources import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import File

MAX_COMMANDS = 500  # in one cell, as IPython itself allows
MAX_CHARS_READ = 1_000_000  # of a file: for each command, the transformer reads the whole cell
MAX_HELP_CHARS = 1_000
MAX_CELL_MAGICS = 20
# commands that IPython knows without their `%`, and those of a terminal that students write alike
_COMMANDS = """
    alias apt apt-get autoreload bookmark brew cat cd clear conda config cp curl debug env gdown
    git hist history ldir less load load_ext ls mamba man matplotlib micromamba mkdir more mv
    pdb pip pip3 precision prun pwd pylab reload_ext reset rm rmdir run store sudo system time
    timeit unzip uv wget who whos writefile xmode
""".split()
_COMMAND = re.compile(rf"[ \t]*(?:{'|'.join(_COMMANDS)})(?:[ \t]+[^\s=(]|[ \t]*\\?$)")
# a guess that misses nothing and takes little: Python tries each find
_MAY_BE_IPYTHON = re.compile(
    r"^[ \t]*(?:[%!?,;/]|>>>|In \[)|\?[ \t\r]*$|=[ \t]*[%!]|\A\s*^[ \t]|"
    rf"^[ \t]*(?:{'|'.join(_COMMANDS)})[ \t]",
    re.MULTILINE,
)
# these alone on a line, with tame arguments, mean the same wherever they stand
_PLAIN_MAGIC = re.compile(
    r"^%(grade|load_ext|reload_ext|matplotlib|autoreload)([ \t]+[\w .:/=-]*)?[ \t\r]*$",
    re.MULTILINE,
)
_COLAB_COMMENT = "# Commented out IPython magic to ensure Python compatibility."
_MAY_BE_EXPORTED = re.compile(
    rf"^[ \t]*(?:!|%%?[a-z])|^(?:pip|conda|cd)[ \t]|^{_COLAB_COMMENT}|^app = marimo\.App\("
    r"|^(?:>>> |In \[\d)",
    re.MULTILINE,
)
# of Python's own window, as IDLE saves it, and of IPython's
_PROMPT = re.compile(r"(?:>>>|\.\.\.|In \[\d{1,6}\]:| {1,9}\.{3}:)(?: |$)")
# a marimo notebook is a script: each cell is a function's body, and returns its names
_MARIMO = re.compile(r"^app = marimo\.App\(", re.MULTILINE)
_MARIMO_PART = re.compile(r"@app\.(\w+)|with app\.(setup)\b|if __name__ ==|(import marimo$|app = )")
_MARIMO_RETURN = re.compile(r"    return\b.*?(\()?$")
_TIMED = re.compile(r"([ \t]*)get_ipython\(\)\.run_line_magic\('time', ('.*'|\".*\")\)")
# whose body is Python for certain; that of an unknown one may be anything
_AROUND_PYTHON = frozenset(
    "capture debug lprun memit mprun prun python python3 time timeit wandb".split()
)


# comments may stand above it: Colab has a cell's title there
_WRITES = re.compile(r"((?:\s|#[^\n]*+)*+)%%(writefile|file)[ \t]([^\n]*)")


class TransformerMissingError(Exception):
    """IPython's transformer is needed, and this process was started without it."""


class Transformer:
    """IPython's own rules, one command at a time, up to a number of characters for each file."""

    def __init__(self) -> None:
        # sixty modules, which few processes need
        from IPython.core.inputtransformer2 import (  # noqa: PLC0415
            HelpEnd,
            TransformerManager,
            classic_prompt,
            ipython_prompt,
            leading_indent,
        )

        class ShortHelp(HelpEnd):
            """`name?`, which takes time by the square of the line's length."""

            def transform(self, lines: list[str]) -> list[str]:
                if sum(map(len, lines[self.start_line :])) > MAX_HELP_CHARS:
                    raise SyntaxError
                return super().transform(lines)  # type: ignore[no-any-return, no-untyped-call]

        manager: Any = TransformerManager()  # type: ignore[no-untyped-call]
        manager.token_transformers = [
            ShortHelp if kind is HelpEnd else kind for kind in manager.token_transformers
        ]
        self._step = manager.do_one_token_transform
        self._strips: list[Any] = [leading_indent, classic_prompt, ipython_prompt]
        self._left = MAX_CHARS_READ

    def begin_file(self) -> None:
        """Give the next file its full number of characters."""
        self._left = MAX_CHARS_READ

    def has_room(self, lines: list[str]) -> bool:
        """Take the characters of lines that are about to be read."""
        self._left -= sum(map(len, lines))
        return self._left >= 0

    def step(self, lines: list[str]) -> list[str] | None:
        """Lines with one more command as a call; None if there is none, or too much was read."""
        if not self.has_room(lines):
            return None
        try:
            changed, new = self._step(lines)
        except Exception:  # noqa: BLE001 - of IPython's, on what is no code at all
            return None
        return new if changed else None

    def without_prompts(self, lines: list[str]) -> list[str]:
        """Lines without the prompts and the indentation that a copied cell has."""
        begin = next((index for index, line in enumerate(lines) if line.strip()), 0)
        ended = [line + "\n" for line in lines[begin:]]
        for strip in self._strips:
            stripped = strip(ended)
            if len(stripped) == len(ended):  # it ends lines at more characters than Python does
                ended = stripped
        return lines[:begin] + [line.removesuffix("\n") for line in ended]


def may_be_ipython(file: File) -> bool:
    """Whether a file may hold lines that only IPython understands, judged without parsing it."""
    source = read_source(file)
    if isinstance(source, Source):
        guess = _MAY_BE_EXPORTED if is_script(source) else _MAY_BE_IPYTHON
        return any(guess.search(code) for _, code in source.cells)
    return False


def in_python(file: File, transformer: Transformer | None) -> File:
    """Translate a file's cells.

    Args:
        file: as `sources.condensed` leaves it.
        transformer: None in a process that may do without.

    Raises:
        TransformerMissingError: there is none, and a cell is not Python.
    """
    source = read_source(file)
    if not isinstance(source, Source) or not may_be_ipython(file):
        return file
    if transformer is not None:
        transformer.begin_file()
    if is_script(source):
        return _script_in_python(source, transformer)
    try:
        notebook: dict[str, Any] = msgspec.json.decode(file.data)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    except (ValueError, TypeError, KeyError):  # not as `condensed` leaves it
        return file
    for cell in cells:
        text = cell_in_python(cell["source"], transformer)
        cell["source"] = text if len(text) <= MAX_SOURCE_CHARS else cell["source"]
    return msgspec.structs.replace(file, data=msgspec.json.encode(notebook))


def is_script(source: Source) -> bool:
    """Whether a file is no notebook."""
    return [label for label, _ in source.cells] == [source.file.name]


def _script_in_python(source: Source, transformer: Transformer | None) -> File:
    """A file that Colab, nbconvert or marimo made of a notebook."""
    file, ((_, text),) = source.file, source.cells
    new = cell_in_python(_uncommented(_without_marimo(_without_prompts(text))), transformer)
    if new == text or len(new) > MAX_SOURCE_CHARS:
        return file
    original = file.original or hashlib.sha256(file.data).hexdigest()
    problem = source.notes[0] if source.notes else None
    # the mark says that it is UTF-8 now, whatever its first line says
    data = new.encode("utf-8-sig")
    return msgspec.structs.replace(file, data=data, original=original, problem=problem)


def take_written(
    cells: list[tuple[str, str]],
) -> tuple[list[tuple[str, str]], dict[str, list[tuple[str, str]]]]:
    """Split a notebook's cells into its own and, by path, those of the modules that it writes."""
    own: list[tuple[str, str]] = []
    written: dict[str, list[tuple[str, str]]] = {}
    for label, code in cells:
        path, is_more, text = _written(code)
        if path:
            before = written.get(path, []) if is_more else []
            written[path] = [*before, (label, text)]
        else:
            own.append((label, code))
    return own, written


def _written(code: str) -> tuple[str, bool, str]:
    """The module that a cell writes, whether it adds to it, and the text; else an empty path."""
    found = _WRITES.match(code)
    if found is None or not _is_module(found[2], found[3]):
        return "", False, code
    text = "\n" * (found[1].count("\n") + 1) + code[found.end() :].removeprefix("\n")
    return file_of(found[3]), "-a" in found[3].split(), text


def cell_in_python(text: str, transformer: Transformer | None) -> str:
    """Translate one cell; see `in_python`."""
    if not _MAY_BE_IPYTHON.search(text) or is_python(text):
        return text
    if _written(text)[0]:
        return text  # a file of its own, see `take_written`
    if (plain := _without_plain_magics(text)) is not None:
        return plain
    if transformer is None:
        raise TransformerMissingError
    lines = source_lines(text)
    given = list(lines)
    unknown = -1
    for first in _cell_magics(lines):
        name = lines[first].strip()[2:].split()[0]
        if name in OTHER_LANGUAGES | WRITES_A_FILE:
            return _left_out(name, lines, first)
        if name not in _AROUND_PYTHON and unknown < 0:
            unknown = first
        lines[first] = _named(name)
    done = _without_commands(transformer.without_prompts(lines), transformer)
    if unknown >= 0 and not is_python(done):  # another language, then
        return _left_out(given[unknown].strip()[2:].split()[0], given, unknown)
    return done


def _without_plain_magics(text: str) -> str | None:
    """A cell whose only magics are as plain as `%grade`, in Python; None for any other.

    Loading IPython takes longer than all the rest of reading.
    """
    if '"""' in text or "'''" in text:  # a line may be part of a string
        return None
    done = _PLAIN_MAGIC.sub(
        lambda found: f"get_ipython().run_line_magic({found[1]!r}, {(found[2] or '').strip()!r})",
        text,
    )
    return done if done != text and is_python(done) else None


def _cell_magics(lines: list[str]) -> Iterator[int]:
    """The indices of the `%%` lines that a cell begins with."""
    left = MAX_CELL_MAGICS
    for index, line in enumerate(lines):
        begin = line.strip()
        left -= bool(begin)
        if left < 0:
            return
        if re.match(r"%%[\w!]", begin):
            yield index
        elif begin and not begin.startswith("#"):
            return


def _named(name: str) -> str:
    """A call by which the worker names a cell magic."""
    return f"get_ipython().run_cell_magic({name!r}, '', '')"


def _left_out(name: str, lines: list[str], first: int) -> str:
    """A cell in another language: a comment, in which functions that were meant as Python show."""
    body = [f"{LEFT_OUT}{name}| {line}" for line in lines[first + 1 :]]
    return "\n".join([*[""] * first, _named(name), *body])


def _without_commands(lines: list[str], transformer: Transformer) -> str:
    """Turn IPython's commands into calls; those without `%` where Python stumbles over them."""
    lines = [line + "\n" for line in lines]
    for _ in range(MAX_COMMANDS):
        lines = _transformed(lines, transformer)
        number = _refused_line("".join(lines)) if transformer.has_room(lines) else 0
        if not number or number > len(lines) or not _COMMAND.match(lines[number - 1]):
            break
        line = lines[number - 1]
        blank = len(line) - len(line.lstrip())
        lines[number - 1] = f"{line[:blank]}%{line[blank:]}"
    return "".join(lines).removesuffix("\n")


def _transformed(lines: list[str], transformer: Transformer) -> list[str]:
    for _ in range(MAX_COMMANDS):
        new = transformer.step(lines)
        if new is None:
            return lines
        at = next((i for i, (a, b) in enumerate(zip(lines, new, strict=False)) if a != b), 0)
        if at < len(new):
            new[at] = _in_place(new[at])
            new[at + 1 : at + 1] = ["\n"] * (len(lines) - len(new))
        lines = new
    return lines


def _in_place(line: str) -> str:
    """The statement of a `%time`, which leaves its names behind."""
    match = _TIMED.fullmatch(line.rstrip("\n"))
    if match is None:
        return line
    statement = ast.literal_eval(match[2])
    if statement.startswith("%"):
        return f"{match[1]}get_ipython().magic({statement!r})\n"
    return f"{match[1]}{statement}\n" if statement and is_python(statement) else line


def _uncommented(text: str) -> str:
    """A file that Colab wrote, with the cells back that it made comments of."""
    lines = source_lines(text)
    for index, line in enumerate(lines):
        if line.strip() != _COLAB_COMMENT or index + 1 == len(lines):
            continue
        name, _, rest = lines[index + 1].removeprefix("# %%").partition(" ")
        # what a cell writes to a module of its own stands in the script as well
        if name not in _AROUND_PYTHON and not _is_module(name, rest):
            continue
        for number in range(index + 2, len(lines)):
            if not lines[number].startswith("#"):
                break
            lines[number] = lines[number].removeprefix("#").removeprefix(" ")
    return "\n".join(lines)


def _without_prompts(text: str) -> str:
    """What was typed in a saved session, with lines as they were; any other text unchanged."""
    lines = source_lines(text)
    begins = [line for line in lines if line.strip() and not line.startswith((" ", "\t"))]
    if 2 * sum(map(bool, map(_PROMPT.match, begins))) <= len(begins) or is_python(text):
        return text
    for index, line in enumerate(lines):
        prompt = _PROMPT.match(line)
        # IDLE has no prompts where a line goes on; what begins at the margin is an answer
        goes_on = line.startswith((" ", "\t"))
        lines[index] = line[prompt.end() :] if prompt else line if goes_on else ""
    return "\n".join(lines)


def _is_module(magic: str, line: str) -> bool:
    """Whether a cell magic writes a Python file."""
    return magic in WRITES_A_FILE and file_of(line).endswith(".py")


def _without_marimo(text: str) -> str:
    """A marimo notebook as a plain script, with lines as they were; any other text unchanged."""
    if not _MARIMO.search(text):
        return text
    lines = source_lines(text)
    until = kind = ""  # the end of the lines that are left out; the part that the lines belong to
    for index, line in enumerate(lines):
        found = _MARIMO_PART.match(line)
        if found is not None:
            kind = found[1] or found[2] or ("own" if found[3] else "")
            until = ")" if line.endswith("(") else ":" if kind == "cell" else ""
            lines[index] = "" if kind else line
        elif until:
            until = "" if line.rstrip().endswith(until) else until
            lines[index] = ""
        elif kind in {"cell", "setup"}:
            returned = _MARIMO_RETURN.match(line)
            until = "    )" if returned and returned[1] else ""
            lines[index] = "" if returned else line.removeprefix("    ")
    return "\n".join(lines)


def is_python(text: str) -> bool:
    """Whether Python can read it."""
    return _refused_line(text) is None


def _refused_line(text: str) -> int | None:
    """The line that Python cannot read, 0 if it does not say; None if it can read all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text + "\n", "cell", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except SyntaxError as error:
            number = error.lineno or 0
            return number if number <= text.count("\n") + 1 else 0
        except (ValueError, RecursionError, MemoryError):
            return 0
    return None
