"""step writes the new weights into the array it was given.

caught_by: test_arguments_untouched
ko: 새 가중치의 값은 맞지만, 인수로 받은 배열에 써넣었습니다. 부른 쪽의 가중치가 몰래 바뀌면 같은 입력으로 다시 부를 때 다른 결과가 나옵니다. `-=`와 복사를 다시 보세요.
en: The new weights are right, but they were written into the array that came in. The caller's weights change behind its back, and the same call gives something else the next time. Think about `-=` and copies.
"""


def step(x, targets, weights, learning_rate):
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    if not isinstance(weights, np.ndarray) or weights.dtype != np.float64:
        weights = vector(weights, 8)
    weights -= learning_rate * np.concatenate([hidden, output])
    return weights
