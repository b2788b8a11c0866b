"""Hidden checks of exercise 06: random sizes, shapes, counts and models, and wrong input."""

import numpy as np

from grader.checks import (
    assert_integer,
    assert_integers,
    assert_number,
    assert_rows,
    assert_true,
    assert_value_errors,
    check,
)

WORDS = ("valid", "same")

# Layers in orders that no lecture shows: pooling first, batch normalization and dropout after
# Dense, on vectors, at the end; windows and kernels that are not square, 1x1, as large as the map.
MODELS = [
    (
        (9, 14, 2),
        [
            "MaxPooling2D 2x3",
            "BatchNormalization",
            "Conv2D 3 2x4 same relu",
            "AveragePooling2D 3x2",
            "Flatten",
            "Dropout 0.5",
            "Dense 4 relu",
            "BatchNormalization",
            "Dropout 0.2",
            "Dense 2 softmax",
        ],
    ),
    (
        (8, 6, 3),
        [
            "Dropout 0.3",
            "Conv2D 4 1x1 valid relu",
            "Rescaling 1/255",
            "AveragePooling2D 1x1",
            "Conv2D 5 3x2 same tanh",
            "Conv2D 2 8x6 valid relu",
            "BatchNormalization",
            "Flatten",
            "BatchNormalization",
        ],
    ),
    (
        (11,),
        [
            "BatchNormalization",
            "Dense 5 relu",
            "BatchNormalization",
            "Dropout 0.5",
            "Dense 3 tanh",
            "Flatten",
            "Rescaling 1/10",
            "BatchNormalization",
            "Dense 1 sigmoid",
        ],
    ),
]


def draw(rng, low, high):
    """A plain int from low to high, both included."""
    return int(rng.integers(low, high + 1))


def shuffled(rng, cases):
    """Every case in a random order and the first once more, so that state between calls shows."""
    order = rng.permutation(len(cases))
    return [cases[i] for i in (*order, order[0])]


def compare_integers(function, reference, cases):
    """Compare the whole number for each case."""
    for case, answer in zip(cases, function.each(cases), strict=True):
        assert_integer(answer, reference(*case))


def with_counts_of(rows, table):
    """The table with the answer's own counts in it: names and shapes alone are judged."""
    if not are_rows(rows, len(table)):
        return table
    return [(name, shape, row[2]) for (name, shape, _), row in zip(table, rows, strict=True)]


def with_shapes_of(rows, input_shape, table, layers):
    """The table with the answer's own shapes in it, and the counts that follow from those.

    `layers` counts the parameters of a shape's layer.
    """
    sizes = [len(shape) for _, shape, _ in table]
    if not are_rows(rows, len(table)) or [len(row[1]) for row in rows] != sizes:
        return table
    shapes = [input_shape, *(row[1] for row in rows)]
    if not all(is_count(side) and side > 0 for shape in shapes for side in shape):
        return table
    return [
        (name, own, layers(name, before))
        for (name, _, _), before, own in zip(table, shapes[:-1], shapes[1:], strict=True)
    ]


def with_inputs(models, tables):
    """Each table behind a row for what goes in."""
    return [[("", shape, 0), *table] for (shape, _), table in zip(models, tables, strict=True)]


def are_rows(rows, count):
    """Whether an answer looks like a table of so many rows."""
    sequence = (tuple, list)
    return (
        type(rows) in sequence
        and len(rows) == count
        and all(type(row) in sequence and len(row) == 3 for row in rows)
        and all(type(shape) in sequence for _, shape, _ in rows)
    )


def is_count(value):
    """Whether it is an integer as assert_integer takes it."""
    return type(value) is int or isinstance(value, np.integer)


class Counter:
    """Counts parameters as the student's own functions do, where those can tell layers apart.

    What they count wrong is paid where they are judged. All models' layers are asked together.
    """

    def __init__(self, student, reference, tables):
        self._parse = reference.parse_layer
        convolutions, dense = [], []
        for table in tables:
            before = table[0][1]
            for name, after, _ in table[1:]:
                layer = self._parse(name)
                if layer["kind"] == "Conv2D":
                    convolutions.append((layer["kernel"], before[-1], layer["filters"]))
                elif layer["kind"] == "Dense":
                    dense.append((before[0], layer["units"]))
                before = after
        self._known = ask(student.conv_parameters, reference.conv_parameters, convolutions)
        self._known |= ask(student.dense_parameters, reference.dense_parameters, dense)
        self._reference = reference

    def __call__(self, name, before):
        """The parameters of a layer on a shape, as the student's functions count them."""
        layer = self._parse(name)
        if layer["kind"] == "Conv2D":
            case = layer["kernel"], int(before[-1]), layer["filters"]
            return self._known.get(case, self._reference.conv_parameters(*case))
        if layer["kind"] == "Dense":
            case = int(before[0]), layer["units"]
            return self._known.get(case, self._reference.dense_parameters(*case))
        return 4 * int(before[-1]) if layer["kind"] == "BatchNormalization" else 0


def ask(function, reference, cases):
    """Case -> the student's count; the right one unless the student's differ as the right ones do.

    A function without a formula in it would allow any table.
    """
    right = [reference(*case) for case in cases]
    own = []
    for end in function.ends(cases):
        value = getattr(end, "value", None)
        own.append(int(value) if is_count(value) else 0)
    is_formula = len(own) == len(right) and 2 * len(set(own)) > len(set(right)) and min(own) > 0
    return dict(zip(cases, own if is_formula else right, strict=True))


def require_number(answer):
    """Judge that it is a number, whichever: such a check is about what must be refused."""
    assert_number(answer, 0, atol=np.inf)


def require_one_row(answer):
    """Judge that the answer is a table of one row, whatever is in it."""
    assert_true(
        type(answer) in (tuple, list) and len(answer) == 1,
        en="The table has one row for each layer.",
        ko="표에는 층마다 한 줄이 있어야 합니다.",
    )


def random_model(rng):
    """A net that starts with maps and ends with vectors; no side is square on purpose."""
    input_shape = (draw(rng, 40, 64), draw(rng, 40, 64), draw(rng, 1, 4))
    layers = ["Rescaling 1/255", "BatchNormalization"]
    for _ in range(2):
        kernel = f"{draw(rng, 1, 5)}x{draw(rng, 1, 5)}"
        pooling = ("MaxPooling2D", "AveragePooling2D")[draw(rng, 0, 1)]
        layers += [
            f"Conv2D {draw(rng, 1, 9)} {kernel} {WORDS[draw(rng, 0, 1)]} relu",
            "BatchNormalization",
            f"{pooling} {draw(rng, 1, 3)}x{draw(rng, 2, 3)}",
            "Dropout 0.25",
        ]
    layers += ["Flatten", f"Dense {draw(rng, 2, 40)} tanh", f"Dense {draw(rng, 1, 9)} softmax"]
    return input_shape, layers


@check(
    points=0.75,
    ko="크기, 커널, 덧대기, 보폭이 무엇이든 출력 크기가 맞아야 합니다.",
    hint="count_positions",
)
def test_random_sizes(student, reference, rng):
    """The output size must be right for any size, kernel, padding and stride."""
    cases = [(5, 2, 0, 2), (6, 2, 0, 3), (2, 3, 1, 1), (1, 1, 0, 1), (1, 1, 0, 4), (4, 8, 2, 5)]
    cases += [(8, 3, 0, 3), (9, 3, 0, 3), (7, 2, 0, 9), (6, 3, 2, 4), (13, 4, "valid", 5)]
    for _ in range(7):
        padding = draw(rng, 0, 4)
        size = draw(rng, 1, 64)
        cases.append((size, draw(rng, 1, size + 2 * padding), padding, draw(rng, 1, 7)))

    cases = shuffled(rng, cases)
    compare_integers(student.conv_output_size, reference.conv_output_size, cases)


@check(
    points=0.5,
    ko="'same'의 크기는 커널이 짝수이거나 입력보다 커도 입력 크기와 보폭만으로 정해져야 합니다.",
    hint="same_padding",
)
def test_same_at_any_stride(student, rng):
    """With 'same' size and stride alone decide, also for even and for large kernels."""
    cases = [(7, 2, 1), (8, 4, 1), (9, 2, 2), (8, 3, 3), (2, 5, 1), (3, 6, 2), (1, 4, 3)]
    cases += [(draw(rng, 1, 64), draw(rng, 1, 12), draw(rng, 1, 7)) for _ in range(5)]
    cases = [(size, kernel, "same", stride) for size, kernel, stride in shuffled(rng, cases)]

    for (size, _, _, stride), answer in zip(
        cases, student.conv_output_size.each(cases), strict=True
    ):
        assert_integer(answer, len(range(0, size, stride)))  # a place every `stride` cells


@check(
    points=0.5,
    ko="출력의 크기는 실제로 커널을 놓을 수 있는 자리의 수와 같아야 합니다.",
    hint="count_positions",
)
def test_size_counts_positions(student, rng):
    """The output size is the number of places where the kernel really fits."""
    # A step that just fits, one for which a cell is missing, a half and more than a half of a step,
    # a stride beyond the kernel, no step at all.
    cases = [(9, 3, 0, 3), (8, 3, 0, 3), (7, 3, 0, 3), (6, 2, 0, 3), (8, 2, 1, 4), (4, 4, 0, 2)]
    cases += [(5, 1, 0, 4), (6, 1, 0, 6), (7, 1, 0, 6), (3, 3, 1, 2), (10, 3, 2, 6)]
    for _ in range(6):
        size, kernel, stride = draw(rng, 12, 48), draw(rng, 1, 9), draw(rng, 2, 6)
        cases.append((size, kernel, draw(rng, 0, 2), stride))
    cases += [(size + stride, kernel, padding, stride) for size, kernel, padding, stride in cases]
    places = [
        sum(start % stride == 0 for start in range(size + 2 * padding - kernel + 1))
        for size, kernel, padding, stride in cases
    ]

    for answer, count in zip(student.conv_output_size.each(cases), places, strict=True):
        assert_integer(answer, count)


@check(
    points=0.75,
    ko="높이와 너비가 다르고 커널이 쌍이어도 출력의 모양이 맞아야 합니다.",
    hint="shape_axes",
)
def test_random_shapes(student, reference, rng):
    """The output shape must be right for any height, width, channels and kernel, square or not."""
    cases = [
        ((1, 20, 1), 3, (1, 4), 0, 1),
        ((20, 1, 1), 3, (4, 1), "valid", 3),
        ((9, 6, 2), 1, (2, 3), "same", 2),
        ((5, 3, 7), 2, [6, 4], 1, 4),
        ((6, 9, 3), 4, [4, 2], "same", 1),
        ((7, 4, 2), 3, 2, "same", 3),
        ((12, 11, 1), 2, (5, 2), "valid", 4),
        ((3, 2, 5), 1, (7, 6), 2, 9),
    ]
    for _ in range(9):
        padding = (0, 1, 2, "valid", "same")[draw(rng, 0, 4)]
        image = (draw(rng, 8, 64), draw(rng, 8, 64), draw(rng, 1, 8))
        kernel = draw(rng, 1, 8) if rng.random() < 0.5 else (draw(rng, 1, 8), draw(rng, 1, 8))
        cases.append((image, draw(rng, 1, 32), kernel, padding, draw(rng, 1, 5)))

    cases = shuffled(rng, cases)
    for case, answer in zip(cases, student.conv_output_shape.each(cases), strict=True):
        assert_integers(answer, reference.conv_output_shape(*case))


@check(
    points=0.5,
    ko="커널, 채널, 필터의 수가 무엇이든 합성곱 매개변수의 수가 맞아야 합니다.",
    hint="conv_parameters",
)
def test_random_conv_parameters(student, reference, rng):
    """The parameters of a convolution layer must be right for any kernel, channels and filters."""
    cases = [(1, 1, 1), (2, 1, 5), ((1, 7), 3, 1), ([4, 2], 1, 6), (3, 8, 8)]
    for _ in range(6):
        kernel = draw(rng, 1, 9) if rng.random() < 0.5 else (draw(rng, 1, 9), draw(rng, 1, 9))
        cases.append((kernel, draw(rng, 1, 64), draw(rng, 1, 64)))

    cases = shuffled(rng, cases)
    compare_integers(student.conv_parameters, reference.conv_parameters, cases)


@check(
    points=0.25,
    ko="입력과 출력의 수가 무엇이든 완전 연결층의 매개변수 수가 맞아야 합니다.",
    hint="dense_parameters",
)
def test_random_dense_parameters(student, reference, rng):
    """The parameters of a fully connected layer must be right for any inputs and outputs."""
    cases = [(1, 1), (1, 6), (6, 1)]
    cases += [(draw(rng, 2, 2000), draw(rng, 2, 300)) for _ in range(5)]

    cases = shuffled(rng, cases)
    compare_integers(student.dense_parameters, reference.dense_parameters, cases)


@check(points=0.5, ko="처음 보는 신경망에서도 모양이 줄마다 맞아야 합니다.", hint="walk_the_layers")
def test_shapes_of_random_models(student, reference, rng):
    """The shapes of a net that is in no lecture must be right in every row."""
    models = shuffled(rng, [*MODELS, *(random_model(rng) for _ in range(4))])

    for model, rows in zip(models, student.summarize.each(models), strict=True):
        assert_rows(rows, with_counts_of(rows, reference.summarize(*model)))


@check(
    points=0.5,
    ko="처음 보는 신경망에서도 매개변수의 수가 줄마다 맞아야 합니다.",
    hint="walk_the_layers",
)
def test_counts_of_random_models(student, reference, rng):
    """The parameters of a net that is in no lecture must be right in every row."""
    models = shuffled(rng, [*MODELS, *(random_model(rng) for _ in range(4))])
    tables = [reference.summarize(*model) for model in models]
    layers = Counter(student, reference, with_inputs(models, tables))

    answers = student.summarize.each(models)
    for (input_shape, _), table, rows in zip(models, tables, answers, strict=True):
        assert_rows(rows, with_shapes_of(rows, input_shape, table, layers))


@check(
    points=0.25,
    ko="벡터를 받는 층(Flatten, Dropout, BatchNormalization)의 줄도, 빈 목록의 표도 맞아야 합니다.",
    hint="walk_the_layers",
)
def test_layers_on_vectors(student, reference):
    """Flatten, Dropout, Rescaling and BatchNormalization work on vectors; no layers, no rows."""
    layers = ["Rescaling 1/10", "Flatten", "BatchNormalization", "Dropout 0.5", "Flatten"]

    models = [((7,), layers), ((7,), []), ((6, 5, 2), [])]
    for model, rows in zip(models, student.summarize.each(models), strict=True):
        assert_rows(rows, reference.summarize(*model))


@check(
    points=0.25,
    ko="영상이 커지면 합성곱 층의 매개변수는 그대로이고, Flatten 뒤의 Dense만 늘어나야 합니다.",
    hint="walk_the_layers",
)
def test_shared_weights_do_not_grow(student, reference, rng):
    """A larger image leaves a convolution's parameters alone; Dense after Flatten grows."""
    layers = ["Conv2D 4 3x3 valid relu", "MaxPooling2D 2x2", "Flatten", "Dense 5 softmax"]
    height, width, channels = draw(rng, 8, 20), draw(rng, 24, 40), draw(rng, 2, 4)

    models = [((side, width, channels), layers) for side in (height, height + 8)]
    tables = []
    for (side, *_), _ in models:
        maps = (side - 2, width - 2, 4)
        pooled = (maps[0] // 2, maps[1] // 2, 4)
        cells = pooled[0] * pooled[1] * 4
        counts = (4 * (9 * channels + 1), 0, 0, 5 * (cells + 1))
        tables.append(list(zip(layers, (maps, pooled, (cells,), (5,)), counts, strict=True)))
    count = Counter(student, reference, with_inputs(models, tables))

    answers = student.summarize.each(models)
    for (input_shape, _), table, rows in zip(models, tables, answers, strict=True):
        assert_rows(rows, with_shapes_of(rows, input_shape, table, count))


@check(
    points=0.25,
    ko="맞지 않는 모양과 1보다 작은 개수에는 ValueError를 일으켜야 합니다.",
    hint="wrong_input",
)
def test_impossible_shapes_and_counts(student):
    """A shape that is not (H, W, C) and a count below 1 raise ValueError."""
    shape = student.conv_output_shape((1, 2, 1), 1, (1, 2))
    assert_true(  # three calls that are right; their values do not matter here
        type(shape) in (tuple, list) and len(shape) == 3,
        en="A shape has three entries: (H', W', filters).",
        ko="모양에는 세 수 (H', W', filters)가 있어야 합니다.",
    )
    require_number(student.conv_parameters(1, 1, 1))
    require_number(student.dense_parameters(1, 1))

    shapes = [(8, 8), (1, 8, 8, 3), (8, 8, 0)]
    too_large = [((8, 4, 3), 2, (3, 5)), ((4, 8, 3), 2, 5)]
    wrong = [*((shape, 4, kernel) for shape in shapes for kernel in (3, 1)), *too_large]
    image = (8, 8, 3)
    wrong += [(image, 0, 3), (image, -2, 1), (image, 4, (0, 3)), (image, 4, (3, 0), "same")]
    wrong += [(image, 4, 1, -1), (image, 4, 1, 0, 0), (image, 4, [1, 1], "full")]
    assert_value_errors(student.conv_output_shape, wrong)
    wrong = [(0, 3, 4), ((3, 0), 3, 4), ((0, 3), 3, 4), (3, 0, 4), (3, 3, -4), (1, 0, 1), (1, 1, 0)]
    assert_value_errors(student.conv_parameters, wrong)
    assert_value_errors(student.dense_parameters, [(0, 5), (5, 0), (1, 0), (-1, 1)])


@check(
    points=0.25,
    ko="모르는 층과 모양이 맞지 않는 층에는 ValueError를 일으켜야 합니다.",
    hint="wrong_input",
)
def test_layers_out_of_place(student):
    """An unknown layer and a layer on the wrong kind of shape raise ValueError."""
    require_one_row(student.summarize((8, 8, 1), ["Dropout 0.5"]))

    on_maps = [
        ["Conv3D 4 3x3 valid relu"],
        ["Flatten", "Softmax", "Dense 2 relu"],
        ["Dense 4 relu"],
        ["MaxPooling2D 2x2", "Dense 4 relu"],
        ["Flatten", "MaxPooling2D 2x2"],
        ["Flatten", "Conv2D 4 3x3 same relu"],
    ]
    on_maps += [["Dense 1 relu"], ["Flatten", "MaxPooling2D 1x1"]]
    wrong = [((8, 8, 1), layers) for layers in on_maps]
    wrong += [((1, 1, 1), ["Dense 4 relu"]), ((1,), ["Conv2D 1 1x1 same relu"])]
    assert_value_errors(student.summarize, [*wrong, ((64,), ["Conv2D 4 3x3 valid relu"])])


@check(
    points=0.25,
    ko="층에 적힌 값이 잘못되었거나 입력의 모양이 잘못되었으면 ValueError를 일으켜야 합니다.",
    hint="wrong_input",
)
def test_impossible_layers(student):
    """A layer with impossible numbers or words and an impossible input shape raise ValueError."""
    require_one_row(student.summarize((8, 8, 1), ["Dropout 0.5"]))

    wrong = [
        ((8, 2, 1), ["Conv2D 4 3x3 valid relu"]),
        ((8, 2, 1), ["AveragePooling2D 2x3"]),
        ((8, 8, 1), ["MaxPooling2D 0x2"]),
        ((8, 8, 1), ["AveragePooling2D 2x0"]),
        ((8, 8, 1), ["Conv2D 4 3x3 full relu"]),
        ((8, 8, 1), ["Conv2D 0 3x3 valid relu"]),
        ((8, 8, 1), ["Conv2D 4 0x3 same relu"]),
        ((8,), ["Dense 0 relu"]),
        ((8, 8, 1), ["Conv2D 4 1x1 full relu"]),
        ((8, 8, 1), ["Conv2D 4 1x0 same relu"]),
        ((8, 8, 1), ["Dropout 0.5", "AveragePooling2D 9x1"]),
    ]
    shapes = [(8, 8), (1, 8, 8, 3), (), (0, 8, 1), (8, 8, 0), (0,)]
    wrong += [(shape, ["Flatten"]) for shape in shapes]
    wrong += [(shape, ["Dropout 0.5"]) for shape in shapes[::2]]
    wrong += [(shape, []) for shape in shapes]
    assert_value_errors(student.summarize, wrong)
