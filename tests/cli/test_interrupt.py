"""^C during a batch: what is graded is kept whole, nothing is left running, nothing is shouted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.results.grade_file import load_grades

ROOT = Path(__file__).resolve().parents[2]
# whoever runs the tests in the background of a shell has them ignore ^C, and all that they start
COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from grader.cli import main; main()"
)


def wait_for(path: Path, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal to a process group")
def test_an_interrupted_batch_keeps_what_is_graded_and_ends_quietly(folder, right):
    hand_ins = folder / "hand-ins"
    for student, source in {"aaa": right, "zzz": "while True: pass\n"}.items():
        (hand_ins / student).mkdir(parents=True)
        (hand_ins / student / "output_size.py").write_text(source)
    arguments = ["batch", "hand-ins", "--out", "out", "-e", "06", "-j", "2"]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(folder / "out" / "grades" / "aaa.json")

    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everybody at once
    _out, errors = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "Interrupted." in errors
    assert "1 of 2 are done. The same command goes on from here." in errors
    assert "Traceback" not in errors
    assert load_grades(folder / "out" / "grades" / "aaa.json")[0].score.earned == 10
    assert not (folder / "out" / "grades" / "zzz.json").exists()
