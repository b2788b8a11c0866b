"""Public checks of exercise 06: the worked sizes, counts and model tables of the lectures."""

import numpy as np

from grader.checks import (
    assert_integer,
    assert_integers,
    assert_number,
    assert_rows,
    assert_untouched,
    assert_value_errors,
    check,
)

MNIST_CNN = [
    ("Conv2D 32 3x3 valid relu", (26, 26, 32), 320),
    ("MaxPooling2D 2x2", (13, 13, 32), 0),
    ("Conv2D 64 3x3 valid relu", (11, 11, 64), 18496),
    ("MaxPooling2D 2x2", (5, 5, 64), 0),
    ("Conv2D 64 3x3 valid relu", (3, 3, 64), 36928),
    ("Flatten", (576,), 0),
    ("Dense 64 relu", (64,), 36928),
    ("Dense 10 softmax", (10,), 650),
]

FOUR_CLASS_120X60 = [
    ("Conv2D 12 5x5 valid relu", (116, 56, 12), 312),
    ("MaxPooling2D 2x2", (58, 28, 12), 0),
    ("Conv2D 16 5x5 valid relu", (54, 24, 16), 4816),
    ("MaxPooling2D 2x2", (27, 12, 16), 0),
    ("Conv2D 20 4x4 valid relu", (24, 9, 20), 5140),
    ("MaxPooling2D 2x2", (12, 4, 20), 0),
    ("Flatten", (960,), 0),
    ("Dense 128 relu", (128,), 123008),
    ("Dense 4 softmax", (4,), 516),
]

DENSE_1000 = [
    ("Dense 16 relu", (16,), 16016),
    ("Dense 16 relu", (16,), 272),
    ("Dense 1 sigmoid", (1,), 17),
]

BATCHNORM_DROPOUT_28 = [
    ("Rescaling 1/255", (28, 28, 1), 0),
    ("Conv2D 32 3x3 same relu", (28, 28, 32), 320),
    ("BatchNormalization", (28, 28, 32), 128),
    ("Conv2D 32 3x3 same relu", (28, 28, 32), 9248),
    ("BatchNormalization", (28, 28, 32), 128),
    ("MaxPooling2D 2x2", (14, 14, 32), 0),
    ("Dropout 0.4", (14, 14, 32), 0),
    ("Conv2D 64 3x3 same relu", (14, 14, 64), 18496),
    ("BatchNormalization", (14, 14, 64), 256),
    ("Conv2D 64 3x3 same relu", (14, 14, 64), 36928),
    ("BatchNormalization", (14, 14, 64), 256),
    ("MaxPooling2D 2x2", (7, 7, 64), 0),
    ("Dropout 0.4", (7, 7, 64), 0),
    ("Flatten", (3136,), 0),
    ("Dense 128 relu", (128,), 401536),
    ("Dense 10 softmax", (10,), 1290),
]

LENET5 = [
    ("Conv2D 6 5x5 same tanh", (28, 28, 6), 156),
    ("AveragePooling2D 2x2", (14, 14, 6), 0),
    ("Conv2D 16 5x5 valid tanh", (10, 10, 16), 2416),
    ("AveragePooling2D 2x2", (5, 5, 16), 0),
    ("Conv2D 120 5x5 valid tanh", (1, 1, 120), 48120),
    ("Flatten", (120,), 0),
    ("Dense 84 tanh", (84,), 10164),
    ("Dense 10 softmax", (10,), 850),
]


def descriptions(table):
    return [description for description, _, _ in table]


# checks of the functions that others may call
PARTS = [
    "test_worked_sizes",
    "test_worked_same",
    "test_worked_shape",
    "test_worked_conv_parameters",
    "test_worked_dense_parameters",
]


@check(
    points=0.5,
    ko="강의 예제의 출력 크기가 맞아야 합니다(32→32, 28→26, 26→13, 11→5).",
    hint="count_positions",
)
def test_worked_sizes(student):
    """The lectures' output sizes must be right (32 to 32, 28 to 26, 26 to 13, 11 to 5)."""
    assert_integer(student.conv_output_size(32, 5, padding=2, stride=1), 32)
    assert_integer(student.conv_output_size(28, 3), 26)
    assert_integer(student.conv_output_size(28, 3, "valid"), 26)
    assert_integer(student.conv_output_size(26, 2, 0, 2), 13)
    assert_integer(student.conv_output_size(11, 2, stride=2), 5)


@check(
    points=0.5,
    ko="'same'은 보폭 1에서 크기를 지키고 보폭 2에서 절반(올림)으로 줄여야 합니다.",
    hint="same_padding",
)
def test_worked_same(student):
    """'same' keeps the size at stride 1 and halves it, rounded up, at stride 2."""
    assert_integer(student.conv_output_size(28, 5, "same"), 28)
    assert_integer(student.conv_output_size(28, 3, "same", 2), 14)
    assert_integer(student.conv_output_size(7, 2, padding="same", stride=2), 4)


@check(
    points=0.5,
    ko="32×32×3 영상에 5×5 필터 10개를 쓰면 출력의 모양은 (32, 32, 10)이어야 합니다.",
    hint="shape_axes",
    builds_on=["test_worked_sizes", "test_worked_same"],
)
def test_worked_shape(student):
    """Ten 5x5 filters on a 32x32x3 image give the shape (32, 32, 10)."""
    assert_integers(student.conv_output_shape((32, 32, 3), 10, 5, padding=2), (32, 32, 10))
    assert_integers(student.conv_output_shape((28, 28, 1), 32, (3, 3), "valid"), (26, 26, 32))
    assert_integers(student.conv_output_shape((120, 60, 1), 12, 5), (116, 56, 12))


@check(
    points=0.5,
    ko="강의 예제의 합성곱 매개변수 수가 맞아야 합니다(760, 3200, 320).",
    hint="conv_parameters",
)
def test_worked_conv_parameters(student):
    """The lectures' convolution layers must have 760, 3200 and 320 parameters."""
    assert_integer(student.conv_parameters(5, 3, 10), 760)
    assert_integer(student.conv_parameters(7, 1, 64), 3200)
    assert_integer(student.conv_parameters((3, 3), 1, 32), 320)


@check(
    points=0.5,
    ko="입력 3개와 출력 5개를 잇는 완전 연결층의 매개변수는 20개여야 합니다.",
    hint="dense_parameters",
)
def test_worked_dense_parameters(student):
    """A fully connected layer from 3 to 5 has 15 weights and 20 parameters."""
    assert_integer(student.dense_parameters(3, 5), 20)
    assert_integer(student.dense_parameters(576, 64), 36928)


@check(
    points=0.5,
    ko="MNIST CNN의 표가 줄마다 맞아야 합니다(93,322개).",
    hint="walk_the_layers",
    builds_on=PARTS,
)
def test_table_mnist_cnn(student):
    """The table of the MNIST CNN must be right in every row (93,322 parameters)."""
    rows = student.summarize((28, 28, 1), descriptions(MNIST_CNN))

    assert_rows(rows, MNIST_CNN)


@check(
    points=0.25,
    ko="정사각형이 아닌 120×60 입력의 표가 줄마다 맞아야 합니다(133,792개).",
    hint="walk_the_layers",
    builds_on=PARTS,
)
def test_table_four_class(student):
    """The table of the 120x60 four-class net must be right in every row (133,792 parameters)."""
    rows = student.summarize((120, 60, 1), descriptions(FOUR_CLASS_120X60))

    assert_rows(rows, FOUR_CLASS_120X60)


@check(
    points=0.25,
    ko="특성 1000개를 받는 완전 연결 신경망의 표가 맞아야 합니다(16,305개).",
    hint="walk_the_layers",
    builds_on=["test_worked_dense_parameters"],
)
def test_table_dense_1000(student):
    """The table of the dense net on 1000 features must be right (16,305 parameters)."""
    rows = student.summarize((1000,), descriptions(DENSE_1000))

    assert_rows(rows, DENSE_1000)


@check(
    points=0.25,
    ko="배치 정규화와 드롭아웃이 있는 신경망의 표가 맞아야 합니다(468,586개).",
    hint="walk_the_layers",
    builds_on=PARTS,
)
def test_table_batchnorm_dropout(student):
    """The table of the net with batch normalization must be right (468,586 parameters)."""
    rows = student.summarize((28, 28, 1), descriptions(BATCHNORM_DROPOUT_28))

    assert_rows(rows, BATCHNORM_DROPOUT_28)


@check(
    points=0.25,
    ko="LeNet-5의 표가 줄마다 맞아야 합니다(61,706개).",
    hint="walk_the_layers",
    builds_on=PARTS,
)
def test_table_lenet5(student):
    """The table of LeNet-5 must be right in every row (61,706 parameters)."""
    rows = student.summarize((28, 28, 1), descriptions(LENET5))

    assert_rows(rows, LENET5)


@check(
    points=0.25,
    ko="만들 수 없는 크기(너무 큰 커널, 1보다 작은 보폭 등)에는 ValueError를 일으켜야 합니다.",
    hint="wrong_input",
)
def test_impossible_sizes(student):
    """An impossible size raises ValueError; the largest kernel that fits does not."""
    for answer in student.conv_output_size.each([(4, 6, 1, 3), (1, 3, "same")]):
        assert_number(answer, 0, atol=np.inf)  # these two are right; their values are for others

    wrong = [
        (4, 5, 0, 3),  # -1 / 3 cut to 0 would give 1
        (4, 5, "valid", 1),
        (4, 7, 1, 1),
        (0, 1, 1, 1),
        (5, 0),
        (5, 3, 0, 0),
        (5, 3, 0, -1),
        (5, 3, -1),
        (5, 3, "full"),
        (0, 3, "same"),
        (5, 3, "same", 0),
        (5, 0, "same"),
        (5, 1, -1),  # with a kernel of 1, too
        (5, 1, 0, 0),
        (5, 1, "full"),
        (0, 1),
        (0, 1, "same"),
    ]
    assert_value_errors(student.conv_output_size, wrong)


@check(
    points=0.25,
    ko="summarize는 받은 목록을 바꾸지 않고, 커널의 쌍으로 리스트도 받아야 합니다.",
    hint="untouched_arguments",
)
def test_layers_stay_untouched(student):
    """The list of layers is the same after the call as before; a kernel may come as a list."""
    rows = assert_untouched(student.summarize, (6, 5, 2), ["Rescaling 1/255", "Flatten"])
    assert_rows(rows, [("Rescaling 1/255", (6, 5, 2), 0), ("Flatten", (60,), 0)])

    answers = student.conv_parameters.each([((3, 5), 2, 4), ([3, 5], 2, 4)])
    pair, same = answers
    assert_integer(same, int(pair) if isinstance(pair, (int, np.integer)) else 124)
