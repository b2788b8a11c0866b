"""Hidden checks of exercise 12: nets that no lecture shows, borders, and wrong input."""

import numpy as np

from grader.checks import assert_equal, assert_integer, assert_true, assert_value_errors, check

WINDOWS = ("Conv2D", "MaxPooling2D", "AveragePooling2D")
SIZE, JUMP, CENTRE = 1, 2, 3  # places in a row
SEQUENCE = (tuple, list)

# Pooling first and twice in a row, even kernels with 'same', 1x1, windows of three, no window last.
NETS = [
    ["MaxPooling2D 2x2", "AveragePooling2D 3x3", "Conv2D 3 4x4 same relu", "MaxPooling2D 2x2"],
    ["Conv2D 4 1x1 valid relu", "Conv2D 2 2x2 same tanh", "MaxPooling2D 1x1"],
    ["AveragePooling2D 3x3", "Conv2D 2 5x5 same relu", "Conv2D 2 2x2 valid relu", "Dropout 0.5"],
    ["Conv2D 5 6x6 valid relu", "MaxPooling2D 4x4", "Conv2D 5 1x1 same relu", "Flatten"],
    ["Conv2D 1 7x7 same relu", "Conv2D 1 4x4 same relu", "AveragePooling2D 2x2"],
]


def draw(rng, low, high):
    """A plain int from low to high, both included."""
    return int(rng.integers(low, high + 1))


def shuffled(rng, cases):
    """Every case in a random order and the first once more, so that state between calls shows."""
    order = rng.permutation(len(cases))
    return [cases[i] for i in (*order, order[0])]


def random_net(rng, size, words=("valid", "same")):
    """Three blocks whose windows fit a map of `size` cells, then layers without windows."""
    layers = ["Rescaling 1/255"]
    for _ in range(3):
        kernel, word = draw(rng, 1, min(5, size)), words[draw(rng, 0, len(words) - 1)]
        layers += [f"Conv2D {draw(rng, 1, 9)} {kernel}x{kernel} {word} relu", "BatchNormalization"]
        size -= kernel - 1 if word == "valid" else 0
        window = draw(rng, 1, min(3, size))
        layers.append(f"{WINDOWS[draw(rng, 1, 2)]} {window}x{window}")
        size //= window
    return [*layers, "Dropout 0.25", "Flatten", "Dense 4 softmax"]


def random_nets(rng):
    """Nets in any order, one of them twice."""
    return shuffled(rng, [*NETS, *(random_net(rng, draw(rng, 12, 60)) for _ in range(6))])


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


def assert_column(rows, values, place):
    """Judge one number of each row whose layer has a window; the rest stands on both sides."""
    require_rows(rows)
    wanted, left = [], list(values)
    for row in rows:
        own = list(row)
        if own[0].split()[:1] and own[0].split()[0] in WINDOWS and left:
            own[place] = left.pop(0)
        wanted.append(type(row)(own))
    assert_equal(rows, type(rows)([*wanted, *(("", 0, 0, 0) for _ in left)]))


def geometry(layers, parse_layer):
    """Kernel, stride and the cells padded before and after, for each window down to Flatten."""
    found = []
    for layer in map(parse_layer, layers):
        if layer["kind"] == "Flatten":
            break
        if layer["kind"] == "Conv2D":
            kernel = layer["kernel"][0]
            around = kernel - 1 if layer["padding"] == "same" else 0
            found.append((kernel, 1, around // 2, around - around // 2))
        elif layer["kind"] in WINDOWS:
            found.append((layer["size"][0], layer["size"][0], 0, 0))
    return found


def values_of(rows, place):
    """One number of each row whose layer has a window."""
    return [row[place] for row in rows if row[0].split()[:1] and row[0].split()[0] in WINDOWS]


def assert_sums(rows, place, start, steps, jumps):
    """Judge sizes or centres: `start`, to which each layer adds its step times the jump below it.

    A wrong jump is paid where jumps are judged: sums are right by the right jumps, and by the
    answer's own ones.
    """
    require_rows(rows)
    right = running(start, steps, jumps)
    own = [1, *values_of(rows, JUMP)][:-1]
    usable = len(own) == len(steps) and all(1 <= jump < 1e6 for jump in own)
    if usable and not np.allclose(values_of(rows, place), right, rtol=0):
        right = running(start, steps, own)
    assert_column(rows, right, place)


def running(start, steps, jumps):
    """The sums so far, a sum for each step."""
    sums = []
    for step, jump in zip(steps, jumps, strict=True):
        start += step * jump
        sums.append(start)
    return sums


def jumps_below(windows):
    """The right jump below each window."""
    jumps = [1]
    for _kernel, stride, _before, _after in windows:
        jumps.append(jumps[-1] * stride)
    return jumps[:-1]


def seen_along(size, windows, index):
    """First and last input cell whose change reaches a cell: ones pushed through windows of ones.

    Each row of `reached` begins as one input cell alone.
    """
    reached = np.eye(size)
    for kernel, stride, before, after in windows:
        padded = np.pad(reached, ((0, 0), (before, after)))
        places = range(0, padded.shape[1] - kernel + 1, stride)
        reached = np.stack([padded[:, at : at + kernel].max(axis=1) for at in places], axis=1)
    seen = np.flatnonzero(reached[:, index])
    return int(seen[0]), int(seen[-1])


def last_map(shape, windows):
    """Height and width of the last map."""
    height, width, _channels = shape
    for kernel, stride, before, after in windows:
        height = (height + before + after - kernel) // stride + 1
        width = (width + before + after - kernel) // stride + 1
    return height, width


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


def compare_cells(function, parse_layer, rng, models):
    """Compare what corners and other cells of each model's last map see, by pushing ones."""
    cases = []
    for shape, layers in models:
        height, width = last_map(shape, geometry(layers, parse_layer))
        corners = [(0, 0), (height - 1, width - 1), (0, width - 1)]
        inside = (draw(rng, 0, height - 1), draw(rng, 0, width - 1))
        cases += [(shape, layers, cell) for cell in (*corners, inside)]
    cases = shuffled(rng, cases)
    for (shape, layers, cell), seen in zip(cases, function.each(cases), strict=True):
        windows = geometry(layers, parse_layer)
        spans = [seen_along(*along) for along in zip(shape, (windows,) * 2, cell, strict=False)]
        assert_cells(seen, spans)


@check(
    points=0.5,
    ko="처음 보는 신경망에서도 창이 있는 층만 차례로 한 줄씩 있어야 합니다.",
    hint="which_rows",
)
def test_rows_of_random_nets(student, reference, rng):
    """Also in nets that are in no lecture, each layer with a window has a row, in order."""
    nets = [*random_nets(rng), [], ["Flatten", "Dense 3 relu"], ["Dropout 0.5", "Rescaling 1/2"]]
    answers = student.receptive_field.each([(net,) for net in nets])
    for net, rows in zip(nets, answers, strict=True):
        require_rows(rows)
        names = [name for name, *_ in reference.receptive_field(net)]
        padded = [*rows, *[("", 0, 0, 0)] * len(names)]
        wanted = [type(r)([name, *r[1:]]) for name, r in zip(names, padded, strict=False)]
        assert_equal(rows, type(rows)(wanted))


@check(
    points=1,
    ko="처음 보는 신경망에서도 수용장의 크기가 줄마다 맞아야 합니다.",
    hint="field_grows",
)
def test_sizes_of_random_nets(student, reference, rng):
    """The size of the field must be right in every row of nets that are in no lecture."""
    nets = random_nets(rng)
    for net, rows in zip(nets, student.receptive_field.each([(n,) for n in nets]), strict=True):
        windows = geometry(net, reference.parse_layer)
        steps = [kernel - 1 for kernel, *_ in windows]
        assert_sums(rows, SIZE, 1, steps, jumps_below(windows))


@check(
    points=0.75,
    ko="처음 보는 신경망에서도 이웃한 칸의 간격이 줄마다 맞아야 합니다.",
    hint="jump_multiplies",
)
def test_jumps_of_random_nets(student, reference, rng):
    """The jump must be right in every row of nets that are in no lecture."""
    nets = random_nets(rng)
    for net, rows in zip(nets, student.receptive_field.each([(n,) for n in nets]), strict=True):
        assert_column(rows, [row[JUMP] for row in reference.receptive_field(net)], JUMP)


@check(
    points=0.75,
    ko="창이 짝수이거나 'same'이어도 첫 칸의 중심이 줄마다 맞아야 합니다.",
    hint="first_centre",
)
def test_centres_of_random_nets(student, reference, rng):
    """The first cell's centre must be right in every row, with even windows and 'same' too."""
    nets = random_nets(rng)
    for net, rows in zip(nets, student.receptive_field.each([(n,) for n in nets]), strict=True):
        windows = geometry(net, reference.parse_layer)
        steps = [(kernel - 1) / 2 - before for kernel, _stride, before, _after in windows]
        assert_sums(rows, CENTRE, 0.0, steps, jumps_below(windows))


@check(
    points=0.75,
    ko="덧대지 않은 신경망에서 어느 칸이든 보는 행과 열이 맞아야 합니다.",
    hint="walk_down",
)
def test_cells_without_padding(student, reference, rng):
    """The rows and columns that any cell of an unpadded net sees must be right."""
    models = [((1, 9, 2), []), ((11, 8, 1), ["MaxPooling2D 3x3", "Conv2D 2 2x2 valid relu"])]
    for _ in range(4):
        height, width = draw(rng, 28, 40), draw(rng, 41, 64)
        shape = (height, width, draw(rng, 1, 3)) if rng.random() < 0.5 else (width, height, 1)
        models.append((shape, random_net(rng, min(height, width), ["valid"])))

    compare_cells(student.seen_cells, reference.parse_layer, rng, models)


@check(
    points=0.75,
    ko="'same'으로 덧댄 신경망에서도 입력을 바꿀 때 값이 바뀌는 칸만 보아야 합니다.",
    hint="cut_at_borders",
)
def test_cells_at_borders(student, reference, rng):
    """With 'same', too, a cell sees those cells whose change reaches it, and no others."""
    models = [
        ((11, 7, 1), ["MaxPooling2D 2x2", "Conv2D 2 3x3 same relu"]),
        ((14, 11, 1), ["AveragePooling2D 3x3", "Conv2D 2 4x4 same relu", "MaxPooling2D 2x2"]),
        ((4, 6, 2), ["Conv2D 3 9x9 same relu"]),
        ((11, 23, 1), ["MaxPooling2D 2x2", "MaxPooling2D 2x2", "Conv2D 2 3x3 same relu"]),
        ((6, 9, 1), ["Conv2D 2 2x2 same relu", "Conv2D 2 2x2 same relu"]),
    ]
    for _ in range(4):
        height, width = draw(rng, 12, 30), draw(rng, 31, 50)
        shape = (height, width, draw(rng, 1, 3)) if rng.random() < 0.5 else (width, height, 1)
        models.append((shape, random_net(rng, min(height, width), ["same"])))

    compare_cells(student.seen_cells, reference.parse_layer, rng, models)


@check(
    points=0.75,
    ko="커널과 목표가 무엇이든 필요한 층의 수가 맞아야 합니다.",
    hint="count_layers",
)
def test_random_layers_needed(student, rng):
    """The number of layers must be right for any kernel and goal."""
    cases = [(1, 1), (3, 1), (2, 2), (2, 9), (3, 2), (3, 3), (3, 4), (5, 9), (5, 10), (7, 6)]
    cases += [(draw(rng, 2, 11), draw(rng, 2, 300)) for _ in range(8)]
    cases = shuffled(rng, cases)
    for (kernel, goal), answer in zip(cases, student.layers_needed.each(cases), strict=True):
        count, size = 0, 1
        while size < goal:
            count, size = count + 1, size + kernel - 1
        assert_integer(answer, count)


@check(
    points=0.25,
    ko="답할 수 없는 층과 모양, 칸, 목표에는 ValueError를 일으켜야 합니다.",
    hint="wrong_input",
)
def test_impossible_input(student):
    """Layers, shapes, cells and goals that cannot be answered raise ValueError."""
    layers = ["Conv2D 4 8x8 valid relu", "Flatten"]
    require_cells(student.seen_cells((8, 9, 1), layers, (0, 1)))  # right; not judged here

    layers = ["Conv2D 4 3x5 same relu", "Conv2D 4 2x1 valid relu", "Conv2D 4 0x0 valid relu"]
    layers += ["Conv2D 4 3x3 full relu", "Conv2D 4 1x1 full relu", "Conv2D 4 0x0 same relu"]
    layers += ["MaxPooling2D 2x3", "AveragePooling2D 2x1", "MaxPooling2D 0x0", "Softmax"]
    nets = [*([layer] for layer in layers), ["BatchNormalization", "Dense 3 relu"]]
    assert_value_errors(student.receptive_field, [(net,) for net in nets])
    image = (8, 9, 1)
    wrong = [(image, net, (0, 0)) for net in nets]
    shapes = [(8, 9), (8, 9, 1, 1), (0, 9, 1), (8, 0, 1), (8, 9, 0)]
    wrong += [(shape, [], (0, 0)) for shape in shapes]
    wrong += [(shape, ["Conv2D 4 1x1 same relu"], (0, 0)) for shape in shapes]
    outside = [(-1, 0), (0, -1), (8, 0), (0, 9)]
    wrong += [(image, [], cell) for cell in outside]
    wrong += [(image, ["Conv2D 4 3x3 valid relu"], cell) for cell in ((6, 0), (0, 7), (-1, 2))]
    wrong += [(image, ["MaxPooling2D 2x2", "Flatten"], cell) for cell in ((4, 0), (0, 4))]
    wrong += [(image, ["Conv2D 4 3x3 same relu"], cell) for cell in ((8, 0), (0, 9))]
    wrong += [(image, ["MaxPooling2D 2x2", "MaxPooling2D 2x2"], cell) for cell in ((2, 0), (0, 2))]
    too_large = ["Conv2D 4 3x3 valid relu", "MaxPooling2D 3x3", "AveragePooling2D 4x4"]
    for layer in too_large:
        wrong += [((2, 9, 1), [layer], (0, 0)), ((9, 2, 1), [layer], (0, 0))]
    assert_value_errors(student.seen_cells, wrong)
    goals = [(0, 1), (0, 5), (-2, 5), (3, 0), (3, -4), (1, 2), (1, 0)]
    assert_value_errors(student.layers_needed, goals)
