"""The statement's pictures: the places of a kernel in a row, and networks as staircases."""

import numpy as np

from grader.pictures import Place, Slide, Words, slide, staircase, stairs

MNIST_CNN = (
    *("Conv2D 32 3x3 valid relu", "MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu"),
    *("MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu", "Flatten", "Dense 64 relu"),
    "Dense 10 softmax",
)
LENET5 = (
    *("Conv2D 6 5x5 same tanh", "AveragePooling2D 2x2", "Conv2D 16 5x5 valid tanh"),
    *("AveragePooling2D 2x2", "Conv2D 120 5x5 valid tanh", "Flatten", "Dense 84 tanh"),
    "Dense 10 softmax",
)


def pictures(solution):
    """Name -> SVG."""
    made = solution("06_output_size")

    def network(layers, ko, en):
        rows = made.summarize((28, 28, 1), list(layers))
        total = f"{sum(parameters for _name, _shape, parameters in rows):,}"
        return staircase(stairs((28, 28, 1), rows), Words(ko, en, total))

    return {
        "places": _places(made.conv_output_size(7, 3, 0, 2)),
        "mnist_cnn": network(
            MNIST_CNN,
            "MNIST 신경망의 모양: 93,322개",
            "The MNIST network's shapes: 93,322 parameters",
        ),
        "lenet5": network(
            LENET5, "LeNet-5의 모양: 61,706개", "LeNet-5's shapes: 61,706 parameters"
        ),
    }


def _places(count):
    """A kernel of 3 in a row of 7, at stride 2."""
    places = []
    for index in range(count):
        walked = "" if index == 0 else f" {' + '.join(['2'] * index)} ≤ 7 − 3,"
        said = [(f"{index} · 2 = {2 * index}:", "soft"), (walked, ""), (f" {index + 1}", "w")]
        if index == count - 1:
            said.append((f" = ⌊(7 − 3) / 2⌋ + 1 = {count}", "b"))
        places.append(Place(0, 2 * index, [said], (0, index)))
    cells = np.arange(1.0, 8.0).reshape(1, 7)
    output = np.arange(1.0, count + 1).reshape(1, count)
    words = Words("일곱 칸에서 커널이 설 자리", "The places of a kernel in seven cells", f"{count}")
    return slide(Slide(cells, output, (1, 3), places), words)
