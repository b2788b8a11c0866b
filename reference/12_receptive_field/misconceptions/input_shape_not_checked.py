"""Any input shape is taken.

caught_by: test_impossible_input
replaces: check_shape
ko: (H, W, C)가 아니거나 0이 든 모양에도 답이 나왔습니다. 층을 보기 전에 input_shape부터 확인하세요.
en: You answer for shapes that are not (H, W, C) or that hold a 0. Look at input_shape before you look at the layers.
"""


def check_shape(input_shape):
    pass  # wrong: any shape is taken
