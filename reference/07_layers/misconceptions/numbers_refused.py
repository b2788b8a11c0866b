"""Only arrays are taken, a single number is not.

caught_by: test_tanh_and_relu_by_hand, test_leaky_relu_by_hand, test_elu_by_hand
ko: 배열에서는 맞지만 숫자 하나가 들어오면 답하지 못합니다. 활성화 함수는 숫자에도 쓰입니다. 칸에
값을 쓰는 방법이 축이 없는 값에도 통하는지 보세요.
en: Right for arrays, but a single number finds no answer. Activations are asked for numbers, too.
See whether the way you write to cells works for a value without axes.
"""


def relu(x):
    values_of(x)
    result = x * 1.0
    result[result < 0] = 0  # wrong: a number has no cells
    return np.asarray(result, dtype=np.float64)


def leaky_relu(x, alpha=0.1):
    values_of(x)
    result = x * 1.0
    result[result < 0] *= alpha
    return np.asarray(result, dtype=np.float64)


def elu(x, alpha=1.0):
    values_of(x)
    result = x * 1.0
    result[result < 0] = alpha * np.expm1(result[result < 0])
    return np.asarray(result, dtype=np.float64)
