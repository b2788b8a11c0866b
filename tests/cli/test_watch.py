"""`grade watch` as a student runs it: in a terminal, and where there is none."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from .test_interrupt import COMMAND

ROOT = Path(__file__).resolve().parents[2]
WATCH = [sys.executable, "-c", COMMAND, "watch", "-e", "06"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals"),
]


def start(folder: Path, **streams: int) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(WATCH, cwd=folder, env=environment, **streams)
    timer = threading.Timer(120, process.kill)  # a test that waits in vain fails
    timer.daemon = True
    timer.start()
    return process


def read_until(descriptor: int, words: str) -> str:
    """What is printed, up to these words."""
    text = b""
    while words.encode() not in text:
        part = os.read(descriptor, 4096)
        assert part, text.decode()
        text += part
    return text.decode()


def test_in_a_terminal_saving_and_keys_are_answered_and_q_ends(folder, right, wrong):
    import pty

    ours, theirs = pty.openpty()
    (folder / "output_size.py").write_text(wrong)
    process = start(folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)

    assert "06✗" in read_until(ours, "quit")
    os.write(ours, b"h")
    assert "Hint 1" in read_until(ours, "Hint 1")
    (folder / ".new").write_text(right)
    (folder / ".new").rename(folder / "output_size.py")
    assert "06✓" in read_until(ours, "06✓")
    os.write(ours, b"q")

    assert process.wait(30) == 0
    os.close(ours)


def test_without_a_terminal_it_prints_plainly_and_ctrl_c_ends_quietly(folder, right, wrong):
    (folder / "output_size.py").write_text(wrong)
    process = start(
        folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    printed = process.stdout.fileno()

    first = read_until(printed, "exercises pass")
    (folder / "output_size.py").write_text(right)
    second = read_until(printed, "06✓")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert first.count("Keys do not work here.") == 1
    assert "\x1b" not in first + second
    assert process.returncode == 0
    assert errors == b""
