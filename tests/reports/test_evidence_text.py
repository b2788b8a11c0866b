"""Networks in reports: curves, confusion and layer tables, in the terminal and in Markdown."""

import io

import msgspec
import pytest

from grader.model import Evidence, LayerRow, LayerTable, TrainingRecord
from grader.reports.evidence_text import MAX_BARS, sparkline, table_lines, training_panels
from grader.reports.formats.markdown import render_markdown
from grader.reports.terminal.grades import make_console, print_grades
from grader.results.grade_file import parse_grades, render_json

RECORD = TrainingRecord(
    function="build_cnn",
    dataset="digits",
    images=1400,
    loss=(1.5, 0.5, 0.25),
    accuracy=(0.5, 0.8, 0.9),
    loss_before=2.3,
    loss_after=0.2,
    held_back_accuracy=0.75,
    confusion=((3, 0, 1), (0, 2, 2), (0, 0, 4)),
)
FIRST = LayerRow(description="Conv2D 32 3x3 valid relu", shape=(26, 26, 32), parameters=320)
SAME = LayerRow(description="Conv2D 32 3x3 same relu", shape=(28, 28, 32), parameters=320)
LAST = LayerRow(description="Dense 10 softmax", shape=(10,), parameters=650)
TABLE = LayerTable(function="build_cnn", rows=(SAME,), expected=(FIRST, LAST), first_difference=0)


@pytest.fixture
def trained(grade_text):
    """A grade whose first check failed over a table and whose last one trained."""
    grade = grade_text("def double(x):\n    return 'no'\n")
    outcomes = list(grade.outcomes)
    wrong = next(i for i, o in enumerate(outcomes) if o.status == "failed")
    outcomes[wrong] = msgspec.structs.replace(outcomes[wrong], evidence=Evidence(layers=(TABLE,)))
    for place in (0, -1):  # two checks may have looked at one training
        shown = outcomes[place].evidence or Evidence()
        outcomes[place] = msgspec.structs.replace(
            outcomes[place],
            visibility="public",
            evidence=msgspec.structs.replace(shown, training=(RECORD,)),
        )
    return msgspec.structs.replace(grade, outcomes=tuple(outcomes))


def test_the_lowest_value_is_the_lowest_bar_and_the_highest_the_highest():
    assert sparkline([3.0, 1.0, 2.0, 5.0]) == "▅▁▃█"


@pytest.mark.parametrize(("values", "drawn"), [([], ""), ([2.0], "▁"), ([1.0, 1.0], "▁▁")])
def test_a_flat_curve_is_flat(values, drawn):
    assert sparkline(values) == drawn


def test_a_long_curve_keeps_its_ends():
    drawn = sparkline([float(n) for n in range(1000)])

    assert len(drawn) == MAX_BARS
    assert (drawn[0], drawn[-1]) == ("▁", "█")


def test_the_most_confused_come_first():
    assert RECORD.most_confused(2) == [(1, 2, 2), (0, 2, 1)]


def test_a_training_is_shown_once_however_many_checks_looked_at_it(trained):
    (panel,) = training_panels(trained, "en")

    text = "\n".join([panel.title, *panel.lines])
    for said in ("build_cnn", "1400", "1.500 → 0.250", "2.300 before, 0.200 after", "75.0 %"):
        assert said in text
    assert "1 → 2 (2), 0 → 2 (1)" in text


def test_each_wrong_layer_is_marked_with_what_was_asked_on_the_left():
    lines = table_lines(TABLE, "en")

    assert lines[0].split() == ["expected", "yours"]
    assert lines[1].startswith("→ 1 Conv2D 32 3x3 valid relu")
    assert lines[1].endswith("Conv2D 32 3x3 same relu  28×28×32")
    assert lines[2].startswith("→ 2 Dense 10 softmax")
    assert lines[2].endswith(" -")


def test_a_layer_whose_shape_follows_from_another_is_not_marked():
    def rows(kernel: str, side: int, last: str) -> tuple[LayerRow, ...]:
        return (
            LayerRow(f"Conv2D 2 {kernel}", (side, side, 2), 20),
            LayerRow("Flatten", (2 * side * side,), 0),
            LayerRow(f"Dense 4 {last}", (4,), 4),
        )

    table = LayerTable("build", rows("3x3", 4, "relu"), rows("5x5", 2, "softmax"), 0)

    lines = table_lines(table, "en")

    assert [line[0] for line in lines[1:4]] == ["→", " ", "→"]
    assert lines[4] == "Where there is no →, the layers above are the reason."


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_terminal_shows_curve_and_table_within_its_width(trained, language):
    file = io.StringIO()

    print_grades(make_console(file, width=80), [trained], language)

    said = file.getvalue()
    assert "█" in said
    assert "→ 1 Conv2D" in said
    assert max(map(len, said.splitlines())) <= 80


def test_markdown_keeps_the_columns_in_code_blocks(trained):
    text = render_markdown([trained], "en")

    assert "```text\nloss  1.500 → 0.250  █▂▁" in text


def test_exhibits_survive_the_canonical_form(trained):
    (again,) = parse_grades(render_json([trained]))

    assert again == trained


def test_students_see_no_exhibit_of_a_hidden_check(trained):
    hidden = tuple(msgspec.structs.replace(o, visibility="hidden") for o in trained.outcomes)

    shown = msgspec.structs.replace(trained, outcomes=hidden).for_student()

    assert all(outcome.evidence is None for outcome in shown.outcomes)
