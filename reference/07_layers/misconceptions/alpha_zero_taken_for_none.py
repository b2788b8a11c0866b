"""An alpha of 0 is replaced by the default.

caught_by: test_leaky_relu_on_arrays, test_elu_on_arrays, test_elu_at_the_ends
ko: alpha가 0일 때 기본값으로 계산했습니다. 0은 Python에서 거짓이지만 '주어지지 않음'은 아닙니다.
기본값을 어디에서 어떤 조건으로 넣는지 보세요.
en: With alpha 0 you compute with the default. In Python 0 is false, but it does not mean 'not
given'. See where and on what condition the default comes in.
"""


def leaky_relu(x, alpha=None):
    alpha = alpha or 0.1  # wrong
    values = values_of(x)
    return np.where(values > 0, values, alpha * values)


def elu(x, alpha=None):
    alpha = alpha or 1.0  # wrong
    values = values_of(x)
    return np.where(values > 0, values, alpha * np.expm1(np.minimum(values, 0)))
