"""The sign in sigmoid's exponent is reversed.

caught_by: test_sigmoid_by_hand, test_sigmoid_on_arrays, test_sigmoid_and_tanh_at_the_ends
ko: x가 커질수록 값이 작아집니다. 지수의 부호가 반대인 시그모이드와 같습니다. x = ln 3에서 0.75가
나오려면 exp가 어떤 값을 받아야 하는지 계산해 보세요.
en: Your values fall as x grows: they are those of the other sign in the exponent. Work out what exp
must be given for 0.75 to come out at x = ln 3.
"""


def sigmoid(x):
    small = np.exp(-np.abs(values_of(x)))
    return np.where(values_of(x) < 0, 1, small) / (1 + small)  # wrong: of -x
