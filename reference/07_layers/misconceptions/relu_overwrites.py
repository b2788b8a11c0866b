"""ReLU writes its zeros into the argument.

caught_by: test_arguments_stay_as_they_were
ko: 값은 맞지만 받은 배열 안의 음수를 0으로 바꿔 버렸습니다. 부른 쪽은 그 배열을 아직 쓸 수
있습니다. 어느 배열에 쓰고 있는지, 그것이 언제 만들어졌는지 따라가 보세요.
en: The values are right, but the zeros are written into the array you were given, which the caller
may still need. Follow which array you write to and when it was made.
"""


def relu(x):
    values_of(x)
    values = np.asarray(x, dtype=np.float64)  # wrong: the caller's own array
    values[values < 0] = 0
    return values.copy()
