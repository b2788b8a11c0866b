"""tanh is 2 sigmoid(x) − 1, without doubling x.

caught_by: test_tanh_and_relu_by_hand, test_tanh_and_relu_on_arrays,
test_sigmoid_and_tanh_at_the_ends
ko: tanh가 너무 천천히 ±1에 다가갑니다. 시그모이드를 늘이고 내린 것은 맞지만 x의 눈금이 다릅니다.
tanh(ln 2)를 지수로 적어 0.6과 견주어 보세요.
en: Your tanh comes to ±1 too slowly. It is sigmoid stretched and lowered, but the scale of x is
another. Write tanh(ln 2) with exponentials and compare with 0.6.
"""


def tanh(x):
    return 2 * sigmoid(x) - 1  # wrong: the scale of x
