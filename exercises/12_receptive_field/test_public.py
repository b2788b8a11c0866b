"""Public checks of exercise 12: what the cells of the lectures' networks see."""

import numpy as np

from grader.checks import (
    assert_equal,
    assert_integer,
    assert_true,
    assert_untouched,
    assert_value_errors,
    check,
)

MNIST_CNN = [
    ("Conv2D 32 3x3 valid relu", 3, 1, 1.0),
    ("MaxPooling2D 2x2", 4, 2, 1.5),
    ("Conv2D 64 3x3 valid relu", 8, 2, 3.5),
    ("MaxPooling2D 2x2", 10, 4, 4.5),
    ("Conv2D 64 3x3 valid relu", 18, 4, 8.5),
]
AFTER_THE_MAPS = ["Flatten", "Dense 64 relu", "Dense 10 softmax"]

LENET5 = [
    ("Conv2D 6 5x5 same tanh", 5, 1, 0.0),
    ("AveragePooling2D 2x2", 6, 2, 0.5),
    ("Conv2D 16 5x5 valid tanh", 14, 2, 4.5),
    ("AveragePooling2D 2x2", 16, 4, 5.5),
    ("Conv2D 120 5x5 valid tanh", 32, 4, 13.5),
]

FOUR_CLASS_120X60 = [
    ("Conv2D 12 5x5 valid relu", 5, 1, 2.0),
    ("MaxPooling2D 2x2", 6, 2, 2.5),
    ("Conv2D 16 5x5 valid relu", 14, 2, 6.5),
    ("MaxPooling2D 2x2", 16, 4, 7.5),
    ("Conv2D 20 4x4 valid relu", 28, 4, 13.5),
    ("MaxPooling2D 2x2", 32, 8, 15.5),
]

BATCHNORM_DROPOUT_28 = [
    "Rescaling 1/255",
    "Conv2D 32 3x3 same relu",
    "BatchNormalization",
    "Conv2D 32 3x3 same relu",
    "BatchNormalization",
    "MaxPooling2D 2x2",
    "Dropout 0.4",
    "Conv2D 64 3x3 same relu",
    "BatchNormalization",
    "Conv2D 64 3x3 same relu",
    "BatchNormalization",
    "MaxPooling2D 2x2",
    "Dropout 0.4",
    "Flatten",
    "Dense 128 relu",
    "Dense 10 softmax",
]

WINDOWS = ("Conv2D", "MaxPooling2D", "AveragePooling2D")
SIZE, JUMP, CENTRE = 1, 2, 3  # places in a row
SEQUENCE = (tuple, list)


def descriptions(table):
    return [description for description, *_ in table]


def require_rows(rows):
    """Judge that it is a list of rows of a text and three numbers, whatever these are."""
    assert_true(
        type(rows) in SEQUENCE and all(is_row(row) for row in rows),
        en="The result is a list of rows (description, size, jump, centre): a text, three numbers.",
        ko="결과는 줄 (층, 크기, 간격, 중심)의 목록이어야 합니다. 글 하나와 수 셋입니다.",
        about_form=True,
    )


def is_row(row):
    """Whether it is a text and three numbers."""
    if type(row) not in SEQUENCE or len(row) != 4 or type(row[0]) is not str:
        return False
    return all(type(n) in (int, float) or isinstance(n, (np.integer, np.floating)) for n in row[1:])


def assert_column(rows, table, place):
    """Judge one number of each row, by the table; a row of a layer without a window is no matter.

    What else is in the rows stands on both sides.
    """
    require_rows(rows)
    wanted, left = [], list(table)
    for row in rows:
        own = list(row)
        if own[0].split()[:1] and own[0].split()[0] in WINDOWS and left:
            own[place] = left.pop(0)[place]
        wanted.append(type(row)(own))
    assert_equal(rows, type(rows)([*wanted, *left]))


def require_cells(seen):
    """Judge that it is two pairs, whatever is in them."""
    is_pair = type(seen) in SEQUENCE and len(seen) == 2
    assert_true(
        is_pair and all(type(span) in SEQUENCE and len(span) == 2 for span in seen),
        en="The result is two pairs ((top, bottom), (left, right)).",
        ko="결과는 두 쌍 ((위, 아래), (왼쪽, 오른쪽))이어야 합니다.",
        about_form=True,
    )


def assert_cells(seen, wanted):
    """Judge the rows and columns of the input: two pairs of integers, tuples or lists."""
    require_cells(seen)
    assert_equal(seen, type(seen)(type(own)(span) for own, span in zip(seen, wanted, strict=True)))


@check(
    points=0.5,
    ko="창이 있는 층마다 한 줄이 있고, Flatten에서 끝나야 합니다.",
    hint="which_rows",
)
def test_worked_rows(student):
    """Each layer with a window has a row, and the table ends at Flatten."""
    rows = student.receptive_field(BATCHNORM_DROPOUT_28)
    require_rows(rows)

    names = [name for name in BATCHNORM_DROPOUT_28 if name.split()[0] in WINDOWS]
    own = list(rows)
    wanted = [
        type(row)([name, *row[1:]])
        for name, row in zip(names, own + [("", 0, 0, 0)] * len(names), strict=False)
    ]
    assert_equal(rows, type(rows)(wanted))


@check(
    points=0.75,
    ko="강의의 신경망에서 수용장의 크기가 맞아야 합니다(MNIST CNN: 3, 4, 8, 10, 18).",
    hint="field_grows",
)
def test_worked_sizes(student):
    """The fields of the lectures' networks have the right sizes (MNIST CNN: 3, 4, 8, 10, 18)."""
    models = [[*descriptions(MNIST_CNN), *AFTER_THE_MAPS], descriptions(FOUR_CLASS_120X60)]
    answers = student.receptive_field.each([(model,) for model in models])
    for rows, table in zip(answers, (MNIST_CNN, FOUR_CLASS_120X60), strict=True):
        assert_column(rows, table, SIZE)


@check(
    points=0.5,
    ko="강의의 신경망에서 이웃한 칸의 간격이 맞아야 합니다(MNIST CNN: 1, 2, 2, 4, 4).",
    hint="jump_multiplies",
)
def test_worked_jumps(student):
    """The jumps of the lectures' networks must be right (MNIST CNN: 1, 2, 2, 4, 4)."""
    for table in (MNIST_CNN, FOUR_CLASS_120X60):
        assert_column(student.receptive_field(descriptions(table)), table, JUMP)


@check(
    points=0.5,
    ko="LeNet-5에서 첫 칸의 중심이 맞아야 합니다(0, 0.5, 4.5, 5.5, 13.5).",
    hint="first_centre",
)
def test_worked_centres(student):
    """The first cells' centres in LeNet-5 are 0, 0.5, 4.5, 5.5 and 13.5."""
    assert_column(student.receptive_field(descriptions(LENET5)), LENET5, CENTRE)


@check(
    points=0.75,
    ko="MNIST CNN의 마지막 특징 맵에서 각 칸이 보는 행과 열이 맞아야 합니다.",
    hint="walk_down",
)
def test_worked_cells(student):
    """The rows and columns that cells of the MNIST CNN's last map see must be right."""
    layers = [*descriptions(MNIST_CNN), *AFTER_THE_MAPS]

    cases = [((28, 28, 1), layers, cell) for cell in ((0, 0), (2, 1))]
    first, other = student.seen_cells.each(cases)
    assert_cells(first, ((0, 17), (0, 17)))
    assert_cells(other, ((8, 25), (4, 21)))


@check(
    points=0.5,
    ko="덧댄 칸은 보는 칸이 아니므로 특징 맵마다 그 경계에서 잘라야 합니다.",
    hint="cut_at_borders",
)
def test_worked_borders(student):
    """What a cell sees is cut at the border of every map: a padded cell is no cell."""
    assert_cells(student.seen_cells((28, 28, 1), descriptions(LENET5), (0, 0)), ((0, 27), (0, 27)))
    layers = ["MaxPooling2D 2x2", "Conv2D 8 3x3 same relu"]
    assert_cells(student.seen_cells((11, 11, 1), layers, (4, 0)), ((6, 9), (0, 3)))


@check(
    points=0.5,
    ko="3×3 합성곱으로 5칸을 보려면 두 층, 18칸을 보려면 아홉 층이 필요합니다.",
    hint="count_layers",
)
def test_worked_layers_needed(student):
    """Two 3x3 convolutions see 5 cells; 18 cells take nine."""
    assert_integer(student.layers_needed(3, 5), 2)
    assert_integer(student.layers_needed(3, 18), 9)
    assert_integer(student.layers_needed(5, 1), 0)


@check(
    points=0.25,
    ko="정사각형이 아닌 창, 없는 칸처럼 답할 수 없는 입력에는 ValueError를 일으켜야 합니다.",
    hint="wrong_input",
)
def test_unanswerable(student):
    """A window that is not square, a cell that is not there and the like raise ValueError."""
    require_rows(student.receptive_field(["Conv2D 4 1x1 valid relu"]))

    wrong = ["Conv2D 4 3x5 valid relu", "Conv3D 4 3x3 valid relu", "Dense 4 relu"]
    assert_value_errors(student.receptive_field, [([layer],) for layer in wrong])
    layers = ["Conv2D 4 3x3 valid relu"]
    assert_value_errors(
        student.seen_cells, [((5, 6, 1), layers, (3, 0)), ((5, 2, 1), layers, (0, 0))]
    )
    assert_value_errors(student.layers_needed, [(3, 0), (1, 2)])


@check(
    points=0.25,
    ko="두 함수는 받은 목록을 바꾸지 않아야 합니다.",
    hint="untouched_arguments",
)
def test_layers_stay_untouched(student):
    """The list of layers is the same after each call as before."""
    layers = ["Conv2D 4 3x3 valid relu", "Flatten", "Dense 2 softmax"]
    require_rows(assert_untouched(student.receptive_field, layers))
    require_cells(assert_untouched(student.seen_cells, (5, 5, 1), layers, (1, 1)))
