"""Every attack earns nothing, changes nothing and disturbs nobody; and without a wall it works.

An attack is a folder: what is handed in, and `expected.toml`:

    row       of the list of attacks
    statuses  of the toy course's two checks when the attack is graded
    control   what proves that the attack is real:
              `walls_off`       it works in the same sandbox with every wall left out, and each
                                wall in `walls` stops it when that is the only one left
              `passes`          the naive grader gives it full marks
              `dies`            the naive grader is ended by a signal
              `hangs`           the naive grader does not end
              `ignores_sigterm` the naive grader cannot even be asked to end
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.worker.walls import LAYERS

if TYPE_CHECKING:
    from grader.pipeline import Grader

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/expected.toml"))
WALLS = frozenset(LAYERS)
NAIVE = ("passes", "dies", "hangs", "ignores_sigterm")

pytestmark = pytest.mark.attack


def expected(folder: Path) -> dict:
    return tomllib.loads((folder / "expected.toml").read_text())


def each(*controls: str) -> list:
    """The attacks with one of these controls, as parameters."""
    return [
        pytest.param(
            folder,
            id=folder.name,
            marks=[pytest.mark.slow] if expected(folder).get("slow") else [],
        )
        for folder in FOLDERS
        if expected(folder)["control"] in controls
    ]


def files_of(folder: Path, bait) -> dict[str, str]:
    return {path.name: bait.filled_in(path.read_text()) for path in sorted(folder.glob("*.py"))}


def statuses(grade) -> list[str]:
    return [outcome.status for outcome in grade.outcomes]


def require(grader: Grader, walls) -> None:
    """Skips where one of the walls cannot stand on this machine."""
    layers = grader.sandbox.isolation().layers
    missing = {name: layers[name] for name in walls if not layers[name].startswith("on")}
    if missing:
        pytest.skip(f"no such walls here: {missing}")


def children_of(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue  # it has ended since
        if int(parent) == pid:
            found.add(int(path.parent.name))
    return found


def test_at_least_25_attacks_are_tried():
    assert len(FOLDERS) >= 25


@pytest.mark.parametrize("folder", each("walls_off", *NAIVE))
def test_the_attack_is_judged_as_expected_and_leaves_no_trace(
    folder, bait, grader_without, hand_in, honest
):
    grader = grader_without(frozenset())
    require(grader, expected(folder).get("walls", ()))
    before = bait.state()

    first = hand_in(grader, honest)
    grade = hand_in(grader, files_of(folder, bait))
    after = hand_in(grader, honest)

    assert statuses(grade) == expected(folder)["statuses"]
    assert statuses(first) == statuses(after) == ["passed", "passed"]
    assert bait.state() == before
    assert children_of(grader.sandbox._server.pid) == set()


@pytest.mark.parametrize("folder", each("walls_off"))
def test_with_every_wall_left_out_the_attack_works(folder, bait, grader_without, hand_in):
    if expected(folder).get("needs_root") and os.geteuid() != 0:
        pytest.skip("only an administrator has what this attack uses")
    grader = grader_without(WALLS)

    grade = hand_in(grader, files_of(folder, bait))

    assert statuses(grade) == ["passed", "passed"]


@pytest.mark.parametrize(
    ("folder", "wall"),
    [
        pytest.param(folder, wall, id=f"{folder.name}-{wall}")
        for folder in FOLDERS
        for wall in expected(folder).get("walls", ())
    ],
)
def test_each_wall_that_should_stop_the_attack_stops_it_alone(
    folder, wall, bait, grader_without, hand_in
):
    grader = grader_without(WALLS - {wall})
    require(grader, [wall])

    grade = hand_in(grader, files_of(folder, bait))

    assert "passed" not in statuses(grade)[1:]


def test_every_wall_is_the_only_one_in_the_way_of_some_attack():
    alone = [expected(folder)["walls"] for folder in FOLDERS if "walls" in expected(folder)]

    needed = {walls[0] for walls in alone if len(walls) == 1}

    assert needed | {"privileges"} >= WALLS  # that one is a second lock behind the others


def naive(folder: Path, bait, tmp_path: Path) -> subprocess.Popen:
    """A naive grader at work on the attack; the caller ends it."""
    handed_in = tmp_path / "handed_in"
    handed_in.mkdir()
    for name, text in files_of(folder, bait).items():
        (handed_in / name).write_text(text)
    return subprocess.Popen(
        [sys.executable, "-B", str(HERE / "naive_grader.py"), str(handed_in)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "GITHUB_TOKEN": bait.names["TOKEN"]},
    )


@pytest.mark.parametrize("folder", each("passes"))
def test_a_naive_grader_gives_the_attack_full_marks(folder, bait, tmp_path):
    with naive(folder, bait, tmp_path) as process:
        process.communicate(timeout=30)

    assert process.returncode == 0


@pytest.mark.parametrize("folder", each("dies"))
def test_a_naive_grader_is_killed_by_the_attack(folder, bait, tmp_path):
    with naive(folder, bait, tmp_path) as process:
        process.communicate(timeout=30)

    assert process.returncode < 0


@pytest.mark.parametrize("folder", each("hangs", "ignores_sigterm"))
def test_a_naive_grader_does_not_end_by_itself(folder, bait, tmp_path):
    with naive(folder, bait, tmp_path) as process:
        assert process.stdout.readline() == b"testing\n"
        if expected(folder)["control"] == "ignores_sigterm":
            process.terminate()
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=1.0)
        finally:
            process.kill()


def test_a_naive_grader_passes_honest_work_and_fails_wrong_work(bait, tmp_path):
    """Or the attacks on it would prove nothing."""
    codes = []
    for name, text in {"right": "2.0", "wrong": "3.0"}.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "submission.py").write_text(
            (HERE / "honest.py").read_text().replace("2.0 *", f"{text} *")
        )
        with naive(folder, bait, folder) as process:
            process.communicate(timeout=30)
        codes.append(process.returncode)

    assert codes[0] == 0
    assert codes[1] == 1
