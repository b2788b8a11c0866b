"""ELU's unused branch overflows.

caught_by: test_elu_at_the_ends
ko: 값은 맞지만 큰 양수에서 RuntimeWarning이 납니다. np.where는 두 갈래를 모두 계산한 다음에
고릅니다. 고르지 않은 갈래의 exp가 어떤 값을 받는지 보세요.
en: The values are right, but large positive ones cause a RuntimeWarning. np.where computes both
branches and then chooses. See what exp is given in the branch that is not used.
"""


def elu(x, alpha=1.0):
    values = values_of(x)
    return np.where(values > 0, values, alpha * np.expm1(values))
