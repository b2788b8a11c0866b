"""The statement's pictures: stacked windows from the side, and the MNIST network from above."""

from grader.pictures import Seen, Storey, Words, fields, storeys

MNIST_CNN = [
    *("Conv2D 32 3x3 valid relu", "MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu"),
    *("MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu"),
]


def pictures(solution):
    """Name -> SVG."""
    made, sizes = solution("12_receptive_field"), solution("06_output_size")

    def shapes(shape, layers):
        return [shape, *(after for _name, after, _count in sizes.summarize(shape, layers))]

    def from_the_side(size, layers, cell, words):
        """Rows alone."""
        storey = []
        rows = [("input", 1, 1, 0.0), *made.receptive_field(layers)]
        for level, (shape, row) in enumerate(
            zip(shapes((size, size, 1), layers), rows, strict=True)
        ):
            name, _size, jump, centre = row
            seen, _columns = made.seen_cells(shape, layers[level:], (cell, cell))
            pad = (1, 1) if layers[level : level + 1] == ["Conv2D 8 3x3 same relu"] else (0, 0)
            storey.append(Storey(name, shape[0], seen, jump, centre, pad))
        return storeys(storey, words)

    def from_above(shape, layers, cell, words):
        seen = []
        for level, (name, side) in enumerate(
            zip(["input", *layers], shapes(shape, layers), strict=True)
        ):
            rows, columns = made.seen_cells(side, layers[level:], cell)
            seen.append(Seen(name, side[:2], rows, columns))
        return fields(seen, words)

    return {
        "two_windows": from_the_side(
            7,
            ["Conv2D 8 3x3 valid relu"] * 2,
            1,
            Words("두 합성곱의 수용장: 3, 5", "The field of two convolutions: 3, 5", "1 → 3 → 5"),
        ),
        "border": from_the_side(
            11,
            ["MaxPooling2D 2x2", "Conv2D 8 3x3 same relu"],
            4,
            Words("경계에서 자른 수용장", "A field cut at the border", "4 → 3 … 4 → 6 … 9"),
        ),
        "mnist_cnn": from_above(
            (28, 28, 1),
            MNIST_CNN,
            (2, 1),
            Words("MNIST CNN의 수용장: 18×18", "The field in the MNIST CNN: 18×18", "1 → 18"),
        ),
    }
