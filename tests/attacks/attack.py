"""An attack's folder -> what is handed in and what is expected of it.

A folder holds `expected.toml` and one of:

    submission.py   the whole hand-in, with what else lies there
    escape.py       only `got_out()`, which is true where the attack works; `tail.py` is added
    hand_in.py      `make(folder)`, which writes an archive, a notebook or a folder and says where

`expected.toml`:

    row        of the list of attacks that this project began with
    statuses   of the toy course's two checks when the attack is graded
    control    what proves that the attack is real:
               `walls_off`       it works in the same sandbox with every wall left out, and each
                                 wall in `walls` stops it when that is the only one left
               `passes`          the naive grader gives it full marks
               `breaks`          the naive grader does not know what went wrong
               `dies`            the naive grader is ended by a signal
               `hangs`           the naive grader does not end
               `never_starts`    the naive grader does not even begin
               `ignores_sigterm` the naive grader cannot even be asked to end
               `prints`          the naive grader lets `raw` through to its output
               `floods`          the naive grader's output has no bounds (`floods_errors`: nor has
                                 what it says of errors)
               `pytest_passes`   pytest in the student's folder gives it full marks
               `channel_...`     the naive channel breaks, hangs, or runs what is unpickled
               `unchecked`       it is believed where the rule named in `unchecked` is left out
               `tells`           the student reads the words of a public check, not of a hidden one
               others            what naive tools make of a hand-in (`naive_tools.py`)
    walls      for `walls_off`: those that stop it alone; `a+b` where it takes two
    needs_root only an administrator has what the attack uses
    looks_in   it looks into the grading process, which no other process of its user may do
    machines   where its system call has the number that it uses
    forger     it begins with the tools that write on the descriptor of replies
    slow       it uses up its time
    cold       the naive grader must not have loaded NumPy before
    raw        what may be in no report
    problem    a word of what the student is told
"""

from __future__ import annotations

import platform
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
FORGER = HERE.parent / "sandbox" / "forger.txt"


class Attack(NamedTuple):
    """One attack."""

    folder: Path
    expected: dict

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def control(self) -> str:
        return self.expected["control"]

    @property
    def confinement(self) -> list[frozenset[str]]:
        """Each set of walls that stops it when there are no others."""
        return [frozenset(wall.split("+")) for wall in self.expected.get("walls", [])]

    @property
    def is_hand_in(self) -> bool:
        return (self.folder / "hand_in.py").exists()

    def skip_elsewhere(self) -> None:
        """Skips where the attack's system call has another number."""
        machines = self.expected.get("machines", [])
        if machines and platform.machine() not in machines:
            pytest.skip(f"its system call has that number on {machines}")

    def files(self, bait) -> dict[str, str]:
        """What is handed in, file name -> text, with the bait's names filled in."""
        found = {
            path.name: path.read_text("utf-8")
            for path in sorted(self.folder.iterdir())
            if path.is_file() and path.name != "expected.toml"
        }
        if "escape.py" in found:
            found["submission.py"] = found.pop("escape.py") + (HERE / "tail.py").read_text()
        if self.expected.get("forger"):
            found["submission.py"] = FORGER.read_text() + "\n\n" + found["submission.py"]
        return {name: bait.filled_in(text) for name, text in found.items()}


ATTACKS = [
    Attack(path.parent, tomllib.loads(path.read_text("utf-8")))
    for path in sorted(HERE.glob("*/expected.toml"))
]


def each(*controls: str, hand_ins: bool = False) -> list:
    """The attacks with one of these controls (any, where none is named), as parameters."""
    return [
        pytest.param(
            attack, id=attack.name, marks=[pytest.mark.slow] if attack.expected.get("slow") else []
        )
        for attack in ATTACKS
        if attack.is_hand_in == hand_ins and (not controls or attack.control in controls)
    ]
