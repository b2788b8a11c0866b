"""The `get_ipython()` of a student's notebook: commands that bring code are obeyed, others named.

IPython's own transformer turns `%run own.py`, `!pip install x` and so on into calls of this.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from .plotting import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

MAIN = "__main__"  # a notebook's name for itself

# the course's own, of every notebook that it hands out: there is nothing to say of them
_OURS = frozenset({("load_ext", "grader"), ("reload_ext", "grader")})
_OUR_COMMANDS = frozenset({"grade", "hint"})
PLAY = "play"
# cell magics whose body is another language's; the body of any other is tried as Python
OTHER_LANGUAGES = frozenset(
    """
    ! bash bigquery cmd cpp css cu cuda cython d fortran gcc html HTML javascript js julia latex
    markdown mermaid node octave perl play powershell ps1 pypy python2 R rust ruby script sh shell
    skip sparksql sql sqlite svg SVG sx system
    """.split()
)
_HELP = {"pinfo": "?", "pinfo2": "??", "psearch": "?"}
LEFT_OUT = "#%%"  # begins each line of a cell in another language
WRITES_A_FILE = frozenset({"file", "writefile"})


class Shell:
    """Stands in for IPython's shell in one module.

    Args:
        run_file: runs a file of the submission, in this namespace or in its own; whether there is
            such a file.
        run_code: runs Python code in the module.
        report: told what was left out.
    """

    def __init__(
        self,
        run_file: Callable[..., bool],
        run_code: Callable[[str], None],
        report: Callable[[str], None],
    ) -> None:
        self._run_file = run_file
        self._run_code = run_code
        self._report = report

    def __getattr__(self, name: str) -> Any:
        return getattr(QUIET, name)

    def run_line_magic(self, name: str, line: str = "", *_: object) -> Any:
        """Obey `%name line` where it brings names."""
        if name == "run":
            path = file_of(line)
            is_shared = path.endswith(".ipynb") or "-i" in line.split()
            if self._run_file(path, is_shared=is_shared):
                return None
        if name == "pylab":
            self._run_code("import numpy\nimport numpy as np\nfrom numpy import *\n")
        if name in _OUR_COMMANDS or (name, line.strip()) in _OURS:
            return QUIET
        mark = _HELP.get(name)
        self._report(f"{line}{mark}" if mark else f"%{name} {line}".strip())
        return QUIET

    def run_cell_magic(self, name: str, _line: str = "", body: str = "") -> Any:
        """Obey `%%name`: run the body, unless it is another language's."""
        if name != PLAY:
            self._report(f"%%{name}")
        if name not in OTHER_LANGUAGES | WRITES_A_FILE:
            self._run_code(body)
        return QUIET

    def magic(self, text: str) -> Any:
        """Obey `%name line`, as old versions write it."""
        name, _, line = text.strip().lstrip("%").partition(" ")
        return self.run_line_magic(name, line)

    line_magic = magic

    def run_cell(self, body: str, *_: object, **__: object) -> Any:
        """Run code in the module."""
        self._run_code(body)
        return QUIET

    ex = run_cell

    def system(self, command: str = "") -> Any:
        """Leave out `!command`."""
        self._report(f"!{' '.join(command.split())}")
        return QUIET

    def getoutput(self, command: str = "", **_: object) -> Any:
        """Leave out `!!command`."""
        return self.system(command)


def file_of(line: str) -> str:
    """The path in the line of a `%run` or `%%writefile`; empty if there is none."""
    try:
        words = shlex.split(line.replace("\\", "/"))
    except ValueError:  # a quote that is not closed
        words = line.split()
    return next((word for word in words if not word.startswith("-")), "")


def file_to_run(error: BaseException, code: CodeType) -> str:
    """The file that a statement, as `exec(open("own.py").read())`, could not open; else empty."""
    if type(error) is not FileNotFoundError or "exec" not in code.co_names:
        return ""
    path = error.filename
    return path if type(path) is str and path.endswith(".py") else ""
