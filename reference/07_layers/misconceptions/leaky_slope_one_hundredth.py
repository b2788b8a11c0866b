"""The default slope of leaky ReLU is 0.01.

caught_by: test_leaky_relu_by_hand
ko: alpha를 주지 않으면 기울기가 0.01입니다. 라이브러리마다 기본값이 다릅니다. 이 과제의 기본값을
설명에서 다시 확인하세요.
en: Without an alpha your slope is 0.01. Libraries differ in this default; read in the statement
which one holds here.
"""


def leaky_relu(x, alpha=0.01):
    values = values_of(x)
    return np.where(values > 0, values, alpha * values)
