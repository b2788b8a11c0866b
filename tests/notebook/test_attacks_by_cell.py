"""What a cell can do to `%grade` changes at most what its author sees, and no official grade."""

from __future__ import annotations

import nbformat
import pytest

from grader.pipeline import Grader
from grader.submission import read_submission
from tests.notebook.conftest import cards, printed
from tests.notebook.test_kernel import FLIPPED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.attack,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
LOAD = "%load_ext grader"
CHECK = "%grade conv2d"
LIE = "10 of 10, and a prize"
RIGHT = FLIPPED.replace("[::-1, ::-1]", "")

# what makes the kernel show another verdict than the grader's
LIES = {
    "the_answer_is_replaced": (
        "import grader.notebook.client as client, grader.notebook.messages as messages\n"
        f"client.GraderProcess.ask = lambda self, request: messages.Card({LIE!r}, {LIE!r}, True)\n"
    ),
    "the_command_is_replaced": (
        f"get_ipython().register_magic_function(lambda line: print({LIE!r}), 'line', 'grade')"
    ),
    "the_shell_is_shadowed": (
        "class Shell:\n"
        "    def run_line_magic(self, *_):\n"
        f"        print({LIE!r})\n"
        "get_ipython = Shell"
    ),
    "display_is_replaced": (
        f"import IPython.display\nIPython.display.display = lambda *_, **__: print({LIE!r})"
    ),
}
# what makes the grader judge something else than the notebook's cells
SWAPS = {
    "history_is_rewritten": (
        "from grader.notebook.history import Executed, SentCell\n"
        "import grader.notebook.extension as extension\n"
        f"sent = Executed([SentCell(2, {RIGHT!r})], [])\n"
        "extension.cells_to_judge = lambda *_: sent"
    ),
    "the_transformer_is_replaced": (
        "shell = get_ipython()\n"
        "old = shell._cnn_grader._executed\n"
        "def other(functions):\n"
        "    found = old(functions)\n"
        f"    found.cells = [cell._replace(source={RIGHT!r}) for cell in found.cells]\n"
        "    return found\n"
        "shell._cnn_grader._executed = other"
    ),
}


@pytest.fixture(scope="module")
def official(course):
    """Gives the grade of a notebook that is handed in, hidden checks included."""
    (exercise,) = (e for e in course.exercises if e.slug == "01_convolution")
    with Grader(course, (exercise,)) as grader:

        def grade(notebook, folder):
            path = folder / "convolution.ipynb"
            path.write_text(nbformat.writes(notebook), "utf-8")
            (found,) = grader.grade(read_submission(path))
            return {outcome.check: outcome.status for outcome in found.outcomes}

        yield grade


@pytest.fixture(scope="module")
def honest(official, tmp_path_factory):
    """The outcomes of the flipped kernel, handed in without a trick."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FLIPPED)])
    outcomes = official(notebook, tmp_path_factory.mktemp("honest"))
    assert "failed" in outcomes.values()
    assert "passed" in outcomes.values()
    return outcomes


def test_without_a_trick_the_kernel_shows_what_is_wrong(execute):
    ((_, text),) = cards(execute([LOAD, FLIPPED, CHECK]))

    assert "✗" in text


@pytest.mark.parametrize("name", LIES)
def test_a_lie_in_the_kernel_is_shown_and_earns_nothing(name, execute, official, honest, tmp_path):
    notebook = execute([LOAD, LIES[name], FLIPPED, CHECK])

    seen = printed(notebook) + "".join(text for _, text in cards(notebook))
    assert LIE in seen  # the trick works, on its author
    assert "✗" not in seen
    assert official(notebook, tmp_path) == honest


@pytest.mark.parametrize("name", SWAPS)
def test_other_cells_than_the_notebooks_are_judged_and_earn_nothing(
    name, execute, official, honest, tmp_path
):
    notebook = execute([LOAD, SWAPS[name], FLIPPED, CHECK])

    ((_, text),) = cards(notebook)
    assert "✗" not in text  # the trick works, on its author
    assert official(notebook, tmp_path) == honest


def test_a_course_of_ones_own_is_believed_by_its_author_alone(
    execute, official, honest, tmp_path, make_course
):
    public = (
        '@check(points=1, ko="가")\ndef test_it(student):\n    """It is there."""\n'
        "    student.conv2d([[1.0]], [[1.0]])\n"
    )
    root = make_course(public=public, points=1)
    toml = root / "exercises/01_f/exercise.toml"
    toml.write_text(toml.read_text("utf-8").replace('["f"]', '["conv2d"]'), "utf-8")

    notebook = execute([LOAD, FLIPPED, f"%grade --course {root}"])

    ((_, text),) = cards(notebook)
    assert "✗" not in text
    assert official(notebook, tmp_path) == honest


def test_a_patched_judge_in_the_kernel_judges_nothing(execute):
    patch = (
        "import grader.checks.outcomes as outcomes, grader.checks.judge as judge\n"
        "import grader.checks.api.assertions as assertions\n"
        "for module in (outcomes, judge, assertions):\n"
        "    for name, value in list(vars(module).items()):\n"
        "        if callable(value) and value.__module__ == module.__name__:\n"
        "            setattr(module, name, lambda *_, **__: None)\n"
        "print('patched', assertions.assert_close(1, 2))"
    )

    notebook = execute([LOAD, patch, FLIPPED, CHECK])

    assert "patched None" in printed(notebook)
    assert "✗" in cards(notebook)[-1][1]


def test_what_a_kernel_may_do_the_judged_cells_may_not(execute, tmp_path):
    mark = tmp_path / "mark"
    source = RIGHT.replace("    rows,", f"    open({str(mark)!r}, 'w').write('x')\n    rows,")

    free = execute([LOAD, source, "conv2d([[1]], [[1]])"])
    assert mark.exists(), printed(free)
    mark.unlink()
    walled = execute([LOAD, source, CHECK])

    assert not mark.exists()
    assert "✗" in cards(walled)[-1][1]


def test_a_definition_in_a_play_cell_earns_nothing(execute, official, honest, tmp_path):
    notebook = execute([LOAD, FLIPPED, "%%play\n" + RIGHT, "print(conv2d([[1, 2]], [[1, 0]]))"])

    assert "[[1.]]" in printed(notebook)  # in the kernel it counts
    assert official(notebook, tmp_path) == honest


def test_a_grader_that_is_given_nonsense_ends_and_another_one_answers(execute):
    nonsense = (
        "process = get_ipython()._cnn_grader._process._process\n"
        "process.stdin.write(b'\\xff' * 64); process.stdin.flush(); print(process.wait(30))"
    )

    notebook = execute([LOAD, FLIPPED, CHECK, nonsense, CHECK])

    assert len(cards(notebook)) == 2
