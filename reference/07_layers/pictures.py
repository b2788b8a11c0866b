"""The statement's pictures: neighbours that flatten parts, curves, and dropout at three rates."""

import numpy as np

from grader.pictures import Curve, Words, curves, dropout, flatten

IMAGE = [[1, 1, 0, 0, 1], [0, 1, 0, 1, 0], [0, 0, 1, 0, 0], [0, 1, 0, 1, 0], [1, 0, 0, 1, 1]]
RATES = (0.0, 0.2, 0.4)
DRAWS = 3


def pictures(solution):
    """Name -> SVG."""
    made = solution("07_layers")
    ones = np.ones((4, 4))
    return {
        "flatten": flatten(
            made.flatten([IMAGE]).reshape(5, 5),
            Words(
                "펼치기: 위아래 이웃이 다섯 칸 떨어집니다",
                "Flatten: neighbours one above the other come to lie five cells apart",
                "(5, 5) → (25,)",
            ),
            pair=((1, 1), (2, 1)),
        ),
        "activations": curves(
            [
                Curve("sigmoid", made.sigmoid, (-np.log(3), 0.0, np.log(3))),
                Curve("tanh", made.tanh, (0.0, np.log(2), np.log(3))),
                Curve("ReLU", made.relu, (-2.0, 0.5)),
                Curve("Leaky ReLU (0.1)", made.leaky_relu, (4.0,)),
                Curve("ELU", made.elu, (-np.log(2),)),
            ],
            Words(
                "활성화 함수 다섯 개와 손으로 구한 점",
                "Five activation functions, and the points worked out by hand",
                "sigmoid, tanh, ReLU, Leaky ReLU, ELU",
            ),
        ),
        "dropout": dropout(
            ones,
            [
                (rate, [made.dropout(ones, rate, np.random.default_rng(s)) for s in range(DRAWS)])
                for rate in RATES
            ],
            Words(
                "비율 0, 0.2, 0.4의 드롭아웃",
                "Dropout at the rates 0, 0.2 and 0.4",
                "1, 1.25, 1.667",
            ),
        ),
    }
