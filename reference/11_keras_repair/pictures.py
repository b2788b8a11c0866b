"""The statement's pictures: four of the five models as they should be, as staircases."""

from grader.pictures import Words, staircase, stairs

MODELS = {
    "four_class": (
        (120, 60, 1),
        (
            *("Conv2D 12 5x5 valid relu", "MaxPooling2D 2x2", "Conv2D 16 5x5 valid relu"),
            *("MaxPooling2D 2x2", "Conv2D 20 4x4 valid relu", "MaxPooling2D 2x2", "Flatten"),
            *("Dense 128 relu", "Dense 4 softmax"),
        ),
    ),
    "lenet": (
        (28, 28, 1),
        (
            *("Conv2D 6 5x5 same tanh", "AveragePooling2D 2x2", "Conv2D 16 5x5 valid tanh"),
            *("AveragePooling2D 2x2", "Conv2D 120 5x5 valid tanh", "Flatten", "Dense 84 tanh"),
            "Dense 10 softmax",
        ),
    ),
    "small": (
        (28, 28, 1),
        (
            *("Conv2D 16 3x3 valid relu", "MaxPooling2D 2x2", "Flatten", "Dense 32 relu"),
            "Dense 10 softmax",
        ),
    ),
}


def pictures(solution):
    """Name -> SVG."""
    summarize = solution("06_output_size").summarize
    made = {}
    for name, (shape, layers) in MODELS.items():
        rows = summarize(shape, list(layers))
        total = f"{sum(parameters for _name, _shape, parameters in rows):,}"
        words = Words(
            f"{name}의 모양: {total}개", f"The shapes of {name}: {total} parameters", total
        )
        made[name] = staircase(stairs(shape, rows), words)
    return made
