"""Alpha multiplies the exponential only.

caught_by: test_elu_by_hand, test_elu_on_arrays, test_elu_at_the_ends
ko: alpha가 exp에만 곱해져 x = 0에서 곡선이 끊어집니다. 괄호가 어디까지인지 공식과 견주어 보세요.
x가 0에 가까울 때 값도 0에 가까워야 합니다.
en: Alpha multiplies the exponential alone, so the curve breaks at 0. Compare with the formula how
far the brackets reach; near 0 the result must be near 0.
"""


def elu(x, alpha=1.0):
    values = values_of(x)
    return np.where(values > 0, values, alpha * np.exp(np.minimum(values, 0)) - 1)
