"""Hidden checks of exercise 06: random sizes, shapes, counts and models, and wrong input."""

from grader.checks import (
    assert_integer,
    assert_integers,
    assert_rows,
    assert_true,
    assert_untouched,
    assert_value_errors,
    check,
)

WORDS = ("valid", "same")


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
    if type(rows) not in (tuple, list) or len(rows) != len(table):
        return table
    counts = [row[2] if type(row) in (tuple, list) and len(row) == 3 else 0 for row in rows]
    return [(name, shape, count) for (name, shape, _), count in zip(table, counts, strict=True)]


def require_integer(answer):
    """Judge the type alone: such a check is about what must be refused."""
    assert_integer(answer, answer)


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
    ko="크기, 커널, 덧대기, 보폭이 무엇이든 출력 크기가 맞습니다.",
    hint="count_positions",
)
def test_random_sizes(student, reference, rng):
    """The output size is right for any size, kernel, padding and stride."""
    cases = [(5, 2, 0, 2), (6, 2, 0, 3), (2, 3, 1, 1), (1, 1, 0, 1), (1, 1, 0, 4), (4, 8, 2, 5)]
    for _ in range(7):
        padding = draw(rng, 0, 4)
        size = draw(rng, 1, 64)
        cases.append((size, draw(rng, 1, size + 2 * padding), padding, draw(rng, 1, 7)))

    cases = shuffled(rng, cases)
    compare_integers(student.conv_output_size, reference.conv_output_size, cases)


@check(
    points=0.5,
    ko="'same'의 크기는 커널이 짝수이거나 입력보다 커도 입력 크기와 보폭만으로 정해집니다.",
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
    ko="출력의 크기는 실제로 커널을 놓을 수 있는 자리의 수와 같습니다.",
    hint="count_positions",
)
def test_size_counts_positions(student, rng):
    """The output size is the number of places where the kernel really fits."""
    cases, places = [], []
    for _ in range(6):
        size, kernel, stride = draw(rng, 12, 48), draw(rng, 1, 9), draw(rng, 2, 6)
        padding = draw(rng, 0, 2)
        last_start = size + 2 * padding - kernel
        starts = [start for start in range(last_start + 1) if start % stride == 0]
        cases += [(size, kernel, padding, stride), (size + stride, kernel, padding, stride)]
        places += [len(starts), len(starts) + 1]

    for answer, count in zip(student.conv_output_size.each(cases), places, strict=True):
        assert_integer(answer, count)


@check(
    points=0.75,
    ko="높이와 너비가 다르고 커널이 쌍이어도 출력의 모양이 맞습니다.",
    hint="shape_axes",
)
def test_random_shapes(student, reference, rng):
    """The output shape is right for any height, width, channels and kernel, square or not."""
    cases = [
        ((1, 20, 1), 3, (1, 4), 0, 1),
        ((20, 1, 1), 3, (4, 1), "valid", 3),
        ((9, 6, 2), 1, (2, 3), "same", 2),
        ((5, 3, 7), 2, [6, 4], 1, 4),
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
    ko="커널, 채널, 필터의 수가 무엇이든 합성곱 매개변수의 수가 맞습니다.",
    hint="conv_parameters",
)
def test_random_conv_parameters(student, reference, rng):
    """The parameters of a convolution layer are right for any kernel, channels and filters."""
    cases = [(1, 1, 1), (2, 1, 5), ((1, 7), 3, 1), ([4, 2], 1, 6), (3, 8, 8)]
    for _ in range(6):
        kernel = draw(rng, 1, 9) if rng.random() < 0.5 else (draw(rng, 1, 9), draw(rng, 1, 9))
        cases.append((kernel, draw(rng, 1, 64), draw(rng, 1, 64)))

    cases = shuffled(rng, cases)
    compare_integers(student.conv_parameters, reference.conv_parameters, cases)


@check(
    points=0.25,
    ko="입력과 출력의 수가 무엇이든 완전 연결 층의 매개변수 수가 맞습니다.",
    hint="dense_parameters",
)
def test_random_dense_parameters(student, reference, rng):
    """The parameters of a fully connected layer are right for any inputs and outputs."""
    cases = [(1, 1), (1, 6), (6, 1)]
    cases += [(draw(rng, 2, 2000), draw(rng, 2, 300)) for _ in range(5)]

    cases = shuffled(rng, cases)
    compare_integers(student.dense_parameters, reference.dense_parameters, cases)


@check(points=0.5, ko="처음 보는 신경망에서도 모양이 줄마다 맞습니다.", hint="walk_the_layers")
def test_shapes_of_random_models(student, reference, rng):
    """The shapes of a net that is in no lecture are right in every row."""
    models = shuffled(rng, [random_model(rng) for _ in range(4)])

    for model, rows in zip(models, student.summarize.each(models), strict=True):
        assert_rows(rows, with_counts_of(rows, reference.summarize(*model)))


@check(
    points=0.5,
    ko="처음 보는 신경망에서도 매개변수의 수가 줄마다 맞습니다.",
    hint="walk_the_layers",
)
def test_counts_of_random_models(student, reference, rng):
    """The parameters of a net that is in no lecture are right in every row."""
    models = shuffled(rng, [random_model(rng) for _ in range(4)])

    for model, rows in zip(models, student.summarize.each(models), strict=True):
        assert_rows(rows, reference.summarize(*model))


@check(
    points=0.25,
    ko="벡터를 받는 층(Flatten, Dropout, BatchNormalization)의 줄도, 빈 목록의 표도 맞습니다.",
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
    ko="영상이 커지면 합성곱 층의 매개변수는 그대로이고, Flatten 뒤의 Dense만 늘어납니다.",
    hint="walk_the_layers",
)
def test_shared_weights_do_not_grow(student, rng):
    """A larger image leaves a convolution's parameters alone; Dense after Flatten grows."""
    layers = ["Conv2D 4 3x3 valid relu", "MaxPooling2D 2x2", "Flatten", "Dense 5 softmax"]
    height, width, channels = draw(rng, 8, 20), draw(rng, 24, 40), draw(rng, 2, 4)

    heights = (height, height + 8)
    answers = student.summarize.each(((side, width, channels), layers) for side in heights)
    for side, rows in zip(heights, answers, strict=True):
        maps = (side - 2, width - 2, 4)
        pooled = (maps[0] // 2, maps[1] // 2, 4)
        cells = pooled[0] * pooled[1] * 4
        counts = (4 * (9 * channels + 1), 0, 0, 5 * (cells + 1))
        assert_rows(rows, list(zip(layers, (maps, pooled, (cells,), (5,)), counts, strict=True)))


@check(
    points=0.25,
    ko="만들 수 없는 크기(덧댄 뒤에도 큰 커널, 1보다 작은 보폭 등)에는 ValueError를 일으킵니다.",
    hint="wrong_input",
)
def test_impossible_sizes(student):
    """An impossible size raises ValueError; the largest kernel that fits does not."""
    require_integer(student.conv_output_size(4, 6, 1, 3))  # these two are right
    require_integer(student.conv_output_size(1, 3, "same"))

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
    ]
    assert_value_errors(student.conv_output_size, wrong)


@check(
    points=0.25,
    ko="맞지 않는 모양과 1보다 작은 개수에는 ValueError를 일으킵니다.",
    hint="wrong_input",
)
def test_impossible_shapes_and_counts(student):
    """A shape that is not (H, W, C) and a count below 1 raise ValueError."""
    shape = student.conv_output_shape((1, 2, 1), 1, (1, 2))
    assert_integers(shape, shape)  # three calls that are right; their values do not matter here
    require_integer(student.conv_parameters(1, 1, 1))
    require_integer(student.dense_parameters(1, 1))

    shapes = [(8, 8), (1, 8, 8, 3), (8, 8, 0)]
    too_large = [((8, 4, 3), 2, (3, 5)), ((4, 8, 3), 2, 5)]
    wrong = [*((shape, 4, 3) for shape in shapes), ((8, 8, 3), 0, 3), *too_large]
    assert_value_errors(student.conv_output_shape, wrong)
    wrong = [(0, 3, 4), ((3, 0), 3, 4), ((0, 3), 3, 4), (3, 0, 4), (3, 3, -4)]
    assert_value_errors(student.conv_parameters, wrong)
    assert_value_errors(student.dense_parameters, [(0, 5), (5, 0)])


@check(
    points=0.25,
    ko="모르는 층과 모양이 맞지 않는 층에는 ValueError를 일으킵니다.",
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
    wrong = [((8, 8, 1), layers) for layers in on_maps]
    assert_value_errors(student.summarize, [*wrong, ((64,), ["Conv2D 4 3x3 valid relu"])])


@check(
    points=0.25,
    ko="층에 적힌 값이 잘못되었거나 입력의 모양이 잘못되었으면 ValueError를 일으킵니다.",
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
    ]
    shapes = [(8, 8), (1, 8, 8, 3), (), (0, 8, 1), (8, 8, 0), (0,)]
    wrong += [(shape, ["Flatten"]) for shape in shapes]
    wrong += [(shape, ["Dropout 0.5"]) for shape in shapes[::2]]
    assert_value_errors(student.summarize, wrong)


@check(points=0.25, ko="summarize는 받은 목록을 바꾸지 않습니다.", hint="untouched_arguments")
def test_layers_stay_untouched(student, reference):
    """The list of layers is the same after the call as before."""
    layers = ["Rescaling 1/255", "Dropout 0.4", "Flatten"]

    rows = assert_untouched(student.summarize, (6, 5, 2), layers)

    assert_rows(rows, reference.summarize((6, 5, 2), layers))
