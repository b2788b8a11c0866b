"""The slope is 0.1 whatever alpha is given.

caught_by: test_leaky_relu_by_hand, test_leaky_relu_on_arrays
ko: 어떤 alpha를 주어도 음수가 0.1배가 됩니다. 인수를 받기만 하고 쓰지 않았습니다. 식에 적힌 수가
기본값인지 받은 값인지 보세요.
en: Negative values are multiplied by 0.1 whatever alpha comes in: the argument is taken and not
used. See whether your formula has the default or the value given.
"""


def leaky_relu(x, alpha=0.1):
    values = values_of(x)
    return np.where(values > 0, values, 0.1 * values)  # wrong
