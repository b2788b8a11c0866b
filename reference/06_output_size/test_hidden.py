"""Hidden checks of exercise 06: random sizes, shapes, counts and models, and wrong input."""

from grader.checks import (
    assert_integer,
    assert_integers,
    assert_rows,
    assert_true,
    assert_untouched,
    assert_value_error,
    check,
)

WORDS = ("valid", "same")


def draw(rng, low, high):
    """A plain int from low to high, both included."""
    return int(rng.integers(low, high + 1))


def shuffled_twice(rng, cases):
    """Every case two times in a random order, so that state between calls shows."""
    return [cases[i % len(cases)] for i in rng.permutation(2 * len(cases))]


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
    for _ in range(20):
        padding = draw(rng, 0, 4)
        size = draw(rng, 1, 64)
        cases.append((size, draw(rng, 1, size + 2 * padding), padding, draw(rng, 1, 7)))

    for size, kernel, padding, stride in shuffled_twice(rng, cases):
        answer = student.conv_output_size(size, kernel, padding, stride)
        assert_integer(answer, reference.conv_output_size(size, kernel, padding, stride))


@check(
    points=0.5,
    ko="'same'의 크기는 커널이 짝수이거나 입력보다 커도 입력 크기와 보폭만으로 정해집니다.",
    hint="same_padding",
)
def test_same_at_any_stride(student, rng):
    """With 'same' size and stride alone decide, also for even and for large kernels."""
    cases = [(7, 2, 1), (8, 4, 1), (9, 2, 2), (8, 3, 3), (2, 5, 1), (3, 6, 2), (1, 4, 3)]
    cases += [(draw(rng, 1, 64), draw(rng, 1, 12), draw(rng, 1, 7)) for _ in range(12)]

    for size, kernel, stride in shuffled_twice(rng, cases):
        answer = student.conv_output_size(size, kernel, padding="same", stride=stride)
        assert_integer(answer, len(range(0, size, stride)))  # a place every `stride` cells


@check(
    points=0.5,
    ko="출력의 크기는 실제로 커널을 놓을 수 있는 자리의 수와 같습니다.",
    hint="count_positions",
)
def test_size_counts_positions(student, rng):
    """The output size is the number of places where the kernel really fits."""
    for _ in range(12):
        size, kernel, stride = draw(rng, 12, 48), draw(rng, 1, 9), draw(rng, 2, 6)
        padding = draw(rng, 0, 2)
        last_start = size + 2 * padding - kernel
        places = [start for start in range(last_start + 1) if start % stride == 0]

        answer = student.conv_output_size(size, kernel, padding, stride)
        longer = student.conv_output_size(size + stride, kernel, padding, stride)

        assert_integer(answer, len(places))
        assert_integer(longer, len(places) + 1)


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
    for _ in range(16):
        padding = (0, 1, 2, "valid", "same")[draw(rng, 0, 4)]
        image = (draw(rng, 8, 64), draw(rng, 8, 64), draw(rng, 1, 8))
        kernel = draw(rng, 1, 8) if rng.random() < 0.5 else (draw(rng, 1, 8), draw(rng, 1, 8))
        cases.append((image, draw(rng, 1, 32), kernel, padding, draw(rng, 1, 5)))

    for image, filters, kernel, padding, stride in shuffled_twice(rng, cases):
        answer = student.conv_output_shape(image, filters, kernel, padding, stride)
        expected = reference.conv_output_shape(image, filters, kernel, padding, stride)
        assert_integers(answer, expected)


@check(
    points=0.5,
    ko="커널, 채널, 필터의 수가 무엇이든 합성곱 매개변수의 수가 맞습니다.",
    hint="conv_parameters",
)
def test_random_conv_parameters(student, reference, rng):
    """The parameters of a convolution layer are right for any kernel, channels and filters."""
    cases = [(1, 1, 1), (2, 1, 5), ((1, 7), 3, 1), ([4, 2], 1, 6), (3, 8, 8)]
    for _ in range(12):
        kernel = draw(rng, 1, 9) if rng.random() < 0.5 else (draw(rng, 1, 9), draw(rng, 1, 9))
        cases.append((kernel, draw(rng, 1, 64), draw(rng, 1, 64)))

    for kernel, channels, filters in shuffled_twice(rng, cases):
        answer = student.conv_parameters(kernel, channels, filters)
        assert_integer(answer, reference.conv_parameters(kernel, channels, filters))


@check(
    points=0.25,
    ko="입력과 출력의 수가 무엇이든 완전 연결 층의 매개변수 수가 맞습니다.",
    hint="dense_parameters",
)
def test_random_dense_parameters(student, reference, rng):
    """The parameters of a fully connected layer are right for any inputs and outputs."""
    cases = [(1, 1), (1, 6), (6, 1)]
    cases += [(draw(rng, 2, 2000), draw(rng, 2, 300)) for _ in range(8)]

    for inputs, outputs in shuffled_twice(rng, cases):
        answer = student.dense_parameters(inputs, outputs)
        assert_integer(answer, reference.dense_parameters(inputs, outputs))


@check(points=0.5, ko="처음 보는 신경망에서도 모양이 줄마다 맞습니다.", hint="walk_the_layers")
def test_shapes_of_random_models(student, reference, rng):
    """The shapes of a net that is in no lecture are right in every row."""
    models = [random_model(rng) for _ in range(5)]

    for input_shape, layers in shuffled_twice(rng, models):
        rows = student.summarize(input_shape, list(layers))
        assert_rows(rows, with_counts_of(rows, reference.summarize(input_shape, layers)))


@check(
    points=0.5,
    ko="처음 보는 신경망에서도 매개변수의 수가 줄마다 맞습니다.",
    hint="walk_the_layers",
)
def test_counts_of_random_models(student, reference, rng):
    """The parameters of a net that is in no lecture are right in every row."""
    models = [random_model(rng) for _ in range(5)]

    for input_shape, layers in shuffled_twice(rng, models):
        rows = student.summarize(input_shape, list(layers))
        assert_rows(rows, reference.summarize(input_shape, layers))


@check(
    points=0.25,
    ko="벡터를 받는 층(Flatten, Dropout, BatchNormalization)의 줄도, 빈 목록의 표도 맞습니다.",
    hint="walk_the_layers",
)
def test_layers_on_vectors(student, reference):
    """Flatten, Dropout, Rescaling and BatchNormalization work on vectors; no layers, no rows."""
    layers = ["Rescaling 1/10", "Flatten", "BatchNormalization", "Dropout 0.5", "Flatten"]

    rows = student.summarize((7,), layers)

    assert_rows(rows, reference.summarize((7,), layers))
    assert_rows(student.summarize((7,), []), [])
    assert_rows(student.summarize((6, 5, 2), []), [])


@check(
    points=0.25,
    ko="영상이 커지면 합성곱 층의 매개변수는 그대로이고, Flatten 뒤의 Dense만 늘어납니다.",
    hint="walk_the_layers",
)
def test_shared_weights_do_not_grow(student, rng):
    """A larger image leaves a convolution's parameters alone; Dense after Flatten grows."""
    layers = ["Conv2D 4 3x3 valid relu", "MaxPooling2D 2x2", "Flatten", "Dense 5 softmax"]
    height, width, channels = draw(rng, 8, 20), draw(rng, 24, 40), draw(rng, 2, 4)

    answers = []
    for image_height in (height, height + 8):
        rows = student.summarize((image_height, width, channels), layers)
        maps = (image_height - 2, width - 2, 4)
        pooled = (maps[0] // 2, maps[1] // 2, 4)
        cells = pooled[0] * pooled[1] * 4
        answers.append((rows, maps, pooled, cells))

    for rows, maps, pooled, cells in answers:
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

    assert_value_error(student.conv_output_size, 4, 5, 0, 3)  # -1 / 3 cut to 0 would give 1
    assert_value_error(student.conv_output_size, 4, 5, "valid", 1)
    assert_value_error(student.conv_output_size, 4, 7, 1, 1)
    assert_value_error(student.conv_output_size, 0, 1, 1, 1)
    assert_value_error(student.conv_output_size, 5, 0)
    assert_value_error(student.conv_output_size, 5, 3, 0, 0)
    assert_value_error(student.conv_output_size, 5, 3, 0, -1)
    assert_value_error(student.conv_output_size, 5, 3, -1)
    assert_value_error(student.conv_output_size, 5, 3, "full")
    assert_value_error(student.conv_output_size, 0, 3, "same")
    assert_value_error(student.conv_output_size, 5, 3, "same", 0)


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

    assert_value_error(student.conv_output_shape, (8, 8), 4, 3)
    assert_value_error(student.conv_output_shape, (1, 8, 8, 3), 4, 3)
    assert_value_error(student.conv_output_shape, (8, 8, 0), 4, 3)
    assert_value_error(student.conv_output_shape, (8, 8, 3), 0, 3)
    assert_value_error(student.conv_output_shape, (8, 4, 3), 2, (3, 5))
    assert_value_error(student.conv_output_shape, (4, 8, 3), 2, 5)
    assert_value_error(student.conv_parameters, 0, 3, 4)
    assert_value_error(student.conv_parameters, (3, 0), 3, 4)
    assert_value_error(student.conv_parameters, (0, 3), 3, 4)
    assert_value_error(student.conv_parameters, 3, 0, 4)
    assert_value_error(student.conv_parameters, 3, 3, -4)
    assert_value_error(student.dense_parameters, 0, 5)
    assert_value_error(student.dense_parameters, 5, 0)


@check(
    points=0.25,
    ko="모르는 층과 모양이 맞지 않는 층에는 ValueError를 일으킵니다.",
    hint="wrong_input",
)
def test_layers_out_of_place(student):
    """An unknown layer and a layer on the wrong kind of shape raise ValueError."""
    require_one_row(student.summarize((8, 8, 1), ["Dropout 0.5"]))

    assert_value_error(student.summarize, (8, 8, 1), ["Conv3D 4 3x3 valid relu"])
    assert_value_error(student.summarize, (8, 8, 1), ["Flatten", "Softmax", "Dense 2 relu"])
    assert_value_error(student.summarize, (8, 8, 1), ["Dense 4 relu"])
    assert_value_error(student.summarize, (8, 8, 1), ["MaxPooling2D 2x2", "Dense 4 relu"])
    assert_value_error(student.summarize, (64,), ["Conv2D 4 3x3 valid relu"])
    assert_value_error(student.summarize, (8, 8, 1), ["Flatten", "MaxPooling2D 2x2"])
    assert_value_error(student.summarize, (8, 8, 1), ["Flatten", "Conv2D 4 3x3 same relu"])


@check(
    points=0.25,
    ko="층에 적힌 값이 잘못되었거나 입력의 모양이 잘못되었으면 ValueError를 일으킵니다.",
    hint="wrong_input",
)
def test_impossible_layers(student):
    """A layer with impossible numbers or words and an impossible input shape raise ValueError."""
    require_one_row(student.summarize((8, 8, 1), ["Dropout 0.5"]))

    assert_value_error(student.summarize, (8, 2, 1), ["Conv2D 4 3x3 valid relu"])
    assert_value_error(student.summarize, (8, 2, 1), ["AveragePooling2D 2x3"])
    assert_value_error(student.summarize, (8, 8, 1), ["MaxPooling2D 0x2"])
    assert_value_error(student.summarize, (8, 8, 1), ["AveragePooling2D 2x0"])
    assert_value_error(student.summarize, (8, 8, 1), ["Conv2D 4 3x3 full relu"])
    assert_value_error(student.summarize, (8, 8, 1), ["Conv2D 0 3x3 valid relu"])
    assert_value_error(student.summarize, (8, 8, 1), ["Conv2D 4 0x3 same relu"])
    assert_value_error(student.summarize, (8,), ["Dense 0 relu"])
    for input_shape in [(8, 8), (1, 8, 8, 3), (), (0, 8, 1), (8, 8, 0), (0,)]:
        assert_value_error(student.summarize, input_shape, ["Flatten"])
        assert_value_error(student.summarize, input_shape, ["Dropout 0.5"])


@check(points=0.25, ko="summarize는 받은 목록을 바꾸지 않습니다.", hint="untouched_arguments")
def test_layers_stay_untouched(student, reference):
    """The list of layers is the same after the call as before."""
    layers = ["Rescaling 1/255", "Dropout 0.4", "Flatten"]

    rows = assert_untouched(student.summarize, (6, 5, 2), layers)

    assert_rows(rows, reference.summarize((6, 5, 2), layers))
