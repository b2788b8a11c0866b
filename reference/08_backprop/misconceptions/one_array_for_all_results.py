"""New weights are written into one array that the module keeps.

caught_by: test_arguments_untouched, test_weights_stay_untouched
ko: 새 가중치를 모듈에 하나뿐인 배열에 써서 돌려준 것과 같습니다. 다음에 부르면 앞의 결과가 바뀝니다. 부를 때마다 새 배열을 만드세요.
en: New weights seem to be written into one array that the module keeps. The next call changes what the call before gave. Make a new array in every call.
"""


new_weights = np.zeros(8)


def step(x, targets, weights, learning_rate):
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    new_weights[:] = vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
    return new_weights
