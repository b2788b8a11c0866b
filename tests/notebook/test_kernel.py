"""`%load_ext grader` in real kernels, as Jupyter runs them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.notebook.conftest import SHIPPED, SLUGS, cards, printed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
FLIPPED = """
import numpy as np

def conv2d(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)[::-1, ::-1]
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    if rows < 1 or columns < 1:
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel) + bias
"""


@pytest.mark.parametrize("slug", SLUGS)
def test_a_starter_filled_with_the_reference_has_full_public_marks_unsaved(slug, course, executed):
    notebook = executed(slug)

    last = cards(notebook)[-1][1]
    (exercise,) = (e for e in course.exercises if e.slug == slug)
    assert len(cards(notebook)) == len(exercise.functions) + 1, printed(notebook)
    assert "✗" not in last
    assert "checks passed" in last
    assert "Hidden checks never run here" in last


def test_an_untouched_starter_says_that_nothing_is_written_yet(execute):
    import nbformat

    notebook = nbformat.read(SHIPPED / "05_pooling" / "pooling.ipynb", as_version=4)

    html, text = cards(execute(notebook))[-1]

    assert "max_pool2d" in text
    assert "not written yet" in text
    assert "<table" not in html


def test_a_flipped_kernel_shows_the_call_the_pictures_and_hints_that_fold_out(execute):
    notebook = execute(["%load_ext grader", FLIPPED, "%grade conv2d"])

    ((html, text),) = cards(notebook)
    assert "conv2d(" in text
    assert "expected" in text
    assert html.count('<figure class="map') >= 4  # two arguments, expected, yours, difference
    assert 'class="first"' in html or " first" in html
    assert '<details class="hint">' in html


def test_a_mended_cell_counts_once_and_at_once(execute):
    mended = FLIPPED.replace("[::-1, ::-1]", "")

    notebook = execute(["%load_ext grader", FLIPPED, "%grade conv2d", mended, "%grade conv2d"])

    before, after = (text for _, text in cards(notebook))
    assert "✗" in before
    assert "✗" not in after
    assert "twice" not in after


def test_an_experiment_that_fails_takes_nothing_away(execute):
    right = FLIPPED.replace("[::-1, ::-1]", "")

    notebook = execute(["%load_ext grader", right, "conv2d(1, 2)", "1/0", "%grade conv2d"])

    assert "✗" not in cards(notebook)[-1][1]


def test_a_cell_with_its_own_check_is_judged_as_it_is_now(execute):
    right = FLIPPED.replace("[::-1, ::-1]", "")

    notebook = execute(["%load_ext grader", right + "\n%grade conv2d"])

    assert "checks passed" in cards(notebook)[-1][1]


def test_a_cell_that_python_cannot_read_is_named(execute):
    right = FLIPPED.replace("[::-1, ::-1]", "")
    broken = right.replace("rows < 1 or", "rows < 1 or or")

    notebook = execute(["%load_ext grader", right, broken, "%grade conv2d"])

    assert "In [4] could not be read" in cards(notebook)[-1][1]


def test_hints_come_one_by_one(execute):
    notebook = execute(["%load_ext grader", FLIPPED, "%hint conv2d", "%hint conv2d -n 2"])

    (_, one), (_, two) = cards(notebook)
    assert "  1. " in one
    assert "  2. " not in one
    assert "  2. " in two


def test_korean_where_it_is_asked_for(execute):
    notebook = execute(["%load_ext grader", FLIPPED, "%grade conv2d --lang ko"])

    ((html, text),) = cards(notebook)
    assert "합성곱" in text
    assert 'lang="ko"' in html
    assert "Hidden checks" not in html


def test_an_error_is_a_sentence_with_a_tip(execute):
    notebook = execute(["%load_ext grader", "%grade", "%grade conv3d", "%grade 77", "%grade --x"])

    said = printed(notebook)
    assert "No cell that you have run defines a function of an exercise." in said
    assert "Did you mean conv2d?" in said
    assert "There is no exercise 77." in said
    assert "unrecognized arguments: --x" in said
    assert "Traceback" not in said


def test_help_names_something_of_the_course_that_is_there(execute):
    intro = SHIPPED.parent / "tests" / "courses" / "intro" / "exercises"

    said = printed(execute(["%load_ext grader", "%grade --help", "%hint -h"], intro))

    assert "%grade total" in said
    assert "%hint total -n 2" in said
    assert "conv2d" not in said


def test_without_a_course_the_way_to_one_is_told(execute):
    lost = "import os; del os.environ['GRADE_COURSE']"

    notebook = execute(["%load_ext grader", lost, FLIPPED, "%grade"])

    assert "No course found" in printed(notebook)
    assert "%grade --course PATH" in printed(notebook)


def test_digits_are_there_to_play_with_and_play_is_not_judged(execute):
    play = "%%play\nimages, labels = digits()\nprint(images.shape)\ndef conv2d(image): return 1"
    right = FLIPPED.replace("[::-1, ::-1]", "")

    notebook = execute(["%load_ext grader", right, play, "%grade conv2d"])

    assert "(1000, 28, 28)" in printed(notebook)
    assert "✗" not in cards(notebook)[-1][1]


def test_the_grader_ends_with_a_kernel_that_is_killed(tmp_path):
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(
        cwd=str(tmp_path), env={**os.environ, "GRADE_COURSE": str(SHIPPED)}
    )
    try:
        for source in ["%load_ext grader", FLIPPED, "%grade conv2d"]:
            client.execute_interactive(source, timeout=120, output_hook=lambda _message: None)
        reply = client.execute(
            "",
            user_expressions={"pid": "get_ipython()._cnn_grader._process.pid"},
            reply=True,
            timeout=60,
        )
        pid = int(reply["content"]["user_expressions"]["pid"]["data"]["text/plain"])
        os.kill(pid, 0)  # it lives

        manager.signal_kernel(signal.SIGKILL)

        assert ended_within(pid, seconds=20)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def ended_within(pid: int, seconds: float) -> bool:
    """Whether a process is gone, or a zombie that nobody waits for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False
