"""ReLU turns negative values positive.

caught_by: test_tanh_and_relu_by_hand, test_tanh_and_relu_on_arrays
ko: 음수의 부호만 바뀌었습니다. 그것은 절댓값입니다. ReLU는 음수의 크기를 남기지 않습니다. −2가
무엇이 되어야 하는지 공식에 넣어 보세요.
en: Negative values only change their sign, which is the absolute value. ReLU keeps nothing of their
size. Put −2 into the formula.
"""


def relu(x):
    return np.abs(values_of(x))
