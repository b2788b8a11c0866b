"""The statement's pictures: the network as a staircase, and the lecture's own accuracies."""

from grader.pictures import Words, accuracies, staircase, stairs

LAYERS = (
    *("Conv2D 32 3x3 valid relu", "MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu"),
    *("MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu", "Flatten", "Dense 64 relu"),
    "Dense 10 softmax",
)
# training accuracy by epoch, as the lecture prints it
DNN = (0.8165, 0.9002, 0.9133, 0.9217, 0.9286)
CNN = (0.9540, 0.9848, 0.9893, 0.9919, 0.9938)


def pictures(solution):
    """Name -> SVG."""
    rows = solution("06_output_size").summarize((28, 28, 1), list(LAYERS))
    return {
        "network": staircase(
            stairs((28, 28, 1), rows),
            Words(
                "합성곱 신경망: 93,322개", "The convolutional network: 93,322 parameters", "93,322"
            ),
        ),
        "accuracies": accuracies(
            [("DNN", DNN), ("CNN", CNN)],
            Words(
                "강의의 학습 정확도, 에포크 1에서 5",
                "The lecture's training accuracies, epochs 1 to 5",
                "DNN 0.9286, CNN 0.9938",
            ),
        ),
    }
